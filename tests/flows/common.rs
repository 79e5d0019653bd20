//! What several flows do.

use browser_tests::{Name, Page, Portal, Words};
use contract::{Category, Datatype};

/// A Monday noon in Moscow: every channel is open.
pub(crate) const MONDAY_NOON: &str = "2026-11-23T09:00:00Z";

/// Who writes a ticket, and about what.
pub(crate) struct Letter {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) full_name: &'static str,
    pub(crate) email: &'static str,
}

pub(crate) const LETTER: Letter = Letter {
    name: "Не приходит код",
    description: "Со вчерашнего вечера код для входа не приходит ни в одном браузере.",
    full_name: "Петрова Ольга Сергеевна",
    email: "olga.petrova@example.org",
};

pub(crate) fn words() -> Words {
    Words::of("ru")
}

/// The category that a guest may use to restore access.
pub(crate) async fn guest_category(portal: &Portal) -> Category {
    let desk = portal.desk().await;
    desk.categories.into_iter().find(|category| category.guests && category.id == "access").expect("a category for guests")
}

pub(crate) fn form_of(category: &Category) -> String {
    format!("/tickets/new?category={}", category.id)
}

/// The label of a question as the form shows it.
pub(crate) fn label(words: &Words, text: &str, required: bool) -> String {
    if required { text.to_owned() } else { format!("{text} {}", words.say("form.optional")) }
}

/// Fills in the form of a category: its required questions, the letter, the sender, the required consents.
pub(crate) async fn fill_form(page: &Page, portal: &Portal, category: &Category, letter: &Letter) {
    let words = words();
    for question in category.attributes.iter().filter(|question| question.required) {
        let label = label(&words, &question.description, true);
        match question.datatype {
            Datatype::Singlevaluelist => {
                let first = &question.values[0].name;
                page.radio(first).within(&page.radiogroup(&label)).click().await;
            }
            Datatype::Multivaluelist => page.checkbox(&question.values[0].name).within(&page.group(&label)).click().await,
            Datatype::Datetime => page.datetime(&label).pick("2026-11-20T10:30").await,
            Datatype::Number => page.textbox(&label).fill("1490,50").await,
            _ => page.textbox(&label).fill("olga77").await,
        }
    }
    fill_letter(page, letter).await;
    agree(page, portal).await;
}

/// What every form asks.
pub(crate) async fn fill_letter(page: &Page, letter: &Letter) {
    let words = words();
    page.textbox(words.say("form.name")).fill(letter.name).await;
    page.textbox(words.say("form.description")).fill(letter.description).await;
    page.textbox(words.say("form.full_name")).fill(letter.full_name).await;
    page.textbox(words.say("form.email")).fill(letter.email).await;
}

pub(crate) async fn agree(page: &Page, portal: &Portal) {
    for consent in portal.desk().await.consents.iter().filter(|consent| consent.required) {
        page.checkbox(Name::Has(consent.text.clone())).click().await;
    }
}

pub(crate) async fn agree_by_keyboard(page: &Page, portal: &Portal) {
    for consent in portal.desk().await.consents.iter().filter(|consent| consent.required) {
        page.tab_until(|role, name| role == "checkbox" && name.contains(&consent.text)).await;
        page.type_text(" ").await;
    }
}

/// From the form, filled in, to the last button before sending.
pub(crate) async fn check_answers(page: &Page) {
    let words = words();
    page.button(words.say("form.check")).click().await;
    page.heading(words.say("check.title")).appears().await;
}

/// From nothing to the last button before sending.
pub(crate) async fn write_as_guest(page: &Page, portal: &Portal, letter: &Letter) {
    let category = guest_category(portal).await;
    page.open(&form_of(&category)).await;
    fill_form(page, portal, &category, letter).await;
    check_answers(page).await;
}

/// Opens what is folded away under these words.
pub(crate) async fn unfold(page: &Page, summary: &str) {
    page.button(Name::Has(summary.to_owned())).within(&page.main(Name::Any)).appears().await;
    // By script: WebKit's driver now and then refuses to click a summary, without a reason.
    let open = "const summary = [...document.querySelectorAll('main summary')].find((one) => one.textContent.includes(arguments[0]));
                if (summary && !summary.parentElement.open) summary.click();
                return summary?.parentElement.open ?? false";
    let is_open = browser_tests::until(async || (page.evaluate(open, vec![summary.into()]).await == true).then_some(()));
    assert!(is_open.await.is_some(), "{summary} does not open");
}

/// Waits for the confirmation, and returns the ticket's number.
pub(crate) async fn sent_number(page: &Page) -> String {
    page.heading(words().say("sent.title")).appears().await;
    let path = page.path().await;
    let number = path.trim_start_matches("/tickets/").split(['?', '#']).next().unwrap_or_default().to_owned();
    assert!(number.starts_with("HL-"), "{path}");
    page.shows(&number).await;
    number
}

/// Signs in on the portal's own page, where the browser is already.
pub(crate) async fn sign_in_here(page: &Page, login: &str, password: &str) {
    let words = Words::of_portal("ru");
    page.textbox(words.say("login")).fill(login).await;
    page.textbox(words.say("password")).fill(password).await;
    page.button(words.say("sendSignIn")).click().await;
}

/// Signs in and comes back to the path.
pub(crate) async fn sign_in(page: &Page, path: &str) {
    page.open(&format!("/portal/sign-in?lang=ru&return={}", path.replace('?', "%3F").replace('&', "%26").replace('=', "%3D"))).await;
    sign_in_here(page, "demo", "demo-demo").await;
    page.arrives_at(path).await;
}

/// The tickets of whoever is signed in, as the portal tells them to this browser.
pub(crate) async fn own_tickets(page: &Page) -> serde_json::Value {
    let script = "const done = arguments[0]; fetch('/api/tickets?limit=100').then((answer) => answer.json()).then((page) => done(page.items), (error) => done(String(error)))";
    page.evaluate_async(script, vec![]).await
}
