//! What one test has: an engine, portals, pages; and its end, good or bad.

use crate::page::Page;
use crate::portal::{Options, Portal};
use crate::session::{acquire, give_back, seat};
use crate::wire::Wire;
use crate::{Engine, Setup};
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, LazyLock, Mutex};
use tokio::runtime::Runtime;

/// One runtime for all tests: the connections to the browsers outlive the single test.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

/// Runs a flow in an engine, if [`Engine::is_wanted`].
///
/// # Panics
/// When the flow does, or when a page complained in its console.
pub fn run<F: Future<Output = ()>>(engine: Engine, flow: impl FnOnce(Stage) -> F) {
    if !engine.is_wanted() {
        eprintln!("not asked for: HOTLINE_ENGINES leaves {} out", engine.name());
        return;
    }
    RUNTIME.block_on(async {
        let _seat = seat().await;
        let stage = Stage { engine, pages: Arc::default(), portals: Arc::default() };
        let pages = Arc::clone(&stage.pages);
        // A portal that went before its pages would break off what they load.
        let _portals = Arc::clone(&stage.portals);
        let outcome = AssertUnwindSafe(flow(stage)).catch_unwind().await;
        let pages = std::mem::take(&mut *pages.lock().expect("not poisoned"));
        if let Err(panic) = outcome {
            for page in &pages {
                eprintln!("{}", page.describe().await);
            }
            resume_unwind(panic);
        }
        let mut complaints = Vec::new();
        for page in &pages {
            complaints.extend(page.complaints().await);
        }
        assert!(complaints.is_empty(), "the pages complained: {}", complaints.join(" | "));
        for page in pages {
            give_back(page.into_session()).await;
        }
    });
}

/// What a flow is given.
#[derive(Debug)]
pub struct Stage {
    pub engine: Engine,
    pages: Arc<Mutex<Vec<Page>>>,
    portals: Arc<Mutex<Vec<Arc<Portal>>>>,
}

impl Stage {
    /// A portal whose clock starts at this instant, with the demonstration's data.
    pub async fn portal(&self, now: &str) -> Arc<Portal> {
        self.start(Options::at(now)).await
    }

    /// A portal with operators of each kind that answer by themselves.
    pub async fn portal_with_operators(&self, now: &str, operators: usize) -> Arc<Portal> {
        self.start(Options::at(now).with_operators(operators)).await
    }

    async fn start(&self, options: Options) -> Arc<Portal> {
        let portal = Arc::new(Portal::start(options).await);
        self.portals.lock().expect("not poisoned").push(Arc::clone(&portal));
        portal
    }

    /// A browser of its own at the path.
    ///
    /// # Panics
    /// When the engine cannot be what the setup asks for: say so in `flows!`.
    pub async fn visit(&self, setup: &Setup, wire: &Arc<Wire>, path: &str) -> Page {
        if let Some(reason) = setup.missing_in(self.engine) {
            panic!("{reason}; a flow that needs it names it in flows!");
        }
        let session = acquire(self.engine, setup).await;
        session.prepare(setup, wire).await;
        // Whatever the previous page left behind in the log.
        session.take_console().await;
        let page = Page::new(session, Arc::clone(wire), setup.clone());
        self.pages.lock().expect("not poisoned").push(page.clone());
        page.open(path).await;
        page
    }
}
