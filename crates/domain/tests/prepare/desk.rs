//! The demonstration's categories, as a portal hands them out in Russian, and whatever else a portal may ask.

use contract::{Answer, Attribute, Category, ChecklistPage, ChecklistPart, Consent, Datatype, SupportDesk, Value};
use domain::prepare::Answers;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;

/// Each text in one language only.
fn russian(value: Json) -> Json {
    match value {
        Json::Object(texts) if texts.contains_key("ru") => texts["ru"].clone(),
        Json::Object(members) => Json::Object(members.into_iter().map(|(name, value)| (name, russian(value))).collect()),
        Json::Array(elements) => Json::Array(elements.into_iter().map(russian).collect()),
        other => other,
    }
}

pub(crate) fn demo() -> SupportDesk {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../portal/demo/desk.json");
    let mut file = russian(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap());
    let categories: Vec<Category> = serde_json::from_value(file["categories"].take()).unwrap();
    let consents: Vec<Consent> = serde_json::from_value(file["consents"].take()).unwrap();
    assert!(categories.iter().all(|category| !category.checklist.is_empty()), "the demonstration asks something in every category");
    SupportDesk { categories, consents, ..SupportDesk::default() }
}

pub(crate) fn category(id: &str) -> Category {
    demo().categories.into_iter().find(|category| category.id == id).unwrap()
}

/// Everything that an error report can say.
pub(crate) fn complete() -> Answers {
    let mut answers = Answers { category: "failure".into(), ..Answers::default() };
    for (code, value) in [
        ("fullName", "Петрова Ольга Сергеевна"),
        ("phone", "8 912 345-67-89"),
        ("email", "olga@example.org"),
        ("login", "olga77"),
        ("subject", "Не открывается страница платежей"),
        ("description", "Страница белая.\nКнопки не отвечают."),
        ("since", "2026-11-20T10:30"),
        ("led-to", "Обновление браузера"),
        ("where", "website"),
        ("part", "Платежи"),
        ("device", "Компьютер, Linux"),
        ("browser", "Firefox 140"),
        ("tried", "Перезагрузка"),
        ("error-text", "Ошибка 500"),
        ("earlier", "yes"),
        ("earlier-number", "HL-2611-04821"),
    ] {
        answers.write(code, value);
    }
    answers.values.insert("where".into(), vec!["website".into(), "mobile".into()]);
    answers.checks.insert("clock".into(), "poor 240".into());
    answers
}

pub(crate) const CODES: [&str; 12] =
    ["fullName", "phone", "email", "login", "subject", "description", "device", "browser", "a", "b", "c", "d"];
const KEYS: [&str; 3] = ["yes", "no", "other"];

pub(crate) fn item(code: &str, datatype: Datatype, required: bool) -> Attribute {
    Attribute { code: code.into(), datatype, required, description: code.to_uppercase(), ..Attribute::default() }
}

/// Whatever is typed: short and long, hidden and naughty.
pub(crate) fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        4 => "\\PC{0,20}",
        2 => "[\\s\\S]{0,20}",
        2 => select(KEYS.to_vec()).prop_map(str::to_owned),
        1 => "(a|ж|👍🏽|\u{202E}|\n|\t| ){0,80}",
        // Around the lengths at which something is cut.
        2 => (select(vec!["a", "ж", "… ", "\u{200D}x", "\t"]), select(vec![80, 150, 300, 600, 1500]), 0..4_usize)
            .prop_map(|(letter, length, more)| letter.repeat(length + more)),
    ]
}

pub(crate) fn answers() -> impl Strategy<Value = Answers> {
    let values = vec((select(CODES.to_vec()).prop_map(str::to_owned), vec(text(), 0..3)), 0..12);
    let checks = vec((text(), text()), 0..3);
    (text(), values, checks).prop_map(|(category, values, checks)| {
        let mut answers = Answers { category, ..Answers::default() };
        values.into_iter().for_each(|(code, values)| answers.values.insert(code, values));
        checks.into_iter().for_each(|(code, verdict)| answers.checks.insert(code, verdict));
        answers
    })
}

fn items() -> impl Strategy<Value = Attribute> {
    use Datatype::{Datetime, Multivaluelist, Number, Singlevaluelist, String, Text, Unknown};
    let datatypes = select(vec![String, Number, Datetime, Text, Singlevaluelist, Multivaluelist, Unknown]);
    let condition = (select(CODES.to_vec()), vec(select(KEYS.to_vec()), 0..3));
    (select(CODES.to_vec()), datatypes, any::<bool>(), proptest::option::weighted(0.3, condition)).prop_map(
        |(code, datatype, required, condition)| Attribute {
            values: KEYS.iter().map(|key| Value { key: (*key).into(), name: key.to_uppercase() }).collect(),
            only_if: condition.map(|(code, values)| Answer { code: code.into(), values: values.into_iter().map(str::to_owned).collect() }),
            ..item(code, datatype, required)
        },
    )
}

/// A category of a portal that took no care.
pub(crate) fn categories() -> impl Strategy<Value = Category> {
    let codes = select(vec!["who", "what", "when", "sheet", "help", "solved", "", "checks", "outage"]);
    let parts = select(vec![ChecklistPart::Identity, ChecklistPart::Description]);
    let page = (codes, parts, vec(items(), 0..4), any::<bool>()).prop_map(|(code, part, items, attachments)| ChecklistPage {
        code: code.into(),
        part,
        items,
        attachments,
        ..ChecklistPage::default()
    });
    vec(page, 0..8).prop_map(|checklist| Category { id: "any".into(), checklist, ..Category::default() })
}
