use crate::support::{between, demo, eventually, guest_ticket, start};
use portal::Config;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server as RFC 5321 has it, as far as one client goes. It keeps what it takes.
#[derive(Clone, Default)]
struct MailServer {
    taken: Arc<Mutex<Vec<Taken>>>,
    /// Says "later" to so many mails first.
    busy: Arc<Mutex<u32>>,
}

#[derive(Clone, Debug)]
struct Taken {
    from: String,
    to: String,
    text: String,
}

impl MailServer {
    fn serve(&self, listener: TcpListener) {
        let this = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let this = this.clone();
                tokio::spawn(async move { this.talk(stream).await });
            }
        });
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 mail.example ready\r\n").await?;
        let (mut from, mut to) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let command = line.trim_end().to_owned();
            let address = || between(&command, "<", ">").to_owned();
            let answer = match command.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => "250-mail.example\r\n250-8BITMIME\r\n250 SMTPUTF8",
                "MAIL" => {
                    from = address();
                    "250 ok"
                }
                "RCPT" => {
                    to = address();
                    "250 ok"
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    let mut text = Vec::new();
                    while !text.ends_with(b"\r\n.\r\n") {
                        text.push(stream.read_u8().await?);
                    }
                    let text = String::from_utf8(text).unwrap();
                    if self.is_busy() {
                        "451 later"
                    } else {
                        self.taken.lock().unwrap().push(Taken { from: from.clone(), to: to.clone(), text });
                        "250 taken"
                    }
                }
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }

    fn is_busy(&self) -> bool {
        let mut busy = self.busy.lock().unwrap();
        let was = *busy > 0;
        *busy = busy.saturating_sub(1);
        was
    }

    fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

/// The text of a mail, whatever it was encoded with.
fn text(mail: &Taken) -> String {
    let (head, body) = mail.text.split_once("\r\n\r\n").unwrap();
    let head = head.to_lowercase();
    let body = body.trim_end_matches("\r\n.\r\n");
    if head.contains("base64") {
        use base64::Engine;
        let joined: String = body.split_whitespace().collect();
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(joined).unwrap()).unwrap()
    } else if head.contains("quoted-printable") {
        let joined = body.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = joined.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            if *first == b'=' {
                bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
                rest = &tail[2..];
            } else {
                bytes.push(*first);
                rest = tail;
            }
        }
        String::from_utf8(bytes).unwrap()
    } else {
        body.to_owned()
    }
}

#[tokio::test]
async fn a_mail_goes_out_in_the_visitors_language_with_a_link_that_opens_the_ticket() {
    let server = MailServer::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = Some(format!("smtp://{}", listener.local_addr().unwrap()));
    server.serve(listener);
    let public_url = Some("https://portal.example/".parse().unwrap());
    let portal = start(Config { smtp, public_url, ..demo() }).await;
    let visitor = portal.visitor();
    let created = visitor.send_ticket(&guest_ticket("По-русски")).await;
    let mail = eventually("a mail", async || server.taken().pop()).await;
    assert_eq!((mail.from.as_str(), mail.to.as_str()), ("support@sever.example", "anna@example.org"));
    assert!(mail.text.contains("Message-ID: <"), "{}", mail.text);
    let number = &created.ticket.number;
    let russian = text(&mail);
    assert!(russian.contains("По-русски") && russian.contains("24 ноября 2026 года"), "{russian}");
    let link = format!("https://portal.example/tickets/{number}#secret={}", created.secret.unwrap());
    assert!(russian.contains(&link), "{russian}");

    let write = visitor.write("/api/tickets", &crate::support::new_key(), &guest_ticket("In English")).header("Accept-Language", "en");
    assert!(write.send().await.unwrap().status().is_success());
    let english = eventually("a second mail", async || server.taken().into_iter().nth(1)).await;
    assert!(text(&english).contains("We will answer by the end of 24 November 2026"), "{}", text(&english));
    let sent = eventually("both sent", async || {
        let mails = visitor.outbox().await;
        mails.iter().all(|mail| !mail["sent"].is_null()).then_some(mails)
    });
    assert_eq!(sent.await.len(), 2);
}

#[tokio::test]
async fn a_mail_waits_for_the_server_and_for_the_portal() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let directory = tempfile::tempdir().unwrap();
    let config = Config {
        smtp: Some(format!("smtp://{address}")),
        database: portal::Database::File(directory.path().join("portal.sqlite")),
        ..demo()
    };
    let portal = start(config.clone()).await;
    portal.visitor().send_ticket(&guest_ticket("Сервер не отвечает")).await;
    let failed = eventually("a try", async || portal.visitor().outbox().await.into_iter().find(|mail| mail["tries"] == 1)).await;
    assert!(failed["sent"].is_null() && !failed["lastError"].as_str().unwrap().is_empty());
    assert_eq!(failed["nextTry"].as_str().unwrap()[..16], *"2026-11-24T07:00");
    portal.stop().await;

    // The server comes back, but is busy at first; and the portal has been started again.
    let server = MailServer::default();
    *server.busy.lock().unwrap() = 1;
    server.serve(TcpListener::bind(address).await.unwrap());
    let portal = start(config).await;
    let visitor = portal.visitor();
    visitor.set_clock("2026-11-24T07:05:00Z").await;
    eventually("a second try", async || visitor.outbox().await.into_iter().find(|mail| mail["tries"] == 2)).await;
    assert!(server.taken().is_empty());
    visitor.set_clock("2026-11-24T07:10:00Z").await;
    let sent = eventually("sent", async || visitor.outbox().await.into_iter().find(|mail| !mail["sent"].is_null())).await;
    assert_eq!(sent["tries"], 3);
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn without_a_server_mail_can_be_read_in_the_outbox() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let mut ticket = guest_ticket("<script>alert(1)</script>");
    ticket["contact"]["notifyBy"] = serde_json::json!([]);
    let created = visitor.send_ticket(&ticket).await;
    let page = visitor.get("/dev/outbox").header("Accept", "text/html").send().await.unwrap().text().await.unwrap();
    assert!(page.contains(&format!("<a href=\"{}/tickets/{}#secret=", portal.base, created.ticket.number)), "{page}");
    assert!(!page.contains("<script>"));
    // Somebody with an account is written to only if they want it.
    let visitor = visitor.signed_in().await;
    visitor.send_ticket(&ticket).await;
    assert_eq!(visitor.outbox().await.len(), 1);
    visitor.send_ticket(&guest_ticket("Напишите мне")).await;
    let mails = visitor.outbox().await;
    assert_eq!(mails.len(), 2);
    assert!(!mails[0]["body"].as_str().unwrap().contains("secret"));
}
