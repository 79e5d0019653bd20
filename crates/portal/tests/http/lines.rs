//! What the tests of callbacks, of their queue and of calls have in common.

use crate::support::{TestPortal, Visitor, new_key};
use contract::{Callback, CallbackSlots, CreatedCallback};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

/// A callback that a guest may ask for.
pub(crate) fn asked(phone: &str) -> Value {
    json!({
        "fullName": "Анна Соколова",
        "phone": phone,
        "description": "Не могу войти",
        "consents": [{"id": "personal-data", "version": "2026-09", "at": "2026-11-24T06:59:00Z"}]
    })
}

pub(crate) fn phone(of: usize) -> String {
    format!("+7912{of:07}")
}

pub(crate) fn secured(request: RequestBuilder, secret: Option<&str>) -> RequestBuilder {
    secret.into_iter().fold(request, |request, secret| request.header("Ticket-Secret", secret))
}

impl Visitor {
    pub(crate) async fn ask(&self, body: &Value) -> CreatedCallback {
        let response = self.write("/api/callbacks", &new_key(), body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED, "{}", response.text().await.unwrap());
        response.json().await.unwrap()
    }

    pub(crate) async fn callback(&self, number: &str, secret: Option<&str>) -> Result<Callback, StatusCode> {
        let response = secured(self.get(&format!("/api/callbacks/{number}")), secret).send().await.unwrap();
        if response.status().is_success() { Ok(response.json().await.unwrap()) } else { Err(response.status()) }
    }

    pub(crate) async fn change(&self, number: &str, secret: Option<&str>, change: &Value) -> Response {
        let request = self.request("PATCH", &format!("/api/callbacks/{number}")).header("Idempotency-Key", new_key()).json(change);
        secured(request, secret).send().await.unwrap()
    }

    /// Starts of the slots that are free.
    pub(crate) async fn slots(&self) -> Vec<String> {
        let slots: CallbackSlots = self.get("/api/callback-slots").send().await.unwrap().json().await.unwrap();
        slots.items.into_iter().map(|slot| slot.start).collect()
    }
}

/// What an operator does, and the callback that they do it to.
pub(crate) async fn operator(portal: &TestPortal, id: &str, deed: &str) -> Result<Option<Value>, StatusCode> {
    let response = portal.visitor().post(&format!("/dev/operators/{id}/{deed}")).send().await.unwrap();
    match response.status() {
        StatusCode::NO_CONTENT => Ok(None),
        StatusCode::OK => Ok(Some(response.json().await.unwrap())),
        status => Err(status),
    }
}
