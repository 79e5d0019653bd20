use crate::support::{Visitor, all, between, demo, header, start};
use contract::Session;
use portal::{Config, Limits, Rate};
use reqwest::StatusCode;
use std::time::Duration;

async fn session(visitor: &Visitor) -> Option<Session> {
    let response = visitor.get("/api/session").send().await.unwrap();
    assert_eq!(header(response.headers(), "cache-control"), "no-store");
    if response.status() == StatusCode::UNAUTHORIZED { None } else { Some(response.json().await.unwrap()) }
}

const GOOD: [(&str, &str); 5] = [
    ("login", "Ivan.Petrov"),
    ("password", "long enough, isn't it"),
    ("name", "  Петров   Иван "),
    ("email", "ivan@example.org"),
    ("phone", "8 (495) 555-01-77"),
];

#[tokio::test]
async fn somebody_registers_signs_out_and_signs_in() {
    let portal = start(Config::default()).await;
    let visitor = portal.visitor();
    assert!(session(&visitor).await.is_none());
    let done = visitor.send_form("/portal/register?return=/tickets/new", &GOOD).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert_eq!(header(done.headers(), "location"), "/tickets/new");
    let account = session(&visitor).await.unwrap().account;
    assert_eq!((account.login.as_str(), account.full_name.as_str()), ("ivan.petrov", "Петров Иван"));
    assert_eq!((account.email.as_deref(), account.phone.as_deref()), (Some("ivan@example.org"), Some("+74955550177")));

    let out = visitor.send_form("/portal/sign-out?return=/find", &[]).await;
    assert_eq!(header(out.headers(), "location"), "/find");
    assert!(session(&visitor).await.is_none());
    assert_eq!(visitor.sign_in("IVAN.petrov", "long enough, isn't it").await.status(), StatusCode::SEE_OTHER);
    assert!(session(&visitor).await.is_some());
    let gone = visitor.request("DELETE", "/api/session").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert!(session(&visitor).await.is_none());
}

