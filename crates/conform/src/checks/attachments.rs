//! `/tickets/{number}/attachments`, for a guest's ticket.

use crate::client::Request;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::headers::{IDEMPOTENCY_REPLAYED, TICKET_SECRET};
use contract::{Attachment, AttachmentLimits, Capability, Ticket};

const GUESTS: Needs = Needs::Capability(Capability::GuestTickets);
/// Above that it is not tried how much is too much.
const TRIED_MAX: usize = 64 * 1024 * 1024;

/// Types that these tests can make a file of, with its first bytes.
const FILES: &[(&str, &[u8])] = &[
    ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
    ("image/gif", b"GIF89a"),
    ("image/webp", b"RIFF\x1a\0\0\0WEBPVP8 "),
    ("application/pdf", b"%PDF-1.7\n"),
    ("text/plain", b"Sent by a program that checks the support API.\n"),
];

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a file goes with a ticket", needs: GUESTS, run: goes },
        Check { name: "without the secret of a ticket it gets no file", needs: GUESTS, run: secret_is_needed },
        Check { name: "a file of another type is refused", needs: GUESTS, run: other_type },
        Check { name: "a file that is too large is refused", needs: GUESTS, run: too_large },
    ]
}

/// What the portal takes, and a file of that kind.
fn taken(context: &Context) -> Verdicts<(AttachmentLimits, &'static str, &'static [u8])> {
    taken_of(context, "")
}

/// The same, for types that begin with this.
pub(super) fn taken_of(context: &Context, kind: &str) -> Verdicts<(AttachmentLimits, &'static str, &'static [u8])> {
    let Some(limits) = context.desk()?.attachments.clone() else {
        return Err(Verdict::Skipped("the portal takes no files".to_owned()));
    };
    let file = FILES.iter().find(|(mime_type, _)| mime_type.starts_with(kind) && limits.types.iter().any(|taken| taken == mime_type));
    let Some((mime_type, content)) = file else { return Err(Verdict::Skipped(format!("no file of {:?} at hand", limits.types))) };
    Ok((limits, mime_type, content))
}

fn path(context: &Context) -> Verdicts<String> {
    Ok(format!("{}/attachments", context.guest_ticket()?.path))
}

pub(super) fn file<'a>(path: &'a str, mime_type: &str, content: impl Into<Vec<u8>>) -> Request<'a> {
    let named = "attachment; filename*=UTF-8''%D1%84%D0%B0%D0%B9%D0%BB.bin";
    Request::post(path, content).header("Content-Type", mime_type).header("Content-Disposition", named)
}

fn goes(context: &Context) -> Verdicts {
    let (_, mime_type, content) = taken(context)?;
    let (guest, path) = (context.guest_ticket()?, path(context)?);
    let own = |content: &[u8]| file(&path, mime_type, content).header(TICKET_SECRET, &guest.secret);
    context.expect(&own(content), 400)?;
    let key = uuid::Uuid::new_v4().to_string();
    let added: Attachment = context.expect(&own(content).key(&key), 201)?.read()?;
    ensure!(added.mime_type == mime_type, "it is {:?}, not {mime_type}", added.mime_type);
    ensure!(usize::try_from(added.size) == Ok(content.len()), "{} bytes were sent, and it has {}", content.len(), added.size);
    let again = context.expect(&own(content).key(&key), 201)?;
    let replayed = again.header(IDEMPOTENCY_REPLAYED);
    ensure!(replayed == Some("true"), "{IDEMPOTENCY_REPLAYED} is {replayed:?}");
    let other: Vec<u8> = content.iter().chain(b"other").copied().collect();
    context.expect(&own(&other).key(&key), 422)?;
    let ticket: Ticket = context.expect(&Request::get(&guest.path).header(TICKET_SECRET, &guest.secret), 200)?.read()?;
    ensure!(ticket.attachment == [added], "the ticket has {:?}", ticket.attachment);
    Ok(())
}

fn secret_is_needed(context: &Context) -> Verdicts {
    let (_, mime_type, content) = taken(context)?;
    let (guest, path) = (context.guest_ticket()?, path(context)?);
    let nowhere = "/tickets/no-such-ticket/attachments";
    for request in [
        file(&path, mime_type, content),
        file(&path, mime_type, content).header(TICKET_SECRET, "wrong"),
        file(nowhere, mime_type, content).header(TICKET_SECRET, &guest.secret),
    ] {
        context.expect(&request.new_key(), 404)?;
    }
    Ok(())
}

fn other_type(context: &Context) -> Verdicts {
    let (_, mime_type, content) = taken(context)?;
    let (guest, path) = (context.guest_ticket()?, path(context)?);
    let mut wrong = vec![("application/x-no-such-type", content), ("", content)];
    // Text may be anything.
    if mime_type != "text/plain" {
        wrong.push((mime_type, b"<script>alert(1)</script>"));
    }
    for (mime_type, content) in wrong {
        context.expect(&file(&path, mime_type, content).header(TICKET_SECRET, &guest.secret).new_key(), 415)?;
    }
    Ok(())
}

fn too_large(context: &Context) -> Verdicts {
    let (limits, mime_type, content) = taken(context)?;
    let (guest, path) = (context.guest_ticket()?, path(context)?);
    let size = usize::try_from(limits.max_size).unwrap_or(usize::MAX).saturating_add(1);
    if size > TRIED_MAX {
        return Err(Verdict::Skipped(format!("{size} bytes are too many to try")));
    }
    let mut content = content.to_vec();
    content.resize(size.max(content.len()), b' ');
    let request = file(&path, mime_type, content).header(TICKET_SECRET, &guest.secret).new_key();
    // A portal need not read all of it: then the connection ends before the answer can be read.
    let Ok(answer) = context.client().send(&request) else { return Ok(()) };
    context.compare(&answer)?;
    ensure!(answer.status == 413, "{answer}, not 413");
    Ok(())
}
