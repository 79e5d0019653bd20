//! What the other side of a conversation does, a person or a program.

use crate::own::{OPERATORS, Own, act, body, desk};
use crate::stream::Stream;
use crate::support::{demo, eventually, guest_ticket, new_key, start};
use contract::{Conversation, ConversationMessage, ConversationStatus, MessageAuthor};
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn the_operator_writes_holds_and_hands_over_and_the_visitor_sees_it() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let mut stream = Stream::open(&own.visitor, &own.watch(), "").await;
    act(&own, OPERATORS[0], "typing", &[]).await;
    assert!(serde_json::from_str::<Conversation>(&stream.news().await.unwrap().data).unwrap().operator_typing);
    act(&own, OPERATORS[0], "say", &[("text", "Здравствуйте!")]).await;
    let said: ConversationMessage = serde_json::from_str(&stream.news().await.unwrap().data).unwrap();
    assert_eq!((said.message.name.as_deref(), said.message.text.as_str()), (Some("Анна"), "Здравствуйте!"));
    assert!(!own.now().await.operator_typing);
    act(&own, OPERATORS[0], "hold", &[]).await;
    assert_eq!(own.now().await.status, ConversationStatus::OnHold);
    act(&own, OPERATORS[0], "resume", &[]).await;
    act(&own, OPERATORS[0], "transfer", &[("to", OPERATORS[1])]).await;
    let now = own.now().await;
    assert_eq!((now.status, now.operator.as_deref()), (ConversationStatus::Connected, Some("Борис")));
    let path = format!("conversations/{}/say", own.number);
    assert_eq!(desk(&own.visitor, OPERATORS[0], &path, &[("text", "Я ещё тут")]).await, StatusCode::CONFLICT, "not theirs any more");
    act(&own, OPERATORS[1], "end", &[]).await;
    assert_eq!(own.now().await.status, ConversationStatus::Ended);
    let systems = own.messages(0).await.into_iter().filter(|message| message.author == MessageAuthor::System);
    let texts: Vec<String> = systems.map(|message| message.text).collect();
    assert!(texts[1].contains("Борис") && texts[2].starts_with("Борис на связи") && texts[3].contains("завершён"), "{texts:?}");
}

#[tokio::test]
async fn an_operator_stops_writing_when_nothing_more_is_typed() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let mut stream = Stream::open(&own.visitor, &own.watch(), "").await;
    act(&own, OPERATORS[0], "typing", &[]).await;
    assert!(serde_json::from_str::<Conversation>(&stream.news().await.unwrap().data).unwrap().operator_typing);
    own.visitor.set_clock("2026-11-24T07:05:00Z").await;
    assert!(!serde_json::from_str::<Conversation>(&stream.news().await.unwrap().data).unwrap().operator_typing);
}

#[tokio::test]
async fn the_visitor_types_and_the_desk_sees_it() {
    let portal = start(demo()).await;
    let own = Own::open(portal.visitor(), &body()).await;
    let page = format!("/dev/operator/{}/conversations/{}/now", OPERATORS[0], own.number);
    let sees = async || own.visitor.get(&page).send().await.unwrap().text().await.unwrap().contains("печатает");
    assert!(!sees().await);
    assert_eq!(own.with(own.visitor.post(&own.path("/typing"))).send().await.unwrap().status(), StatusCode::ACCEPTED);
    assert!(sees().await);
    own.say("Вот").await;
    assert!(!sees().await);
}

#[tokio::test]
async fn the_operator_of_an_earlier_conversation_comes_first() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let earlier = Own::open(visitor.clone(), &body()).await;
    act(&earlier, OPERATORS[0], "transfer", &[("to", OPERATORS[2])]).await;
    earlier.change("ended").await;
    let mut again = body();
    again["previousNumber"] = json!(earlier.number.to_lowercase());
    let mut all = Vec::new();
    for _ in 0..4 {
        all.push(Own::open(visitor.clone(), &again).await);
    }
    for own in &all[..3] {
        assert_eq!(own.now().await.operator.as_deref(), Some("Вера"));
    }
    // That operator is there, but has no place: for five minutes the visitor waits, and others go past.
    assert_eq!(all[3].now().await.status, ConversationStatus::Waiting);
    assert_eq!(Own::open(visitor.clone(), &body()).await.now().await.operator.as_deref(), Some("Анна"));
    visitor.set_clock("2026-11-24T07:04:50Z").await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    assert_eq!(all[3].now().await.status, ConversationStatus::Waiting);
    visitor.set_clock("2026-11-24T07:06:00Z").await;
    let now = eventually("anybody will do", async || Some(all[3].now().await).filter(|now| now.operator.is_some())).await;
    assert_eq!(now.operator.as_deref(), Some("Борис"));
    all[0].change("ended").await;
    let unknown = Own::open(visitor, &json!({"fullName": "A", "previousNumber": "CV-0000-1", "consents": body()["consents"]})).await;
    assert_eq!(unknown.now().await.status, ConversationStatus::Connected, "a number that is nobody's reveals nothing");
}

