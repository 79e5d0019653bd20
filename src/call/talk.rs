//! In the call: the sheet, large; the time; what the operator says; and what to settle before hanging up.

use super::{OnTheLine, Telephone, kept, steps, tick};
use crate::browser::awake::Awake;
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::page::Page;
use crate::prepare::sheet_rows;
use crate::ui::{Button, ButtonKind, Checkbox, Choice, RadioGroup, TextArea, TextField};
use contract::CallStatus;
use domain::call::{OpenEnd, Text, open_ends};
use leptos::prelude::*;

pub(super) fn talk(on: OnTheLine) -> AnyView {
    let telephone = on.telephone;
    // Lets go of the screen with this view.
    let awake = Awake::keep();
    on_cleanup(move || drop(awake));
    let notes = telephone.text(Text::Notes);
    let earlier = telephone.with(|calling| calling.earlier.clone());
    view! {
        <Page title=t::call_talk() class="call-desk">
            <div class="stack">
                {telephone.notice()}
                {clock(telephone)}
                {questions(telephone)}
                {sheet(on)}
                {earlier.map(|record| view! { <details class="fold group"><summary><h2>{t::call_earlier()}</h2></summary>{super::after::summary(on, &record)}</details> })}
            </div>
            <div class="stack">
                <section class="stack">
                    <h2>{t::call_said()}</h2>
                    {field(telephone, Text::Operator, "operator", t::call_operator(), None)}
                    {field(telephone, Text::ConversationNumber, "conversation", t::call_conversation_number(), Some(t::call_conversation_hint()))}
                    <TextArea id="notes" label=t::call_notes() value=notes.0 on_input=notes.1 />
                </section>
                {steps::steps(telephone)}
                <section class="stack">
                    <h2>{t::call_transfer()}</h2>
                    {field(telephone, Text::TransferredTo, "transferred", t::call_transferred(), Some(t::call_transferred_hint()))}
                </section>
                {before_hanging_up(telephone, t::call_close())}
                {kept(telephone)}
                <p class="actions call-end">
                    <Button label=t::call_over() kind=ButtonKind::Primary on_click=Some(Callback::new(move |()| telephone.step(CallStatus::Ended))) />
                    <Button label=t::call_dropped() on_click=Some(Callback::new(move |()| telephone.step(CallStatus::Dropped))) />
                </p>
            </div>
        </Page>
    }
}

/// One line of what is written down.
pub(super) fn field(telephone: Telephone, text: Text, id: &'static str, label: String, hint: Option<String>) -> AnyView {
    let (value, write) = telephone.text(text);
    view! { <TextField id label hint value on_input=write /> }
}

/// How long it has lasted, and how much of it on hold.
fn clock(telephone: Telephone) -> AnyView {
    let context = context();
    let now = tick::seconds(telephone);
    let is_held = Memo::new(move |_| telephone.with(domain::call::Calling::is_held));
    let toggle = Callback::new(move |()| {
        let (now, on) = (telephone.now(), !is_held.get_untracked());
        telephone.change(|calling| calling.hold(on, now));
        context.announcer.announce(&if on { t::call_hold_on() } else { t::call_hold_off() });
    });
    let button = move || {
        let label = if is_held.get() { t::call_hold_end() } else { t::call_hold_begin() };
        view! { <Button label on_click=Some(toggle) /> }
    };
    let talked = tick::running("call-clock__time", move || telephone.with(|calling| calling.talked_at(now.get())));
    let held = tick::running("number", move || telephone.with(|calling| calling.held_at(now.get())));
    view! {
        <div class="call-clock group">
            <p><span class="muted small">{t::call_fact_length()}</span>{talked}</p>
            <p><span class="muted small">{t::call_fact_held()}</span>{held}</p>
            <p class="actions">{button}</p>
        </div>
    }
}

/// What one wanted to ask.
fn questions(telephone: Telephone) -> AnyView {
    let list = move || {
        let lines: Vec<AnyView> = telephone.with(|calling| {
            let lines = calling.questions.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| view! { <li>{line.to_owned()}</li> }).collect()
        });
        (!lines.is_empty())
            .then(|| view! { <section class="aside"><h2>{t::call_questions()}</h2><ul class="list call-questions">{lines}</ul></section> })
    };
    list.into_child()
}

/// The sheet, to be read aloud from.
fn sheet(on: OnTheLine) -> AnyView {
    let content = move || {
        let category = on.category().filter(|_| on.preparing.has_words())?;
        Some(view! { <section class="sheet stack" aria-label=t::sheet_title()>{sheet_rows(on.preparing, category)}</section> })
    };
    content.into_child()
}

/// Recorded, until when, under which number, solved: what is not settled is said in words.
pub(super) fn before_hanging_up(telephone: Telephone, title: String) -> AnyView {
    let recorded = Signal::derive(move || telephone.with(|calling| calling.record().recorded == Some(true)));
    let record = Callback::new(move |yes: bool| telephone.change(|calling| calling.say_recorded(yes.then_some(true))));
    let (deadline, promise) = telephone.text(Text::Deadline);
    let open = move || {
        let ends = telephone.with(|calling| open_ends(calling.record()));
        let ends: Vec<String> = ends
            .into_iter()
            .map(|end| match end {
                OpenEnd::Recorded => t::call_open_recorded(),
                OpenEnd::Deadline => t::call_open_deadline(),
                OpenEnd::Number => t::call_open_number(),
            })
            .collect();
        (!ends.is_empty()).then(|| view! { <p>{t::call_open(&ends.join(", "))}</p> })
    };
    view! {
        <section class="stack call-close group">
            <h2>{title}</h2>
            {solved(telephone)}
            <Checkbox id="recorded" checked=recorded on_change=record>{t::call_recorded()}</Checkbox>
            <TextField id="deadline" label=t::call_deadline() input_type="date" value=deadline on_input=promise />
            {field(telephone, Text::TicketNumber, "ticket", t::call_ticket_number(), None)}
            {open}
        </section>
    }
}

/// Whether it is solved.
fn solved(telephone: Telephone) -> AnyView {
    let choices = vec![Choice::new("yes", t::call_solved_yes()), Choice::new("no", t::call_solved_no())];
    let value = Signal::derive(move || {
        let solved = telephone.with(|calling| calling.record().solved);
        solved.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned()
    });
    let say = Callback::new(move |key: String| telephone.change(|calling| calling.say_solved(Some(key == "yes"))));
    view! { <RadioGroup id="solved" label=t::call_solved() choices value on_change=say /> }
}
