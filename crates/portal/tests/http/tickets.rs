use crate::support::{TestPortal, demo, eventually, guest_ticket, header, new_key, problem, start};
use contract::TicketStatus;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_guest_sees_their_ticket_with_its_secret_and_nobody_without() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let created = visitor.send_ticket(&guest_ticket("Моё")).await;
    let (number, secret) = (created.ticket.number.as_str(), created.secret.as_deref().unwrap());
    assert!(secret.len() >= 22, "128 bits");

    let seen = visitor.ticket(number, Some(secret)).await.unwrap();
    assert_eq!(seen, created.ticket);
    let other = visitor.send_ticket(&guest_ticket("Чужое")).await;
    let wrong = secret.chars().rev().collect::<String>();
    for secret in [None, Some(""), Some(wrong.as_str()), other.secret.as_deref()] {
        assert_eq!(visitor.ticket(number, secret).await, Err(StatusCode::NOT_FOUND));
    }
    let stranger = portal.visitor().signed_in().await;
    assert_eq!(stranger.ticket(number, None).await, Err(StatusCode::NOT_FOUND));
    assert_eq!(stranger.ticket(number, Some(secret)).await.unwrap().number, number);

    // The same answer for a ticket that does not exist.
    let body = async |number: &str| visitor.get(&format!("/api/tickets/{number}")).send().await.unwrap().text().await.unwrap();
    assert_eq!(body(number).await, body("HL-2611-00000").await);
}

