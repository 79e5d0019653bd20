use super::attachments::{read, text};
use super::conversations::seen;
use super::owner::{asking, number};
use super::viewer::Viewer;
use super::write::{gate, kept, key, once};
use crate::app::Portal;
use crate::language::Language;
use crate::media::{file_name, is_what_it_says};
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::hash;
use crate::store::answers::{self, Answer};
use crate::store::messages;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

/// `POST /conversations/{number}/attachments`: the body is the file, an image.
pub(super) async fn add(State(portal): State<Arc<Portal>>, Path(sent): Path<String>, request: Request) -> Result<Response, Failure> {
    let (mut parts, body) = request.into_parts();
    let viewer = gate(&mut parts, &portal).await?;
    let key = key(&parts.headers)?;
    let limits = portal.desks.of(Language::default()).desk.attachments.clone().ok_or(Kind::NotFound)?;
    let content = read(body, usize::try_from(limits.max_size).unwrap_or(usize::MAX)).await?;
    let (number, asking) = (number(&sent)?, asking(&viewer, &parts.headers));
    let (seen_number, seen_asking) = (number.clone(), asking.clone());
    // To whoever may not see the conversation a wrong file says nothing else.
    portal.store.read(move |connection| seen(connection, &seen_number, &seen_asking)).await?;

    let mime_type = text(&parts.headers, &CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !(limits.types.contains(&mime_type) && mime_type.starts_with("image/")) {
        return Err(Kind::WrongFileType.into());
    }
    let content = content.ok_or(Kind::FileTooLarge)?;
    if !is_what_it_says(&mime_type, &content) {
        return Err(Kind::WrongFileType.into());
    }
    let name = file_name(text(&parts.headers, &CONTENT_DISPOSITION), &mime_type);
    let mut about = format!("{}\n{mime_type}\n{name}\n", parts.uri.path()).into_bytes();
    about.extend_from_slice(&hash(&content));
    let owner = viewer.account_id().unwrap_or("guest").to_owned();
    let write = answers::Write { owner, key, request_hash: hash(about) };
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        let talk = seen(transaction, &number, &asking)?;
        let now = context.clock.now_ms();
        once(transaction, &write, now, || {
            if talk.is_over() {
                return Err(Kind::WrongState.into());
            }
            if messages::count_files(transaction, &number)? >= limits.max_count {
                return Err(Kind::TooManyFiles.into());
            }
            let attachment = messages::add_file(transaction, &number, &name, &mime_type, &content, now)?;
            let body = serde_json::to_string(&attachment).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location: None, body })
        })
    });
    Ok(kept(outcome.await?))
}

/// `GET /conversations/{number}/attachments/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    viewer: Viewer,
    Path((sent, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (number, asking) = (number(&sent)?, asking(&viewer, &headers));
    let id: i64 = id.parse().map_err(|_| Kind::NotFound)?;
    let found = portal.store.read(move |connection| -> Result<_, Failure> {
        seen(connection, &number, &asking)?;
        let file = messages::find_file(connection, &number, id)?.ok_or(Kind::NotFound)?;
        Ok((file, messages::content(connection, &number, id)?.ok_or(Kind::NotFound)?))
    });
    let (file, content) = found.await?;
    let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC);
    let about = [
        (CONTENT_TYPE, file.mime_type),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        // Whatever it is, it does nothing.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (VARY, "cookie, ticket-secret".to_owned()),
    ];
    Ok((StatusCode::OK, about, content).into_response())
}
