use crate::{Catalogue, hours};
use chrono::NaiveDate;
use contract::{Channel, ChannelKind, Line, SupportDesk};
use domain::hours::Timetable;
use domain::phone::tel_uri;
use maud::{Markup, html};

/// How far ahead holidays and moved working days are told.
const COMING_DAYS: u32 = 45;
/// More would push the rest of the page out of sight.
const COMING_MAX: usize = 4;

/// What stands between the markers of the page: numbers, hours, holidays. `today` is a date in the portal's zone.
pub fn render_block(desk: &SupportDesk, catalogue: &Catalogue, today: NaiveDate) -> Markup {
    html! {
        main.first-paint__main {
            h1.first-paint__title { (desk.name) ": " (catalogue.text("first_paint.heading")) }
            @for (index, line) in desk.lines.iter().enumerate() {
                (call_card(line, index == 0, catalogue))
            }
            (opening_hours(desk, catalogue, today))
            (coming(desk, catalogue, today))
            // At its end, as on the screen: a page that is drawn while it still comes moves nothing that is there already.
            @if desk.demonstration {
                p.first-paint__demo { (catalogue.text("first_paint.demonstration")) }
            }
            noscript { (without_scripts(desk, catalogue)) }
        }
    }
}

fn call_card(line: &Line, main: bool, catalogue: &Catalogue) -> Markup {
    html! {
        section.call-card.call-card--other[!main] {
            h2.call-card__name { (line.name) }
            p {
                @match tel_uri(&line.number) {
                    Some(uri) => a.call-card__number href=(uri) { (line.number.display) },
                    None => span.call-card__number { (line.number.display) },
                }
            }
            @if let Some(extension) = &line.number.extension {
                p.call-card__extension { (catalogue.fill("first_paint.extension", &[("extension", extension)])) }
            }
            @if let Some(cost) = &line.cost {
                p.call-card__cost { (cost) }
            }
            @if line.recorded {
                p.call-card__recorded { (catalogue.text("first_paint.recorded")) }
            }
        }
    }
}

fn opening_hours(desk: &SupportDesk, catalogue: &Catalogue, today: NaiveDate) -> Markup {
    let timetables: Vec<(&Channel, Timetable)> =
        desk.channels.iter().filter_map(|channel| Some((channel, Timetable::read(channel.schedule.as_ref()?)))).collect();
    // Round the clock is the same in every zone.
    let mut zones: Vec<&str> =
        timetables.iter().filter(|(_, timetable)| !timetable.is_round_the_clock()).map(|(_, timetable)| timetable.time_zone()).collect();
    zones.dedup();
    html! {
        @if !timetables.is_empty() {
            section.first-paint__hours {
                h2 { (catalogue.text("first_paint.hours")) }
                dl {
                    @for (channel, timetable) in &timetables {
                        div {
                            dt { (channel.name) }
                            (rows(timetable, zones.len() > 1, catalogue, today))
                        }
                    }
                }
                @if let [zone] = zones.as_slice() {
                    p.first-paint__zone { (zone_note(zone, catalogue)) }
                }
            }
        }
    }
}

fn rows(timetable: &Timetable, with_zone: bool, catalogue: &Catalogue, today: NaiveDate) -> Markup {
    html! {
        @if timetable.is_round_the_clock() {
            dd { (catalogue.text("first_paint.round_the_clock")) }
        } @else {
            @for group in timetable.usual_week(today) {
                dd { (hours::days(&group, catalogue)) ": " (hours::hours(&group.hours, catalogue)) }
            }
            @if with_zone {
                dd.first-paint__zone { (zone_note(timetable.time_zone(), catalogue)) }
            }
        }
    }
}

fn zone_note(zone: &str, catalogue: &Catalogue) -> String {
    catalogue.fill("first_paint.zone", &[("zone", &zone_name(zone, catalogue))])
}

/// The zone in the catalogue's words, else its IANA name made readable.
fn zone_name(zone: &str, catalogue: &Catalogue) -> String {
    match catalogue.find(&format!("first_paint.zone.{zone}")) {
        Some(name) => name.to_owned(),
        None => zone.replace('_', " "),
    }
}

/// Coming exceptions of the first telephone channel: the page is about calling.
fn coming(desk: &SupportDesk, catalogue: &Catalogue, today: NaiveDate) -> Markup {
    let phone = desk.channels.iter().find(|channel| channel.kind == ChannelKind::Phone && channel.schedule.is_some());
    let Some((phone, schedule)) = phone.and_then(|channel| channel.schedule.as_ref().map(|schedule| (channel, schedule))) else {
        return html! {};
    };
    let exceptions = Timetable::read(schedule).coming_exceptions(today, COMING_DAYS);
    html! {
        @if !exceptions.is_empty() {
            section.first-paint__coming {
                h2 { (catalogue.fill("first_paint.coming", &[("channel", &phone.name)])) }
                ul {
                    @for exception in exceptions.iter().take(COMING_MAX) {
                        li {
                            (hours::dates(exception.from, exception.through, catalogue))
                            @if !exception.name.is_empty() { ", " (exception.name) }
                            ": " (hours::rule(exception, catalogue))
                        }
                    }
                }
            }
        }
    }
}

/// What still works: the page is read by somebody whose scripts do not run.
fn without_scripts(desk: &SupportDesk, catalogue: &Catalogue) -> Markup {
    let addresses: Vec<(&Channel, &str)> = desk.channels.iter().filter_map(|channel| Some((channel, mail_address(channel)?))).collect();
    html! {
        p { (catalogue.text("first_paint.no_scripts")) }
        @if !addresses.is_empty() {
            p {
                (catalogue.text("first_paint.write_to")) " "
                @for (index, (_, address)) in addresses.iter().enumerate() {
                    @if index > 0 { ", " }
                    a href={ "mailto:" (address) } { (address) }
                }
            }
        }
    }
}

/// The bare address of a `mailto:` channel, without what could fill in a letter's headers.
fn mail_address(channel: &Channel) -> Option<&str> {
    let address = channel.address.as_deref()?.strip_prefix("mailto:")?;
    let bare = address.split('?').next().unwrap_or(address);
    bare.contains('@').then_some(bare)
}
