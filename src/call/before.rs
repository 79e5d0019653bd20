//! Before the call: when, what with, and the one button.

use super::{OnTheLine, kept, meanwhile};
use crate::hours::{HoursState, best_time};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::prepare::{Dialling, list};
use crate::route::Route;
use crate::ui::{ButtonKind, Notice, NoticeKind, TextArea};
use contract::{Capability, ChannelKind};
use domain::call::Text;
use domain::hours::State;
use leptos::prelude::*;

pub(super) fn before(on: OnTheLine) -> AnyView {
    let context = on.telephone.context;
    let phone = context.desk().channel(ChannelKind::Phone);
    let state = phone.clone().map(|channel| view! { <p><HoursState channel /></p> });
    let best = phone.map(|phone| best_time(context, phone));
    let category = on.category();
    let documents = list(t::sheet_documents(), category.as_ref().map(|category| category.documents.clone()).unwrap_or_default());
    let questions = Signal::derive(move || on.telephone.with(|calling| calling.questions.clone()));
    let ask = Callback::new(move |typed| on.telephone.change(|calling| calling.questions = typed));
    let is_repeat = untrack(|| on.telephone.with(|calling| calling.earlier.is_some()));
    view! {
        <Page title=t::call_title() class="page--narrow">
            {on.telephone.notice()}
            <div class="stack">
                {state}
                {best}
                {closed(on)}
            </div>
            {is_repeat.then(|| earlier(on))}
            <p class="actions call-dial">{on.dial_link(t::sheet_call, ButtonKind::Primary)}</p>
            {at_hand(on)}
            {documents}
            <TextArea id="questions" label=t::call_questions() hint=t::call_questions_hint() optional_mark=t::form_optional() value=questions on_input=ask />
            {kept(on.telephone)}
            <Dialling category=category.map(|category| category.id) />
        </Page>
    }
}

/// The line is closed: what is answered all the same.
fn closed(on: OnTheLine) -> AnyView {
    let context = on.telephone.context;
    let desk = context.desk();
    let phone = desk.channel(ChannelKind::Phone);
    let notice = move || {
        let (timetable, zone) = phone.as_ref()?.hours.as_ref()?;
        let State::Closed { .. } = timetable.state_at(&**zone, context.clock.minute()) else { return None };
        let ticket =
            desk.can(Capability::Tickets).then(|| view! { <li><a href=Route::new_ticket().href()>{t::home_new_ticket()}</a></li> });
        let callback = desk.can(Capability::Callbacks).then(|| view! { <li><a href=on.callback_href()>{t::callback_ask()}</a></li> });
        Some(view! { <Notice kind=NoticeKind::Warning title=t::call_closed()><ul class="list">{callback}{ticket}</ul></Notice> })
    };
    notice.into_child()
}

/// What was prepared, or the way to it.
fn at_hand(on: OnTheLine) -> AnyView {
    let content = move || {
        let category = on.category().filter(|_| on.preparing.has_words());
        match category {
            Some(category) => {
                let sheet = Route::prepare(&category.id, "sheet").href();
                view! { <p><a href=sheet>{t::call_sheet(&category.name)}</a></p> }
            }
            None => view! { <p>{t::call_prepare()}" "<a href=Route::Prepare(None).href()>{t::prepare_title()}</a></p> },
        }
    };
    content.into_child()
}

/// A repeat: what was said last time, what has come in since, and whether it is urgent.
fn earlier(on: OnTheLine) -> AnyView {
    let (urgent, write) = on.telephone.text(Text::Urgent);
    let record = untrack(|| on.telephone.with(|calling| calling.earlier.clone())).unwrap_or_default();
    view! {
        <section class="stack">
            <h2>{t::call_earlier()}</h2>
            {super::after::summary(on, &record)}
            {meanwhile::meanwhile(on.telephone, &record)}
            <crate::ui::TextField id="urgent" label=t::call_urgent() hint=t::call_urgent_hint() optional_mark=t::form_optional() value=urgent on_input=write />
        </section>
    }
}
