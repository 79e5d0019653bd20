//! Messages: in order, each once, and seen by nobody else.

use super::attachments::{file, taken_of};
use super::conversations::with;
use crate::body;
use crate::client::Request;
use crate::contact::{self, Contact, is_marked};
use crate::context::{Check, Context, Needs, Verdicts, ensure};
use contract::{Attachment, Capability, Conversation, CreatedConversation, Message, MessageAuthor, MessageList, NewMessage};
use std::thread;

const CONVERSATIONS: Needs = Needs::Capability(Capability::Conversations);
/// More than any of these conversations has.
const PAGES_MAX: usize = 20;

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "messages stand in order, without gaps", needs: CONVERSATIONS, run: in_order },
        Check { name: "the same key is the same message", needs: CONVERSATIONS, run: repeated },
        Check { name: "messages written at once are each there once", needs: CONVERSATIONS, run: at_once },
        Check { name: "only what is new is asked for", needs: CONVERSATIONS, run: after },
        Check { name: "an image goes with a message", needs: CONVERSATIONS, run: image },
    ]
}

fn path(contact: &Contact<CreatedConversation>) -> String {
    format!("{}/messages", contact.path)
}

fn written<'a>(path: &'a str, contact: &Contact<CreatedConversation>, text: &str) -> Request<'a> {
    Request::post(path, body::json(&NewMessage { text: text.to_owned(), attachment: None })).secret(&contact.secret)
}

pub(super) fn write(context: &Context, contact: &Contact<CreatedConversation>, text: &str) -> Verdicts<Message> {
    Ok(context.expect(&written(&path(contact), contact, text).new_key(), 201)?.read()?)
}

/// All that comes after a message, page by page.
pub(super) fn history(context: &Context, contact: &Contact<CreatedConversation>, after: u32) -> Verdicts<Vec<Message>> {
    let mut all: Vec<Message> = Vec::new();
    for _ in 0..PAGES_MAX {
        let after = all.last().map_or(after, |last| last.sequence);
        let page = format!("{}?after={after}", path(contact));
        let MessageList { items } = context.expect(&Request::get(&page).secret(&contact.secret), 200)?.read()?;
        if items.is_empty() {
            break;
        }
        for message in items {
            let before = all.last().map_or(after, |last| last.sequence);
            ensure!(before.checked_add(1) == Some(message.sequence), "after message {before} comes {}", message.sequence);
            all.push(message);
        }
    }
    Ok(all)
}

fn in_order(context: &Context) -> Verdicts {
    with(context, |contact| {
        let texts = ["First", "Второе <b>&amp;</b>", "Third\nof two lines"];
        let tag = contact.version(context)?;
        let mut written = Vec::new();
        for text in texts {
            written.push(write(context, contact, text)?);
        }
        let history = history(context, contact, 0)?;
        let own: Vec<&Message> = history.iter().filter(|message| message.author == MessageAuthor::Visitor).collect();
        let first = own.first().map(|message| message.text.as_str());
        let description = super::conversations::asked(context)?.description;
        ensure!(first == description.as_deref(), "the description is to be the first message, and that is {first:?}");
        let own: Vec<&Message> = own.into_iter().skip(1).collect();
        ensure!(own == written.iter().collect::<Vec<_>>(), "{written:?} were written, and {own:?} are there");
        ensure!(own.iter().map(|message| message.text.as_str()).eq(texts), "{texts:?} became {own:?}");
        let Conversation { last_sequence, .. } = contact.read(context)?;
        let last = history.last().map_or(0, |last| last.sequence);
        ensure!(last_sequence >= last, "its last message is {last}, and lastSequence is {last_sequence}");
        ensure!(contact.version(context)? != tag, "it has new messages, and its ETag is the same");
        Ok(())
    })
}

