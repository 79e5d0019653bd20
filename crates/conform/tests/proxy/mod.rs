//! A proxy that changes what is asked, or what is answered.

use crate::common::Reference;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri};
use serde_json::Value;
use std::io::Read;
use ureq::Agent;

#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

#[derive(Debug, Default)]
pub(crate) struct Given {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// Instead of a body: what has no end.
    pub(crate) stream: Option<ureq::Body>,
}

/// Asks the portal behind.
pub(crate) type Forward<'a> = dyn Fn(Asked) -> Given + 'a;
pub(crate) type Spoil = fn(Asked, &Forward<'_>) -> Given;

impl Asked {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.headers.contains_key(name)
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        set(&mut self.headers, name, value);
        self
    }

    pub(crate) fn with_query(mut self, change: impl FnOnce(&str) -> String) -> Self {
        if let Some((path, query)) = self.path.split_once('?') {
            self.path = format!("{path}?{}", change(query));
        }
        self
    }
}

impl Given {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let given = Self { status, body: body.to_string().into_bytes(), ..Self::default() };
        given.header("content-type", "application/json")
    }

    /// Without a word.
    pub(crate) fn emptied(self) -> Self {
        Self { body: Vec::new(), ..self }.without("content-type")
    }

    pub(crate) fn body(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        Some(self.headers.get(name)?.to_str().ok()?.to_owned())
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        set(&mut self.headers, name, value);
        self
    }
}

fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    headers.insert(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
}

/// The address of the API through a proxy; it ends with the portal's runtime.
pub(crate) fn start(portal: &Reference, spoil: Spoil) -> String {
    let behind = portal.api.trim_end_matches("/api").to_owned();
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false).build().into();
    let answer = async move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
        let asked = Asked { method, path: uri.to_string(), headers, body };
        let spoiled = tokio::task::spawn_blocking(move || spoil(asked, &|asked| forward(&agent, &behind, &asked)));
        let Given { status, headers, body, stream } = spoiled.await.unwrap();
        let mut response = Response::new(stream.map_or_else(|| Body::from(body), pass_on));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        *response.headers_mut() = headers;
        response
    };
    let router: Router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable());
    let listener = portal.runtime().block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    portal.runtime().spawn(async { axum::serve(listener, router).await });
    format!("http://{address}/api")
}

fn forward(agent: &Agent, behind: &str, asked: &Asked) -> Given {
    let mut request = ureq::http::Request::builder().method(asked.method.clone()).uri(format!("{behind}{}", asked.path));
    for (name, value) in asked.headers.iter().filter(|(name, _)| !["content-length", "transfer-encoding"].contains(&name.as_str())) {
        request = request.header(name, value);
    }
    let answer = match asked.method {
        Method::POST | Method::PUT | Method::PATCH => agent.run(request.body(&*asked.body).unwrap()),
        _ => agent.run(request.body(()).unwrap()),
    };
    let (head, mut body) = answer.unwrap().into_parts();
    let (status, mut headers) = (head.status.as_u16(), head.headers);
    for framing in ["content-length", "transfer-encoding", "connection"] {
        headers.remove(framing);
    }
    if headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
        return Given { status, headers, stream: Some(body), ..Given::default() };
    }
    Given { status, headers, body: body.read_to_vec().unwrap(), stream: None }
}

/// Each piece as it comes. The thread ends when either side does.
fn pass_on(from: ureq::Body) -> Body {
    let (send, mut receive) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(16);
    std::thread::spawn(move || {
        let mut from = from.into_reader();
        let mut piece = [0; 8192];
        while let Ok(count) = from.read(&mut piece)
            && count > 0
            && send.blocking_send(Ok(Bytes::copy_from_slice(&piece[..count]))).is_ok()
        {}
    });
    Body::from_stream(futures_util::stream::poll_fn(move |context| receive.poll_recv(context)))
}
