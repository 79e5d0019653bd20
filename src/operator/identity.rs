//! Who it is: asked by the operator, proven by a code that is sent for this conversation only.

use super::shown::Talking;
use crate::browser::{page, timer};
use crate::i18n::t;
use crate::json;
use crate::markup::{Child, view};
use crate::portal::{Failure, words as failures};
use crate::ui::{Button, ButtonKind, ButtonType, TextField};
use contract::{IdentityCode, IdentityCodeRequest, IdentityCodeSent, NotificationChannel};
use core::time::Duration;
use gloo_net::http::Method;
use leptos::ev::Event;
use leptos::prelude::*;
use serde::Serialize;

/// Another code can be had after so long.
const PAUSE: Duration = Duration::from_secs(60);
const CODE: &str = "code";
const TO: &str = "code-to";
const NAME: &str = "code-name";

/// The forms of one question.
#[derive(Clone, Copy)]
struct Asked {
    talking: Talking,
    name: RwSignal<String>,
    to: RwSignal<String>,
    code: RwSignal<String>,
    sent: RwSignal<Option<IdentityCodeSent>>,
    /// Another one can be had.
    can_resend: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    /// Id of a field, and what is wrong in it.
    wrong: RwSignal<(&'static str, String)>,
}

pub(super) fn identity(talking: Talking) -> AnyView {
    let is_asked = Memo::new(move |_| {
        talking.known.with(|known| {
            known.as_ref().is_some_and(|known| known.identity_requested && !known.identified && super::words::is_open(known.status))
        })
    });
    let is_known = Memo::new(move |_| talking.known.with(|known| known.as_ref().is_some_and(|known| known.identified)));
    let content = move || {
        if is_asked.get() {
            return ask(talking);
        }
        is_known.get().then(|| view! { <p class="small" role="status">{t::operator_identified()}</p> }).into_child()
    };
    content.into_child()
}

fn ask(talking: Talking) -> AnyView {
    let context = talking.context;
    let account = untrack(|| context.account());
    let email = account.as_ref().and_then(|account| account.email.clone()).unwrap_or_default();
    let asked = Asked {
        talking,
        name: RwSignal::new(account.map(|account| account.full_name).unwrap_or_default()),
        to: RwSignal::new(email),
        code: RwSignal::new(String::new()),
        sent: RwSignal::new(None),
        can_resend: RwSignal::new(false),
        is_busy: RwSignal::new(false),
        wrong: RwSignal::default(),
    };
    context.announcer.announce(&t::operator_identity());
    let is_sent = Memo::new(move |_| asked.sent.with(Option::is_some));
    let form = move || if is_sent.get() { second(asked) } else { first(asked) };
    view! {
        <section class="group talk-identity stack">
            <h2>{t::operator_identity()}</h2>
            <p>{t::operator_identity_text()}</p>
            {form}
        </section>
    }
}

fn typed(into: RwSignal<String>) -> Callback<String> {
    Callback::new(move |typed| into.set(typed))
}

impl Asked {
    fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.with(|(id, text)| (*id == field).then(|| text.clone())))
    }

    fn is_wrong(self, field: &'static str, text: String) {
        self.wrong.try_set((field, text));
        page::focus(field);
    }

    /// Sends something of this moment; an objection goes to its field.
    fn send(self, method: Method, body: &impl Serialize, then: fn(Self, &str)) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.wrong.set(Default::default());
        let path = [&super::path(&self.talking.number()), "/identity-code"].concat();
        let (client, credential) = (self.talking.context.client(), self.talking.credential());
        let body = serde_json::to_string(body).unwrap_or_default();
        leptos::task::spawn_local(async move {
            let result = client.write_now(method, &path, credential, body).await;
            if self.is_busy.try_set(false).is_some() {
                // The form is not there any more.
                return;
            }
            match result {
                Ok(answer) => then(self, &answer.text),
                Err(failure) => self.failed(&failure),
            }
        });
    }

    fn failed(self, failure: &Failure) {
        let is_sent = self.sent.with_untracked(Option::is_some);
        let first = match failure {
            Failure::Fix(problem) => problem.errors.first().map(|error| (error.pointer.as_str(), error.code.as_str())),
            _ => None,
        };
        match first {
            Some(("/code", "outdated")) => self.is_wrong(CODE, t::operator_code_outdated()),
            Some(("/code", _)) => self.is_wrong(CODE, t::operator_code_wrong()),
            Some(("/fullName", _)) => self.is_wrong(NAME, t::rule_required_full_name()),
            Some(("/to", _)) => self.is_wrong(TO, t::rule_not_an_email()),
            _ => self.is_wrong(if is_sent { CODE } else { TO }, failures::of_write(failure, false).advice),
        }
    }

    fn ask_for_code(self) {
        let to = self.to.with_untracked(|to| to.trim().to_owned());
        if self.name.with_untracked(|name| name.trim().is_empty()) {
            return self.is_wrong(NAME, t::rule_required_full_name());
        }
        if domain::ticket::read_email(&to).is_none() {
            return self.is_wrong(TO, t::rule_not_an_email());
        }
        let request = IdentityCodeRequest { full_name: self.name.get_untracked(), by: NotificationChannel::Email, to: Some(to) };
        self.send(Method::POST, &request, |asked, answer| {
            let Some(sent) = json::read::<IdentityCodeSent>(answer) else { return asked.failed(&Failure::Garbled) };
            asked.talking.context.announcer.announce(&t::operator_code_sent(&sent.to));
            asked.sent.set(Some(sent));
            asked.code.set(String::new());
            asked.can_resend.set(false);
            request_animation_frame(|| page::focus(CODE));
            leptos::task::spawn_local(async move {
                timer::sleep(PAUSE).await;
                asked.can_resend.try_set(true);
            });
        });
    }

    fn enter(self) {
        let code = self.code.get_untracked();
        if !code.chars().any(|sign| sign.is_ascii_digit()) {
            return self.is_wrong(CODE, t::operator_code_wrong());
        }
        self.send(Method::PATCH, &IdentityCode { code }, |asked, answer| {
            if let Some(known) = json::read(answer) {
                asked.talking.context.live.know_conversation(known);
            }
            asked.talking.read_again();
            request_animation_frame(|| page::focus("message"));
        });
    }
}

