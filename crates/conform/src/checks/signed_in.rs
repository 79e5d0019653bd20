//! Somebody who is signed in, with [`crate::Options::credential`].

use crate::body;
use crate::client::Request;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use crate::text::percent_encoded;
use contract::{Capability, CreatedTicket, Session, TicketPage, TicketStatus};
use std::collections::BTreeSet;

const TICKETS: Needs = Needs::SignedIn(Capability::Tickets);
/// Pages after which a list is taken to have no end.
const PAGES_MAX: usize = 200;

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "the session says who is signed in", needs: TICKETS, run: session },
        Check { name: "a ticket belongs to whoever sent it", needs: TICKETS, run: own_ticket },
        Check { name: "the list has every ticket once, page by page", needs: TICKETS, run: paging },
        Check { name: "the list is filtered by state", needs: TICKETS, run: filter },
        Check { name: "a cursor that is none is refused", needs: TICKETS, run: cursor },
    ]
}

fn session(context: &Context) -> Verdicts {
    let answer = context.expect(&Request::get("/session").signed_in(), 200)?;
    let session: Session = answer.read()?;
    ensure!(!session.account.id.is_empty(), "the account has no id");
    let cache = answer.list("Cache-Control");
    ensure!(cache.contains("no-store") || cache.contains("private"), "Cache-Control is {cache:?}");
    Ok(())
}

fn own_ticket(context: &Context) -> Verdicts {
    let desk = context.desk()?;
    let category = desk.categories.iter().find(|category| !category.guests).or(desk.categories.first());
    let Some(category) = category else { return Err(Verdict::Failed("tickets, but no categories".to_owned())) };
    let ticket = body::ticket(desk, category, &context.options.email, &context.now());
    let answer = context.expect(&Request::post("/tickets", body::json(&ticket)).new_key().signed_in(), 201)?;
    let created: CreatedTicket = answer.read()?;
    ensure!(created.secret.is_none(), "a ticket with a session has a secret");
    let path = format!("/tickets/{}", created.ticket.number);
    context.expect(&Request::get(&path).signed_in(), 200)?;
    context.expect(&Request::get(&path), 404)?;
    let page: TicketPage = context.expect(&Request::get("/tickets").signed_in(), 200)?.read()?;
    let newest = page.items.first().map(|ticket| ticket.number.as_str());
    ensure!(newest == Some(&created.ticket.number), "{} was sent, and the list begins with {newest:?}", created.ticket.number);
    Ok(())
}

fn page(context: &Context, path: &str) -> Verdicts<TicketPage> {
    Ok(context.expect(&Request::get(path).signed_in(), 200)?.read()?)
}

fn paging(context: &Context) -> Verdicts {
    let mut known = BTreeSet::new();
    let mut path = "/tickets?limit=2".to_owned();
    for _ in 0..PAGES_MAX {
        let TicketPage { items, next_cursor, total } = page(context, &path)?;
        ensure!(items.len() <= 2, "asked for 2, got {}", items.len());
        ensure!(next_cursor.is_none() || !items.is_empty(), "an empty page is not the last one");
        for ticket in items {
            ensure!(known.insert(ticket.number.clone()), "{} is there twice", ticket.number);
        }
        let Some(cursor) = next_cursor else {
            let all = total.is_none_or(|total| usize::try_from(total) == Ok(known.len()));
            ensure!(all, "{} tickets, and the total is {total:?}", known.len());
            return Ok(());
        };
        path = format!("/tickets?limit=2&cursor={}", percent_encoded(&cursor));
    }
    Ok(())
}

fn filter(context: &Context) -> Verdicts {
    for (query, states) in [
        ("acknowledged", vec![TicketStatus::Acknowledged]),
        ("resolved,closed", vec![TicketStatus::Resolved, TicketStatus::Closed]),
        ("no-such-state", vec![]),
    ] {
        for ticket in page(context, &format!("/tickets?status={query}"))?.items {
            ensure!(states.contains(&ticket.status), "{} is {:?} and among {query:?}", ticket.number, ticket.status);
        }
    }
    let all = page(context, "/tickets")?.total;
    let every = "acknowledged,pending,held,inProgress,resolved,closed,rejected,cancelled";
    let listed = page(context, &format!("/tickets?status={every}"))?.total;
    ensure!(all == listed, "there are {all:?} tickets, and {listed:?} in all states");
    Ok(())
}

fn cursor(context: &Context) -> Verdicts {
    context.expect(&Request::get("/tickets?cursor=no-such-cursor").signed_in(), 400).map(drop)
}
