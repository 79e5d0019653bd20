use crate::lines::{asked, operator, phone, secured};
use crate::support::{Visitor, demo, header, new_key, problem, start};
use contract::{Callback, CallbackList, CallbackStatus, CreatedCallback};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_callback_goes_its_way_and_its_visitor_sees_each_step() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let created = visitor.ask(&asked(&phone(1))).await;
    let (number, secret) = (created.callback.number.as_str(), created.secret.as_deref());
    let now = async || visitor.callback(number, secret).await.unwrap();
    let waits = now().await;
    assert!(number.starts_with("CB-2611-"), "{number}");
    assert_eq!((waits.status, waits.position, waits.tries), (CallbackStatus::Queued, Some(1), 0));
    assert!(waits.estimated_wait.is_some_and(|wait| wait > 0));
    assert_eq!(waits.calling_number.as_ref().unwrap().number, "+78005550142");
    assert_eq!(waits.code_word.as_ref().unwrap().split(' ').collect::<BTreeSet<_>>().len(), 2);
    // A whole day from Tuesday at ten ends in the hours of Wednesday.
    assert_eq!(waits.expires.as_deref(), Some("2026-11-25T15:00:00Z"));

    let taken = operator(&portal, "phone-1", "take").await.unwrap().unwrap();
    assert_eq!((taken["number"].as_str(), taken["codeWord"].as_str()), (Some(number), waits.code_word.as_deref()));
    let rings = now().await;
    assert_eq!((rings.status, rings.position, rings.tries), (CallbackStatus::Dialing, None, 1));
    assert_eq!((rings.operator.as_deref(), rings.estimated_wait), (Some("Ирина"), None));
    operator(&portal, "phone-1", "missed").await.unwrap();
    let missed = now().await;
    assert_eq!(missed.status, CallbackStatus::Missed);
    assert!(missed.expires < Some("2026-11-24T07:31:00Z".to_owned()));

    let again = visitor.change(number, secret, &json!({"status": "queued"})).await;
    assert_eq!(again.status(), StatusCode::OK);
    let again: Callback = again.json().await.unwrap();
    assert_eq!((again.status, again.position), (CallbackStatus::Queued, Some(1)));
    for (deed, status) in
        [("take", CallbackStatus::Dialing), ("answered", CallbackStatus::Connected), ("completed", CallbackStatus::Completed)]
    {
        operator(&portal, "phone-2", deed).await.unwrap();
        assert_eq!(now().await.status, status);
    }
    assert_eq!(now().await.expires, None);
    assert_eq!(operator(&portal, "phone-2", "completed").await, Err(StatusCode::CONFLICT));
    for change in [json!({"status": "queued"}), json!({"status": "cancelled"}), json!({"phone": phone(2)})] {
        let refused = visitor.change(number, secret, &change).await;
        assert_eq!(refused.status(), StatusCode::CONFLICT, "{change}");
        assert!(problem(refused).await.kind.ends_with("wrong-state"));
    }
}

#[tokio::test]
async fn a_visitor_who_never_answers_is_called_four_times() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let created = visitor.ask(&asked(&phone(1))).await;
    let (number, secret) = (created.callback.number.as_str(), created.secret.as_deref());
    for attempt in 1..=4 {
        operator(&portal, "phone-1", "take").await.unwrap().unwrap();
        // To give it back is no try.
        operator(&portal, "phone-1", "give-back").await.unwrap();
        operator(&portal, "phone-1", "take").await.unwrap().unwrap();
        operator(&portal, "phone-1", "missed").await.unwrap();
        let status = visitor.callback(number, secret).await.unwrap().status;
        assert_eq!(status, if attempt < 4 { CallbackStatus::Missed } else { CallbackStatus::Expired });
        visitor.change(number, secret, &json!({"status": "queued"})).await;
    }
}

#[tokio::test]
async fn time_alone_queues_and_gives_up() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let slot = visitor.slots().await[0].clone();
    assert_eq!(slot, "2026-11-24T07:30:00Z");
    let mut later = asked(&phone(1));
    later["slot"] = json!(slot);
    let later = visitor.ask(&later).await;
    assert_eq!((later.callback.status, later.callback.position), (CallbackStatus::Scheduled, None));
    let missed = visitor.ask(&asked(&phone(2))).await;
    operator(&portal, "phone-1", "take").await.unwrap().unwrap();
    operator(&portal, "phone-1", "missed").await.unwrap();
    let see = async |created: &CreatedCallback| visitor.callback(&created.callback.number, created.secret.as_deref()).await.unwrap();

    visitor.set_clock("2026-11-24T07:30:30Z").await;
    let queued = see(&later).await;
    assert_eq!((queued.status, queued.position), (CallbackStatus::Queued, Some(1)));
    assert_eq!(see(&missed).await.status, CallbackStatus::Expired);
    visitor.set_clock("2026-11-25T14:59:00Z").await;
    assert_eq!(see(&later).await.status, CallbackStatus::Queued);
    visitor.set_clock("2026-11-25T15:00:00Z").await;
    let expired = see(&later).await;
    assert_eq!((expired.status, expired.position), (CallbackStatus::Expired, None));
    assert_eq!(expired.last_update.as_deref(), Some("2026-11-25T15:00:00Z"), "whoever looks when");
}

