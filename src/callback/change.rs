//! Another time, another number, or no call at all.

use super::fields::{PhoneField, When};
use super::form::error_of;
use super::words;
use crate::browser::uuid;
use crate::context::Context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::portal::{Failure, words as failures};
use crate::secrets::{self, Contact};
use crate::sending;
use crate::ui::{Button, ButtonKind, ButtonType, Dialog, Notice, NoticeKind};
use contract::{CallbackChange, CallbackStatus};
use domain::callback::{Changed, Field, change};
use leptos::ev::Event;
use leptos::prelude::*;

/// Changes of one callback, one after another.
#[derive(Clone, Copy)]
pub(super) struct Changes {
    context: Context,
    number: StoredValue<String>,
    /// Of the last one.
    key: RwSignal<String>,
}

impl Changes {
    pub(super) fn of(context: Context, number: &str) -> Self {
        Self { context, number: StoredValue::new(number.to_owned()), key: RwSignal::new(String::new()) }
    }

    fn standing(self) -> Option<Standing> {
        self.context.outbox.standing(&self.key.get())
    }

    pub(super) fn is_busy(self) -> Signal<bool> {
        Signal::derive(move || matches!(self.standing(), Some(Standing::Sending)))
    }

    /// What the portal objected to in the last one.
    fn refused(self) -> Option<Failure> {
        match self.standing() {
            Some(Standing::Refused(failure)) => Some(failure),
            _ => None,
        }
    }

    pub(super) fn send(self, change: &CallbackChange) {
        if self.is_busy().get_untracked() {
            return;
        }
        let (context, number) = (self.context, self.number.get_value());
        // Who has the secret changes it by that, whoever is signed in.
        let account = untrack(|| context.account()).map(|account| account.id);
        let owner = account.filter(|_| secrets::of(Contact::Callback, &number).is_none());
        let key = uuid();
        self.key.set(key.clone());
        let intent = Intent::of(Purpose::ChangeCallback, key, owner, &number, change);
        leptos::task::spawn_local(async move {
            if let Some(Standing::Done(_)) = sending::send(context, intent).await {
                context.announcer.announce(&t::callback_changed());
            }
        });
    }

    /// To the queue, now.
    pub(super) fn queue(self) {
        self.send(&CallbackChange { status: Some(CallbackStatus::Queued), ..CallbackChange::default() });
    }

    /// What became of the last one, where it is not done.
    pub(super) fn notice(self) -> AnyView {
        match self.standing() {
            Some(Standing::Kept { failure, is_uncertain }) => {
                let words = failures::of_write(&failure, is_uncertain);
                view! {
                    <Notice kind=NoticeKind::Warning title=t::callback_unsent_change()>
                        <p>{words.title}". "{words.advice}</p>
                        <p>{t::callback_unsent_change_text()}</p>
                    </Notice>
                }
            }
            Some(Standing::Refused(failure)) => {
                let words = failures::of_write(&failure, false);
                view! { <Notice kind=NoticeKind::Error title=words.title><p>{words.advice}</p></Notice> }
            }
            _ => ().into_child(),
        }
    }
}

/// The form in which time and number are changed, folded away.
#[component]
pub(super) fn Change(changes: Changes, known: contract::Callback) -> AnyView {
    let context = changes.context;
    let is_planned = known.status == CallbackStatus::Scheduled;
    let slot = RwSignal::new(known.slot.as_ref().filter(|_| is_planned).map(|slot| slot.start.clone()).unwrap_or_default());
    let later = RwSignal::new(is_planned);
    let phone = RwSignal::new(known.phone.clone());
    let is_tried = RwSignal::new(false);
    let known = StoredValue::new(known);
    let changed = move || {
        known.with_value(|known| slot.with(|slot| phone.with(|phone| change(known, later.get(), slot, phone, context.clock.now()))))
    };
    let wrong = Memo::new(move |_| {
        let by_rules = is_tried.get().then(|| changed().err()).flatten().map(words::by_rules);
        let by_portal = || match changes.refused() {
            Some(Failure::Fix(problem)) => words::by_portal(&problem, &contract::NewCallback::default()),
            _ => Vec::new(),
        };
        by_rules.unwrap_or_else(by_portal)
    });
    let submit = move |event: Event| {
        event.prevent_default();
        is_tried.set(true);
        match untrack(changed) {
            Ok(Changed::Something(change)) => changes.send(&change),
            Ok(Changed::Nothing) => context.announcer.announce(&t::callback_changed()),
            Err(errors) => {
                let first = errors.first().map(|error| words::id(&error.field));
                first.iter().for_each(|id| crate::browser::page::focus(id));
            }
        }
    };
    view! {
        <details class="fold group">
            <summary><h2>{t::callback_change()}</h2></summary>
            <form class="stack" novalidate on:submit=submit>
                <When
                    context
                    later
                    slot
                    set_later=Callback::new(move |on| later.set(on))
                    set_slot=Callback::new(move |start| slot.set(start))
                    error=error_of(wrong, Field::Slot)
                />
                <PhoneField value=phone on_input=Callback::new(move |typed| phone.set(typed)) error=error_of(wrong, Field::Phone) />
                <p class="actions"><Button label=t::callback_change_save() r#type=ButtonType::Submit busy=changes.is_busy() /></p>
            </form>
        </details>
    }
}

/// No call after all, after a question.
#[component]
pub(super) fn Cancel(changes: Changes) -> AnyView {
    let is_asking = RwSignal::new(false);
    let cancel = Callback::new(move |()| {
        is_asking.set(false);
        changes.send(&CallbackChange { status: Some(CallbackStatus::Cancelled), ..CallbackChange::default() });
    });
    view! {
        <Button label=t::callback_cancel() kind=ButtonKind::Quiet busy=changes.is_busy() on_click=Some(Callback::new(move |()| is_asking.set(true))) />
        <Dialog
            id="cancel"
            title=t::callback_cancel_question()
            close_label=t::callback_cancel_keep()
            open=is_asking
            on_close=Callback::new(move |()| is_asking.set(false))
        >
            <p>{t::callback_cancel_text()}</p>
            <p class="actions"><Button label=t::callback_cancel_yes() kind=ButtonKind::Danger on_click=Some(cancel) /></p>
        </Dialog>
    }
}
