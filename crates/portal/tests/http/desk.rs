use crate::support::{all, demo, header, start};
use contract::{Availability, Capability, SupportDesk};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn the_desk_speaks_the_language_asked_for_and_may_be_cached() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let mut etags = Vec::new();
    for (wish, tag, name) in [("ru", "ru", "Портал"), ("en-US,ru;q=0.1", "en", "Sever"), ("fr", "ru", "Портал")] {
        let response = visitor.get("/api/support-desk").header("Accept-Language", wish).send().await.unwrap();
        assert_eq!(header(response.headers(), "content-language"), tag);
        assert!(all(response.headers(), "vary").contains("accept-language"));
        let cached = header(response.headers(), "cache-control").to_owned();
        assert!(cached.contains("public") && cached.contains("max-age=") && cached.contains("stale-while-revalidate="), "{cached}");
        let etag = header(response.headers(), "etag").to_owned();
        let desk: SupportDesk = response.json().await.unwrap();
        assert_eq!((desk.locale.as_str(), desk.contract_version.as_str(), desk.demonstration), (tag, contract::CONTRACT_VERSION, true));
        assert!(desk.name.contains(name));
        for capability in [Capability::Accounts, Capability::Tickets, Capability::GuestTickets, Capability::Articles, Capability::Incidents]
        {
            assert!(desk.capabilities.contains(&capability), "{capability:?}");
        }
        assert!(desk.categories.len() >= 7);
        assert!(desk.addresses.sign_in.unwrap().contains("return={return}"));

        let known = format!("\"x\", {}", etag.trim_start_matches("W/"));
        let again = visitor.get("/api/support-desk").header("Accept-Language", wish).header("If-None-Match", known);
        let again = again.send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header(again.headers(), "etag"), etag);
        etags.push(etag);
    }
    assert_ne!(etags[0], etags[1]);
    let asked = visitor.get("/api/support-desk?lang=en").header("Accept-Language", "ru").send().await.unwrap();
    assert_eq!(header(asked.headers(), "content-language"), "ru", "an address is for pages");
    assert_eq!(etags[0], etags[2]);
}

#[tokio::test]
async fn the_desk_is_compressed_for_who_can_read_it() {
    let portal = start(demo()).await;
    let get = |encoding: &str| portal.visitor().get("/api/support-desk").header("Accept-Encoding", encoding).send();
    let plain = get("identity").await.unwrap().bytes().await.unwrap();
    for encoding in ["br", "gzip"] {
        let response = get(encoding).await.unwrap();
        assert_eq!(header(response.headers(), "content-encoding"), encoding);
        assert!(response.bytes().await.unwrap().len() * 3 < plain.len());
    }
}

#[tokio::test]
async fn how_things_stand_is_never_cached_and_tells_the_time_to_the_millisecond() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let response = visitor.get("/api/availability").send().await.unwrap();
    assert_eq!(header(response.headers(), "cache-control"), "no-store");
    let text = response.text().await.unwrap();
    let raw: Value = serde_json::from_str(&text).unwrap();
    let read: Availability = serde_json::from_str(&text).unwrap();
    assert!(read.server_time.starts_with("2026-11-24T07:0") && read.server_time.len() == "2026-11-24T07:00:00.123Z".len());
    for channel in raw["channels"].as_array().unwrap() {
        let known = match channel["kind"].as_str().unwrap() {
            "callback" => json!([2, 0, 15]),
            "operatorChat" => json!([9, 0, 15]),
            _ => json!([null, null, null]),
        };
        assert_eq!(json!([channel["operatorsFree"], channel["queueLength"], channel["estimatedWait"]]), known, "{channel}");
    }
    let desk: SupportDesk = visitor.get("/api/support-desk").send().await.unwrap().json().await.unwrap();
    let channels: Vec<_> = desk.channels.iter().map(|channel| channel.id.as_str()).collect();
    assert_eq!(read.channels.iter().map(|channel| channel.channel.as_str()).collect::<Vec<_>>(), channels);
}

#[tokio::test]
async fn the_clock_is_moved_and_runs_on() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    visitor.set_clock("2026-12-31T05:59:59.900Z").await;
    crate::support::eventually("six o'clock", async || {
        let now: Availability = visitor.get("/api/availability").send().await.unwrap().json().await.unwrap();
        (now.server_time.as_str() >= "2026-12-31T06:00:00").then_some(())
    })
    .await;
    let refused = visitor.request("PUT", "/dev/clock").json(&serde_json::json!({"now": "noon"})).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_for_demonstrations_is_not_there_without_one() {
    let portal = start(portal::Config::default()).await;
    for path in ["/dev/clock", "/dev/outbox", "/dev/articles", "/dev/incidents", "/dev/faults"] {
        assert_eq!(portal.visitor().get(path).send().await.unwrap().status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!portal.visitor().get("/portal/sign-in").send().await.unwrap().text().await.unwrap().contains("demo-demo"));
}
