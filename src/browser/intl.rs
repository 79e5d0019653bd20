//! `Intl`: zones, dates and plural forms as the browser knows them, at no cost in bytes.

use chrono::{DateTime, NaiveDate};
use domain::time::UtcInstant;
use domain::zone::Zone;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// A zone of the IANA database, by `Intl`.
///
/// It lives on the one thread there is; the wrappers tell the compiler so.
pub(crate) struct IntlZone {
    format: SendWrapper<Option<Function>>,
    offsets: SendWrapper<RefCell<Vec<(i64, i32)>>>,
    /// The name was not known to the browser: the zone behaves as UTC.
    pub(crate) is_known: bool,
}

impl IntlZone {
    pub(crate) fn new(name: &str) -> Self {
        let format = formatter(
            "en-US",
            &[
                ("timeZone", name.into()),
                ("hourCycle", "h23".into()),
                ("era", "short".into()),
                ("year", "numeric".into()),
                ("month", "numeric".into()),
                ("day", "numeric".into()),
                ("hour", "numeric".into()),
                ("minute", "numeric".into()),
                ("second", "numeric".into()),
            ],
        )
        .and_then(|format| Reflect::get(&format, &"formatToParts".into()).ok()?.dyn_into::<Function>().ok().map(|f| f.bind0(&format)));
        let is_known = format.is_some();
        Self { format: SendWrapper::new(format), offsets: SendWrapper::new(RefCell::default()), is_known }
    }

    fn ask(&self, seconds: i64) -> Option<i32> {
        let date = Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
        let parts: Array = self.format.as_ref()?.call1(&JsValue::NULL, &date).ok()?.dyn_into().ok()?;
        let (mut year, mut month, mut day, mut hour, mut minute, mut second) = (0, 0, 0, 0, 0, 0);
        for part in parts.iter() {
            let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
            let Ok(number) = Reflect::get(&part, &"value".into()).ok()?.as_string()?.parse::<u32>() else { continue };
            match kind.as_str() {
                "year" => year = i32::try_from(number).ok()?,
                "month" => month = number,
                "day" => day = number,
                // Some engines say 24 for midnight whatever is asked of them.
                "hour" => hour = number.checked_rem(24)?,
                "minute" => minute = number,
                "second" => second = number,
                _ => {}
            }
        }
        let local = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, second)?;
        i32::try_from(local.and_utc().timestamp().checked_sub(seconds)?).ok()
    }
}

impl Zone for IntlZone {
    fn offset_at(&self, instant: UtcInstant) -> i32 {
        // Offsets change on quarters of an hour at the finest; asking is the costly part.
        let seconds = instant.timestamp().div_euclid(900).saturating_mul(900);
        if let Some((_, offset)) = self.offsets.borrow().iter().find(|(known, _)| *known == seconds) {
            return *offset;
        }
        let offset = self.ask(seconds).unwrap_or(0);
        self.offsets.borrow_mut().push((seconds, offset));
        offset
    }
}

/// IANA name of the visitor's own zone.
pub(crate) fn own_zone() -> Option<String> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

fn formatter(locale: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let object = Object::new();
    for (name, value) in options {
        Reflect::set(&object, &(*name).into(), value).ok()?;
    }
    // Constructed by reflection: an unknown zone throws, and the typed constructor would let that through as a panic.
    let constructor: Function =
        Reflect::get(&Reflect::get(&js_sys::global(), &"Intl".into()).ok()?, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &object)).ok()
}

fn format(locale: &str, instant: UtcInstant, options: &[(&str, JsValue)]) -> Option<String> {
    let format = formatter(locale, options)?;
    let function: Function = Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()?;
    function.call1(&format, &Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64))).ok()?.as_string()
}

/// How much of a date is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateStyle {
    /// Monday, 23 November
    WeekdayDay,
    /// 23 November 2026
    Full,
    /// 23 November
    Day,
    /// 23 Nov
    Short,
}

/// A date in words, in the language `locale`.
pub(crate) fn date(locale: &str, date: NaiveDate, style: DateStyle) -> String {
    let mut options: Vec<(&str, JsValue)> = vec![("timeZone", "UTC".into()), ("day", "numeric".into())];
    match style {
        DateStyle::WeekdayDay => options.extend([("weekday", "long".into()), ("month", "long".into())]),
        DateStyle::Full => options.extend([("month", "long".into()), ("year", "numeric".into())]),
        DateStyle::Day => options.push(("month", "long".into())),
        DateStyle::Short => options.push(("month", "short".into())),
    }
    date.and_hms_opt(12, 0, 0).and_then(|noon| format(locale, noon.and_utc(), &options)).unwrap_or_else(|| domain::time::format_date(date))
}

/// The zone in words, as it is called at that instant: "Moscow time". Falls back to `UTC+3`.
pub(crate) fn zone_name(locale: &str, zone: &str, instant: UtcInstant) -> String {
    for style in ["longGeneric", "long", "short"] {
        let parts = formatter(locale, &[("timeZone", zone.into()), ("timeZoneName", style.into())]).and_then(|format| {
            let function: Function = Reflect::get(&format, &"formatToParts".into()).ok()?.dyn_into().ok()?;
            function.call1(&format, &Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64))).ok()?.dyn_into::<Array>().ok()
        });
        for part in parts.iter().flat_map(Array::iter) {
            if Reflect::get(&part, &"type".into()).is_ok_and(|kind| kind == "timeZoneName")
                && let Some(name) = Reflect::get(&part, &"value".into()).ok().and_then(|value| value.as_string())
            {
                return name;
            }
        }
    }
    zone.to_owned()
}

/// CLDR's plural category of a count: `one`, `few`, `many`, `other`.
pub(crate) fn plural_category(locale: &str, count: u32) -> String {
    Intl::PluralRules::new(&Array::of1(&locale.into()), &Object::new()).select(f64::from(count)).into()
}

/// The device's clock.
pub(crate) fn device_now() -> UtcInstant {
    #[expect(clippy::cast_possible_truncation, reason = "the device's clock in milliseconds fits")]
    DateTime::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// A country by its name in the language `locale`: "Казахстан" for `KZ`.
pub(crate) fn region_name(locale: &str, code: &str) -> String {
    display_name(locale, "region", code)
}

fn display_name(locale: &str, kind: &str, code: &str) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &kind.into());
    Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DisplayNames".into()))
        .and_then(|constructor| Reflect::construct(&constructor.unchecked_into::<Function>(), &Array::of2(&locale.into(), &options)))
        .and_then(|names| {
            let function: Function = Reflect::get(&names, &"of".into())?.unchecked_into();
            function.call1(&names, &code.into())
        })
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| code.to_owned())
}

/// The language's name in that language: "Русский".
pub(crate) fn language_name(language: &str) -> String {
    let name = display_name(language, "language", language);
    let first = js_sys::JsString::from(name.chars().take(1).collect::<String>()).to_locale_upper_case(Some(language));
    String::from(first) + name.get(name.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default()
}
