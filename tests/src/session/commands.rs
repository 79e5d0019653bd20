use fantoccini::error::ErrorStatus;
use fantoccini::wd::WebDriverCompatibleCommand;
use hyper::Method;
use serde_json::Value;
use url::{ParseError, Url};

/// A command that fantoccini has no words for.
#[derive(Debug)]
pub(super) struct Extension {
    path: String,
    body: Option<Value>,
}

impl Extension {
    /// The path is relative to the session's.
    pub(super) fn get(path: &str) -> Self {
        Self { path: path.to_owned(), body: None }
    }

    pub(super) fn post(path: &str, body: Value) -> Self {
        Self { path: path.to_owned(), body: Some(body) }
    }
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

/// Chromium: the element was replaced after it was found.
pub(crate) fn is_replaced(error: &fantoccini::error::CmdError) -> bool {
    matches!(error, fantoccini::error::CmdError::Standard(error) if error.message.contains("does not belong to the document"))
}

/// Failures that go away when the page has settled.
pub(crate) fn is_passing(error: &fantoccini::error::CmdError) -> bool {
    match error {
        // WebKit, when the page was busy with something else than the script: the script is asked again.
        fantoccini::error::CmdError::Standard(error) if error.message == "Could not parse script result" => true,
        // And when the page was just being left for another one.
        fantoccini::error::CmdError::Standard(error) if error.message.contains("before the unload event") => true,
        _ if is_replaced(error) => true,
        fantoccini::error::CmdError::Standard(error) => matches!(
            error.error,
            ErrorStatus::StaleElementReference
                | ErrorStatus::NoSuchElement
                | ErrorStatus::ElementNotInteractable
                | ErrorStatus::ElementClickIntercepted
                | ErrorStatus::JavascriptError
                | ErrorStatus::DetachedShadowRoot
        ),
        _ => false,
    }
}
