//! The call sheet: one page, in the order in which an operator asks, and what can be done with it.

use super::carry::Carry;
use super::checks::in_words as verdict_in_words;
use super::dialling::{Dialling, guess_line};
use super::question::{list, never_asked};
use super::topic::StartOver;
use super::{At, Preparing};
use crate::browser::page;
use crate::call::Telephone;
use crate::contacts::written_ways;
use crate::files::FileNames;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::numbers::{CopyButton, in_full};
use crate::page::Page;
use crate::route::{Route, Step, callback_about};
use crate::tickets::{self, in_words};
use crate::ui::{Button, ButtonKind, Checkbox, Dialog, Icon, LinkButton, Notice, NoticeKind, SummaryList, SummaryRow, icon, link_class};
use contract::{Capability, Category, ChecklistPart};
use domain::phone::tel_uri;
use domain::prepare::{Answers, SheetRow, Verdict, code, missing, not_in_form, rows, without_identity};
use leptos::prelude::*;

/// Under which the answers say that somebody needs the written ways.
const NO_VOICE: &str = "noVoice";

#[component]
pub(super) fn Sheet(at: At) -> AnyView {
    let preparing = at.preparing;
    let context = preparing.context;
    let category = StoredValue::new(at.category.clone());
    let is_named = RwSignal::new(true);
    // What is shown, printed and carried away.
    let answers = Signal::derive(move || {
        let answers = preparing.with(Answers::clone);
        if is_named.get() { answers } else { category.with_value(|category| without_identity(&answers, category)) }
    });
    let is_silent = Signal::derive(move || preparing.with(|answers| answers.text(NO_VOICE) == "1"));
    let silence = Callback::new(move |on: bool| preparing.change(|answers| answers.write(NO_VOICE, if on { "1" } else { "" })));
    guess_line(context);
    let line = Signal::derive(move || context.line_to_call());
    let number = Signal::derive(move || line.read().as_ref().map(in_full).unwrap_or_default());
    let shown = {
        let at = at.clone();
        move || answers.with(|answers| shown(&at, answers))
    };
    let text = {
        let category = at.category.clone();
        Signal::derive(move || answers.with(|answers| as_text(answers, &category, &number.read())))
    };
    let relay = move || {
        is_silent.get().then(|| {
            let name = answers.with(|answers| answers.text(code::FULL_NAME).to_owned());
            let name = if name.is_empty() { name } else { [" (", &name, ")"].concat() };
            let text = [&t::sheet_relay_text(&name), "\n\n", &text.get()].concat();
            view! {
                <section class="stack">
                    <h2>{t::sheet_ways()}</h2>
                    {written_ways(&context.desk())}
                    <h2>{t::sheet_relay()}</h2>
                    <p class="group relay">{text.clone()}</p>
                    <p class="actions"><CopyButton text label=t::sheet_copy() /></p>
                </section>
            }
        })
    };
    // It calls, and leads to where the call is kept.
    let telephone = Telephone::take(context, untrack(|| context.account()).map(|account| account.id));
    let navigate = leptos_router::hooks::use_navigate();
    let of_call = at.category.id.clone();
    let call = move || {
        let line = line.get()?;
        let tel = tel_uri(&line.number)?;
        let (navigate, of_call) = (navigate.clone(), of_call.clone());
        let dial = move |_| {
            telephone.dial(&line.id, &of_call);
            navigate(&Route::Call.href(), Default::default());
        };
        Some(
            view! { <a class=link_class(ButtonKind::Primary) href=tel on:click=dial>{icon(Icon::Phone)}{t::sheet_call(&number.read())}</a> },
        )
    };
    let id = at.category.id.clone();
    let menu = move || {
        let keys = line
            .read()
            .as_ref()
            .and_then(|line| line.voice_menu.iter().find(|entry| entry.categories.contains(&id)).map(|entry| entry.keys.clone()))?;
        Some(view! { <p class="sheet-menu">{t::sheet_menu(&keys)}</p> })
    };
    let copy = move || view! { <CopyButton text=text.get() label=t::sheet_copy() /> };
    let print = Callback::new(|()| page::print());
    let documents = list(t::sheet_documents(), at.category.documents.clone());
    view! {
        <Page title=t::sheet_title() class="page--narrow">
            {at.head()}
            {missing_notice(&at)}
            <p class="actions">
                {call}
                {to_callback(&at)}
                {to_ticket(preparing, at.category.clone(), ticket_label(&at), String::new)}
            </p>
            {menu.clone()}
            <Checkbox id="no-voice" checked=is_silent on_change=silence>{t::sheet_no_voice()}</Checkbox>
            {relay}
            <section class="sheet stack" aria-label=t::sheet_title()>
                <p class="sheet__number print-only">{move || number.get()}</p>
                <div class="print-only">{menu}</div>
                {shown}
                {documents}
                <p class="sheet__notes print-only">{t::sheet_notes()}</p>
            </section>
            {never_asked(&at)}
            <div class="stack">
                <Checkbox id="named" checked=is_named on_change=Callback::new(move |on| is_named.set(on))>{t::sheet_named()}</Checkbox>
                <p class="actions">
                    <Button label=t::sent_print() on_click=Some(print) />
                    {copy}
                </p>
                <Carry answers category=at.category.clone() />
            </div>
            <Dialling category=Some(at.category.id.clone()) />
            <p class="actions"><StartOver preparing /></p>
        </Page>
    }
}

