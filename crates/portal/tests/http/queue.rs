use crate::lines::{asked, operator, phone};
use crate::support::{TestPortal, Visitor, demo, eventually, new_key, start};
use contract::{Availability, Callback, CallbackStatus, ChannelKind, CreatedCallback};
use portal::{Config, Database};
use reqwest::StatusCode;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const MANY: usize = 300;
const OPERATORS: u32 = 5;

/// Five people at the telephones of a portal with a file.
async fn staffed(database: &Path) -> TestPortal {
    let portal = start(Config { database: Database::File(database.to_owned()), ..demo() }).await;
    let connection = Connection::open(database).unwrap();
    for of in 3..=OPERATORS {
        connection.execute("INSERT INTO operators (id, name, kind) VALUES (?1, 'Пятый', 'phone')", [format!("phone-{of}")]).unwrap();
    }
    portal
}

/// Takes and completes until as many are done as there are.
async fn works(portal: Arc<TestPortal>, id: String, done: Arc<AtomicUsize>) -> Vec<String> {
    let mut taken = Vec::new();
    while done.load(Ordering::SeqCst) < MANY {
        let Some(callback) = operator(&portal, &id, "take").await.unwrap() else {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            continue;
        };
        operator(&portal, &id, "answered").await.unwrap().unwrap();
        let completed = operator(&portal, &id, "completed").await.unwrap().unwrap();
        assert_eq!(completed["number"], callback["number"]);
        taken.push(callback["number"].as_str().unwrap().to_owned());
        done.fetch_add(1, Ordering::SeqCst);
    }
    taken
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn hundreds_at_once_are_called_once_each_and_in_order() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("portal.sqlite");
    let portal = Arc::new(staffed(&database).await);
    let done = Arc::new(AtomicUsize::new(0));
    let visitor = portal.visitor();
    let asking: Vec<_> = (0..MANY)
        .map(|of| {
            let request = visitor.write("/api/callbacks", &new_key(), &asked(&phone(of)));
            tokio::spawn(async move {
                let response = request.send().await.unwrap();
                assert_eq!(response.status(), StatusCode::CREATED);
                response.json::<CreatedCallback>().await.unwrap()
            })
        })
        .collect();
    let working: Vec<_> =
        (1..=OPERATORS).map(|of| tokio::spawn(works(Arc::clone(&portal), format!("phone-{of}"), Arc::clone(&done)))).collect();
    let mut created = BTreeSet::new();
    for answer in asking {
        created.insert(answer.await.unwrap().callback.number);
    }
    let mut taken = Vec::new();
    for operator in working {
        taken.extend(operator.await.unwrap());
    }
    assert_eq!((created.len(), taken.len()), (MANY, MANY), "nobody is called twice");
    assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), created, "nobody is lost");
    Arc::into_inner(portal).unwrap().stop().await;

    let connection = Connection::open(&database).unwrap();
    // By the queue; whoever was before somebody else there, was not taken after them.
    let mut taken_at = connection.prepare("SELECT taken_at FROM callbacks ORDER BY queued_at, rowid").unwrap();
    let taken_at: Vec<i64> = taken_at.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(taken_at.is_sorted(), "{taken_at:?}");
    let unfinished: i64 =
        connection.query_row("SELECT count(*) FROM callbacks WHERE status <> 'completed' OR tries <> 1", [], |row| row.get(0)).unwrap();
    assert_eq!(unfinished, 0);
}

#[tokio::test]
async fn places_have_no_holes_and_fall_as_the_queue_moves() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("portal.sqlite");
    let portal = staffed(&database).await;
    let visitor = portal.visitor();
    let mut all = Vec::new();
    for of in 0..12 {
        all.push(visitor.ask(&asked(&phone(of))).await);
    }
    let places = async |all: &[CreatedCallback]| {
        let mut places = Vec::new();
        for CreatedCallback { callback, secret } in all {
            places.push(visitor.callback(&callback.number, secret.as_deref()).await.unwrap().position);
        }
        places
    };
    let expected = |places: std::ops::RangeInclusive<u32>| places.map(Some).collect::<Vec<_>>();
    assert_eq!(places(&all).await, expected(1..=12));
    operator(&portal, "phone-1", "take").await.unwrap();
    assert_eq!(places(&all[1..]).await, expected(1..=11));
    // From the middle; and what is given back is where it was.
    let gone = all.remove(5);
    assert_eq!(
        visitor.change(&gone.callback.number, gone.secret.as_deref(), &json!({"status": "cancelled"})).await.status(),
        StatusCode::OK
    );
    assert_eq!(places(&all[1..]).await, expected(1..=10));
    operator(&portal, "phone-1", "give-back").await.unwrap();
    assert_eq!(places(&all).await, expected(1..=11));
    portal.stop().await;

    // Everybody was told, each time from the first to the last.
    let connection = Connection::open(&database).unwrap();
    let mut told = connection.prepare("SELECT data ->> 'position' FROM events WHERE event = 'callback' AND id > ?1 ORDER BY id").unwrap();
    let before: i64 = connection.query_row("SELECT id FROM events WHERE data ->> 'status' = 'dialing'", [], |row| row.get(0)).unwrap();
    let told: Vec<Option<u32>> = told.query_map([before - 12], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let expected = [expected(1..=11), vec![None], expected(1..=10), vec![None], expected(1..=11)].concat();
    assert_eq!(told, expected);
}

