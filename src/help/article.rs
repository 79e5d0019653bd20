//! An article, and whether it helped.

use crate::browser::{page, uuid};
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::intent::Intent;
use crate::portal::remote::Loader;
use crate::portal::{Credential, Remote};
use crate::route::Route;
use crate::sending::send;
use crate::ui::{Button, LinkButton};
use contract::{Article, ArticleFeedback, Capability};
use leptos::prelude::*;

#[component]
pub(crate) fn ArticlePage(slug: String) -> AnyView {
    let waiting = t::help_title();
    let back = || view! { <p class="above"><a class="back" href=Route::Help.href()>{t::help_all()}</a></p> };
    let read: Frame = std::sync::Arc::new(move |article: Option<&Article>, content| {
        let title = article.map_or_else(|| waiting.clone(), |article| article.title.clone());
        view! { <Page title class="page--narrow article">{back()}{content}</Page> }
    });
    view! { <Reading slug frame=read on_answer=Callback::new(|_| ()) /> }
}

/// What stands around an article: the article, once it is there, and what is shown of it.
pub(crate) type Frame = std::sync::Arc<dyn Fn(Option<&Article>, AnyView) -> AnyView + Send + Sync>;

/// Loads an article and shows it within `frame`; `on_answer` hears whether it helped.
#[component]
pub(crate) fn Reading(slug: String, frame: Frame, on_answer: Callback<bool>) -> AnyView {
    let context = context();
    let client = context.client();
    let path = ["/articles/", &page::encode(&slug)].concat();
    let article = Loader::new(move || {
        let (client, path) = (client.clone(), path.clone());
        async move { client.get::<Article>(&path, &Credential::Guest).await }
    });
    let content = move || {
        article.state.with(|state| match state {
            Remote::Loading => frame(None, view! { <Waiting is_slow=false /> }),
            Remote::Slow => frame(None, view! { <Waiting is_slow=true /> }),
            Remote::Failed(failure) => {
                let retry = Callback::new(move |()| article.load());
                frame(None, view! { <FailedRead failure=failure.clone() on_retry=retry /> })
            }
            Remote::Ready(known) | Remote::Stale(known, _) => {
                frame(Some(known), view! { {sections(known)}<Helped slug=known.slug.clone() on_answer /> })
            }
        })
    };
    content.into_child()
}

fn sections(article: &Article) -> AnyView {
    let sections: Vec<AnyView> = article
        .sections
        .iter()
        .map(|section| {
            let paragraphs: Vec<AnyView> = section.paragraphs.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
            let steps: Vec<AnyView> = section.steps.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
            view! {
                <section class="stack">
                    {section.title.clone().map(|title| view! { <h2>{title}</h2> })}
                    {paragraphs}
                    {(!steps.is_empty()).then(|| view! { <ol class="list">{steps}</ol> })}
                </section>
            }
        })
        .collect();
    view! { {article.summary.clone().map(|summary| view! { <p class="page__lead">{summary}</p> })}{sections} }
}

/// "Did this help?" The answer is recorded; nobody has to wait for that.
#[component]
fn Helped(slug: String, on_answer: Callback<bool>) -> AnyView {
    let context = context();
    let answered = RwSignal::new(None::<bool>);
    let answer = Callback::new(move |helped: bool| {
        answered.set(Some(helped));
        let owner = untrack(|| context.account()).map(|account| account.id);
        let intent = Intent::article_feedback(uuid(), owner, &slug, &ArticleFeedback { helped });
        leptos::task::spawn_local(async move {
            send(context, intent).await;
        });
        on_answer.run(helped);
    });
    let content = move || match answered.get() {
        None => view! {
            <h2>{t::help_helped()}</h2>
            <p class="actions">
                <Button label=t::solved_yes() on_click=Some(Callback::new(move |()| answer.run(true))) />
                <Button label=t::solved_no() on_click=Some(Callback::new(move |()| answer.run(false))) />
            </p>
        },
        Some(true) => view! { <p role="status">{t::help_thanks()}</p> },
        Some(false) => {
            let can_send = context.desk().can(Capability::Tickets);
            view! {
                <p role="status">{t::help_sorry()}</p>
                <p class="actions">
                    <LinkButton label=t::prepare_title() href=Route::Prepare(None).href() />
                    {can_send.then(|| view! { <LinkButton label=t::home_new_ticket() href=Route::new_ticket().href() /> })}
                </p>
            }
        }
    };
    view! { <section class="group stack">{content}</section> }
}
