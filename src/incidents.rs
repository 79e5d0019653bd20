//! Known outages: "we know", since when, until when; "me too", and word when it is fixed.

use crate::browser::{storage::Area, uuid};
use crate::context::Context;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::part;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use crate::portal::words;
use crate::ui::{Button, Notice, NoticeKind, TextField};
use contract::{Incident, IncidentSubscription};
use domain::ticket::read_email;
use domain::time::parse_instant;
use domain::zone::Zone as _;
use leptos::prelude::*;

/// Incidents that were subscribed to on this device.
const NAME: &str = "incident.";

/// Those that are not fixed; with a category, those that concern it. Tracked.
pub(crate) fn open_for(context: Context, category: Option<&str>) -> Vec<Incident> {
    let fits = |incident: &&Incident| {
        let concerns = category.is_none_or(|id| incident.categories.is_empty() || incident.categories.iter().any(|known| known == id));
        incident.fixed.is_none() && concerns
    };
    context.incidents.state.with(|state| state.value().map(|list| list.items.iter().filter(fits).cloned().collect()).unwrap_or_default())
}

/// What there is to say of them: changes when it does, so that a list that is read again leaves the notices as they are, and what is
/// being typed into them. How many are affected is not part of it.
pub(crate) fn news(context: Context, category: Option<String>) -> Memo<String> {
    let told = |incident: &Incident| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [&incident.id, &incident.title, &incident.since, &*text(&incident.description), &*text(&incident.next_update)].concat()
    };
    Memo::new(move |_| open_for(context, category.as_deref()).iter().map(told).collect())
}

/// One of them, with what can be done about it. What it is about may be folded away.
pub(crate) fn notice(context: Context, incident: &Incident, is_open: bool) -> AnyView {
    let zone = context.desk().zone();
    let now = context.clock.now();
    // Today's are said by the clock alone: there is one line for both.
    let moment = |text: &str| {
        parse_instant(text).map(|instant| {
            let local = zone.local(instant);
            if local.date() == zone.local(now).date() { i18n::time(local.time()) } else { i18n::moment(instant, now, &*zone) }
        })
    };
    let since = moment(&incident.since).map(|since| t::incident_since(&since));
    let next = incident.next_update.as_deref().and_then(moment).map(|next| t::incident_next(&next));
    let times: Vec<String> = [since, next].into_iter().flatten().collect();
    let more: Vec<String> = [incident.description.clone(), incident.affected.map(t::incident_affected)].into_iter().flatten().collect();
    let (title, id) = ([&t::incident_known(), " ", &incident.title].concat(), incident.id.clone());
    view! {
        <Notice kind=NoticeKind::Warning>
            <details class="fold" open=is_open.then_some("")>
                <summary class="notice__title">{title}</summary>
                <p>{more.join(" ")}</p>
            </details>
            <p class="small muted">{times.join(" · ")}</p>
            <Subscribe id />
        </Notice>
    }
}

/// The key under which this device says "me too" of an incident.
fn key_of(kept: &str) -> String {
    let name = [kept, ".key"].concat();
    Area::Device.read(&name).unwrap_or_else(|| {
        let key = uuid();
        Area::Device.write(&name, &key);
        key
    })
}

/// "Me too", and where to write when it is fixed.
#[component]
fn Subscribe(id: String) -> AnyView {
    let context = crate::context::context();
    let kept = [NAME, &id].concat();
    let is_subscribed = Area::Device.read(&kept).is_some();
    let field = ["incident-", &id].concat();
    // One key for "me too", wherever it is pressed; to be told is another wish.
    let (me_too, tell) = (key_of(&kept), uuid());
    let key = RwSignal::new(me_too.clone());
    let is_writing = RwSignal::new(false);
    let email = RwSignal::new(context.account().and_then(|account| account.email).unwrap_or_default());
    let error = RwSignal::new(None::<String>);
    // Where it will be told.
    let told = RwSignal::new(None::<String>);
    let standing = Memo::new(move |_| context.outbox.standing(&key.get()));
    let subscribe = Callback::new(move |notify: bool| {
        let address = read_email(&email.get_untracked());
        if notify && address.is_none() {
            error.set(Some(t::rule_not_an_email()));
            return;
        }
        let owner = untrack(|| context.account()).map(|account| account.id);
        told.set(address.clone().filter(|_| notify));
        let body = IncidentSubscription { notify, email: address.filter(|_| notify) };
        key.set(if notify { tell.clone() } else { me_too.clone() });
        let intent = Intent::subscribe(key.get_untracked(), owner, &id, &body);
        let kept = kept.clone();
        let remember = Callback::new(move |standing| {
            if matches!(standing, Standing::Done(_)) {
                Area::Device.write(&kept, "1");
            }
        });
        part::send(context, intent, remember);
    });
    let content = move || match standing.get() {
        Some(Standing::Done(_)) => {
            let text = told.get().map_or_else(t::incident_thanks, |address| t::incident_will_tell(&address));
            view! { <p role="status">{text}</p> }
        }
        Some(Standing::Kept { .. }) => view! { <p role="status">{t::incident_later()}</p> },
        Some(Standing::Refused(failure)) => view! { <p role="alert">{words::of_write(&failure, false).title}</p> },
        None | Some(Standing::Sending) => {
            let busy = Signal::derive(move || standing.get().is_some());
            let field = field.clone();
            let form = move || {
                is_writing.get().then(|| {
                    view! {
                        <TextField id=field.clone() label=t::form_email() value=email on_input=Callback::new(move |typed| email.set(typed)) error input_type="email" autocomplete="email" />
                    }
                })
            };
            let tell = Callback::new(move |()| if is_writing.get_untracked() { subscribe.run(true) } else { is_writing.set(true) });
            let me_too = Callback::new(move |()| subscribe.run(false));
            let me_too = if is_subscribed {
                view! { <span class="small" role="status">{t::incident_counted()}</span> }
            } else {
                view! { <Button label=t::incident_me_too() busy on_click=Some(me_too) /> }
            };
            view! {
                {form}
                <p class="actions incident__actions">
                    <Button label=t::incident_tell() busy on_click=Some(tell) />
                    {me_too}
                </p>
            }
        }
    };
    content.into_child()
}
