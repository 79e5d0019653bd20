use crate::support::{Visitor, all, demo, header, new_key, problem, start};
use contract::{Incident, IncidentList};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

async fn current(visitor: &Visitor) -> Vec<Incident> {
    visitor.get("/api/incidents").send().await.unwrap().json::<IncidentList>().await.unwrap().items
}

async fn open(visitor: &Visitor, body: &Value) -> Incident {
    let opened = visitor.post("/dev/incidents").json(body).send().await.unwrap();
    assert_eq!(opened.status(), StatusCode::CREATED);
    opened.json().await.unwrap()
}

async fn fix(visitor: &Visitor, id: &str) -> StatusCode {
    visitor.post(&format!("/dev/incidents/{id}/fixed")).send().await.unwrap().status()
}

async fn subscribe(visitor: &Visitor, id: &str, language: &str, body: &Value) -> Response {
    let write = visitor.write(&format!("/api/incidents/{id}/subscriptions"), &new_key(), body);
    write.header("Accept-Language", language).send().await.unwrap()
}

async fn affected(answer: Response) -> u32 {
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(header(answer.headers(), "cache-control"), "no-store");
    answer.json::<Incident>().await.unwrap().affected.unwrap()
}

#[tokio::test]
async fn outages_are_told_in_each_language_and_never_cached() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let mut titles = Vec::new();
    for language in ["ru", "en"] {
        let response = visitor.get("/api/incidents").header("Accept-Language", language).send().await.unwrap();
        assert_eq!(header(response.headers(), "cache-control"), "no-store");
        assert_eq!(header(response.headers(), "content-language"), language);
        assert!(all(response.headers(), "vary").contains("accept-language"));
        let items = response.json::<IncidentList>().await.unwrap().items;
        assert!(items.iter().any(|incident| incident.fixed.is_none()) && items.iter().any(|incident| incident.fixed.is_some()));
        assert!(items.is_sorted_by(|one, next| one.since >= next.since), "the latest first");
        for incident in &items {
            assert!(incident.since.as_str() < "2026-11-24T07:01" && incident.affected.is_some());
            assert!(incident.next_update.as_deref().is_none_or(|next| next > "2026-11-24T06"), "{:?}", incident.next_update);
        }
        titles.push(items.into_iter().map(|incident| incident.title).collect::<Vec<_>>());
    }
    assert_eq!(titles[0].len(), titles[1].len());
    assert!(titles[0].iter().all(|title| !titles[1].contains(title)));
}

#[tokio::test]
async fn what_was_fixed_yesterday_is_told_no_more() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let id = open(&visitor, &json!({"title": "Медленно", "nextUpdateMinutes": 30})).await.id;
    let opened = current(&visitor).await.remove(0);
    assert_eq!((opened.id.as_str(), opened.affected, opened.fixed), (id.as_str(), Some(0), None));
    assert!(opened.next_update.unwrap().starts_with("2026-11-24T07:3"));
    assert!(opened.categories.is_empty() && opened.description.is_none());
    assert_eq!(fix(&visitor, &id).await, StatusCode::OK);
    let fixed = current(&visitor).await.into_iter().find(|incident| incident.id == id).unwrap();
    assert!(fixed.fixed.is_some() && fixed.next_update.is_none());
    visitor.set_clock("2026-11-25T06:59:00Z").await;
    assert!(current(&visitor).await.iter().any(|incident| incident.id == id));
    visitor.set_clock("2026-11-25T07:05:00Z").await;
    assert!(current(&visitor).await.iter().all(|incident| incident.id != id));
    let every: IncidentList = visitor.get("/dev/incidents").send().await.unwrap().json().await.unwrap();
    assert!(every.items.iter().any(|incident| incident.id == id));
}

