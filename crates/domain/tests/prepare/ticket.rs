//! From the sheet to a ticket.

use crate::desk::{answers, category, complete, demo};
use domain::prepare::{Answers, fill, not_in_form, would_replace};
use domain::ticket::limits::NAME_MAX;
use domain::ticket::{TicketDraft, validate};
use proptest::prelude::*;

const AT: &str = "2026-05-04T06:00:00Z";

fn agreed() -> TicketDraft {
    let mut draft = TicketDraft::default();
    for consent in demo().consents.iter().filter(|consent| consent.required) {
        draft.agree(consent, AT.into());
    }
    draft
}

fn told(answers: &Answers) -> String {
    let category = category("failure");
    let rows = not_in_form(answers, &category);
    rows.iter().map(|row| [row.item.description.as_str(), ": ", &row.values.join(", ")].concat()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_complete_sheet_is_a_ticket() {
    let (answers, category) = (complete(), category("failure"));
    let mut draft = agreed();
    fill(&mut draft, &answers, &category, &told(&answers));
    let ticket = validate(&draft, &demo(), false).unwrap();
    let ticket = ticket.as_wire();
    assert_eq!((ticket.ticket_type.as_str(), ticket.name.as_str()), ("failure", "Не открывается страница платежей"));
    assert_eq!(ticket.contact.full_name, "Петрова Ольга Сергеевна");
    assert_eq!((ticket.contact.email.as_deref(), ticket.contact.phone.as_deref()), (Some("olga@example.org"), Some("+79123456789")));
    // Each question of the form has the answer that the checklist has under its code.
    for attribute in &category.attributes {
        let given = ticket.attributes.iter().find(|answer| answer.code == attribute.code).unwrap();
        assert_eq!(Some(&given.values), answers.values.get(&attribute.code), "{}", attribute.code);
    }
    assert!(ticket.description.starts_with("Страница белая.\nКнопки не отвечают.\n\n"));
    // What the form has no place for is told, once; what it has a place for is not.
    for told in ["olga77", "Обновление браузера", "Компьютер, Linux", "Firefox 140", "HL-2611-04821", "Перезагрузка"]
    {
        assert_eq!(ticket.description.matches(told).count(), 1, "{told}");
    }
    for elsewhere in ["Ошибка 500", "345-67-89", "2026-11-20"] {
        assert!(!ticket.description.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn every_category_of_the_demonstration_fills_its_form() {
    for category in demo().categories {
        for attribute in &category.attributes {
            let twin = category.checklist.iter().flat_map(|page| &page.items).find(|item| item.code == attribute.code);
            let Some(twin) = twin else { continue };
            assert_eq!((twin.datatype, &twin.values), (attribute.datatype, &attribute.values), "{} {}", category.id, attribute.code);
        }
    }
}

#[test]
fn what_was_not_answered_leaves_the_draft_alone() {
    let category = category("failure");
    let mut draft = agreed();
    (draft.name, draft.email, draft.description) = ("Earlier".into(), "a@example.org".into(), "Text".into());
    draft.answers.insert("error-text".into(), vec!["E1".into()]);
    let before = draft.clone();
    fill(&mut draft, &Answers::default(), &category, "");
    assert_eq!(draft, TicketDraft { category: "failure".into(), ..before });
}

#[test]
fn without_a_subject_the_description_begins_it() {
    let category = category("failure");
    let mut answers = complete();
    answers.write("subject", " ");
    answers.write("description", &["ж".repeat(300).as_str(), "\nещё"].concat());
    let mut draft = agreed();
    fill(&mut draft, &answers, &category, "");
    assert_eq!(draft.name, "ж".repeat(NAME_MAX));
    assert!(validate(&draft, &demo(), false).is_ok());
}

#[test]
fn other_words_are_only_replaced_when_there_are_some() {
    let category = category("failure");
    let mut filled = TicketDraft::default();
    fill(&mut filled, &complete(), &category, "");
    assert!(!would_replace(&TicketDraft::default(), &filled));
    assert!(!would_replace(&TicketDraft { name: " \n".into(), full_name: "Somebody".into(), ..TicketDraft::default() }, &filled));
    assert!(would_replace(&TicketDraft { name: "Mine".into(), ..TicketDraft::default() }, &filled));
    assert!(would_replace(&TicketDraft { description: "Mine".into(), ..TicketDraft::default() }, &filled));
    assert!(!would_replace(&filled.clone(), &filled));
}

proptest! {
    #[test]
    fn filling_twice_is_filling_once_and_agreements_stay(answers in answers()) {
        let mut once = TicketDraft { intent_key: Some("key".into()), ..agreed() };
        for category in demo().categories {
            let before = once.consents.clone();
            fill(&mut once, &answers, &category, "told");
            let mut twice = once.clone();
            fill(&mut twice, &answers, &category, "told");
            prop_assert_eq!(&twice, &once);
            prop_assert_eq!((&once.consents, once.intent_key.as_deref()), (&before, Some("key")));
            prop_assert!(!would_replace(&once, &twice));
        }
    }
}
