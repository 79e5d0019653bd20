use crate::desk::{AT, consent, desk, guest, payer};
use contract::read::Read;
use domain::ticket::{Agreement, DRAFT_VERSION, TicketDraft};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json, to_value};

fn read(kept: Value) -> TicketDraft {
    TicketDraft::read(kept.into()).unwrap()
}

#[test]
fn an_empty_draft_knows_its_version_and_nothing_else() {
    let draft = TicketDraft::default();
    assert_eq!(draft.version, DRAFT_VERSION);
    assert_eq!(read(json!({})), draft);
}

#[test]
fn a_draft_of_another_version_is_read_as_far_as_it_goes() {
    let old = json!({
        "version": 0, "category": "access", "fullName": null, "answers": null, "notifySms": null, "intentKey": null,
        "name": "Help", "colour": "green", "consents": {"terms": {"version": "2", "at": AT, "by": "me"}}
    });
    let draft = read(old);
    assert_eq!((draft.version, draft.category.as_str(), draft.name.as_str()), (DRAFT_VERSION, "access", "Help"));
    assert_eq!((draft.full_name.as_str(), draft.notify_sms, draft.answers.len()), ("", false, 0));
    assert_eq!(draft.consents.get("terms"), Some(&Agreement { version: "2".into(), at: AT.into() }));
    assert_eq!(read(json!({"version": 77, "name": "x"})).version, DRAFT_VERSION);
}

#[test]
fn a_draft_is_kept_under_these_names() {
    let kept = to_value(TicketDraft { intent_key: Some("k".into()), ..payer() }).unwrap();
    assert_eq!(
        kept,
        json!({
            "version": 1, "category": "billing", "name": "Cannot sign in", "description": "The code never comes.",
            "fullName": "Анна Ким", "email": "anna@example.org", "phone": "", "notifyEmail": false, "notifySms": false,
            "answers": {"order": ["A-17"], "wish": ["refund"]}, "consents": {"terms": {"version": "3", "at": AT}}, "intentKey": "k"
        })
    );
    assert_eq!(to_value(guest()).unwrap().get("intentKey"), None);
}

#[test]
fn agreement_is_to_one_version_of_a_text() {
    let mut draft = guest();
    let terms = desk().consents[0].clone();
    assert!(draft.agrees_to(&terms));
    let newer = consent("terms", "4", true);
    assert!(!draft.agrees_to(&newer));
    draft.agree(&newer, AT.into());
    assert!(draft.agrees_to(&newer) && !draft.agrees_to(&terms));
    draft.disagree(&newer);
    assert!(!draft.agrees_to(&newer) && draft.consents.is_empty());
}

proptest! {
    #[test]
    fn nothing_typed_is_lost_on_the_way_to_storage_and_back(
        texts in vec("\\PC{0,12}|[\\s\\S]{0,12}", 6), notify: (bool, bool), key in proptest::option::of("\\PC{1,8}"),
        answers in btree_map("\\PC{0,6}", vec("[\\s\\S]{0,8}", 0..3), 0..4), consents in btree_map("\\PC{0,6}", ("\\PC{0,3}", "\\PC{0,9}"), 0..3)
    ) {
        let draft = TicketDraft {
            version: DRAFT_VERSION, category: texts[0].clone(), name: texts[1].clone(), description: texts[2].clone(), full_name: texts[3].clone(),
            email: texts[4].clone(), phone: texts[5].clone(), notify_email: notify.0, notify_sms: notify.1, answers: answers.into_iter().collect(),
            consents: consents.into_iter().map(|(id, (version, at))| (id, Agreement { version, at })).collect(), intent_key: key,
        };
        let kept = serde_json::to_string(&draft).unwrap();
        prop_assert_eq!(read(serde_json::from_str(&kept).unwrap()), draft);
    }
}
