use crate::support::{TestPortal, all, demo, guest_ticket, header, new_key, problem, start};
use portal::{Config, Limits, Rate};
use reqwest::{Response, StatusCode};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn every_error_is_a_problem_in_the_visitors_language() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    for (method, path, status) in [
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/nothing", 404),
        ("PUT", "/api/tickets", 405),
        ("POST", "/api/support-desk", 405),
        ("DELETE", "/api/availability", 405),
        ("GET", "/api/ticket-links", 405),
        ("GET", "/api/session", 401),
        ("GET", "/api/tickets", 401),
        ("GET", "/api/tickets/HL-1", 404),
        ("GET", "/api/tickets/%FF", 400),
    ] {
        for language in ["ru", "en"] {
            let response = visitor.request(method, path).header("Accept-Language", language).send().await.unwrap();
            assert_eq!(response.status().as_u16(), status, "{method} {path}");
            assert_eq!(header(response.headers(), "content-language"), language);
            assert_eq!(status == 405, response.headers().contains_key("allow"));
            problem(response).await;
        }
    }
}

async fn post(portal: &TestPortal, change: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder) -> Response {
    change(portal.visitor().post("/api/tickets")).send().await.unwrap()
}

#[tokio::test]
async fn a_write_needs_a_key_json_and_a_measure() {
    let portal = start(demo()).await;
    let body = guest_ticket("Отказы");
    for (key, status) in [(None, 400), (Some(""), 400), (Some("1"), 400), (Some("not-a-uuid"), 400)] {
        let response = post(&portal, |request| match key {
            Some(key) => request.header("Idempotency-Key", key).json(&body),
            None => request.json(&body),
        });
        let response = response.await;
        assert_eq!(response.status().as_u16(), status, "{key:?}");
        assert!(problem(response).await.kind.ends_with("key-missing"));
    }
    let keyed = |request: reqwest::RequestBuilder| request.header("Idempotency-Key", new_key());
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
        let response = post(&portal, |request| keyed(request).header("Content-Type", kind).body(body.to_string())).await;
        assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        problem(response).await;
    }
    let json = |request: reqwest::RequestBuilder| keyed(request).header("Content-Type", "application/json");
    for broken in ["", "{", "nul", "{\"a\":}", &"[".repeat(100_000)] {
        let response = post(&portal, |request| json(request).body(broken.to_owned())).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{}", &broken[..broken.len().min(20)]);
        problem(response).await;
    }
    let response = post(&portal, |request| json(request).body(" ".repeat(10_000_000))).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    problem(response).await;
}

#[tokio::test]
async fn a_write_from_another_origin_is_refused() {
    let allowed = vec!["https://app.example".parse().unwrap()];
    let public_url = Some("https://portal.example/".parse().unwrap());
    let portal = start(Config { allowed_origins: allowed, public_url, ..demo() }).await;
    let own = portal.base.clone();
    for (origin, status) in [
        ("https://app.example", 201),
        ("https://portal.example", 201),
        (own.as_str(), 201),
        ("https://evil.example", 403),
        ("http://app.example", 403),
        ("https://app.example.evil.example", 403),
        ("null", 403),
        ("", 403),
    ] {
        let write = portal.visitor().write("/api/tickets", &new_key(), &guest_ticket("Откуда")).header("Origin", origin);
        let response = write.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{origin:?}");
    }
    let delete = portal.visitor().request("DELETE", "/api/session").header("Origin", "https://evil.example").send().await.unwrap();
    assert_eq!(delete.status(), StatusCode::FORBIDDEN);
    problem(delete).await;
}

