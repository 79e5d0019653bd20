//! The sheet on its way to another device: in the fragment of an address, which no server sees.

use super::keep::Preparing;
use crate::account::{session_awaited, session_of};
use crate::browser::{compress, page};
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::{Page, Waiting};
use crate::qr;
use crate::route::{Route, query, sheet_link};
use crate::ui::{Button, ButtonKind, LinkButton, Notice, NoticeKind};
use contract::Category;
use domain::prepare::{Answers, LONGEST_PACKED, from_digits, pack, rows, shorter, to_digits, unpack};
use leptos::prelude::*;

/// The first byte: whether the rest is deflated.
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;

async fn digits(answers: &Answers) -> String {
    let packed = pack(answers);
    let (form, content) = match compress::deflate(&packed).await.filter(|deflated| deflated.len() < packed.len()) {
        Some(deflated) => (DEFLATED, deflated),
        None => (PLAIN, packed),
    };
    let mut bytes = vec![form];
    bytes.extend(content);
    to_digits(&bytes)
}

async fn read(digits: &str) -> Option<Answers> {
    // A code that a camera can read holds far less.
    if digits.len() > LONGEST_PACKED {
        return None;
    }
    let bytes = from_digits(digits)?;
    match bytes.split_first()? {
        (&PLAIN, packed) => unpack(packed),
        (&DEFLATED, deflated) => unpack(&compress::inflate(deflated).await?),
        _ => None,
    }
}

#[derive(Clone, PartialEq)]
struct Code {
    picture: String,
    /// Something had to be left out.
    is_short: bool,
}

/// The code of the sheet, made when it is asked for.
#[component]
pub(super) fn Carry(answers: Signal<Answers>, category: Category) -> AnyView {
    let code = RwSignal::new(None::<Option<Code>>);
    let is_open = RwSignal::new(false);
    let latest = StoredValue::new(0_u32);
    Effect::new(move || {
        if !is_open.get() {
            return;
        }
        let (mut answers, category) = (answers.get(), category.clone());
        // Another tab may have chosen another topic: this is the sheet of this one.
        answers.category.clone_from(&category.id);
        let run = latest.try_update_value(|run| {
            *run = run.wrapping_add(1);
            *run
        });
        code.set(None);
        let link = sheet_link(&page::origin());
        leptos::task::spawn_local(async move {
            // Of this sheet: what belongs to another topic's is not missed.
            let extent = |answers: &Answers| {
                let rows = rows(answers, &category);
                let length = rows.iter().flat_map(|row| &row.values).map(String::len).sum::<usize>();
                (rows.len(), answers.checks.len(), length)
            };
            let whole = extent(&answers);
            let found = loop {
                if let Some(picture) = qr::picture(&link, &digits(&answers).await) {
                    let is_short = extent(&answers) != whole;
                    break Some(Code { picture, is_short });
                }
                match shorter(&answers, &category) {
                    Some(less) => answers = less,
                    None => break None,
                }
            };
            // A later sheet may be ready sooner, and must not be shown as this one.
            if latest.try_get_value() == run {
                code.try_set(Some(found));
            }
        });
    });
    let shown = move || match code.get().filter(|_| is_open.get()) {
        None => ().into_child(),
        Some(None) => view! { <p>{t::carry_too_long()}</p> },
        Some(Some(code)) => view! {
            <img class="qr" src=code.picture alt=t::carry_alt() />
            <p class="small">{t::carry_text()}</p>
            {code.is_short.then(|| view! { <p class="small"><strong>{t::carry_short()}</strong></p> })}
        },
    };
    let toggle = Callback::new(move |()| is_open.update(|open| *open = !*open));
    let button = move || view! { <Button label=if is_open.get() { t::carry_hide() } else { t::carry_show() } on_click=Some(toggle) /> };
    view! { <div class="stack carry">{button}{shown}</div> }
}

/// `/sheet`: where the code leads.
#[component]
pub(crate) fn CarriedSheet() -> AnyView {
    let context = context();
    let fragment = page::fragment(query::SHEET);
    page::erase_fragment();
    let account = session_of(context);
    let content = move || match account.get() {
        Some(_) => carried(Preparing::begin(context), fragment.clone()),
        None => view! { <Page title=t::sheet_title() class="page--narrow">{move || session_awaited(context)}</Page> },
    };
    content.into_child()
}

fn carried(preparing: Preparing, fragment: Option<String>) -> AnyView {
    // `None` while it is being read.
    let carried = RwSignal::new(None::<Option<Answers>>);
    leptos::task::spawn_local(async move {
        let answers = match fragment {
            Some(digits) => read(&digits).await,
            None => None,
        };
        carried.try_set(Some(answers));
    });
    let navigate = leptos_router::hooks::use_navigate();
    let take = Callback::new(move |()| {
        if let Some(answers) = carried.get_untracked().flatten() {
            let href = Route::prepare(&answers.category, "sheet").href();
            preparing.change(|own| own.take(answers));
            navigate(&href, leptos_router::NavigateOptions { replace: true, ..leptos_router::NavigateOptions::default() });
        }
    });
    // An event: it has been read, and there is nothing here that it would replace.
    Effect::new(move || {
        let is_free = |answers: &Answers| untrack(|| !preparing.has_words() || preparing.with(|own| own == answers));
        if carried.read().as_ref().is_some_and(|carried| carried.as_ref().is_some_and(is_free)) {
            take.run(());
        }
    });
    let content = move || match carried.get() {
        None => view! { <Waiting is_slow=false /> },
        Some(None) => view! {
            <Notice kind=NoticeKind::Error title=t::carry_broken()><p>{t::carry_broken_text()}</p></Notice>
            <p class="actions"><LinkButton label=t::prepare_title() href=Route::Prepare(None).href() kind=ButtonKind::Primary /></p>
        },
        Some(Some(_)) => {
            let own = preparing.with(|own| own.category.clone());
            view! {
                <p class="page__lead">{t::carry_both()}</p>
                <p class="actions">
                    <Button label=t::carry_take() kind=ButtonKind::Primary on_click=Some(take) />
                    <LinkButton label=t::carry_keep() href=Route::prepare(&own, "sheet").href() />
                </p>
            }
        }
    };
    view! { <Page title=t::sheet_title() class="page--narrow">{content}</Page> }
}