async fn shown(visitor: &Visitor, kind: ChannelKind) -> (Option<u32>, Option<u32>, Option<u32>) {
    let now: Availability = visitor.get("/api/availability").send().await.unwrap().json().await.unwrap();
    let channel = now.channels.into_iter().find(|channel| channel.kind == kind).unwrap();
    (channel.operators_free, channel.queue_length, channel.estimated_wait)
}

#[tokio::test]
async fn how_long_it_takes_is_told_from_how_long_it_took() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    assert_eq!(shown(&visitor, ChannelKind::Callback).await, (Some(2), Some(0), Some(15)));
    for of in 0..5 {
        visitor.ask(&asked(&phone(of))).await;
    }
    operator(&portal, "phone-1", "take").await.unwrap();
    operator(&portal, "phone-2", "take").await.unwrap();
    // Three before, two at work, four minutes and some each.
    let (free, length, wait) = shown(&visitor, ChannelKind::Callback).await;
    assert_eq!((free, length), (Some(0), Some(3)));
    assert!((480..=520).contains(&wait.unwrap()), "{wait:?}");
    operator(&portal, "phone-2", "answered").await.unwrap();
    operator(&portal, "phone-2", "absent").await.unwrap();
    let (_, _, alone) = shown(&visitor, ChannelKind::Callback).await;
    assert_eq!(alone.unwrap() / 2, wait.unwrap(), "one is at work");
    operator(&portal, "phone-1", "absent").await.unwrap();
    assert_eq!(shown(&visitor, ChannelKind::Callback).await, (Some(0), Some(3), None), "not known, and never 0");
    visitor.set_clock("2026-11-24T16:00:00Z").await;
    assert_eq!(shown(&visitor, ChannelKind::Callback).await.0, Some(0), "closed");
}

#[tokio::test]
async fn an_operator_has_one_at_a_time_and_only_their_own() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    assert_eq!(operator(&portal, "phone-1", "take").await, Ok(None));
    for of in 0..2 {
        visitor.ask(&asked(&phone(of))).await;
    }
    operator(&portal, "phone-1", "take").await.unwrap().unwrap();
    assert_eq!(operator(&portal, "phone-1", "take").await, Err(StatusCode::CONFLICT));
    for deed in ["answered", "missed", "completed", "give-back"] {
        assert_eq!(operator(&portal, "phone-2", deed).await, Err(StatusCode::CONFLICT), "{deed}");
    }
    assert_eq!(operator(&portal, "phone-1", "completed").await, Err(StatusCode::CONFLICT), "nobody has answered");
    for nobody in ["operatorChat-1", "nobody"] {
        assert_eq!(operator(&portal, nobody, "take").await, Err(StatusCode::NOT_FOUND));
    }
}

#[tokio::test]
async fn operators_of_a_demonstration_call_by_themselves() {
    let portal = start(Config { demo_operators: 3, ..demo() }).await;
    let visitor = portal.visitor();
    let all: Vec<Value> = visitor.get("/dev/operators").send().await.unwrap().json().await.unwrap();
    assert_eq!(all.iter().filter(|one| one["automatic"] == true && one["present"] == true).count(), 6);
    assert!(all.iter().all(|one| one["automatic"] == one["present"]), "people are at home");
    let mut asked_for = Vec::new();
    for of in 0..10 {
        asked_for.push(visitor.ask(&asked(&phone(of))).await);
    }
    // Minutes go by, a look at a time.
    let mut minute = 0;
    let ends = eventually("all ten are over", async || {
        minute += 1;
        visitor.set_clock(&format!("2026-11-24T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60)).await;
        let mut ends = Vec::new();
        for CreatedCallback { callback, secret } in &asked_for {
            let now: Callback = visitor.callback(&callback.number, secret.as_deref()).await.unwrap();
            ends.extend(matches!(now.status, CallbackStatus::Completed | CallbackStatus::Missed | CallbackStatus::Expired).then_some(now));
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        (ends.len() == asked_for.len()).then_some(ends)
    })
    .await;
    assert!(ends.iter().all(|end| end.operator.is_some() && end.tries == 1));
}

#[tokio::test]
async fn the_queue_is_the_same_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("portal.sqlite");
    let first = staffed(&database).await;
    let visitor = first.visitor();
    let mut all = Vec::new();
    for of in 0..6 {
        all.push(visitor.ask(&asked(&phone(of))).await);
    }
    operator(&first, "phone-2", "take").await.unwrap();
    first.stop().await;
    let second = start(Config { database: Database::File(database), ..demo() }).await;
    for (place, CreatedCallback { callback, secret }) in all.iter().enumerate() {
        let now = second.visitor().callback(&callback.number, secret.as_deref()).await.unwrap();
        assert_eq!((now.code_word, now.position), (callback.code_word.clone(), u32::try_from(place).ok().filter(|place| *place > 0)));
    }
    assert_eq!(operator(&second, "phone-2", "answered").await.unwrap().unwrap()["number"], json!(all[0].callback.number));
}
