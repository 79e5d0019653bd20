use super::desk::is_known;
use super::owner;
use super::versions::{etag, must_match};
use super::viewer::Viewer;
use super::write::{Write, marked, once};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::{Failure, Fatal, Kind};
use crate::queue::{Asker, Work, seen, work};
use crate::store::answers::Answer;
use crate::store::callbacks::{self, Kept};
use crate::store::contacts::{Asking, may_see};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{Callback, CallbackChange, CallbackList, CreatedCallback, NewCallback, ProblemError};
use domain::callback::accept;
use std::sync::Arc;

/// `POST /callbacks`
pub(super) async fn create(
    State(portal): State<Arc<Portal>>,
    language: Language,
    headers: HeaderMap,
    write: Write<NewCallback>,
) -> Result<Response, Failure> {
    let Write { viewer, body, once: write } = write;
    let asker = Asker { asking: owner::asking(&viewer, &headers), language };
    let (context, key) = (Arc::clone(&portal), write.key.clone());
    let outcome = work(&portal, move |work| {
        once(work.transaction, &write, work.now_ms(), || {
            let sent = accepted(work, body, language)?;
            context.gates.callbacks_by_phone.pass(sent.phone.as_str())?;
            let asked = work.ask(sent, &asker, |number| context.key.contact_secret(number, &write.key))?;
            let callback = seen(&context, work.transaction, &asked.kept, work.now)?;
            let location = Some(format!("/api/callbacks/{}", callback.number));
            // The secret is made again from the key that a repetition brings; here is only that there is one.
            let secret = (asked.is_new && asker.asking.account.is_none()).then(String::new);
            let body = serde_json::to_string(&CreatedCallback { callback, secret }).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location, body })
        })
    });
    let outcome = outcome.await?;
    let again = outcome.is_again();
    let Answer { location, body, .. } = outcome.into_answer();
    let mut body: CreatedCallback = serde_json::from_str(&body).map_err(Fatal::from)?;
    body.secret = body.secret.map(|_| portal.key.contact_secret(&body.callback.number, &key));
    let about = [(CACHE_CONTROL, "no-store".to_owned()), (LOCATION, location.unwrap_or_default())];
    Ok(marked((StatusCode::CREATED, about, Json(body)).into_response(), again))
}

/// What is kept of a request, if the rules allow it: everything that is wrong is said at once.
fn accepted(work: &Work<'_>, body: NewCallback, language: Language) -> Result<NewCallback, Failure> {
    let slot = body.slot.as_deref().and_then(|slot| work.free_slot(slot, "").err());
    accept(body, &work.portal.desks.of(language).desk).map_err(|errors| {
        let error = |error: domain::callback::WireError| ProblemError {
            pointer: error.pointer,
            detail: String::new(),
            code: error.code.to_owned(),
        };
        let slot = slot.into_iter().flat_map(|failure| failure.errors);
        Failure::invalid(slot.chain(errors.into_iter().map(error)).collect())
    })
}

/// `GET /callbacks`
pub(super) async fn list(State(portal): State<Arc<Portal>>, viewer: Viewer) -> Result<impl IntoResponse, Failure> {
    let account = viewer.signed_in()?.account.id;
    let items = work(&portal, move |work| {
        let kept = callbacks::of_account(work.transaction, &account)?;
        kept.iter().map(|kept| Ok(seen(work.portal, work.transaction, kept, work.now)?)).collect::<Result<Vec<Callback>, Failure>>()
    });
    let items = items.await?;
    Ok(([(CACHE_CONTROL, "no-store"), (VARY, "cookie")], Json(CallbackList { items })))
}

/// `GET /callbacks/{number}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (asking, number) = (owner::asking(&viewer, &headers), owner::number(&number)?);
    let shown = work(&portal, move |work| {
        let kept = own(work, &number, &asking)?;
        Shown::new(work, &kept)
    });
    let shown = shown.await?;
    if is_known(&headers, &shown.etag) {
        return Ok((StatusCode::NOT_MODIFIED, shown.about()).into_response());
    }
    Ok(shown.into_response())
}

/// `PATCH /callbacks/{number}`: the answer to a repetition is the callback as it is by then.
pub(super) async fn change(
    State(portal): State<Arc<Portal>>,
    Path(number): Path<String>,
    headers: HeaderMap,
    write: Write<CallbackChange>,
) -> Result<Response, Failure> {
    let Write { viewer, body, once: write } = write;
    let (asking, number) = (owner::asking(&viewer, &headers), owner::number(&number)?);
    let changed = work(&portal, move |work| {
        let mut kept = own(work, &number, &asking)?;
        let outcome = once(work.transaction, &write, work.now_ms(), || {
            must_match(&headers, kept.version)?;
            work.change(&mut kept, &body)?;
            Ok(Answer { status: StatusCode::OK.as_u16(), location: None, body: String::new() })
        })?;
        Ok((Shown::new(work, &kept)?, outcome.is_again()))
    });
    let (shown, again) = changed.await?;
    Ok(marked(shown.into_response(), again))
}

/// `DELETE /callbacks/{number}`
pub(super) async fn cancel(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (asking, number) = (owner::asking(&viewer, &headers), owner::number(&number)?);
    let cancelled = work(&portal, move |work| {
        let mut kept = own(work, &number, &asking)?;
        must_match(&headers, kept.version)?;
        work.cancel(&mut kept)?;
        Shown::new(work, &kept)
    });
    Ok(cancelled.await?.into_response())
}

/// # Errors
/// The same 404 for what is not there and for what is somebody else's.
fn own(work: &Work<'_>, number: &str, asking: &Asking) -> Result<Kept, Failure> {
    let kept = if may_see(work.transaction, number, asking)? { callbacks::find(work.transaction, number)? } else { None };
    kept.ok_or_else(|| Kind::NotFound.into())
}

/// A callback as it goes over the wire.
struct Shown {
    json: String,
    etag: String,
}

impl Shown {
    fn new(work: &Work<'_>, kept: &Kept) -> Result<Self, Failure> {
        let json = serde_json::to_string(&seen(work.portal, work.transaction, kept, work.now)?).map_err(Fatal::from)?;
        Ok(Self { etag: etag(kept.version, &json), json })
    }

    fn about(&self) -> [(HeaderName, String); 3] {
        [(ETAG, self.etag.clone()), (CACHE_CONTROL, "private, no-cache".to_owned()), (VARY, "cookie, ticket-secret".to_owned())]
    }
}

impl IntoResponse for Shown {
    fn into_response(self) -> Response {
        (self.about(), [(CONTENT_TYPE, "application/json")], self.json).into_response()
    }
}
