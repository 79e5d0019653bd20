use crate::support::{Visitor, demo, guest_ticket, header, new_key, problem, start};
use contract::{Attachment, AttachmentLimits, SupportDesk};
use reqwest::{RequestBuilder, Response, StatusCode};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

/// A guest's ticket, as they have it.
struct Own {
    visitor: Visitor,
    number: String,
    secret: String,
}

impl Own {
    async fn send(visitor: Visitor) -> Self {
        let created = visitor.send_ticket(&guest_ticket("Со снимком")).await;
        Self { visitor, number: created.ticket.number, secret: created.secret.unwrap() }
    }

    fn file(&self, key: &str, mime_type: &str, content: &[u8]) -> RequestBuilder {
        post(&self.visitor, &self.number, key, mime_type, content).header("Ticket-Secret", &self.secret)
    }

    async fn add(&self, mime_type: &str, content: &[u8]) -> Response {
        self.file(&new_key(), mime_type, content).send().await.unwrap()
    }
}

fn post(visitor: &Visitor, number: &str, key: &str, mime_type: &str, content: &[u8]) -> RequestBuilder {
    let request = visitor.post(&format!("/api/tickets/{number}/attachments"));
    request.header("Idempotency-Key", key).header("Content-Type", mime_type).body(content.to_vec())
}

async fn limits(visitor: &Visitor) -> AttachmentLimits {
    visitor.get("/api/support-desk").send().await.unwrap().json::<SupportDesk>().await.unwrap().attachments.unwrap()
}

async fn refused(response: Response, status: u16, kind: &str) {
    assert_eq!(response.status().as_u16(), status, "{kind}");
    let problem = problem(response).await;
    assert!(problem.kind.ends_with(kind), "{problem:?}");
}

#[tokio::test]
async fn a_file_goes_with_the_ticket_under_its_name() {
    let portal = start(demo()).await;
    let own = Own::send(portal.visitor()).await;
    let path = format!("/api/tickets/{}", own.number);
    let etag = |response: &Response| header(response.headers(), "etag").to_owned();
    let before = own.visitor.get(&path).header("Ticket-Secret", &own.secret).send().await.unwrap();
    let named = "attachment; filename*=UTF-8''..%2F%D1%8D%D0%BA%D1%80%D0%B0%D0%BD%0a.png";
    let added = own.file(&new_key(), "image/PNG; charset=x", PNG).header("Content-Disposition", named).send().await.unwrap();
    assert_eq!(added.status(), StatusCode::CREATED);
    assert_eq!(header(added.headers(), "cache-control"), "no-store");
    let attachment: Attachment = added.json().await.unwrap();
    assert_eq!((attachment.name.as_str(), attachment.mime_type.as_str(), attachment.size), ("экран.png", "image/png", 18));

    let after = own.visitor.get(&path).header("Ticket-Secret", &own.secret).header("If-None-Match", etag(&before)).send().await.unwrap();
    assert_eq!(after.status(), StatusCode::OK, "another version");
    assert_eq!(after.json::<contract::Ticket>().await.unwrap().attachment, [attachment]);
    let unnamed: Attachment = own.add("application/pdf", b"%PDF-1.7 ...").await.json().await.unwrap();
    assert_eq!(unnamed.name, "file.pdf");
}

#[tokio::test]
async fn an_account_adds_to_its_own_tickets_and_nobody_to_others() {
    let portal = start(demo()).await;
    let owner = portal.visitor().signed_in().await;
    let number = owner.send_ticket(&guest_ticket("Из кабинета")).await.ticket.number;
    let own = Own::send(portal.visitor()).await;
    assert_eq!(post(&owner, &number, &new_key(), "image/png", PNG).send().await.unwrap().status(), StatusCode::CREATED);
    let typed = number.to_lowercase().replace('-', "%20");
    assert_eq!(post(&owner, &typed, &new_key(), "image/png", PNG).send().await.unwrap().status(), StatusCode::CREATED);

    let guest = portal.visitor();
    for (number, secret) in [
        (number.as_str(), None),
        (number.as_str(), Some(own.secret.as_str())),
        (own.number.as_str(), None),
        (own.number.as_str(), Some("wrong")),
        ("HL-2611-00000", Some(own.secret.as_str())),
        ("nonsense", None),
    ] {
        let mut request = post(&guest, number, &new_key(), "image/png", PNG);
        if let Some(secret) = secret {
            request = request.header("Ticket-Secret", secret);
        }
        refused(request.send().await.unwrap(), 404, "not-found").await;
    }
    // To whoever may not see the ticket a wrong file says nothing else.
    refused(post(&guest, &own.number, &new_key(), "text/html", b"<b>").send().await.unwrap(), 404, "not-found").await;
    refused(post(&owner, &own.number, &new_key(), "image/png", PNG).send().await.unwrap(), 404, "not-found").await;
}

