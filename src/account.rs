//! `/account`: the visitor as the portal knows them. Signing in and registering happen on the portal's own pages.

use crate::browser::page;
use crate::context::{Context, context};
use crate::i18n::t;
use crate::numbers::NumberList;
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::{Failure, Remote, words};
use crate::route::Route;
use crate::tickets;
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind, SummaryList, SummaryRow};
use contract::{Account, Capability};
use leptos::prelude::*;

/// A page of the portal's own that comes back to this address afterwards.
fn portal_page(template: Option<&str>) -> Option<String> {
    let template = template.filter(|address| is_page(address))?;
    let back = page::encode(&[page::origin(), page::path_and_query()].concat());
    Some(template.replace("{return}", &back))
}

/// A path of this origin, or an `https:` address; a portal on a plain local address is one of this origin.
fn is_page(address: &str) -> bool {
    let is_path = address.starts_with('/') && !address.starts_with("//");
    is_path || address.starts_with("https://") || address.starts_with(&[&page::origin(), "/"].concat())
}

/// Sign in or register, and come back to this screen.
#[component]
pub(crate) fn SignInLinks() -> AnyView {
    let desk = context().desk();
    if !desk.can(Capability::Accounts) {
        return ().into_any();
    }
    let addresses = &desk.wire.addresses;
    // Followed with `rel=external`: these are the portal's pages, not screens of the application.
    let link = |address: Option<String>, label: String, class: &'static str| {
        address.map(|href| view! { <a class=class rel="external" href=href>{label}</a> })
    };
    view! {
        <p class="actions">
            {link(portal_page(addresses.sign_in.as_deref()), t::account_sign_in(), "button")}
            {link(portal_page(addresses.register.as_deref()), t::account_register(), "button button--quiet")}
        </p>
    }
    .into_any()
}

#[component]
pub(crate) fn AccountPage() -> AnyView {
    let context = context();
    let content = move || {
        context.session.state.with(|state| match state {
            Remote::Loading => view! { <Waiting is_slow=false /> }.into_any(),
            Remote::Slow => view! { <Waiting is_slow=true /> }.into_any(),
            Remote::Failed(failure) => {
                let retry = Callback::new(move |()| context.session.load());
                view! { <FailedRead failure=failure.clone() on_retry=retry /> }.into_any()
            }
            Remote::Ready(Some(session)) | Remote::Stale(Some(session), _) => profile(context, &session.account),
            Remote::Ready(None) | Remote::Stale(None, _) => view! {
                <p class="page__lead">{t::account_guest()}</p>
                <SignInLinks />
                <p><a href=Route::Find.href()>{t::account_find()}</a></p>
            }
            .into_any(),
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
    .into_any()
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
            <SignOut />
        </p>
    }
    .into_any()
}

/// Signs out, and takes what was written under the account off this device.
#[component]
fn SignOut() -> AnyView {
    let context = context();
    let is_busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Failure>);
    let sign_out = Callback::new(move |()| {
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match context.client().sign_out().await {
                Ok(()) | Err(Failure::SignIn) => {
                    tickets::forget_drafts();
                    context.outbox.clear().await;
                    context.session.load();
                }
                Err(failure) => drop(failed.try_set(Some(failure))),
            }
            is_busy.try_set(false);
        });
    });
    let failure = move || {
        failed.get().map(|failure| {
            let words = words::of_read(&failure);
            view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
        })
    };
    view! { <Button label=t::account_sign_out() busy=is_busy on_click=Some(sign_out) />{failure} }.into_any()
}
