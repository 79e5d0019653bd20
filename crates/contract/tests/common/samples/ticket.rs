//! Tickets, and who sends them.

use super::{some, text};
use crate::common::{Kind, kind, sent};
use contract::*;

pub(super) fn kinds() -> Vec<Kind> {
    vec![
        kind("Session", &Session { account: account(), expires: some("2026-12-31T18:00:00Z") }),
        kind("Account", &account()),
        sent("NewTicket", &new_ticket()),
        kind("Contact", &contact()),
        kind("Answer", &answer()),
        sent("ConsentGiven", &consent_given()),
        kind("CreatedTicket", &CreatedTicket { ticket: ticket(), secret: some("b5hQ2mVnT0c7") }),
        kind("Ticket", &ticket()),
        kind("StatusChange", &status_change()),
        kind("Note", &note()),
        kind("RelatedParty", &related_party()),
        kind("Attachment", &attachment()),
        kind("TicketPage", &TicketPage { items: vec![ticket()], next_cursor: some("MjAyNg"), total: Some(41) }),
        sent("TicketLinkRequest", &TicketLinkRequest { number: text("HL-2611-48213"), email: text("anna@example.org") }),
    ]
}

fn account() -> Account {
    Account {
        id: text("a1"),
        login: text("anna"),
        full_name: text("Anna Orlova"),
        email: some("anna@example.org"),
        phone: some("+79161234567"),
        contract_numbers: vec![text("40-1127")],
        active: true,
    }
}

fn new_ticket() -> NewTicket {
    NewTicket {
        ticket_type: text("access"),
        name: text("Cannot sign in"),
        description: text("Since this morning the password is refused."),
        severity: Severity::Critical,
        contact: contact(),
        attributes: vec![answer()],
        consents: vec![consent_given()],
    }
}

fn contact() -> Contact {
    Contact {
        full_name: text("Anna Orlova"),
        email: some("anna@example.org"),
        phone: some("+79161234567"),
        notify_by: vec![NotificationChannel::Email, NotificationChannel::Sms],
    }
}

fn answer() -> Answer {
    Answer { code: text("reason"), values: vec![text("password")] }
}

pub(super) fn consent_given() -> ConsentGiven {
    ConsentGiven { id: text("personal-data"), version: text("2026-03"), at: text("2026-11-20T09:14:00Z") }
}

fn ticket() -> Ticket {
    Ticket {
        number: text("HL-2611-48213"),
        name: text("Cannot sign in"),
        description: text("Since this morning the password is refused."),
        ticket_type: text("access"),
        severity: Severity::Minor,
        status: TicketStatus::Resolved,
        creation_date: text("2026-11-20T09:15:00Z"),
        last_update: some("2026-11-21T07:00:00Z"),
        expected_response_date: some("2026-11-23"),
        expected_resolution_date: some("2026-11-27"),
        resolution_date: some("2026-11-21T07:00:00Z"),
        contact: contact(),
        attributes: vec![answer()],
        status_change_history: vec![status_change()],
        note: vec![note()],
        related_party: vec![related_party()],
        attachment: vec![attachment()],
    }
}

pub(super) fn attachment() -> Attachment {
    Attachment { id: text("f1"), name: text("Снимок экрана.png"), mime_type: text("image/png"), size: 48_213 }
}

fn status_change() -> StatusChange {
    StatusChange {
        status: TicketStatus::Resolved,
        status_change_date: text("2026-11-21T07:00:00Z"),
        status_change_reason: some("The password was reset"),
    }
}

fn note() -> Note {
    Note { id: text("n1"), author: text("Pavel"), date: text("2026-11-21T06:58:00Z"), text: text("Try the new password.") }
}

fn related_party() -> RelatedParty {
    RelatedParty { name: text("Pavel"), role: text("specialist") }
}