#[tokio::test]
async fn the_same_file_is_added_once() {
    let portal = start(demo()).await;
    let own = Own::send(portal.visitor()).await;
    let key = new_key();
    let first = own.file(&key, "image/png", PNG).send().await.unwrap().text().await.unwrap();
    let again = own.file(&key, "image/png", PNG).send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    assert_eq!((again.status(), again.text().await.unwrap()), (StatusCode::CREATED, first));
    refused(own.file(&key, "image/png", b"\x89PNG\r\n\x1a\n other").send().await.unwrap(), 422, "key-reused").await;
    let other = Own::send(own.visitor.clone()).await;
    refused(other.file(&key, "image/png", PNG).send().await.unwrap(), 422, "key-reused").await;
    assert_eq!(own.visitor.ticket(&own.number, Some(&own.secret)).await.unwrap().attachment.len(), 1);
    let bare = own.visitor.post(&format!("/api/tickets/{}/attachments", own.number)).header("Content-Type", "image/png").body(PNG);
    refused(bare.send().await.unwrap(), 400, "key-missing").await;
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let portal = start(demo()).await;
    let own = Own::send(portal.visitor()).await;
    for (mime_type, content) in [
        ("image/jpeg", PNG),
        ("image/png", b"<script>alert(1)</script>".as_slice()),
        ("image/png", b"".as_slice()),
        ("application/pdf", PNG),
        ("text/html", b"<b>".as_slice()),
        ("image/svg+xml", b"<svg/>".as_slice()),
        ("application/json", b"{}".as_slice()),
        ("", PNG),
    ] {
        refused(own.add(mime_type, content).await, 415, "wrong-file-type").await;
    }
    assert!(own.visitor.ticket(&own.number, Some(&own.secret)).await.unwrap().attachment.is_empty());
}

#[tokio::test]
async fn files_are_taken_up_to_a_size_and_a_number() {
    let portal = start(demo()).await;
    let own = Own::send(portal.visitor()).await;
    let limits = limits(&own.visitor).await;
    let mut largest = PNG.to_vec();
    largest.resize(limits.max_size.try_into().unwrap(), 0);
    assert_eq!(own.add("image/png", &largest).await.status(), StatusCode::CREATED);
    largest.push(0);
    refused(own.add("image/png", &largest).await, 413, "file-too-large").await;
    largest.resize(20_000_000, 0);
    refused(own.add("image/png", &largest).await, 413, "file-too-large").await;
    for _ in 1..limits.max_count {
        assert_eq!(own.add("image/png", PNG).await.status(), StatusCode::CREATED);
    }
    refused(own.add("image/png", PNG).await, 409, "too-many-files").await;
    let ticket = own.visitor.ticket(&own.number, Some(&own.secret)).await.unwrap();
    assert_eq!(ticket.attachment.len(), usize::try_from(limits.max_count).unwrap());
    assert_eq!(ticket.attachment[0].size, limits.max_size);
}

#[tokio::test]
async fn a_file_whose_answer_was_lost_is_not_added_twice() {
    let portal = start(portal::Config { faults: true, ..demo() }).await;
    let own = Own::send(portal.visitor()).await;
    let rule = serde_json::json!([{"method": "POST", "path": "/api/tickets/", "times": 1, "moment": "after", "action": {"drop": true}}]);
    own.visitor.request("PUT", "/dev/faults").json(&rule).send().await.unwrap();
    let key = new_key();
    assert!(own.file(&key, "image/png", PNG).send().await.is_err());
    let again = own.file(&key, "image/png", PNG).send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    assert_eq!(own.visitor.ticket(&own.number, Some(&own.secret)).await.unwrap().attachment.len(), 1);
}
