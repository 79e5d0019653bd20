//! The shell: what is on every screen, and which screen an address means.

use crate::browser::{page, storage::Area};
use crate::context::Context;
use crate::desk::Desk;
use crate::home::HomePage;
use crate::hours::HoursState;
use crate::i18n::t;
use crate::language;
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page};
use crate::part;
use crate::portal::{Client, Remote};
use crate::route::{Route, Screen};
use crate::secrets::Contact;
use crate::sending;
use crate::settings;
use crate::ui::{Icon, LinkButton, LiveRegion, Notice, NoticeKind, icon};
use contract::{Capability, ChannelKind};
use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos_router::components::{Router, RouterProps};
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use std::sync::Arc;

/// Address of the API when the page does not name one.
const DEFAULT_PORTAL: &str = "/api";

#[component]
pub(crate) fn App() -> impl IntoView {
    let client = Client::new(&page::meta("hotline-portal").unwrap_or_else(|| DEFAULT_PORTAL.to_owned()), None);
    settings::apply_appearance();
    let wanted = language::preferred();
    client.speak(&wanted);
    let context = Context::start(client);
    provide_context(context);
    leptos::task::spawn_local(async move {
        // Rather another language than none.
        let others = t::LANGUAGES.iter().copied().filter(|language| *language != wanted);
        for language in core::iter::once(wanted.as_str()).chain(others) {
            if language::speak(context, language).await {
                return;
            }
        }
        page::report_fatal("the words of the interface could not be loaded");
    });
    sending::resume_when_possible(context);
    crate::hours::keep_availability_fresh(context);
    part::load_ahead(context);

    Router(RouterProps::builder().children(ToChildren::to_children(move || screens(context))).build())
}

fn screens(context: Context) -> AnyView {
    // A new path reaches the address bar when its screen is there.
    let (path, address) = (use_location().pathname, use_context::<BrowserUrl>());
    Effect::new(move || {
        path.track();
        if let Some(address) = &address {
            address.ready_to_complete();
        }
    });
    (move || frame(context)).into_child()
}

/// Until words and desk are there the static first paint stays; it also stays below the message when the portal does not answer.
fn frame(context: Context) -> AnyView {
    if context.language.read().is_empty() {
        return ().into_child();
    }
    // Their answers come with the desk's; to wait for them keeps what is shown first where it is.
    if !context.is_settled() {
        return ().into_child();
    }
    context.desk.state.with(|desk| match desk {
        Remote::Loading => ().into_child(),
        Remote::Slow => view! { <p class="page" role="status">{t::state_slow()}</p> },
        Remote::Ready(desk) | Remote::Stale(desk, _) => {
            page::show_first_paint(false);
            shell(context, desk).into_child()
        }
        Remote::Failed(failure) => {
            page::show_first_paint(true);
            let retry = Callback::new(move |()| context.desk.load());
            view! { <div class="page"><FailedRead failure=failure.clone() on_retry=retry /></div> }
        }
    })
}

fn shell(context: Context, desk: &Arc<Desk>) -> AnyView {
    view! {
        <div class="shell">
            <a class="skip-link" href="#main">{t::shell_skip()}</a>
            {header(context, desk)}
            <main class="shell-main" id="main">
                {move || banners(context)}
                {move || part::call_under_way(context)}
                {screen(context)}
            </main>
            {footer(desk)}
            <aside class="reach" aria-label=t::home_ways()>{call_bar(context, desk)}{operator_link(desk)}</aside>
            <LiveRegion announcer=context.announcer />
        </div>
    }
}

/// The screen that the address means.
fn screen(context: Context) -> AnyView {
    let path = use_location().pathname;
    let screen = Memo::new(move |_| Screen::of(&path.read()));
    Effect::new(move || {
        if !matches!(screen.get(), Screen::Home) {
            part::want(context);
        }
    });
    let content = move || match screen.get() {
        Screen::Home => HomePage().into_child(),
        Screen::Gallery => gallery(),
        Screen::None => NotFoundPage().into_child(),
        other => part::awaited(context, &other),
    };
    content.into_child()
}

/// A link of the navigation; it says when it leads to where we are.
fn nav_link(route: &Route, label: String) -> AnyView {
    let href = route.href();
    let path = use_location().pathname;
    let here = href.clone();
    let current = move || (*path.read() == here).then_some("page");
    view! { <a href=href aria-current=current>{label}</a> }
}