fn repeated(context: &Context) -> Verdicts {
    with(context, |contact| {
        let path = path(contact);
        context.expect(&written(&path, contact, "Without a key"), 400)?;
        let key = uuid::Uuid::new_v4().to_string();
        let request = written(&path, contact, "Once").key(&key);
        let message: Message = context.expect(&request, 201)?.read()?;
        ensure!(message.key.as_deref() == Some(key.as_str()), "its key is {:?}, not {key}", message.key);
        let again = context.expect(&request, 201)?;
        is_marked(&again)?;
        ensure!(again.read::<Message>()? == message, "the same key is another message: {again}");
        context.expect(&written(&path, contact, "Other").key(&key), 422)?;
        context.expect(&written(&path, contact, " ").new_key(), 422)?;
        let sequences = contact::at_once(context, &written(&path, contact, "Many times").new_key(), |message: &Message| message.sequence)?;
        ensure!(sequences.len() == 1, "one message is there as {sequences:?}");
        let times = history(context, contact, 0)?.iter().filter(|message| message.text == "Many times").count();
        ensure!(times == 1, "one message is there {times} times");
        Ok(())
    })
}

fn at_once(context: &Context) -> Verdicts {
    with(context, |contact| {
        let texts: Vec<String> = (0..20).map(|of| format!("At once {of}")).collect();
        let sent: Verdicts<Vec<Message>> = {
            let (client, path) = (context.client(), path(contact));
            let requests: Vec<Request<'_>> = texts.iter().map(|text| written(&path, contact, text).new_key()).collect();
            let answers: Vec<_> = thread::scope(|scope| {
                let sends: Vec<_> = requests.iter().map(|request| scope.spawn(|| client.send(request))).collect();
                sends.into_iter().map(|send| send.join().unwrap_or_else(|_| Err("a send was lost".to_owned()))).collect()
            });
            answers.into_iter().map(|answer| Ok(answer?.read::<Message>()?)).collect()
        };
        let sent = sent?;
        let history = history(context, contact, 0)?;
        for (message, text) in sent.iter().zip(&texts) {
            ensure!(message.text == *text, "{text:?} became {:?}", message.text);
            let times = history.iter().filter(|known| *known == message).count();
            ensure!(times == 1, "{text:?} is there {times} times");
        }
        Ok(())
    })
}

fn after(context: &Context) -> Verdicts {
    with(context, |contact| {
        let first = write(context, contact, "First")?;
        let second = write(context, contact, "Second")?;
        let rest = history(context, contact, first.sequence)?;
        ensure!(rest.contains(&second), "after {} there is no {}: {rest:?}", first.sequence, second.sequence);
        ensure!(!rest.contains(&first), "{} comes after itself", first.sequence);
        let (none, wrong) = (format!("{}?after={}", path(contact), u32::MAX), format!("{}?after=first", path(contact)));
        let MessageList { items } = context.expect(&Request::get(&none).secret(&contact.secret), 200)?.read()?;
        ensure!(items.is_empty(), "after everything comes {items:?}");
        context.expect(&Request::get(&wrong).secret(&contact.secret), 400).map(drop)
    })
}

fn image(context: &Context) -> Verdicts {
    let (_, mime_type, content) = taken_of(context, "image/")?;
    with(context, |contact| {
        let files = format!("{}/attachments", contact.path);
        context.expect(&file(&files, mime_type, content).secret("wrong").new_key(), 404)?;
        context.expect(&file(&files, mime_type, &b"<script>alert(1)</script>"[..]).secret(&contact.secret).new_key(), 415)?;
        let added: Attachment = context.expect(&file(&files, mime_type, content).secret(&contact.secret).new_key(), 201)?.read()?;
        let path = path(contact);
        let named = |id: &str| Request::post(&path, body::json(&NewMessage { text: String::new(), attachment: Some(id.to_owned()) }));
        context.expect(&named("no-such-file").secret(&contact.secret).new_key(), 422)?;
        let message: Message = context.expect(&named(&added.id).secret(&contact.secret).new_key(), 201)?.read()?;
        ensure!(message.attachment.as_ref() == Some(&added), "{added:?} was sent, and the message has {:?}", message.attachment);
        let file = format!("{files}/{}", added.id);
        let answer = context.expect(&Request::get(&file).secret(&contact.secret), 200)?;
        ensure!(answer.body == content, "{} bytes were sent, and {} came back", content.len(), answer.body.len());
        let kind = answer.header("Content-Type").unwrap_or_default();
        ensure!(kind.eq_ignore_ascii_case(mime_type), "Content-Type is {kind}, not {mime_type}");
        let sniffing = answer.header("X-Content-Type-Options").unwrap_or_default();
        ensure!(sniffing.eq_ignore_ascii_case("nosniff"), "a browser may take it for something else");
        contact::are_strangers(context, &[Request::get(&file), Request::get(&file).secret("wrong")])
    })
}
