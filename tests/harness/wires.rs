//! The wire between browser and portal breaks as it is told to.

use crate::page_with;
use browser_tests::{Fault, Gate, Rule, Setup, Stage, flows};
use serde_json::json;

const POST: &str = "const done = arguments[1]; fetch(arguments[0], { method: 'POST', body: 'тело' }).then(async (a) => done([a.status, await a.text()]), () => done(['failed']))";

async fn breaks_once_and_counts(stage: Stage) {
    let wire = page_with("").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.expect_complaint("ERR_");
    wire.rule(Rule::new("POST", "/empty.js", Fault::Refuse).once());
    // Chromium may repeat it by itself, which must not use the rule up for the next request.
    assert_eq!(page.evaluate_async(POST, vec![json!("/empty.js")]).await, json!(["failed"]));
    assert_eq!(page.evaluate_async(POST, vec![json!("/empty.js?x=1")]).await, json!([200, ""]));
    assert!(wire.count("POST", "/empty.js") >= 2);
    let last = wire.seen().pop().unwrap();
    assert_eq!((last.path.as_str(), last.body.as_str(), last.status), ("/empty.js?x=1", "тело", Some(200)));
}

async fn loses_the_answer_after_the_deed(stage: Stage) {
    let wire = page_with("").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.expect_complaint("ERR_");
    wire.rule(Rule::new("POST", "/empty.js", Fault::LoseAnswer));
    assert_eq!(page.evaluate_async(POST, vec![json!("/empty.js")]).await, json!(["failed"]));
    assert_eq!(wire.seen().pop().unwrap().status, Some(200));
}

async fn cuts_an_answer_short(stage: Stage) {
    let wire = page_with("<p>Длинная страница</p>").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.expect_complaint("ERR_");
    wire.rule(Rule::new("GET", "/?cut", Fault::CutAnswer(40)));
    let read = "const done = arguments[0]; fetch('/?cut').then((a) => a.text()).then((t) => done(t.length), () => done('broken'))";
    assert_eq!(page.evaluate_async(read, vec![]).await, json!("broken"));
}

async fn holds_until_the_gate_opens(stage: Stage) {
    let wire = page_with("").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    for (fault, gate, asked) in
        [(Fault::HoldRequest as fn(Gate) -> Fault, Gate::default(), None), (Fault::HoldAnswer, Gate::default(), Some(200))]
    {
        wire.clear_rules();
        wire.rule(Rule::new("POST", "/empty.js", fault(gate.clone())));
        page.evaluate("window.answer = null; fetch('/empty.js', { method: 'POST' }).then((a) => { window.answer = a.status; })", vec![])
            .await;
        gate.reached().await;
        assert_eq!(wire.seen().pop().unwrap().status, asked);
        assert_eq!(page.evaluate("return window.answer", vec![]).await, json!(null));
        gate.open();
        let come = browser_tests::until(async || (page.evaluate("return window.answer", vec![]).await == json!(200)).then_some(()));
        assert!(come.await.is_some());
    }
}

async fn answers_instead(stage: Stage) {
    let wire = page_with("").await;
    wire.rule(Rule::new("*", "*.js", Fault::Answer(503, "text/plain", "занято".into())));
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.expect_complaint("503");
    assert_eq!(page.evaluate_async(POST, vec![json!("/empty.js")]).await, json!([503, "занято"]));
}

async fn can_be_unplugged(stage: Stage) {
    let wire = page_with("<p>Здесь</p>").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.expect_complaint("ERR_");
    wire.unplug().await;
    assert_eq!(page.evaluate_async(POST, vec![json!("/empty.js")]).await, json!(["failed"]));
    wire.plug().await;
    assert_eq!(page.evaluate_async(POST, vec![json!("/empty.js")]).await, json!([200, ""]));
}

flows! {
    breaks_once_and_counts;
    loses_the_answer_after_the_deed;
    cuts_an_answer_short;
    holds_until_the_gate_opens;
    answers_instead;
    can_be_unplugged;
}
