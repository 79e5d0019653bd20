use super::owner;
use super::write::{gate, kept, key, once};
use crate::app::Portal;
use crate::language::Language;
use crate::media::{file_name, is_what_it_says};
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::hash;
use crate::store::answers::{self, Answer};
use crate::store::attachments;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::Response;
use futures_util::StreamExt;
use std::sync::Arc;

/// A file that is too large is read so far and thrown away: a browser that is cut off while it sends does not see the answer.
const THROWN_AWAY_MAX: usize = 32 * 1024 * 1024;

/// `POST /tickets/{number}/attachments`: the body is the file.
pub(super) async fn add(State(portal): State<Arc<Portal>>, Path(number): Path<String>, request: Request) -> Result<Response, Failure> {
    let (mut parts, body) = request.into_parts();
    let viewer = gate(&mut parts, &portal).await?;
    let key = key(&parts.headers)?;
    // Which files are taken is the same in every language.
    let limits = portal.desks.of(Language::default()).desk.attachments.clone().ok_or(Kind::NotFound)?;
    let content = read(body, usize::try_from(limits.max_size).unwrap_or(usize::MAX)).await?;
    let number = owner::number(&number)?;
    let (asking, ticket) = (owner::asking(&viewer, &parts.headers), number.clone());
    portal.store.read(move |connection| owner::must_see(connection, &ticket, &asking)).await?;

    let mime_type = text(&parts.headers, &CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !limits.types.contains(&mime_type) {
        return Err(Kind::WrongFileType.into());
    }
    let content = content.ok_or(Kind::FileTooLarge)?;
    if !is_what_it_says(&mime_type, &content) {
        return Err(Kind::WrongFileType.into());
    }
    let name = file_name(text(&parts.headers, &CONTENT_DISPOSITION), &mime_type);
    let mut sent = format!("{}\n{mime_type}\n{name}\n", parts.uri.path()).into_bytes();
    sent.extend_from_slice(&hash(&content));
    let owner = viewer.account_id().unwrap_or("guest").to_owned();
    let write = answers::Write { owner, key, request_hash: hash(sent) };
    let context = Arc::clone(&portal);
    let outcome = portal.store.write(move |transaction| {
        let now = context.clock.now_ms();
        once(transaction, &write, now, || {
            if attachments::count(transaction, &number)? >= limits.max_count {
                return Err(Kind::TooManyFiles.into());
            }
            let attachment = attachments::add(transaction, &number, &name, &mime_type, &content, now)?;
            let body = serde_json::to_string(&attachment).map_err(Fatal::from)?;
            Ok(Answer { status: StatusCode::CREATED.as_u16(), location: None, body })
        })
    });
    Ok(kept(outcome.await?))
}

/// `None`: it is larger than that.
pub(super) async fn read(body: Body, max: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut content = Vec::new();
    let mut length: usize = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Kind::Malformed)?;
        length = length.saturating_add(chunk.len());
        if length > THROWN_AWAY_MAX.max(max) {
            break;
        }
        if length <= max {
            content.extend_from_slice(&chunk);
        }
    }
    Ok((length <= max).then_some(content))
}

pub(super) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
