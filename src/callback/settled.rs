//! What a request or a change leaves behind.

use super::draft::{self, CALLBACK};
use crate::browser::page;
use crate::context::Context;
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::route::Route;
use crate::secrets::{self, Contact};
use contract::CreatedCallback;
use leptos::prelude::*;

/// The portal has what was sent, or will not have it.
pub(crate) fn settled(context: Context, intent: &Intent, standing: &Standing) {
    match (intent.purpose, standing) {
        (Purpose::CreateCallback, Standing::Done(answer)) => {
            let Ok(CreatedCallback { callback, secret }) = answer.decode() else { return };
            if let Some(secret) = &secret {
                secrets::keep(Contact::Callback, &callback.number, secret);
            }
            if !is_on_screen(intent) {
                context.sent_late.update(|late| late.push((Contact::Callback, callback.number.clone())));
            }
            draft::forget_sent(CALLBACK, &intent.key);
            context.live.know_callback(callback);
        }
        (Purpose::CreateCallback, Standing::Refused(_)) if !is_on_screen(intent) => {
            context.refused_late.set(draft::is_kept_under(CALLBACK, &intent.key).then(|| Route::NewCallback.href()));
        }
        (Purpose::ChangeCallback, Standing::Done(answer)) => {
            if let Ok(callback) = answer.decode() {
                context.live.know_callback(callback);
            }
        }
        // It stands otherwise than it looked from here.
        (Purpose::ChangeCallback, Standing::Refused(_)) => {
            leptos::task::spawn_local(async move { context.live.read_all(context).await });
        }
        _ => {}
    }
}

/// Number of the callback that an answer tells of.
pub(super) fn number_of(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Done(answer) => Some(answer.decode::<CreatedCallback>().ok()?.callback.number),
        _ => None,
    }
}

/// The form is on the screen, which then leads on by itself.
fn is_on_screen(intent: &Intent) -> bool {
    let path = page::path_and_query();
    path.split('?').next() == Some(&Route::NewCallback.href()) && draft::is_kept_under(CALLBACK, &intent.key)
}
