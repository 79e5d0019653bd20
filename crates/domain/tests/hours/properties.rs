//! Schedules of any shape, readable or not, about the days on which clocks are changed (and on some on which they are not).

use crate::build::*;
use crate::oracle::{Colour, Hand, Strip, instant, minute};
use chrono::{Days, NaiveDate, TimeDelta, Weekday};
use chrono_tz::Tz;
use contract::{DatedException, DayOfWeek, ExceptionRule, OpeningHours, Schedule, Span};
use domain::hours::{DayHours, Interval, State, Timetable};
use domain::time::{UtcInstant, format_date, format_instant, format_time_of_day, parse_date, parse_instant, parse_time_of_day};
use domain::zone::Zone;
use proptest::prelude::*;

/// Zones, and a date on which something happens to their clocks.
const CHANGES: [(Tz, &str); 14] = [
    (Tz::Europe__Moscow, "2026-12-31"),
    (Tz::Europe__Moscow, "2014-10-26"),
    (Tz::Asia__Vladivostok, "2011-03-27"),
    (Tz::America__New_York, "2026-03-08"),
    (Tz::America__New_York, "2026-11-01"),
    (Tz::Europe__London, "2027-03-28"),
    (Tz::Australia__Lord_Howe, "2027-04-04"),
    (Tz::Australia__Lord_Howe, "2026-10-04"),
    (Tz::America__Santiago, "2026-04-04"),
    (Tz::America__Santiago, "2026-09-06"),
    (Tz::America__Havana, "2026-11-01"),
    (Tz::America__Havana, "2027-03-14"),
    (Tz::Pacific__Apia, "2011-12-30"),
    (Tz::Africa__Casablanca, "2027-02-07"),
];

#[derive(Clone, Debug)]
struct Case {
    zone: Tz,
    day: NaiveDate,
    now: UtcInstant,
    schedule: Schedule,
}

fn time_text() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (0..24, prop::sample::select(vec![0, 5, 10, 15, 20, 30, 45, 59])).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
        4 => (0..3, 0..60).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
        1 => Just("00:00".to_owned()),
    ]
}

/// Opening and closing time; now and then not to be read.
fn span_text() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        30 => (time_text(), time_text()),
        1 => time_text().prop_map(|opens| (opens, "24:00".to_owned())),
        1 => (time_text(), prop::sample::select(vec!["", "25:00", "18.00", "noon", "12:60"])).prop_map(|(opens, bad)| (opens, bad.to_owned())),
    ]
}

fn day_of_week() -> impl Strategy<Value = DayOfWeek> {
    prop_oneof![20 => prop::sample::select(ALL_DAYS.to_vec()), 1 => Just(DayOfWeek::Unknown)]
}

fn date_near(day: NaiveDate) -> impl Strategy<Value = String> {
    prop_oneof![
        25 => (0..16_u64).prop_map(move |days| (day - Days::new(8) + Days::new(days)).to_string()),
        1 => prop::sample::select(vec!["", "2026-02-30", "tomorrow"]).prop_map(str::to_owned),
    ]
}

fn line(day: NaiveDate) -> impl Strategy<Value = OpeningHours> {
    let limit = || prop::option::weighted(0.1, date_near(day));
    (prop::collection::vec(day_of_week(), 1..6), span_text(), limit(), limit()).prop_map(
        |(day_of_week, (opens, closes), valid_from, valid_through)| OpeningHours { day_of_week, opens, closes, valid_from, valid_through },
    )
}

fn dated(day: NaiveDate) -> impl Strategy<Value = DatedException> {
    let rule = prop_oneof![
        4 => Just(ExceptionRule::Closed),
        4 => Just(ExceptionRule::Hours),
        4 => Just(ExceptionRule::AsWeekday),
        1 => Just(ExceptionRule::Unknown),
    ];
    let through = prop::option::weighted(0.3, date_near(day));
    let spans = prop::collection::vec(span_text().prop_map(|(opens, closes)| Span { opens, closes }), 0..3);
    (date_near(day), through, rule, spans, prop::option::weighted(0.9, day_of_week()), "[AB]?")
        .prop_map(|(from, through, rule, spans, weekday, name)| DatedException { from, through, name, rule, spans, weekday })
}

