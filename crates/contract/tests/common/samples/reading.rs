//! What is read, and what goes wrong.

use super::{some, text};
use crate::common::{Kind, kind, sent};
use contract::*;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        kind("IncidentList", &IncidentList { items: vec![incident()] }),
        kind("Incident", &incident()),
        sent("IncidentSubscription", &IncidentSubscription { notify: true, email: some("anna@example.org") }),
        kind("ArticleList", &ArticleList { items: vec![article()] }),
        kind("Article", &article()),
        kind("ArticleSection", &article_section()),
        sent("ArticleFeedback", &ArticleFeedback { helped: true }),
        sent("ClientError", &client_error()),
        kind("Problem", &problem()),
        kind("ProblemError", &problem_error()),
    ]
}

fn incident() -> Incident {
    Incident {
        id: text("card-payments"),
        title: text("Payments by card do not go through"),
        description: some("The bank is looking into it"),
        categories: vec![text("payment")],
        since: text("2026-11-20T08:00:00Z"),
        next_update: some("2026-11-20T10:00:00Z"),
        fixed: some("2026-11-20T11:30:00Z"),
        affected: Some(214),
    }
}

fn article() -> Article {
    Article {
        slug: text("restore-access"),
        title: text("How to restore access"),
        summary: some("What to do when the password is refused"),
        categories: vec![text("access")],
        updated: some("2026-11-01T09:00:00Z"),
        sections: vec![article_section()],
    }
}

fn article_section() -> ArticleSection {
    ArticleSection {
        title: some("By e-mail"),
        paragraphs: vec![text("It takes a minute.")],
        steps: vec![text("Open the page for signing in"), text("Choose \u{201c}Forgot the password\u{201d}")],
    }
}

fn client_error() -> ClientError {
    ClientError {
        kind: text("panic"),
        message: text("entered unreachable code"),
        at: text("2026-11-20T09:14:00Z"),
        route: some("/tickets/:number"),
        release: some("0.1.0"),
    }
}

fn problem() -> Problem {
    Problem {
        kind: text("https://portal.example/problems/fields"),
        title: text("Some answers need another look"),
        status: 422,
        detail: some("One of them"),
        existing: some("CB-2611-48212"),
        errors: vec![problem_error()],
    }
}

fn problem_error() -> ProblemError {
    ProblemError { pointer: text("/contact/email"), detail: text("An e-mail address has an @"), code: text("invalid") }
}
