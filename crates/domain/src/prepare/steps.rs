//! Which screens there are, one after another.

use super::answers::{Answers, is_asked};
use contract::Category;

/// A screen of the checklist, after the topic was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A known outage that the topic may be about.
    Outage,
    /// Articles that may answer it.
    Help,
    /// What to try first.
    Checks,
    /// [`contract::ChecklistPage::code`].
    Page(String),
    Sheet,
}

impl Step {
    /// How the address calls it.
    pub fn code(&self) -> &str {
        match self {
            Self::Outage => "outage",
            Self::Help => "help",
            Self::Checks => "checks",
            Self::Page(code) => code,
            Self::Sheet => "sheet",
        }
    }
}

/// What decides on the screens beside the portal's data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// There is an outage that is not fixed and fits the topic.
    pub has_outage: bool,
    /// The portal has articles.
    pub has_articles: bool,
}

/// Names of screens that no page of a portal's can have.
const OWN: [&str; 6] = ["", "outage", "help", "checks", "sheet", "solved"];

/// The screens of a category in their order. A page on which nothing is asked is none, nor is one whose name is another screen's.
pub fn steps(category: &Category, answers: &Answers, circumstances: Circumstances) -> Vec<Step> {
    let mut steps = Vec::new();
    if circumstances.has_outage {
        steps.push(Step::Outage);
    }
    if circumstances.has_articles {
        steps.push(Step::Help);
    }
    if !category.checks.is_empty() {
        steps.push(Step::Checks);
    }
    for page in &category.checklist {
        let is_free = !OWN.contains(&page.code.as_str()) && !steps.iter().any(|step| step.code() == page.code);
        if is_free && (page.attachments || page.items.iter().any(|item| is_asked(item, answers))) {
            steps.push(Step::Page(page.code.clone()));
        }
    }
    steps.push(Step::Sheet);
    steps
}
