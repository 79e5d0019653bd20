//! Tickets that are refused.

use crate::body;
use crate::client::Request;
use crate::contact::pointed;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::{Capability, NewTicket};
use serde_json::json;

const GUESTS: Needs = Needs::Capability(Capability::GuestTickets);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a ticket needs a key", needs: GUESTS, run: key },
        Check { name: "a ticket needs to be JSON", needs: GUESTS, run: content_type },
        Check { name: "a body that is cut off is refused", needs: GUESTS, run: cut_off },
        Check { name: "a body that is no ticket is refused", needs: GUESTS, run: no_ticket },
        Check { name: "a body of ten megabytes is refused", needs: GUESTS, run: too_large },
        Check { name: "each wrong field is pointed to", needs: GUESTS, run: pointers },
        Check { name: "an answer that the form does not offer is pointed to", needs: GUESTS, run: choices },
        Check { name: "consent to an older text is not consent", needs: GUESTS, run: consent },
        Check { name: "a category for whoever is signed in refuses a guest", needs: GUESTS, run: category },
    ]
}

fn post(ticket: &NewTicket) -> Request<'static> {
    Request::post("/tickets", body::json(ticket))
}

fn key(context: &Context) -> Verdicts {
    let ticket = context.guest_body()?;
    context.expect(&post(&ticket), 400)?;
    context.expect(&post(&ticket).key("1"), 400).map(drop)
}

fn content_type(context: &Context) -> Verdicts {
    let ticket = context.guest_body()?;
    // The three that a form on somebody else's page can send.
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        context.expect(&post(&ticket).new_key().header("Content-Type", kind), 415)?;
    }
    Ok(())
}

fn cut_off(context: &Context) -> Verdicts {
    let mut text = body::json(&context.guest_body()?);
    text.truncate(text.len().div_euclid(2));
    context.expect(&Request::post("/tickets", text).new_key(), 400)?;
    context.expect(&Request::post("/tickets", "").new_key(), 400).map(drop)
}

fn no_ticket(context: &Context) -> Verdicts {
    for wrong in [json!({}), json!([]), json!(null), json!({ "ticketType": 1 })] {
        let answer = context.send(&Request::post("/tickets", wrong.to_string()).new_key())?;
        ensure!(matches!(answer.status, 400 | 422), "{answer} to {wrong}, not 400 or 422");
    }
    Ok(())
}

fn too_large(context: &Context) -> Verdicts {
    let mut ticket = context.guest_body()?;
    ticket.description = "ю".repeat(5 * 1024 * 1024);
    // A portal need not read all of it: then the connection ends before the answer can be read.
    let Ok(answer) = context.client().send(&post(&ticket).new_key()) else { return Ok(()) };
    context.compare(&answer)?;
    ensure!(matches!(answer.status, 413 | 422), "{answer}, not 413");
    Ok(())
}

fn pointers(context: &Context) -> Verdicts {
    let mut ticket = context.guest_body()?;
    ticket.name = " ".to_owned();
    ticket.description = String::new();
    ticket.contact.full_name = String::new();
    ticket.contact.email = Some("nobody".to_owned());
    ticket.contact.phone = Some("not a number".to_owned());
    let answer = context.send(&post(&ticket).new_key())?;
    let pointers = pointed(&answer)?;
    for place in ["/name", "/description", "/contact/fullName", "/contact/email", "/contact/phone"] {
        ensure!(pointers.iter().any(|pointer| pointer == place), "{place} is wrong and not among {pointers:?}");
    }
    for pointer in &pointers {
        ensure!(!["/ticketType", "/severity"].contains(&pointer.as_str()), "{pointer} is not wrong");
    }
    Ok(())
}

fn choices(context: &Context) -> Verdicts {
    let mut ticket = context.guest_body()?;
    let desk = context.desk()?;
    let category = desk.categories.iter().find(|category| category.id == ticket.ticket_type);
    let listed = category.and_then(|category| category.attributes.iter().position(|attribute| !attribute.values.is_empty()));
    let Some((index, answer)) = listed.and_then(|index| Some((index, ticket.attributes.get_mut(index)?))) else {
        return Err(Verdict::Skipped("the category has no list to choose from".to_owned()));
    };
    answer.values = vec!["no-such-choice".to_owned()];
    let place = format!("/attributes/{index}");
    let pointers = pointed(&context.send(&post(&ticket).new_key())?)?;
    ensure!(pointers.iter().any(|pointer| pointer.starts_with(&place)), "{place} is wrong and not among {pointers:?}");
    Ok(())
}

fn consent(context: &Context) -> Verdicts {
    let mut ticket = context.guest_body()?;
    let Some(consent) = ticket.consents.first_mut() else { return Err(Verdict::Skipped("the portal asks for no consent".to_owned())) };
    consent.version = "older".to_owned();
    let pointers = pointed(&context.send(&post(&ticket).new_key())?)?;
    ensure!(pointers.iter().any(|pointer| pointer.starts_with("/consents/0")), "/consents/0 is not among {pointers:?}");
    Ok(())
}

fn category(context: &Context) -> Verdicts {
    let desk = context.desk()?;
    let Some(category) = desk.categories.iter().find(|category| !category.guests) else {
        return Err(Verdict::Skipped("every category is open to guests".to_owned()));
    };
    let ticket = body::ticket(desk, category, &context.options.email, &context.now());
    context.expect(&post(&ticket).new_key(), 401).map(drop)
}
