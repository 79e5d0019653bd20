//! `/call`: a call, before, during and after it.

mod after;
mod before;
mod carry;
mod keep;
mod meanwhile;
mod report;
mod steps;
mod talk;
mod tick;
mod tries;

pub(crate) use keep::{Telephone, forget_all, forget_of, has_words, has_words_of};
pub(crate) use report::settled;

use crate::account::{SessionEnded, session_awaited};
use crate::browser::page;
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::numbers::in_full;
use crate::page::{HEADING, Page};
use crate::prepare::{Preparing, guess_line};
use crate::route::{Route, callback_about};
use crate::ui::{ButtonKind, Icon, Notice, icon, link_class};
use contract::{CallStatus, Category, Line};
use domain::call::Text;
use domain::phone::tel_uri;
use leptos::prelude::*;

#[component]
pub(crate) fn CallPage() -> AnyView {
    let context = context();
    let caller = keep::caller(context);
    // Whose call is on the screen.
    let writer = StoredValue::new(None::<String>);
    let goes_on = RwSignal::new(false);
    let content = move || {
        let Some(id) = caller.get() else {
            return view! { <Page title=t::call_title() class="page--narrow">{move || session_awaited(context)}</Page> };
        };
        if id.is_none() && writer.with_value(Option::is_some) && !goes_on.get() {
            return view! { <SessionEnded title=t::call_title() goes_on /> };
        }
        writer.set_value(id.clone());
        guess_line(context);
        screen(OnTheLine { telephone: Telephone::take(context, id), preparing: Preparing::begin(context) })
    };
    content.into_child()
}

/// From any other screen the way back to a call that is not over.
pub(crate) fn under_way() -> AnyView {
    let context = context();
    let path = leptos_router::hooks::use_location().pathname;
    let caller = keep::caller(context);
    let link = move || {
        let href = Route::Call.href();
        // It is looked up whenever another screen comes.
        let is_elsewhere = *path.read() != href;
        (is_elsewhere && keep::is_under_way(caller.get().flatten().as_deref()))
            .then(|| view! { <Notice><p><a href=href>{t::call_back()}</a></p></Notice> })
    };
    link.into_child()
}

/// What every screen of a call is made from.
#[derive(Clone, Copy)]
struct OnTheLine {
    telephone: Telephone,
    preparing: Preparing,
}

impl OnTheLine {
    /// The topic that was prepared.
    fn category(self) -> Option<Category> {
        let id = self.preparing.with(|answers| answers.category.clone());
        self.telephone.context.desk().wire.categories.iter().find(|category| category.id == id).cloned()
    }

    /// Where the portal is asked to call, about what this call is about.
    fn callback_href(self) -> String {
        let calling = self.telephone.copy();
        let number = [Text::TicketNumber, Text::ConversationNumber].map(|text| calling.text(text).trim().to_owned());
        let number = number.into_iter().chain([report::number_of(&calling.key)]).find(|number| !number.is_empty());
        let category = untrack(|| self.category());
        callback_about(category.as_ref().map(|category| category.id.as_str()), number.as_deref())
    }

    /// Calls, and begins a try with the same tap.
    fn dial_link(self, label: impl Fn(&str) -> String + Send + 'static, kind: ButtonKind) -> AnyView {
        let context = self.telephone.context;
        let link = move || {
            let line = context.line_to_call()?;
            let tel = tel_uri(&line.number)?;
            // A number that is broken in two is read as two.
            let number = in_full(&line);
            let label = label(&number);
            let label = match label.split_once(&number) {
                Some((before, after)) => {
                    view! { <span>{before.to_owned()}<span class="call-dial__number">{number}</span>{after.to_owned()}</span> }
                }
                None => view! { {label} },
            };
            let dial = move |_| self.dial(&line);
            Some(view! { <a class=link_class(kind) href=tel on:click=dial>{icon(Icon::Phone)}{label}</a> })
        };
        link.into_child()
    }

    fn dial(self, line: &Line) {
        let category = untrack(|| self.preparing.with(|answers| answers.category.clone()));
        self.telephone.dial(&line.id, &category);
    }
}

/// The screen that the state of the call means.
fn screen(on: OnTheLine) -> AnyView {
    let telephone = on.telephone;
    telephone.tell();
    let status = Memo::new(move |_| telephone.with(domain::call::Calling::status));
    // Whoever does not see the screen is led to the new one.
    Effect::new(move |before: Option<CallStatus>| {
        let status = status.get();
        if before.is_some_and(|before| before != status) {
            request_animation_frame(|| page::focus(HEADING));
        }
        status
    });
    let of = move |status| match status {
        CallStatus::Unknown => before::before(on),
        CallStatus::Ringing => tries::ringing(on),
        CallStatus::Busy | CallStatus::NoAnswer | CallStatus::Failed => tries::in_vain(on, status),
        CallStatus::Dropped => tries::dropped(on),
        CallStatus::Connected => talk::talk(on),
        CallStatus::Ended => after::after(on),
    };
    // What is typed on a screen does not make it anew.
    let content = move || {
        let status = status.get();
        untrack(|| of(status))
    };
    content.into_child()
}

/// Whether what is written is kept, under every screen where something is.
fn kept(telephone: Telephone) -> AnyView {
    view! { <p class="muted small">{move || if telephone.is_refused() { t::form_not_kept() } else { t::call_kept() }}</p> }
}
