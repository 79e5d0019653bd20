use crate::lines::secured;
use crate::support::{Visitor, demo, header, new_key, problem, start};
use contract::{Call, CallStatus};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

fn ringing() -> Value {
    json!({
        "status": "ringing", "line": "main", "notes": "Гудки",
        "tries": [{"at": "2026-11-24T06:50:00Z", "status": "busy"}, {"at": "2026-11-24T06:55:00Z", "status": "ringing"}]
    })
}

async fn write(visitor: &Visitor, number: &str, secret: Option<&str>, record: &Value) -> Response {
    let request = visitor.request("PATCH", &format!("/api/calls/{number}")).header("Idempotency-Key", new_key()).json(record);
    secured(request, secret).send().await.unwrap()
}

#[tokio::test]
async fn a_record_is_written_whole_again_and_goes_no_impossible_step() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let key = new_key();
    let response = visitor.write("/api/calls", &key, &ringing()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    let location = header(response.headers(), "location").to_owned();
    let call: Call = response.json().await.unwrap();
    assert_eq!(location, format!("/api/calls/{}", call.number));
    assert!(call.number.starts_with("CL-2611-"));
    let again: Call = visitor.write("/api/calls", &key, &ringing()).send().await.unwrap().json().await.unwrap();
    assert_eq!(again, call);

    let secret = call.secret.as_deref();
    let mut record = ringing();
    record["status"] = json!("connected");
    record["notes"] = json!("Оператор Ирина");
    record["steps"] = json!([{"text": "Перезагрузить", "done": true, "outcome": "не помогло"}]);
    let written: Call = write(&visitor, &call.number, secret, &record).await.json().await.unwrap();
    assert_eq!((written.record.status, written.record.steps.len(), written.secret), (CallStatus::Connected, 1, None));
    record.as_object_mut().unwrap().remove("steps");
    let written: Call = write(&visitor, &call.number, secret, &record).await.json().await.unwrap();
    assert!(written.record.steps.is_empty(), "what is left out is gone");
    record["status"] = json!("busy");
    let refused = write(&visitor, &call.number, secret, &record).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem(refused).await.errors[0].pointer, "/status");
    record["status"] = json!("ended");
    assert_eq!(write(&visitor, &call.number, secret, &record).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_record_is_nobody_elses() {
    let portal = start(demo()).await;
    let owner = portal.visitor().signed_in().await;
    let own: Call = owner.write("/api/calls", &new_key(), &ringing()).send().await.unwrap().json().await.unwrap();
    assert_eq!(own.secret, None);
    let guest = portal.visitor();
    let call: Call = guest.write("/api/calls", &new_key(), &ringing()).send().await.unwrap().json().await.unwrap();
    let path = |number: &str| format!("/api/calls/{number}");
    assert_eq!(owner.get(&path(&own.number)).send().await.unwrap().status(), StatusCode::OK);
    let with_secret = secured(guest.get(&path(&call.number)), call.secret.as_deref()).send().await.unwrap();
    assert_eq!(with_secret.status(), StatusCode::OK);
    for (number, secret) in [(&call.number, None), (&call.number, Some("wrong")), (&own.number, call.secret.as_deref())] {
        assert_eq!(secured(guest.get(&path(number)), secret).send().await.unwrap().status(), StatusCode::NOT_FOUND);
        assert_eq!(write(&guest, number, secret, &ringing()).await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_too_much_or_no_date_is_pointed_to() {
    let portal = start(demo()).await;
    let tries: Vec<Value> = (0..51).map(|_| json!({"at": "2026-11-24T06:50:00Z", "status": "busy"})).collect();
    let later = json!([{"at": "2026-11-24T06:50:00Z", "status": "busy"}, {"at": "2026-11-24T06:49:00Z", "status": "busy"}]);
    for (member, value, pointer) in [
        ("status", json!("singing"), "/status"),
        ("tries", json!(tries), "/tries"),
        ("tries", later, "/tries/1/at"),
        ("notes", json!("я".repeat(5001)), "/notes"),
        ("deadline", json!("tomorrow"), "/deadline"),
        ("connectedAt", json!("10:00"), "/connectedAt"),
        ("steps", json!([{"text": "ok", "outcome": "я".repeat(5001)}]), "/steps/0/outcome"),
        ("operator", json!("x".repeat(121)), "/operator"),
    ] {
        let mut record = ringing();
        record[member] = value;
        let answer = portal.visitor().write("/api/calls", &new_key(), &record).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{pointer}");
        assert_eq!(problem(answer).await.errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), [pointer]);
    }
}
