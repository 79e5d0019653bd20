//! Articles that match what is being typed.

use crate::browser::{page::encode, timer::Timer};
use crate::context::{Context, context};
use crate::i18n::t;
use crate::markup::view;
use crate::portal::remote::RemoteSignal;
use crate::portal::{Credential, Remote};
use crate::ui::{Choice, Combobox};
use contract::{Article, ArticleList};
use core::time::Duration;
use leptos::prelude::*;
use web_sys::AbortController;

/// So long nobody has typed before the portal is asked.
const PAUSE: Duration = Duration::from_millis(250);
/// After this it is said that it takes longer than usual.
const SLOW: Duration = Duration::from_millis(800);
/// The longest that is searched for, in characters.
const LONGEST: usize = 200;
/// So many are suggested below the field.
const SUGGESTED: usize = 5;

#[derive(Clone, Copy)]
pub(crate) struct Search {
    context: Context,
    typed: Signal<String>,
    category: StoredValue<Option<String>>,
    pub(crate) results: RemoteSignal<Vec<Article>>,
    /// What `results` are for.
    asked: RwSignal<String>,
    /// Suggestions are shown: there is no need for the list below them.
    is_suggesting: RwSignal<bool>,
    /// The pause that runs, and the request that is under way: a newer one ends both.
    timer: StoredValue<Option<Timer>, LocalStorage>,
    request: StoredValue<Option<AbortController>, LocalStorage>,
}

impl Search {
    /// Searches for what is typed; without words it browses, a category's articles if one is given.
    pub(crate) fn start(typed: Signal<String>, category: Option<String>) -> Self {
        let search = Self {
            context: context(),
            typed,
            category: StoredValue::new(category),
            results: RwSignal::new_local(Remote::Loading),
            asked: RwSignal::default(),
            is_suggesting: RwSignal::new(false),
            timer: StoredValue::new_local(None),
            request: StoredValue::new_local(None),
        };
        Effect::new(move |before: Option<String>| {
            let words: String = typed.get().trim().chars().take(LONGEST).collect();
            match before {
                Some(before) if before == words => {}
                Some(_) => search.timer.set_value(Timer::once(PAUSE, move || search.again())),
                None => search.again(),
            }
            words
        });
        search
    }

    /// Asks at once.
    pub(crate) fn again(self) {
        let words: String = self.typed.get_untracked().trim().chars().take(LONGEST).collect();
        let Ok(abort) = AbortController::new() else { return };
        if let Some(outdated) = self.request.try_update_value(|request| request.replace(abort.clone())).flatten() {
            outdated.abort();
        }
        let mut path = String::from("/articles?limit=20");
        if !words.is_empty() {
            path.push_str(&["&q=", &encode(&words)].concat());
        } else if let Some(category) = self.category.get_value() {
            path.push_str(&["&category=", &encode(&category)].concat());
        }
        let slow = Timer::once(SLOW, move || {
            self.results.maybe_update(|results| {
                let is_slow = matches!(results, Remote::Loading);
                if is_slow {
                    *results = Remote::Slow;
                }
                is_slow
            });
        });
        leptos::task::spawn_local(async move {
            let found = self.context.client().get_until::<ArticleList>(&path, &Credential::Guest, abort.clone()).await;
            drop(slow);
            if abort.signal().aborted() {
                return;
            }
            // Nobody can say that nothing fits where nobody has answered.
            self.asked.try_set(if found.is_ok() { words } else { String::new() });
            self.results.try_set(match found {
                Ok(list) => Remote::Ready(list.items),
                Err(failure) => Remote::Failed(failure),
            });
        });
    }

    /// There is an answer, or it takes longer than usual: what stands below the list need not wait any more. Tracked.
    pub(crate) fn is_settled(self) -> bool {
        self.results.with(|results| !matches!(results, Remote::Loading))
    }

    /// Whether what was found stands below the field already. Tracked.
    pub(super) fn shows_suggestions(self) -> bool {
        self.is_suggesting.get() && !self.options().is_empty()
    }

    /// Suggestions for what was typed, once they are there.
    fn options(self) -> Vec<Choice> {
        let is_for_words = !self.asked.read().is_empty();
        let articles = self.results.with(|results| results.value().filter(|_| is_for_words).cloned().unwrap_or_default());
        articles
            .into_iter()
            .take(SUGGESTED)
            .map(|article| Choice { key: article.slug, name: article.title, hint: article.summary })
            .collect()
    }
}

/// The field to type in, with suggestions.
#[component]
pub(crate) fn SearchField(
    #[prop(into)] label: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(into)] typed: Signal<String>,
    on_input: Callback<String>,
    search: Search,
    on_choose: Callback<String>,
) -> AnyView {
    let options = Signal::derive(move || search.options());
    let status = Signal::derive(move || {
        let count = u32::try_from(options.read().len()).unwrap_or(0);
        (!search.asked.read().is_empty()).then(|| if count == 0 { t::help_none() } else { t::help_found(count) })
    });
    view! { <Combobox id="article-search" label hint value=typed on_input options on_choose is_open=search.is_suggesting status /> }
}
