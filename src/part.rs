//! Everything but the first screen. In a release it is a module of its own, which shares memory and functions with the first one
//! and is loaded when it is wanted: see `crates/xtask/src/stage/split.rs`.

use crate::account::AccountPage;
use crate::browser::{page, timer};
use crate::contact;
use crate::contacts::ContactsPage;
use crate::context::Context;
use crate::help::{ArticlePage, HelpPage};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page, Waiting, depart};
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use crate::portal::{Failure, Remote};
use crate::prepare;
use crate::route::Screen;
use crate::sending;
use crate::settings::SettingsPage;
use crate::tickets::{FindPage, NewTicketPage, TicketsPage, own_tickets, ticket_page};
use crate::{call, callback, operator};
use contract::Capability;
use core::time::Duration;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// So long the first screen has the network to itself.
const AHEAD: Duration = Duration::from_secs(1);

#[wasm_bindgen]
extern "C" {
    /// Of `public/boot.js`: resolves when the part is there, and at once where it was never taken out. Refused with `true` where
    /// it is not to be had any more: another build has taken its place.
    #[wasm_bindgen(catch, js_name = hotlinePart)]
    fn part() -> Result<js_sys::Promise, JsValue>;
}

pub(crate) async fn load() -> Result<(), Failure> {
    let loading = part().map_err(|_| Failure::Version)?;
    let failure = |reason: JsValue| match reason {
        gone if gone == true => Failure::Version,
        _ if page::is_online() => Failure::Unreachable,
        _ => Failure::Offline,
    };
    JsFuture::from(loading).await.map(|_| ()).map_err(failure)
}

/// Loads it, unless it is there: a screen is not built anew for that.
pub(crate) fn want(context: Context) {
    if !is_there(context) {
        context.part.load();
    }
}

fn is_there(context: Context) -> bool {
    context.part.state.try_with_untracked(|part| part.value().is_some()) == Some(true)
}

/// Loads it after a while, so that whoever taps next does not wait, and again when the network is back.
pub(crate) fn load_ahead(context: Context) {
    leptos::task::spawn_local(async move {
        timer::sleep(AHEAD).await;
        want(context);
    });
    page::on_return(move || {
        if context.part.state.with_untracked(|part| part.failure().is_some()) {
            want(context);
        }
    });
}

/// A screen of the part, once that is there.
pub(crate) fn awaited(context: Context, screen: &Screen) -> AnyView {
    context.part.state.with(|part| match part {
        Remote::Ready(()) | Remote::Stale((), _) => behind(Wanted::Screen(screen.clone())),
        Remote::Loading => waiting(false),
        Remote::Slow => waiting(true),
        Remote::Failed(failure) => {
            let retry = Callback::new(move |()| context.part.load());
            let failure = failure.clone();
            view! { <Page title=t::state_loading()><FailedRead failure on_retry=retry /></Page> }
        }
    })
}

fn waiting(is_slow: bool) -> AnyView {
    depart();
    view! { <div class="page"><Waiting is_slow /></div> }
}

/// The code of the main number, once the part is there.
pub(crate) fn number_code(context: Context) -> AnyView {
    let is_there = context.part.state.with(|part| part.value().is_some());
    if is_there { behind(Wanted::NumberCode) } else { ().into_child() }
}

/// Saves the numbers as a contact; the part must be there. `refused` becomes true when the browser does not give the file.
pub(crate) fn save_contact(context: Context, refused: RwSignal<bool>) {
    behind(Wanted::Contact(Box::new(context), refused));
}

/// Open tickets and callbacks of whoever is here, once the part is there.
pub(crate) fn own_contacts(context: Context) -> AnyView {
    let is_there = context.part.state.with(|part| part.value().is_some());
    if is_there { behind(Wanted::OwnContacts(Box::new(context))) } else { ().into_child() }
}

/// Sends an intent, and says what became of it.
pub(crate) fn send(context: Context, intent: Intent, then: Callback<Standing>) {
    leptos::task::spawn_local(async move {
        match load().await {
            Ok(()) => {
                behind(Wanted::Send(Box::new((context, intent, then))));
            }
            // It is sent as soon as the part is there.
            Err(failure) if failure.is_passing() => context.outbox.put_off(intent, failure),
            Err(failure) => context.outbox.stand(&intent.key, Standing::Refused(failure)),
        }
    });
}

/// Sends what was left unfinished; the part must be there.
pub(crate) fn resume(context: Context) {
    if is_there(context) {
        behind(Wanted::Resume(Box::new(context)));
    }
}

/// The way back to a call, once the part is there.
pub(crate) fn call_under_way(context: Context) -> AnyView {
    let is_there = context.part.state.with(|part| part.value().is_some());
    if is_there { behind(Wanted::CallUnderWay) } else { ().into_child() }
}

enum Wanted {
    Send(Box<(Context, Intent, Callback<Standing>)>),
    Resume(Box<Context>),
    OwnContacts(Box<Context>),
    CallUnderWay,
    Screen(Screen),
    NumberCode,
    Contact(Box<Context>, RwSignal<bool>),
}

/// The one way in: what only this function calls is not in the first module. Inlined it would be.
#[inline(never)]
fn behind(wanted: Wanted) -> AnyView {
    match wanted {
        Wanted::Screen(screen) => screens(screen),
        Wanted::Send(wanted) => {
            sending::begin(*wanted);
            ().into_child()
        }
        Wanted::Resume(context) => {
            sending::begin_again(*context);
            ().into_child()
        }
        Wanted::OwnContacts(context) => own(*context),
        Wanted::CallUnderWay => call::under_way(),
        Wanted::NumberCode => contact::NumberCode().into_child(),
        Wanted::Contact(context, refused) => {
            refused.try_set(!contact::save(*context));
            ().into_child()
        }
    }
}

fn own(context: Context) -> AnyView {
    let callbacks = context.desk().can(Capability::Callbacks).then(|| view! { <callback::OwnCallbacks is_open_only=true /> });
    view! { {own_tickets(context)}{callbacks} }
}

fn screens(screen: Screen) -> AnyView {
    match screen {
        Screen::Contacts => ContactsPage().into_child(),
        Screen::Tickets => TicketsPage().into_child(),
        Screen::NewTicket => NewTicketPage().into_child(),
        Screen::Ticket(number) => ticket_page(number),
        Screen::Find => FindPage().into_child(),
        Screen::Prepare { category, step } => prepare::prepare_page(category, step),
        Screen::Sheet => prepare::CarriedSheet().into_child(),
        Screen::Help => HelpPage().into_child(),
        Screen::Article(slug) => view! { <ArticlePage slug /> },
        Screen::Call => call::CallPage().into_child(),
        Screen::NewCallback => callback::NewCallbackPage().into_child(),
        Screen::Callback(number) => callback::callback_page(number),
        Screen::Operator => operator::OperatorPage().into_child(),
        Screen::Conversation(number) => operator::conversation_page(number),
        Screen::Account => AccountPage().into_child(),
        Screen::Settings => SettingsPage().into_child(),
        Screen::Home | Screen::Gallery | Screen::None => ().into_child(),
    }
}
