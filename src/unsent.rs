//! What was sent and has not arrived: it could not be sent yet, or nobody knows whether it was.

use crate::account::SignInLinks;
use crate::context::Context;
use crate::i18n::t;
use crate::markup::view;
use crate::numbers::CallActions;
use crate::page::{Page, Waiting};
use crate::portal::{Failure, words};
use crate::ui::{Button, ButtonKind, Notice, NoticeKind};
use leptos::prelude::*;

/// It is on its way.
pub(crate) fn under_way(title: String, text: String) -> AnyView {
    view! {
        <Page title class="page--narrow">
            <p class="page__lead">{text}</p>
            <Waiting is_slow=false />
        </Page>
    }
}

/// It goes on by itself; whoever waits can press. `withdrawn` is called when the visitor would rather change it, and it has not been sent.
pub(crate) fn kept(
    context: Context,
    title: String,
    key: Signal<String>,
    (failure, is_uncertain): (Failure, bool),
    again: Callback<()>,
    withdrawn: Callback<()>,
) -> AnyView {
    let words = words::of_write(&failure, is_uncertain);
    let change = Callback::new(move |()| {
        let key = key.get_untracked();
        leptos::task::spawn_local(async move {
            if context.outbox.withdraw(&key).await {
                withdrawn.try_run(());
            } else {
                context.announcer.announce(&t::new_sending());
            }
        });
    });
    let way_on = if failure == Failure::SignIn {
        view! { <SignInLinks /> }
    } else {
        view! {
            <p class="actions">
                <Button label=t::new_send_again() kind=ButtonKind::Primary on_click=Some(again) />
                {(!is_uncertain).then(|| view! { <Button label=t::new_change() on_click=Some(change) /> })}
            </p>
        }
    };
    view! {
        <Page title class="page--narrow">
            <Notice kind=NoticeKind::Warning title=words.title>
                <p>{words.advice}</p>
                <p>{if context.outbox.lasts() { t::new_kept_text() } else { t::new_kept_not() }}</p>
            </Notice>
            {way_on}
            <p>{t::new_or_call()}</p>
            <CallActions class="" />
        </Page>
    }
}
