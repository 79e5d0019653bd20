//! The sheet: what was answered, in the order in which an operator asks.

use super::answers::{Answers, given, is_asked};
use super::check::wrong;
use contract::{Attribute, Category, ChecklistPart, Members};

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow<'a> {
    pub part: ChecklistPart,
    /// [`contract::ChecklistPage::code`] of the screen on which it can be changed.
    pub page: &'a str,
    /// The question.
    pub item: &'a Attribute,
    /// What was answered, cleaned; keys where the question has choices. Never empty.
    pub values: Vec<String>,
}

/// Something an operator will ask for that is not on the sheet as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing<'a> {
    pub page: &'a str,
    pub item: &'a Attribute,
}

/// Who calls first, then what happened; within these as the portal has it.
fn items(category: &Category) -> impl Iterator<Item = (ChecklistPart, &str, &Attribute)> {
    let of = |part: ChecklistPart| {
        let pages = category.checklist.iter().filter(move |page| page.part == part);
        pages.flat_map(move |page| page.items.iter().map(move |item| (part, page.code.as_str(), item)))
    };
    of(ChecklistPart::Identity).chain(of(ChecklistPart::Description))
}

/// The lines of the sheet, of what was answered.
pub fn rows<'a>(answers: &Answers, category: &'a Category) -> Vec<SheetRow<'a>> {
    let mut rows: Vec<SheetRow<'a>> = Vec::new();
    for (part, page, item) in items(category).filter(|(_, _, item)| is_asked(item, answers)) {
        let values = given(item, answers);
        // An item that stands on two screens is said once.
        if !values.is_empty() && !rows.iter().any(|row| row.item.code == item.code) {
            rows.push(SheetRow { part, page, item, values });
        }
    }
    rows
}

/// What is required and was not answered, and what was answered so that nobody can use it: passed over on its screen.
pub fn missing<'a>(answers: &Answers, category: &'a Category) -> Vec<Missing<'a>> {
    let mut missing: Vec<Missing<'a>> = Vec::new();
    for (_, page, item) in items(category).filter(|(_, _, item)| wrong(item, answers).is_some()) {
        if !missing.iter().any(|open| open.item.code == item.code) {
            missing.push(Missing { page, item });
        }
    }
    missing
}

/// The same without who calls: for paper that may be left lying about, and screens that others see. Of what was answered to other
/// topics' questions nothing stays: here nobody knows whom it names.
pub fn without_identity(answers: &Answers, category: &Category) -> Answers {
    let is_of = |part: ChecklistPart, code: &str| items(category).any(|(other, _, item)| other == part && item.code == code);
    let stays = |code: &str| is_of(ChecklistPart::Description, code) && !is_of(ChecklistPart::Identity, code);
    let kept = answers.values.iter().filter(|(code, _)| stays(code)).map(|(code, values)| (code.to_owned(), values.clone()));
    Answers { values: kept.collect::<Members<_>>(), ..answers.clone() }
}
