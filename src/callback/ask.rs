//! A request that is being written, and what becomes of it.

use super::draft::{CALLBACK, DraftSignal};
use super::own;
use super::settled;
use super::words::{self, Wrong};
use super::{form, twice};
use crate::account::{SessionEnded, session_awaited, session_of};
use crate::context::{Context, context};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::portal::Failure;
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::portal::remote::Loader;
use crate::prepare::{Preparing, sheet_text};
use crate::route::{Route, query};
use crate::{sending, unsent};
use contract::NewCallback;
use domain::callback::{CallbackError, ValidCallback, is_open, validate};
use domain::prepare::code;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// A request being written.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    pub(super) context: Context,
    pub(super) draft: DraftSignal,
    owner: StoredValue<Option<String>>,
    preparing: Preparing,
    /// Callbacks of the visitor's own, as far as they are known.
    pub(super) own: Loader<Vec<contract::Callback>>,
    /// Number of the open one that it would be the second of.
    pub(super) twice: RwSignal<Option<String>>,
    /// How often it was tried. Errors are shown from the first try on.
    pub(super) attempt: RwSignal<u32>,
    /// What the portal said to the last one sent.
    pub(super) refused: RwSignal<Option<(Failure, NewCallback)>>,
}

impl Asking {
    fn begin(context: Context) -> Self {
        let account = untrack(|| context.account());
        let preparing = Preparing::begin(context);
        let query = use_query_map();
        let (category, previous) = untrack(|| (query.read().get(query::CATEGORY), query.read().get(query::AFTER)));
        let owner = account.as_ref().map(|account| account.id.clone());
        let draft = DraftSignal::open(CALLBACK, owner.as_deref(), |draft| {
            let fill = |place: &mut String, known: &str| {
                if place.trim().is_empty() {
                    known.clone_into(place);
                }
            };
            // What was said for this call goes before what the profile knows.
            untrack(|| {
                preparing.with(|answers| {
                    fill(&mut draft.full_name, answers.text(code::FULL_NAME));
                    fill(&mut draft.phone, answers.text(code::PHONE));
                    if preparing.has_words() {
                        fill(&mut draft.category, &answers.category);
                    }
                });
            });
            if let Some(account) = &account {
                fill(&mut draft.full_name, &account.full_name);
                fill(&mut draft.phone, account.phone.as_deref().unwrap_or_default());
            }
            if let Some(category) = category {
                draft.category = category;
            }
            if let Some(previous) = previous {
                draft.previous = previous;
            }
        });
        Self {
            context,
            draft,
            owner: StoredValue::new(owner),
            preparing,
            own: own::load(context),
            twice: RwSignal::new(None),
            attempt: RwSignal::new(0),
            refused: RwSignal::new(None),
        }
    }

    /// The sheet as text, if there is one about this topic. Tracked.
    pub(super) fn sheet(self) -> Option<String> {
        let topic = self.draft.with(|draft| draft.category.clone());
        let desk = self.context.desk();
        let category = desk.wire.categories.iter().find(|category| category.id == topic)?;
        let is_about_it = self.preparing.has_words() && self.preparing.with(|answers| answers.category == topic);
        is_about_it.then(|| self.preparing.with(|answers| sheet_text(answers, category)))
    }

    fn validated(self) -> Result<ValidCallback, Vec<CallbackError>> {
        let (desk, sheet) = (self.context.desk(), self.sheet());
        self.draft.with(|draft| validate(draft, sheet.as_deref(), &desk.wire, self.context.clock.now()))
    }

    /// What is wrong with it, once it was tried: by our own rules, or else by the portal's.
    pub(super) fn wrong(self) -> Vec<Wrong> {
        if self.attempt.get() == 0 {
            return Vec::new();
        }
        match self.validated() {
            Err(errors) => words::by_rules(errors),
            Ok(_) => self.refused.with(|refused| match refused {
                Some((Failure::Fix(problem) | Failure::Conflict(problem), sent)) => words::by_portal(problem, sent),
                _ => Vec::new(),
            }),
        }
    }

