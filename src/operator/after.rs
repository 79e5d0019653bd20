//! After the end: what was said, to keep; and the ways on.

use super::shown::Talking;
use crate::browser::{file, page, uuid};
use crate::i18n::{self, t};
use crate::markup::view;
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::portal::words as failures;
use crate::prepare::{Preparing, to_ticket};
use crate::route::{Route, query};
use crate::secrets::{self, Contact};
use crate::sending;
use crate::ui::{Button, ButtonKind, ButtonType, LinkButton, Notice, NoticeKind, TextField};
use contract::{Message, MessageAuthor, TranscriptRequest};
use domain::time::parse_instant;
use leptos::ev::Event;
use leptos::prelude::*;

pub(super) fn after(talking: Talking) -> AnyView {
    let context = talking.context;
    let number = talking.number();
    let has_words = Memo::new(move |_| talking.messages.with(|messages| !messages.is_empty()));
    let again = [&Route::Operator.href(), "?", query::AFTER, "=", &page::encode(&number)].concat();
    let desk = context.desk();
    let topic = untrack(|| talking.known.with(|known| known.as_ref().and_then(|known| known.ticket_type.clone())));
    let category = desk.wire.categories.iter().find(|category| Some(&category.id) == topic.as_ref()).cloned().unwrap_or_default();
    let told = move || {
        let own = talking.messages.with_untracked(|messages| {
            let own = messages.iter().filter(|message| message.author == MessageAuthor::Visitor);
            own.map(|message| message.text.clone()).collect::<Vec<_>>().join("\n")
        });
        [t::operator_after(&talking.number()), own].join("\n")
    };
    let ticket = to_ticket(Preparing::begin(context), category, t::operator_to_ticket(), told);
    let keep = move || has_words.get().then(|| transcript(talking));
    view! {
        <p class="actions">
            <LinkButton label=t::operator_write_again() href=again kind=ButtonKind::Primary />
            {ticket}
        </p>
        {keep}
    }
}

fn transcript(talking: Talking) -> AnyView {
    let refused = RwSignal::new(false);
    let save = Some(Callback::new(move |()| {
        let name = [&talking.number(), ".txt"].concat();
        let text = talking.messages.with_untracked(|messages| as_text(talking, messages));
        refused.set(!file::save(&name, "text/plain;charset=utf-8", &text));
    }));
    let print = Some(Callback::new(|()| page::print()));
    view! {
        <section class="stack talk-keep">
            <h2>{t::operator_transcript()}</h2>
            <p class="actions">
                <Button label=t::operator_save() on_click=save />
                <Button label=t::sent_print() on_click=print />
            </p>
            {move || refused.get().then(|| view! { <p class="small">{t::contact_refused()}</p> })}
            {by_mail(talking)}
        </section>
    }
}

/// Every message with its day, time and author.
fn as_text(talking: Talking, messages: &[Message]) -> String {
    let desk = talking.context.desk();
    let zone = desk.own_zone().map_or_else(|| desk.zone(), |(_, own)| own);
    let said = |message: &Message| {
        let at = parse_instant(&message.date).map(|instant| i18n::date_time(instant, &*zone)).unwrap_or_default();
        let author = match message.author {
            MessageAuthor::Visitor => t::operator_you(),
            MessageAuthor::Operator => message.name.clone().unwrap_or_else(t::callback_operator),
            MessageAuthor::System | MessageAuthor::Unknown => desk.wire.name.clone(),
        };
        let file = message.attachment.as_ref().map(|file| ["\n[", &file.name, "]"].concat()).unwrap_or_default();
        ["\n\n", &at, ", ", &author, "\n", &message.text, &file].concat()
    };
    let all: Vec<String> = messages.iter().map(said).collect();
    [&desk.wire.name, "\n", &t::operator_number(&talking.number()), &all.concat(), "\n"].concat()
}

fn by_mail(talking: Talking) -> AnyView {
    let context = talking.context;
    let account = untrack(|| context.account());
    let email = RwSignal::new(account.as_ref().and_then(|account| account.email.clone()).unwrap_or_default());
    let is_wrong = RwSignal::new(false);
    let key = RwSignal::new(String::new());
    let standing = Memo::new(move |_| context.outbox.standing(&key.get()));
    let busy = Signal::derive(move || matches!(standing.get(), Some(Standing::Sending)));
    let submit = move |event: Event| {
        event.prevent_default();
        let to = email.with_untracked(|typed| domain::ticket::read_email(typed));
        is_wrong.set(to.is_none());
        if to.is_none() || busy.get_untracked() {
            return page::focus("transcript-email");
        }
        let number = talking.number();
        let account = untrack(|| context.account()).map(|account| account.id);
        let owner = account.filter(|_| secrets::of(Contact::Conversation, &number).is_none());
        let new = uuid();
        key.set(new.clone());
        let intent = Intent::of(Purpose::SendTranscript, new, owner, &number, &TranscriptRequest { email: to });
        leptos::task::spawn_local(async move {
            sending::send(context, intent).await;
        });
    };
    let outcome = move || match standing.get()? {
        Standing::Done(_) => {
            Some(view! { <Notice kind=NoticeKind::Success><p role="status">{t::operator_mailed(&email.get_untracked())}</p></Notice> })
        }
        Standing::Kept { failure, is_uncertain } => {
            let words = failures::of_write(&failure, is_uncertain);
            Some(view! { <Notice kind=NoticeKind::Warning title=words.title><p>{words.advice}</p></Notice> })
        }
        Standing::Refused(failure) => {
            let words = failures::of_write(&failure, false);
            Some(view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> })
        }
        Standing::Sending => None,
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                id="transcript-email"
                label=t::operator_mail_to()
                value=Signal::derive(move || email.get())
                on_input=Callback::new(move |typed| email.set(typed))
                error=Signal::derive(move || is_wrong.get().then(t::rule_not_an_email))
                input_type="email"
                autocomplete="email"
            />
            <p class="actions"><Button label=t::operator_mail() r#type=ButtonType::Submit busy=busy /></p>
            {outcome}
        </form>
    }
}
