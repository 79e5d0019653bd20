use crate::own::{Own, body, desk};
use crate::support::{Visitor, demo, header, problem, start};
use crate::support::{between, new_key};
use contract::{Conversation, IdentityCodeSent};
use reqwest::{Response, StatusCode};
use serde_json::json;

async fn ask(own: &Own, to: Option<&str>) -> Response {
    let request = json!({"fullName": "Соколова Анна Игоревна", "by": "email", "to": to});
    own.write("POST", "/identity-code", &new_key(), &request).send().await.unwrap()
}

/// The code that was sent last.
async fn code(visitor: &Visitor) -> String {
    let letter = visitor.outbox().await[0]["body"].as_str().unwrap().to_owned();
    assert!(letter.contains("не код банка и не пароль") && letter.contains("10 минут"), "{letter}");
    between(&letter, ":\n\n", "\n\n").to_owned()
}

async fn enter(own: &Own, code: &str) -> Response {
    own.write("PATCH", "/identity-code", &new_key(), &json!({ "code": code })).send().await.unwrap()
}

async fn refused(response: Response, code: &str) {
    let problem = problem(response).await;
    assert_eq!((problem.status, problem.errors[0].pointer.as_str(), problem.errors[0].code.as_str()), (422, "/code", code));
}

fn wrong(right: &str) -> &'static str {
    if right == "000000" { "000001" } else { "000000" }
}

#[tokio::test]
async fn a_code_shows_who_it_is_for_this_conversation() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let asked = format!("conversations/{}/identity", own.number);
    assert_eq!(desk(&own.visitor, "operatorChat-1", &asked, &[]).await, StatusCode::SEE_OTHER);
    assert!(own.now().await.identity_requested);
    let sent = ask(&own, Some(" anna@example.org ")).await;
    assert_eq!(sent.status(), StatusCode::ACCEPTED);
    let sent: IdentityCodeSent = sent.json().await.unwrap();
    assert_eq!((sent.to.as_str(), sent.length), ("a…a@example.org", 6));
    assert!(sent.expires.starts_with("2026-11-24T07:10"), "{}", sent.expires);
    let code = code(&own.visitor).await;
    assert!(code.len() == 6 && code.chars().all(|c| c.is_ascii_digit()));
    let other = Own::open(portal.visitor(), &body()).await;
    refused(enter(&other, &code).await, "outdated").await;
    let entered = enter(&own, &format!("{} {}", &code[..3], &code[3..])).await;
    assert_eq!(entered.status(), StatusCode::OK);
    let entered: Conversation = entered.json().await.unwrap();
    assert!(entered.identified && !entered.identity_requested);
    refused(enter(&own, &code).await, "outdated").await;
    let page = format!("/dev/operator/operatorChat-1/conversations/{}", own.number);
    let page = own.visitor.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Соколова Анна Игоревна, код отправлен на anna@example.org"));
}

#[tokio::test]
async fn a_wrong_code_is_counted_and_a_new_one_makes_the_old_one_worthless() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    ask(&own, Some("anna@example.org")).await;
    let first = code(&own.visitor).await;
    for _ in 0..4 {
        refused(enter(&own, wrong(&first)).await, "invalid").await;
    }
    refused(enter(&own, wrong(&first)).await, "outdated").await;
    refused(enter(&own, &first).await, "outdated").await;
    ask(&own, Some("anna@example.org")).await;
    let second = code(&own.visitor).await;
    if first != second {
        refused(enter(&own, &first).await, "invalid").await;
    }
    own.visitor.set_clock("2026-11-24T07:11:00Z").await;
    refused(enter(&own, &second).await, "outdated").await;
    assert!(!own.now().await.identified);
}

#[tokio::test]
async fn the_same_try_again_is_no_other_try() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    ask(&own, Some("anna@example.org")).await;
    let (code, key) = (code(&own.visitor).await, new_key());
    let send = || own.write("PATCH", "/identity-code", &key, &json!({ "code": code })).send();
    assert_eq!(send().await.unwrap().status(), StatusCode::OK);
    let again = send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    assert!(again.json::<Conversation>().await.unwrap().identified);
}

#[tokio::test]
async fn an_account_has_an_address_and_a_guest_gives_one() {
    let portal = start(demo()).await;
    let owner = Own::open(portal.visitor().signed_in().await, &body()).await;
    assert!(owner.secret.is_empty());
    assert_eq!(ask(&owner, None).await.status(), StatusCode::ACCEPTED);
    assert_eq!(enter(&owner, &code(&owner.visitor).await).await.status(), StatusCode::OK);
    let guest = Own::open(portal.visitor(), &body()).await;
    for (body, pointer, code) in [
        (json!({"fullName": "А", "by": "email"}), "/to", "required"),
        (json!({"fullName": "А", "by": "email", "to": "nobody"}), "/to", "invalid"),
        (json!({"fullName": "А", "by": "sms", "to": "+79260000000"}), "/by", "notAllowed"),
        (json!({"fullName": "", "by": "email", "to": "a@example.org"}), "/fullName", "required"),
    ] {
        let refused = problem(guest.write("POST", "/identity-code", &new_key(), &body).send().await.unwrap()).await;
        assert_eq!((refused.status, refused.errors[0].pointer.as_str(), refused.errors[0].code.as_str()), (422, pointer, code));
    }
}
