//! The operator's instructions: written down, ticked in order, with what came of each.

use super::Telephone;
use crate::context::context;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Button, ButtonKind, Checkbox, TextField};
use domain::call::StepText;
use leptos::prelude::*;

const NEW: &str = "step-new";

fn id(name: &str, place: usize) -> String {
    ["step-", name, "-", &place.to_string()].concat()
}

pub(super) fn steps(telephone: Telephone) -> AnyView {
    let context = context();
    let count = Memo::new(move |_| telephone.with(|calling| calling.record().steps.len()));
    let new = RwSignal::new(String::new());
    let add = Callback::new(move |()| {
        let text = new.get_untracked();
        if !text.trim().is_empty() {
            telephone.change(|calling| calling.add_step(&text));
            new.set(String::new());
            context.announcer.announce(&t::call_step_added());
        }
        crate::browser::page::focus(NEW);
    });
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        add.run(());
    };
    let rows = move || (0..count.get()).map(|place| step(telephone, place)).collect::<Vec<_>>();
    let list = move || (count.get() > 0).then(|| view! { <ol class="call-steps rows group">{rows}</ol> });
    view! {
        <section class="stack">
            <h2>{t::call_steps()}</h2>
            {list}
            <form class="stack" novalidate on:submit=submit>
                <TextField id=NEW label=t::call_step_new() value=new on_input=Callback::new(move |typed| new.set(typed)) />
                <p class="actions"><Button label=t::call_step_add() r#type=crate::ui::ButtonType::Submit /></p>
            </form>
        </section>
    }
}

fn step(telephone: Telephone, place: usize) -> AnyView {
    let is_done = Signal::derive(move || telephone.with(|calling| calling.record().steps.get(place).is_some_and(|step| step.done)));
    let tick = Callback::new(move |done| telephone.change(|calling| calling.tick(place, done)));
    let text = move |part: StepText| Signal::derive(move || telephone.with(|calling| calling.step_text(place, part).to_owned()));
    let write = move |part: StepText| Callback::new(move |typed| telephone.change(|calling| calling.write_step(place, part, typed)));
    let remove = Callback::new(move |()| {
        telephone.change(|calling| calling.remove_step(place));
        crate::browser::page::focus(NEW);
    });
    let name = text(StepText::Text);
    view! {
        <li>
            <Checkbox id=id("done", place) checked=is_done on_change=tick>{move || name.get()}</Checkbox>
            <details class="fold">
                <summary>{t::call_step_more()}</summary>
                <TextField id=id("text", place) label=t::call_step_text() value=name on_input=write(StepText::Text) />
                <TextField id=id("outcome", place) label=t::call_step_outcome() value=text(StepText::Outcome) on_input=write(StepText::Outcome) />
                <TextField id=id("code", place) label=t::call_step_error() value=text(StepText::ErrorCode) on_input=write(StepText::ErrorCode) />
                <p class="actions"><Button label=t::call_step_remove() kind=ButtonKind::Quiet on_click=Some(remove) /></p>
            </details>
        </li>
    }
}
