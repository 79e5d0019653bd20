//! What is on its way to the portal: sent by the outbox, again after a reload, again when the network is back.

use crate::browser::{page, random, timer};
use crate::context::Context;
use crate::portal::Failure;
use crate::portal::intent::{Intent, Purpose};
use crate::portal::outbox::Standing;
use crate::{call, callback, files, operator, part, tickets};
use core::time::Duration;
use leptos::prelude::*;

/// After this, and a little more at random, an intent that could not be sent is tried again, unless the portal named a time.
const AGAIN: Duration = Duration::from_secs(30);

/// How often a database that does not answer is asked again for what an earlier visit left, after a pause that doubles.
const READINGS: u32 = 5;

/// Sends an intent and puts away what it leaves behind. `None`: it is being sent already.
pub(crate) async fn send(context: Context, intent: Intent) -> Option<Standing> {
    let standing = context.outbox.deliver(&context.client(), &intent).await?;
    match intent.purpose {
        Purpose::CreateTicket => tickets::settled(context, &intent, &standing),
        Purpose::CreateCallback | Purpose::ChangeCallback => callback::settled(context, &intent, &standing),
        Purpose::CreateConversation | Purpose::ChangeConversation | Purpose::SendMessage => {
            operator::settled(context, &intent, &standing);
        }
        Purpose::CreateCall | Purpose::ChangeCall => call::settled(context, &intent, &standing),
        Purpose::SendTicketLink | Purpose::ArticleFeedback | Purpose::SubscribeToIncident | Purpose::SendTranscript => {}
    }
    if let Standing::Kept { failure, .. } = &standing
        // The network says itself when it is back.
        && !matches!(failure, Failure::SignIn | Failure::Offline)
    {
        let wait = match failure {
            Failure::Again { after: Some(after), .. } => *after,
            _ => AGAIN.saturating_add(domain::retry::full_jitter(3, random())),
        };
        context.outbox.try_again(wait, move || begin_again(context));
    }
    Some(standing)
}

/// Sends it while others go on, and says what became of it.
pub(crate) fn begin((context, intent, then): (Context, Intent, Callback<Standing>)) {
    leptos::task::spawn_local(async move {
        if let Some(standing) = send(context, intent).await {
            then.run(standing);
        }
    });
}

/// Sends what whoever is here now left unfinished. What it calls is of the second module: it is called from there alone.
pub(crate) fn begin_again(context: Context) {
    leptos::task::spawn_local(resume(context));
}

async fn resume(context: Context) {
    let owner = context.session.state.with_untracked(|state| state.value().cloned().flatten()).map(|session| session.account.id);
    for intent in context.outbox.unfinished(owner.as_deref()) {
        send(context, intent).await;
    }
    files::deliver(context, true).await;
}

/// Resumes as soon as it is known who is here, and whenever the page or the network comes back.
pub(crate) fn resume_when_possible(context: Context) {
    let is_restored = RwSignal::new(false);
    let account = Memo::new(move |_| context.knows_session().then(|| context.account().map(|account| account.id)));
    // Not before the screen is there: an answer that came sooner would find no form to lead on from. What sends comes with it.
    let is_shown = Memo::new(move |_| {
        let has_form = context.part.state.with(|part| part.value().is_some());
        has_form && context.is_settled() && !context.language.read().is_empty() && context.desk.state.with(|desk| desk.value().is_some())
    });
    leptos::task::spawn_local(async move {
        let mut is_whole = context.outbox.restore().await;
        is_restored.set(true);
        for attempt in 0..READINGS {
            if is_whole {
                return;
            }
            timer::sleep(Duration::from_secs(1 << attempt)).await;
            is_whole = context.outbox.restore().await;
            if is_whole && is_shown.get_untracked() {
                part::resume(context);
            }
        }
    });
    Effect::new(move || {
        if is_restored.get() && account.get().is_some() && is_shown.get() {
            part::resume(context);
        }
    });
    page::on_return(move || {
        if page::is_visible() && is_restored.get_untracked() && !context.outbox.is_waiting() {
            part::resume(context);
        }
    });
}
