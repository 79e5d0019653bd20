//! What only a guest is shown of a contact: the link that opens it again, and whether the device should remember it.

use crate::browser::page;
use crate::context::context;
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::numbers::CopyButton;
use crate::route::{Route, guest_link};
use crate::secrets::{self, Contact};
use crate::ui::Checkbox;
use leptos::prelude::*;

#[component]
pub(crate) fn GuestAccess(
    contact: Contact,
    number: String,
    /// Its screen.
    route: Route,
    /// That only the link opens it.
    about: String,
    /// The words beside the box.
    remember: String,
) -> AnyView {
    let Some(secret) = secrets::of(contact, &number).filter(|_| untrack(|| context().account()).is_none()) else { return ().into_child() };
    let link = guest_link(&page::origin(), &route, &secret);
    let remembered = RwSignal::new(secrets::is_remembered(contact, &number));
    let denied = RwSignal::new(false);
    let change = Callback::new(move |wanted| {
        let done = secrets::remember(contact, &number, wanted);
        denied.set(!done);
        remembered.set(wanted && done);
    });
    let error = Signal::derive(move || denied.get().then(t::sent_remember_denied));
    view! {
        <div class="stack">
            <p>{about}</p>
            <p class="actions"><CopyButton text=link label=t::sent_copy_link() /></p>
            <Checkbox id="remember" checked=remembered on_change=change error>{remember}</Checkbox>
        </div>
    }
}
