use crate::own::{OPERATORS, Own, alone, body, desk};
use crate::stream::Stream;
use crate::support::{demo, eventually, header, new_key, problem, start};
use contract::{Conversation, ConversationMessage, ConversationStatus, CreatedConversation, Message, MessageAuthor};
use portal::{Config, Limits, Rate};
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn whoever_is_free_is_there_at_once_and_says_so() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    assert!(own.number.starts_with("CV-2611-") && own.secret.len() > 20);
    let conversation = own.now().await;
    assert_eq!((conversation.status, conversation.operator.as_deref()), (ConversationStatus::Connected, Some("Анна")));
    assert_eq!((conversation.position, conversation.last_sequence), (None, 2));
    let messages = own.messages(0).await;
    let said: Vec<_> = messages.iter().map(|message| (message.sequence, message.author)).collect();
    assert_eq!(said, [(1, MessageAuthor::Visitor), (2, MessageAuthor::System)]);
    assert!(messages[1].text.starts_with("Анна на связи"));
    let english = Own::open(portal.visitor(), &json!({"fullName": "J", "consents": body()["consents"]})).await;
    let request = english.visitor.write("/api/conversations", &new_key(), &body()).header("Accept-Language", "en");
    let created: CreatedConversation = request.send().await.unwrap().json().await.unwrap();
    let own = Own { number: created.conversation.number, secret: created.secret.unwrap(), ..english };
    assert!(own.messages(1).await[0].text.contains(" is here."));
}

