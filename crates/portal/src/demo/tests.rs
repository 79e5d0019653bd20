use super::*;
use crate::desk::Desks;
use crate::desk::in_language;
use contract::{Attribute, Datatype, NewTicket};
use domain::ticket::{can_become, check_wire};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn desk(language: Language) -> contract::SupportDesk {
    Desks::read(DESK, HOURS, None).unwrap().of(language).desk.clone()
}

/// What stands in the file and has not been read, or was read as something else.
fn lost(file: &Value, read: &Value, place: &str, found: &mut Vec<String>) {
    match (file, read) {
        (Value::Object(file), Value::Object(read)) => {
            for (name, value) in file {
                match read.get(name) {
                    Some(read) => lost(value, read, &format!("{place}/{name}"), found),
                    None => found.push(format!("{place}/{name}")),
                }
            }
        }
        (Value::Array(file), Value::Array(read)) if file.len() == read.len() => {
            file.iter().zip(read).enumerate().for_each(|(index, (file, read))| lost(file, read, &format!("{place}/{index}"), found));
        }
        (file, read) if file != read => found.push(place.to_owned()),
        _ => {}
    }
}

#[test]
fn tolerant_decoding_has_left_nothing_of_the_desk_out() {
    for language in Language::ALL {
        let mut file = in_language(&serde_json::from_str(DESK).unwrap(), language);
        let desk = desk(language);
        file.as_object_mut().unwrap().remove("mailFrom");
        // The name of a schedule is replaced by the schedule.
        file["channels"].as_array_mut().unwrap().iter_mut().for_each(|channel| _ = channel.as_object_mut().unwrap().remove("schedule"));
        assert!(desk.channels.iter().all(|channel| channel.schedule.is_some()));
        let mut found = Vec::new();
        lost(&file, &serde_json::to_value(&desk).unwrap(), "", &mut found);
        assert!(found.is_empty(), "{found:#?}");
        let kinds: BTreeSet<String> =
            desk.categories.iter().flat_map(|category| &category.attributes).map(|a| format!("{:?}", a.datatype)).collect();
        assert_eq!(kinds.len(), 6, "{kinds:?}");
        assert!(desk.categories.iter().flat_map(|c| &c.attributes).all(|a| a.datatype != Datatype::Unknown));
    }
}

fn has_cyrillic(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'))
}

#[test]
fn every_text_is_in_every_language() {
    for file in [DESK, help::ARTICLES, help::INCIDENTS] {
        let mut texts = Vec::new();
        collect_texts(&serde_json::from_str(file).unwrap(), &mut texts);
        for text in texts {
            let [russian, english] = ["ru", "en"].map(|tag| text[tag].as_str().unwrap());
            assert!(!has_cyrillic(english) && !english.trim().is_empty() && !russian.trim().is_empty(), "{text}");
        }
        // What has only one language must be readable in all of them: codes, addresses, numbers.
        let english = in_language(&serde_json::from_str(file).unwrap(), Language::English).to_string();
        assert!(!has_cyrillic(&english), "{english}");
    }
    assert!(has_cyrillic(&serde_json::to_string(&desk(Language::Russian)).unwrap()));
}

/// The objects that hold one text for each language.
fn collect_texts(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(members) if members.contains_key("ru") || members.contains_key("en") => found.push(value.clone()),
        Value::Object(members) => members.values().for_each(|member| collect_texts(member, found)),
        Value::Array(elements) => elements.iter().for_each(|element| collect_texts(element, found)),
        _ => {}
    }
}

#[test]
fn checklists_ask_nothing_twice_and_only_what_an_earlier_answer_opens() {
    let desk = desk(Language::English);
    for category in &desk.categories {
        let id = &category.id;
        let pages: BTreeSet<&String> = category.checklist.iter().map(|page| &page.code).collect();
        assert_eq!(pages.len(), category.checklist.len(), "{id}: two pages have one code");
        let checks: BTreeSet<&String> = category.checks.iter().map(|check| &check.code).collect();
        assert_eq!(checks.len(), category.checks.len(), "{id}: two checks have one code");
        let mut earlier: BTreeMap<&str, &Attribute> = BTreeMap::new();
        for item in category.checklist.iter().flat_map(|page| &page.items) {
            let place = format!("{id}/{}", item.code);
            assert_ne!(item.datatype, Datatype::Unknown, "{place}");
            assert_eq!(item.values.is_empty(), !matches!(item.datatype, Datatype::Singlevaluelist | Datatype::Multivaluelist), "{place}");
            if let Some(only_if) = &item.only_if {
                let asked = earlier.get(only_if.code.as_str()).unwrap_or_else(|| panic!("{place}: {} is not asked before", only_if.code));
                let keys: Vec<&String> = asked.values.iter().map(|value| &value.key).collect();
                assert!(!only_if.values.is_empty() && only_if.values.iter().all(|value| keys.contains(&value)), "{place}: {only_if:?}");
            }
            // The answer goes into the form as it is.
            if let Some(attribute) = category.attributes.iter().find(|attribute| attribute.code == item.code) {
                assert_eq!((attribute.datatype, &attribute.values), (item.datatype, &item.values), "{place}");
            }
            assert!(earlier.insert(&item.code, item).is_none(), "{place} is asked twice");
        }
    }
}

#[test]
fn whatever_names_a_category_names_one_that_is_there() {
    let desk = desk(Language::English);
    let known: BTreeSet<&str> = desk.categories.iter().map(|category| category.id.as_str()).collect();
    let mut named: Vec<String> = desk.lines.iter().flat_map(|line| &line.voice_menu).flat_map(|entry| entry.categories.clone()).collect();
    for (file, list) in [(help::ARTICLES, "articles"), (help::INCIDENTS, "incidents")] {
        let file: Value = serde_json::from_str(file).unwrap();
        let all = file[list].as_array().unwrap().iter().flat_map(|one| one["categories"].as_array().unwrap());
        named.extend(all.map(|category| category.as_str().unwrap().to_owned()));
    }
    assert!(named.iter().all(|category| known.contains(category.as_str())), "{named:?}");
}

#[test]
fn demonstration_tickets_keep_the_rules() {
    let data: Tickets = serde_json::from_str(TICKETS).unwrap();
    let desk = desk(Language::Russian);
    for subject in &data.subjects {
        let ticket = NewTicket {
            ticket_type: subject.ticket_type.clone(),
            name: subject.name.clone(),
            description: subject.description.clone(),
            severity: Severity::Normal,
            contact: Contact { full_name: "A".to_owned(), email: Some("a@example.org".to_owned()), ..Contact::default() },
            attributes: subject.attributes.clone(),
            consents: Vec::new(),
        };
        let wrong: Vec<_> = check_wire(&ticket, &desk, true).into_iter().filter(|e| !e.pointer.starts_with("/consents")).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", subject.name);
    }
    for history in &data.histories {
        for pair in history.steps.windows(2) {
            assert!(can_become(pair[0].status, pair[1].status), "{:?} {:?}", pair[0].status, pair[1].status);
        }
    }
    let reached: BTreeSet<String> = data.histories.iter().flat_map(|h| &h.steps).map(|s| format!("{:?}", s.status)).collect();
    assert_eq!(reached.len(), 8, "{reached:?}");
    assert_eq!(accounts().len(), 2);
}
