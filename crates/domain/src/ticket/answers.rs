//! Answers to the questions of a category.

use super::Rule;
use super::limits::{NUMBER_MAX, STRING_MAX, TEXT_MAX};
use crate::text;
use crate::time::{format_date, format_time_of_day, parse_date, parse_time_of_day};
use contract::{Attribute, Category, Datatype};

/// The questions of a category in the order of the form. Of two with the same code the first one counts.
pub fn in_order(category: &Category) -> Vec<&Attribute> {
    let mut questions: Vec<&Attribute> = Vec::new();
    for attribute in &category.attributes {
        if !questions.iter().any(|known| known.code == attribute.code) {
            questions.push(attribute);
        }
    }
    questions.sort_by_key(|attribute| attribute.order);
    questions
}

/// How a question is asked: a type that is not known, and a list without choices, are asked as one line.
pub fn asked_as(attribute: &Attribute) -> Datatype {
    match attribute.datatype {
        Datatype::Unknown => Datatype::String,
        Datatype::Singlevaluelist | Datatype::Multivaluelist if attribute.values.is_empty() => Datatype::String,
        known => known,
    }
}

/// One value as it is kept; one that is wrong stays recognisable for the rules. Empty: no answer.
pub(super) fn normal_value(attribute: &Attribute, value: &str) -> String {
    match asked_as(attribute) {
        Datatype::Text => text::lines(value),
        Datatype::Number => read_number(value).unwrap_or_else(|| text::line(value)),
        Datatype::Datetime => read_datetime(value).unwrap_or_else(|| text::line(value)),
        Datatype::Singlevaluelist | Datatype::Multivaluelist => value.to_owned(),
        Datatype::String | Datatype::Unknown => text::line(value),
    }
}

/// What is wrong with the values that were given, blank ones left out; `None` when nothing is.
pub(crate) fn broken(attribute: &Attribute, values: &[&String]) -> Option<Rule> {
    let kind = asked_as(attribute);
    if values.len() > 1 && kind != Datatype::Multivaluelist {
        return Some(Rule::OneOnly);
    }
    values.iter().find_map(|value| match kind {
        Datatype::Text => too_long(&text::lines(value), TEXT_MAX),
        Datatype::Number => match read_number(value) {
            Some(number) => too_long(&number, NUMBER_MAX),
            None => Some(Rule::NotANumber),
        },
        Datatype::Datetime => read_datetime(value).is_none().then_some(Rule::NotADate),
        Datatype::Singlevaluelist | Datatype::Multivaluelist => {
            (!attribute.values.iter().any(|choice| choice.key == **value)).then_some(Rule::NotAChoice)
        }
        Datatype::String | Datatype::Unknown => too_long(&text::line(value), STRING_MAX),
    })
}

/// More characters than `max`.
pub(super) fn too_long(text: &str, max: usize) -> Option<Rule> {
    text.chars().nth(max).map(|_| Rule::TooLong { max })
}

/// `-1234.5` for `−1 234,5`: a comma is as good as a point, and spaces may group by three. What could mean two numbers is none.
fn read_number(typed: &str) -> Option<String> {
    let typed = text::line(typed);
    let (sign, digits) = match typed.chars().next()? {
        '+' => ("", typed.get(1..)?),
        dash if text::is_dash(dash) => ("-", typed.get(dash.len_utf8()..)?),
        _ => ("", typed.as_str()),
    };
    let (whole, fraction) = digits.trim_start().split_once([',', '.']).unwrap_or((digits.trim_start(), ""));
    let mut number = String::from(sign);
    let grouped = whole.contains(' ');
    for (index, group) in whole.split(' ').enumerate() {
        let digits = group.chars().count();
        if grouped && (digits > 3 || (index > 0 && digits < 3)) {
            return None;
        }
        push_digits(&mut number, group)?;
    }
    if whole.is_empty() {
        number.push('0');
    }
    if !fraction.is_empty() {
        number.push('.');
        push_digits(&mut number, fraction)?;
    }
    (!whole.is_empty() || !fraction.is_empty()).then_some(number)
}

fn push_digits(number: &mut String, digits: &str) -> Option<()> {
    for c in digits.chars() {
        number.push(text::digit(c)?);
    }
    Some(())
}

/// `YYYY-MM-DDTHH:MM`; seconds, which some browsers add, are dropped, and a space is as good as the `T`.
fn read_datetime(typed: &str) -> Option<String> {
    let typed = text::line(typed);
    let (date, time) = typed.split_once(['T', ' '])?;
    let mut text = format_date(parse_date(date)?);
    text.push('T');
    text.push_str(&format_time_of_day(parse_time_of_day(time)?));
    Some(text)
}
