//! `/tickets/new`: choose what it is about, fill in its form, check the answers, send.

use super::check::CheckAnswers;
use super::draft::{self, DraftSignal};
use super::field::{self, Wrong};
use super::form::TicketForm;
use super::settled;
use crate::account::{SessionEnded, SignInLinks};
use crate::context::{Context, context};
use crate::files;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::numbers::CallActions;
use crate::page::Page;
use crate::portal::Failure;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use crate::route::{Route, Step, query};
use crate::sending;
use crate::ui::Steps;
use crate::unsent;
use contract::{Account, Category, NewTicket};
use domain::ticket::{FieldError, TicketDraft, ValidTicket, validate};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// A ticket being written.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) context: Context,
    pub(super) draft: DraftSignal,
    pub(super) account: StoredValue<Option<Account>>,
    /// How often it was tried. Errors are shown from the first try on.
    pub(super) attempt: RwSignal<u32>,
    /// What the portal said to the last one sent.
    pub(super) refused: RwSignal<Option<(Failure, NewTicket)>>,
}

impl Writing {
    fn begin(context: Context, account: Option<Account>, found: Option<TicketDraft>) -> Self {
        // Nothing of this account's yet: at most what was typed before signing in.
        let is_new = !account.as_ref().is_some_and(|account| draft::is_kept_of(&account.id));
        let mut draft = found.unwrap_or_default();
        if let Some(account) = &account {
            let fill = |field: &mut String, known: &str| {
                if field.trim().is_empty() {
                    known.clone_into(field);
                }
            };
            fill(&mut draft.full_name, &account.full_name);
            fill(&mut draft.email, account.email.as_deref().unwrap_or_default());
            fill(&mut draft.phone, account.phone.as_deref().unwrap_or_default());
        }
        let owner = account.as_ref().map(|account| account.id.clone());
        if is_new && account.as_ref().is_some_and(|account| account.email.is_some()) {
            draft.notify_email = true;
        }
        Self {
            context,
            draft: DraftSignal::new(draft, owner.as_deref()),
            account: StoredValue::new(account),
            attempt: RwSignal::new(0),
            refused: RwSignal::new(None),
        }
    }

    pub(super) fn is_signed_in(self) -> bool {
        self.account.with_value(Option::is_some)
    }

    pub(super) fn validated(self) -> Result<ValidTicket, Vec<FieldError>> {
        let desk = self.context.desk();
        self.draft.with(|draft| validate(draft, &desk.wire, self.is_signed_in()))
    }

    /// What is wrong with it, once it was tried: by our own rules, or else by the portal's.
    pub(super) fn wrong(self) -> Vec<Wrong> {
        if self.attempt.get() == 0 {
            return Vec::new();
        }
        match self.validated() {
            Err(errors) => field::by_rules(errors),
            Ok(_) => self.refused.with(|refused| match refused {
                Some((Failure::Fix(problem) | Failure::Conflict(problem), sent)) => field::by_portal(problem, sent, &self.context.desk()),
                _ => Vec::new(),
            }),
        }
    }

    /// Sends it. What comes of it shows in the outbox.
    pub(super) fn send(self, ticket: &ValidTicket) {
        let owner = self.account.with_value(|account| account.as_ref().map(|account| account.id.clone()));
        let intent = Intent::create_ticket(self.draft.key(), owner, ticket);
        self.refused.set(None);
        let key = intent.key.clone();
        // A database that is slow holds up no ticket.
        leptos::task::spawn_local(async move { files::go_with(self.context, &key).await });
        leptos::task::spawn_local(async move {
            sending::send(self.context, intent).await;
        });
    }

