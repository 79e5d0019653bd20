//! What a visitor goes through before they call: the portal's questions, checks and advice for one category.

use crate::read::Read;
use crate::{Attribute, tolerant};
use serde::{Deserialize, Serialize};

/// One screen of the checklist: one question, or a few that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct ChecklistPage {
    /// Unique in its category; it stands in the address of the screen.
    pub code: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub part: ChecklistPart,
    /// The question, as the title of the screen.
    pub title: String,
    /// Why an operator asks this, one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// An item that has the code of one of the category's `attributes` answers that one too, and the codes `fullName`, `phone`, `email`,
    /// `login`, `contract`, `subject`, `description`, `device` and `browser` are known to everybody: what is known already fills them in.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Attribute>,
    /// Screenshots can be added here, if the desk takes attachments.
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub attachments: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum ChecklistPart {
    /// Who calls. It can be left out of what is printed or carried away.
    Identity,
    /// What happened. Anything else is read as this.
    #[default]
    #[serde(other)]
    Description,
}

/// Something to try before calling.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    pub code: String,
    #[serde(default, deserialize_with = "tolerant::or_default")]
    pub kind: CheckKind,
    /// "Restart the application".
    pub name: String,
    /// What to do when it fails, or, guided, how to do it: one step after another.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub steps: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub enum CheckKind {
    /// Is there a network at all?
    Connection,
    /// Does the portal answer, and how fast?
    Portal,
    /// May the page keep cookies and data?
    Storage,
    /// Is the browser new enough?
    Browser,
    /// How wrong is the device's clock?
    Clock,
    /// Is the account neither blocked nor closed? Only for who is signed in.
    Account,
    /// The visitor does it and says whether it helped. Anything else is read as this.
    #[default]
    #[serde(other)]
    Guided,
}

/// A way through the voice menu of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct MenuEntry {
    /// What to press, in order: `2`, `1 3`.
    pub keys: String,
    /// What is reached by it.
    pub name: String,
    /// [`crate::Category::id`] of what it is for.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub categories: Vec<String>,
}

/// What the portal takes as an attachment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentLimits {
    /// Of one file, in bytes.
    pub max_size: u32,
    /// Of one ticket.
    pub max_count: u32,
    /// Media types: `image/png`.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub types: Vec<String>,
}
