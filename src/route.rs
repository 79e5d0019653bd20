//! Every address of the application.

use crate::browser::page::{decode, encode};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    Contacts,
    Tickets,
    /// Choose what it is about; then, with a category, its form; then check the answers.
    NewTicket {
        category: Option<String>,
        step: Step,
    },
    /// One ticket; just sent or not.
    Ticket {
        number: String,
        sent: bool,
    },
    Find,
    /// The checklist: choose a topic; with one, its first screen, or the one of that name.
    Prepare(Option<(String, String)>),
    /// Where the code of a sheet leads.
    Sheet,
    Help,
    /// One article, by its slug.
    Article(String),
    /// A call: before, during and after it.
    Call,
    /// Ask to be called.
    NewCallback,
    /// One callback, by its number.
    Callback(String),
    /// Reach an operator.
    Operator,
    /// One conversation, by its number.
    Conversation(String),
    Account,
    Settings,
}

/// Which screen a path means: what [`Route::href`] writes, read back, without what its query says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    Home,
    Contacts,
    Tickets,
    NewTicket,
    Ticket(String),
    Find,
    Prepare {
        category: Option<String>,
        step: Option<String>,
    },
    Sheet,
    Help,
    Article(String),
    Call,
    NewCallback,
    Callback(String),
    Operator,
    Conversation(String),
    Account,
    Settings,
    /// Every part in every state; in debug builds.
    Gallery,
    None,
}

impl Screen {
    pub(crate) fn of(path: &str) -> Self {
        let path = path.trim_matches('/');
        match path {
            // The last is what a static server calls it.
            "" | "index.html" => Self::Home,
            "contacts" => Self::Contacts,
            "tickets" => Self::Tickets,
            "tickets/new" => Self::NewTicket,
            "find" => Self::Find,
            "prepare" => Self::Prepare { category: None, step: None },
            "sheet" => Self::Sheet,
            "help" => Self::Help,
            "call" => Self::Call,
            "callback" => Self::NewCallback,
            "operator" => Self::Operator,
            "account" => Self::Account,
            "settings" => Self::Settings,
            "gallery" => Self::Gallery,
            _ => {
                let mut parts = path.split('/');
                match (parts.next(), parts.next().map(decode), parts.next().map(decode), parts.next()) {
                    (Some("tickets"), Some(number), None, _) => Self::Ticket(number),
                    (Some("help"), Some(slug), None, _) => Self::Article(slug),
                    (Some("callback"), Some(number), None, _) => Self::Callback(number),
                    (Some("operator"), Some(number), None, _) => Self::Conversation(number),
                    (Some("prepare"), category, step, None) => Self::Prepare { category, step },
                    _ => Self::None,
                }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Step {
    #[default]
    Form,
    Check,
}

/// Names in the query of an address.
pub(crate) mod query {
    pub(crate) const CATEGORY: &str = "category";
    pub(crate) const STEP: &str = "step";
    pub(crate) const CHECK: &str = "check";
    pub(crate) const SENT: &str = "sent";
    pub(crate) const STATUS: &str = "status";
    /// To the sheet, as soon as this is answered.
    pub(crate) const BACK: &str = "back";
    pub(crate) const LANGUAGE: &str = "lang";
    /// The number of what this goes on from.
    pub(crate) const AFTER: &str = "after";
    /// In the fragment.
    pub(crate) const SECRET: &str = "secret";
    /// In the fragment.
    pub(crate) const SHEET: &str = "s";
}

impl Route {
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Contacts => "/contacts".to_owned(),
            Self::Tickets => "/tickets".to_owned(),
            Self::NewTicket { category: None, .. } => "/tickets/new".to_owned(),
            Self::NewTicket { category: Some(category), step } => {
                let check = match step {
                    Step::Form => "",
                    Step::Check => "&step=check",
                };
                ["/tickets/new?category=", &encode(category), check].concat()
            }
            Self::Ticket { number, sent } => ["/tickets/", &encode(number), if *sent { "?sent" } else { "" }].concat(),
            Self::Find => "/find".to_owned(),
            Self::Prepare(None) => "/prepare".to_owned(),
            Self::Prepare(Some((category, step))) if step.is_empty() => ["/prepare/", &encode(category)].concat(),
            Self::Prepare(Some((category, step))) => ["/prepare/", &encode(category), "/", &encode(step)].concat(),
            Self::Sheet => "/sheet".to_owned(),
            Self::Help => "/help".to_owned(),
            Self::Article(slug) => ["/help/", &encode(slug)].concat(),
            Self::Call => "/call".to_owned(),
            Self::NewCallback => "/callback".to_owned(),
            Self::Callback(number) => ["/callback/", &encode(number)].concat(),
            Self::Operator => "/operator".to_owned(),
            Self::Conversation(number) => ["/operator/", &encode(number)].concat(),
            Self::Account => "/account".to_owned(),
            Self::Settings => "/settings".to_owned(),
        }
    }

    pub(crate) fn new_ticket() -> Self {
        Self::NewTicket { category: None, step: Step::Form }
    }

    /// A screen of a category's checklist; its first one for an empty name.
    pub(crate) fn prepare(category: &str, step: &str) -> Self {
        Self::Prepare(Some((category.to_owned(), step.to_owned())))
    }

    pub(crate) fn ticket(number: &str) -> Self {
        Self::Ticket { number: number.to_owned(), sent: false }
    }
}

/// The list, filtered.
pub(crate) fn tickets_in(group: &str) -> String {
    [&Route::Tickets.href(), "?", query::STATUS, "=", group].concat()
}

/// A screen of a category's checklist, to come back to the sheet from.
pub(crate) fn prepare_and_back(category: &str, step: &str) -> String {
    [&Route::prepare(category, step).href(), "?", query::BACK].concat()
}

/// Address that opens a sheet, but for the digits that hold it, which stand in the fragment.
pub(crate) fn sheet_link(origin: &str) -> String {
    [origin, &Route::Sheet.href(), "#", query::SHEET, "="].concat()
}

/// Address that opens a guest's contact by itself. The secret stands in the fragment, which no server sees.
pub(crate) fn guest_link(origin: &str, route: &Route, secret: &str) -> String {
    [origin, &route.href(), "#", query::SECRET, "=", secret].concat()
}

/// The form of a callback about a category, that goes on from an earlier call, conversation or ticket.
pub(crate) fn callback_about(category: Option<&str>, previous: Option<&str>) -> String {
    let parts = [(query::CATEGORY, category), (query::AFTER, previous)];
    let parts: Vec<String> = parts.iter().filter_map(|(name, value)| Some([name, "=", &encode((*value)?)].concat())).collect();
    [Route::NewCallback.href().as_str(), if parts.is_empty() { "" } else { "?" }, &parts.join("&")].concat()
}
