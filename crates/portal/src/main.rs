//! The command line of the reference portal.

use clap::Parser;
use domain::time::{UtcInstant, parse_instant};
use portal::{Config, Database, Fatal};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use url::Url;

/// A reference portal for the hotline application: the support API, sign-in, mail, and the built application itself.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// Address to listen on; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:3000")]
    listen: SocketAddr,
    /// SQLite file, made if there is none, or :memory:
    #[arg(long, default_value = ":memory:")]
    database: String,
    /// Directory of the built application.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Where visitors reach this portal. With https its cookies are sent over https only.
    #[arg(long, value_name = "URL")]
    public_url: Option<Url>,
    /// Origin of an application that stands elsewhere and may use the API; can be repeated.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<Url>,
    /// What the portal's clock reads at the start (RFC 3339); it runs on from there.
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UtcInstant>,
    /// Demonstration: accounts with tickets, articles, incidents, generous limits, /dev/clock, /dev/outbox, /dev/incidents
    #[arg(long)]
    demo: bool,
    /// So many operators of each kind answer by themselves in the demonstration; without it, people at /dev/operator
    #[arg(long, value_name = "N", default_value_t = 0, requires = "demo")]
    demo_operators: u32,
    /// Tests may break answers through /dev/faults. Never where visitors come.
    #[arg(long)]
    faults: bool,
    /// Mail server, smtp:// or smtps://; without it mail stays in the outbox.
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
}

fn instant(text: &str) -> Result<UtcInstant, String> {
    parse_instant(text).ok_or_else(|| "not an instant like 2026-12-31T06:00:00Z".to_owned())
}

impl From<Options> for Config {
    fn from(options: Options) -> Self {
        let database = if options.database == ":memory:" { Database::Memory } else { Database::File(options.database.into()) };
        Self {
            listen: options.listen,
            database,
            site: options.site,
            public_url: options.public_url,
            allowed_origins: options.allow_origin,
            now: options.now,
            demo: options.demo,
            demo_operators: options.demo_operators,
            faults: options.faults,
            smtp: options.smtp,
            ..Self::default()
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn,portal=info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match serve(Options::parse().into()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(config: Config) -> Result<(), Fatal> {
    let failed = |error: std::io::Error| Fatal(error.to_string());
    // Before anybody is told that the portal is there: a signal that comes at once stops it in order.
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let running = portal::start(config).await?;
    let mut stdout = std::io::stdout();
    writeln!(stdout, "listening on http://{}", running.address).and_then(|()| stdout.flush()).map_err(failed)?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    running.stop().await
}
