//! The numbers as something to take along: a card for the address book, a code for the camera of a telephone.

use crate::browser::{file, page};
use crate::context::{Context, context};
use crate::hours::hours_in_words;
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::numbers::in_full;
use crate::qr;
use contract::ChannelKind;
use domain::phone::tel_uri;
use domain::vcard::vcard;
use leptos::prelude::*;

/// Saves every number, with the hours in a note. `false`: the browser does not give the file.
pub(crate) fn save(context: Context) -> bool {
    let desk = context.desk();
    let mail = |channel: &contract::Channel| channel.address.as_deref()?.strip_prefix("mailto:").map(str::to_owned);
    let emails: Vec<String> = desk.wire.channels.iter().filter_map(mail).collect();
    let note = desk.channel(ChannelKind::Phone).map(|phone| hours_in_words(&phone)).unwrap_or_default();
    let card = vcard(&desk.wire.name, &desk.wire.lines, &emails, Some(&page::origin()), &note, &i18n::language());
    let is_saved = file::save("support.vcf", "text/vcard;charset=utf-8", &card);
    if is_saved {
        context.announcer.announce(&t::contact_saved());
    }
    is_saved
}

/// The main number as a code: only where the screen is not a telephone's itself.
#[component]
pub(crate) fn NumberCode() -> AnyView {
    let Some(line) = context().desk().main_line().cloned() else { return ().into_child() };
    let Some(picture) = tel_uri(&line.number).and_then(|tel| qr::picture(&tel, "")) else { return ().into_child() };
    view! {
        <figure class="number-code">
            <img class="qr" src=picture alt=t::contact_code_alt(&in_full(&line)) />
            <figcaption class="small muted">{t::contact_code()}</figcaption>
        </figure>
    }
}
