//! `/account`: the visitor as the portal knows them. Signing in and registering happen on the portal's own pages.

use crate::browser::page;
use crate::call;
use crate::callback::OwnCallbacks;
use crate::callback::draft::{self, CALLBACK, CONVERSATION};
use crate::context::{Context, context};
use crate::files;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::numbers::NumberList;
use crate::operator;
use crate::page::{FailedRead, HEADING, Page, Waiting};
use crate::portal::{Failure, Remote, words};
use crate::prepare;
use crate::route::Route;
use crate::tickets;
use crate::ui::{Button, ButtonKind, Dialog, LinkButton, Notice, NoticeKind, SummaryList, SummaryRow};
use contract::{Account, Capability};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A page of the portal's own that comes back to this screen afterwards. Reactive: a screen is built before its address is.
pub(crate) fn portal_page(template: Option<&str>) -> Option<Signal<String>> {
    let template = template.filter(|address| is_page(address))?.to_owned();
    let location = use_location();
    Some(Signal::derive(move || {
        let search = location.search.get();
        let query = search.trim_start_matches('?');
        let mark = if query.is_empty() { "" } else { "?" };
        let back = [&page::origin(), location.pathname.get().as_str(), mark, query].concat();
        template.replace("{return}", &page::encode(&back))
    }))
}

/// What stands where the session is not known: it is awaited, or it could not be read.
pub(crate) fn session_awaited(context: Context) -> AnyView {
    context.session.state.with(|state| match state {
        Remote::Failed(failure) => {
            let retry = Callback::new(move |()| context.session.load());
            view! { <FailedRead failure=failure.clone() on_retry=retry /> }
        }
        Remote::Slow => view! { <Waiting is_slow=true /> },
        _ => view! { <Waiting is_slow=false /> },
    })
}

/// A path of this origin, or an `https:` address; a portal on a plain local address is one of this origin.
fn is_page(address: &str) -> bool {
    if address.contains(|c: char| c.is_control() || c == '\\') {
        return false;
    }
    let is_path = address.starts_with('/') && !address.starts_with("//");
    is_path || address.starts_with("https://") || address.starts_with(&[&page::origin(), "/"].concat())
}

/// Sign in or register, and come back to this screen.
#[component]
pub(crate) fn SignInLinks() -> AnyView {
    let desk = context().desk();
    if !desk.can(Capability::Accounts) {
        return ().into_child();
    }
    let addresses = &desk.wire.addresses;
    // Followed with `rel=external`: these are the portal's pages, not screens of the application.
    let link = |address: Option<Signal<String>>, label: String, class: &'static str| {
        address.map(|href| view! { <a class=class rel="external" href=href>{label}</a> })
    };
    view! {
        <p class="actions">
            {link(portal_page(addresses.sign_in.as_deref()), t::account_sign_in(), "button")}
            {link(portal_page(addresses.register.as_deref()), t::account_register(), "button button--quiet")}
        </p>
    }
}

/// Somebody who was signed in is not any more. What they wrote is not a guest's to show.
#[component]
pub(crate) fn SessionEnded(title: String, goes_on: RwSignal<bool>) -> AnyView {
    view! {
        <Page title class="page--narrow">
            <Notice kind=NoticeKind::Warning title=t::new_session_ended()>
                <p>{t::new_session_ended_text()}</p>
            </Notice>
            <SignInLinks />
            <p class="actions"><Button label=t::new_session_ended_guest() kind=ButtonKind::Quiet on_click=Some(Callback::new(move |()| goes_on.set(true))) /></p>
        </Page>
    }
}

/// Who is here, by the account's id: a profile that is read again changes nothing. `None` while that is being asked; where it cannot
/// be told, nobody is signed in.
pub(crate) fn session_of(context: Context) -> Memo<Option<Option<String>>> {
    Memo::new(move |_| {
        let is_asked = context.session.state.with(|state| matches!(state, Remote::Loading | Remote::Slow));
        (!is_asked).then(|| context.account().map(|account| account.id))
    })
}

#[component]
pub(crate) fn AccountPage() -> AnyView {
    let context = context();
    let content = move || {
        context.session.state.with(|state| match state {
            Remote::Loading | Remote::Slow | Remote::Failed(_) => session_awaited(context),
            Remote::Ready(Some(session)) | Remote::Stale(Some(session), _) => profile(context, &session.account),
            Remote::Ready(None) | Remote::Stale(None, _) => guest(context),
        })
    };
    view! {
        <Page title=t::account_title() class="page--narrow">
            {content}
            <section class="stack">
                <h2>{t::contacts_numbers()}</h2>
                <NumberList class="number-list" />
            </section>
        </Page>
    }
}