    /// Sends it, if nothing is wrong with it and it is not the second of an open one that nobody has said anything about.
    pub(super) fn submit(self) {
        self.refused.set(None);
        self.attempt.update(|attempt| *attempt = attempt.saturating_add(1));
        let Ok(valid) = untrack(|| self.validated()) else { return };
        let wire = valid.as_wire();
        let open = self.own.state.with_untracked(|own| {
            let same = |known: &&contract::Callback| is_open(known.status) && known.phone == wire.phone;
            own.value().and_then(|own| own.iter().find(same)).map(|known| known.number.clone())
        });
        if let (Some(open), None, None) = (&open, &wire.existing, &wire.reason) {
            twice::ask(self, open.clone());
            return;
        }
        self.send(&valid, open);
    }

    fn send(self, valid: &ValidCallback, open: Option<String>) {
        // The open one proves to the portal whose request it is.
        let about = valid.as_wire().existing.clone().or(open).unwrap_or_default();
        let key = untrack(|| self.draft.key());
        let intent = Intent::of(Purpose::CreateCallback, key, self.owner.get_value(), &about, valid);
        leptos::task::spawn_local(async move {
            sending::send(self.context, intent).await;
        });
    }

    /// The portal will not take it as it stands. Its key is over; the form comes back, with what the portal said.
    fn take_back(self, failure: Failure) {
        self.draft.renew_key();
        self.context.refused_late.set(None);
        let sent = self.validated().map(|valid| valid.as_wire().clone()).unwrap_or_default();
        let existing = match &failure {
            Failure::Conflict(problem) => problem.existing.clone(),
            _ => None,
        };
        if let Some(existing) = existing {
            self.draft.change(domain::callback::CallbackDraft::forget_choice);
            return twice::ask(self, existing);
        }
        self.refused.set(Some((failure, sent)));
        self.attempt.update(|attempt| *attempt = attempt.saturating_add(1));
    }
}

#[component]
pub(crate) fn NewCallbackPage() -> AnyView {
    let context = context();
    let account = session_of(context);
    // Whose request it is that is being written here.
    let writer = StoredValue::new(None::<String>);
    let goes_on = RwSignal::new(false);
    let content = move || {
        let Some(id) = account.get() else {
            return view! { <Page title=t::callback_title() class="page--narrow">{move || session_awaited(context)}</Page> };
        };
        if id.is_none() && writer.with_value(Option::is_some) && !goes_on.get() {
            return view! { <SessionEnded title=t::callback_title() goes_on /> };
        }
        writer.set_value(id);
        stages(Asking::begin(context))
    };
    content.into_child()
}

fn stages(asking: Asking) -> AnyView {
    let context = asking.context;
    let standing = Memo::new(move |_| context.outbox.standing(&asking.draft.key()));
    // An event, whoever brought it about: a press here, or a later try by the outbox itself.
    Effect::new(move || {
        if let Some(Standing::Refused(failure)) = standing.get() {
            untrack(|| asking.take_back(failure));
        }
    });
    let content = move || match standing.get() {
        Some(standing @ Standing::Done(_)) => done(&standing),
        Some(Standing::Sending) => unsent::under_way(t::callback_sending(), t::callback_sending_text()),
        Some(Standing::Kept { failure, is_uncertain }) => {
            let again = Callback::new(move |()| {
                if let Ok(valid) = untrack(|| asking.validated()) {
                    asking.send(&valid, None);
                }
            });
            let withdrawn = Callback::new(move |()| asking.draft.renew_key());
            let key = Signal::derive(move || asking.draft.key());
            unsent::kept(context, t::callback_unsent(), key, (failure, is_uncertain), again, withdrawn)
        }
        None | Some(Standing::Refused(_)) => form::form(asking),
    };
    content.into_child()
}

/// What the portal answered leads to the callback.
fn done(standing: &Standing) -> AnyView {
    let route = settled::number_of(standing).map_or(Route::Home, Route::Callback);
    use_navigate()(&route.href(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    ().into_child()
}
