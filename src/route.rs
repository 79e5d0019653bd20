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
            "account" => Self::Account,
            "settings" => Self::Settings,
            "gallery" => Self::Gallery,
            _ => match path.strip_prefix("tickets/") {
                Some(number) if !number.contains('/') => Self::Ticket(decode(number)),
                _ => Self::None,
            },
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
    pub(crate) const LANGUAGE: &str = "lang";
    /// In the fragment.
    pub(crate) const SECRET: &str = "secret";
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
            Self::Account => "/account".to_owned(),
            Self::Settings => "/settings".to_owned(),
        }
    }

    pub(crate) fn new_ticket() -> Self {
        Self::NewTicket { category: None, step: Step::Form }
    }

    pub(crate) fn ticket(number: &str) -> Self {
        Self::Ticket { number: number.to_owned(), sent: false }
    }
}

/// The list, filtered.
pub(crate) fn tickets_in(group: &str) -> String {
    [&Route::Tickets.href(), "?", query::STATUS, "=", group].concat()
}

/// Address that opens a guest ticket by itself. The secret stands in the fragment, which no server sees.
pub(crate) fn guest_link(origin: &str, number: &str, secret: &str) -> String {
    [origin, &Route::ticket(number).href(), "#", query::SECRET, "=", secret].concat()
}
