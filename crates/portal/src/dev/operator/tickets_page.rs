//! Tickets and outages, as the desk shows them.

use crate::store::operators::Operator;
use contract::{Incident, Ticket, TicketStatus};
use domain::ticket::can_become;
use maud::{Markup, html};

const STATUSES: [(TicketStatus, &str, &str); 8] = [
    (TicketStatus::Acknowledged, "acknowledged", "принята"),
    (TicketStatus::InProgress, "inProgress", "в работе"),
    (TicketStatus::Pending, "pending", "ждёт посетителя"),
    (TicketStatus::Held, "held", "отложена"),
    (TicketStatus::Resolved, "resolved", "решена"),
    (TicketStatus::Closed, "closed", "закрыта"),
    (TicketStatus::Rejected, "rejected", "отклонена"),
    (TicketStatus::Cancelled, "cancelled", "отозвана"),
];

fn named(status: TicketStatus) -> &'static str {
    STATUSES.iter().find(|(known, ..)| *known == status).map_or("неизвестно", |(_, _, name)| name)
}

pub(super) fn list(operator: &Operator, tickets: &[Ticket]) -> Markup {
    html! {
        p { a href={ "/dev/operator/" (operator.id) } { "← К столу: " (operator.name) } }
        @if tickets.is_empty() { p { "Открытых заявок нет." } }
        ul .rows {
            @for ticket in tickets {
                li {
                    a href={ "/dev/operator/" (operator.id) "/tickets/" (ticket.number) } { (ticket.name) }
                    " " span .note { (ticket.number) ", " (named(ticket.status)) ", с " (day(&ticket.creation_date)) }
                }
            }
        }
    }
}

fn day(instant: &str) -> &str {
    instant.split_once('T').map_or(instant, |(day, _)| day)
}

pub(super) fn ticket(operator: &Operator, ticket: &Ticket) -> Markup {
    let desk = format!("/dev/operator/{}", operator.id);
    html! {
        p { a href={ (desk) "/tickets" } { "← Все заявки" } }
        p { (ticket.number) ", " strong { (named(ticket.status)) } ", тема: " (ticket.ticket_type) }
        p .said { (ticket.description) }
        p .note { (ticket.contact.full_name) " " (ticket.contact.email.as_deref().unwrap_or_default()) " " (ticket.contact.phone.as_deref().unwrap_or_default()) }
        @for note in &ticket.note {
            div .message { p .note { (note.author) ", " (day(&note.date)) } p .said { (note.text) } }
        }
        form method="post" action={ (desk) "/tickets/" (ticket.number) } .answer {
            label for="text" { "Ответ посетителю" }
            textarea id="text" name="text" rows="4" {}
            label for="status" { "Состояние" }
            select id="status" name="status" {
                option value="" { "не менять: " (named(ticket.status)) }
                @for (status, word, name) in STATUSES {
                    @if can_become(ticket.status, status) { option value=(word) { (name) } }
                }
            }
            button { "Сохранить" }
        }
    }
}

pub(super) fn outages(incidents: &[Incident], categories: &[contract::Category]) -> Markup {
    html! {
        h2 { "Сейчас" }
        @if incidents.is_empty() { p { "Сбоев нет." } }
        ul .rows {
            @for incident in incidents {
                li {
                    strong { (incident.title) }
                    " " span .note { "затронуто: " (incident.affected.unwrap_or_default()) }
                    @if incident.fixed.is_some() { p .note { "Исправлено." } } @else {
                        form method="post" action={ "/dev/operator/outages/" (incident.id) "/fixed" } { button .plain { "Исправлено" } }
                    }
                }
            }
        }
        h2 { "Новый сбой" }
        form method="post" action="/dev/operator/outages" .answer {
            label for="title" { "Что не работает" }
            input id="title" name="title" required maxlength="120";
            label for="title-en" { "То же по-английски" }
            input id="title-en" name="english" maxlength="120" lang="en";
            label for="category" { "Тема" }
            select id="category" name="category" {
                option value="" { "все" }
                @for category in categories { option value=(category.id) { (category.name) } }
            }
            button { "Объявить" }
        }
    }
}
