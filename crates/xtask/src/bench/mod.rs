//! `cargo xtask bench live`: what visitors who wait cost one portal.
//!
//! Real connections to a real portal of this machine, each with a callback of its own in the queue or only listening. Memory and
//! processor time are the kernel's figures for the portal's process; bytes are counted as they come from the socket.

mod visitor;

use crate::{process, run};
use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand};
use std::net::SocketAddr;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};
use visitor::{Listener, Tally, Waiting};

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Visitors on the stream of events of one portal: memory, processor, bytes; and what asking would cost instead.
    Live(LiveOptions),
}

#[derive(Args)]
struct LiveOptions {
    /// How many listen.
    #[arg(long, default_value_t = 1000)]
    visitors: usize,
    /// How many of them wait for a callback.
    #[arg(long, default_value_t = 100)]
    waiting: usize,
    /// Seconds of each phase.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let What::Live(live) = &options.what;
    bench_live(live)?;
    Ok(ExitCode::SUCCESS)
}

/// What the kernel says of a process.
#[derive(Clone, Copy)]
struct Usage {
    /// Resident, in kibibytes.
    memory: u64,
    /// Of the processor, in hundredths of a second.
    ticks: u64,
}

fn usage(pid: u32) -> Result<Usage> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    let memory = resident.trim().trim_end_matches(" kB").parse()?;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name may hold spaces; behind its bracket the fields are the third and on: 14 and 15 are user and system time.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).context("times");
    Ok(Usage { memory, ticks: ticks(11)?.saturating_add(ticks(12)?) })
}

fn bench_live(options: &LiveOptions) -> Result<()> {
    let waiting = options.waiting.min(options.visitors);
    println!("== compiling the portal for release");
    process::run(&mut process::cargo(["build", "--release", "--package", "portal"]))?;
    let address = run::free_address(18_080)?;
    let mut portal = process::Running::start(
        Command::new(crate::paths::released_portal())
            .args(["--demo", "--listen", &address.to_string()])
            // A day and an hour at which people are at work.
            .args(["--now", "2026-11-25T09:00:00Z"]),
    )?;
    run::wait_for(&mut portal, address)?;
    let pid = portal.child().id();
    let alone = usage(pid)?;

    println!("== {waiting} ask for a callback, {} listen", options.visitors);
    let queue = (0..waiting).map(|place| Waiting::ask(address, place)).collect::<Result<Vec<_>>>()?;
    let tally = Arc::new(Tally::default());
    let listeners = (0..options.visitors).map(|place| Listener::begin(address, queue.get(place), &tally)).collect::<Result<Vec<_>>>()?;
    // How busy the line is, which the queue has changed just now, is told within five seconds.
    thread::sleep(Duration::from_secs(6));
    let begun = usage(pid)?;

    let phase = Duration::from_secs(options.seconds);
    let counted = || (tally.bytes.load(Ordering::Relaxed), tally.events.load(Ordering::Relaxed));
    let before = counted();
    thread::sleep(phase);
    let (quiet, quiet_counted) = (usage(pid)?, counted());

    // The queue moves: whoever is first leaves, once a second.
    let moving = Instant::now();
    let mut left = 0_usize;
    while moving.elapsed() < phase {
        if let Some(first) = queue.get(left) {
            tally.moves_now();
            first.leave(address)?;
            left = left.saturating_add(1);
        }
        thread::sleep(Duration::from_secs(1).saturating_sub(Duration::from_millis(5)));
    }
    thread::sleep(Duration::from_secs(1));
    let (moved, moved_counted) = (usage(pid)?, counted());

    // What asking costs: one answer that says that nothing has changed.
    let asked = queue.last().context("nobody waits")?.ask_again(address)?;
    tally.is_over.store(true, Ordering::Relaxed);
    drop(portal);
    let silent = listeners.into_iter().map(Listener::end).filter(|heard| !heard).count();
    ensure!(silent == 0, "{silent} of {} listeners heard nothing at all", options.visitors);

    let visitors = options.visitors as f64;
    let seconds = options.seconds as f64;
    let hourly = |from: u64, to: u64| to.saturating_sub(from) as f64 / visitors / seconds * 3600.0;
    let share = |from: Usage, to: Usage| to.ticks.saturating_sub(from.ticks) as f64 / seconds;
    println!("\n{visitors} visitors on the stream of one portal, {waiting} of them in the queue\n");
    println!(
        "memory      {:>9.1} MB alone, {:.1} MB with all of them: {:.1} KB each",
        mb(alone.memory),
        mb(moved.memory),
        (moved.memory.saturating_sub(alone.memory)) as f64 / visitors
    );
    println!(
        "processor   {:>9.1} % of one core while nothing happens, {:.1} % while the queue moves once a second",
        share(begun, quiet),
        share(quiet, moved)
    );
    println!("live        {:>9.0} bytes each in an hour while nothing happens, 1 request", hourly(before.0, quiet_counted.0));
    println!(
        "            {:>9.0} bytes each in an hour while the queue moves once a second ({} moves, {} events)",
        hourly(quiet_counted.0, moved_counted.0),
        left,
        moved_counted.1.saturating_sub(quiet_counted.1)
    );
    let delays = tally.delays();
    let delay =
        |share: usize| delays.get(delays.len().saturating_sub(1).saturating_mul(share).div_euclid(100)).map_or(0, Duration::as_millis);
    println!(
        "word        {:>9} ms after the queue moves at the median, {} ms for 99 of 100, {} ms at the longest, of {}",
        delay(50),
        delay(99),
        delay(100),
        delays.len()
    );
    for (words, is_visible, quiet) in
        [("looked at", true, 0), ("looked at, quiet", true, 600), ("hidden", false, 0), ("hidden, quiet", false, 600)]
    {
        let pace = domain::sse::pace(is_visible, Duration::from_secs(quiet));
        let requests = 3600.0 / pace.as_secs_f64();
        println!("asking      {:>9.0} bytes each in an hour, {requests:.0} requests, page {words}", requests * asked as f64);
    }
    Ok(())
}

fn mb(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}

/// A request and the head of its answer, over a connection of its own.
fn connect(address: SocketAddr) -> Result<std::net::TcpStream> {
    let stream = std::net::TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(40)))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
