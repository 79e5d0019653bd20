use crate::text;
use crate::ticket::Agreement;
use contract::read::{Fields, Read, Value};
use contract::{Consent, Instant, Members};
use serde::Serialize;

/// The form of a [`CallbackDraft`] that is written now.
pub const CALLBACK_DRAFT_VERSION: u32 = 1;

/// A callback as it is being asked for: everything exactly as typed, right or wrong.
///
/// A draft kept by an earlier version is read as far as it goes: what is missing or null is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallbackDraft {
    pub version: u32,
    /// At a time of their own, not as soon as possible.
    pub later: bool,
    /// [`contract::CallbackSlot::start`]; empty: not chosen yet.
    pub slot: String,
    pub phone: String,
    pub full_name: String,
    /// [`contract::Category::id`]; empty: not said.
    pub category: String,
    pub description: String,
    /// The call sheet stays behind, though there is one.
    pub without_sheet: bool,
    /// Number of the call, conversation or ticket that this goes on from; empty for none.
    pub previous: String,
    /// Number of the open one that this is added to; empty: to none.
    pub existing: String,
    /// Another one is wanted, though there is an open one.
    pub another: bool,
    /// Why.
    pub reason: String,
    /// By [`contract::Consent::id`]: the boxes that are ticked.
    pub consents: Members<Agreement>,
    /// The `Idempotency-Key`, once there is an intent to send this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent_key: Option<String>,
}

impl Default for CallbackDraft {
    fn default() -> Self {
        Self {
            version: CALLBACK_DRAFT_VERSION,
            later: false,
            slot: String::new(),
            phone: String::new(),
            full_name: String::new(),
            category: String::new(),
            description: String::new(),
            without_sheet: false,
            previous: String::new(),
            existing: String::new(),
            another: false,
            reason: String::new(),
            consents: Members::default(),
            intent_key: None,
        }
    }
}

impl Read for CallbackDraft {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value);
        let whole = Self {
            version: CALLBACK_DRAFT_VERSION,
            later: fields.or_default("later"),
            slot: fields.or_default("slot"),
            phone: fields.or_default("phone"),
            full_name: fields.or_default("fullName"),
            category: fields.or_default("category"),
            description: fields.or_default("description"),
            without_sheet: fields.or_default("withoutSheet"),
            previous: fields.or_default("previous"),
            existing: fields.or_default("existing"),
            another: fields.or_default("another"),
            reason: fields.or_default("reason"),
            consents: fields.or_default("consents"),
            intent_key: fields.or_default("intentKey"),
        };
        fields.whole(whole)
    }
}

impl CallbackDraft {
    /// Whether the box of this text is ticked. Agreement to an earlier version of it is none to this one.
    pub fn agrees_to(&self, consent: &Consent) -> bool {
        self.consents.get(&consent.id).is_some_and(|agreement| agreement.version == consent.version)
    }

    /// Ticks or unticks the box of the text as it stands now.
    pub fn agree(&mut self, consent: &Consent, at: Option<Instant>) {
        match at {
            Some(at) => self.consents.insert(consent.id.clone(), Agreement { version: consent.version.clone(), at }),
            None => drop(self.consents.remove(&consent.id)),
        }
    }

    /// Somebody has written something. What a profile has filled in is nothing written, nor is a topic, nor a time alone.
    pub fn has_words(&self, is_accounts: bool) -> bool {
        let of_person = [&self.full_name, &self.phone];
        let is_written = |text: &&String| !text::line(text).is_empty();
        [&self.description, &self.reason].iter().any(is_written)
            || self.consents.iter().next().is_some()
            || (!is_accounts && of_person.iter().any(is_written))
    }

    /// What was meant by the answer to "you have asked already" is over with it.
    pub fn forget_choice(&mut self) {
        self.existing.clear();
        self.another = false;
        self.reason.clear();
    }
}