#[tokio::test]
async fn the_profile_is_corrected() {
    let portal = start(demo()).await;
    let guest = portal.visitor().get("/portal/profile?return=/account").send().await.unwrap();
    assert!(header(guest.headers(), "location").starts_with("/portal/sign-in?"));
    let visitor = portal.visitor().signed_in().await;
    let fields = [("name", "Соколова Анна"), ("email", ""), ("phone", "+44 20 7946 0000")];
    let done = visitor.send_form("/portal/profile?return=/account", &fields).await;
    assert_eq!(header(done.headers(), "location"), "/account");
    let account = session(&visitor).await.unwrap().account;
    assert_eq!((account.email, account.phone.as_deref()), (None, Some("+442079460000")));
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let portal = start(demo()).await;
    let fields = [("login", "<b>\"x"), ("password", "secret"), ("name", ""), ("email", "x"), ("phone", "12")];
    let page = portal.visitor().send_form("/portal/register?lang=en", &fields).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = page.text().await.unwrap();
    for name in ["login", "password", "name", "email", "phone"] {
        assert!(page.contains(&format!("id=\"{name}-error\"")), "{name}");
        assert!(page.contains(&format!("<a href=\"#{name}\">")), "{name}");
    }
    assert!(page.contains("value=\"&lt;b&gt;&quot;x\"") && !page.contains("<b>"));
    assert!(!page.contains("secret"), "a password is never sent back");

    let taken = portal.visitor().send_form("/portal/register", &[("login", "DEMO"), GOOD[1], GOOD[2]]).await;
    assert!(taken.text().await.unwrap().contains("id=\"login-error\""));
    let wrong = portal.visitor().sign_in("demo", "wrong").await;
    let unknown = portal.visitor().sign_in("nobody", "wrong").await;
    assert_eq!((wrong.status(), unknown.status()), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    let summary = |page: String| between(&page, "role=\"alert\">", "</div>").to_owned();
    assert_eq!(summary(wrong.text().await.unwrap()), summary(unknown.text().await.unwrap()));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let portal = start(demo()).await;
    let right = [("login", "demo"), ("password", "demo-demo")];
    // Without the field, with that of another browser, and from a page of another origin.
    let visitor = portal.visitor();
    visitor.get("/portal/sign-in").send().await.unwrap();
    let bare = visitor.post("/portal/sign-in").form(&right).send().await.unwrap();
    assert_eq!(bare.status(), StatusCode::FORBIDDEN);
    assert!(bare.text().await.unwrap().contains("value=\"demo\""), "what was typed stays");
    let page = portal.visitor().get("/portal/sign-in").send().await.unwrap().text().await.unwrap();
    let foreign = between(&page, "name=\"guard\" value=\"", "\"");
    let foreign = visitor.post("/portal/sign-in").form(&[right[0], right[1], ("guard", foreign)]).send().await.unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let page = visitor.get("/portal/sign-in").send().await.unwrap().text().await.unwrap();
    let own = between(&page, "name=\"guard\" value=\"", "\"");
    for origin in ["https://evil.example", "null"] {
        let sent = visitor.post("/portal/sign-in").header("Origin", origin).form(&[right[0], right[1], ("guard", own)]);
        assert_eq!(sent.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    }
    assert!(session(&visitor).await.is_none());
    let sent = visitor.post("/portal/sign-in").header("Origin", &visitor.base).form(&[right[0], right[1], ("guard", own)]);
    assert_eq!(sent.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    // A link signs nobody out.
    visitor.get("/portal/sign-out").send().await.unwrap();
    assert!(session(&visitor).await.is_some());
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let allowed = vec!["https://app.example".parse().unwrap()];
    let portal = start(Config { allowed_origins: allowed, ..demo() }).await;
    for (wanted, given) in [
        ("/tickets/new%3Fa=b%23c", "/tickets/new?a=b#c"),
        ("https://app.example/tickets", "https://app.example/tickets"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/%0d%0aSet-Cookie:x=y", "/"),
    ] {
        let visitor = portal.visitor();
        let done = visitor.send_form(&format!("/portal/sign-in?return={wanted}"), &[("login", "demo"), ("password", "demo-demo")]).await;
        assert_eq!(header(done.headers(), "location"), given, "{wanted}");
        // Who is signed in already is sent on at once, to the same place.
        let on = visitor.get(&format!("/portal/sign-in?return={wanted}")).send().await.unwrap();
        assert_eq!(header(on.headers(), "location"), given, "{wanted}");
    }
    let policy = portal.visitor().get("/portal/sign-in").send().await.unwrap();
    assert!(header(policy.headers(), "content-security-policy").contains("form-action 'self' http://127.0.0.1"));
    assert!(header(policy.headers(), "content-security-policy").contains("https://app.example;"));
}

#[tokio::test]
async fn a_session_ends_by_the_portals_clock() {
    let portal = start(demo()).await;
    let visitor = portal.visitor().signed_in().await;
    let expires = session(&visitor).await.unwrap().expires.unwrap();
    assert!(expires.starts_with("2026-11-24T15:00"), "{expires}");
    visitor.set_clock("2026-11-24T14:59:00Z").await;
    assert!(session(&visitor).await.is_some());
    visitor.set_clock("2026-11-24T15:01:00Z").await;
    assert!(session(&visitor).await.is_none());
}

#[tokio::test]
async fn cookies_are_for_the_portal_alone() {
    let plain = start(demo()).await;
    let cookie = plain.visitor().sign_in("demo", "demo-demo").await;
    let cookie = all(cookie.headers(), "set-cookie");
    assert!(cookie.starts_with("portal-session="), "{cookie}");
    for part in ["httponly", "samesite=lax", "path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("secure"));

    let https = start(Config { public_url: Some("https://portal.example".parse().unwrap()), ..demo() }).await;
    let page = https.visitor().get("/portal/sign-in").send().await.unwrap();
    let cookie = all(page.headers(), "set-cookie");
    assert!(cookie.starts_with("__host-portal-form=") && cookie.contains("secure"), "{cookie}");
}

#[tokio::test]
async fn tries_at_a_password_are_counted() {
    let limits = Limits { passwords_by_login: Rate::new(2, Duration::from_secs(60)), ..Limits::default() };
    let portal = start(Config { limits, ..Config::default() }).await;
    for login in ["ivan", "nobody"] {
        for _ in 0..2 {
            assert_eq!(portal.visitor().sign_in(login, "wrong").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let refused = portal.visitor().sign_in(&login.to_uppercase(), "wrong").await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        let wait: u64 = header(refused.headers(), "retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait));
        assert!(refused.text().await.unwrap().contains(&format!("value=\"{}\"", login.to_uppercase())));
    }
}

#[tokio::test]
async fn pages_speak_the_visitors_language() {
    let portal = start(demo()).await;
    let page = async |path: &str, wish: &str| {
        let response = portal.visitor().get(path).header("Accept-Language", wish).send().await.unwrap();
        let language = header(response.headers(), "content-language").to_owned();
        let text = response.text().await.unwrap();
        assert!(text.contains(&format!("<html lang=\"{language}\">")), "{text}");
        language
    };
    for name in ["sign-in", "register"] {
        assert_eq!(page(&format!("/portal/{name}"), "en-GB").await, "en");
        assert_eq!(page(&format!("/portal/{name}"), "de").await, "ru");
        assert_eq!(page(&format!("/portal/{name}?lang=ru"), "en").await, "ru");
    }
    assert_eq!(page("/portal/nowhere", "en").await, "en");
    assert_eq!(portal.visitor().get("/portal/nowhere").send().await.unwrap().status(), StatusCode::NOT_FOUND);
}
