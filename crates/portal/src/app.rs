//! A running portal: what its parts share, and how they are put together.

use crate::clock::Clock;
use crate::config::Config;
use crate::desk::Desks;
use crate::faults::Faults;
use crate::limits::{Gates, Limits};
use crate::listener::{Cuttable, Peer};
use crate::live::{self, Live};
use crate::mail::Post;
use crate::origin::Origins;
use crate::passwords::Passwords;
use crate::problem::Fatal;
use crate::secrets::ServerKey;
use crate::store::{self, Store, events};
use crate::talk::{self, Talks};
use crate::texts::Catalogues;
use crate::{api, demo, dev, faults, pages, queue, security, site};
use axum::Router;
use axum::http::header::ETAG;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::from_fn;
use chrono::Utc;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use url::Url;

/// How long requests that are under way may take to end when the portal is stopped.
const GRACE: Duration = Duration::from_secs(5);

/// For brotli the first level that is worth its name; above it the time goes up tenfold.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(6);

/// What the parts of a portal share.
pub struct Portal {
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) key: ServerKey,
    pub(crate) desks: Desks,
    pub(crate) texts: Catalogues,
    pub(crate) limits: Limits,
    pub(crate) gates: Gates,
    pub(crate) origins: Origins,
    pub(crate) passwords: Passwords,
    pub(crate) post: Post,
    pub(crate) live: Live,
    pub(crate) talks: Talks,
    pub(crate) faults: Faults,
}

/// A portal that answers.
pub struct Running {
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<std::io::Result<()>>,
    posting: JoinHandle<()>,
    telling: JoinHandle<()>,
    announcing: JoinHandle<()>,
    talking: JoinHandle<()>,
    attending: JoinHandle<()>,
}

/// Starts a portal. It answers when this returns.
///
/// # Errors
/// When the database, the address, a data file or the mail server's address cannot be used.
pub async fn start(config: Config) -> Result<Running, Fatal> {
    let store = Store::open(&config.database)?;
    let key = store.write(store::server_key).await?;
    let began = Utc::now().timestamp_millis();
    store.write(move |transaction| events::begin(transaction, began)).await?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| Fatal(format!("{}: {error}", config.listen)))?;
    let address = listener.local_addr().map_err(|error| Fatal(error.to_string()))?;
    let here = || Url::parse(&format!("http://{address}/")).map_err(|error| Fatal(error.to_string()));
    let home = config.public_url.clone().map_or_else(here, Ok)?;
    let limits = if config.demo { Limits::generous() } else { config.limits };
    let (stop, stopped) = watch::channel(false);
    let portal = Arc::new(Portal {
        clock: Clock::starting_at(config.now),
        key,
        desks: Desks::read(demo::DESK, demo::HOURS, config.public_url.as_ref())?,
        texts: Catalogues::read()?,
        gates: Gates::new(&limits),
        limits,
        origins: Origins::new(home, &config.allowed_origins),
        passwords: Passwords::new()?,
        post: Post::new(config.smtp.as_deref())?,
        live: Live::new(stopped.clone()),
        talks: Talks::default(),
        faults: Faults::default(),
        store,
        config,
    });
    if portal.config.demo {
        demo::fill(&portal).await?;
    }
    let told = portal.store.read(events::span).await?.last;
    let telling = tokio::spawn(live::tell(Arc::clone(&portal), told));
    let announcing = tokio::spawn(api::keep_telling_availability(Arc::clone(&portal)));
    let talking = tokio::spawn(talk::run(Arc::clone(&portal)));
    let posting = tokio::spawn(crate::mail::deliver(Arc::clone(&portal), stopped.clone()));
    let attending = tokio::spawn(queue::attend(Arc::clone(&portal), stopped.clone()));
    let service = router(portal).into_make_service_with_connect_info::<Peer>();
    let serving = axum::serve(Cuttable(listener), service).with_graceful_shutdown(until(stopped));
    Ok(Running { address, stop, serving: tokio::spawn(serving.into_future()), posting, telling, announcing, talking, attending })
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // Also over when nobody can say so any more.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

impl Running {
    /// Takes no more requests, ends those that are under way, and returns.
    ///
    /// # Errors
    /// When the server failed.
    pub async fn stop(self) -> Result<(), Fatal> {
        self.stop.send_replace(true);
        let Self { serving, posting, telling, announcing, talking, attending, .. } = self;
        talking.await.map_err(|error| Fatal(error.to_string()))?;
        attending.await.map_err(|error| Fatal(error.to_string()))?;
        announcing.await.map_err(|error| Fatal(error.to_string()))?;
        telling.await.map_err(|error| Fatal(error.to_string()))?;
        posting.await.map_err(|error| Fatal(error.to_string()))?;
        let abort = serving.abort_handle();
        match tokio::time::timeout(GRACE, serving).await {
            Ok(Ok(served)) => served.map_err(|error| Fatal(error.to_string())),
            Ok(Err(error)) => Err(Fatal(error.to_string())),
            Err(_) => {
                abort.abort();
                Ok(())
            }
        }
    }
}

fn router(portal: Arc<Portal>) -> Router {
    let mut router = api::router(&portal).nest("/portal", pages::router(&portal));
    router = router
        .merge(dev::router(&portal))
        .fallback(site::serve)
        .layer(CompressionLayer::new().quality(COMPRESSION).compress_when(may_be_compressed));
    if portal.config.faults {
        router = router.layer(axum::middleware::from_fn_with_state(Arc::clone(&portal), faults::inject));
        // What sets the rules is outside of them.
        router = router.merge(faults::router());
    }
    router.layer(from_fn(security::headers)).with_state(portal)
}

/// What has a weak version says so itself: its bytes may differ, what it tells does not.
fn may_be_compressed(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(ETAG).is_some_and(|etag| etag.as_bytes().starts_with(b"W/"))
}
