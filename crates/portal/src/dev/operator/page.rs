//! What the desk looks like. It is for people who show the product, and speaks their language only.

use crate::store::callbacks::Kept;
use crate::store::conversations::Talk;
use crate::store::operators::Operator;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{IntoResponse, Response};
use chrono_tz::Tz;
use contract::{CallbackStatus, ConversationStatus, Message, MessageAuthor};
use domain::time::parse_instant;
use domain::zone::Zone;
use maud::{DOCTYPE, Markup, html};

/// `live` is where the script reads what has changed.
pub(super) fn around(title: &str, live: Option<&str>, content: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " · стол оператора" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/portal/style.css";
                link rel="stylesheet" href="/dev/operator.css";
                script src="/dev/operator.js" defer {}
            }
            body data-now=[live] {
                header {
                    a href="/dev/operator" { "Все операторы" }
                    a href="/dev/outbox" { "Почта" }
                    a href="/" { "Приложение" }
                }
                main {
                    h1 { (title) }
                    (content)
                }
            }
        }
    };
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; \
                  base-uri 'none'; frame-ancestors 'none'";
    ([(CACHE_CONTROL, "no-store"), (CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

pub(super) fn choice(phone: &[Operator], chat: &[Operator]) -> Markup {
    html! {
        p { "Кто садится за стол? Откройте эту страницу в одном окне, приложение — в другом." }
        @for (title, operators) in [("Чат", chat), ("Звонки", phone)] {
            h2 { (title) }
            @if operators.is_empty() { p { "Никого." } }
            ul .rows {
                @for operator in operators {
                    li {
                        a href={ "/dev/operator/" (operator.id) } { (operator.name) }
                        " " span .note {
                            @if operator.automatic { "отвечает сам, " }
                            @if operator.present { "на месте" } @else { "не на месте" }
                            ", занят: " (operator.busy)
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn presence(operator: &Operator) -> Markup {
    html! {
        form method="post" action={ "/dev/operator/" (operator.id) "/presence" } {
            @if operator.present {
                input type="hidden" name="present" value="0";
                button .plain { "Уйти на перерыв" }
            } @else {
                p .error { "Вы не на месте: новые обращения к вам не попадают." }
                input type="hidden" name="present" value="1";
                button { "Вернуться к работе" }
            }
        }
    }
}

/// The queue of conversations, and those that the operator has.
pub(super) fn conversations(operator: &Operator, waiting: &[(Talk, Option<Message>)], own: &[(Talk, Option<Message>)], now: i64) -> Markup {
    let desk = format!("/dev/operator/{}", operator.id);
    html! {
        h2 { "Мои разговоры: " (own.len()) }
        @if own.is_empty() { p { "Пока никого." } }
        ul .rows {
            @for (talk, last) in own {
                li {
                    a href={ (desk) "/conversations/" (talk.number) } { (talk.full_name) }
                    " " span .note { (talk.number) ", " (status(talk.status)) }
                    @if let Some(message) = last { p .said { (who(message)) ": " (message.text) } }
                }
            }
        }
        h2 { "Очередь: " (waiting.len()) }
        @if !waiting.is_empty() {
            form method="post" action={ (desk) "/conversations/next/take" } { button { "Взять следующего" } }
        }
        ol .rows {
            @for (talk, last) in waiting {
                li {
                    (talk.full_name) " " span .note {
                        (talk.number) ", ждёт " (minutes(now.saturating_sub(talk.queued_at)))
                        @if talk.wanted.as_ref() == Some(&operator.id) { ", просит вас" }
                    }
                    @if let Some(message) = last { p .said { (message.text) } }
                    form method="post" action={ (desk) "/conversations/" (talk.number) "/take" } { button .plain { "Взять" } }
                }
            }
        }
    }
}

/// Whom the operator calls, and who waits to be called.
pub(super) fn callbacks(operator: &Operator, under_way: Option<&Kept>, queued: &[Kept], now: i64, is_open: bool) -> Markup {
    let action = |action: &str| format!("/dev/operator/{}/callbacks/{action}", operator.id);
    let button =
        |to: &str, name: &str, class: Option<&str>| html! { form method="post" action=(action(to)) { button class=[class] { (name) } } };
    html! {
        @if let Some(call) = under_way {
            h2 { @if call.status() == CallbackStatus::Dialing { "Звоним" } @else { "Разговор идёт" } }
            p { strong { (call.phone) } ", " (call.full_name) " " span .note { (call.number) ", попытка " (call.tries) } }
            p { "Скажите кодовые слова: " strong { (call.code_word) } }
            (about(call))
            div .actions {
                @if call.status() == CallbackStatus::Dialing {
                    (button("answered", "Ответили", None))
                    (button("missed", "Не ответили", Some("plain")))
                } @else {
                    (button("completed", "Завершить", None))
                }
                (button("give-back", "Вернуть в очередь", Some("plain")))
            }
        } @else if !queued.is_empty() {
            (button("next", "Позвонить следующему", None))
        }
        h2 { "Очередь звонков: " (queued.len()) }
        @if !is_open { p .note { "Линия сейчас закрыта." } }
        ol .rows {
            @for call in queued {
                li {
                    (call.full_name) ", " (call.phone) " "
                    span .note { (call.number) ", ждёт " (minutes(now.saturating_sub(call.queued_at.unwrap_or(now)))) }
                    (about(call))
                }
            }
        }
    }
}

fn about(call: &Kept) -> Markup {
    html! {
        @if let Some(urgent) = &call.urgent { p .error { "Срочно: " (urgent) } }
        @if let Some(reason) = &call.reason { p .note { "Ещё один, потому что: " (reason) } }
        @if let Some(previous) = &call.previous_number { p .note { "Продолжение: " (previous) } }
        @if let Some(text) = &call.description { p .said { (text) } }
        @if let Some(sheet) = &call.sheet { details { summary { "Памятка посетителя" } pre { (sheet) } } }
    }
}

pub(super) fn minutes(milliseconds: i64) -> String {
    let seconds = milliseconds.checked_div(1000).unwrap_or_default().max(0);
    let minutes = seconds.checked_div(60).unwrap_or_default();
    if minutes > 0 { format!("{minutes} мин") } else { format!("{seconds} с") }
}

fn status(status: ConversationStatus) -> &'static str {
    match status {
        ConversationStatus::Waiting => "ждёт",
        ConversationStatus::Connected => "разговор идёт",
        ConversationStatus::OnHold => "на удержании",
        ConversationStatus::Transferred => "передаётся",
        ConversationStatus::Ended => "завершён",
        ConversationStatus::Abandoned => "посетитель ушёл",
        ConversationStatus::Unknown => "неизвестно",
    }
}

fn who(message: &Message) -> &str {
    match message.author {
        MessageAuthor::Visitor => "Посетитель",
        MessageAuthor::Operator => message.name.as_deref().unwrap_or("Оператор"),
        MessageAuthor::System | MessageAuthor::Unknown => "Портал",
    }
}

/// One conversation: what changes by itself is apart from where somebody types.
pub(super) fn conversation(
    zone: &Tz,
    operator: &Operator,
    talk: &Talk,
    messages: &[Message],
    colleagues: &[Operator],
    types: bool,
) -> Markup {
    let here = format!("/dev/operator/{}/conversations/{}", operator.id, talk.number);
    html! {
        p { a href={ "/dev/operator/" (operator.id) } { "← К столу: " (operator.name) } }
        div data-live="state" { (state(operator, talk, types)) }
        @if let Some(sheet) = &talk.sheet {
            details { summary { "Памятка посетителя" } pre { (sheet) } }
        }
        div data-live="history" .history role="log" tabindex="0" { (history(zone, operator, talk, messages)) }
        form method="post" action={ (here) "/say" } data-typing={ (here) "/typing" } .answer {
            label for="text" { "Ответ" }
            textarea id="text" name="text" rows="3" required autocomplete="off" {}
            button { "Отправить" }
        }
        div .actions {
            form method="post" action={ (here) "/identity" } { button .plain { "Попросить подтвердить личность" } }
            form method="post" action={ (here) "/hold" } { button .plain { "Поставить на удержание" } }
            form method="post" action={ (here) "/resume" } { button .plain { "Продолжить" } }
            form method="post" action={ (here) "/end" } { button .plain { "Завершить" } }
        }
        @if !colleagues.is_empty() {
            form method="post" action={ (here) "/transfer" } .answer {
                label for="to" { "Передать другому оператору" }
                select id="to" name="to" {
                    @for colleague in colleagues { option value=(colleague.id) { (colleague.name) ", занят: " (colleague.busy) } }
                }
                button .plain { "Передать" }
            }
        }
    }
}

pub(super) fn state(operator: &Operator, talk: &Talk, types: bool) -> Markup {
    let is_own = talk.operator.as_ref() == Some(&operator.id);
    html! {
        p {
            (talk.number) ", " strong { (status(talk.status)) }
            @if !is_own { ", не у вас" }
            @if let Some(topic) = &talk.ticket_type { ", тема: " (topic) }
        }
        p {
            @if talk.identified { "Личность подтверждена: " (talk.full_name) ", код отправлен на " (talk.identified_by.as_deref().unwrap_or_default()) }
            @else if talk.identity_requested { "Подтверждение личности запрошено." }
            @else { "Личность не подтверждена." }
        }
        p .note role="status" { @if types { "Посетитель печатает…" } @else { " " } }
    }
}

pub(super) fn history(zone: &Tz, operator: &Operator, talk: &Talk, messages: &[Message]) -> Markup {
    html! {
        @for message in messages {
            div .message data-author=(who(message)) {
                p .note { (who(message)) ", " (time(zone, message)) }
                @if !message.text.is_empty() { p .said { (message.text) } }
                @if let Some(file) = &message.attachment {
                    img alt=(file.name) src={ "/dev/operator/" (operator.id) "/conversations/" (talk.number) "/files/" (file.id) };
                }
            }
        }
    }
}

/// On the portal's wall.
fn time(zone: &Tz, message: &Message) -> String {
    parse_instant(&message.date).map(|at| zone.local(at).format("%H:%M:%S").to_string()).unwrap_or_default()
}
