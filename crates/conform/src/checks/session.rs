//! `/session`, for a guest.

use crate::client::Request;
use crate::context::{Check, Context, Needs, Verdicts, ensure};
use contract::Capability;

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a guest has no session", needs: Needs::Capability(Capability::Accounts), run: guest },
        Check { name: "signing out does a guest no harm", needs: Needs::Capability(Capability::Accounts), run: sign_out },
        Check { name: "a session that nobody has is none", needs: Needs::Capability(Capability::Accounts), run: made_up },
        Check { name: "the list of tickets is for whoever is signed in", needs: Needs::Capability(Capability::Accounts), run: list },
    ]
}

fn guest(context: &Context) -> Verdicts {
    context.expect(&Request::get("/session"), 401).map(drop)
}

fn sign_out(context: &Context) -> Verdicts {
    let answer = context.send(&Request::new("DELETE", "/session"))?;
    ensure!(matches!(answer.status, 204 | 401), "{answer}, not 204 or 401");
    Ok(())
}

fn made_up(context: &Context) -> Verdicts {
    for (name, value) in [("Cookie", "session=made-up; sid=made-up"), ("Authorization", "Bearer made-up")] {
        context.expect(&Request::get("/session").header(name, value), 401)?;
    }
    Ok(())
}

fn list(context: &Context) -> Verdicts {
    if context.desk()?.capabilities.contains(&Capability::Tickets) {
        context.expect(&Request::get("/tickets"), 401)?;
    }
    Ok(())
}
