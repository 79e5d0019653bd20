//! Every part in every state, for whoever builds a screen and for the accessibility tests. In debug builds only.
//!
//! [`examples`] is the one list; a new part, or a new state of one, is added there.

use super::*;
use crate::markup::view;
use leptos::prelude::*;

const LONG: &str = "Восстановление доступа к учётной записи и переосвидетельствование электронной подписи";

fn text(text: &str) -> String {
    text.to_owned()
}

fn wrong(text: &str) -> Signal<Option<String>> {
    Signal::stored(Some(text.to_owned()))
}

fn choices() -> Vec<Choice> {
    vec![
        Choice { hint: Some(text("You cannot sign in, or the code does not come")), ..Choice::new("access", "Restoring access") },
        Choice::new("payments", "Payments"),
        Choice::new("long", LONG),
    ]
}

fn buttons() -> AnyView {
    let row = |label: &'static str, busy: bool, disabled: bool| {
        view! {
            <p class="actions">
                <Button label=format!("Primary {label}") kind=ButtonKind::Primary busy=busy disabled=disabled />
                <Button label=format!("Secondary {label}") icon=Some(Icon::Copy) busy=busy disabled=disabled />
                <Button label=format!("Quiet {label}") kind=ButtonKind::Quiet busy=busy disabled=disabled />
                <Button label=format!("Danger {label}") kind=ButtonKind::Danger busy=busy disabled=disabled />
            </p>
        }
    };
    view! {
        {row("", false, false)}
        {row("busy", true, false)}
        {row("disabled", false, true)}
        <p class="actions">
            <Button label=LONG kind=ButtonKind::Primary r#type=ButtonType::Submit />
            <LinkButton label="A link" href="#buttons" kind=ButtonKind::Primary icon=Some(Icon::Phone) />
            <a class=link_class(ButtonKind::Secondary) href="#buttons">"Another link"</a>
        </p>
    }
}

fn text_fields() -> AnyView {
    let value = RwSignal::new(String::new());
    let on_input = Callback::new(move |text| value.set(text));
    let count = Signal::derive(move || Some(format!("{} characters", value.read().chars().count())));
    view! {
        <TextField id="plain" label="Plain" value=value on_input=on_input />
        <TextField
            id="hinted"
            label="With everything"
            hint=text("As it stands in the contract")
            optional_mark=text("(optional)")
            count=count
            value=value
            on_input=on_input
        />
        <TextField
            id="wrong"
            label="With an error"
            input_type="email"
            autocomplete="email"
            hint=text("For example name@example.org")
            error=wrong("Enter an e-mail address with an @ in it")
            required=true
            value=value
            on_input=on_input
        />
        <TextArea id="area" label="Several lines" value=value on_input=on_input count=count />
        <TextArea id="area-wrong" label="Several lines, wrong" value=value on_input=on_input error=wrong("Describe what happened") required=true />
        <SelectField id="select" label="Select" placeholder="Choose…" choices=choices() value=value on_change=on_input />
        <SelectField
            id="select-wrong"
            label="Select, wrong"
            placeholder="Choose…"
            choices=choices()
            value=value
            on_change=on_input
            error=wrong("Choose one")
            required=true
        />
    }
}

fn choice_fields() -> AnyView {
    let value = RwSignal::new(text("payments"));
    let values = RwSignal::new(vec![text("access")]);
    let checked = RwSignal::new(false);
    let on_change = Callback::new(move |key| value.set(key));
    let on_toggle = Callback::new(move |(key, chosen): (String, bool)| {
        values.update(|values| {
            values.retain(|other| *other != key);
            if chosen {
                values.push(key);
            }
        });
    });
    let on_check = Callback::new(move |now| checked.set(now));
    view! {
        <RadioGroup id="radio" label="One of a few" hint=text("All of them in view") choices=choices() value=value on_change=on_change />
        <RadioGroup id="radio-wrong" label="One of a few, wrong" choices=choices() value=String::new() on_change=on_change error=wrong("Choose one") />
        <CheckboxGroup id="boxes" label="Any of a few" optional_mark=text("(optional)") choices=choices() values=values on_change=on_toggle />
        <CheckboxGroup
            id="boxes-wrong"
            label="Any of a few, wrong"
            choices=choices()
            values=values
            on_change=on_toggle
            error=wrong("Choose at least one")
        />
        <Checkbox id="box" checked=checked on_change=on_check>"I agree to the " <a href="#choices">"processing of personal data"</a></Checkbox>
        <Checkbox id="box-wrong" checked=checked on_change=on_check error=wrong("Tick the box to go on") required=true>"I agree"</Checkbox>
    }
}

