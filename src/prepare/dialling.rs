//! How to dial: from which telephone, from which country, and what the machine asks before a person answers.

use crate::browser::{agent, intl, page, storage::Area};
use crate::context::{Context, context};
use crate::i18n::{self, t};
use crate::markup::{Child, view};
use crate::numbers::CopyButton;
use crate::ui::{Choice, Icon, Notice, NoticeKind, RadioGroup, SelectField, icon};
use contract::Line;
use domain::dial::{self, Device, DialStep};
use leptos::prelude::*;

/// Where the choices are kept.
const COUNTRY: &str = "country";
const DEVICE: &str = "telephone";

const DEVICES: [(&str, Device); 3] = [("mobile", Device::Mobile), ("landline", Device::Landline), ("internet", Device::Internet)];

fn country() -> String {
    Area::Device.read(COUNTRY).unwrap_or_else(|| dial::guess_country(intl::own_zone().as_deref(), &page::languages()).to_owned())
}

fn device_key() -> String {
    Area::Device.read(DEVICE).unwrap_or_else(|| if agent::is_phone() { "mobile" } else { "landline" }.to_owned())
}

fn device_of(key: &str) -> Device {
    DEVICES.iter().find(|(known, _)| *known == key).map(|(_, device)| *device).unwrap_or_default()
}

/// Whoever has not said where they are is where their clock and language are.
pub(crate) fn guess_line(context: Context) {
    if context.line.with_untracked(String::is_empty) {
        choose_line(context);
    }
}

/// The first line that can be reached is the one to call, everywhere.
fn choose_line(context: Context) {
    if let Some(line) = dial::best_line(&context.desk().wire.lines, &country(), device_of(&device_key())) {
        context.call_by(&line.id);
    }
}

/// Help with dialling. With a category it is open, and the way through the voice menu is marked.
#[component]
pub(crate) fn Dialling(#[prop(optional_no_strip)] category: Option<String>) -> AnyView {
    let context = context();
    let chosen_country = RwSignal::new(country());
    let chosen_device = RwSignal::new(device_key());
    let choose = |name: &'static str, signal: RwSignal<String>| {
        Callback::new(move |key: String| {
            Area::Device.write(name, &key);
            signal.set(key);
            choose_line(context);
        })
    };
    let devices = vec![
        Choice::new("mobile", t::dial_mobile()),
        Choice::new("landline", t::dial_landline()),
        Choice { hint: Some(t::dial_internet_hint()), ..Choice::new("internet", t::dial_internet()) },
    ];
    let mut countries: Vec<Choice> = dial::countries().map(|code| Choice::new(code, intl::region_name(&i18n::locale(), code))).collect();
    countries.sort_by(|one, other| one.name.cmp(&other.name));
    let is_open = category.is_some().then_some("");
    let result = move || {
        let (country, device) = (chosen_country.get(), device_of(&chosen_device.read()));
        to_dial(context, &country, device, category.as_deref())
    };
    view! {
        <details class="dialling fold" open=is_open>
            <summary><h2>{t::dial_title()}</h2></summary>
            <RadioGroup id=DEVICE label=t::dial_device() choices=devices value=chosen_device on_change=choose(DEVICE, chosen_device) />
            <SelectField id=COUNTRY label=t::dial_country() placeholder=t::form_choose() choices=countries value=chosen_country on_change=choose(COUNTRY, chosen_country) />
            {result}
        </details>
    }
}

fn to_dial(context: Context, country: &str, device: Device, category: Option<&str>) -> AnyView {
    let desk = context.desk();
    let lines = &desk.wire.lines;
    let unreachable = lines.first().filter(|line| !dial::is_reachable(line, country, device)).map(|line| {
        let text = t::dial_unreachable(&line.number.display);
        view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> }
    });
    let Some((line, how)) =
        dial::best_line(lines, country, device).and_then(|line| Some((line, dial::dialling(&line.number, device, country)?)))
    else {
        return view! { {unreachable}<p>{t::dial_none()}</p> };
    };
    let steps: Vec<AnyView> = how.steps.iter().map(|step| view! { <li>{in_words(step, device)}</li> }).collect();
    let number = match how.tel {
        Some(tel) => view! { <a class="dialling__number" href=tel>{icon(Icon::Phone)}{how.digits.clone()}</a> },
        None => view! { <span class="dialling__number">{how.digits.clone()}</span> },
    };
    let tip = match device {
        Device::Mobile => t::dial_mobile_tip(),
        Device::Landline => t::dial_landline_tip(),
        Device::Internet => t::dial_internet_tip(),
    };
    let facts: Vec<String> = line.cost.clone().into_iter().chain(line.recorded.then(t::line_recorded)).collect();
    view! {
        {unreachable}
        <div class="group stack">
            <p class="dialling__line"><span class="muted">{line.name.clone()}</span>{number}</p>
            <p class="actions"><CopyButton text=how.digits label=t::action_copy_number() /></p>
            <ol class="list">{steps}</ol>
            <p class="small muted">{facts.join(" · ")}</p>
            <p class="small">{tip}</p>
            {menu(line, category)}
        </div>
    }
}

fn in_words(step: &DialStep, device: Device) -> String {
    match step {
        DialStep::Prefix(digits) => t::dial_prefix(digits),
        DialStep::WaitForTone => t::dial_tone(),
        DialStep::Trunk(digits) => t::dial_trunk(digits),
        DialStep::Plus if device == Device::Mobile => t::dial_plus_held(),
        DialStep::Plus => t::dial_plus(),
        DialStep::Country(digits) => t::dial_country_code(digits),
        DialStep::Number(digits) => t::dial_number(digits),
        DialStep::Extension(digits) => t::dial_extension(digits),
    }
}

/// What the machine offers, with the keys; first what the topic is about.
fn menu(line: &Line, category: Option<&str>) -> AnyView {
    if line.voice_menu.is_empty() {
        return ().into_child();
    }
    let rows: Vec<AnyView> = line
        .voice_menu
        .iter()
        .map(|entry| {
            let is_ours = category.is_some_and(|id| entry.categories.iter().any(|known| known == id));
            let name = if is_ours {
                view! { <strong>{entry.name.clone()}</strong> }
            } else {
                view! { {entry.name.clone()} }
            };
            view! { <tr><th scope="row"><kbd>{entry.keys.clone()}</kbd></th><td>{name}</td></tr> }
        })
        .collect();
    view! {
        <table class="table">
            <caption>{t::dial_menu()}</caption>
            <tbody>{rows}</tbody>
        </table>
    }
}
