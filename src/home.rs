//! The first screen: can I call now, which number, and what else can I do?

use crate::contacts::ways;
use crate::context::{Context, context};
use crate::desk::{ChannelHours, Desk};
use crate::hours::{HoursState, answer_day, today_hours};
use crate::i18n::t;
use crate::incidents;
use crate::markup::{Child, view};
use crate::numbers::{CallActions, NumberList};
use crate::page::{self, HEADING};
use crate::part;
use crate::route::Route;
use crate::ui::{ButtonKind, LinkButton};
use contract::{Capability, ChannelKind};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub(crate) fn HomePage() -> AnyView {
    page::arrive(&t::home_title());
    let context = context();
    let desk = context.desk();
    // First, if it is known by now; one that is heard of later must not move the number.
    let is_known = context.incidents.state.with_untracked(|state| state.value().is_some());
    let news = incidents::news(context, None);
    let outages = move || {
        news.with(|_| ());
        untrack(|| outages(context))
    };
    let place = |first: bool| (first == is_known).then(|| outages.into_child());
    view! {
        <div class="page" key=String::new()>
            <div class="home">
                {place(true)}
                {call_card(context, &desk)}
                {place(false)}
                <section class="home__ways">
                    <h2>{t::home_ways()}</h2>
                    {ways(&desk, |kind| kind != ChannelKind::Phone)}
                </section>
                {own_contacts(context)}
                {topics(context, &desk)}
            </div>
        </div>
    }
}

/// What is known to be out of order comes first: it may make the call unnecessary.
fn outages(context: Context) -> AnyView {
    let notices: Vec<AnyView> =
        incidents::open_for(context, None).iter().map(|incident| incidents::notice(context, incident, false)).collect();
    (!notices.is_empty())
        .then(|| view! { <section class="home__outages stack" aria-label=t::outage_title()>{notices}</section> })
        .into_child()
}

fn call_card(context: Context, desk: &Arc<Desk>) -> AnyView {
    let phone = desk.channel(ChannelKind::Phone);
    let state = phone.clone().map(|channel| view! { <p class="call-card__state"><HoursState channel=channel /></p> });
    let prepare = view! { <LinkButton label=t::prepare_title() href=Route::Prepare(None).href() kind=ButtonKind::Primary /> };
    view! {
        <section class="call-card" aria-labelledby=HEADING>
            <h1 id=HEADING class="call-card__title" tabindex="-1">{t::home_title()}</h1>
            {state}
            <NumberList class="call-card" />
            {phone.map(|phone| facts(context, desk, phone))}
            <CallActions class="" first=prepare />
            {move || part::number_code(context)}
        </section>
    }
}

/// Today's hours, the wait, the cost; when closed, the day on which a ticket would be answered.
fn facts(context: Context, desk: &Arc<Desk>, phone: ChannelHours) -> AnyView {
    let line = desk.main_line().cloned();
    let tickets = desk.channel(ChannelKind::TicketForm).filter(|_| desk.can(Capability::Tickets));
    let id = phone.channel.id.clone();
    let wait = move || {
        context.availability.state.with(|availability| {
            let channel = availability.value()?.channels.iter().find(|channel| channel.channel == id)?;
            let minutes = channel.estimated_wait?.div_ceil(60);
            Some(fact(t::fact_wait(), t::wait_minutes(minutes)))
        })
    };
    let today = {
        let phone = phone.clone();
        move || today_hours(&phone, context.clock.minute()).map(|hours| fact(t::fact_today(), hours))
    };
    let answer =
        move || tickets.as_ref().and_then(|form| answer_day(form, context.clock.minute())).map(|day| fact(t::fact_ticket_answer(), day));
    let offline = move || {
        let is_stale = context.availability.state.with(|state| state.failure().is_some());
        is_stale.then(|| fact(t::fact_clock(), if context.clock.is_portals.get() { t::clock_portals() } else { t::clock_devices() }))
    };
    view! {
        <dl class="call-card__facts">
            {today}
            {wait}
            {line.as_ref().and_then(|line| line.cost.clone()).map(|cost| fact(t::fact_cost(), cost))}
            {line.filter(|line| line.recorded).map(|_| fact(t::fact_recording(), t::fact_recorded()))}
            {answer}
            {offline}
        </dl>
    }
}

fn fact(label: String, value: String) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
}

/// Open tickets and callbacks of whoever is signed in, and those of a guest's that this device remembers.
fn own_contacts(context: Context) -> AnyView {
    let account = Memo::new(move |_| context.account().map(|account| account.id));
    let content = move || {
        account.with(|_| ());
        part::own_contacts(context)
    };
    content.into_child()
}

/// What the support is for: the portal's categories, each the beginning of a checklist.
fn topics(context: Context, desk: &Arc<Desk>) -> AnyView {
    if desk.wire.categories.is_empty() {
        return ().into_child();
    }
    let can_send = desk.can(Capability::Tickets);
    let rows: Vec<AnyView> = desk
        .wire
        .categories
        .iter()
        .map(|category| {
            let name = view! { <a href=Route::prepare(&category.id, "").href()>{category.name.clone()}</a> };
            let is_for_accounts = can_send && !category.guests;
            let needs_account = move || {
                (is_for_accounts && context.account().is_none())
                    .then(|| view! { <span class="channel__about">{t::home_needs_account()}</span> })
            };
            view! {
                <li class="channel">
                    <span class="channel__name">{name}</span>
                    {category.description.clone().map(|about| view! { <span class="channel__about">{about}</span> })}
                    {needs_account}
                </li>
            }
        })
        .collect();
    view! {
        <section class="home__topics stack">
            <h2>{t::home_topics()}</h2>
            <ul class="channel-list group rows">{rows}</ul>
            {can_send.then(|| view! { <p class="actions"><LinkButton label=t::home_new_ticket() href=Route::new_ticket().href() /></p> })}
        </section>
    }
}
