//! A walk past every door of a conversation, by everybody who has no key to it.

use crate::own::{Own, body, desk};
use crate::stream::Stream;
use crate::support::{Visitor, demo, header, new_key, problem, start};
use contract::{Attachment, ConversationList};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

/// Every operation on one conversation.
const DOORS: &[(&str, &str)] = &[
    ("GET", ""),
    ("PATCH", ""),
    ("GET", "/messages"),
    ("POST", "/messages"),
    ("POST", "/attachments"),
    ("GET", "/attachments/1"),
    ("POST", "/typing"),
    ("POST", "/identity-code"),
    ("PATCH", "/identity-code"),
    ("GET", "/transcript"),
    ("POST", "/transcript"),
];

async fn knock(visitor: &Visitor, number: &str, secret: Option<&str>, method: &str, door: &str) -> Response {
    let mut request = visitor.request(method, &format!("/api/conversations/{number}{door}")).header("Idempotency-Key", new_key());
    if let Some(secret) = secret {
        request = request.header("Ticket-Secret", secret);
    }
    let body: Value = match (method, door) {
        ("GET", _) => return request.send().await.unwrap(),
        ("POST", "/attachments") => return request.header("Content-Type", "image/png").body(PNG).send().await.unwrap(),
        ("PATCH", "") => json!({"status": "ended"}),
        ("POST", "/messages") => json!({"text": "Привет"}),
        ("POST", "/identity-code") => json!({"fullName": "А", "by": "email", "to": "a@example.org"}),
        ("PATCH", _) => json!({"code": "123456"}),
        _ => json!({"email": "a@example.org"}),
    };
    request.json(&body).send().await.unwrap()
}

#[tokio::test]
async fn to_everybody_else_there_is_no_such_conversation() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let other = Own::open(portal.visitor(), &body()).await;
    let owner = Own::open(portal.visitor().signed_in().await, &body()).await;
    let stranger = portal.visitor();
    stranger.send_form("/portal/register", &[("login", "stranger"), ("password", "long enough 1"), ("name", "Чужой")]).await;
    let file = own.visitor.post(&own.path("/attachments")).header("Content-Type", "image/png").header("Idempotency-Key", new_key());
    assert_eq!(own.with(file.body(PNG)).send().await.unwrap().status(), StatusCode::CREATED);
    for (visitor, number, secret) in [
        (&stranger, &own.number, None),
        (&stranger, &own.number, Some("wrong")),
        (&stranger, &own.number, Some(other.secret.as_str())),
        (&stranger, &owner.number, None),
        (&stranger, &owner.number, Some(own.secret.as_str())),
        (&owner.visitor, &own.number, None),
        (&portal.visitor(), &owner.number, Some("")),
        (&own.visitor, &"CV-2611-00000".to_owned(), Some(own.secret.as_str())),
        (&own.visitor, &"nonsense".to_owned(), Some(own.secret.as_str())),
    ] {
        for (method, door) in DOORS {
            let answer = problem(knock(visitor, number, secret, method, door).await).await;
            assert_eq!(answer.status, 404, "{method} {door} {number} {secret:?}");
        }
    }
    assert_eq!(stranger.outbox().await.len(), 0, "and no mail is sent");
    for (method, door) in DOORS.iter().filter(|(method, door)| (*method, *door) != ("PATCH", "/identity-code") && !door.is_empty()) {
        assert!(knock(&own.visitor, &own.number, Some(&own.secret), method, door).await.status().is_success(), "{method} {door}");
    }
    let list: ConversationList = owner.visitor.get("/api/conversations").send().await.unwrap().json().await.unwrap();
    assert_eq!(list.items.iter().map(|item| item.number.as_str()).collect::<Vec<_>>(), [owner.number.as_str()]);
    assert_eq!(own.visitor.get("/api/conversations").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_stream_tells_nobody_of_what_is_not_theirs() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let owner = Own::open(portal.visitor().signed_in().await, &body()).await;
    let stranger = portal.visitor();
    let mut account = Stream::open(&owner.visitor, "", "").await;
    let mut guest = Stream::open(&own.visitor, &format!("nonsense, {}={}, X=Y", own.number.to_lowercase(), own.secret), "").await;
    let begin = guest.last_id();
    let wrong = format!("{}=wrong, {}={}, {}", own.number, owner.number, own.secret, owner.number);
    let mut none = Stream::open(&stranger, &wrong, "").await;
    for one in [&own, &owner] {
        let path = format!("conversations/{}/say", one.number);
        for operator in ["operatorChat-1", "operatorChat-2"] {
            desk(&one.visitor, operator, &path, &[("text", "Секрет")]).await;
        }
    }
    assert!(guest.news().await.unwrap().data.contains(&own.number));
    assert!(account.news().await.unwrap().data.contains(&owner.number));
    assert!(none.rest().await.is_empty() && guest.rest().await.is_empty() && account.rest().await.is_empty());
    // What was missed is as secret as what happens.
    let mut again = Stream::open(&stranger, &wrong, &begin).await;
    assert!(again.rest().await.is_empty());
    let mut again = Stream::open(&own.visitor, &format!("{}={}", own.number, own.secret), &begin).await;
    assert!(again.rest().await.iter().all(|event| event.data.contains(&own.number)));
}

