//! Conversations: begun by a guest, and ended at the end of each check.

use crate::body;
use crate::client::Request;
use crate::contact::{self, Contact, pointed, points_to};
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::{
    Capability, Conversation, ConversationChange, ConversationList, ConversationStatus, CreatedConversation, IdentityCode,
    IdentityCodeRequest, IdentityCodeSent, NewConversation, NewMessage, NotificationChannel, TranscriptRequest,
};

const CONVERSATIONS: Needs = Needs::Capability(Capability::Conversations);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "a guest contacts an operator", needs: CONVERSATIONS, run: begins },
        Check { name: "the same key is the same conversation", needs: CONVERSATIONS, run: repeated },
        Check { name: "each wrong field of a conversation is pointed to", needs: CONVERSATIONS, run: pointers },
        Check { name: "without its secret a conversation does not exist", needs: CONVERSATIONS, run: secret_is_needed },
        Check { name: "a conversation is ended for good", needs: CONVERSATIONS, run: ended },
        Check { name: "that somebody writes is told and not kept", needs: CONVERSATIONS, run: typing },
        Check { name: "a conversation is read as one text", needs: CONVERSATIONS, run: transcript },
        Check { name: "a wrong code identifies nobody", needs: CONVERSATIONS, run: wrong_code },
        Check { name: "a conversation belongs to whoever began it", needs: Needs::SignedIn(Capability::Conversations), run: own },
    ]
}

pub(super) fn asked(context: &Context) -> Verdicts<NewConversation> {
    Ok(body::conversation(context.desk()?, &context.now()))
}

/// Begins, and ends when the check is done with it.
pub(super) fn with(context: &Context, check: impl FnOnce(&Contact<CreatedConversation>) -> Verdicts) -> Verdicts {
    let conversation = Contact::begin(context, &asked(context)?)?;
    let verdict = check(&conversation);
    // Whatever comes of it: no operator is to wait for a program.
    let _ = end(context, &conversation);
    verdict
}

/// Leaves the queue, or ends.
fn end(context: &Context, conversation: &Contact<CreatedConversation>) -> Verdicts<Conversation> {
    let now: Conversation = conversation.read(context)?;
    let waits = now.status == ConversationStatus::Waiting;
    let status = if waits { ConversationStatus::Abandoned } else { ConversationStatus::Ended };
    Ok(context.expect(&change(conversation, status).new_key(), 200)?.read()?)
}

fn change<'a>(conversation: &'a Contact<CreatedConversation>, status: ConversationStatus) -> Request<'a> {
    Request::patch(&conversation.path, body::json(&ConversationChange { status })).secret(&conversation.secret)
}

fn begins(context: &Context) -> Verdicts {
    context.expect(&Request::post("/conversations", body::json(&asked(context)?)), 400)?;
    with(context, |contact| {
        contact.stands()?;
        let known = [ConversationStatus::Waiting, ConversationStatus::Connected];
        let status = contact.begun.conversation.status;
        ensure!(known.contains(&status), "it begins as {status:?}");
        let Conversation { number, status, operator, position, .. } = contact.read(context)?;
        ensure!(number == contact.begun.conversation.number, "it is {number}");
        ensure!(status != ConversationStatus::Connected || operator.is_some(), "connected, and nobody's name is told");
        ensure!(status == ConversationStatus::Waiting || position.is_none(), "it is {status:?}, and number {position:?} in the queue");
        contact.version(context).map(drop)
    })
}

fn repeated(context: &Context) -> Verdicts {
    with(context, |contact| {
        let other = NewConversation { full_name: "Somebody Else".to_owned(), ..asked(context)? };
        contact.is_repeated(context, &other)
    })
}

