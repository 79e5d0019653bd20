//! All numbers, all channels, the week of each, and the dates that differ.

use crate::context::context;
use crate::desk::Desk;
use crate::hours::{ComingExceptions, HoursState, LoadChart, WeekTable, today_hours};
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::numbers::{CopyButton, in_full};
use crate::page::Page;
use crate::prepare::Dialling;
use crate::route::Route;
use crate::ui::{Notice, NoticeKind};
use contract::{Capability, Channel, ChannelKind};
use domain::phone::tel_uri;
use domain::zone::Zone as _;
use leptos::prelude::*;
use std::sync::Arc;

/// Addresses of the portal's data may lead to web pages and to mail, nowhere else.
pub(crate) fn is_safe(address: &str) -> bool {
    let lower = address.trim_start().to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("mailto:") || lower.starts_with("tel:")
}

/// Ways of contact, each with its own state.
pub(crate) fn ways(desk: &Arc<Desk>, is_meant: impl Fn(ChannelKind) -> bool) -> AnyView {
    let rows: Vec<AnyView> = desk
        .wire
        .channels
        .iter()
        .filter(|channel| is_meant(channel.kind))
        .map(|channel| {
            let href = match channel.kind {
                ChannelKind::TicketForm if desk.can(Capability::Tickets) => Some(Route::new_ticket().href()),
                ChannelKind::Callback if desk.can(Capability::Callbacks) => Some(Route::NewCallback.href()),
                ChannelKind::OperatorChat if desk.can(Capability::Conversations) => Some(Route::Operator.href()),
                _ => channel.address.clone().filter(|address| is_safe(address)),
            };
            let name = match href {
                Some(href) => view! { <a href=href>{channel.name.clone()}</a> },
                None => view! { {channel.name.clone()} },
            };
            let about = channel.suits.clone();
            view! {
                <li class="channel">
                    <span class="channel__name">{name}</span>
                    <span class="channel__state"><HoursState channel=desk.hours_of(channel) /></span>
                    {about.map(|about| view! { <span class="channel__about">{about}</span> })}
                </li>
            }
        })
        .collect();
    view! { <ul class="channel-list group rows">{rows}</ul> }
}

/// The ways for which nobody has to speak or to hear.
pub(crate) fn written_ways(desk: &Arc<Desk>) -> AnyView {
    ways(desk, |kind| !matches!(kind, ChannelKind::Phone | ChannelKind::Callback | ChannelKind::TechnicalService))
}

#[component]
pub(crate) fn ContactsPage() -> AnyView {
    let desk = context().desk();
    let channels: Vec<AnyView> = desk.wire.channels.iter().map(|channel| channel_card(&desk, channel)).collect();
    view! {
        <Page title=t::contacts_title()>
            {demonstration(&desk)}
            <section class="stack">
                <h2>{t::contacts_numbers()}</h2>
                {numbers(&desk)}
            </section>
            <Dialling category=None />
            <section class="stack">
                <h2>{t::contacts_channels()}</h2>
                {zones(&desk)}
                <div class="channel-hours-list">{channels}</div>
            </section>
        </Page>
    }
}

fn demonstration(desk: &Arc<Desk>) -> AnyView {
    desk.wire.demonstration.then(|| view! { <Notice kind=NoticeKind::Info><p>{t::contacts_demonstration()}</p></Notice> }).into_child()
}

fn numbers(desk: &Arc<Desk>) -> AnyView {
    let rows: Vec<AnyView> = desk
        .wire
        .lines
        .iter()
        .map(|line| {
            let full = in_full(line);
            let number = match tel_uri(&line.number) {
                Some(tel) => view! { <a class="number-list__number" href=tel>{full.clone()}</a> },
                None => view! { <span class="number-list__number">{full.clone()}</span> },
            };
            let about: Vec<String> = line.cost.clone().into_iter().chain(line.recorded.then(t::line_recorded)).collect();
            view! {
                <li>
                    <span class="number-list__name">{line.name.clone()}</span>
                    {number}
                    <span class="number-list__about">{about.join(" · ")}</span>
                    <CopyButton text=full label=t::action_copy_number() />
                </li>
            }
        })
        .collect();
    view! { <ul class="number-list group rows">{rows}</ul> }
}

/// In which zone the times are, and what the clock shows there and here.
fn zones(desk: &Arc<Desk>) -> AnyView {
    let context = context();
    let desk = Arc::clone(desk);
    let text = move || {
        let now = context.clock.minute();
        let zone = desk.zone();
        let here = t::contacts_zone(&i18n::zone_name(&desk.wire.time_zone, now), &i18n::time(zone.local(now).time()));
        let own = desk.own_zone().filter(|(_, own)| own.offset_at(now) != zone.offset_at(now));
        let own =
            own.map(|(name, own)| [" ", &t::contacts_own_zone(&i18n::zone_name(&name, now), &i18n::time(own.local(now).time()))].concat());
        [here, own.unwrap_or_default()].concat()
    };
    view! { <p class="muted">{text}</p> }
}

/// How a channel stands today; its week and its holidays unfold. Those of the telephone are open: it is what most come for.
fn channel_card(desk: &Arc<Desk>, channel: &Channel) -> AnyView {
    let clock = context().clock;
    let hours = desk.hours_of(channel);
    let is_round_the_clock = hours.hours.as_ref().is_some_and(|(timetable, _)| timetable.is_round_the_clock());
    let link = match channel.kind {
        ChannelKind::TicketForm if desk.can(Capability::Tickets) => Some((Route::new_ticket().href(), t::home_new_ticket())),
        ChannelKind::Callback if desk.can(Capability::Callbacks) => Some((Route::NewCallback.href(), t::callback_ask())),
        ChannelKind::OperatorChat if desk.can(Capability::Conversations) => Some((Route::Operator.href(), t::operator_title())),
        _ => channel.address.clone().filter(|address| is_safe(address)).map(|address| {
            let label = address.strip_prefix("mailto:").map_or_else(|| t::contacts_open(&channel.name), ToOwned::to_owned);
            (address, label)
        }),
    };
    let about: Vec<AnyView> = [channel.suits.clone(), channel.usual_answer.as_deref().map(t::contacts_usual_answer)]
        .into_iter()
        .flatten()
        .map(|text| view! { <p class="small muted">{text}</p> })
        .collect();
    let tables = (!is_round_the_clock).then(|| {
        view! {
            <WeekTable channel=hours.clone() />
            <ComingExceptions channel=hours.clone() />
        }
    });
    let load = view! { <LoadChart channel=hours.clone() /> };
    let today = {
        let hours = hours.clone();
        move || {
            let today = today_hours(&hours, clock.minute()).filter(|_| !is_round_the_clock)?;
            Some(view! { <span class="small muted">{t::fact_today()}": "{today}</span> })
        }
    };
    view! {
        <details class="channel-hours group fold" open=(channel.kind == ChannelKind::Phone).then_some("")>
            <summary>
                <h3>{channel.name.clone()}</h3>
                <span><HoursState channel=hours.clone() /></span>
                {today}
            </summary>
            {about}
            {link.map(|(href, label)| view! { <p><a href=href>{label}</a></p> })}
            {tables}
            {load}
        </details>
    }
}