#[tokio::test]
async fn an_account_sees_its_own_tickets_only() {
    let portal = start(demo()).await;
    let owner = portal.visitor().signed_in().await;
    let created = owner.send_ticket(&guest_ticket("Из кабинета")).await;
    assert_eq!(created.secret, None);
    let number = &created.ticket.number;
    assert_eq!(owner.ticket(number, None).await.unwrap(), created.ticket);
    assert_eq!(owner.page("").await.items[0].number, *number);
    let typed = number.to_lowercase().replace('-', "%20");
    assert_eq!(owner.ticket(&typed, None).await.unwrap().number, *number);

    let other = portal.visitor();
    assert_eq!(other.sign_in("newcomer", "newcomer-demo").await.status(), StatusCode::SEE_OTHER);
    assert_eq!(other.ticket(number, None).await, Err(StatusCode::NOT_FOUND));
    assert_eq!(other.page("").await.total, Some(0));
    assert_eq!(portal.visitor().ticket(number, None).await, Err(StatusCode::NOT_FOUND));
    let list = portal.visitor().get("/api/tickets").send().await.unwrap();
    assert_eq!(list.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn pages_are_complete_and_stable_while_tickets_are_written() {
    let portal = start(demo()).await;
    let visitor = portal.visitor().signed_in().await;
    let whole = visitor.page("limit=100").await;
    assert_eq!(whole.total, Some(60));
    let whole: Vec<String> = whole.items.into_iter().map(|ticket| ticket.number).collect();

    let mut collected = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = visitor.page(&format!("limit=7{cursor}")).await;
        assert!(page.items.len() <= 7);
        collected.extend(page.items.into_iter().map(|ticket| ticket.number));
        let Some(next) = page.next_cursor else { break };
        cursor = format!("&cursor={next}");
        visitor.send_ticket(&guest_ticket("Между страницами")).await;
    }
    assert_eq!(collected, whole);
}

#[tokio::test]
async fn the_list_is_filtered_by_state_and_by_group() {
    let portal = start(demo()).await;
    let visitor = portal.visitor().signed_in().await;
    let all = visitor.page("limit=100").await.items;
    assert_eq!(all.iter().map(|ticket| format!("{:?}", ticket.status)).collect::<BTreeSet<_>>().len(), 8);
    let count = |wanted: &[TicketStatus]| all.iter().filter(|ticket| wanted.contains(&ticket.status)).count();
    use TicketStatus::{Acknowledged, Cancelled, Closed, Held, InProgress, Pending, Rejected, Resolved};
    for (query, wanted) in [
        ("pending", vec![Pending]),
        ("held,closed", vec![Held, Closed]),
        ("open", vec![Acknowledged, InProgress, Held]),
        ("waiting", vec![Pending]),
        ("done", vec![Resolved, Closed, Rejected, Cancelled]),
        ("pending,someday", vec![Pending]),
        ("someday", vec![]),
    ] {
        let page = visitor.page(&format!("limit=100&status={query}")).await;
        assert!(page.items.iter().all(|ticket| wanted.contains(&ticket.status)), "{query}");
        assert_eq!(page.items.len(), count(&wanted), "{query}");
        assert_eq!(page.total, u32::try_from(count(&wanted)).ok(), "{query}");
    }
    // A line of a list shows nothing of who wrote.
    assert!(all.iter().all(|ticket| ticket.description.is_empty() && ticket.contact.full_name.is_empty()));
    for query in ["limit=0", "limit=101", "limit=x", "cursor=!", "cursor=YQ"] {
        let refused = visitor.get(&format!("/api/tickets?{query}")).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{query}");
        problem(refused).await;
    }
}

#[tokio::test]
async fn a_ticket_that_has_not_changed_is_not_sent_again() {
    let portal = start(demo()).await;
    let visitor = portal.visitor().signed_in().await;
    let number = visitor.page("limit=1").await.items[0].number.clone();
    let path = format!("/api/tickets/{number}");
    let first = visitor.get(&path).send().await.unwrap();
    let etag = header(first.headers(), "etag").to_owned();
    assert!(etag.starts_with('"'));
    assert_eq!(header(first.headers(), "cache-control"), "private, no-cache");
    let again = visitor.get(&path).header("If-None-Match", &etag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(header(again.headers(), "etag"), etag);
    let stranger = portal.visitor().get(&path).header("If-None-Match", &etag).send().await.unwrap();
    assert_eq!(stranger.status(), StatusCode::NOT_FOUND);
}

async fn errors(portal: &TestPortal, change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut body = guest_ticket("Ошибки");
    change(&mut body);
    let response = portal.visitor().write("/api/tickets", &new_key(), &body).header("Accept-Language", "en").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let problem = problem(response).await;
    assert!(problem.errors.iter().all(|error| !error.detail.is_empty()));
    problem.errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

#[tokio::test]
async fn what_is_wrong_is_named_by_place() {
    let portal = start(demo()).await;
    let one = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(errors(&portal, |body| body["name"] = json!(" ")).await, one("/name", "required"));
    assert_eq!(errors(&portal, |body| body["name"] = json!("я".repeat(500))).await, one("/name", "tooLong"));
    assert_eq!(errors(&portal, |body| body["contact"]["email"] = json!("x")).await, one("/contact/email", "invalid"));
    assert_eq!(
        errors(&portal, |body| body["consents"][0]["version"] = json!("1")).await,
        one("/consents/0/version", "outdated").into_iter().map(|(_, code)| ("/consents/0".to_owned(), code)).collect::<Vec<_>>()
    );
    assert_eq!(errors(&portal, |body| body["attributes"][0]["values"] = json!(["x"])).await, one("/attributes/0", "notAllowed"));
    assert_eq!(errors(&portal, |body| body["name"] = json!(7)).await, one("/name", "invalid"));
    assert_eq!(errors(&portal, |body| _ = body.as_object_mut().unwrap().remove("ticketType")).await, one("/ticketType", "required"));
}

#[tokio::test]
async fn a_category_without_guests_asks_to_sign_in() {
    let portal = start(demo()).await;
    let mut body = guest_ticket("Вопрос");
    body["ticketType"] = json!("other");
    body["attributes"] = json!([]);
    let refused = portal.visitor().write("/api/tickets", &new_key(), &body).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    problem(refused).await;
    portal.visitor().signed_in().await.send_ticket(&body).await;
}

#[tokio::test]
async fn an_answer_is_due_on_the_next_business_day() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    for (now, due) in [
        ("2026-11-24T07:00:00Z", "2026-11-24"), // Tuesday, 10:00
        ("2026-11-24T15:00:00Z", "2026-11-25"), // 18:00: closed from now on
        ("2026-11-27T20:00:00Z", "2026-11-30"), // Friday night
        ("2026-12-30T16:00:00Z", "2027-01-11"), // before the long holidays
        ("2027-02-19T16:00:00Z", "2027-02-20"), // a working Saturday
        ("2027-02-20T16:00:00Z", "2027-02-24"),
    ] {
        visitor.set_clock(now).await;
        let created = visitor.send_ticket(&guest_ticket("Срок ответа")).await;
        assert_eq!(created.ticket.expected_response_date.as_deref(), Some(due), "{now} {}", created.ticket.creation_date);
        assert!(created.ticket.creation_date.starts_with(now.trim_end_matches(":00Z")), "{}", created.ticket.creation_date);
    }
    // The month of a number is the one in Moscow.
    visitor.set_clock("2026-12-31T21:30:00Z").await;
    assert!(visitor.send_ticket(&guest_ticket("Новый год")).await.ticket.number.starts_with("HL-2701-"));
}

#[tokio::test]
async fn a_link_is_sent_again_only_to_the_address_of_the_ticket() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let created = visitor.send_ticket(&guest_ticket("Ссылка")).await;
    let number = created.ticket.number;
    let mut answers = BTreeSet::new();
    for (number, email) in [(number.as_str(), "other@example.org"), ("HL-2611-00000", "anna@example.org"), (&number, " ANNA@example.org")] {
        let body = json!({"number": number, "email": email});
        let response = visitor.write("/api/ticket-links", &new_key(), &body).send().await.unwrap();
        answers.insert((response.status(), response.text().await.unwrap()));
    }
    assert_eq!(answers, BTreeSet::from([(StatusCode::ACCEPTED, String::new())]));
    // Links are looked up in the order in which they were asked for: when the last one is there, the others are done.
    let mails = eventually("the link", async || Some(visitor.outbox().await).filter(|mails| mails.len() > 1)).await;
    assert_eq!(mails.len(), 2);
    let body = mails[0]["body"].as_str().unwrap();
    let secret = crate::support::between(body, "#secret=", "\n");
    assert_eq!(mails[0]["recipient"], "anna@example.org");
    assert_eq!(visitor.ticket(&number, Some(secret)).await.unwrap().number, number);
    assert_ne!(Some(secret), created.secret.as_deref());
    assert_eq!(visitor.ticket(&number, created.secret.as_deref()).await.unwrap().number, number);
}
