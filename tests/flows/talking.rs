//! What the flows of conversations share: the form, what is said on both sides, what stands in the history.

use crate::common::{agree, words};
use browser_tests::{Key, Name, Page, Portal, until_within};
use serde_json::Value;
use std::time::Duration;

const NAME: &str = "Петрова Ольга Сергеевна";
/// Who sits at a desk of the demonstration, each with three places.
pub(crate) const OPERATORS: [&str; 3] = ["operatorChat-1", "operatorChat-2", "operatorChat-3"];

/// What could not be sent is tried again after 30 seconds and up to 4 more, unless something says sooner that it can be.
const UNTIL_SENT: Duration = Duration::from_secs(40);

/// From the form to the conversation; its number.
pub(crate) async fn begin(page: &Page, portal: &Portal, question: &str) -> String {
    let words = words();
    page.heading(words.say("operator.title")).appears().await;
    page.textbox(words.say("form.full_name")).fill(NAME).await;
    page.textbox(Name::Has(words.say("operator.question"))).fill(question).await;
    agree(page, portal).await;
    page.button(words.say("operator.begin")).click().await;
    page.heading(words.say("operator.talk")).appears().await;
    let path = page.path().await;
    path.trim_start_matches("/operator/").split(['?', '#']).next().unwrap().to_owned()
}

/// What this tab keeps so that it may read the conversation.
pub(crate) async fn secret(page: &Page, number: &str) -> String {
    let script = "return sessionStorage.getItem('hotline.conversation.' + arguments[0])";
    page.evaluate(script, vec![number.into()]).await.as_str().unwrap().to_owned()
}

pub(crate) async fn say(page: &Page, text: &str) {
    page.textbox(words().say("operator.message")).fill(text).await;
    page.press(Key::Enter).await;
}

/// The operator of this conversation does something, at the desk. `text` is what is said, or, for a transfer, who takes it.
pub(crate) async fn operator_does(portal: &Portal, number: &str, action: &str, text: &str) {
    let mut is_done = false;
    for operator in OPERATORS {
        let url = format!("{}/dev/operator/{operator}/conversations/{number}/{action}", portal.address().await);
        let answer = reqwest::Client::new().post(url).form(&[("text", text), ("to", text)]).send().await.unwrap();
        // Only whose it is can.
        is_done = is_done || answer.status().is_success();
    }
    assert!(is_done, "nobody could {action}");
}

/// What stands in the history, in order.
async fn history(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[role=log] .talk__text')].map((text) => text.textContent)";
    serde_json::from_value(page.evaluate(script, vec![]).await).unwrap()
}

/// Waits until exactly this was said, besides what operators say of themselves, each once and in order, and nothing waits any more.
pub(crate) async fn has_said(page: &Page, expected: &[&str]) {
    let all = until_within(UNTIL_SENT, async || {
        let said: Vec<String> = history(page).await.into_iter().filter(|text| expected.contains(&text.as_str())).collect();
        let waits = page.evaluate("return document.querySelectorAll('.talk__message--on-its-way').length", vec![]).await;
        (said == expected && waits == 0).then_some(())
    });
    assert!(all.await.is_some(), "{expected:?} is not what was said: {:?}", history(page).await);
}

/// Something of the conversation, as the portal has it.
async fn kept(portal: &Portal, path: &str, secret: &str) -> Value {
    let url = format!("{}/api/conversations/{path}", portal.address().await);
    let answer = reqwest::Client::new().get(url).header("Ticket-Secret", secret).send().await.unwrap();
    answer.json().await.unwrap()
}

/// What the visitor said, as the portal has it.
async fn kept_messages(portal: &Portal, number: &str, secret: &str) -> Vec<String> {
    let list = kept(portal, &format!("{number}/messages"), secret).await;
    let of_visitor = list["items"].as_array().unwrap().iter().filter(|message| message["author"] == "visitor");
    of_visitor.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}

/// Waits until the portal has exactly this of the visitor.
pub(crate) async fn portal_has(portal: &Portal, number: &str, secret: &str, wanted: &[&str]) {
    let found = until_within(UNTIL_SENT, async || (kept_messages(portal, number, secret).await == wanted).then_some(())).await;
    assert!(found.is_some(), "the portal has {:?}", kept_messages(portal, number, secret).await);
}

/// From now on what a screen reader is told is written down.
pub(crate) async fn listen(page: &Page) {
    let script = "const live = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
        window.said = [];
        const changed = (changes) => {
            for (const region of new Set(changes.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(live)))) {
                const text = region?.textContent.trim();
                if (text) window.said.push(text);
            }
        };
        new MutationObserver(changed).observe(document.body, { subtree: true, childList: true, characterData: true });";
    page.evaluate(script, vec![]).await;
}

/// What it was told since, in order.
pub(crate) async fn said(page: &Page) -> Vec<String> {
    serde_json::from_value(page.evaluate("return window.said", vec![]).await).unwrap()
}

/// Name of the operator of this conversation, by the portal's word.
pub(crate) async fn operator_of(portal: &Portal, number: &str, secret: &str) -> Option<String> {
    kept(portal, number, secret).await["operator"].as_str().map(str::to_owned)
}
