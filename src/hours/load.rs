//! How busy the telephone usually is, hour by hour, and when to call.

use crate::context::{Context, context};
use crate::desk::ChannelHours;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use domain::call::{self, Level, busyness, level};
use domain::zone::Zone as _;
use leptos::prelude::*;

fn in_words(level: Level) -> String {
    match level {
        Level::Quiet => t::load_quiet(),
        Level::Usual => t::load_usual(),
        Level::Busy => t::load_busy(),
    }
}

fn hour(hour: u32) -> String {
    [&hour.to_string(), ":00"].concat()
}

/// A small chart, and the same as a table for those who do not see it. Nothing where the portal does not say.
#[component]
pub(crate) fn LoadChart(channel: ChannelHours) -> AnyView {
    let loads = busyness(&channel.channel.usual_load);
    if loads.is_empty() {
        return ().into_child();
    }
    let context = context();
    let zone = channel.hours.as_ref().map(|(_, zone)| std::sync::Arc::clone(zone));
    let now = Memo::new(move |_| {
        use chrono::Timelike as _;
        zone.as_ref().map(|zone| zone.local(context.clock.minute()).hour())
    });
    let columns: Vec<AnyView> = loads
        .iter()
        .map(|(at, load)| {
            let at = *at;
            let name = match level(*load) {
                Level::Quiet => "load__bar load__bar--quiet",
                Level::Usual => "load__bar",
                Level::Busy => "load__bar load__bar--busy",
            };
            // In tenths: the page allows no style but that of its sheets.
            let class = [name, " load__bar--", &load.div_ceil(10).to_string()].concat();
            let current = move || if now.get() == Some(at) { "load__hour load__hour--now" } else { "load__hour" };
            view! { <span class=current><span class=class></span><span class="load__name">{at.to_string()}</span></span> }
        })
        .collect();
    let rows: Vec<AnyView> =
        loads.iter().map(|(at, load)| view! { <tr><th scope="row">{hour(*at)}</th><td>{in_words(level(*load))}</td></tr> }).collect();
    view! {
        <figure class="load">
            <figcaption class="small muted">{t::load_title()}</figcaption>
            <div class="load__chart" aria-hidden="true">{columns}</div>
            <div class="visually-hidden"><table><caption>{t::load_title()}</caption><tbody>{rows}</tbody></table></div>
        </figure>
    }
}

/// When to call, in words, above the chart.
pub(crate) fn best_time(context: Context, channel: ChannelHours) -> AnyView {
    let of_words = channel.clone();
    let words = move || {
        let (timetable, zone) = of_words.hours.as_ref()?;
        let now = context.clock.minute();
        let best = call::best_time(&of_words.channel.usual_load, timetable, &**zone, now)?;
        let until = i18n::time(zone.local(best.end).time());
        let text = if best.start == now { t::load_best_now(&until) } else { t::load_best(&i18n::moment(best.start, now, &**zone), &until) };
        Some(view! { <p>{text}" "{t::load_urgent()}</p> })
    };
    view! { {words}<LoadChart channel /> }
}