#[tokio::test]
async fn an_image_is_kept_shown_and_does_nothing() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let send = |kind: &'static str, content: &'static [u8]| {
        let request = own.visitor.post(&own.path("/attachments")).header("Idempotency-Key", new_key()).header("Content-Type", kind);
        own.with(request.header("Content-Disposition", "attachment; filename*=UTF-8''%D1%8D%22.png").body(content)).send()
    };
    let added = send("image/png", PNG).await.unwrap();
    assert_eq!(added.status(), StatusCode::CREATED);
    let file: Attachment = added.json().await.unwrap();
    for (kind, content) in
        [("application/pdf", b"%PDF-1.7".as_slice()), ("image/png", b"<html>"), ("image/svg+xml", b"<svg/>"), ("image/jpeg", PNG)]
    {
        assert_eq!(problem(send(kind, content).await.unwrap()).await.status, 415, "{kind}");
    }
    let message = own.write("POST", "/messages", &new_key(), &json!({"attachment": file.id})).send().await.unwrap();
    assert_eq!(message.json::<contract::Message>().await.unwrap().attachment, Some(file.clone()));
    let shown = own.get(&format!("/attachments/{}", file.id)).send().await.unwrap();
    let headers = shown.headers().clone();
    assert_eq!(header(&headers, "content-type"), "image/png");
    assert_eq!(header(&headers, "x-content-type-options"), "nosniff");
    assert_eq!(header(&headers, "content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(header(&headers, "content-disposition"), "attachment; filename*=UTF-8''%D1%8D%22%2Epng");
    assert_eq!(shown.bytes().await.unwrap(), PNG);
    let other = Own::open(portal.visitor(), &body()).await;
    let stolen = other.write("POST", "/messages", &new_key(), &json!({"attachment": file.id})).send().await.unwrap();
    assert_eq!(stolen.status(), StatusCode::UNPROCESSABLE_ENTITY, "a file of another conversation");
    assert_eq!(other.get(&format!("/attachments/{}", file.id)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_whole_conversation_is_there_to_keep() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    desk(&own.visitor, "operatorChat-1", &format!("conversations/{}/say", own.number), &[("text", "Проверьте папку «Спам»")]).await;
    let text = own.get("/transcript").send().await.unwrap();
    assert_eq!(header(text.headers(), "content-type"), "text/plain; charset=utf-8");
    let text = text.text().await.unwrap();
    assert!(
        text.starts_with(&format!("Разговор {}\n2026-11-24, время: Europe/Moscow\n\n10:00 Анна Соколова\nНе приходит код\n", own.number))
    );
    assert!(text.contains("Анна, оператор\nПроверьте папку «Спам»"), "{text}");
    let english = own.get("/transcript").header("Accept-Language", "en").send().await.unwrap().text().await.unwrap();
    assert!(english.starts_with("Conversation "));
    let send = |email: Value| own.write("POST", "/transcript", &new_key(), &json!({ "email": email })).send();
    assert_eq!(send(json!("anna@example.org")).await.unwrap().status(), StatusCode::ACCEPTED);
    assert!(own.visitor.outbox().await[0]["body"].as_str().unwrap().contains("Проверьте папку"));
    assert_eq!(problem(send(Value::Null).await.unwrap()).await.errors[0].code, "required");
    assert_eq!(problem(send(json!("x")).await.unwrap()).await.errors[0].code, "invalid");
}
