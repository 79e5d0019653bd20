//! Agreement to a text of the portal's.

use crate::contacts::is_safe;
use crate::context::Context;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::Checkbox;
use contract::{Consent, Instant};
use domain::time::format_instant;
use leptos::prelude::*;

/// The box of a text. `set` is told when it was ticked; `None` when it was unticked.
pub(crate) fn agreement(
    context: Context,
    id: String,
    consent: &Consent,
    checked: Signal<bool>,
    set: Callback<Option<Instant>>,
    error: Signal<Option<String>>,
) -> AnyView {
    let change = Callback::new(move |agrees: bool| set.run(agrees.then(|| format_instant(context.clock.now()))));
    let link = consent.address.clone().filter(|address| is_safe(address)).map(|address| {
        view! { " "<a href=address target="_blank" rel="noopener">{t::form_consent_text(&consent.version)}</a> }
    });
    let (text, required) = (consent.text.clone(), consent.required);
    view! {
        <Checkbox id checked on_change=change error required>
            {text}
            {link}
        </Checkbox>
    }
}