#[tokio::test]
async fn whom_it_concerns_is_counted_once_for_an_intent_and_for_an_account() {
    let portal = start(demo()).await;
    let (guest, owner) = (portal.visitor(), portal.visitor().signed_in().await);
    let id = open(&guest, &json!({"title": "Оплата", "categories": ["payment"]})).await.id;
    let (path, key) = (format!("/api/incidents/{id}/subscriptions"), new_key());
    let first = guest.write(&path, &key, &json!({})).send().await.unwrap();
    let text = first.text().await.unwrap();
    let again = guest.write(&path, &key, &json!({})).send().await.unwrap();
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    assert_eq!(header(again.headers(), "content-type"), "application/json");
    assert_eq!((again.status(), again.text().await.unwrap()), (StatusCode::CREATED, text));
    let another = guest.write(&path, &key, &json!({"notify": true, "email": "a@example.org"})).send().await.unwrap();
    assert_eq!(another.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(affected(subscribe(&guest, &id, "ru", &json!({"notify": false, "email": "nonsense"})).await).await, 2);
    assert_eq!(affected(subscribe(&owner, &id, "ru", &json!({})).await).await, 3);
    assert_eq!(affected(subscribe(&owner, &id, "ru", &json!({"notify": true})).await).await, 3);
    assert_eq!(current(&guest).await.remove(0).affected, Some(3));
}

#[tokio::test]
async fn whoever_wants_to_be_told_needs_an_address() {
    let portal = start(demo()).await;
    let guest = portal.visitor();
    let id = open(&guest, &json!({"title": "Вход"})).await.id;
    for (body, code) in [
        (json!({"notify": true}), "required"),
        (json!({"notify": true, "email": " "}), "required"),
        (json!({"notify": true, "email": "nobody"}), "invalid"),
        (json!({"notify": true, "email": "a@example.org, b@example.org"}), "invalid"),
    ] {
        let refused = subscribe(&guest, &id, "en", &body).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let errors = problem(refused).await.errors;
        assert_eq!((errors[0].pointer.as_str(), errors[0].code.as_str()), ("/email", code), "{body}");
    }
    assert_eq!(current(&guest).await.remove(0).affected, Some(0));
    let unknown = subscribe(&guest, "no-such-incident", "en", &json!({"notify": true})).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    problem(unknown).await;
    fix(&guest, &id).await;
    let late = subscribe(&guest, &id, "en", &json!({})).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
    assert!(problem(late).await.kind.ends_with("already-fixed"));
}

#[tokio::test]
async fn whoever_wanted_it_gets_one_letter_in_their_language_when_it_is_fixed() {
    let portal = start(demo()).await;
    let (guest, owner) = (portal.visitor(), portal.visitor().signed_in().await);
    let id = open(&guest, &json!({"title": {"ru": "Оплата не проходит", "en": "Payments fail"}})).await.id;
    affected(subscribe(&guest, &id, "ru", &json!({"notify": true, "email": "Ivan@example.org"})).await).await;
    affected(subscribe(&guest, &id, "en", &json!({"notify": true, "email": " ivan@example.org"})).await).await;
    affected(subscribe(&guest, &id, "ru", &json!({"notify": false, "email": "silent@example.org"})).await).await;
    affected(subscribe(&owner, &id, "ru", &json!({"notify": true})).await).await;
    affected(subscribe(&owner, &id, "ru", &json!({})).await).await;
    assert!(guest.outbox().await.is_empty());
    for _ in 0..2 {
        assert_eq!(fix(&guest, &id).await, StatusCode::OK);
    }
    let letters = guest.outbox().await;
    let seen: Vec<_> = letters.iter().map(|letter| (letter["recipient"].as_str().unwrap(), letter["subject"].as_str().unwrap())).collect();
    assert_eq!(
        seen,
        [("anna.sokolova@example.org", "Снова работает: Оплата не проходит"), ("ivan@example.org", "It works again: Payments fail")]
    );
    let body = letters[1]["body"].as_str().unwrap();
    assert!(body.contains("Payments fail") && body.contains(&format!("{}/contacts\n", guest.base)), "{body}");
    assert_eq!(fix(&guest, "no-such-incident").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_restart_forgets_nobody() {
    let directory = tempfile::tempdir().unwrap();
    let config = || portal::Config { database: portal::Database::File(directory.path().join("portal.sqlite")), ..demo() };
    let portal = start(config()).await;
    let visitor = portal.visitor();
    let incident = current(&visitor).await.into_iter().find(|incident| incident.fixed.is_none()).unwrap();
    let count = affected(subscribe(&visitor, &incident.id, "en", &json!({"notify": true, "email": "a@example.org"})).await).await;
    assert_eq!(Some(count), incident.affected.map(|affected| affected + 1));
    portal.stop().await;
    let portal = start(config()).await;
    let visitor = portal.visitor();
    let again = current(&visitor).await.into_iter().find(|again| again.id == incident.id).unwrap();
    assert_eq!(again.affected, Some(count));
    assert_eq!(fix(&visitor, &incident.id).await, StatusCode::OK);
    assert_eq!(visitor.outbox().await.len(), 1);
}

#[tokio::test]
async fn an_outage_without_a_title_is_not_opened() {
    let portal = start(demo()).await;
    for body in [json!({}), json!({"title": ""}), json!({"title": 7}), json!({"title": {"ru": "Только одно"}}), json!({"titel": "x"})]
    {
        let refused = portal.visitor().post("/dev/incidents").json(&body).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
}