fn case() -> impl Strategy<Value = Case> {
    (prop::sample::select(CHANGES.to_vec()), -4 * 86_400..5 * 86_400_i64).prop_flat_map(|((zone, day), seconds)| {
        let day = date(day);
        let now = day.and_hms_opt(12, 0, 0).unwrap().and_utc() + TimeDelta::seconds(seconds);
        (prop::collection::vec(line(day), 0..7), prop::collection::vec(dated(day), 0..5)).prop_map(move |(week, exceptions)| Case {
            zone,
            day,
            now,
            schedule: schedule(week, exceptions),
        })
    })
}

fn kind(state: State) -> Colour {
    match state {
        State::Open { .. } => Colour::Open,
        State::Closed { .. } => Colour::Closed,
        State::Unknown => Colour::Unknown,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn agrees_with_the_oracle(Case { zone, day, schedule, .. } in case()) {
        let timetable = Timetable::read(&schedule);
        let from = minute((day - Days::new(2)).and_hms_opt(0, 0, 0).unwrap().and_utc());
        let hand = Hand::walk(zone, from, from + 5 * 1440);
        let colours = Strip::paint(&schedule, day - Days::new(6), day + Days::new(6)).under(&hand);
        let intervals = timetable.intervals(&zone, day - Days::new(5), day + Days::new(5));
        for (at, colour) in colours.iter().enumerate() {
            let now = instant(from + i64::try_from(at).unwrap());
            let open = intervals.iter().any(|interval| interval.start <= now && now < interval.end);
            prop_assert_eq!(open, *colour == Colour::Open, "intervals at {}", now);
            // Every change with its neighbours, and every ninth minute.
            let nearby = colours[at.saturating_sub(1)..colours.len().min(at + 2)].iter().any(|near| near != colour);
            if nearby || at % 9 == 0 {
                prop_assert_eq!(kind(timetable.state_at(&zone, now)), *colour, "state at {}", now);
            }
        }
    }

    #[test]
    fn the_state_is_constant_until_the_next_change(Case { zone, now, schedule, .. } in case()) {
        let timetable = Timetable::read(&schedule);
        let state = timetable.state_at(&zone, now);
        let next = timetable.next_change(&zone, now);
        match state {
            State::Open { until } => prop_assert_eq!(until, next),
            State::Closed { opens: Some(opens) } => prop_assert_eq!(Some(opens), next),
            State::Closed { opens: None } => {
                prop_assert!(next.is_none_or(|next| timetable.state_at(&zone, next) == State::Unknown));
            }
            State::Unknown => {}
        }
        let Some(next) = next else { return Ok(()) };
        prop_assert!(now < next);
        prop_assert_ne!(kind(timetable.state_at(&zone, next)), kind(state));
        for part in 0..16 {
            prop_assert_eq!(timetable.state_at(&zone, now + (next - now) / 16 * part), state);
        }
        prop_assert_eq!(timetable.state_at(&zone, next - TimeDelta::milliseconds(1)), state);
    }

    #[test]
    fn open_intervals_partition_time(Case { zone, day, schedule, .. } in case()) {
        let timetable = Timetable::read(&schedule);
        let intervals = timetable.intervals(&zone, day - Days::new(6), day + Days::new(6));
        for Interval { start, end } in &intervals {
            prop_assert!(start < end);
            prop_assert_eq!(kind(timetable.state_at(&zone, *start)), Colour::Open);
            prop_assert_eq!(kind(timetable.state_at(&zone, *end - TimeDelta::milliseconds(1))), Colour::Open);
        }
        // What began before the first of these dates is not among them, and is over a day later.
        let complete = zone.first_instant_at((day - Days::new(5)).and_hms_opt(0, 0, 0).unwrap());
        for pair in intervals.windows(2).filter(|pair| pair[0].end >= complete) {
            let (end, start) = (pair[0].end, pair[1].start);
            prop_assert!(end < start);
            prop_assert_ne!(kind(timetable.state_at(&zone, end)), Colour::Open);
            prop_assert_ne!(kind(timetable.state_at(&zone, start - TimeDelta::milliseconds(1))), Colour::Open);
        }
    }

    #[test]
    fn the_tables_agree(Case { day, schedule, .. } in case()) {
        let timetable = Timetable::read(&schedule);
        let usual = timetable.usual_week(day);
        let days: Vec<Weekday> = usual.iter().flat_map(|days| {
            (0..7).map(move |after| (0..after).fold(days.first, |day, _| day.succ())).take(1 + usize::try_from(days.last.days_since(days.first)).unwrap())
        }).collect();
        prop_assert_eq!(days, [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun]);
        prop_assert!(usual.windows(2).all(|pair| pair[0].hours != pair[1].hours));

        let week = timetable.week_of(day);
        prop_assert!(week.windows(2).all(|pair| pair[0].date.succ_opt() == Some(pair[1].date)));
        prop_assert!(week.contains(&timetable.day(day)));

        let coming = timetable.coming_exceptions(day, 10);
        prop_assert!(coming.windows(2).all(|pair| pair[0].through < pair[1].from));
        for date in day.iter_days().take(11) {
            let on_date = timetable.day(date);
            let listed = coming.iter().find(|run| run.from <= date && date <= run.through);
            prop_assert_eq!(listed.map(|run| &run.name), on_date.exception.as_ref());
            if let Some(run) = listed {
                prop_assert_eq!(&run.hours, &on_date.hours);
            }
        }
    }

    #[test]
    fn it_is_answered_on_a_date_on_which_it_is_open(Case { zone, now, schedule, .. } in case()) {
        let timetable = Timetable::read(&schedule);
        let today = zone.local(now).date();
        let Some(answered) = timetable.answer_date(&zone, now) else {
            let known = matches!(timetable.state_at(&zone, now), State::Open { .. } | State::Closed { opens: Some(_) });
            prop_assert!(!known, "open, or known to open, and yet no date");
            return Ok(());
        };
        prop_assert!(today <= answered);
        let is_open_on = |date: NaiveDate| {
            timetable.intervals(&zone, date - Days::new(1), date).iter().any(|interval| {
                now < interval.end
                    && zone.local(interval.start).date() <= date
                    && date <= zone.local(interval.end - TimeDelta::milliseconds(1)).date()
            })
        };
        prop_assert!(is_open_on(answered));
        // A date that a zone has left out, as Apia did with one, can be unknown without anybody noticing.
        let happens = |date: &NaiveDate| {
            let begins = |date: NaiveDate| zone.first_instant_at(date.and_hms_opt(0, 0, 0).unwrap());
            begins(*date) < begins(*date + Days::new(1))
        };
        for earlier in today.iter_days().take_while(|date| *date < answered).filter(happens).take(20) {
            prop_assert!(!is_open_on(earlier) && timetable.day(earlier).hours != DayHours::Unknown, "{} comes first", earlier);
        }
    }

    #[test]
    fn instants_survive_as_text(seconds in 0..253_402_300_800_i64, millis in 0..1000_u32, hours in -23..24_i32, minutes in 0..60_i32) {
        let instant = chrono::DateTime::from_timestamp(seconds, millis * 1_000_000).unwrap();
        let text = format_instant(instant);
        prop_assert_eq!(text.parse::<UtcInstant>().unwrap(), instant);
        prop_assert_eq!(parse_instant(&text), Some(instant));
        let elsewhere = instant.with_timezone(&chrono::FixedOffset::east_opt((hours * 60 + minutes) * 60).unwrap());
        prop_assume!((0..10_000).contains(&chrono::Datelike::year(&elsewhere)));
        prop_assert_eq!(parse_instant(&format!("{elsewhere:?}")), Some(instant));
    }

    #[test]
    fn dates_and_times_survive_as_text(days in 0..3_000_000_u64, minutes in 0..1440_u32) {
        let date = NaiveDate::from_ymd_opt(0, 1, 1).unwrap() + Days::new(days);
        prop_assert_eq!(format_date(date), date.to_string());
        prop_assert_eq!(parse_date(&format_date(date)), Some(date));
        let time = chrono::NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap();
        prop_assert_eq!(parse_time_of_day(&format_time_of_day(time)), Some(time));
        prop_assert_eq!(parse_time_of_day(&time.to_string()), Some(time));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-0-9T:.Z+ é]{0,32}|\\PC{0,40}") {
        if let Some(instant) = parse_instant(&text) {
            let kept = instant.timestamp_subsec_nanos() % 1_000_000 == 0 && format_date(instant.date_naive()).len() == 10;
            prop_assert!(!kept || parse_instant(&format_instant(instant)) == Some(instant));
        }
        prop_assert!(parse_date(&text).map(format_date).is_none_or(|again| again == text));
        prop_assert!(parse_time_of_day(&text).map(format_time_of_day).is_none_or(|again| text.starts_with(&again)));
    }
}
