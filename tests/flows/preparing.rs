//! What the flows around the checklist have in common.

use crate::common::{label, words};
use browser_tests::{Page, Portal};
use contract::{Attribute, Category, ChecklistPage, Datatype};
use serde_json::{Value, json};

/// "Error or failure": no account is needed, and every kind of question is asked.
pub(crate) const FAILURE: &str = "failure";

pub(crate) const SUBJECT: &str = "Не открывается страница платежей";
pub(crate) const DESCRIPTION: &str = "Страница остаётся белой. Кнопки не отвечают.";
pub(crate) const NAME: &str = "Петрова Ольга Сергеевна";
pub(crate) const EMAIL: &str = "olga.petrova@example.org";

pub(crate) async fn category(portal: &Portal, id: &str) -> Category {
    portal.desk().await.categories.into_iter().find(|category| category.id == id).expect("a category of the demonstration")
}

pub(crate) fn page_of<'a>(category: &'a Category, code: &str) -> &'a ChecklistPage {
    category.checklist.iter().find(|page| page.code == code).expect("a page of the demonstration")
}

pub(crate) fn item<'a>(category: &'a Category, code: &str) -> &'a Attribute {
    category.checklist.iter().flat_map(|page| &page.items).find(|item| item.code == code).expect("a question of the demonstration")
}

/// How a question is called on the screen.
pub(crate) fn label_of(item: &Attribute) -> String {
    label(&words(), &item.description, item.required)
}

/// What is answered to a question, by its code; nothing to those that stay open.
pub(crate) fn answer_to(code: &str) -> &'static str {
    match code {
        "fullName" => NAME,
        "phone" => "8 912 345-67-89",
        "email" => EMAIL,
        "login" => "olga77",
        "subject" => SUBJECT,
        "description" => DESCRIPTION,
        "since" => "2026-11-20T10:30",
        "tried" => "Другой браузер",
        "error-text" => "Ошибка 500",
        _ => "",
    }
}

/// Answers every question of the screen that [`answer_to`] knows, and the lists by their first choice.
pub(crate) async fn answer_all(page: &Page, screen: &ChecklistPage) {
    for item in screen.items.iter().filter(|item| item.only_if.is_none()) {
        let (label, text) = (label_of(item), answer_to(&item.code));
        match item.datatype {
            Datatype::Singlevaluelist => page.radio(&item.values[0].name).within(&page.radiogroup(&label)).click().await,
            Datatype::Multivaluelist => page.checkbox(&item.values[0].name).within(&page.group(&label)).click().await,
            Datatype::Datetime => page.datetime(&label).pick(text).await,
            _ if !text.is_empty() => page.textbox(&label).fill(text).await,
            _ => {}
        }
    }
}

/// A sheet as the application keeps it.
pub(crate) fn complete(category: &str) -> Value {
    let codes = ["fullName", "phone", "email", "login", "subject", "description", "since", "tried", "error-text"];
    let mut values: serde_json::Map<String, Value> = codes.iter().map(|code| ((*code).to_owned(), json!([answer_to(code)]))).collect();
    values.insert("where".to_owned(), json!(["website"]));
    values.insert("earlier".to_owned(), json!(["no"]));
    json!({ "version": 1, "category": category, "values": values, "checks": {} })
}

/// Puts answers on the device, as if they had been given there. The page must be the application's.
pub(crate) async fn keep(page: &Page, answers: &Value, revision: &str) {
    let script = "const [draft, revision] = arguments;
                  localStorage.setItem('hotline.prepare', JSON.stringify({ since: Math.floor(Date.now() / 1000), revision, draft }))";
    page.evaluate(script, vec![answers.clone(), json!(revision)]).await;
}

pub(crate) fn at(category: &str, screen: &str) -> String {
    format!("/prepare/{category}/{screen}")
}

/// A complete sheet on the screen.
pub(crate) async fn open_sheet(page: &Page, answers: &Value) {
    keep(page, answers, "given").await;
    page.open(&at(answers["category"].as_str().unwrap(), "sheet")).await;
    page.heading(words().say("sheet.title")).appears().await;
}
