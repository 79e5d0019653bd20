//! The shell: what is on every screen, and which screen an address means.

use crate::account::AccountPage;
use crate::browser::{page, storage::Area};
use crate::contacts::ContactsPage;
use crate::context::Context;
use crate::desk::Desk;
use crate::home::HomePage;
use crate::hours::HoursState;
use crate::i18n::t;
use crate::language;
use crate::page::{FailedRead, Page};
use crate::portal::{Client, Remote};
use crate::route::Route as Address;
use crate::settings::{self, SettingsPage};
use crate::tickets::{self, FindPage, NewTicketPage, TicketPage, TicketsPage};
use crate::ui::{Icon, LinkButton, LiveRegion, Notice, NoticeKind, icon};
use contract::{Capability, ChannelKind};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;
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
        if !language::speak(context, &wanted).await {
            page::report_fatal("the words of the interface could not be loaded");
        }
    });
    tickets::resume_when_possible(context);
    crate::hours::keep_availability_fresh(context);

    view! { <Router>{move || screen(context)}</Router> }
}

/// Until words and desk are there the static first paint stays; it also stays below the message when the portal does not answer.
fn screen(context: Context) -> AnyView {
    if context.language.read().is_empty() {
        return ().into_any();
    }
    // Their answers come with the desk's; to wait for them keeps what is shown first where it is.
    if !context.is_settled() {
        return ().into_any();
    }
    context.desk.state.with(|desk| match desk {
        Remote::Loading => ().into_any(),
        Remote::Slow => view! { <p class="page" role="status">{t::state_slow()}</p> }.into_any(),
        Remote::Ready(desk) | Remote::Stale(desk, _) => {
            page::show_first_paint(false);
            shell(context, desk).into_any()
        }
        Remote::Failed(failure) => {
            page::show_first_paint(true);
            let retry = Callback::new(move |()| context.desk.load());
            view! { <div class="page"><FailedRead failure=failure.clone() on_retry=retry /></div> }.into_any()
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
                <FlatRoutes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage />
                    <Route path=path!("/contacts") view=ContactsPage />
                    <Route path=path!("/tickets") view=TicketsPage />
                    <Route path=path!("/tickets/new") view=NewTicketPage />
                    <Route path=path!("/tickets/:number") view=TicketPage />
                    <Route path=path!("/find") view=FindPage />
                    <Route path=path!("/account") view=AccountPage />
                    <Route path=path!("/settings") view=SettingsPage />
                    <Route path=path!("/gallery") view=gallery />
                </FlatRoutes>
            </main>
            {footer(desk)}
            {call_bar(desk)}
            <LiveRegion announcer=context.announcer />
        </div>
    }
    .into_any()
}

/// A link of the navigation; it says when it leads to where we are.
fn nav_link(route: &Address, label: String) -> AnyView {
    let href = route.href();
    let path = use_location().pathname;
    let here = href.clone();
    let current = move || (*path.read() == here).then_some("page");
    view! { <a href=href aria-current=current>{label}</a> }.into_any()
}

fn header(context: Context, desk: &Arc<Desk>) -> AnyView {
    let has_accounts = desk.can(Capability::Accounts);
    let account = move || {
        let label = if context.account().is_some() { t::nav_account() } else { t::nav_sign_in() };
        has_accounts.then(|| nav_link(&Address::Account, label))
    };
    view! {
        <header class="shell-header">
            <a class="shell-header__name" href=Address::Home.href()>{desk.wire.name.clone()}</a>
            <nav class="shell-nav" aria-label=t::nav_label()>
                {nav_link(&Address::Home, t::nav_home())}
                {nav_link(&Address::Contacts, t::nav_contacts())}
                {desk.can(Capability::Tickets).then(|| nav_link(&Address::Tickets, t::nav_tickets()))}
                {account}
            </nav>
            <a class="shell-header__settings" href=Address::Settings.href() aria-label=t::nav_settings() title=t::nav_settings()>
                {icon(Icon::Settings)}
            </a>
        </header>
    }
    .into_any()
}

/// What concerns the whole application: storage that is denied, tickets of an earlier visit that have just been sent.
fn banners(context: Context) -> AnyView {
    let sent: Vec<AnyView> = context
        .sent_late
        .get()
        .into_iter()
        .map(|number| {
            let href = Address::ticket(&number).href();
            view! {
                <Notice kind=NoticeKind::Success title=t::shell_sent_late()>
                    <p><a href=href>{t::shell_sent_late_link(&number)}</a></p>
                </Notice>
            }
            .into_any()
        })
        .collect();
    let denied = (!Area::Device.lasts()).then(|| {
        view! { <Notice kind=NoticeKind::Warning title=t::shell_storage_denied()><p>{t::shell_storage_denied_advice()}</p></Notice> }
    });
    view! { {denied}{sent} }.into_any()
}

fn footer(desk: &Arc<Desk>) -> AnyView {
    let numbers: Vec<AnyView> = desk
        .wire
        .lines
        .iter()
        .filter_map(|line| {
            let tel = domain::phone::tel_uri(&line.number)?;
            let extension = line.number.extension.as_deref().map(|extension| [" ", &t::line_extension(extension)].concat());
            Some(
                view! { <p class="shell-footer__number">{line.name.clone()}": "<a href=tel>{line.number.display.clone()}{extension}</a></p> }
                    .into_any(),
            )
        })
        .collect();
    let demonstration = desk.wire.demonstration.then(|| view! { <p class="small muted">{t::shell_demonstration()}</p> });
    view! { <footer class="shell-footer">{numbers}{demonstration}</footer> }.into_any()
}

/// The number at the bottom of a phone's screen, wherever it is not on the screen already.
fn call_bar(desk: &Arc<Desk>) -> AnyView {
    let path = use_location().pathname;
    let Some((tel, display)) = desk.main_line().and_then(|line| Some((domain::phone::tel_uri(&line.number)?, line.number.display.clone())))
    else {
        return ().into_any();
    };
    let phone = desk.channel(ChannelKind::Phone);
    let bar = move || {
        (*path.read() != Address::Home.href()).then(|| {
            let state =
                phone.clone().map(|phone| view! { <span class="call-bar__state"><HoursState channel=phone is_short=true /></span> });
            view! {
                <aside class="call-area" aria-label=t::action_call()>
                    <a class="call-bar" href=tel.clone()>
                        {icon(Icon::Phone)}
                        <span class="call-bar__number">{display.clone()}</span>
                        {state}
                    </a>
                </aside>
            }
        })
    };
    bar.into_any()
}

#[component]
fn NotFoundPage() -> AnyView {
    view! {
        <Page title=t::not_found_title()>
            <p>{t::not_found_text()}</p>
            <p><LinkButton label=t::not_found_home() href=Address::Home.href() /></p>
        </Page>
    }
    .into_any()
}

/// Every part in every state, in debug builds.
fn gallery() -> AnyView {
    #[cfg(debug_assertions)]
    return crate::ui::gallery::Gallery().into_any();
    #[cfg(not(debug_assertions))]
    NotFoundPage().into_any()
}
