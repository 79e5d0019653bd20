use crate::own::Own;
use crate::stream::Stream;
use crate::support::{Visitor, guest_ticket, header, new_key};
use contract::{ConversationMessage, CreatedTicket, Message, MessageList};
use reqwest::StatusCode;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// The real program.
struct Process {
    child: Child,
    _stdout: BufReader<ChildStdout>,
    base: String,
}

impl Process {
    async fn start(database: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
        command.args(["--listen", "127.0.0.1:0", "--demo", "--now", crate::support::TUESDAY, "--database"]).arg(database);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).await.unwrap();
        let base = line.trim_end().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { child, _stdout: stdout, base }
    }

    /// As `kill -9` does.
    async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

#[tokio::test]
async fn a_killed_portal_has_lost_nothing_that_it_said_it_had() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("portal.sqlite");
    let first = Process::start(&database).await;
    let visitor = Visitor::at(&first.base).signed_in().await;
    let own = visitor.send_ticket(&guest_ticket("Из кабинета")).await;
    let (key, body) = (new_key(), guest_ticket("Гость"));
    let answer = Visitor::at(&first.base).write("/api/tickets", &key, &body).send().await.unwrap().text().await.unwrap();
    first.kill().await;

    let second = Process::start(&database).await;
    // The session goes on; the port is another one, and cookies know no ports.
    let visitor = Visitor { base: second.base.clone(), ..visitor };
    assert_eq!(visitor.ticket(&own.ticket.number, None).await.unwrap(), own.ticket);
    assert_eq!(visitor.page("limit=1").await.total, Some(61), "demonstration data are written once");
    let guest = Visitor::at(&second.base);
    let created: CreatedTicket = serde_json::from_str(&answer).unwrap();
    guest.ticket(&created.ticket.number, created.secret.as_deref()).await.unwrap();
    let again = guest.write("/api/tickets", &key, &body).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(header(again.headers(), "idempotency-replayed"), "true");
    assert_eq!(again.text().await.unwrap(), answer);
    assert_eq!(guest.outbox().await.len(), 2);
    second.kill().await;
}

/// Many write while the portal is killed: what was answered is there, and what was not is not there twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_portal_killed_while_it_writes_has_each_ticket_once() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("portal.sqlite");
    let first = Process::start(&database).await;
    let keys: Vec<String> = (0..60).map(|_| new_key()).collect();
    let write = |base: &str, key: &str, name: usize| {
        let request = Visitor::at(base).write("/api/tickets", key, &guest_ticket(&format!("№ {name}")));
        async move { request.send().await?.json::<CreatedTicket>().await }
    };
    let sent: Vec<_> = keys.iter().enumerate().map(|(name, key)| tokio::spawn(write(&first.base, key, name))).collect();
    let mut sent = sent.into_iter();
    let mut before = Vec::new();
    // Some have their answer, the others are on their way.
    for answer in sent.by_ref().take(10) {
        before.push(answer.await.unwrap().ok());
    }
    first.kill().await;
    for answer in sent {
        before.push(answer.await.unwrap().ok());
    }
    assert!(before.iter().flatten().count() >= 10);

    let second = Process::start(&database).await;
    for (name, (key, before)) in keys.iter().zip(before).enumerate() {
        let after = write(&second.base, key, name).await.unwrap();
        if let Some(before) = before {
            assert_eq!(after.ticket, before.ticket);
        }
    }
    assert_eq!(Visitor::at(&second.base).outbox().await.len(), keys.len());
    second.kill().await;
}

/// The visitor writes, the portal is killed, and the conversation goes on where it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_conversation_goes_on_after_the_portal_was_killed() {
    let directory = tempfile::tempdir().unwrap();
    let database = directory.path().join("portal.sqlite");
    let first = Process::start(&database).await;
    let own = Own::open(Visitor::at(&first.base), &crate::own::body()).await;
    let watch = format!("{}={}", own.number, own.secret);
    let mut stream = Stream::open(&own.visitor, &watch, "").await;
    stream.next().await.unwrap();
    let keys: Vec<String> = (0..60).map(|_| new_key()).collect();
    let send = |own: &Own, key: &str, index: usize| {
        let request = own.write("POST", "/messages", key, &serde_json::json!({ "text": index.to_string() }));
        async move { request.send().await?.json::<Message>().await }
    };
    let sent: Vec<_> = keys.iter().enumerate().map(|(index, key)| tokio::spawn(send(&own, key, index))).collect();
    let mut seen: Vec<Message> = Vec::new();
    let told = |event: domain::sse::Event| serde_json::from_str::<ConversationMessage>(&event.data).unwrap().message;
    while seen.len() < 10 {
        seen.push(told(stream.news().await.unwrap()));
    }
    let last = stream.last_seen();
    first.kill().await;
    let mut before = Vec::new();
    for answer in sent {
        before.push(answer.await.unwrap().ok());
    }

    let second = Process::start(&database).await;
    let own = Own { visitor: Visitor::at(&second.base), ..own };
    let mut stream = Stream::open(&own.visitor, &watch, &last).await;
    for (index, (key, before)) in keys.iter().zip(before).enumerate() {
        let after = send(&own, key, index).await.unwrap();
        assert!(before.is_none_or(|before| before == after));
    }
    while seen.len() < keys.len() {
        seen.push(told(stream.news().await.unwrap()));
    }
    let history: MessageList = own.get("/messages?after=2").send().await.unwrap().json().await.unwrap();
    assert_eq!(seen, history.items, "each once, in one order, over the stream too");
    assert!(stream.rest().await.is_empty());
    second.kill().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_portal_that_is_told_to_stop_ends_well() {
    let directory = tempfile::tempdir().unwrap();
    let mut process = Process::start(&directory.path().join("portal.sqlite")).await;
    let pid = process.child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
    assert!(process.child.wait().await.unwrap().success());
}
