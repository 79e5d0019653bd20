use crate::limits::Limits;
use crate::store::Database;
use domain::time::UtcInstant;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// What a portal is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Port 0: any that is free.
    pub listen: SocketAddr,
    pub database: Database,
    /// The built application. Without it there are only the API and the portal's pages.
    pub site: Option<PathBuf>,
    /// Where visitors reach this portal; without it, links name the address that it listens on.
    pub public_url: Option<Url>,
    /// Origins of applications that stand elsewhere.
    pub allowed_origins: Vec<Url>,
    /// What the portal's clock reads at the start; without it, the system's clock.
    pub now: Option<UtcInstant>,
    /// Demo accounts, articles and incidents, generous limits, and what is under `/dev`.
    pub demo: bool,
    /// How many operators of each kind answer by themselves in a demonstration; with none there are people, at their own desk.
    pub demo_operators: u32,
    /// `/dev/faults`.
    pub faults: bool,
    /// `smtp://` or `smtps://`; without it mail stays in the outbox.
    pub smtp: Option<String>,
    pub limits: Limits,
    /// How long somebody stays signed in.
    pub session_length: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            database: Database::Memory,
            site: None,
            public_url: None,
            allowed_origins: Vec::new(),
            now: None,
            demo: false,
            demo_operators: 0,
            faults: false,
            smtp: None,
            limits: Limits::default(),
            session_length: Duration::from_secs(8 * 60 * 60),
        }
    }
}
