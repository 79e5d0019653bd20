//! A conversation that is being asked for, and what becomes of it.

use super::words::{self, Wrong};
use super::{form, own, settled};
use crate::account::{SessionEnded, session_awaited, session_of};
use crate::callback::draft::{CONVERSATION, DraftSignal};
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
use contract::{ConsentGiven, Conversation, NewConversation};
use domain::conversation::check_wire;
use domain::prepare::code;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// A conversation being asked for.
#[derive(Clone, Copy)]
pub(super) struct Starting {
    pub(super) context: Context,
    pub(super) draft: DraftSignal,
    owner: StoredValue<Option<String>>,
    preparing: Preparing,
    /// Conversations of the visitor's own, as far as they are known.
    pub(super) own: Loader<Vec<Conversation>>,
    /// How often it was tried. Errors are shown from the first try on.
    pub(super) attempt: RwSignal<u32>,
    /// What the portal said to the last one sent.
    pub(super) refused: RwSignal<Option<Failure>>,
}

impl Starting {
    fn begin(context: Context) -> Self {
        let account = untrack(|| context.account());
        let preparing = Preparing::begin(context);
        let owner = account.as_ref().map(|account| account.id.clone());
        // Of the router: a screen is built before its address is.
        let address = use_query_map();
        let query_of = |name: &str| untrack(|| address.read().get(name));
        let draft = DraftSignal::open(CONVERSATION, owner.as_deref(), |draft| {
            let fill = |place: &mut String, known: &str| {
                if place.trim().is_empty() {
                    known.clone_into(place);
                }
            };
            // What was said for a call goes before what the profile knows.
            untrack(|| {
                preparing.with(|answers| {
                    fill(&mut draft.full_name, answers.text(code::FULL_NAME));
                    if preparing.has_words() {
                        fill(&mut draft.category, &answers.category);
                    }
                });
            });
            fill(&mut draft.full_name, account.as_ref().map(|account| account.full_name.as_str()).unwrap_or_default());
            // An address says what it is about and what it goes on from; it is read once, so that both can be changed.
            let asked = [(query::CATEGORY, &mut draft.category), (query::AFTER, &mut draft.previous)];
            asked.into_iter().for_each(|(name, place)| query_of(name).into_iter().for_each(|value| *place = value));
        });
        Self {
            context,
            draft,
            owner: StoredValue::new(owner),
            preparing,
            own: own::load(context),
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

    /// As it would be sent. Tracked.
    fn wire(self) -> NewConversation {
        let (desk, sheet) = (self.context.desk(), self.sheet());
        self.draft.with(|draft| {
            let given = |consent: &contract::Consent| {
                let agreement = draft.consents.get(&consent.id).filter(|_| draft.agrees_to(consent))?;
                Some(ConsentGiven { id: consent.id.clone(), version: agreement.version.clone(), at: agreement.at.clone() })
            };
            NewConversation {
                full_name: draft.full_name.clone(),
                ticket_type: Some(draft.category.clone()).filter(|id| !id.is_empty()),
                description: Some(draft.description.clone()).filter(|text| !text.trim().is_empty()),
                sheet: sheet.filter(|_| !draft.without_sheet),
                previous_number: Some(draft.previous.clone()).filter(|number| !number.trim().is_empty()),
                consents: desk.wire.consents.iter().filter_map(given).collect(),
            }
        })
    }

    fn validated(self) -> Result<NewConversation, Vec<Wrong>> {
        let wire = self.wire();
        check_wire(&wire, &self.context.desk().wire).map_err(|wrong| words::by_rules(wrong, &wire))
    }

    /// What is wrong with it, once it was tried: by our own rules, or else by the portal's.
    pub(super) fn wrong(self) -> Vec<Wrong> {
        if self.attempt.get() == 0 {
            return Vec::new();
        }
        match self.validated() {
            Err(wrong) => wrong,
            Ok(sent) => self.refused.with(|refused| match refused {
                Some(Failure::Fix(problem) | Failure::Conflict(problem)) => words::by_portal(problem, &sent),
                _ => Vec::new(),
            }),
        }
    }

    /// Sends it, if nothing is wrong with it.
    pub(super) fn submit(self) {
        self.refused.set(None);
        self.attempt.update(|attempt| *attempt = attempt.saturating_add(1));
        let Ok(wire) = untrack(|| self.validated()) else { return };
        let key = untrack(|| self.draft.key());
        let intent = Intent::of(Purpose::CreateConversation, key, self.owner.get_value(), "", &wire);
        leptos::task::spawn_local(async move {
            sending::send(self.context, intent).await;
        });
    }

    /// The portal will not take it as it stands. Its key is over; the form comes back, with what the portal said.
    fn take_back(self, failure: Failure) {
        self.draft.renew_key();
        self.context.refused_late.set(None);
        self.refused.set(Some(failure));
        self.attempt.update(|attempt| *attempt = attempt.saturating_add(1));
        // It may have closed meanwhile.
        self.context.availability.load();
    }
}

#[component]
pub(crate) fn OperatorPage() -> AnyView {
    let context = context();
    let account = session_of(context);
    // Whose request it is that is being written here.
    let writer = StoredValue::new(None::<String>);
    let goes_on = RwSignal::new(false);
    let content = move || {
        let Some(id) = account.get() else {
            return view! { <Page title=t::operator_title() class="page--narrow">{move || session_awaited(context)}</Page> };
        };
        if id.is_none() && writer.with_value(Option::is_some) && !goes_on.get() {
            return view! { <SessionEnded title=t::operator_title() goes_on /> };
        }
        writer.set_value(id);
        stages(Starting::begin(context))
    };
    content.into_child()
}

fn stages(starting: Starting) -> AnyView {
    let context = starting.context;
    let standing = Memo::new(move |_| context.outbox.standing(&starting.draft.key()));
    // An event, whoever brought it about: a press here, or a later try by the outbox itself.
    Effect::new(move || {
        if let Some(Standing::Refused(failure)) = standing.get() {
            untrack(|| starting.take_back(failure));
        }
    });
    let content = move || match standing.get() {
        Some(standing @ Standing::Done(_)) => {
            let route = settled::number_of(&standing).map_or(Route::Home, Route::Conversation);
            use_navigate()(&route.href(), NavigateOptions { replace: true, ..NavigateOptions::default() });
            ().into_child()
        }
        Some(Standing::Sending) => unsent::under_way(t::operator_connecting(), t::operator_connecting_text()),
        Some(Standing::Kept { failure, is_uncertain }) => {
            let again = Callback::new(move |()| starting.submit());
            let withdrawn = Callback::new(move |()| starting.draft.renew_key());
            let key = Signal::derive(move || starting.draft.key());
            unsent::kept(context, t::operator_unsent(), key, (failure, is_uncertain), again, withdrawn)
        }
        None | Some(Standing::Refused(_)) => form::form(starting),
    };
    content.into_child()
}
