//! From the sheet to the form of a ticket, with nothing typed twice.

use super::answers::Answers;
use super::code;
use super::sheet::{SheetRow, rows};
use crate::ticket::TicketDraft;
use crate::ticket::limits::NAME_MAX;
use contract::{Category, Members};

/// Items that have a place of their own in every ticket.
const OF_EVERY_TICKET: [&str; 5] = [code::FULL_NAME, code::PHONE, code::EMAIL, code::SUBJECT, code::DESCRIPTION];

/// What the form of the category has no field for: it is told in the description.
pub fn not_in_form<'a>(answers: &Answers, category: &'a Category) -> Vec<SheetRow<'a>> {
    let has_place = |code: &str| OF_EVERY_TICKET.contains(&code) || category.attributes.iter().any(|attribute| attribute.code == code);
    rows(answers, category).into_iter().filter(|row| !has_place(&row.item.code)).collect()
}

/// Writes the answers into a draft; `told` is what [`not_in_form`] comes to in words. Agreements and the key of the draft stay.
pub fn fill(draft: &mut TicketDraft, answers: &Answers, category: &Category, told: &str) {
    draft.category.clone_from(&category.id);
    let shown = rows(answers, category);
    let text = |code: &str| shown.iter().find(|row| row.item.code == code).and_then(|row| row.values.first()).cloned().unwrap_or_default();
    let put = |place: &mut String, value: String| {
        if !value.is_empty() {
            *place = value;
        }
    };
    put(&mut draft.full_name, text(code::FULL_NAME));
    put(&mut draft.phone, text(code::PHONE));
    put(&mut draft.email, text(code::EMAIL));
    let description = text(code::DESCRIPTION);
    let subject = Some(text(code::SUBJECT)).filter(|subject| !subject.is_empty());
    put(&mut draft.name, subject.unwrap_or_else(|| description.chars().take_while(|c| *c != '\n').take(NAME_MAX).collect()));
    let parts: Vec<&str> = [description.as_str(), told].into_iter().filter(|part| !part.is_empty()).collect();
    put(&mut draft.description, parts.join("\n\n"));
    let in_form = shown.iter().filter(|row| category.attributes.iter().any(|attribute| attribute.code == row.item.code));
    draft.answers.extend(in_form.map(|row| (row.item.code.clone(), row.values.clone())).collect::<Members<_>>());
}

/// Whether the filled draft has other words in a place where the earlier one has some already.
pub fn would_replace(before: &TicketDraft, filled: &TicketDraft) -> bool {
    let texts = |draft: &TicketDraft| [draft.name.clone(), draft.description.clone()];
    let is_other = |(before, after): (&String, &String)| !before.trim().is_empty() && before != after;
    texts(before).iter().zip(&texts(filled)).any(is_other)
}