#[tokio::test]
async fn an_operator_that_answers_by_itself_greets_answers_asks_and_ends() {
    let portal = start(portal::Config { demo_operators: 1, ..demo() }).await;
    let own = Own::open(portal.visitor(), &json!({"fullName": "Анна", "consents": body()["consents"]})).await;
    let answered = async |after: u32| {
        let found = async || {
            let messages = own.messages(after).await;
            messages.into_iter().find(|message| message.author == MessageAuthor::Operator)
        };
        eventually("an answer", found).await
    };
    let greeting = answered(0).await;
    assert!(greeting.text.starts_with("Здравствуйте! Меня зовут"), "{}", greeting.text);
    own.say("Как восстановить пароль?").await;
    let article = answered(greeting.sequence).await;
    assert!(article.text.contains("/help/"), "{}", article.text);
    own.say("Посмотрите мой договор").await;
    answered(article.sequence).await;
    eventually("asks who it is", async || own.now().await.identity_requested.then_some(())).await;
    own.say("Спасибо!").await;
    eventually("the end", async || (own.now().await.status == ConversationStatus::Ended).then_some(())).await;
    let silent = Own::open(portal.visitor(), &body()).await;
    eventually("an answer", async || (silent.now().await.last_sequence > 2).then_some(())).await;
    own.visitor.set_clock("2026-11-24T07:30:00Z").await;
    eventually("the end", async || (silent.now().await.status == ConversationStatus::Ended).then_some(())).await;
}

#[tokio::test]
async fn the_desk_calls_back_in_the_order_of_the_queue() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let ask = |phone: &'static str| {
        let sent = json!({"fullName": "Анна", "phone": phone, "description": "Не приходит код", "consents": body()["consents"]});
        visitor.write("/api/callbacks", &new_key(), &sent).send()
    };
    let first: contract::CreatedCallback = ask("+79261112233").await.unwrap().json().await.unwrap();
    ask("+79261112244").await.unwrap();
    let page = async || visitor.get("/dev/operator/phone-1").send().await.unwrap().text().await.unwrap();
    assert!(page().await.contains("Очередь звонков: 2"));
    let status = async || {
        let path = format!("/api/callbacks/{}", first.callback.number);
        let request = visitor.get(&path).header("Ticket-Secret", first.secret.as_deref().unwrap());
        request.send().await.unwrap().json::<contract::Callback>().await.unwrap().status
    };
    for (action, expected) in [
        ("next", contract::CallbackStatus::Dialing),
        ("answered", contract::CallbackStatus::Connected),
        ("completed", contract::CallbackStatus::Completed),
    ] {
        assert_eq!(desk(&visitor, "phone-1", &format!("callbacks/{action}"), &[]).await, StatusCode::SEE_OTHER);
        assert_eq!(status().await, expected);
    }
    assert!(page().await.contains("Очередь звонков: 1"));
    assert_eq!(desk(&visitor, "phone-1", "callbacks/answered", &[]).await, StatusCode::CONFLICT);
    assert_eq!(desk(&visitor, "operatorChat-1", "callbacks/next", &[]).await, StatusCode::NOT_FOUND);
    assert_eq!(desk(&visitor, "phone-1", "callbacks/next", &[]).await, StatusCode::SEE_OTHER);
    assert!(page().await.contains("+79261112244"));
    assert_eq!(desk(&visitor, "phone-1", "callbacks/missed", &[]).await, StatusCode::SEE_OTHER);
    assert_eq!(desk(&visitor, "phone-1", "presence", &[("present", "0")]).await, StatusCode::SEE_OTHER);
    assert_eq!(desk(&visitor, "phone-1", "callbacks/next", &[]).await, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_desk_answers_tickets_and_tells_of_outages() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let created = visitor.send_ticket(&guest_ticket("Не войти <b>совсем</b>")).await;
    let number = &created.ticket.number;
    let page = async |path: &str| visitor.get(path).send().await.unwrap().text().await.unwrap();
    assert!(page("/dev/operator/operatorChat-1/tickets").await.contains("Не войти &lt;b&gt;совсем"));
    assert!(page(&format!("/dev/operator/operatorChat-1/tickets/{number}")).await.contains("ждёт посетителя"));
    let answer = async |text: &str, status: &str| {
        desk(&visitor, "operatorChat-1", &format!("tickets/{number}"), &[("text", text), ("status", status)]).await
    };
    assert_eq!(answer("Попробуйте ещё раз", "pending").await, StatusCode::SEE_OTHER);
    let ticket = visitor.ticket(number, created.secret.as_deref()).await.unwrap();
    assert_eq!((ticket.status, ticket.note[0].author.as_str()), (contract::TicketStatus::Pending, "Анна"));
    assert_eq!(ticket.status_change_history.len(), 2);
    assert_eq!(answer("", "acknowledged").await, StatusCode::CONFLICT, "there is no way back");
    assert_eq!(answer("", "resolved").await, StatusCode::SEE_OTHER);
    assert!(visitor.ticket(number, created.secret.as_deref()).await.unwrap().resolution_date.is_some());

    let form = [("title", "Не открываются счета"), ("english", "Bills do not open"), ("category", "payment")];
    assert_eq!(visitor.post("/dev/operator/outages").form(&form).send().await.unwrap().status(), StatusCode::SEE_OTHER);
    let incidents = async || {
        let request = visitor.get("/api/incidents").header("Accept-Language", "en");
        request.send().await.unwrap().json::<contract::IncidentList>().await.unwrap().items
    };
    let begun = incidents().await.into_iter().find(|incident| incident.title == "Bills do not open").unwrap();
    assert_eq!(begun.categories, ["payment"]);
    let fixed = visitor.post(&format!("/dev/operator/outages/{}/fixed", begun.id)).send().await.unwrap();
    assert_eq!(fixed.status(), StatusCode::SEE_OTHER);
    assert!(incidents().await.into_iter().any(|incident| incident.id == begun.id && incident.fixed.is_some()));
}

#[tokio::test]
async fn a_page_of_another_origin_has_no_hand_in_the_desk() {
    let portal = start(demo()).await;
    let request =
        portal.visitor().post("/dev/operator/phone-1/presence").header("Origin", "https://evil.example").form(&[("present", "0")]);
    assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let portal = start(portal::Config { demo: false, ..demo() }).await;
    assert_eq!(portal.visitor().get("/dev/operator").send().await.unwrap().status(), StatusCode::NOT_FOUND, "only in a demonstration");
}
