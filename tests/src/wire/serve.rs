use super::{Exchange, Fault, Rule, Upstream};
use bytes::Bytes;
use futures_util::TryStreamExt;
use http_body_util::{BodyExt, BodyStream, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, RETRY_AFTER};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::sync::{Arc, Mutex};
use tokio::net::TcpStream;

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Body = UnsyncBoxBody<Bytes, Failure>;

const FIRST_SCRIPT: &str = "/.harness/first.js";
const REPORT: &str = "/.harness/report";

#[derive(Debug)]
pub(super) struct State {
    pub(super) upstream: Mutex<Option<Upstream>>,
    pub(super) rules: Mutex<Vec<Rule>>,
    pub(super) seen: Mutex<Vec<Exchange>>,
    pub(super) reports: Mutex<Vec<String>>,
    pub(super) first_script: Mutex<Option<String>>,
    /// Paths of the answers that have begun and not ended.
    pub(super) open: Arc<Mutex<Vec<String>>>,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            upstream: Mutex::default(),
            rules: Mutex::default(),
            seen: Mutex::default(),
            reports: Mutex::default(),
            first_script: Mutex::default(),
            open: Arc::default(),
            // A connection that is kept may be closed by the portal just when it is used again.
            client: Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http(),
        }
    }
}

pub(super) async fn connection(stream: TcpStream, state: Arc<State>) {
    let service = service_fn(|request| answer(request, Arc::clone(&state)));
    let mut server = hyper::server::conn::http1::Builder::new();
    // A broken connection is what this is for.
    let _ = server.keep_alive(false).serve_connection(TokioIo::new(stream), service).await;
}

/// An error makes hyper break the connection without an answer.
async fn answer(request: Request<Incoming>, state: Arc<State>) -> Result<Response<Body>, Failure> {
    let (mut head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let method = head.method.as_str().to_owned();
    if path == REPORT {
        if !body.is_empty() {
            state.reports.lock().expect("not poisoned").push(String::from_utf8_lossy(&body).into_owned());
        }
        return Ok(plain(StatusCode::NO_CONTENT, "text/plain", ""));
    }
    let first_script = state.first_script.lock().expect("not poisoned").clone();
    if path == FIRST_SCRIPT {
        return Ok(plain(StatusCode::OK, "text/javascript", &first_script.unwrap_or_default()));
    }
    let seen = {
        let mut seen = state.seen.lock().expect("not poisoned");
        let headers = head.headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        let text = String::from_utf8_lossy(&body).into_owned();
        seen.push(Exchange { method: method.clone(), path: path.clone(), body: text, headers: headers.collect(), status: None });
        seen.len() - 1
    };
    let fault = state.rules.lock().expect("not poisoned").iter().find_map(|rule| rule.take(&method, &path, &body));
    match &fault {
        Some(Fault::Refuse) => return Err("refused".into()),
        Some(Fault::Answer(status, kind, body)) => return Ok(plain(StatusCode::from_u16(*status)?, kind, body)),
        Some(Fault::Busy(seconds)) => {
            let mut answer = plain(StatusCode::TOO_MANY_REQUESTS, "application/problem+json", "{}");
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*seconds));
            return Ok(answer);
        }
        Some(Fault::HoldRequest(gate)) => gate.pass().await,
        _ => {}
    }
    let is_page = head.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    if is_page && first_script.is_some() {
        head.headers.remove(ACCEPT_ENCODING);
        head.headers.remove(IF_NONE_MATCH);
    }
    // In a task of its own: a browser that goes away does not undo what the portal was asked to do.
    let asked = tokio::spawn(ask(Arc::clone(&state), Request::from_parts(head, Full::new(body)), seen));
    let answer = asked.await??;
    match fault {
        Some(Fault::LoseAnswer) => Err("answer lost".into()),
        Some(Fault::HoldAnswer(gate)) => {
            gate.pass().await;
            Ok(answer)
        }
        Some(Fault::CutAnswer(after)) => cut(answer, after).await,
        Some(Fault::Retype(kind)) => {
            let mut answer = answer;
            answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
            Ok(answer)
        }
        _ if is_page && first_script.is_some() => with_first_script(answer).await,
        _ => Ok(answer),
    }
}

