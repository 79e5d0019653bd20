//! Files on their way to the ticket that has got its number: one after another, whatever is on the screen, again when the network is
//! back.

use super::store::{self, Kept};
use crate::account::SignInLinks;
use crate::browser::page;
use crate::context::{Context, context};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::{Failure, words};
use crate::secrets::{self, Contact};
use crate::ui::{Button, ButtonKind};
use leptos::prelude::*;

/// How one file stands.
#[derive(Clone, PartialEq)]
enum Way {
    Waiting,
    /// So many hundredths are sent.
    Sending(u32),
    Done,
    Failed(Failure),
}

#[derive(Clone)]
struct Upload {
    kept: Kept,
    way: Way,
}

/// What this device still has to send, and what it has sent since a ticket was shown.
#[derive(Clone, Copy)]
pub(crate) struct Sending(RwSignal<Vec<Upload>, LocalStorage>);

impl Sending {
    pub(crate) fn new() -> Self {
        Self(RwSignal::new_local(Vec::new()))
    }

    fn set(self, id: &str, way: Way) {
        self.0.maybe_update(|all| match all.iter_mut().find(|upload| upload.kept.meta.id == id) {
            Some(upload) => core::mem::replace(&mut upload.way, way.clone()) != way,
            None => false,
        });
    }

    fn is_busy(self) -> bool {
        self.0.with_untracked(|all| all.iter().any(|upload| matches!(upload.way, Way::Sending(_))))
    }

    fn next(self) -> Option<Kept> {
        self.0.with_untracked(|all| all.iter().find(|upload| upload.way == Way::Waiting).map(|upload| upload.kept.clone()))
    }

    fn drop_out(self, is_over: impl Fn(&Upload) -> bool) {
        self.0.maybe_update(|all| {
            let before = all.len();
            all.retain(|upload| !is_over(upload));
            all.len() != before
        });
    }
}

/// Sends what has a ticket; `again` what has failed in passing too.
pub(crate) async fn deliver(context: Context, again: bool) {
    let files = store::assigned(context).await;
    let sending = context.sending;
    sending.0.maybe_update(|all| {
        for kept in files {
            match all.iter_mut().find(|upload| upload.kept.meta.id == kept.meta.id) {
                Some(upload) if again && matches!(&upload.way, Way::Failed(failure) if failure.is_passing()) => upload.way = Way::Waiting,
                Some(_) => {}
                None => all.push(Upload { kept, way: Way::Waiting }),
            }
        }
        true
    });
    if sending.is_busy() {
        return;
    }
    while let Some(kept) = sending.next() {
        let id = kept.meta.id.clone();
        sending.set(&id, Way::Sending(0));
        let ticket = kept.meta.ticket.clone().unwrap_or_default();
        let credential = secrets::credential(Contact::Ticket, &ticket);
        let of_file = id.clone();
        let told = move |hundredths| sending.set(&of_file, Way::Sending(hundredths));
        let path = ["/tickets/", &page::encode(&ticket), "/attachments"].concat();
        match context.client().upload(&path, &credential, &kept, told).await {
            Ok(_) => {
                store::remove(&id).await;
                sending.set(&id, Way::Done);
            }
            Err(failure) => sending.set(&id, Way::Failed(failure)),
        }
    }
}

/// What is on its way to this ticket; `on_done` hears when the last of it is there.
#[component]
pub(crate) fn Uploads(number: String, on_done: Callback<()>) -> AnyView {
    let context = context();
    let sending = context.sending;
    leptos::task::spawn_local(deliver(context, false));
    let of_ticket = {
        let number = number.clone();
        move |upload: &Upload| upload.kept.meta.ticket.as_ref() == Some(&number)
    };
    let is_theirs = of_ticket.clone();
    // An event: the last one is there.
    Effect::new(move || {
        let (some, all) = sending.0.with(|all| {
            let mut ours = all.iter().filter(|upload| of_ticket(upload)).peekable();
            (ours.peek().is_some(), ours.all(|upload| upload.way == Way::Done))
        });
        if some && all {
            sending.drop_out(&of_ticket);
            on_done.run(());
        }
    });
    let rows = move || {
        let ours: Vec<Upload> = sending.0.with(|all| all.iter().filter(|upload| is_theirs(upload)).cloned().collect());
        let rows: Vec<AnyView> = ours.into_iter().map(|upload| row(context, upload)).collect();
        (!rows.is_empty())
            .then(|| view! { <section class="stack"><h2>{t::files_sending()}</h2><ul class="group rows files">{rows}</ul></section> })
    };
    rows.into_child()
}

fn row(context: Context, upload: Upload) -> AnyView {
    let sending = context.sending;
    let (id, name) = (upload.kept.meta.id, upload.kept.meta.name);
    let state = match upload.way {
        Way::Waiting => view! { <span class="small muted">{t::files_waits()}</span> },
        Way::Sending(hundredths) => {
            view! { <progress class="files__progress" max="100" value=hundredths.to_string() aria-label=t::files_progress(&name)></progress> }
        }
        Way::Done => view! { <span class="small" role="status">{t::files_done()}</span> },
        Way::Failed(failure) => {
            let words = words::of_write(&failure, false);
            let of_again = id.clone();
            let again = Callback::new(move |()| {
                sending.set(&of_again, Way::Waiting);
                leptos::task::spawn_local(deliver(context, false));
            });
            let give_up = Callback::new(move |()| {
                let id = id.clone();
                leptos::task::spawn_local(async move {
                    store::remove(&id).await;
                    sending.drop_out(|upload| upload.kept.meta.id == id);
                });
            });
            let sign_in = (failure == Failure::SignIn).then(|| view! { <SignInLinks /> });
            view! {
                <span class="small" role="alert">{words.title}". "{words.advice}</span>
                {sign_in}
                <span class="actions">
                    <Button label=t::action_retry() on_click=Some(again) />
                    <Button label=t::files_give_up() kind=ButtonKind::Quiet on_click=Some(give_up) />
                </span>
            }
        }
    };
    view! { <li class="files__item"><span class="files__name">{name}</span>{state}</li> }
}