fn pointers(context: &Context) -> Verdicts {
    // Where it is closed, or only for whoever is signed in, that comes first.
    with(context, |_| {
        let mut wrong = NewConversation { full_name: " ".to_owned(), ..asked(context)? };
        if let Some(consent) = wrong.consents.first_mut() {
            consent.version = "older".to_owned();
        }
        let pointers = pointed(&context.send(&Request::post("/conversations", body::json(&wrong)).new_key())?)?;
        ensure!(pointers.iter().any(|pointer| pointer == "/fullName"), "/fullName is wrong and not among {pointers:?}");
        let consent = wrong.consents.is_empty() || pointers.iter().any(|pointer| pointer.starts_with("/consents/0"));
        ensure!(consent, "/consents/0 is wrong and not among {pointers:?}");
        ensure!(!pointers.iter().any(|pointer| pointer == "/description"), "/description is not wrong");
        Ok(())
    })
}

fn secret_is_needed(context: &Context) -> Verdicts {
    with(context, |contact| {
        let Contact { path, secret, .. } = contact;
        let nowhere = "/conversations/no-such-conversation";
        let tag = contact.version(context)?;
        let in_query = format!("{path}?secret={secret}");
        let message = body::json(&NewMessage { text: "A stranger's".to_owned(), attachment: None });
        let ends = body::json(&ConversationChange { status: ConversationStatus::Ended });
        let code = body::json(&IdentityCode { code: "000000".to_owned() });
        let by_mail = body::json(&TranscriptRequest { email: Some(context.options.email.clone()) });
        let asks = body::json(&code_request(context));
        let below =
            |path: &str| ["messages", "typing", "identity-code", "transcript", "attachments/1"].map(|name| format!("{path}/{name}"));
        let (here, there) = (below(path), below(nowhere));
        let mut strangers = vec![Request::get(path).header("If-None-Match", tag), Request::get(&in_query)];
        for (path, below, secret) in [(path.as_str(), &here, "wrong"), (path, &here, ""), (nowhere, &there, secret)] {
            let [messages, typing, identity_code, transcript, file] = below;
            let requests = [
                Request::get(path),
                Request::patch(path, ends.clone()).new_key(),
                Request::get(messages),
                Request::post(messages, message.clone()).new_key(),
                Request::signal(typing),
                Request::post(identity_code, asks.clone()).new_key(),
                Request::patch(identity_code, code.clone()).new_key(),
                Request::get(transcript),
                Request::post(transcript, by_mail.clone()).new_key(),
                Request::get(file),
            ];
            strangers.extend(requests.map(|request| request.secret(secret)));
        }
        contact::are_strangers(context, &strangers)?;
        let after: Conversation = contact.read(context)?;
        ensure!(after.status != ConversationStatus::Ended, "a stranger ended it");
        Ok(())
    })
}

fn ended(context: &Context) -> Verdicts {
    with(context, |contact| {
        let over = [ConversationStatus::Ended, ConversationStatus::Abandoned];
        let status = end(context, contact)?.status;
        ensure!(over.contains(&status), "it was ended, and is {status:?}");
        let messages = format!("{}/messages", contact.path);
        let late = body::json(&NewMessage { text: "Too late".to_owned(), attachment: None });
        context.expect(&Request::post(&messages, late).secret(&contact.secret).new_key(), 409)?;
        let Conversation { status, position, .. } = contact.read(context)?;
        ensure!(over.contains(&status), "it is {status:?} again");
        ensure!(position.is_none(), "it is over, and number {position:?} in the queue");
        // What was written can still be read.
        context.expect(&Request::get(&messages).secret(&contact.secret), 200)?;
        context.expect(&change(contact, ConversationStatus::Ended).new_key(), 409)?;
        // Over already, and nothing that a visitor says.
        let answer = context.send(&change(contact, ConversationStatus::Connected).new_key())?;
        ensure!(matches!(answer.status, 409 | 422), "{answer} to whoever would connect it, not 409 or 422");
        Ok(())
    })
}