async fn ask(state: Arc<State>, mut request: Request<Full<Bytes>>, seen: usize) -> Result<Response<Body>, Failure> {
    let upstream = state.upstream.lock().expect("not poisoned").clone();
    let answer = match upstream {
        None => return Err("nothing is connected".into()),
        Some(Upstream::Pages(pages)) => match pages.get(request.uri().path()) {
            Some((kind, body)) => plain(StatusCode::OK, kind, body),
            None => plain(StatusCode::NOT_FOUND, "text/plain", "not found"),
        },
        Some(Upstream::Portal(base)) => {
            let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
            let open = Open::begin(&state.open, path);
            *request.uri_mut() = format!("{base}{path}").parse::<Uri>()?;
            let answer = state.client.request(request).await?;
            answer.map(|body| {
                // Goes with the body, which goes when it is at its end or the browser is gone.
                let body = body.map_err(Failure::from).map_frame(move |frame| {
                    let _ = &open;
                    frame
                });
                body.boxed_unsync()
            })
        }
    };
    if let Some(exchange) = state.seen.lock().expect("not poisoned").get_mut(seen) {
        exchange.status = Some(answer.status().as_u16());
    }
    Ok(answer)
}

/// An answer that has not ended.
struct Open {
    all: Arc<Mutex<Vec<String>>>,
    path: String,
}

impl Open {
    fn begin(all: &Arc<Mutex<Vec<String>>>, path: &str) -> Self {
        all.lock().expect("not poisoned").push(path.to_owned());
        Self { all: Arc::clone(all), path: path.to_owned() }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut all = self.all.lock().expect("not poisoned");
        if let Some(place) = all.iter().position(|path| *path == self.path) {
            all.swap_remove(place);
        }
    }
}

fn plain(status: StatusCode, kind: &str, body: &str) -> Response<Body> {
    let body = Full::new(Bytes::from(body.to_owned())).map_err(|never| match never {}).boxed_unsync();
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    if let Ok(kind) = HeaderValue::from_str(kind) {
        answer.headers_mut().insert(CONTENT_TYPE, kind);
    }
    answer
}

async fn cut(answer: Response<Body>, after: usize) -> Result<Response<Body>, Failure> {
    let (head, body) = answer.into_parts();
    let whole = body.collect().await?.to_bytes();
    let kept = Full::new(whole.slice(..after.min(whole.len()))).map_err(|never| -> Failure { match never {} });
    let frames = BodyStream::new(kept).chain_failure();
    Ok(Response::from_parts(head, StreamBody::new(frames).boxed_unsync()))
}

/// A stream of frames that ends in an error.
trait ChainFailure {
    fn chain_failure(self) -> impl futures_util::Stream<Item = Result<Frame<Bytes>, Failure>> + Send;
}

impl<S: futures_util::Stream<Item = Result<Frame<Bytes>, Failure>> + Send> ChainFailure for S {
    fn chain_failure(self) -> impl futures_util::Stream<Item = Result<Frame<Bytes>, Failure>> + Send {
        futures_util::StreamExt::chain(self.into_stream(), futures_util::stream::once(async { Err("cut".into()) }))
    }
}

async fn with_first_script(answer: Response<Body>) -> Result<Response<Body>, Failure> {
    let is_html = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("text/html"));
    if !is_html {
        return Ok(answer);
    }
    let (mut head, body) = answer.into_parts();
    let page = String::from_utf8(body.collect().await?.to_bytes().to_vec())?;
    let at = page.find("<head").and_then(|head| page.get(head..)?.find('>').map(|end| head + end + 1)).unwrap_or(0);
    let (before, after) = page.split_at(at);
    let page = format!("{before}<script src=\"{FIRST_SCRIPT}\"></script>{after}");
    head.headers.remove(CONTENT_LENGTH);
    head.headers.remove(ETAG);
    Ok(Response::from_parts(head, Full::new(Bytes::from(page)).map_err(|never| match never {}).boxed_unsync()))
}
