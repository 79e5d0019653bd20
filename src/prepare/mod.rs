//! `/prepare`: the checklist that makes a call short, or unnecessary. One question at a time.

mod carry;
mod checks;
mod dialling;
mod help;
mod keep;
mod outage;
mod question;
mod sheet;
mod topic;

pub(crate) use carry::CarriedSheet;
pub(crate) use dialling::{Dialling, guess_line};
pub(crate) use keep::{Preparing, forget_all, forget_of, has_words, has_words_of};
pub(crate) use question::list;
pub(crate) use sheet::{sheet_rows, sheet_text, to_ticket};

use crate::account::{SessionEnded, session_awaited, session_of};
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::portal::Remote;
use crate::route::{self, Route, query};
use crate::ui::{LinkButton, Steps};
use contract::{Capability, Category, ChecklistPage};
use domain::prepare::{Circumstances, Step, steps};
use leptos::prelude::*;

/// The name of the screen that ends it early, in the address.
pub(crate) const SOLVED: &str = "solved";

/// One screen of the checklist.
pub(crate) fn prepare_page(category: Option<String>, step: Option<String>) -> AnyView {
    let context = context();
    let account = session_of(context);
    // Whose answers are being written here.
    let writer = StoredValue::new(None::<String>);
    let goes_on = RwSignal::new(false);
    let content = move || {
        let Some(id) = account.get() else {
            return view! { <Page title=t::prepare_title() class="page--narrow">{move || session_awaited(context)}</Page> };
        };
        if id.is_none() && writer.with_value(Option::is_some) && !goes_on.get() {
            return view! { <SessionEnded title=t::prepare_title() goes_on /> };
        }
        writer.set_value(id);
        let preparing = Preparing::begin(context);
        let desk = context.desk();
        let Some(category) = desk.wire.categories.iter().find(|known| Some(&known.id) == category.as_ref()).cloned() else {
            return view! { <topic::Topic preparing /> };
        };
        screen(preparing, category, step.as_deref().unwrap_or_default())
    };
    content.into_child()
}

fn screen(preparing: Preparing, category: Category, step: &str) -> AnyView {
    if untrack(|| preparing.with(|answers| answers.category != category.id)) {
        preparing.change(|answers| answers.turn_to(&category.id));
    }
    let at = At::of(preparing, category, step);
    match step {
        SOLVED => solved(preparing),
        // Fixed since, or not to be heard of: nothing is claimed.
        "outage" if untrack(|| crate::incidents::open_for(preparing.context, Some(&at.category.id))).is_empty() => begin(&at),
        "outage" => view! { <outage::Outage at /> },
        "help" => view! { <help::QuickerWay at /> },
        "checks" => view! { <checks::Checks at /> },
        "sheet" => view! { <sheet::Sheet at /> },
        // The topic alone, or a screen that the portal no longer has: where it begins.
        code => match at.category.checklist.iter().find(|page| page.code == code).cloned() {
            Some(page) => view! { <question::Question at page /> },
            None => begin(&at),
        },
    }
}

/// Where one is: a screen of a category's checklist.
#[derive(Clone)]
struct At {
    preparing: Preparing,
    category: Category,
    /// The screen's name in the address.
    code: String,
    /// Only something on the sheet is changed.
    returns: bool,
}

impl At {
    fn of(preparing: Preparing, category: Category, code: &str) -> Self {
        // The address bar is behind: it changes when the screen is there.
        let query = leptos_router::hooks::use_query_map();
        let returns = untrack(|| query.read().get(query::BACK).is_some());
        Self { preparing, category, code: code.to_owned(), returns }
    }

    /// Every screen there is now. Tracked.
    fn steps(&self) -> Vec<Step> {
        let context = self.preparing.context;
        let circumstances = Circumstances {
            has_outage: !crate::incidents::open_for(context, Some(&self.category.id)).is_empty(),
            has_articles: context.desk().can(Capability::Articles),
        };
        self.preparing.with(|answers| steps(&self.category, answers, circumstances))
    }

    fn place(&self, steps: &[Step]) -> Option<usize> {
        steps.iter().position(|step| step.code() == self.code)
    }

    fn href(&self, step: &str) -> String {
        Route::prepare(&self.category.id, step).href()
    }

    /// The screen, to come back to the sheet from.
    fn href_back(&self, step: &str) -> String {
        route::prepare_and_back(&self.category.id, step)
    }

    /// Address of the screen after this one; of the sheet, for whoever came from there.
    fn next(&self) -> String {
        if self.returns {
            return self.href("sheet");
        }
        let steps = self.steps();
        let next = self.place(&steps).map_or(0, |place| place.saturating_add(1));
        self.href(steps.get(next).map_or("sheet", Step::code))
    }

    /// Address of the screen before this one; before the first is the topic.
    fn before(&self) -> String {
        let steps = self.steps();
        let before = self.place(&steps).and_then(|place| place.checked_sub(1)).and_then(|before| steps.get(before));
        before.map_or_else(|| Route::Prepare(None).href(), |step| self.href(step.code()))
    }

    /// Back, how far one is, and what other tabs do. What is shown of it follows the answers.
    fn head(&self) -> AnyView {
        let (at, of_marks) = (self.clone(), self.clone());
        let back = Signal::derive(move || at.before());
        let marks = move || {
            let steps = of_marks.steps();
            // The topic is the first.
            let current = of_marks.place(&steps).map_or(1, |place| place.saturating_add(2));
            let (current, of) = (u32::try_from(current).unwrap_or(1), u32::try_from(steps.len().saturating_add(1)).unwrap_or(1));
            view! { <Steps label=t::new_step(&current.to_string(), &of.to_string()) current of /> }
        };
        let sheet = (self.code != "sheet").then(|| view! { <a class="back" href=self.href("sheet")>{t::prepare_to_sheet()}</a> });
        view! {
            <div class="above"><p class="above__ways"><a class="back" href=back>{t::prepare_back()}</a>{sheet}</p>{marks}</div>
            {self.preparing.notice()}
        }
    }
}

/// The first screen of a category.
fn begin(at: &At) -> AnyView {
    let (at, context) = (at.clone(), at.preparing.context);
    let navigate = leptos_router::hooks::use_navigate();
    let has_incidents = context.desk().can(Capability::Incidents);
    // An outage that is heard of too late would be passed by.
    let is_known = Memo::new(move |_| !has_incidents || !context.incidents.state.with(|state| matches!(state, Remote::Loading)));
    Effect::new(move || {
        if is_known.get() {
            let steps = untrack(|| at.steps());
            let first = steps.first().map_or("sheet", Step::code);
            navigate(&at.href(first), leptos_router::NavigateOptions { replace: true, ..leptos_router::NavigateOptions::default() });
        }
    });
    ().into_child()
}

/// There is no need to call any more.
fn solved(preparing: Preparing) -> AnyView {
    view! {
        <Page title=t::prepare_solved() class="page--narrow">
            <p class="page__lead">{t::prepare_solved_text()}</p>
            <p class="actions">
                <LinkButton label=t::not_found_home() href=Route::Home.href() />
                <topic::StartOver preparing />
            </p>
        </Page>
    }
}

/// Id of an item's control.
fn field_id(code: &str) -> String {
    ["item-", code].concat()
}

/// The first screen that asks who calls.
fn is_first_of_identity(category: &Category, page: &ChecklistPage) -> bool {
    category.checklist.iter().find(|other| other.part == contract::ChecklistPart::Identity).is_some_and(|first| first.code == page.code)
}