fn guest(context: Context) -> AnyView {
    let find = context.desk().can(Capability::GuestTickets).then(|| view! { <p><a href=Route::Find.href()>{t::account_find()}</a></p> });
    view! {
        <p class="page__lead">{t::account_guest()}</p>
        <SignInLinks />
        {find}
    }
}

fn profile(context: Context, account: &Account) -> AnyView {
    let known = |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(t::account_not_given);
    let rows = vec![
        SummaryRow::new(t::form_full_name(), known(Some(account.full_name.clone()))),
        SummaryRow::new(t::account_login(), account.login.clone()),
        SummaryRow::new(t::form_email(), known(account.email.clone())),
        SummaryRow::new(t::form_phone(), known(account.phone.clone())),
        SummaryRow::new(t::account_contracts(), known(Some(account.contract_numbers.join(", ")))),
    ];
    let desk = context.desk();
    let correct = portal_page(desk.wire.addresses.profile.as_deref())
        .map(|href| view! { <p><a rel="external" href=href>{t::account_correct()}</a></p> });
    let inactive = (!account.active)
        .then(|| view! { <Notice kind=NoticeKind::Warning title=t::account_inactive()><p>{t::account_inactive_advice()}</p></Notice> });
    view! {
        {inactive}
        <SummaryList rows />
        {correct}
        <p class="actions">
            {desk.can(Capability::Tickets).then(|| view! { <LinkButton label=t::nav_tickets() href=Route::Tickets.href() kind=ButtonKind::Primary /> })}
            <SignOut account=account.id.clone() />
        </p>
        {desk.can(Capability::Callbacks).then(|| view! { <OwnCallbacks is_open_only=false /> })}
    }
}

/// Signs out. What is unsent under the account leaves this device with it, after a question.
#[component]
fn SignOut(account: String) -> AnyView {
    let context = context();
    let is_busy = RwSignal::new(false);
    let is_asking = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let sign_out = {
        let account = account.clone();
        Callback::new(move |()| {
            is_busy.set(true);
            is_asking.set(false);
            let account = account.clone();
            leptos::task::spawn_local(async move {
                match context.client().sign_out().await {
                    Ok(()) | Err(Failure::SignIn) => {
                        tickets::forget_draft_of(&account);
                        draft::forget_of(CALLBACK, &account);
                        draft::forget_of(CONVERSATION, &account);
                        operator::forget_of(&account);
                        prepare::forget_of(&account);
                        call::forget_of(&account);
                        files::forget_of(&account).await;
                        context.outbox.clear(Some(&account)).await;
                        context.sent_late.set(Vec::new());
                        context.refused_late.set(None);
                        context.session.know(None);
                        context.announcer.announce(&t::account_signed_out());
                        request_animation_frame(|| page::focus(HEADING));
                    }
                    Err(failure) => drop(failed.try_set(Some(failure))),
                }
                is_busy.try_set(false);
            });
        })
    };
    let pressed = Callback::new(move |()| {
        let has_unsent = tickets::has_draft_of(&account)
            || draft::has_words_of(CALLBACK, &account)
            || draft::has_words_of(CONVERSATION, &account)
            || operator::has_words_of(&account)
            || prepare::has_words_of(&account)
            || call::has_words_of(&account)
            || context.outbox.unfinished(Some(&account)).iter().any(|i| i.owner.is_some());
        let account = account.clone();
        leptos::task::spawn_local(async move {
            if has_unsent || files::has_of(&account).await {
                is_asking.try_set(true);
            } else {
                sign_out.try_run(());
            }
        });
    });
    let failure = move || {
        failed.get().map(|failure| {
            let words = words::of_read(&failure);
            view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
        })
    };
    view! {
        <Button label=t::account_sign_out() busy=is_busy on_click=Some(pressed) />
        <Dialog
            id="sign-out"
            title=t::account_sign_out_question()
            close_label=t::account_stay()
            open=is_asking
            on_close=Callback::new(move |()| is_asking.set(false))
        >
            <p>{t::account_sign_out_text()}</p>
            <p class="actions"><Button label=t::account_sign_out_yes() kind=ButtonKind::Danger on_click=Some(sign_out) /></p>
        </Dialog>
        {failure}
    }
}
