use crate::{Catalogue, render_block, render_page};
use chrono::NaiveDate;
use contract::SupportDesk;

/// A desk with everything that the first paint shows: two numbers, a lunch break, a chat round the clock, holidays.
const DESK: &str = include_str!("../tests/desk.json");
const TEMPLATE: &str = r#"<!doctype html>
<html lang="ru">
<head>
<title>Support</title>
<meta name="hotline-locales" content="en=/locale.en-1.json ru=/locale.ru-2.json">
<!--locale--><link rel="preload" as="fetch" href="/locale.ru-2.json"><!--/locale-->
</head>
<body><div id="first-paint"><!--first-paint-->neutral<!--/first-paint--></div><div id="app"></div></body>
</html>"#;

fn desk() -> SupportDesk {
    serde_json::from_str(DESK).unwrap()
}

fn catalogue(locale: &str) -> Catalogue {
    Catalogue::of(locale).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 28).unwrap()
}

/// One element a line, so that a difference can be read.
fn lines(html: &str) -> String {
    html.replace("><", ">\n<")
}

fn golden(locale: &str, expected: &str) {
    let html = lines(&render_block(&desk(), &catalogue(locale), today()).into_string());
    assert!(html.trim() == expected.trim(), "the block has changed; what it is now:\n{html}");
}

#[test]
fn in_russian_as_it_was() {
    golden("ru", include_str!("../tests/block.ru.html"));
}

#[test]
fn in_english_as_it_was() {
    golden("en", include_str!("../tests/block.en.html"));
}

#[test]
fn the_page_is_filled_in_where_it_says() {
    let page = render_page(TEMPLATE, &desk(), &catalogue("en"), today());
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{page}");
    assert!(page.contains("<title>Example portal: help by phone</title>"), "{page}");
    assert!(page.contains("<!--locale--><link rel=\"preload\" as=\"fetch\" href=\"/locale.en-1.json\"><!--/locale-->"), "{page}");
    assert!(!page.contains("neutral"), "{page}");
    assert!(page.contains("href=\"tel:+78005550142;ext=7\""), "{page}");
    // What has been filled in can be filled in again, in another language.
    let russian = render_page(&page, &desk(), &catalogue("ru"), today());
    assert_eq!(russian, render_page(TEMPLATE, &desk(), &catalogue("ru"), today()));
}

#[test]
fn a_page_without_places_is_left_alone() {
    assert_eq!(render_page("<p>nothing</p>", &desk(), &catalogue("ru"), today()), "<p>nothing</p>");
}

#[test]
fn what_a_portal_sends_is_text_and_nothing_else() {
    const HOSTILE: &str = "</title><!--/first-paint--><script>alert(1)</script>\" onclick=\"x' &";
    let mut desk = desk();
    desk.name = HOSTILE.to_owned();
    for line in &mut desk.lines {
        line.name = HOSTILE.to_owned();
        line.cost = Some(HOSTILE.to_owned());
        line.number.display = HOSTILE.to_owned();
        line.number.extension = Some(HOSTILE.to_owned());
        line.number.number = format!("+7800555{HOSTILE}");
    }
    for channel in &mut desk.channels {
        channel.name = HOSTILE.to_owned();
        channel.address = Some(format!("mailto:{HOSTILE}@example.org"));
        if let Some(schedule) = &mut channel.schedule {
            schedule.time_zone = HOSTILE.to_owned();
            schedule.exceptions.iter_mut().for_each(|exception| exception.name = HOSTILE.to_owned());
        }
    }
    let page = render_page(TEMPLATE, &desk, &catalogue("ru"), today());
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("\" onclick"), "{page}");
    assert_eq!(page.matches("<!--/first-paint-->").count(), 1, "{page}");
    assert_eq!(page.matches("</title>").count(), 1, "{page}");
    // A number that cannot be dialled is read, not linked.
    assert!(!page.contains("tel:"), "{page}");
}

#[test]
fn only_mail_addresses_become_links() {
    let mut desk = desk();
    for channel in &mut desk.channels {
        channel.address = Some("javascript:alert(1)".to_owned());
    }
    let html = render_block(&desk, &catalogue("en"), today()).into_string();
    assert!(!html.contains("javascript"), "{html}");
}

#[test]
fn hours_that_cannot_be_read_are_unknown_and_not_closed() {
    let mut desk = desk();
    desk.lines.clear();
    desk.channels.truncate(1);
    let schedule = desk.channels[0].schedule.as_mut().unwrap();
    schedule.exceptions.clear();
    for hours in &mut schedule.opening_hours_specification {
        hours.opens = "nine".to_owned();
    }
    let html = render_block(&desk, &catalogue("en"), today()).into_string();
    assert!(html.contains("not known"), "{html}");
}
