use crate::support::{Visitor, demo, guest_ticket, header, new_key, problem, start};
use contract::CreatedTicket;
use reqwest::StatusCode;
use serde_json::json;
use std::collections::BTreeSet;

/// What `POST /tickets` answered: number, secret, whether it is a repetition.
async fn post(visitor: Visitor, key: String, name: &str) -> (String, Option<String>, bool) {
    let response = visitor.write("/api/tickets", &key, &guest_ticket(name)).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    let replayed = header(response.headers(), "idempotency-replayed") == "true";
    let created: CreatedTicket = response.json().await.unwrap();
    (created.ticket.number, created.secret, replayed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_with_one_key_make_one_ticket() {
    let portal = start(demo()).await;
    let key = new_key();
    let sent: Vec<_> = (0..40).map(|_| tokio::spawn(post(portal.visitor(), key.clone(), "Одно"))).collect();
    let mut answers = Vec::new();
    for answer in sent {
        answers.push(answer.await.unwrap());
    }
    let numbers: BTreeSet<_> = answers.iter().map(|(number, secret, _)| (number, secret)).collect();
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    assert_eq!(answers.iter().filter(|(_, _, replayed)| !replayed).count(), 1);
    // One ticket, one letter.
    assert_eq!(portal.visitor().outbox().await.len(), 1);
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_and_another_body_is_refused() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let key = new_key();
    let write = |body: serde_json::Value| visitor.write("/api/tickets", &key, &body).send();
    let first = write(guest_ticket("Первое")).await.unwrap();
    let location = header(first.headers(), "location").to_owned();
    assert_eq!(header(first.headers(), "idempotency-replayed"), "");
    let first = first.text().await.unwrap();
    let again = write(guest_ticket("Первое")).await.unwrap();
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    assert_eq!(header(again.headers(), "location"), location);
    assert_eq!(again.text().await.unwrap(), first);

    let other = write(guest_ticket("Второе")).await.unwrap();
    assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let other = problem(other).await;
    assert!(other.errors.is_empty() && other.kind.ends_with("key-reused"), "{other:?}");
}

#[tokio::test]
async fn space_and_the_order_of_fields_are_no_other_body() {
    let portal = start(demo()).await;
    let key = new_key();
    let body = guest_ticket("Поля");
    let first = portal.visitor().write("/api/tickets", &key, &body).send().await.unwrap();
    assert_eq!(first.status(), StatusCode::CREATED);
    let pretty = serde_json::to_string_pretty(&body).unwrap();
    let request =
        portal.visitor().post("/api/tickets").header("Idempotency-Key", &key).header("Content-Type", "application/json; charset=utf-8");
    let again = request.body(pretty).send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
}

#[tokio::test]
async fn a_key_belongs_to_who_wrote() {
    let portal = start(demo()).await;
    let key = new_key();
    let guest = post(portal.visitor(), key.clone(), "Чьё").await;
    let demo = post(portal.visitor().signed_in().await, key.clone(), "Чьё").await;
    assert_ne!(guest.0, demo.0);
    assert!(guest.1.is_some() && demo.1.is_none());
    assert!(!demo.2);
}

#[tokio::test]
async fn what_was_refused_leaves_its_key_free() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let key = new_key();
    let mut body = guest_ticket("Ключ");
    body["contact"]["email"] = json!("no address");
    let refused = visitor.write("/api/tickets", &key, &body).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!post(visitor, key, "Ключ").await.2);
}

#[tokio::test]
async fn an_answer_is_kept_for_fourteen_days() {
    let portal = start(demo()).await;
    let key = new_key();
    let first = post(portal.visitor(), key.clone(), "Срок").await;
    portal.visitor().set_clock("2026-12-08T06:00:00Z").await;
    assert_eq!(post(portal.visitor(), key.clone(), "Срок").await, (first.0.clone(), first.1, true));
    portal.visitor().set_clock("2026-12-08T08:00:00Z").await;
    assert_ne!(post(portal.visitor(), key, "Срок").await.0, first.0);
}

#[tokio::test]
async fn links_and_reports_are_written_once_too() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    for (path, body) in [
        ("/api/ticket-links", json!({"number": "HL-2611-00000", "email": "a@example.org"})),
        ("/api/client-errors", json!({"kind": "panic", "message": "x", "at": "2026-11-24T07:00:00Z"})),
    ] {
        let key = new_key();
        for replayed in ["", "true"] {
            let response = visitor.write(path, &key, &body).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::ACCEPTED);
            assert_eq!(header(response.headers(), "idempotency-replayed"), replayed);
        }
    }
}