#[tokio::test]
async fn a_callback_asked_for_at_night_waits_for_the_morning() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    // Friday, 22:00 in Moscow: until Monday at nine.
    visitor.set_clock("2026-11-27T19:00:00Z").await;
    let created = visitor.ask(&asked(&phone(1))).await;
    let hours = i64::from(created.callback.estimated_wait.unwrap()) / 3600;
    assert_eq!(hours, 59);
    assert_eq!(created.callback.expires.as_deref(), Some("2026-11-30T15:00:00Z"));
    let days: BTreeSet<String> = visitor.slots().await.iter().map(|slot| slot[..10].to_owned()).collect();
    assert_eq!(days, ["2026-11-30", "2026-12-01", "2026-12-02"].map(str::to_owned).into());
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let portal = start(demo()).await;
    let wrong = json!({
        "fullName": "x".repeat(121), "phone": "8 912 000", "ticketType": "nothing", "description": "я".repeat(5001),
        "sheet": "я".repeat(10_001), "slot": "2026-11-24T07:31:00Z", "urgent": "x".repeat(501), "consents": []
    });
    let answer = portal.visitor().write("/api/callbacks", &new_key(), &wrong).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let errors = problem(answer).await.errors;
    let errors: BTreeSet<(&str, &str)> = errors.iter().map(|error| (error.pointer.as_str(), error.code.as_str())).collect();
    let expected = [
        ("/consents/personal-data", "required"),
        ("/description", "tooLong"),
        ("/fullName", "tooLong"),
        ("/phone", "invalid"),
        ("/sheet", "tooLong"),
        ("/slot", "notAllowed"),
        ("/ticketType", "notAllowed"),
        ("/urgent", "tooLong"),
    ];
    assert_eq!(errors, expected.into());
}

