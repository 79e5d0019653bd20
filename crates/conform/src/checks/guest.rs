//! A guest's ticket: sent once, read with its secret.

use crate::body;
use crate::client::Request;
use crate::contact;
use crate::context::{Check, Context, Needs, Verdicts, ensure};
use contract::headers::TICKET_SECRET;
use contract::{Capability, CreatedTicket, Ticket, TicketLinkRequest, TicketStatus};
use domain::time::{parse_date, parse_instant};
use std::collections::BTreeSet;

const GUESTS: Needs = Needs::Capability(Capability::GuestTickets);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a guest sends a ticket", needs: GUESTS, run: sends },
        Check { name: "the same key gets the same answer", needs: GUESTS, run: replay },
        Check { name: "the same key with another body is refused", needs: GUESTS, run: other_body },
        Check { name: "sent many times at once it is one ticket", needs: GUESTS, run: at_once },
        Check { name: "a guest's ticket is read with its secret", needs: GUESTS, run: reads },
        Check { name: "without its secret a ticket does not exist", needs: GUESTS, run: secret_is_needed },
        Check { name: "sending a link does not tell whether the ticket exists", needs: GUESTS, run: links },
    ]
}

fn sends(context: &Context) -> Verdicts {
    let guest = context.guest_ticket()?;
    let ticket = &guest.created.ticket;
    let location = &guest.location;
    ensure!(location.ends_with(&guest.path), "Location is {location:?}, without {}", guest.path);
    ensure!(!location.contains(&guest.secret), "the secret is in the Location");
    ensure!(!ticket.number.contains(&guest.secret), "the secret is in the number");
    ensure!(guest.secret.len() >= 16, "the secret has {} characters and can be guessed", guest.secret.len());
    ensure!(guest.cache_control.contains("no-store"), "the answer with the secret may be stored: {:?}", guest.cache_control);
    ensure!(ticket.status != TicketStatus::Unknown, "its status is not one of this version");
    ensure!(ticket.ticket_type == guest.sent.ticket_type, "its category is {:?}", ticket.ticket_type);
    ensure!(ticket.name == guest.sent.name, "its name is {:?}", ticket.name);
    ensure!(ticket.description == guest.sent.description, "its description is {:?}", ticket.description);
    ensure!(parse_instant(&ticket.creation_date).is_some(), "its creationDate is {:?}", ticket.creation_date);
    let due = ticket.expected_response_date.as_deref();
    ensure!(due.is_none_or(|due| parse_date(due).is_some()), "its expectedResponseDate is {due:?}");
    Ok(())
}

fn replay(context: &Context) -> Verdicts {
    let guest = context.guest_ticket()?;
    let answer = context.expect(&Request::post("/tickets", body::json(&guest.sent)).key(&guest.key), 201)?;
    let again: CreatedTicket = answer.read()?;
    ensure!(again.ticket.number == guest.created.ticket.number, "it is {} now", again.ticket.number);
    ensure!(again.secret.as_ref() == Some(&guest.secret), "its secret is another now");
    contact::is_marked(&answer)
}

fn other_body(context: &Context) -> Verdicts {
    let guest = context.guest_ticket()?;
    let mut other = guest.sent.clone();
    other.description.push('!');
    context.expect(&Request::post("/tickets", body::json(&other)).key(&guest.key), 422).map(drop)
}

fn at_once(context: &Context) -> Verdicts {
    let request = Request::post("/tickets", body::json(&context.guest_body()?)).new_key();
    let numbers = contact::at_once(context, &request, |created: &CreatedTicket| created.ticket.number.clone())?;
    ensure!(numbers.len() == 1, "there are {} of it: {numbers:?}", numbers.len());
    Ok(())
}

fn reads(context: &Context) -> Verdicts {
    let guest = context.guest_ticket()?;
    let request = Request::get(&guest.path).header(TICKET_SECRET, &guest.secret);
    let answer = context.expect(&request, 200)?;
    let ticket: Ticket = answer.read()?;
    ensure!(ticket.number == guest.created.ticket.number, "it is {}", ticket.number);
    ensure!(ticket.description == guest.sent.description, "its description is {:?}", ticket.description);
    ensure!(ticket.contact.email == guest.sent.contact.email, "its address is {:?}", ticket.contact.email);
    ensure!(!ticket.status_change_history.is_empty(), "it has no history");
    let cache = answer.list("Cache-Control");
    let kept_apart = cache.contains("no-store") || cache.contains("private");
    ensure!(kept_apart, "Cache-Control is {cache:?}: others might be shown it");
    let tag = answer.header("ETag").unwrap_or_default().to_owned();
    let again = context.send(&request.header("If-None-Match", tag))?;
    ensure!(again.status == 304, "{again} to its own ETag, not 304");
    Ok(())
}

fn secret_is_needed(context: &Context) -> Verdicts {
    let guest = context.guest_ticket()?;
    let answer = context.expect(&Request::get(&guest.path).header(TICKET_SECRET, &guest.secret), 200)?;
    let tag = answer.header("ETag").unwrap_or_default();
    let (in_query, cut) = (format!("{}?secret={}", guest.path, guest.secret), guest.secret.chars().skip(1).collect::<String>());
    let strangers = [
        Request::get("/tickets/no-such-ticket").header(TICKET_SECRET, &guest.secret),
        Request::get(&guest.path),
        Request::get(&guest.path).header(TICKET_SECRET, "wrong"),
        Request::get(&guest.path).header(TICKET_SECRET, cut),
        Request::get(&guest.path).header(TICKET_SECRET, ""),
        Request::get(&guest.path).header("If-None-Match", tag),
        Request::get(&in_query),
    ];
    contact::are_strangers(context, &strangers)
}

fn links(context: &Context) -> Verdicts {
    let guest = context.guest_ticket()?;
    let email = guest.sent.contact.email.clone().unwrap_or_default();
    let number = guest.created.ticket.number.clone();
    let ask = |number: &str, email: &str| {
        let body = body::json(&TicketLinkRequest { number: number.to_owned(), email: email.to_owned() });
        Request::post("/ticket-links", body)
    };
    context.expect(&ask(&number, &email), 400)?;
    let mut told = BTreeSet::new();
    for (number, email) in [(number.as_str(), email.as_str()), (number.as_str(), "other@example.org"), ("no-such-ticket", email.as_str())] {
        let answer = context.expect(&ask(number, email).new_key(), 202)?;
        let headers: Vec<String> = answer.headers.keys().map(|name| name.as_str().to_owned()).collect();
        ensure!(answer.header("Location").is_none(), "{answer} with a Location");
        told.insert((headers, answer.body));
    }
    ensure!(told.len() == 1, "the answers differ by whether the ticket exists: {told:?}");
    Ok(())
}
