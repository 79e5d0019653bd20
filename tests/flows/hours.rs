//! Whether the line is open, in words, at the hours at which it matters.

use crate::common::{unfold, words};
use browser_tests::{Name, Page, Portal, Setup, Stage, Words, flows};
use serde_json::json;

/// One moment: the portal's clock, and what is said of the phone line and of the operators. Every word by hand: nothing here
/// comes from the code that is tested.
struct Moment {
    now: &'static str,
    phone: fn(&Words) -> String,
    operators: fn(&Words) -> String,
    /// Of the channels in which one writes at any time, and is answered when the phone is.
    written: fn(&Words) -> String,
    /// What the visitor's own clock will show then, in Vladivostok and in New York.
    own: [fn(&Words) -> String; 2],
}

fn opens(words: &Words, moment: &str) -> String {
    words.say_with("state.closed_opens", &[("moment", moment)])
}

fn open_until(words: &Words, time: &str) -> String {
    words.say_with("state.open_until", &[("time", time)])
}

fn answers_begin(words: &Words, moment: &str) -> String {
    words.say_with("state.answers_begin", &[("moment", moment)])
}

fn answering_until(words: &Words, time: &str) -> String {
    words.say_with("state.answering_until", &[("time", time)])
}

fn today(words: &Words, time: &str) -> String {
    words.say_with("moment.today", &[("time", time)])
}

fn tomorrow(words: &Words, time: &str) -> String {
    words.say_with("moment.tomorrow", &[("time", time)])
}

fn on_tuesday(words: &Words, time: &str) -> String {
    words.say_with("moment.on", &[("day", &words.say("weekday.on.tue")), ("time", time)])
}

fn on_monday(words: &Words, time: &str) -> String {
    words.say_with("moment.on", &[("day", &words.say("weekday.on.mon")), ("time", time)])
}

fn on_11_january(words: &Words, time: &str) -> String {
    words.say_with("moment.on_date", &[("day", &words.say("weekday.on.mon")), ("date", "11 января"), ("time", time)])
}

const MOMENTS: &[Moment] = &[
    // Monday, 08:59 in Moscow.
    Moment {
        now: "2026-11-23T05:59:00Z",
        phone: |words| opens(words, &today(words, "9:00")),
        operators: |words| open_until(words, "20:00"),
        written: |words| answers_begin(words, &today(words, "9:00")),
        own: [|words| today(words, "16:00"), |words| today(words, "1:00")],
    },
    // 09:00
    Moment {
        now: "2026-11-23T06:00:00Z",
        phone: |words| open_until(words, "18:00"),
        operators: |words| open_until(words, "20:00"),
        written: |words| answering_until(words, "18:00"),
        own: [|words| tomorrow(words, "1:00"), |words| today(words, "10:00")],
    },
    // 17:48; in Vladivostok it is Tuesday already
    Moment {
        now: "2026-11-23T14:48:00Z",
        phone: |words| words.count("state.closes_soon", 12, &[("time", "18:00")]),
        operators: |words| open_until(words, "20:00"),
        written: |words| answering_until(words, "18:00"),
        own: [|words| on_tuesday(words, "1:00"), |words| today(words, "10:00")],
    },
    // 18:00
    Moment {
        now: "2026-11-23T15:00:00Z",
        phone: |words| opens(words, &tomorrow(words, "9:00")),
        operators: |words| open_until(words, "20:00"),
        written: |words| answers_begin(words, &tomorrow(words, "9:00")),
        own: [|words| on_tuesday(words, "16:00"), |words| tomorrow(words, "1:00")],
    },
    // Saturday noon
    Moment {
        now: "2026-11-28T09:00:00Z",
        phone: |words| opens(words, &on_monday(words, "9:00")),
        operators: |words| open_until(words, "18:00"),
        written: |words| answers_begin(words, &on_monday(words, "9:00")),
        own: [|words| on_monday(words, "16:00"), |words| on_monday(words, "1:00")],
    },
    // 31 December, noon: a holiday, and the first of many
    Moment {
        now: "2026-12-31T09:00:00Z",
        phone: |words| opens(words, &on_11_january(words, "9:00")),
        operators: |words| open_until(words, "18:00"),
        written: |words| answers_begin(words, &on_11_january(words, "9:00")),
        own: [|words| on_11_january(words, "16:00"), |words| on_11_january(words, "1:00")],
    },
    // The moved working Saturday, noon: as a Monday for both
    Moment {
        now: "2027-02-20T09:00:00Z",
        phone: |words| open_until(words, "18:00"),
        operators: |words| open_until(words, "20:00"),
        written: |words| answering_until(words, "18:00"),
        own: [|words| tomorrow(words, "1:00"), |words| today(words, "10:00")],
    },
];

