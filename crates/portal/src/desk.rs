//! The support desk, read from data files and put into words in each language.
//!
//! The files are written for people: a text is `{"ru": …, "en": …}`, a channel names its schedule, and a schedule says once
//! what it does on holidays and on moved working days.

use crate::language::Language;
use crate::problem::Fatal;
use crate::secrets::fingerprint;
use bytes::Bytes;
use chrono::NaiveDate;
use chrono_tz::Tz;
use contract::{ChannelKind, DatedException, DayOfWeek, ExceptionRule, OpeningHours, Schedule, SupportDesk};
use domain::hours::{State, Timetable};
use domain::time::UtcInstant;
use domain::zone::Zone;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use url::Url;

/// One language's answer to `GET /support-desk`.
pub(crate) struct Desk {
    pub desk: SupportDesk,
    pub json: Bytes,
    /// Weak: the answer may be compressed.
    pub etag: String,
}

pub(crate) struct Desks {
    russian: Desk,
    english: Desk,
    pub zone: Tz,
    /// When each way of contact is open.
    timetables: Vec<(ChannelKind, Timetable)>,
    /// Who sends the mail.
    pub mail_from: String,
}

/// The file of dates: which schedules there are, and which days are special.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Hours {
    holidays: Vec<Special>,
    moved_working_days: Vec<Special>,
    schedules: BTreeMap<String, Weekly>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Special {
    from: String,
    through: Option<String>,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Weekly {
    week: Vec<OpeningHours>,
    on_holidays: Option<Rule>,
    on_moved_working_days: Option<Rule>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    rule: ExceptionRule,
    weekday: Option<DayOfWeek>,
}

impl Desks {
    /// Reads the two files; the addresses of the portal's pages begin with `public_url`, if there is one.
    ///
    /// # Errors
    /// When a file is not what it should be.
    pub(crate) fn read(desk: &str, hours: &str, public_url: Option<&Url>) -> Result<Self, Fatal> {
        let file: Value = serde_json::from_str(desk)?;
        let hours: Value = serde_json::from_str(hours)?;
        let zone_name = file.pointer("/timeZone").and_then(Value::as_str).unwrap_or_default();
        let zone: Tz = zone_name.parse().map_err(|error| Fatal(format!("time zone {zone_name:?}: {error}")))?;
        let mail_from = file.pointer("/mailFrom").and_then(Value::as_str).unwrap_or_default().to_owned();
        let build = |language| build(language, &file, &hours, public_url);
        let (russian, english) = (build(Language::Russian)?, build(Language::English)?);
        let timetable = |channel: &contract::Channel| Some((channel.kind, Timetable::read(channel.schedule.as_ref()?)));
        let timetables = russian.desk.channels.iter().filter_map(timetable).collect();
        Ok(Self { russian, english, zone, timetables, mail_from })
    }

    #[must_use]
    pub(crate) fn of(&self, language: Language) -> &Desk {
        match language {
            Language::Russian => &self.russian,
            Language::English => &self.english,
        }
    }

    /// The date by whose end a ticket sent at `now` is answered.
    #[must_use]
    pub(crate) fn answer_date(&self, now: UtcInstant) -> Option<NaiveDate> {
        self.timetable(ChannelKind::TicketForm)?.answer_date(&self.zone, now)
    }

    /// When a way of contact is open. `None`: there is no such one, or its hours are not known.
    #[must_use]
    pub(crate) fn timetable(&self, kind: ChannelKind) -> Option<&Timetable> {
        self.timetables.iter().find(|(known, _)| *known == kind).map(|(_, timetable)| timetable)
    }

    /// Whether somebody is there.
    #[must_use]
    pub(crate) fn is_open(&self, kind: ChannelKind, now: UtcInstant) -> bool {
        self.opens_in(kind, now) == Some(0)
    }

    /// Seconds until it opens, 0 while it is open. `None`: not known.
    #[must_use]
    pub(crate) fn opens_in(&self, kind: ChannelKind, now: UtcInstant) -> Option<u32> {
        match self.timetable(kind)?.state_at(&self.zone, now) {
            State::Open { .. } => Some(0),
            State::Closed { opens } => u32::try_from(opens?.signed_duration_since(now).num_seconds()).ok().map(|wait| wait.max(1)),
            State::Unknown => None,
        }
    }

    /// The date in the portal's zone.
    #[must_use]
    pub(crate) fn date(&self, at: UtcInstant) -> NaiveDate {
        self.zone.local(at).date()
    }
}

fn build(language: Language, file: &Value, hours: &Value, public_url: Option<&Url>) -> Result<Desk, Fatal> {
    let mut file = in_language(file, language);
    let hours: Hours = serde_json::from_value(in_language(hours, language))?;
    let object = file.as_object_mut().ok_or_else(|| Fatal("the desk is not an object".to_owned()))?;
    object.remove("mailFrom");
    let time_zone = object.get("timeZone").and_then(Value::as_str).unwrap_or_default().to_owned();
    for channel in object.get_mut("channels").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
        name_to_schedule(channel, &hours, &time_zone)?;
    }
    let base = public_url.map_or_else(String::new, |url| url.as_str().trim_end_matches('/').to_owned());
    let page = |name| format!("{base}/portal/{name}?lang={}&return={{return}}", language.tag());
    object.extend([
        ("contractVersion".to_owned(), json!(contract::CONTRACT_VERSION)),
        ("locale".to_owned(), json!(language.tag())),
        ("locales".to_owned(), json!(Language::ALL.map(Language::tag))),
        ("addresses".to_owned(), json!({"signIn": page("sign-in"), "register": page("register"), "profile": page("profile")})),
    ]);
    let desk: SupportDesk = serde_json::from_value(file)?;
    let json = serde_json::to_vec(&desk)?;
    Ok(Desk { desk, etag: format!("W/\"{}\"", fingerprint(&json)), json: json.into() })
}

