use contract::read::{Fields, Read, Value};
use contract::{Consent, Instant, Members};
use serde::Serialize;

/// The form of a [`TicketDraft`] that is written now.
pub const DRAFT_VERSION: u32 = 1;

/// A ticket as it is being written: everything exactly as typed, right or wrong.
///
/// A draft kept by an earlier version is read as far as it goes: what is missing or null is empty. It is written again with
/// [`DRAFT_VERSION`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TicketDraft {
    pub version: u32,
    /// [`contract::Category::id`]; empty: not chosen yet.
    pub category: String,
    /// In one line, what it is about.
    pub name: String,
    pub description: String,
    pub full_name: String,
    pub email: String,
    pub phone: String,
    pub notify_email: bool,
    pub notify_sms: bool,
    /// By [`contract::Attribute::code`], of every category that was chosen on the way: going back loses nothing.
    pub answers: Members<Vec<String>>,
    /// By [`contract::Consent::id`]: the boxes that are ticked.
    pub consents: Members<Agreement>,
    /// The `Idempotency-Key`, once there is an intent to send this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent_key: Option<String>,
}

/// A box that was ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Agreement {
    /// [`contract::Consent::version`] of the text that stood beside it.
    pub version: String,
    pub at: Instant,
}

impl Default for TicketDraft {
    fn default() -> Self {
        Self {
            version: DRAFT_VERSION,
            category: String::new(),
            name: String::new(),
            description: String::new(),
            full_name: String::new(),
            email: String::new(),
            phone: String::new(),
            notify_email: false,
            notify_sms: false,
            answers: Members::default(),
            consents: Members::default(),
            intent_key: None,
        }
    }
}

impl Read for TicketDraft {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value);
        let whole = Self {
            version: DRAFT_VERSION,
            category: fields.or_default("category"),
            name: fields.or_default("name"),
            description: fields.or_default("description"),
            full_name: fields.or_default("fullName"),
            email: fields.or_default("email"),
            phone: fields.or_default("phone"),
            notify_email: fields.or_default("notifyEmail"),
            notify_sms: fields.or_default("notifySms"),
            answers: fields.or_default("answers"),
            consents: fields.or_default("consents"),
            intent_key: fields.or_default("intentKey"),
        };
        fields.whole(whole)
    }
}

impl TicketDraft {
    /// Whether the box of this text is ticked. Agreement to an earlier version of it is none to this one.
    pub fn agrees_to(&self, consent: &Consent) -> bool {
        self.consents.get(&consent.id).is_some_and(|agreement| agreement.version == consent.version)
    }

    /// Ticks the box of the text as it stands now.
    pub fn agree(&mut self, consent: &Consent, at: Instant) {
        self.consents.insert(consent.id.clone(), Agreement { version: consent.version.clone(), at });
    }

    pub fn disagree(&mut self, consent: &Consent) {
        self.consents.remove(&consent.id);
    }
}
