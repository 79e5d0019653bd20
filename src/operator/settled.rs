//! What a conversation, a message or an end leaves behind.

use super::outgoing;
use crate::browser::page;
use crate::callback::draft::{self, CONVERSATION};
use crate::context::Context;
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::route::Route;
use crate::secrets::{self, Contact};
use contract::CreatedConversation;
use leptos::prelude::*;

/// The portal has what was sent, or will not have it.
pub(crate) fn settled(context: Context, intent: &Intent, standing: &Standing) {
    match (intent.purpose, standing) {
        (Purpose::CreateConversation, Standing::Done(answer)) => {
            let Ok(CreatedConversation { conversation, secret }) = answer.decode() else { return };
            if let Some(secret) = &secret {
                secrets::keep(Contact::Conversation, &conversation.number, secret);
            }
            if !is_on_screen(intent) {
                context.sent_late.update(|late| late.push((Contact::Conversation, conversation.number.clone())));
            }
            draft::forget_sent(CONVERSATION, &intent.key);
            context.live.know_conversation(conversation);
        }
        (Purpose::CreateConversation, Standing::Refused(_)) if !is_on_screen(intent) => {
            context.refused_late.set(draft::is_kept_under(CONVERSATION, &intent.key).then(|| Route::Operator.href()));
        }
        (Purpose::SendMessage, Standing::Done(answer)) => {
            let is_in_history = answer.decode().is_ok_and(|message| context.live.know_messages(&intent.about, vec![message]));
            outgoing::done(&intent.about, &intent.key, is_in_history);
            if !is_in_history {
                read_again(context);
            }
            outgoing::pump(context, &intent.about);
        }
        (Purpose::SendMessage, Standing::Refused(_)) => {
            outgoing::refused(&intent.about, &intent.key);
            outgoing::pump(context, &intent.about);
            // Most likely it is over.
            read_again(context);
        }
        (Purpose::ChangeConversation, Standing::Done(answer)) => {
            if let Ok(conversation) = answer.decode() {
                context.live.know_conversation(conversation);
            }
            read_again(context);
        }
        // It stands otherwise than it looked from here.
        (Purpose::ChangeConversation, Standing::Refused(_)) => read_again(context),
        _ => {}
    }
}

fn read_again(context: Context) {
    leptos::task::spawn_local(async move { context.live.read_all(context).await });
}

/// Number of the conversation that an answer tells of.
pub(super) fn number_of(standing: &Standing) -> Option<String> {
    match standing {
        Standing::Done(answer) => Some(answer.decode::<CreatedConversation>().ok()?.conversation.number),
        _ => None,
    }
}

/// The form is on the screen, which then leads on by itself.
fn is_on_screen(intent: &Intent) -> bool {
    let path = page::path_and_query();
    path.split('?').next() == Some(&Route::Operator.href()) && draft::is_kept_under(CONVERSATION, &intent.key)
}
