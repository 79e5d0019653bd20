//! The slot as a file for a calendar.

use super::words;
use crate::browser::{file, page};
use crate::context::Context;
use crate::i18n::t;
use crate::route::Route;
use domain::ics::{Appointment, ics};
use domain::time::parse_instant;

/// Lets the visitor save it. `false`: the browser does not give the file, or there is no slot.
pub(super) fn save(context: Context, callback: &contract::Callback) -> bool {
    let Some((start, end)) = callback.slot.as_ref().and_then(|slot| Some((parse_instant(&slot.start)?, parse_instant(&slot.end)?))) else {
        return false;
    };
    let number = &callback.number;
    let said = |label: String, value: Option<String>| value.map(|value| [&label, ": ", &value].concat());
    let lines: Vec<String> = [
        Some(t::callback_number(number)),
        said(t::callback_phone(), words::phone(&callback.phone)),
        said(t::callback_calls_from(), callback.calling_number.as_ref().map(|number| number.display.clone())),
        said(t::callback_code_word(), callback.code_word.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    // Without the secret: calendars are shared.
    let url = [&page::origin(), &Route::Callback(number.clone()).href()].map(String::as_str).concat();
    let host = page::origin();
    let uid = [number, "@", host.split("//").last().unwrap_or_default()].concat();
    let calendar = ics(&Appointment {
        uid: &uid,
        written: context.clock.now(),
        start,
        end,
        title: &t::callback_calendar_title(&context.desk().wire.name),
        description: &lines.join("\n"),
        url: &url,
    });
    file::save("callback.ics", "text/calendar;charset=utf-8", &calendar)
}