    /// The portal will not take it as it stands. Its key is over; the form comes back, with what the portal said.
    fn take_back(self, failure: Failure, navigate: impl Fn(&str, NavigateOptions)) {
        self.draft.renew_key();
        let Ok(ticket) = self.validated() else { return };
        let form = Route::NewTicket { category: Some(ticket.as_wire().ticket_type.clone()), step: Step::Form };
        self.context.refused_late.set(None);
        self.refused.set(Some((failure, ticket.as_wire().clone())));
        self.attempt.update(|attempt| *attempt = attempt.saturating_add(1));
        navigate(&form.href(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    }
}

#[component]
pub(crate) fn NewTicketPage() -> AnyView {
    let context = context();
    // By account: a profile that is read again does not build the form anew.
    let account = Memo::new(move |_| context.knows_session().then(|| context.account().map(|account| account.id)));
    // Whose ticket it is that is being written here.
    let writer = StoredValue::new(None::<String>);
    let goes_on = RwSignal::new(false);
    let content = move || match account.get() {
        Some(None) if writer.with_value(Option::is_some) && !goes_on.get() => {
            view! { <SessionEnded title=t::new_title() goes_on /> }
        }
        Some(id) => {
            writer.set_value(id);
            let account = untrack(|| context.account());
            let found = draft::find(account.as_ref());
            steps(Writing::begin(context, account, found))
        }
        None => {
            view! { <Page title=t::new_title() class="page--narrow">{move || crate::account::session_awaited(context)}</Page> }
        }
    };
    content.into_child()
}

fn steps(writing: Writing) -> AnyView {
    let context = writing.context;
    let query = use_query_map();
    let category = Memo::new(move |_| query.read().get(query::CATEGORY));
    let is_check = Memo::new(move |_| query.read().get(query::STEP).as_deref() == Some(query::CHECK));
    let standing = Memo::new(move |_| context.outbox.standing(&writing.draft.key()));
    let navigate = use_navigate();
    // An event, whoever brought it about: a press here, or a later try by the outbox itself.
    Effect::new(move || {
        if let Some(Standing::Refused(failure)) = standing.get() {
            untrack(|| writing.take_back(failure, &navigate));
        }
    });
    let content = move || {
        match standing.get() {
            Some(standing @ Standing::Done(_)) => return done(&standing),
            Some(Standing::Sending) => return unsent::under_way(t::new_sending(), t::new_sending_text()),
            Some(Standing::Kept { failure, is_uncertain }) => return kept(writing, failure, is_uncertain),
            None | Some(Standing::Refused(_)) => {}
        }
        let Some(id) = category.get() else { return choose(writing) };
        let desk = context.desk();
        let Some(category) = desk.wire.categories.iter().find(|category| category.id == id).cloned() else {
            return choose(writing);
        };
        if !category.guests && !writing.is_signed_in() {
            return sign_in_first(&category);
        }
        // Untracked: the form must not be built anew with every letter.
        if untrack(|| writing.draft.with(|draft| draft.category != id)) {
            writing.draft.change(|draft| draft.category = id);
        }
        if is_check.get() && untrack(|| writing.validated()).is_ok() {
            return view! { <CheckAnswers writing category /> };
        }
        view! { <TicketForm writing category /> }
    };
    content.into_child()
}

/// What the portal answered is not understood when there is no number in it; the list then has the ticket.
fn done(standing: &Standing) -> AnyView {
    let route = match settled::number_of(standing) {
        Some(number) => Route::Ticket { number, sent: true },
        None => Route::Tickets,
    };
    use_navigate()(&route.href(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    ().into_child()
}

/// Where one is: topic, form, check.
pub(super) fn step(current: u32) -> AnyView {
    view! { <Steps label=t::new_step(&current.to_string(), "3") current of=3 /> }
}

fn choose(writing: Writing) -> AnyView {
    let desk = writing.context.desk();
    let rows: Vec<AnyView> = desk
        .wire
        .categories
        .iter()
        .map(|category| {
            let href = Route::NewTicket { category: Some(category.id.clone()), step: Step::Form }.href();
            let needs_account = (!category.guests && !writing.is_signed_in()).then(t::new_needs_account);
            view! {
                <li class="channel">
                    <span class="channel__name"><a href=href>{category.name.clone()}</a></span>
                    {category.description.clone().map(|about| view! { <span class="channel__about">{about}</span> })}
                    {needs_account.map(|text| view! { <span class="channel__state muted">{text}</span> })}
                </li>
            }
        })
        .collect();
    view! {
        <Page title=t::new_title() class="page--narrow">
            {step(1)}
            <p class="page__lead">{t::new_choose()}</p>
            <ul class="channel-list group rows">{rows}</ul>
        </Page>
    }
}

fn sign_in_first(category: &Category) -> AnyView {
    view! {
        <Page title=category.name.clone() class="page--narrow">
            <p class="page__lead">{t::new_sign_in_first()}</p>
            <SignInLinks />
            <p>{t::new_or_call()}</p>
            <CallActions class="" />
            <p><a href=Route::new_ticket().href()>{t::new_other_category()}</a></p>
        </Page>
    }
}

/// It could not be sent, or nobody knows whether it was.
fn kept(writing: Writing, failure: Failure, is_uncertain: bool) -> AnyView {
    let again = Callback::new(move |()| {
        if let Ok(ticket) = untrack(|| writing.validated()) {
            writing.send(&ticket);
        }
    });
    let withdrawn = Callback::new(move |()| writing.draft.renew_key());
    let key = Signal::derive(move || writing.draft.key());
    unsent::kept(writing.context, t::new_kept(), key, (failure, is_uncertain), again, withdrawn)
}
