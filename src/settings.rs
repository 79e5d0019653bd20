//! `/settings`: language, appearance, and what is kept on this device.

use crate::browser::{page, storage::Area};
use crate::call;
use crate::callback::draft::{self, CALLBACK, CONVERSATION};
use crate::context::{Context, context};
use crate::files;
use crate::i18n::t;
use crate::language;
use crate::markup::view;
use crate::operator;
use crate::page::Page;
use crate::prepare;
use crate::secrets::{self, Contact};
use crate::tickets;
use crate::ui::{Button, ButtonKind, Choice, Dialog, Notice, NoticeKind, RadioGroup, SummaryList, SummaryRow};
use leptos::prelude::*;

const THEME: &str = "theme";
const CONTRAST: &str = "contrast";
/// The choice to follow the device.
const AUTO: &str = "auto";

/// Puts on the page what was chosen on an earlier visit.
pub(crate) fn apply_appearance() {
    for name in [THEME, CONTRAST] {
        apply(name, &Area::Device.read(name).unwrap_or_default());
    }
}

fn apply(name: &str, choice: &str) {
    let attribute = ["data-", name].concat();
    page::root_attribute(&attribute, Some(choice).filter(|choice| !choice.is_empty() && *choice != AUTO));
}

#[component]
pub(crate) fn SettingsPage() -> AnyView {
    let context = context();
    // How often something on the device has changed: what is shown of it is read anew.
    let changes = RwSignal::new(0_u32);
    view! {
        <Page title=t::settings_title() class="page--narrow">
            <div class="stack">
                <Languages />
                {appearance(changes, THEME, t::settings_theme(), vec![
                    Choice::new(AUTO, t::settings_auto()),
                    Choice::new("light", t::settings_light()),
                    Choice::new("dark", t::settings_dark()),
                ])}
                {appearance(changes, CONTRAST, t::settings_contrast(), vec![
                    Choice::new(AUTO, t::settings_auto()),
                    Choice::new("more", t::settings_more_contrast()),
                ])}
                {kept(context, changes)}
            </div>
        </Page>
    }
}

#[component]
fn Languages() -> AnyView {
    let context = context();
    let failed = RwSignal::new(false);
    let choices = t::LANGUAGES.iter().map(|language| Choice::new(*language, own_name(language))).collect();
    let choose = Callback::new(move |chosen: String| {
        leptos::task::spawn_local(async move {
            failed.try_set(!language::choose(context, &chosen).await);
        });
    });
    let error = Signal::derive(move || failed.get().then(t::settings_language_failed));
    view! { <RadioGroup id="language" label=t::settings_language() choices value=context.language on_change=choose error /> }
}

/// A language is offered in its own words, so that whoever needs it can read it.
fn own_name(language: &str) -> String {
    crate::browser::intl::language_name(language)
}

fn appearance(changes: RwSignal<u32>, name: &'static str, label: String, choices: Vec<Choice>) -> AnyView {
    let chosen = Signal::derive(move || {
        changes.track();
        Area::Device.read(name).unwrap_or_else(|| AUTO.to_owned())
    });
    let choose = Callback::new(move |choice: String| {
        apply(name, &choice);
        Area::Device.write(name, &choice);
        changes.update(|changes| *changes = changes.wrapping_add(1));
    });
    view! { <RadioGroup id=name label choices value=chosen on_change=choose /> }
}

/// What this device keeps, and the way to be rid of it.
fn kept(context: Context, changes: RwSignal<u32>) -> AnyView {
    // Another tab may have left something there.
    leptos::task::spawn_local(async move {
        context.outbox.restore().await;
        changes.try_update(|changes| *changes = changes.wrapping_add(1));
    });
    let is_asking = RwSignal::new(false);
    let is_cleared = RwSignal::new(false);
    let files = RwSignal::new(Vec::<String>::new());
    Effect::new(move || {
        changes.track();
        leptos::task::spawn_local(async move {
            files.try_set(files::names().await);
        });
    });
    let list = move || {
        changes.track();
        let remembered = |contact| {
            let mut numbers = secrets::remembered(context, contact);
            numbers.retain(|number| secrets::is_remembered(contact, number));
            if numbers.is_empty() { t::settings_no() } else { numbers.join(", ") }
        };
        let yes_no = |yes| if yes { t::settings_yes() } else { t::settings_no() };
        let rows = vec![
            SummaryRow::new(t::settings_kept_draft(), yes_no(tickets::has_draft())),
            SummaryRow::new(t::settings_kept_callback(), yes_no(draft::has_words(CALLBACK))),
            SummaryRow::new(t::settings_kept_operator(), yes_no(draft::has_words(CONVERSATION) || operator::has_words())),
            SummaryRow::new(t::settings_kept_answers(), yes_no(prepare::has_words())),
            SummaryRow::new(t::settings_kept_call(), yes_no(call::has_words())),
            SummaryRow::new(t::settings_kept_files(), if files.read().is_empty() { t::settings_no() } else { files.read().join(", ") }),
            SummaryRow::new(t::settings_kept_outbox(), context.outbox.count().to_string()),
            SummaryRow::new(t::settings_kept_tickets(), remembered(Contact::Ticket)),
            SummaryRow::new(t::settings_kept_callbacks(), remembered(Contact::Callback)),
            SummaryRow::new(t::settings_kept_conversations(), remembered(Contact::Conversation)),
            SummaryRow::new(
                t::settings_kept_choices(),
                yes_no([THEME, CONTRAST, "language", "country", "telephone"].iter().any(|name| Area::Device.read(name).is_some())),
            ),
        ];
        view! { <SummaryList rows /> }
    };
    let clear = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            clear_device(context).await;
            is_asking.try_set(false);
            is_cleared.try_set(true);
            changes.try_update(|changes| *changes = changes.wrapping_add(1));
            context.announcer.announce(&t::settings_cleared());
        });
    });
    view! {
        <section class="stack">
            <h2>{t::settings_kept()}</h2>
            <p>{t::settings_kept_text()}</p>
            {list}
            {move || is_cleared.get().then(|| view! { <Notice kind=NoticeKind::Success><p>{t::settings_cleared()}</p></Notice> })}
            <p class="actions"><Button label=t::settings_clear() kind=ButtonKind::Danger on_click=Some(Callback::new(move |()| is_asking.set(true))) /></p>
            <Dialog id="clear" title=t::settings_clear_question() close_label=t::settings_keep() open=is_asking on_close=Callback::new(move |()| is_asking.set(false))>
                <p>{t::settings_clear_text()}</p>
                <p class="actions"><Button label=t::settings_clear_yes() kind=ButtonKind::Danger on_click=Some(clear) /></p>
            </Dialog>
        </section>
    }
}

/// Takes everything of ours off the device; the files of the application itself hold nothing personal and stay.
async fn clear_device(context: Context) {
    context.outbox.clear(None).await;
    tickets::forget_drafts();
    draft::forget_all(CALLBACK);
    operator::forget_all();
    prepare::forget_all();
    call::forget_all();
    files::forget_all().await;
    secrets::forget_all();
    context.sent_late.set(Vec::new());
    context.refused_late.set(None);
    for area in [Area::Device, Area::Tab] {
        for name in area.names() {
            area.remove(&name);
        }
    }
    apply_appearance();
}
