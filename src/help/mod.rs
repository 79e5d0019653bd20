//! `/help`: the portal's articles, to browse, to search and to read.

mod article;
mod search;

pub(crate) use article::{ArticlePage, Frame, Reading};
pub(crate) use search::{Search, SearchField};

use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::{FailedRead, Page, Waiting};
use crate::portal::Remote;
use crate::portal::remote::RemoteSignal;
use crate::route::Route;
use crate::ui::LinkButton;
use contract::Article;
use leptos::prelude::*;

#[component]
pub(crate) fn HelpPage() -> AnyView {
    let typed = RwSignal::new(String::new());
    let search = Search::start(typed.into(), None);
    let navigate = leptos_router::hooks::use_navigate();
    let choose = Callback::new(move |slug: String| navigate(&Route::Article(slug).href(), Default::default()));
    let write = Callback::new(move |text| typed.set(text));
    view! {
        <Page title=t::help_title() class="page--narrow">
            <div class="stack">
                <SearchField label=t::help_search() typed=typed on_input=write search on_choose=choose />
                {found(search, |article| (Route::Article(article.slug.clone()).href(), None))}
                {move || {
                    search.is_settled().then(|| {
                        view! { <p class="actions"><LinkButton label=t::prepare_title() href=Route::Prepare(None).href() /></p> }
                    })
                }}
            </div>
        </Page>
    }
}

/// What was found, or what there is to browse. `link` says where an article leads, or what happens instead.
pub(crate) fn found(search: Search, link: impl Fn(&Article) -> (String, Option<Callback<String>>) + Send + 'static) -> AnyView {
    let results: RemoteSignal<Vec<Article>> = search.results;
    let is_shown = Memo::new(move |_| !search.shows_suggestions());
    let content = move || {
        if !is_shown.get() {
            return ().into_child();
        }
        results.with(|results| match results {
            Remote::Loading => view! { <Waiting is_slow=false /> },
            Remote::Slow => view! { <Waiting is_slow=true /> },
            Remote::Failed(failure) => {
                let retry = Callback::new(move |()| search.again());
                view! { <FailedRead failure=failure.clone() on_retry=retry /> }
            }
            Remote::Ready(articles) | Remote::Stale(articles, _) if articles.is_empty() => {
                view! { <p class="muted">{t::help_none()}</p> }
            }
            Remote::Ready(articles) | Remote::Stale(articles, _) => {
                let rows: Vec<AnyView> = articles.iter().map(|article| row(article, link(article))).collect();
                view! { <ul class="channel-list group rows">{rows}</ul> }
            }
        })
    };
    content.into_child()
}

fn row(article: &Article, (href, open): (String, Option<Callback<String>>)) -> AnyView {
    let slug = article.slug.clone();
    let pressed = move |event: leptos::ev::Event| {
        if let Some(open) = open {
            event.prevent_default();
            open.run(slug.clone());
        }
    };
    view! {
        <li class="channel">
            <span class="channel__name"><a href=href on:click=pressed>{article.title.clone()}</a></span>
            {article.summary.clone().map(|summary| view! { <span class="channel__about">{summary}</span> })}
        </li>
    }
}