#[tokio::test]
async fn a_queue_moves_in_order_and_everybody_in_it_is_told() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    alone(&visitor).await;
    let mut all = Vec::new();
    for _ in 0..8 {
        all.push(Own::open(visitor.clone(), &body()).await);
    }
    for (place, own) in all.iter().enumerate() {
        let now = own.now().await;
        let waits = place.checked_sub(3).map(|place| u32::try_from(place).unwrap() + 1);
        assert_eq!(now.position, waits);
        assert_eq!(now.estimated_wait.is_some(), waits.is_some(), "handling times are known");
    }
    let mut last = Stream::open(&visitor, &all[7].watch(), "").await;
    for place in 0..2 {
        assert_eq!(all[place].change("ended").await.status(), StatusCode::OK);
        let event = last.news().await.unwrap();
        assert_eq!(event.name, "conversation");
        let told: Conversation = serde_json::from_str(&event.data).unwrap();
        assert_eq!((told.number.as_str(), told.position), (all[7].number.as_str(), Some(4 - u32::try_from(place).unwrap())));
    }
    assert_eq!(all[6].change("abandoned").await.status(), StatusCode::OK);
    assert_eq!(serde_json::from_str::<Conversation>(&last.news().await.unwrap().data).unwrap().position, Some(2));
    assert_eq!(all[5].now().await.position, Some(1));
    // The operators come back.
    desk(&visitor, OPERATORS[1], "presence", &[("present", "1")]).await;
    let told: Conversation = serde_json::from_str(&last.news().await.unwrap().data).unwrap_or_default();
    let now = all[7].now().await;
    assert_eq!(now.status, ConversationStatus::Connected, "{told:?}");
    assert_eq!(now.operator.as_deref(), Some("Борис"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_messages_at_once_are_there_once_and_in_one_order() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let mut stream = Stream::open(&own.visitor, &own.watch(), "").await;
    let mut sent = Vec::new();
    for index in 0..200 {
        let (own, key) = (own.clone(), new_key());
        sent.push(tokio::spawn(async move {
            let send = || own.write("POST", "/messages", &key, &json!({ "text": index.to_string() }));
            // Some are sent twice, as after a lost answer.
            let first: Message = send().send().await.unwrap().json().await.unwrap();
            if index % 5 == 0 {
                let again = send().send().await.unwrap();
                assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
                assert_eq!(again.json::<Message>().await.unwrap(), first);
            }
            first
        }));
    }
    let mut answered = Vec::new();
    for message in sent {
        answered.push(message.await.unwrap());
    }
    answered.sort_by_key(|message| message.sequence);
    let history = own.messages(2).await;
    assert_eq!(history, answered);
    let sequences: Vec<u32> = history.iter().map(|message| message.sequence).collect();
    assert_eq!(sequences, (3..203).collect::<Vec<_>>());
    for message in history {
        let event = stream.news().await.unwrap();
        assert_eq!(serde_json::from_str::<ConversationMessage>(&event.data).unwrap().message, message);
    }
}

/// The stream breaks off again and again while messages keep coming: none is missing, none is there twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stream_that_is_gone_on_with_has_no_gap_and_nothing_twice() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let mut stream = Stream::open(&own.visitor, &own.watch(), "").await;
    stream.next().await.unwrap();
    let writer = own.clone();
    let writing = tokio::spawn(async move {
        for index in 0..300 {
            writer.say(&index.to_string()).await;
        }
    });
    let mut seen = Vec::new();
    while seen.len() < 300 {
        for _ in 0..7 {
            if seen.len() < 300 {
                let event = stream.news().await.unwrap();
                assert_eq!(event.name, "message");
                seen.push(serde_json::from_str::<ConversationMessage>(&event.data).unwrap().message.sequence);
            }
        }
        let last = stream.last_seen();
        stream = Stream::open(&own.visitor, &own.watch(), &last).await;
    }
    writing.await.unwrap();
    assert_eq!(seen, (3..303).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_key_is_one_message_and_another_text_is_refused() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let key = new_key();
    let send = |text: &str| own.write("POST", "/messages", &key, &json!({ "text": text })).send();
    let first: Message = send("  Раз\u{200b}  ").await.unwrap().json().await.unwrap();
    assert_eq!((first.text.as_str(), first.key.as_deref()), ("Раз", Some(key.as_str())));
    assert_eq!(send("Два").await.unwrap().status(), StatusCode::UNPROCESSABLE_ENTITY);
    for (body, pointer, code) in [
        (json!({"text": ""}), "/text", "required"),
        (json!({"text": "я".repeat(5001)}), "/text", "tooLong"),
        (json!({"text": "x", "attachment": "7"}), "/attachment", "notAllowed"),
        (json!({"attachment": "x"}), "/attachment", "notAllowed"),
    ] {
        let refused = problem(own.write("POST", "/messages", &new_key(), &body).send().await.unwrap()).await;
        assert_eq!((refused.status, refused.errors[0].pointer.as_str(), refused.errors[0].code.as_str()), (422, pointer, code));
    }
    own.change("ended").await;
    let late = problem(own.write("POST", "/messages", &new_key(), &json!({"text": "Ещё"})).send().await.unwrap()).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again_and_what_is_outdated_changes_nothing() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let first = own.get("").send().await.unwrap();
    let etag = header(first.headers(), "etag").to_owned();
    let known = own.get("").header("If-None-Match", &etag).send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    own.say("Ещё").await;
    let changed = own.get("").header("If-None-Match", &etag).send().await.unwrap();
    assert_eq!(changed.status(), StatusCode::OK, "the last message is a part of it");
    let end = |etag: &str| own.write("PATCH", "", &new_key(), &json!({"status": "ended"})).header("If-Match", etag).send();
    assert_eq!(end(&etag).await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
    let ended = end(header(changed.headers(), "etag")).await.unwrap();
    assert_eq!(ended.status(), StatusCode::OK);
    assert_eq!(ended.json::<Conversation>().await.unwrap().status, ConversationStatus::Ended);
    assert_eq!(own.change("ended").await.status(), StatusCode::CONFLICT);
    assert_eq!(own.change("connected").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nobody_is_let_in_when_it_is_closed_and_nobody_is_left_waiting() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    alone(&visitor).await;
    desk(&visitor, OPERATORS[0], "presence", &[("present", "0")]).await;
    let own = Own::open(visitor.clone(), &body()).await;
    assert_eq!(own.now().await.position, Some(1));
    visitor.set_clock("2026-11-24T18:30:00Z").await;
    eventually("told", async || (own.now().await.status == ConversationStatus::Ended).then_some(())).await;
    let refused = problem(visitor.write("/api/conversations", &new_key(), &body()).send().await.unwrap()).await;
    assert_eq!((refused.status, refused.kind.as_str()), (409, "urn:hotline:problem:closed"));
}

#[tokio::test]
async fn what_is_wrong_with_a_conversation_is_said_with_its_place() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    for (change, pointer, code) in [
        (json!({"fullName": " \u{200b}"}), "/fullName", "required"),
        (json!({"fullName": "я".repeat(121)}), "/fullName", "tooLong"),
        (json!({"ticketType": "nonsense"}), "/ticketType", "notAllowed"),
        (json!({"description": "я".repeat(5001)}), "/description", "tooLong"),
        (json!({"sheet": "я".repeat(10_001)}), "/sheet", "tooLong"),
        (json!({"previousNumber": "1".repeat(65)}), "/previousNumber", "tooLong"),
        (json!({"consents": []}), "/consents/personal-data", "required"),
    ] {
        let mut sent = body();
        sent.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let refused = problem(visitor.write("/api/conversations", &new_key(), &sent).send().await.unwrap()).await;
        assert_eq!(refused.status, 422);
        assert_eq!((refused.errors[0].pointer.as_str(), refused.errors[0].code.as_str()), (pointer, code));
    }
}

#[tokio::test]
async fn people_who_talk_write_more_often_than_people_who_send_tickets() {
    let never = Rate::new(1, std::time::Duration::from_secs(3600));
    let limits = Limits { writes_by_address: never, ..Limits::default() };
    let portal = start(Config { limits, demo: false, ..demo() }).await;
    let own = Own::open(portal.visitor(), &body()).await;
    for _ in 0..40 {
        own.say("Ещё").await;
    }
    assert_eq!(own.change("abandoned").await.status(), StatusCode::TOO_MANY_REQUESTS);
}
