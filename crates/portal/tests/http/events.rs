use crate::stream::Stream;
use crate::support::{Visitor, demo, problem, start};
use portal::{Config, Database, Limits};
use serde_json::json;
use std::time::{Duration, Instant};

async fn outage(visitor: &Visitor) {
    let response = visitor.post("/dev/incidents").json(&json!({"title": "Платежи не проходят"})).send().await.unwrap();
    assert!(response.status().is_success());
}

fn names(events: &[domain::sse::Event]) -> Vec<&str> {
    events.iter().map(|event| event.name.as_str()).collect()
}

#[tokio::test]
async fn a_stream_begins_with_what_is_true_now_and_goes_on_with_what_happens() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let mut stream = Stream::open(&visitor, "", "").await;
    let first = stream.next().await.unwrap();
    assert_eq!(first.name, "availability");
    assert!(serde_json::from_str::<contract::Availability>(&first.data).unwrap().server_time.starts_with("2026-11-24T07:00"));
    let before = stream.last_id();
    assert!(!before.is_empty(), "it can be gone on with before anything has happened");
    outage(&visitor).await;
    assert_eq!(stream.news().await.unwrap().name, "incidents");
    assert!(stream.last_id().parse::<i64>().unwrap() > before.parse().unwrap());
    visitor.set_clock("2026-11-24T16:00:00Z").await;
    let again = stream.next().await.unwrap();
    assert_eq!(again.name, "availability");
    assert!(again.data.contains("2026-11-24T16:00"));
}

#[tokio::test]
async fn what_was_missed_comes_first_and_once() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let mut first = Stream::open(&visitor, "", "").await;
    first.next().await.unwrap();
    let last = first.last_id();
    drop(first);
    outage(&visitor).await;
    outage(&visitor).await;
    let mut second = Stream::open(&visitor, "", &last).await;
    assert_eq!(names(&second.rest().await), ["incidents", "incidents"]);
    let mut third = Stream::open(&visitor, "", &second.last_id()).await;
    assert!(third.rest().await.is_empty());
}

#[tokio::test]
async fn an_id_of_another_database_or_none_at_all_is_told_to_read_anew() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let mut stream = Stream::open(&visitor, "", "").await;
    stream.next().await.unwrap();
    let last: i64 = stream.last_id().parse().unwrap();
    for id in ["0", "1", "-1", "nonsense", &(last - 1).to_string(), &(last + 1).to_string(), &i64::MAX.to_string()] {
        let mut stream = Stream::open(&visitor, "", id).await;
        assert_eq!(names(&stream.rest().await), ["reset"], "{id}");
        assert_eq!(stream.last_id(), last.to_string(), "and goes on from here");
    }
}

#[tokio::test]
async fn a_portal_that_stops_ends_its_streams_and_one_that_starts_again_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    let config = Config { database: Database::File(directory.path().join("portal.sqlite")), ..demo() };
    let portal = start(config.clone()).await;
    let visitor = portal.visitor();
    let mut stream = Stream::open(&visitor, "", "").await;
    outage(&visitor).await;
    stream.news().await.unwrap();
    let last = stream.last_id();
    outage(&visitor).await;
    let begin = Instant::now();
    portal.stop().await;
    assert!(begin.elapsed() < Duration::from_secs(2), "nobody waits for a stream");
    while stream.next().await.is_some() {}

    let portal = start(config).await;
    let mut stream = Stream::open(&portal.visitor(), "", &last).await;
    assert_eq!(names(&stream.rest().await), ["incidents"]);
}

#[tokio::test]
async fn streams_from_one_address_are_counted() {
    let limits = Limits { streams_by_address: 2, ..Limits::default() };
    let portal = start(Config { limits, demo: false, ..demo() }).await;
    let visitor = portal.visitor();
    let first = Stream::open(&visitor, "", "").await;
    let _second = Stream::open(&visitor, "", "").await;
    let refused = visitor.get("/api/events").send().await.unwrap();
    assert!(refused.headers().contains_key("retry-after"));
    assert_eq!(problem(refused).await.status, 429);
    drop(first);
    // It is noticed when something is written to it, or when the connection says goodbye.
    crate::support::eventually("a free place", async || {
        visitor.get("/api/events").send().await.unwrap().status().is_success().then_some(())
    })
    .await;
}

/// The portal looks when it has been silent for 15 seconds.
#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let portal = start(demo()).await;
    let visitor = portal.visitor().signed_in().await;
    let mut stream = Stream::open(&visitor, "", "").await;
    visitor.request("DELETE", "/api/session").send().await.unwrap();
    while stream.next().await.is_some() {}
}
