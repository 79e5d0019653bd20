//! `/incidents`: told, and counted.

use crate::body;
use crate::client::Request;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::headers::IDEMPOTENCY_REPLAYED;
use contract::{Capability, Incident, IncidentList, IncidentSubscription, Problem};
use domain::time::{UtcInstant, parse_instant};
use std::collections::BTreeSet;

const INCIDENTS: Needs = Needs::Capability(Capability::Incidents);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "outages are told and never cached", needs: INCIDENTS, run: told },
        Check { name: "whoever is to be told of the end of an outage needs an address", needs: INCIDENTS, run: address },
        Check { name: "an outage is counted once for an intent", needs: INCIDENTS, run: counted },
        Check { name: "an outage that is over is not counted", needs: INCIDENTS, run: over },
    ]
}

fn list(context: &Context) -> Verdicts<Vec<Incident>> {
    Ok(context.expect(&Request::get("/incidents"), 200)?.read::<IncidentList>()?.items)
}

/// The address at which one that is fixed, or is not, is said to concern somebody.
fn subscriptions(context: &Context, fixed: bool) -> Verdicts<String> {
    let found = list(context)?.into_iter().find(|incident| incident.fixed.is_some() == fixed);
    let path = found.map(|incident| format!("/incidents/{}/subscriptions", incident.id));
    path.ok_or_else(|| Verdict::Skipped(format!("there is no outage that {} over", if fixed { "is" } else { "is not" })))
}

fn told(context: &Context) -> Verdicts {
    let answer = context.expect(&Request::get("/incidents"), 200)?;
    let cache = answer.list("Cache-Control");
    ensure!(cache.contains("no-store"), "Cache-Control is {cache:?}, without no-store");
    let mut ids = BTreeSet::new();
    let mut before: Option<UtcInstant> = None;
    for Incident { id, since, fixed, .. } in answer.read::<IncidentList>()?.items {
        let Some(began) = parse_instant(&since) else { return Err(Verdict::Failed(format!("{id} is since {since:?}"))) };
        ensure!(before.is_none_or(|before| began <= before), "{id} is later than the one before it");
        let over = fixed.as_deref().map(|fixed| parse_instant(fixed).is_some_and(|over| over >= began));
        ensure!(over != Some(false), "{id} is fixed since {fixed:?}, and there since {since:?}");
        ensure!(ids.insert(id.clone()), "two outages are called {id:?}");
        before = Some(began);
    }
    Ok(())
}

fn address(context: &Context) -> Verdicts {
    let path = subscriptions(context, false)?;
    for email in [None, Some("nobody".to_owned())] {
        let body = body::json(&IncidentSubscription { notify: true, email });
        let problem: Problem = context.expect(&Request::post(&path, body).new_key(), 422)?.read()?;
        let pointers: Vec<String> = problem.errors.into_iter().map(|error| error.pointer).collect();
        ensure!(pointers == ["/email"], "/email is wrong, and the pointers are {pointers:?}");
    }
    Ok(())
}

fn counted(context: &Context) -> Verdicts {
    let path = subscriptions(context, false)?;
    let body = body::json(&IncidentSubscription::default());
    context.expect(&Request::post(&path, body.clone()), 400)?;
    context.expect(&Request::post("/incidents/no-such-incident/subscriptions", body.clone()).new_key(), 404)?;
    let key = uuid::Uuid::new_v4().to_string();
    let first: Incident = context.expect(&Request::post(&path, body.clone()).key(&key), 201)?.read()?;
    let again = context.expect(&Request::post(&path, body).key(&key), 201)?;
    let replayed = again.header(IDEMPOTENCY_REPLAYED);
    ensure!(replayed == Some("true"), "{IDEMPOTENCY_REPLAYED} is {replayed:?}");
    let again: Incident = again.read()?;
    ensure!(again == first, "it was {first:?}, and is {again:?}");
    Ok(())
}

fn over(context: &Context) -> Verdicts {
    let path = subscriptions(context, true)?;
    context.expect(&Request::post(&path, body::json(&IncidentSubscription::default())).new_key(), 409).map(drop)
}
