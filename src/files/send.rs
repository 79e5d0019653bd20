//! Files on their way to the ticket that has just got its number.

use super::store::{self, Kept};
use crate::context::{Context, context};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::{Credential, Failure, words};
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
    way: RwSignal<Way>,
}

/// What this device still has to send to the ticket. It begins by itself, one file after another; `on_done` hears when the last is there.
#[component]
pub(crate) fn Uploads(number: String, on_done: Callback<()>) -> AnyView {
    let context = context();
    let uploads = RwSignal::new_local(Vec::<Upload>::new());
    let ticket = StoredValue::new(number);
    leptos::task::spawn_local(async move {
        let files = store::of(context, Some(&ticket.get_value())).await;
        let all: Vec<Upload> = files.into_iter().map(|kept| Upload { kept, way: RwSignal::new(Way::Waiting) }).collect();
        if uploads.try_set(all.clone()).is_some() {
            return;
        }
        for upload in &all {
            send(context, ticket, upload).await;
        }
        tell(&all, on_done);
    });
    let rows = move || {
        let all = uploads.get();
        let again = Callback::new(move |()| tell(&uploads.get_untracked(), on_done));
        let rows: Vec<AnyView> = all.into_iter().map(|upload| row(context, ticket, uploads, upload, again)).collect();
        (!rows.is_empty())
            .then(|| view! { <section class="stack"><h2>{t::files_sending()}</h2><ul class="group rows files">{rows}</ul></section> })
    };
    rows.into_child()
}

/// Not before all are there: a ticket that is read again begins with those that failed.
fn tell(all: &[Upload], on_done: Callback<()>) {
    if !all.is_empty() && all.iter().all(|upload| upload.way.try_get_untracked() == Some(Way::Done)) {
        on_done.try_run(());
    }
}

async fn send(context: Context, ticket: StoredValue<String>, upload: &Upload) {
    // The screen may have gone meanwhile.
    let Some(ticket) = ticket.try_get_value() else { return };
    let way = upload.way;
    way.try_set(Way::Sending(0));
    let credential = crate::tickets::secrets::of(&ticket).map_or(Credential::Session, Credential::TicketSecret);
    let sent =
        context.client().upload(&ticket, &credential, &upload.kept, move |hundredths| drop(way.try_set(Way::Sending(hundredths)))).await;
    match sent {
        Ok(()) => {
            store::remove(&upload.kept.meta.id).await;
            way.try_set(Way::Done);
        }
        Err(failure) => drop(way.try_set(Way::Failed(failure))),
    }
}

fn row(
    context: Context,
    ticket: StoredValue<String>,
    uploads: RwSignal<Vec<Upload>, LocalStorage>,
    upload: Upload,
    on_done: Callback<()>,
) -> AnyView {
    let name = upload.kept.meta.name.clone();
    let way = upload.way;
    let upload = StoredValue::new_local(upload);
    let again = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let Some(upload) = upload.try_get_value() else { return };
            send(context, ticket, &upload).await;
            on_done.try_run(());
        });
    });
    let remove = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let Some(Upload { kept, .. }) = upload.try_get_value() else { return };
            store::remove(&kept.meta.id).await;
            uploads.maybe_update(|all| {
                all.retain(|other| other.kept.meta.id != kept.meta.id);
                true
            });
            on_done.try_run(());
        });
    });
    let of_file = name.clone();
    let state = move || match way.get() {
        Way::Waiting => view! { <span class="small muted">{t::files_waits()}</span> },
        Way::Sending(hundredths) => {
            view! { <progress class="files__progress" max="100" value=hundredths.to_string() aria-label=t::files_progress(&of_file)></progress> }
        }
        Way::Done => view! { <span class="small" role="status">{t::files_done()}</span> },
        Way::Failed(failure) => {
            let words = words::of_write(&failure, false);
            view! {
                <span class="small" role="alert">{words.title}". "{words.advice}</span>
                <span class="actions">
                    <Button label=t::action_retry() on_click=Some(again) />
                    <Button label=t::files_give_up() kind=ButtonKind::Quiet on_click=Some(remove) />
                </span>
            }
        }
    };
    view! { <li class="files__item"><span class="files__name">{name}</span>{state}</li> }
}