#[tokio::test]
async fn listed_origins_read_and_others_do_not() {
    let allowed = vec!["https://app.example".parse().unwrap()];
    let portal = start(Config { allowed_origins: allowed, ..demo() }).await;
    let visitor = portal.visitor();
    let preflight = |origin: &str| {
        let request = visitor.request("OPTIONS", "/api/tickets").header("Origin", origin);
        request
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type,idempotency-key")
            .send()
    };
    let listed = preflight("https://app.example").await.unwrap();
    assert!(listed.status().is_success());
    assert_eq!(header(listed.headers(), "access-control-allow-origin"), "https://app.example");
    assert_eq!(header(listed.headers(), "access-control-allow-credentials"), "true");
    let methods = all(listed.headers(), "access-control-allow-methods");
    assert!(methods.contains("post") && methods.contains("patch"), "{methods}");
    for name in
        ["content-type", "content-disposition", "idempotency-key", "ticket-secret", "if-none-match", "if-match", "watch", "last-event-id"]
    {
        assert!(all(listed.headers(), "access-control-allow-headers").contains(name), "{name}");
    }
    assert!(!preflight("https://evil.example").await.unwrap().headers().contains_key("access-control-allow-origin"));

    for (path, status) in [("/api/support-desk", 200), ("/api/session", 401), ("/api/nothing", 404)] {
        let listed = visitor.get(path).header("Origin", "https://app.example").send().await.unwrap();
        assert_eq!(listed.status().as_u16(), status);
        assert_eq!(header(listed.headers(), "access-control-allow-origin"), "https://app.example");
        let exposed = all(listed.headers(), "access-control-expose-headers");
        for name in ["date", "etag", "retry-after", "location", "idempotency-replayed", "content-language"] {
            assert!(exposed.contains(name), "{name}");
        }
        assert!(all(listed.headers(), "vary").contains("origin"));
        let other = visitor.get(path).header("Origin", "https://evil.example").send().await.unwrap();
        assert!(!other.headers().contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn too_many_writes_are_told_when_to_come_back() {
    let limits = Limits {
        writes_by_address: Rate::new(4, Duration::from_secs(100)),
        links_by_number: Rate::new(1, Duration::from_secs(50)),
        ..Limits::default()
    };
    let portal = start(Config { limits, ..Config::default() }).await;
    let visitor = portal.visitor();
    let link = |number: &str| visitor.write("/api/ticket-links", &new_key(), &json!({"number": number, "email": "a@example.org"})).send();
    assert_eq!(link("HL-1").await.unwrap().status(), StatusCode::ACCEPTED);
    let second = link("hl 1").await.unwrap();
    assert_eq!(second.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = header(second.headers(), "retry-after").parse().unwrap();
    assert!((1..=50).contains(&wait), "{wait}");
    problem(second).await;

    assert_eq!(link("HL-2").await.unwrap().status(), StatusCode::ACCEPTED);
    assert_eq!(link("HL-3").await.unwrap().status(), StatusCode::ACCEPTED);
    let fifth = link("HL-4").await.unwrap();
    assert_eq!(fifth.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = header(fifth.headers(), "retry-after").parse().unwrap();
    assert!((51..=100).contains(&wait), "{wait}");
    problem(fifth).await;
    // Reading goes on.
    assert!(visitor.get("/api/support-desk").send().await.unwrap().status().is_success());
}

#[tokio::test]
async fn an_account_has_a_limit_of_its_own() {
    let limits = Limits { writes_by_account: Rate::new(1, Duration::from_secs(100)), ..Limits::default() };
    let portal = start(Config { limits, ..Config::default() }).await;
    let visitor = portal.visitor();
    visitor.send_form("/portal/register", &[("login", "ivan"), ("password", "long enough"), ("name", "Иван")]).await;
    visitor.send_ticket(&guest_ticket("Первое")).await;
    let second = visitor.write("/api/tickets", &new_key(), &guest_ticket("Второе")).send().await.unwrap();
    assert_eq!(second.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(second.headers().contains_key("retry-after"));
    portal.visitor().send_ticket(&guest_ticket("Гость с того же адреса")).await;
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_safety() {
    let portal = start(demo()).await;
    for path in ["/api/support-desk", "/api/nothing", "/portal/sign-in", "/portal/style.css", "/nowhere", "/dev/outbox"] {
        let response = portal.visitor().get(path).send().await.unwrap();
        assert_eq!(header(response.headers(), "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(response.headers(), "referrer-policy"), "same-origin");
        assert_eq!(header(response.headers(), "cross-origin-opener-policy"), "same-origin-allow-popups");
        assert!(response.headers().contains_key("permissions-policy"));
    }
}