fn first(asked: Asked) -> AnyView {
    let submit = move |event: Event| {
        event.prevent_default();
        asked.ask_for_code();
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField
                id=NAME
                label=t::form_full_name()
                hint=Some(t::form_full_name_hint())
                value=Signal::derive(move || asked.name.get())
                on_input=typed(asked.name)
                error=asked.error(NAME)
                autocomplete="name"
                required=true
            />
            <TextField
                id=TO
                label=t::operator_code_to()
                value=Signal::derive(move || asked.to.get())
                on_input=typed(asked.to)
                error=asked.error(TO)
                input_type="email"
                autocomplete="email"
                required=true
            />
            <p class="actions"><Button label=t::operator_code_ask() kind=ButtonKind::Primary r#type=ButtonType::Submit busy=asked.is_busy /></p>
        </form>
    }
}

fn second(asked: Asked) -> AnyView {
    let submit = move |event: Event| {
        event.prevent_default();
        asked.enter();
    };
    let other = Some(Callback::new(move |()| asked.sent.set(None)));
    let resend = move || {
        let again = Some(Callback::new(move |()| asked.ask_for_code()));
        if asked.can_resend.get() {
            view! { <Button label=t::operator_code_again() busy=asked.is_busy on_click=again /> }
        } else {
            view! { <span class="small muted">{t::operator_code_pause()}</span> }
        }
    };
    let sent = move || asked.sent.with(|sent| sent.as_ref().map(|sent| t::operator_code_sent(&sent.to)));
    view! {
        <p>{sent}</p>
        <form class="stack" novalidate on:submit=submit>
            <TextField
                id=CODE
                label=t::operator_code()
                hint=Some(t::operator_code_hint())
                value=Signal::derive(move || asked.code.get())
                on_input=typed(asked.code)
                error=asked.error(CODE)
                autocomplete="one-time-code"
                inputmode="numeric"
                required=true
            />
            <p class="actions">
                <Button label=t::operator_code_enter() kind=ButtonKind::Primary r#type=ButtonType::Submit busy=asked.is_busy />
                {resend}
                <Button label=t::operator_code_other() kind=ButtonKind::Quiet on_click=other />
            </p>
        </form>
    }
}