fn ticket_label(at: &At) -> String {
    let needs_account = !at.category.guests && untrack(|| at.preparing.context.account()).is_none();
    if needs_account { t::sheet_ticket_after_sign_in() } else { t::sheet_ticket() }
}

/// What an operator will ask and that was left out.
fn missing_notice(at: &At) -> AnyView {
    let at = at.clone();
    let notice = move || {
        at.preparing.with(|answers| {
            let links: Vec<AnyView> = missing(answers, &at.category)
                .iter()
                .map(|open| view! { <li><a href=at.href_back(open.page)>{open.item.description.clone()}</a></li> })
                .collect();
            (!links.is_empty()).then(|| {
                view! { <Notice kind=NoticeKind::Warning title=t::sheet_missing()><ul class="list">{links}</ul></Notice> }
            })
        })
    };
    notice.into_child()
}

fn shown(at: &At, answers: &Answers) -> AnyView {
    let all = rows(answers, &at.category);
    let part = |part: ChecklistPart, title: String| {
        let rows: Vec<SummaryRow> = all.iter().filter(|row| row.part == part).map(|row| line(at, row)).collect();
        (!rows.is_empty()).then(|| view! { <h2>{title}</h2><SummaryList rows /> })
    };
    let checks: Vec<SummaryRow> = at
        .category
        .checks
        .iter()
        .filter_map(|check| {
            // What is well says nothing to an operator.
            let verdict = Verdict::read(answers.checks.get(&check.code)?).filter(|verdict| *verdict != Verdict::Good)?;
            Some(SummaryRow::new(check.name.clone(), verdict_in_words(check.kind, verdict).0))
        })
        .collect();
    let topic = SummaryRow::new(t::check_category(), at.category.name.clone());
    view! {
        <SummaryList rows=vec![topic] />
        {part(ChecklistPart::Identity, t::sheet_who())}
        {part(ChecklistPart::Description, t::sheet_what())}
        <FileNames />
        {(!checks.is_empty()).then(|| view! { <h2>{t::sheet_checks()}</h2><SummaryList rows=checks /> })}
    }
}

/// The sheet as it stands, to be read from where nothing of it is changed.
pub(crate) fn sheet_rows(preparing: Preparing, category: Category) -> AnyView {
    let at = At { preparing, category, code: String::new(), returns: false };
    let rows = move || preparing.with(|answers| shown(&at, answers));
    rows.into_child()
}

fn line(at: &At, row: &SheetRow<'_>) -> SummaryRow {
    if at.code.is_empty() {
        return SummaryRow::new(row.item.description.clone(), in_words(row.item, &row.values));
    }
    let change = view! { <a href=at.href_back(row.page) aria-label=t::sheet_change_what(&row.item.description)>{t::sheet_change()}</a> };
    SummaryRow { action: Some(change), ..SummaryRow::new(row.item.description.clone(), in_words(row.item, &row.values)) }
}

fn told(rows: &[SheetRow<'_>]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| [&row.item.description, ": ", &in_words(row.item, &row.values)].concat()).collect();
    lines.join("\n")
}

fn as_text(answers: &Answers, category: &Category, number: &str) -> String {
    [number, "\n", &sheet_text(answers, category)].concat()
}

/// The sheet as whoever calls back reads it.
pub(crate) fn sheet_text(answers: &Answers, category: &Category) -> String {
    [&category.name, "\n", &told(&rows(answers, category))].concat()
}

/// The portal calls instead, with the sheet before the operator.
fn to_callback(at: &At) -> AnyView {
    let can = at.preparing.context.desk().can(Capability::Callbacks);
    can.then(|| view! { <LinkButton label=t::sheet_callback() href=callback_about(Some(&at.category.id), None) /> }).into_child()
}

/// The form of a ticket, filled from the sheet, and with what is `told` beyond it.
pub(crate) fn to_ticket(
    preparing: Preparing,
    category: Category,
    label: String,
    more: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    if !preparing.context.desk().can(Capability::Tickets) {
        return ().into_child();
    }
    let is_asking = RwSignal::new(false);
    let navigate = leptos_router::hooks::use_navigate();
    // No topic was chosen: the form begins with that.
    let chosen = Some(category.id.clone()).filter(|id| !id.is_empty());
    let form = Route::NewTicket { category: chosen, step: Step::Form }.href();
    let go = Callback::new(move |is_sure: bool| {
        let filled = untrack(|| {
            preparing.with(|answers| {
                let told = [told(&not_in_form(answers, &category)), more()].into_iter().filter(|part| !part.is_empty());
                let told = told.collect::<Vec<_>>().join("\n\n");
                tickets::fill_draft(preparing.context, answers, &category, &told, is_sure)
            })
        });
        if filled { navigate(&form, Default::default()) } else { is_asking.set(true) }
    });
    let keep = Callback::new(move |()| is_asking.set(false));
    view! {
        <Button label on_click=Some(Callback::new(move |()| go.run(false))) />
        <Dialog id="replace" title=t::sheet_replace() close_label=t::settings_keep() open=is_asking on_close=keep>
            <p>{t::sheet_replace_text()}</p>
            <p class="actions"><Button label=t::sheet_replace_yes() kind=ButtonKind::Danger on_click=Some(Callback::new(move |()| go.run(true))) /></p>
        </Dialog>
    }
}
