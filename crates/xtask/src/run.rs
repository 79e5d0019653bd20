//! `cargo xtask run`.

use crate::{build, paths, process};
use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

#[derive(Args)]
pub(crate) struct Options {
    /// Port on 127.0.0.1; where it is taken, the next free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Passed on to the portal: `-- --now 2026-12-31T06:00:00Z`.
    #[arg(last = true)]
    portal: Vec<String>,
}

/// How long the portal may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    build::if_needed()?;
    println!("== compiling the portal");
    process::run(&mut process::cargo(["build", "--package", "portal"]))?;
    fs::create_dir_all(paths::state())?;
    let address = free_address(options.port)?;
    let mut portal = process::Running::start(
        Command::new(paths::portal())
            .arg("--listen")
            .arg(address.to_string())
            .arg("--public-url")
            .arg(format!("http://{address}"))
            .arg("--database")
            .arg(paths::state().join("portal.sqlite"))
            .arg("--site")
            .arg(paths::dist())
            .arg("--demo")
            .args(&options.portal),
    )?;
    wait_for(&mut portal, address)?;
    println!("\n  Open   http://{address}/\n  Login  {}\n  Mail   http://{address}/dev/outbox\n  Stop   Ctrl-C\n", demo_login()?);
    let status = portal.wait()?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Waits until a portal that was started answers.
pub(crate) fn wait_for(portal: &mut process::Running, address: SocketAddr) -> Result<()> {
    let started = Instant::now();
    while TcpStream::connect(address).is_err() {
        if let Some(status) = portal.child().try_wait()? {
            bail!("the portal has ended before it answered ({status})");
        }
        if started.elapsed() > PATIENCE {
            bail!("the portal does not answer at http://{address}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// "demo, password …", of the portal's first demonstration account.
fn demo_login() -> Result<String> {
    let accounts: Vec<DemoAccount> = serde_json::from_str(&fs::read_to_string(paths::root().join("crates/portal/demo/accounts.json"))?)?;
    let account = accounts.first().context("the demonstration has no account")?;
    Ok(format!("{}, password {}", account.login, account.password))
}

#[derive(Deserialize)]
struct DemoAccount {
    login: String,
    password: String,
}

/// The wanted port or one of the hundred after it.
pub(crate) fn free_address(wanted: u16) -> Result<SocketAddr> {
    let mut ports = wanted..=wanted.saturating_add(100);
    let free = ports.find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok());
    let port = free.with_context(|| format!("no free port from {wanted} on"))?;
    Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}
