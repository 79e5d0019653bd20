//! Programs that the tests start, and that never outlive them.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Runs the program in a process session of its own and ends the whole session as soon as its standard input closes: on
/// `drop`, and also when the tests are killed, since the kernel closes the pipe.
///
/// Browsers leave their parent's process group, but not its session.
const KEEPER: &str = r#"
"$@" 2>"$SCRATCH/log" &
child=$!
exec >/dev/null 2>&1
read -r _
kill -TERM $child
tries=0
while kill -0 $child && [ $tries -lt 30 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
rm -rf "$SCRATCH"
exec pkill -KILL -s $$
"#;

/// A running program with a scratch directory of its own, in which it also keeps its temporary files.
#[derive(Debug)]
pub struct Running {
    keeper: Child,
    lifeline: Option<ChildStdin>,
    scratch: TempDir,
    name: String,
}

/// What to run.
#[derive(Debug)]
pub struct Program {
    path: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    scratch: TempDir,
}

impl Program {
    /// A program found by `path`, or by its name along `PATH`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let scratch = tempfile::Builder::new().prefix("browser-tests-").tempdir().expect("a temporary directory");
        Self { path: path.into(), arguments: Vec::new(), environment: Vec::new(), scratch }
    }

    #[must_use]
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    #[must_use]
    pub fn variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// The directory that goes when the program goes.
    pub fn scratch(&self) -> &std::path::Path {
        self.scratch.path()
    }

    /// Starts it, and waits for the line on its standard output that `reads` understands.
    ///
    /// # Panics
    /// When it cannot be started, or ends, or says nothing of the kind for 30 seconds.
    pub async fn start_and_read<T: Send + 'static>(self, reads: impl Fn(&str) -> Option<T> + Send + 'static) -> (Running, T) {
        let (running, output) = self.start(Stdio::piped());
        let output = output.expect("standard output is a pipe");
        let (sender, receiver) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let mut sender = Some(sender);
            // Read to the end, or the program would block on a full pipe.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(found) = reads(&line)
                    && let Some(sender) = sender.take()
                {
                    let _ = sender.send(found);
                }
            }
        });
        match tokio::time::timeout(Duration::from_secs(30), receiver).await {
            Ok(Ok(found)) => (running, found),
            _ => panic!("{} did not start:\n{}", running.name, running.log()),
        }
    }

    /// Starts it.
    ///
    /// # Panics
    /// When there is no shell to start it with.
    pub fn start_quiet(self) -> Running {
        self.start(Stdio::null()).0
    }

    fn start(self, output: Stdio) -> (Running, Option<std::process::ChildStdout>) {
        let mut keeper = Command::new("setsid")
            .args(["sh", "-c", KEEPER, "keeper"])
            .arg(&self.path)
            .args(&self.arguments)
            .env("SCRATCH", self.scratch.path())
            .env("TMPDIR", self.scratch.path())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", self.path.display()));
        let output = keeper.stdout.take();
        let lifeline = keeper.stdin.take();
        let name = self.path.display().to_string();
        (Running { keeper, lifeline, scratch: self.scratch, name }, output)
    }
}

impl Running {
    /// Sends a signal to those processes of its session whose command line matches.
    ///
    /// # Panics
    /// When there is none.
    pub fn signal(&self, signal: &str, command_line: &str) {
        let session = self.keeper.id().to_string();
        let done = Command::new("pkill").args([&format!("-{signal}"), "-s", &session, "-f", "--", command_line]).status();
        assert!(done.is_ok_and(|status| status.success()), "{}: no process is {command_line}", self.name);
    }

    /// What it wrote to standard error.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.scratch.path().join("log")).unwrap_or_default()
    }

    /// The directory that goes when the program goes.
    pub fn scratch(&self) -> &std::path::Path {
        self.scratch.path()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        let until = Instant::now() + Duration::from_secs(6);
        while Instant::now() < until {
            if matches!(self.keeper.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.keeper.kill();
    }
}

/// A port of the loopback interface that nobody listens on at the moment.
///
/// # Panics
/// When there is none.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// The first of these that is a file, or that `PATH` knows.
pub fn find_program(candidates: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut directories: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Some(home) = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))) {
        directories.push(home.join("bin"));
    }
    candidates.iter().find_map(|candidate| {
        let candidate = PathBuf::from(candidate);
        if candidate.is_absolute() {
            return File::open(&candidate).is_ok().then_some(candidate);
        }
        directories.iter().map(|directory| directory.join(&candidate)).find(|file| file.is_file())
    })
}
