//! What a ticket that was sent leaves behind.

use super::draft;
use crate::browser::page;
use crate::context::Context;
use crate::files;
use crate::portal::intent::Intent;
use crate::portal::outbox::Standing;
use crate::route::{Route, Step};
use crate::secrets::{self, Contact};
use contract::CreatedTicket;
use leptos::prelude::*;

/// The portal has a ticket, or will not have it.
pub(crate) fn settled(context: Context, intent: &Intent, standing: &Standing) {
    let key = intent.key.clone();
    match standing {
        Standing::Done(answer) => {
            let Ok(created) = answer.decode::<CreatedTicket>() else { return };
            if let Some(secret) = &created.secret {
                secrets::keep(Contact::Ticket, &created.ticket.number, secret);
            }
            if !is_on_screen(intent) {
                context.sent_late.update(|numbers| numbers.push((Contact::Ticket, created.ticket.number.clone())));
            }
            draft::forget_sent(&intent.key);
            leptos::task::spawn_local(async move {
                files::assign(&key, &created.ticket.number).await;
                files::deliver(context, false).await;
            });
        }
        Standing::Refused(_) => {
            leptos::task::spawn_local(async move { files::release(&key).await });
            if !is_on_screen(intent) {
                let form = |category| Route::NewTicket { category: Some(category), step: Step::Form }.href();
                context.refused_late.set(draft::category_under(&intent.key).map(form));
            }
        }
        Standing::Sending | Standing::Kept { .. } => {}
    }
}

/// Number of the ticket that an answer tells of.
pub(crate) fn number_of(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Done(answer) => Some(answer.decode::<CreatedTicket>().ok()?.ticket.number),
        _ => None,
    }
}

/// The form of this ticket is on the screen, which then leads to the ticket by itself.
fn is_on_screen(intent: &Intent) -> bool {
    page::path_and_query().starts_with(&Route::new_ticket().href()) && draft::is_kept_under(&intent.key)
}
