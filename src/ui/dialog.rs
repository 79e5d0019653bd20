use super::{Button, ButtonKind};
use crate::markup::view;
use leptos::{html, prelude::*};

/// A question that must be answered first. The browser keeps the focus inside and gives it back afterwards; Escape closes.
#[component]
pub(crate) fn Dialog(
    /// Prefix of the ids in it.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    #[prop(into)] close_label: String,
    #[prop(into)] open: Signal<bool>,
    /// It was closed, however: by its button, by Escape, or because `open` became false.
    on_close: Callback<()>,
    /// What to read; the way to say yes is among it.
    children: Children,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match open.get() {
            // Refused when it is open already, which is what was asked for.
            true => drop(dialog.show_modal()),
            false => dialog.close(),
        }
    });
    let title_id = format!("{id}-title");
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" id=id aria-labelledby=title_id.clone() node_ref=dialog on:close=move |_| on_close.run(())>
            // Where the focus begins: on the question, not on its answer.
            <h2 class="dialog__title" id=title_id tabindex="-1" autofocus>{title}</h2>
            {children()}
            <Button label=close_label kind=ButtonKind::Quiet on_click=Some(close) />
        </dialog>
    }
}