fn error_summary() -> AnyView {
    let attempt = RwSignal::new(0_u32);
    let errors = Signal::derive(move || match attempt.get() {
        0 => Vec::new(),
        _ => vec![(text("wrong"), text("Enter an e-mail address with an @ in it")), (text("radio-wrong"), text("Choose one"))],
    });
    let on_click = Callback::new(move |()| attempt.update(|attempt| *attempt = attempt.saturating_add(1)));
    view! {
        <ErrorSummary title="There is a problem" errors=errors attempt=attempt />
        <Button label="Show it" on_click=Some(on_click) />
    }
}

fn notices() -> AnyView {
    view! {
        <Notice title="To know">"The portal's data are made up, for a demonstration."</Notice>
        <Notice kind=NoticeKind::Success title="Done">
            "The link is on its way, if there is such a ticket."
        </Notice>
        <Notice kind=NoticeKind::Warning title="These hours may be out of date">
            "The portal did not answer. Read at 17:48."
        </Notice>
        <Notice kind=NoticeKind::Error title="The portal does not answer">
            <p>"Nothing is lost. Try again, or call 8 800 555-01-42."</p>
            <Button label="Try again" />
        </Notice>
        <Notice>"Without a title."</Notice>
    }
}

fn states() -> AnyView {
    view! {
        <p class="actions">
            <State text="Open until 18:00" shape=Shape::Open />
            <State text="Closes in 12 minutes" shape=Shape::Soon />
            <State text="Closed, opens Monday at 9:00" shape=Shape::Closed />
            <State text="Hours unknown" shape=Shape::Unknown />
            <State text="At work" shape=Shape::Active />
        </p>
        <p class="actions">
            {[Icon::Phone, Icon::Copy, Icon::Check, Icon::Settings].into_iter().map(icon).collect::<Vec<_>>()}
        </p>
    }
}

fn waiting() -> AnyView {
    view! {
        <Skeleton label="Loading the tickets" />
        <Steps label="Step 2 of 3" current=2 of=3 />
    }
}

fn summary_list() -> AnyView {
    let rows = vec![
        SummaryRow { action: Some(view! { <a href="#summary-list">"Change"</a> }), ..SummaryRow::new("Category", LONG) },
        SummaryRow::new("Full name", "Константинопольская Александра Вениаминовна"),
        SummaryRow::new("What happened", "One line\nand another"),
    ];
    view! { <SummaryList rows=rows /> }
}

fn dialog() -> AnyView {
    let open = RwSignal::new(false);
    let on_close = Callback::new(move |()| open.set(false));
    let on_open = Callback::new(move |()| open.set(true));
    view! {
        <Button label="Clear this device" kind=ButtonKind::Danger on_click=Some(on_open) />
        <Dialog id="clear" title="Clear everything kept on this device?" close_label="Keep it" open=open on_close=on_close>
            <p>"Drafts and links to guest tickets are removed. Tickets at the portal stay."</p>
            <Button label="Clear" kind=ButtonKind::Danger on_click=Some(on_close) />
        </Dialog>
    }
}

/// Every example: its name, which is also its id on the page, and what it shows.
fn examples() -> Vec<(&'static str, AnyView)> {
    vec![
        ("buttons", buttons()),
        ("error-summary", error_summary()),
        ("fields", text_fields()),
        ("choices", choice_fields()),
        ("notices", notices()),
        ("states", states()),
        ("waiting", waiting()),
        ("summary-list", summary_list()),
        ("dialog", dialog()),
    ]
}

/// The page.
#[component]
pub(crate) fn Gallery() -> AnyView {
    let announcer = Announcer::new();
    let on_click = Callback::new(move |()| announcer.announce("Said politely"));
    let sections: Vec<AnyView> = examples()
        .into_iter()
        .map(|(name, example)| {
            view! {
                <section aria-labelledby=name class="stack">
                    <h2 id=name>{name}</h2>
                    {example}
                </section>
            }
        })
        .collect();
    view! {
        <div class="page page--narrow">
            <h1 class="page__title" tabindex="-1">"Gallery"</h1>
            {sections}
            <Button label="Announce" on_click=Some(on_click) />
            <LiveRegion announcer=announcer />
        </div>
    }
}
