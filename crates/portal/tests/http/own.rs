//! A conversation of one visitor, and the desk at its other end.

use crate::support::{Visitor, new_key};
use contract::{Conversation, CreatedConversation, Message, MessageList};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

pub(crate) fn body() -> Value {
    json!({
        "fullName": "Анна Соколова",
        "description": "Не приходит код",
        "consents": [{"id": "personal-data", "version": "2026-09", "at": "2026-11-24T06:59:00Z"}]
    })
}

/// A conversation of a guest, or of whoever is signed in.
#[derive(Clone)]
pub(crate) struct Own {
    pub(crate) visitor: Visitor,
    pub(crate) number: String,
    pub(crate) secret: String,
}

impl Own {
    pub(crate) async fn open(visitor: Visitor, body: &Value) -> Self {
        let response = visitor.write("/api/conversations", &new_key(), body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED, "{}", response.text().await.unwrap());
        let created: CreatedConversation = response.json().await.unwrap();
        Self { visitor, number: created.conversation.number, secret: created.secret.unwrap_or_default() }
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/conversations/{}{rest}", self.number)
    }

    pub(crate) fn with(&self, request: RequestBuilder) -> RequestBuilder {
        if self.secret.is_empty() { request } else { request.header("Ticket-Secret", &self.secret) }
    }

    pub(crate) fn get(&self, rest: &str) -> RequestBuilder {
        self.with(self.visitor.get(&self.path(rest)))
    }

    pub(crate) fn write(&self, method: &str, rest: &str, key: &str, body: &Value) -> RequestBuilder {
        self.with(self.visitor.request(method, &self.path(rest)).header("Idempotency-Key", key).json(body))
    }

    pub(crate) async fn now(&self) -> Conversation {
        self.get("").send().await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn say(&self, text: &str) -> Message {
        let response = self.write("POST", "/messages", &new_key(), &json!({ "text": text })).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED, "{}", response.text().await.unwrap());
        response.json().await.unwrap()
    }

    pub(crate) async fn messages(&self, after: u32) -> Vec<Message> {
        self.get(&format!("/messages?after={after}")).send().await.unwrap().json::<MessageList>().await.unwrap().items
    }

    pub(crate) async fn change(&self, status: &str) -> Response {
        self.write("PATCH", "", &new_key(), &json!({ "status": status })).send().await.unwrap()
    }

    pub(crate) fn watch(&self) -> String {
        format!("{}={}", self.number, self.secret)
    }
}

/// What somebody does at an operator's desk.
pub(crate) async fn desk(visitor: &Visitor, operator: &str, action: &str, fields: &[(&str, &str)]) -> StatusCode {
    visitor.post(&format!("/dev/operator/{operator}/{action}")).form(fields).send().await.unwrap().status()
}

pub(crate) async fn act(own: &Own, operator: &str, action: &str, fields: &[(&str, &str)]) {
    let path = format!("conversations/{}/{action}", own.number);
    assert_eq!(desk(&own.visitor, operator, &path, fields).await, StatusCode::SEE_OTHER, "{action}");
}

pub(crate) const OPERATORS: [&str; 3] = ["operatorChat-1", "operatorChat-2", "operatorChat-3"];

/// Only the first of them is there.
pub(crate) async fn alone(visitor: &Visitor) {
    for operator in &OPERATORS[1..] {
        assert_eq!(desk(visitor, operator, "presence", &[("present", "0")]).await, StatusCode::SEE_OTHER);
    }
}