async fn says(page: &Page, words: &Words, moment: &Moment, own: Option<usize>) {
    let card = page.region(words.say("home.title"));
    let phone = (moment.phone)(words);
    match own {
        None => {
            card.says(&phone).await;
            let start = words.start_of("state.own_time");
            assert!(!page.text().await.contains(&start), "{}: “{start}” is said where the zones are one", moment.now);
        }
        Some(zone) => card.says(&format!("{phone} {}", words.say_with("state.own_time", &[("moment", &(moment.own[zone])(words))]))).await,
    }
    // The operators also look after the social network.
    for (channel, state) in [
        ("Операторы в чате", (moment.operators)(words)),
        ("Сообщество в социальной сети", (moment.operators)(words)),
        ("Заявка", (moment.written)(words)),
        ("Электронная почта", (moment.written)(words)),
        ("Чат-бот", words.say("state.round_the_clock")),
    ] {
        // The topics below speak of tickets too.
        page.listitem(Name::Text(channel.to_owned())).first().says(&state).await;
    }
}

async fn at_every_moment(portal: &Portal, page: &Page, own: Option<usize>) {
    let words = words();
    for moment in MOMENTS {
        portal.set_clock(moment.now).await;
        page.reload().await;
        says(page, &words, moment, own).await;
    }
}

async fn the_words_are_right_in_moscow(stage: Stage) {
    let portal = stage.portal(MOMENTS[0].now).await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    at_every_moment(&portal, &page, None).await;
}

async fn the_words_are_right_in_vladivostok(stage: Stage) {
    let portal = stage.portal(MOMENTS[0].now).await;
    let page = stage.visit(&Setup::default().zone("Asia/Vladivostok"), &portal.wire, "/").await;
    at_every_moment(&portal, &page, Some(0)).await;
}

async fn the_words_are_right_in_new_york(stage: Stage) {
    let portal = stage.portal(MOMENTS[0].now).await;
    let page = stage.visit(&Setup::default().zone("America/New_York"), &portal.wire, "/").await;
    at_every_moment(&portal, &page, Some(1)).await;
}

async fn it_opens_at_the_minute_without_a_reload(stage: Stage) {
    let words = words();
    let portal = stage.portal("2026-11-23T05:00:00Z").await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.shows(&words.say("contacts.title")).await;
    // Not long before nine, so that nobody waits long; long enough that the page is seen closed.
    portal.set_clock("2026-11-23T05:59:50Z").await;
    page.open("/").await;
    page.evaluate("window.stillTheSamePage = true", vec![]).await;
    let card = page.region(words.say("home.title"));
    card.says(&opens(&words, &today(&words, "9:00"))).await;
    card.says(&open_until(&words, "18:00")).await;
    assert_eq!(page.evaluate("return window.stillTheSamePage", vec![]).await, json!(true));
}

async fn it_closes_at_the_minute_without_a_reload(stage: Stage) {
    let words = words();
    let portal = stage.portal("2026-11-23T14:00:00Z").await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/contacts").await;
    page.shows(&words.say("contacts.title")).await;
    portal.set_clock("2026-11-23T14:59:50Z").await;
    page.open("/").await;
    page.evaluate("window.stillTheSamePage = true", vec![]).await;
    let card = page.region(words.say("home.title"));
    card.says(&words.count("state.closes_soon", 1, &[("time", "18:00")])).await;
    card.says(&opens(&words, &tomorrow(&words, "9:00"))).await;
    assert_eq!(page.evaluate("return window.stillTheSamePage", vec![]).await, json!(true));
}

async fn the_week_stands_in_both_zones(stage: Stage) {
    let words = words();
    let portal = stage.portal("2026-11-23T09:00:00Z").await;
    let setup = Setup::default().zone("Asia/Vladivostok");
    let page = stage.visit(&setup, &portal.wire, "/contacts").await;
    let phone = page.table(Name::Has("Телефон".into()));
    phone.says("Пн 23 нояб. 9:00–18:00 16:00–1:00 (24 нояб.)").await;
    phone.says(&format!("Сб 28 нояб. {0} {0}", words.say("hours.closed"))).await;
    unfold(&page, "Операторы в чате").await;
    let operators = page.table(Name::Has("Операторы в чате".into()));
    operators.says("Сб 28 нояб. 9:00–18:00").await;
    // The holidays of the coming weeks, each channel by its own rule.
    page.shows(&words.say("hours.exceptions")).await;
    page.shows("Канун Нового года").await;
}

async fn a_closed_line_names_the_day_of_the_answer(stage: Stage) {
    let words = words();
    // Saturday.
    let portal = stage.portal("2026-11-28T09:00:00Z").await;
    let page = stage.visit(&Setup::default(), &portal.wire, "/").await;
    let card = page.region(words.say("home.title"));
    card.says(&words.say("fact.ticket_answer")).await;
    card.says("понедельник, 30 ноября").await;
}

flows! {
    the_words_are_right_in_moscow;
    the_words_are_right_in_vladivostok;
    the_words_are_right_in_new_york;
    it_opens_at_the_minute_without_a_reload;
    it_closes_at_the_minute_without_a_reload;
    the_week_stands_in_both_zones;
    a_closed_line_names_the_day_of_the_answer;
}
