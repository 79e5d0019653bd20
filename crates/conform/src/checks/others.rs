//! Errors on unknown addresses and methods, other origins, reports of errors.

use crate::body;
use crate::client::{Answer, Request};
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::{Capability, ClientError};

/// Nobody's: the name is reserved.
const STRANGER: &str = "https://stranger.invalid";

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "an unknown address is a problem with a type", needs: Needs::Nothing, run: unknown_address },
        Check { name: "a method that is not there is 405", needs: Needs::Nothing, run: unknown_method },
        Check { name: "an origin that is not listed reads nothing of a visitor", needs: Needs::Nothing, run: stranger },
        Check { name: "an origin that is not listed may not write", needs: Needs::Capability(Capability::Tickets), run: stranger_writes },
        Check { name: "a listed origin reads and writes", needs: Needs::Nothing, run: listed },
        Check { name: "a report of an error is taken", needs: Needs::Nothing, run: report },
    ]
}

fn unknown_address(context: &Context) -> Verdicts {
    for path in ["/no-such-resource", "/tickets/"] {
        context.expect(&Request::get(path), 404)?;
    }
    Ok(())
}

fn unknown_method(context: &Context) -> Verdicts {
    for (method, path) in [("PUT", "/support-desk"), ("DELETE", "/availability")] {
        let answer = context.expect(&Request::new(method, path), 405)?;
        ensure!(answer.list("Allow").contains("get"), "{answer}, and Allow is {:?}", answer.list("Allow"));
    }
    Ok(())
}

fn allowed(answer: &Answer<'_>) -> Option<String> {
    answer.header("Access-Control-Allow-Origin").map(str::to_owned)
}

fn stranger(context: &Context) -> Verdicts {
    for path in ["/session", "/tickets", "/tickets/1"] {
        for request in [Request::get(path), Request::new("OPTIONS", path).header("Access-Control-Request-Method", "GET")] {
            let answer = context.client().send(&request.header("Origin", STRANGER))?;
            ensure!(allowed(&answer).is_none_or(|origin| origin == "null"), "{answer} and allows {:?}", allowed(&answer));
        }
    }
    // What is the same for everybody may be open to everybody, but not with a visitor's cookies.
    let desk = context.client().send(&Request::get("/support-desk").header("Origin", STRANGER))?;
    let open = allowed(&desk).is_none_or(|origin| origin == "*" || origin == "null");
    ensure!(open, "{desk} and allows {:?}", allowed(&desk));
    Ok(())
}

fn stranger_writes(context: &Context) -> Verdicts {
    // With a body that would be refused anyway, and with the session, if there is one: that is what it is about.
    let request = Request::post("/tickets", "{}").new_key().header("Origin", STRANGER).signed_in();
    let answer = context.send(&request)?;
    ensure!(answer.status == 403, "{answer}, not 403");
    Ok(())
}

fn listed(context: &Context) -> Verdicts {
    let Some(origin) = context.options.allowed_origin.as_deref() else {
        return Err(Verdict::Skipped("no listed origin was given".to_owned()));
    };
    let answer = context.send(&Request::get("/support-desk").header("Origin", origin))?;
    ensure!(allowed(&answer).as_deref() == Some(origin), "{answer} and allows {:?}", allowed(&answer));
    let exposed = answer.list("Access-Control-Expose-Headers");
    for name in ["date", "etag", "retry-after", "location", "content-language", "idempotency-replayed"] {
        ensure!(exposed.contains(name), "{name} cannot be read: {exposed:?}");
    }
    let desk = context.desk()?;
    let file = if desk.attachments.is_some() { ",content-disposition" } else { "" };
    let headers = format!("accept-language,content-type,idempotency-key,if-none-match,ticket-secret{file}");
    may_be_sent(context, origin, "/tickets", "POST", &headers)?;
    let offers = |capability| desk.capabilities.contains(&capability);
    if offers(Capability::Callbacks) {
        may_be_sent(context, origin, "/callbacks/1", "PATCH", "content-type,idempotency-key,if-match,ticket-secret")?;
        may_be_sent(context, origin, "/callbacks/1", "DELETE", "if-match,ticket-secret")?;
    }
    if offers(Capability::Events) {
        may_be_sent(context, origin, "/events", "GET", "last-event-id,watch")?;
    }
    Ok(())
}

/// What a browser asks before a page of another origin may send these headers.
fn may_be_sent(context: &Context, origin: &str, path: &str, method: &str, headers: &str) -> Verdicts {
    let ask = Request::new("OPTIONS", path).header("Origin", origin).header("Access-Control-Request-Method", method);
    let answer = context.client().send(&ask.header("Access-Control-Request-Headers", headers))?;
    ensure!(allowed(&answer).as_deref() == Some(origin), "{answer} and allows {:?}", allowed(&answer));
    let methods = answer.list("Access-Control-Allow-Methods");
    // These two need no leave.
    let free = ["GET", "POST"].contains(&method);
    ensure!(free || methods.contains(&method.to_ascii_lowercase()), "{answer} and allows no {method}, only {methods:?}");
    let granted = answer.list("Access-Control-Allow-Headers");
    for name in headers.split(',') {
        ensure!(granted.contains(name), "{name} cannot be sent: {granted:?}");
    }
    Ok(())
}

fn report(context: &Context) -> Verdicts {
    let report = ClientError {
        kind: "conformance".to_owned(),
        message: "Sent by a program that checks the support API.".to_owned(),
        at: context.now(),
        route: Some("/tickets/:number".to_owned()),
        release: None,
    };
    let report = body::json(&report);
    context.expect(&Request::post("/client-errors", report.clone()), 400)?;
    context.expect(&Request::post("/client-errors", report).new_key(), 202).map(drop)
}
