use super::code;
use crate::phone::read_phone;
use crate::text;
use crate::ticket::asked_as;
use contract::read::{Fields, Read, Value};
use contract::{Account, Attribute, Datatype, Members};
use serde::Serialize;

/// The form of [`Answers`] that is written now.
pub const ANSWERS_VERSION: u32 = 1;

/// What was answered while preparing: everything exactly as typed, right or wrong.
///
/// Answers kept by an earlier version are read as far as they go: what is missing or null is empty. They are written again with
/// [`ANSWERS_VERSION`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    pub version: u32,
    /// [`contract::Category::id`]; empty: not chosen yet.
    pub category: String,
    /// By the code of the item: what the sheet of this category is made of.
    pub values: Members<Vec<String>>,
    /// By the id of the category: what was answered about other topics. They are other stories.
    pub others: Members<Members<Vec<String>>>,
    /// By [`contract::Check::code`]: what came of it, a [`super::Verdict`] in its short form.
    pub checks: Members<String>,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            version: ANSWERS_VERSION,
            category: String::new(),
            values: Members::default(),
            others: Members::default(),
            checks: Members::default(),
        }
    }
}

impl Read for Answers {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value);
        let whole = Self {
            version: ANSWERS_VERSION,
            category: fields.or_default("category"),
            values: fields.or_default("values"),
            others: fields.or_default("others"),
            checks: fields.or_default("checks"),
        };
        fields.whole(whole)
    }
}

impl Answers {
    /// The first value of an item as it was typed; empty for none.
    pub fn text(&self, code: &str) -> &str {
        self.values.get(code).and_then(|values| values.first()).map_or("", String::as_str)
    }

    pub fn write(&mut self, code: &str, value: &str) {
        self.values.insert(code.to_owned(), vec![value.to_owned()]);
    }

    /// Somebody has answered something. A topic alone is no answer, nor is what was found out of the device, or filled in from the
    /// profile of an account.
    pub fn has_words(&self, is_accounts: bool) -> bool {
        let is_filled_in = |code: &str| {
            matches!(code, code::DEVICE | code::BROWSER)
                || (is_accounts && matches!(code, code::FULL_NAME | code::PHONE | code::EMAIL | code::LOGIN | code::CONTRACT))
        };
        let is_written = |values: &Members<Vec<String>>| {
            let mut written = values.iter().filter(|(code, _)| !is_filled_in(code));
            written.any(|(_, values)| values.iter().any(|value| !text::line(value).is_empty()))
        };
        is_written(&self.values) || self.others.iter().any(|(_, values)| is_written(values))
    }

    /// Goes over to another topic. Who calls stays the same; what happened is another story, and both are kept.
    pub fn turn_to(&mut self, category: &str) {
        if self.category == category {
            return;
        }
        let (shared, story): (Vec<_>, Vec<_>) = core::mem::take(&mut self.values).into_iter().partition(|(code, _)| is_of_person(code));
        if !story.is_empty() {
            self.others.insert(core::mem::take(&mut self.category), story.into_iter().collect());
        }
        self.values = shared.into_iter().chain(self.others.remove(category).into_iter().flatten()).collect();
        category.clone_into(&mut self.category);
        // What was tried for another topic was tried for that.
        self.checks = Members::default();
    }

    /// Takes the sheet of another device in the place of the one about the same topic. What was answered about others stays.
    pub fn take(&mut self, carried: Answers) {
        self.turn_to(&carried.category);
        *self = Self { others: core::mem::take(&mut self.others), ..carried };
    }

    /// Ids of the categories about which there are answers, this one first.
    pub fn topics(&self) -> Vec<&str> {
        let is_begun = self.values.iter().any(|(code, _)| !matches!(code, code::DEVICE | code::BROWSER));
        let own = is_begun.then_some(self.category.as_str());
        own.into_iter().chain(self.others.iter().map(|(id, _)| id)).collect()
    }

    /// Fills in what is known, where nothing was typed yet.
    pub fn fill(&mut self, code: &str, known: &str) {
        if !known.is_empty() && self.values.get(code).is_none() {
            self.write(code, known);
        }
    }

    /// What the profile says of an item, where something else was typed.
    pub fn differs_from(&self, code: &str, account: &Account) -> Option<String> {
        let known = in_profile(code, account)?;
        let typed = text::identity(self.text(code));
        let is_same = match code {
            code::PHONE => read_phone(&typed).is_ok_and(|number| number.as_str() == known),
            code::CONTRACT => account.contract_numbers.contains(&typed),
            code::EMAIL | code::LOGIN => typed.eq_ignore_ascii_case(&known),
            _ => typed == text::identity(&known),
        };
        (!typed.is_empty() && !is_same).then_some(known)
    }
}

/// What is true of the same person whatever they call about.
fn is_of_person(code: &str) -> bool {
    const OF_PERSON: [&str; 7] = [code::FULL_NAME, code::PHONE, code::EMAIL, code::LOGIN, code::CONTRACT, code::DEVICE, code::BROWSER];
    OF_PERSON.contains(&code)
}

/// What the profile knows of an item; `None` for nothing.
pub(super) fn in_profile(code: &str, account: &Account) -> Option<String> {
    let known = match code {
        code::FULL_NAME => Some(account.full_name.clone()),
        code::PHONE => account.phone.clone(),
        code::EMAIL => account.email.clone(),
        code::LOGIN => Some(account.login.clone()),
        code::CONTRACT => account.contract_numbers.first().cloned(),
        _ => None,
    };
    known.filter(|known| !known.is_empty())
}

impl Answers {
    /// Fills in what the profile knows.
    pub fn fill_from(&mut self, account: &Account) {
        for code in [code::FULL_NAME, code::PHONE, code::EMAIL, code::LOGIN, code::CONTRACT] {
            self.fill(code, &in_profile(code, account).unwrap_or_default());
        }
    }
}

/// Whether an item is asked, going by what was answered before it.
pub fn is_asked(item: &Attribute, answers: &Answers) -> bool {
    let Some(condition) = &item.only_if else { return true };
    let given = answers.values.get(&condition.code);
    given.is_some_and(|given| given.iter().any(|value| condition.values.contains(value)))
}

/// The values of an item without what is blank, cleaned of what is hidden in them. Choices that the portal no longer offers are none.
pub(super) fn given(item: &Attribute, answers: &Answers) -> Vec<String> {
    let typed = answers.values.get(&item.code).map(Vec::as_slice).unwrap_or_default();
    let is_offered = |value: &String| item.values.iter().any(|choice| choice.key == *value);
    let clean = |value: &String| match asked_as(item) {
        Datatype::Text => text::lines(value),
        Datatype::Singlevaluelist | Datatype::Multivaluelist if is_offered(value) => value.clone(),
        Datatype::Singlevaluelist | Datatype::Multivaluelist => String::new(),
        _ => text::line(value),
    };
    typed.iter().map(clean).filter(|value| !value.is_empty()).collect()
}
