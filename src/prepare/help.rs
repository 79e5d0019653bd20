//! Is there a quicker way? Articles that match what happened.

use super::{At, SOLVED};
use crate::help::{Frame, Reading, Search, SearchField, found};
use crate::i18n::t;
use crate::markup::view;
use crate::page::Page;
use crate::route::Route;
use crate::ui::{Button, ButtonKind, LinkButton};
use contract::Article;
use domain::prepare::code;
use leptos::prelude::*;

#[component]
pub(super) fn QuickerWay(at: At) -> AnyView {
    let preparing = at.preparing;
    // What is typed here is the subject: nobody types it twice.
    let (values, set) = preparing.item(code::SUBJECT);
    let typed = Signal::derive(move || values.read().first().cloned().unwrap_or_default());
    let write = Callback::new(move |text| set.run(vec![text]));
    let search = Search::start(typed, Some(at.category.id.clone()));
    let open = RwSignal::new(None::<String>);
    let choose = Callback::new(move |slug| open.set(Some(slug)));
    let navigate = leptos_router::hooks::use_navigate();
    let (next, solved) = (at.clone(), at.href(SOLVED));
    let answered = Callback::new(move |helped| {
        let to = if helped { solved.clone() } else { untrack(|| next.next()) };
        navigate(&to, Default::default());
    });
    let content = move || match open.get() {
        Some(slug) => {
            let close = Callback::new(move |()| open.set(None));
            let frame: Frame = std::sync::Arc::new(move |article: Option<&Article>, content| {
                let title = article.map(|article| view! { <h2>{article.title.clone()}</h2> });
                view! {
                    <article class="group stack article">
                        <p><Button label=t::help_close() kind=ButtonKind::Quiet on_click=Some(close) /></p>
                        {title}
                        {content}
                    </article>
                }
            });
            view! { <Reading slug frame on_answer=answered /> }
        }
        None => found(search, move |article| (Route::Article(article.slug.clone()).href(), Some(choose))),
    };
    let next = {
        let at = at.clone();
        move || search.is_settled().then(|| view! { <LinkButton label=t::help_next() href=at.next() kind=ButtonKind::Primary /> })
    };
    view! {
        <Page title=t::prepare_help() class="page--narrow">
            {at.head()}
            <div class="stack">
                <SearchField label=t::prepare_help_label() hint=Some(t::prepare_help_hint()) typed on_input=write search on_choose=choose />
                {content}
                <p class="actions">{next}</p>
            </div>
        </Page>
    }
}