fn header(context: Context, desk: &Arc<Desk>) -> AnyView {
    let has_accounts = desk.can(Capability::Accounts);
    let account = move || {
        let label = if context.account().is_some() { t::nav_account() } else { t::nav_sign_in() };
        has_accounts.then(|| nav_link(&Route::Account, label))
    };
    view! {
        <header class="shell-header">
            <a class="shell-header__name" href=Route::Home.href()>{desk.wire.name.clone()}</a>
            <nav class="shell-nav" aria-label=t::nav_label()>
                {nav_link(&Route::Contacts, t::nav_contacts())}
                {desk.can(Capability::Articles).then(|| nav_link(&Route::Help, t::nav_help()))}
                {desk.can(Capability::Tickets).then(|| nav_link(&Route::Tickets, t::nav_tickets()))}
                {account}
            </nav>
            <a class="shell-header__settings" href=Route::Settings.href() aria-label=t::nav_settings() title=t::nav_settings()>
                {icon(Icon::Settings)}
            </a>
        </header>
    }
}

/// What concerns the whole application: storage that is denied, tickets of an earlier visit that have just been sent.
fn banners(context: Context) -> AnyView {
    let sent: Vec<AnyView> = context
        .sent_late
        .get()
        .into_iter()
        .map(|(contact, number)| {
            let (title, href, link) = match contact {
                Contact::Callback => (t::shell_callback_late(), Route::Callback(number.clone()).href(), t::callback_number(&number)),
                Contact::Conversation => (t::shell_operator_late(), Route::Conversation(number.clone()).href(), t::operator_go_on(&number)),
                _ => (t::shell_sent_late(), Route::ticket(&number).href(), t::shell_sent_late_link(&number)),
            };
            view! { <Notice kind=NoticeKind::Success title><p><a href=href>{link}</a></p></Notice> }
        })
        .collect();
    let refused = context.refused_late.get().map(|href| {
        view! {
            <Notice kind=NoticeKind::Error title=t::shell_refused_late()>
                <p>{t::shell_refused_late_advice()}</p>
                <p><a href=href>{t::shell_refused_late_link()}</a></p>
            </Notice>
        }
    });
    let denied = (!Area::Device.lasts()).then(|| {
        view! { <Notice kind=NoticeKind::Warning title=t::shell_storage_denied()><p>{t::shell_storage_denied_advice()}</p></Notice> }
    });
    view! { {denied}{refused}{sent} }
}

fn footer(desk: &Arc<Desk>) -> AnyView {
    let numbers: Vec<AnyView> = desk
        .wire
        .lines
        .iter()
        .map(|line| {
            let extension = line.number.extension.as_deref().map(|extension| [" ", &t::line_extension(extension)].concat());
            // A number that no telephone can be told is still one to read.
            let number = match domain::phone::tel_uri(&line.number) {
                Some(tel) => view! { <a href=tel>{line.number.display.clone()}{extension}</a> },
                None => view! { {line.number.display.clone()}{extension} },
            };
            view! { <p class="shell-footer__number">{line.name.clone()}": "{number}</p> }
        })
        .collect();
    let demonstration = desk.wire.demonstration.then(|| view! { <p class="small muted">{t::shell_demonstration()}</p> });
    view! { <footer class="shell-footer">{numbers}{demonstration}</footer> }
}

/// The number at the bottom of a phone's screen, wherever it is not on the screen already.
fn call_bar(context: Context, desk: &Arc<Desk>) -> AnyView {
    let path = use_location().pathname;
    let phone = desk.channel(ChannelKind::Phone);
    let bar = move || {
        let line = context.line_to_call().filter(|_| ![Route::Home, Route::Call].iter().any(|route| *path.read() == route.href()));
        line.and_then(|line| Some((domain::phone::tel_uri(&line.number)?, line.number.display))).map(|(tel, display)| {
            let state =
                phone.clone().map(|phone| view! { <span class="call-bar__state"><HoursState channel=phone is_short=true /></span> });
            view! {
                <div class="call-area">
                    <a class="call-bar" href=tel>
                        {icon(Icon::Phone)}
                        <span class="call-bar__number">{display}</span>
                        {state}
                    </a>
                </div>
            }
        })
    };
    bar.into_child()
}

/// The way to an operator, at the bottom right of every screen but the operators' own.
fn operator_link(desk: &Arc<Desk>) -> AnyView {
    if !desk.can(Capability::Conversations) {
        return ().into_child();
    }
    let path = use_location().pathname;
    let href = Route::Operator.href();
    let link = move || {
        let is_elsewhere = !path.read().starts_with(&href);
        is_elsewhere.then(|| view! { <a class="operator-link" href=href.clone()>{t::nav_operator()}</a> })
    };
    link.into_child()
}

#[component]
fn NotFoundPage() -> AnyView {
    view! {
        <Page title=t::not_found_title()>
            <p>{t::not_found_text()}</p>
            <p><LinkButton label=t::not_found_home() href=Route::Home.href() /></p>
        </Page>
    }
}

/// Every part in every state, in debug builds.
fn gallery() -> AnyView {
    #[cfg(debug_assertions)]
    return crate::ui::gallery::Gallery().into_child();
    #[cfg(not(debug_assertions))]
    NotFoundPage().into_child()
}