/// Puts the schedule in the place of its name.
fn name_to_schedule(channel: &mut Map<String, Value>, hours: &Hours, time_zone: &str) -> Result<(), Fatal> {
    let Some(Value::String(name)) = channel.get("schedule") else { return Ok(()) };
    let weekly = hours.schedules.get(name).ok_or_else(|| Fatal(format!("no schedule {name:?}")))?;
    let mut exceptions = Vec::new();
    for (rule, days) in [(weekly.on_holidays, &hours.holidays), (weekly.on_moved_working_days, &hours.moved_working_days)] {
        let Some(Rule { rule, weekday }) = rule else { continue };
        exceptions.extend(days.iter().map(|Special { from, through, name }| DatedException {
            from: from.clone(),
            through: through.clone(),
            name: name.clone(),
            rule,
            spans: Vec::new(),
            weekday,
        }));
    }
    exceptions.sort_by(|one, other| one.from.cmp(&other.from));
    let schedule = Schedule { time_zone: time_zone.to_owned(), opening_hours_specification: weekly.week.clone(), exceptions };
    channel.insert("schedule".to_owned(), serde_json::to_value(schedule)?);
    Ok(())
}

/// Puts the text of one language in the place of every object that holds nothing but the languages.
pub(crate) fn in_language(value: &Value, language: Language) -> Value {
    match value {
        Value::Object(object) if is_text(object) => object.get(language.tag()).cloned().unwrap_or_default(),
        Value::Object(object) => object.iter().map(|(key, value)| (key.clone(), in_language(value, language))).collect(),
        Value::Array(values) => values.iter().map(|value| in_language(value, language)).collect(),
        other => other.clone(),
    }
}

fn is_text(object: &Map<String, Value>) -> bool {
    object.len() == Language::ALL.len() && Language::ALL.iter().all(|language| object.contains_key(language.tag()))
}
