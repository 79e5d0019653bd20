use crate::support::{TestPortal, Visitor, demo, guest_ticket, header, new_key, start};
use contract::CreatedTicket;
use portal::Config;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

async fn faulty(rules: Value) -> TestPortal {
    let portal = start(Config { faults: true, ..demo() }).await;
    let set = portal.visitor().request("PUT", "/dev/faults").json(&rules).send().await.unwrap();
    assert_eq!(set.status(), StatusCode::NO_CONTENT);
    portal
}

async fn rules(visitor: &Visitor) -> Value {
    visitor.get("/dev/faults").send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn an_answer_is_lost_after_the_portal_has_committed() {
    let portal = faulty(json!([{"method": "POST", "path": "/api/tickets", "times": 1, "moment": "after", "action": {"drop": true}}])).await;
    let (visitor, key) = (portal.visitor(), new_key());
    let body = guest_ticket("Потерянный ответ");
    let lost = visitor.write("/api/tickets", &key, &body).send().await;
    assert!(lost.is_err(), "{lost:?}");
    assert_eq!(visitor.outbox().await.len(), 1, "it was committed");
    let again = visitor.write("/api/tickets", &key, &body).send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    let created: CreatedTicket = again.json().await.unwrap();
    visitor.ticket(&created.ticket.number, created.secret.as_deref()).await.unwrap();
    assert_eq!(rules(&visitor).await, json!([]));
}

#[tokio::test]
async fn a_request_is_lost_before_the_portal_sees_it() {
    let portal = faulty(json!([{"path": "/api/tickets", "times": 1, "action": {"drop": true}}])).await;
    let (visitor, key) = (portal.visitor(), new_key());
    let body = guest_ticket("Потерянный запрос");
    assert!(visitor.write("/api/tickets", &key, &body).send().await.is_err());
    assert_eq!(visitor.outbox().await.len(), 0);
    let again = visitor.write("/api/tickets", &key, &body).send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "");
}

#[tokio::test]
async fn any_answer_can_stand_in() {
    let html = json!({"status": 502, "contentType": "text/html", "headers": {"Retry-After": "7"}, "body": "<h1>Bad Gateway</h1>"});
    let portal = faulty(json!([
        {"method": "get", "path": "/api/session", "times": 2, "action": html},
        {"path": "/api/session", "action": {"redirect": "/login"}},
    ]))
    .await;
    let visitor = portal.visitor();
    for _ in 0..2 {
        let response = visitor.get("/api/session").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
        assert_eq!((header(response.headers(), "content-type"), header(response.headers(), "retry-after")), ("text/html", "7"));
        assert_eq!(response.text().await.unwrap(), "<h1>Bad Gateway</h1>");
    }
    for _ in 0..3 {
        let response = visitor.get("/api/session").send().await.unwrap();
        assert_eq!((response.status(), header(response.headers(), "location")), (StatusCode::FOUND, "/login"));
    }
    assert!(visitor.get("/api/support-desk").send().await.unwrap().status().is_success());
    visitor.request("DELETE", "/dev/faults").send().await.unwrap();
    assert_eq!(visitor.get("/api/session").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_body_breaks_off_drips_or_comes_late() {
    let portal = faulty(json!([
        {"path": "/api/support-desk", "times": 1, "action": {"truncateBody": 100}},
        {"path": "/api/session", "times": 1, "action": {"dripMsPerByte": 1}},
        {"path": "/api/availability", "times": 1, "action": {"delayMs": 300}},
    ]))
    .await;
    let visitor = portal.visitor();
    let cut = visitor.get("/api/support-desk").send().await.unwrap();
    assert_eq!(cut.status(), StatusCode::OK);
    assert!(cut.bytes().await.is_err());
    let started = Instant::now();
    let slow = visitor.get("/api/session").send().await.unwrap();
    assert_eq!(slow.status(), StatusCode::UNAUTHORIZED);
    let length = slow.bytes().await.unwrap().len();
    assert!(started.elapsed() > Duration::from_millis(u64::try_from(length).unwrap()));
    let started = Instant::now();
    assert!(visitor.get("/api/availability").send().await.unwrap().status().is_success());
    assert!(started.elapsed() > Duration::from_millis(300));
}

#[tokio::test]
async fn rules_that_are_none_are_refused() {
    let portal = faulty(json!([])).await;
    for rules in [json!([{"path": "/"}]), json!([{"path": "/", "action": {}}]), json!([{"path": "/", "action": {"drop": true}, "time": 1}])]
    {
        let refused = portal.visitor().request("PUT", "/dev/faults").json(&rules).send().await.unwrap();
        assert!(refused.status().is_client_error(), "{rules}");
    }
}
