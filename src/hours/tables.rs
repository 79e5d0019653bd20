use crate::context::context;
use crate::desk::{ChannelHours, Desk};
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use chrono::{NaiveDate, TimeDelta};
use domain::hours::{Day, DayHours, Span};
use domain::time::UtcInstant;
use domain::zone::Zone;
use leptos::prelude::*;
use std::sync::Arc;

/// How far ahead holidays and moved working days are shown, in days.
const AHEAD_DAYS: u32 = 60;

/// The current week of a channel by dates, today marked, in the visitor's own zone too where that differs.
#[component]
pub(crate) fn WeekTable(channel: ChannelHours) -> AnyView {
    let Some((timetable, zone)) = channel.hours.clone() else {
        return view! { <p class="muted">{t::state_unknown()}</p> };
    };
    let context = context();
    let desk = context.desk();
    let name = channel.channel.name.clone();
    let today = Memo::new({
        let zone = Arc::clone(&zone);
        move |_| zone.local(context.clock.minute()).date()
    });
    let table = move || {
        let (today, now) = (today.get(), context.clock.now());
        let own = own_zone(&desk, &*zone, now);
        let rows: Vec<AnyView> = timetable
            .week_of(today)
            .iter()
            .map(|day| row(day, today, &*zone, own.as_ref().map(|(_, zone)| &**zone as &dyn Zone)))
            .collect();
        let line_zone = i18n::zone_name(timetable.time_zone(), now);
        let head = own.map(|(own_name, _)| {
            view! {
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{line_zone.clone()}</th>
                        <th scope="col">{t::hours_own_zone(&i18n::zone_name(&own_name, now))}</th>
                    </tr>
                </thead>
            }
        });
        view! {
            <table class="table week-table">
                <caption class="visually-hidden">{t::hours_week_of(&name, &line_zone)}</caption>
                {head}
                <tbody>{rows}</tbody>
            </table>
        }
    };
    table.into_child()
}

/// The visitor's zone, if its clock differs from the channel's now.
fn own_zone(desk: &Desk, zone: &dyn Zone, now: UtcInstant) -> Option<(String, Arc<crate::browser::intl::IntlZone>)> {
    desk.own_zone().filter(|(_, own)| own.offset_at(now) != zone.offset_at(now))
}

fn row(day: &Day, today: NaiveDate, zone: &dyn Zone, own: Option<&dyn Zone>) -> AnyView {
    use chrono::Datelike as _;
    let current = (day.date == today).then_some("date");
    let why = day.exception.clone().filter(|name| !name.is_empty()).map(|name| view! { <span class="small muted">" "{name}</span> });
    let own = own.map(|own| view! { <td>{own_hours(day, zone, own)}</td> });
    view! {
        <tr aria-current=current>
            <th scope="row">{i18n::weekday_short(day.date.weekday())}" "<span class="muted">{i18n::short_date(day.date)}</span></th>
            <td>{hours(&day.hours)}{why}</td>
            {own}
        </tr>
    }
}

fn hours(hours: &DayHours) -> String {
    match hours {
        DayHours::Unknown => t::hours_unknown(),
        DayHours::Known(spans) if spans.is_empty() => t::hours_closed(),
        DayHours::Known(spans) => i18n::spans(spans),
    }
}

/// The day's spans on the visitor's clock; what falls on another date says which.
fn own_hours(day: &Day, zone: &dyn Zone, own: &dyn Zone) -> String {
    let DayHours::Known(spans) = &day.hours else { return t::hours_unknown() };
    if spans.is_empty() {
        return t::hours_closed();
    }
    let texts: Vec<String> = spans.iter().filter_map(|span| own_span(day.date, span, zone, own)).collect();
    texts.join(", ")
}

fn own_span(date: NaiveDate, span: &Span, zone: &dyn Zone, own: &dyn Zone) -> Option<String> {
    let ends_on = if span.passes_midnight() { date.checked_add_signed(TimeDelta::days(1))? } else { date };
    let start = own.local(zone.first_instant_at(date.and_time(span.opens)));
    let end = own.local(zone.first_instant_at(ends_on.and_time(span.closes)));
    let mark = |on: NaiveDate| if on == date { String::new() } else { [" (", &i18n::short_date(on), ")"].concat() };
    let start_mark = if start.date() == end.date() { String::new() } else { mark(start.date()) };
    Some([t::format_span(&[i18n::time(start.time()), start_mark].concat(), &i18n::time(end.time())), mark(end.date())].concat())
}

/// The coming holidays and moved working days of a channel.
#[component]
pub(crate) fn ComingExceptions(channel: ChannelHours) -> AnyView {
    let Some((timetable, zone)) = channel.hours else { return ().into_child() };
    let context = context();
    let today = Memo::new(move |_| zone.local(context.clock.minute()).date());
    let list = move || {
        let rows: Vec<AnyView> = timetable
            .coming_exceptions(today.get(), AHEAD_DAYS)
            .into_iter()
            .map(|exception| {
                let dates = if exception.from == exception.through {
                    i18n::weekday_date(exception.from)
                } else {
                    t::format_span(&i18n::short_date(exception.from), &i18n::short_date(exception.through))
                };
                let hours = match exception.as_weekday {
                    Some(day) => t::hours_as_weekday(&hours(&exception.hours), &i18n::weekday(day)),
                    None => hours(&exception.hours),
                };
                view! {
                    <li>
                        <span class="holiday-list__date">{dates}</span>
                        <span class="holiday-list__name">{exception.name}</span>
                        <span class="holiday-list__hours">{hours}</span>
                    </li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h3 class="group__title">{t::hours_exceptions()}</h3>
                <ul class="holiday-list rows">{rows}</ul>
            }
        })
    };
    list.into_child()
}