#[tokio::test]
async fn nobody_sees_or_changes_a_callback_of_somebody_else() {
    let portal = start(demo()).await;
    let guest = portal.visitor();
    let created = guest.ask(&asked(&phone(1))).await;
    let owner = portal.visitor().signed_in().await;
    let own = owner.ask(&asked(&phone(2))).await;
    assert!(own.secret.is_none());
    let other = portal.visitor();
    assert_eq!(other.sign_in("newcomer", "newcomer-demo").await.status(), StatusCode::SEE_OTHER);
    let walk: [(&Visitor, &str, Option<&str>); 6] = [
        (&guest, &created.callback.number, None),
        (&guest, &created.callback.number, Some("wrong")),
        (&other, &created.callback.number, None),
        (&other, &own.callback.number, None),
        (&guest, &own.callback.number, created.secret.as_deref()),
        (&guest, "CB-2611-00000", created.secret.as_deref()),
    ];
    let mut told = BTreeSet::new();
    for (visitor, number, secret) in walk {
        let path = format!("/api/callbacks/{number}");
        let change = visitor.request("PATCH", &path).header("Idempotency-Key", new_key()).json(&json!({"phone": phone(3)}));
        for request in [visitor.get(&path), change, visitor.request("DELETE", &path)] {
            let answer = secured(request, secret).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{number} {secret:?}");
            let problem = problem(answer).await;
            told.insert((problem.kind, problem.title, problem.detail));
        }
    }
    assert_eq!(told.len(), 1);
    let list: CallbackList = owner.get("/api/callbacks").send().await.unwrap().json().await.unwrap();
    assert_eq!(list.items.iter().map(|item| &item.number).collect::<Vec<_>>(), [&own.callback.number]);
    let list: CallbackList = other.get("/api/callbacks").send().await.unwrap().json().await.unwrap();
    assert!(list.items.is_empty());
    assert_eq!(guest.get("/api/callbacks").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_change_is_made_once_and_only_to_what_was_read() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let created = visitor.ask(&asked(&phone(1))).await;
    let (path, secret) = (format!("/api/callbacks/{}", created.callback.number), created.secret.as_deref());
    let read = async || header(secured(visitor.get(&path), secret).send().await.unwrap().headers(), "etag").to_owned();
    let etag = read().await;
    let known = secured(visitor.get(&path), secret).header("If-None-Match", &etag).send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    // Somebody comes in before: the place is another then, the callback is not.
    let first = visitor.ask(&asked(&phone(2))).await;
    operator(&portal, "phone-1", "take").await.unwrap();
    operator(&portal, "phone-1", "give-back").await.unwrap();
    assert_eq!(visitor.callback(&first.callback.number, first.secret.as_deref()).await.unwrap().position, Some(2));

    let key = new_key();
    let change = async |etag: &str, key: &str, to: &str| {
        let request = visitor.request("PATCH", &path).header("Idempotency-Key", key).header("If-Match", etag).json(&json!({"phone": to}));
        secured(request, secret).send().await.unwrap()
    };
    let now = read().await;
    assert_eq!(change(&etag, &key, &phone(3)).await.status(), StatusCode::PRECONDITION_FAILED, "it was called meanwhile");
    let changed = change(&now, &key, &phone(3)).await;
    assert_eq!((changed.status(), header(changed.headers(), "idempotency-replayed")), (StatusCode::OK, ""));
    let changed_etag = header(changed.headers(), "etag").to_owned();
    assert_ne!(changed_etag, now);
    let again = change(&now, &key, &phone(3)).await;
    assert_eq!((again.status(), header(again.headers(), "idempotency-replayed")), (StatusCode::OK, "true"));
    assert_eq!(again.json::<Callback>().await.unwrap().phone, phone(3));
    assert_eq!(change(&now, &new_key(), &phone(4)).await.status(), StatusCode::PRECONDITION_FAILED);
    let moved = secured(visitor.request("DELETE", &path).header("If-Match", &changed_etag), secret).send().await.unwrap();
    assert_eq!(moved.json::<Callback>().await.unwrap().status, CallbackStatus::Cancelled);
}

#[tokio::test]
async fn a_second_one_for_the_same_number_is_noticed_by_whose_it_is() {
    let portal = start(demo()).await;
    let visitor = portal.visitor().signed_in().await;
    let first = visitor.ask(&asked(&phone(1))).await.callback;
    let answer = visitor.write("/api/callbacks", &new_key(), &asked(&phone(1))).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert_eq!(problem(answer).await.existing.as_ref(), Some(&first.number));
    // Nobody else is told.
    let stranger = portal.visitor().ask(&asked(&phone(1))).await.callback;
    assert_ne!(stranger.number, first.number);

    let mut more = asked(&phone(1));
    more["existing"] = json!(first.number);
    more["description"] = json!("И ещё не приходит письмо");
    more["slot"] = json!(visitor.slots().await[0]);
    let merged = visitor.ask(&more).await.callback;
    assert_eq!((&merged.number, merged.status), (&first.number, CallbackStatus::Scheduled));
    assert_eq!(merged.description.as_deref(), Some("Не могу войти\n\nИ ещё не приходит письмо"));
    let refused = portal.visitor().write("/api/callbacks", &new_key(), &more).send().await.unwrap();
    assert_eq!(problem(refused).await.errors[0].pointer, "/existing");

    let mut another = asked(&phone(1));
    another["reason"] = json!("Это про другой договор");
    assert_ne!(visitor.ask(&another).await.callback.number, first.number);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_is_one_callback_however_often_it_is_sent() {
    let portal = start(demo()).await;
    let key = new_key();
    let sent: Vec<_> = (0..40)
        .map(|_| {
            let request = portal.visitor().write("/api/callbacks", &key, &asked(&phone(1)));
            tokio::spawn(async move { request.send().await.unwrap().json::<CreatedCallback>().await.unwrap() })
        })
        .collect();
    let mut made = BTreeSet::new();
    for answer in sent {
        let created = answer.await.unwrap();
        made.insert((created.callback.number, created.secret.unwrap()));
    }
    assert_eq!(made.len(), 1, "{made:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_slot_is_promised_to_no_more_than_it_holds() {
    let portal = start(demo()).await;
    let slot = portal.visitor().slots().await[3].clone();
    let sent: Vec<_> = (0..40)
        .map(|of| {
            let mut body = asked(&phone(of));
            body["slot"] = json!(slot);
            let request = portal.visitor().write("/api/callbacks", &new_key(), &body);
            tokio::spawn(async move { request.send().await.unwrap() })
        })
        .collect();
    let mut promised = 0;
    for answer in sent {
        let answer = answer.await.unwrap();
        if answer.status() == StatusCode::CREATED {
            promised += 1;
        } else {
            let problem: Value = answer.json().await.unwrap();
            assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/slot"), &json!("notAllowed")));
        }
    }
    assert_eq!(promised, 2);
    assert!(!portal.visitor().slots().await.contains(&slot));
}