fn typing(context: &Context) -> Verdicts {
    with(context, |contact| {
        let path = format!("{}/typing", contact.path);
        context.expect(&Request::signal(&path).secret(&contact.secret), 202)?;
        let history = super::messages::history(context, contact, 0)?;
        ensure!(history.iter().all(|message| !message.text.is_empty() || message.attachment.is_some()), "it became an empty message");
        Ok(())
    })
}

fn transcript(context: &Context) -> Verdicts {
    with(context, |contact| {
        let text = "\"Снег\" & <b>42</b>";
        super::messages::write(context, contact, text)?;
        let path = format!("{}/transcript", contact.path);
        let answer = context.expect(&Request::get(&path).secret(&contact.secret), 200)?;
        let whole = String::from_utf8_lossy(&answer.body);
        ensure!(whole.contains(text), "{text:?} was written, and the text has none of it: {whole}");
        ensure!(answer.list("Cache-Control").contains("no-store"), "it may be stored: {:?}", answer.list("Cache-Control"));
        let by_mail = |email: &str| {
            let body = body::json(&TranscriptRequest { email: Some(email.to_owned()) });
            context.send(&Request::post(&path, body).secret(&contact.secret).new_key())
        };
        points_to(&by_mail("nobody")?, "/email")?;
        let answer = by_mail(&context.options.email)?;
        ensure!(answer.status == 202, "{answer}, not 202");
        Ok(())
    })
}

fn code_request(context: &Context) -> IdentityCodeRequest {
    IdentityCodeRequest {
        full_name: "Conformance Test".to_owned(),
        by: NotificationChannel::Email,
        to: Some(context.options.email.clone()),
    }
}

fn wrong_code(context: &Context) -> Verdicts {
    with(context, |contact| {
        let path = format!("{}/identity-code", contact.path);
        let ask = |asked: &IdentityCodeRequest| context.send(&Request::post(&path, body::json(asked)).secret(&contact.secret).new_key());
        points_to(&ask(&IdentityCodeRequest { to: Some("nobody".to_owned()), ..code_request(context) })?, "/to")?;
        let answer = ask(&code_request(context))?;
        ensure!(answer.status == 202, "{answer}, not 202");
        let IdentityCodeSent { to, length, .. } = answer.read()?;
        ensure!(to != context.options.email && !to.is_empty(), "the address is told in full: {to}");
        ensure!(length >= 4, "{length} digits can be guessed");
        let wrong = body::json(&IdentityCode { code: "x".to_owned() });
        points_to(&context.send(&Request::patch(&path, wrong).secret(&contact.secret).new_key())?, "/code")?;
        let Conversation { identified, .. } = contact.read(context)?;
        ensure!(!identified, "a wrong code has identified somebody");
        Ok(())
    })
}

fn own(context: &Context) -> Verdicts {
    let request = Request::post("/conversations", body::json(&asked(context)?)).new_key().signed_in();
    let answer = context.send(&request)?;
    if answer.status == 409 {
        return Err(Verdict::Skipped(contact::CLOSED.to_owned()));
    }
    ensure!(answer.status == 201, "{answer}, not 201");
    let CreatedConversation { conversation, secret } = answer.read()?;
    let path = format!("/conversations/{}", conversation.number);
    let list = context.expect(&Request::get("/conversations").signed_in(), 200).and_then(|answer| Ok(answer.read::<ConversationList>()?));
    let read = context.expect(&Request::get(&path).signed_in(), 200);
    let stranger = context.expect(&Request::get(&path), 404);
    for status in [ConversationStatus::Abandoned, ConversationStatus::Ended] {
        let ends = Request::patch(&path, body::json(&ConversationChange { status })).new_key().signed_in();
        context.client().send(&ends)?;
    }
    ensure!(secret.is_none(), "a conversation with a session has a secret");
    let list = list?;
    let newest = list.items.first().map(|conversation| conversation.number.as_str());
    ensure!(newest == Some(&conversation.number), "{} was begun, and the list begins with {newest:?}", conversation.number);
    read.and(stranger)?;
    context.expect(&Request::get("/conversations"), 401).map(drop)
}
