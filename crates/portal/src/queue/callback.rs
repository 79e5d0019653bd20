//! What becomes of a callback by whoever asked for it, and how they see it.

use super::slots;
use super::work::Work;
use super::{Pace, Queue};
use crate::app::Portal;
use crate::language::Language;
use crate::problem::{Failure, Fatal, Kind};
use crate::secrets::random;
use crate::store::callbacks::{self, Kept};
use crate::store::contacts::{Asking, ContactKind, may_see};
use crate::store::words::instant;
use contract::{Callback, CallbackChange, CallbackStatus, NewCallback};
use domain::callback::limits::{DESCRIPTION_MAX, SHEET_MAX};
use domain::callback::{can_be_changed, joined, phone_rule};
use domain::time::{UtcInstant, parse_instant};
use rusqlite::Connection;

/// How a callback looks to whoever asked for it, `position` being its place in the queue if it is there.
#[must_use]
pub(super) fn as_seen(portal: &Portal, kept: &Kept, position: Option<u32>, pace: &Pace) -> Callback {
    let line = portal.desks.of(kept.language).desk.lines.first();
    Callback {
        number: kept.number.clone(),
        status: kept.status(),
        phone: kept.phone.clone(),
        ticket_type: kept.ticket_type.clone(),
        description: kept.description.clone(),
        creation_date: instant(kept.created_at),
        slot: kept.slot(),
        position,
        estimated_wait: position.and_then(|position| pace.wait(position)),
        calling_number: line.map(|line| line.number.clone()),
        code_word: Some(kept.code_word.clone()),
        operator: kept.operator_name.clone(),
        tries: kept.tries,
        expires: kept.expires_at.filter(|_| !domain::states::State::is_final(kept.status())).map(instant),
        last_update: Some(instant(kept.updated_at)),
    }
}

/// The same, as it stands now.
///
/// # Errors
/// Those of the database.
pub(crate) fn seen(portal: &Portal, connection: &Connection, kept: &Kept, now: UtcInstant) -> Result<Callback, Fatal> {
    let position = Queue::Callbacks.position(connection, &kept.number)?;
    Ok(as_seen(portal, kept, position, &Queue::Callbacks.pace(portal, connection, now)?))
}

/// Who asks, in which language, and as what they can prove it.
pub(crate) struct Asker {
    pub asking: Asking,
    pub language: Language,
}

impl Work<'_> {
    /// Takes a request that keeps the rules of [`domain::callback::accept`]. `secret` makes the secret of a guest's from its number.
    /// A new one, or the open one that it was added to.
    ///
    /// # Errors
    /// 409 when there is one for the same number; 422.
    pub(crate) fn ask(&mut self, sent: NewCallback, asker: &Asker, secret: impl Fn(&str) -> String) -> Result<Asked, Failure> {
        if let Some(existing) = &sent.existing {
            return Ok(Asked { kept: self.add_to(existing, &sent, asker)?, is_new: false });
        }
        let alike = callbacks::alike(self.transaction, &sent.phone, &asker.asking)?;
        if let Some(alike) = alike.filter(|_| sent.reason.is_none()) {
            return Err(Failure::duplicate(alike.number));
        }
        let slot = sent.slot.as_deref().map(|slot| self.free_slot(slot, "")).transpose()?;
        let number = ContactKind::Callback.free_number(&self.portal.desks, self.transaction, self.now)?;
        let mut kept = Kept::new(number, slot, self.now_ms());
        kept.account.clone_from(&asker.asking.account);
        kept.language = asker.language;
        kept.full_name = sent.full_name;
        kept.phone = sent.phone;
        kept.ticket_type = sent.ticket_type;
        kept.description = sent.description;
        kept.sheet = sent.sheet;
        kept.previous_number = sent.previous_number;
        kept.urgent = sent.urgent;
        kept.reason = sent.reason;
        kept.code_word = code_word(self.portal, asker.language)?;
        kept.expires_at = Some(self.expiry(slot.unwrap_or(self.now_ms())));
        let secret_hash = kept.account.is_none().then(|| crate::secrets::hash(secret(&kept.number)));
        callbacks::insert(self.transaction, &kept, secret_hash, &sent.consents)?;
        self.note(&kept);
        Ok(Asked { kept, is_new: true })
    }

    fn add_to(&mut self, existing: &str, sent: &NewCallback, asker: &Asker) -> Result<Kept, Failure> {
        let not_there = || Failure::invalid_at("/existing", "notAllowed");
        let number = domain::ticket::read_ticket_number(existing).ok_or_else(not_there)?;
        let is_own = may_see(self.transaction, &number, &asker.asking)?;
        let kept = callbacks::find(self.transaction, &number)?.filter(|kept| is_own && domain::callback::is_open(kept.status()));
        let mut kept = kept.ok_or_else(not_there)?;
        kept.description = joined(kept.description.as_deref(), sent.description.as_deref());
        kept.sheet = joined(kept.sheet.as_deref(), sent.sheet.as_deref());
        for (pointer, text, max) in [("/description", &kept.description, DESCRIPTION_MAX), ("/sheet", &kept.sheet, SHEET_MAX)] {
            if text.as_ref().is_some_and(|text| text.chars().count() > max) {
                return Err(Failure::invalid_at(pointer, "tooLong"));
            }
        }
        kept.urgent = sent.urgent.clone().or(kept.urgent);
        if let Some(slot) = &sent.slot {
            self.put_in_slot(&mut kept, slot)?;
        }
        self.save(&mut kept)?;
        Ok(kept)
    }

    /// What whoever asked changes of it.
    ///
    /// # Errors
    /// 422 for what cannot be wished, 409 where it is in no state for it.
    pub(crate) fn change(&mut self, kept: &mut Kept, change: &CallbackChange) -> Result<(), Failure> {
        let wanted = change.status;
        if !matches!(wanted, None | Some(CallbackStatus::Cancelled | CallbackStatus::Queued)) {
            return Err(Failure::invalid_at("/status", "notAllowed"));
        }
        if wanted.is_some() && change.slot.is_some() {
            return Err(Failure::invalid_at("/slot", "notAllowed"));
        }
        if let Some(rule) = change.phone.as_deref().and_then(phone_rule) {
            return Err(Failure::invalid_at("/phone", rule.code()));
        }
        if wanted == Some(CallbackStatus::Cancelled) {
            return self.cancel(kept);
        }
        if *change == CallbackChange::default() {
            return Ok(());
        }
        if !can_be_changed(kept.status()) {
            return Err(Kind::WrongState.into());
        }
        if let Some(phone) = &change.phone {
            kept.phone.clone_from(phone);
        }
        if let Some(slot) = &change.slot {
            self.put_in_slot(kept, slot)?;
        }
        if wanted.is_some() && kept.status() != CallbackStatus::Queued {
            self.go(kept, CallbackStatus::Queued)?;
            kept.slot_start = None;
            kept.queued_at = Some(self.now_ms());
            kept.expires_at = Some(self.expiry(self.now_ms()));
        }
        Ok(self.save(kept)?)
    }

    /// Nobody calls any more. One that is cancelled already stays so.
    ///
    /// # Errors
    /// 409 where it is too late.
    pub(crate) fn cancel(&mut self, kept: &mut Kept) -> Result<(), Failure> {
        if kept.status() == CallbackStatus::Cancelled {
            return Ok(());
        }
        self.go(kept, CallbackStatus::Cancelled)?;
        Ok(self.save(kept)?)
    }

    fn put_in_slot(&self, kept: &mut Kept, slot: &str) -> Result<(), Failure> {
        if !can_be_changed(kept.status()) {
            return Err(Kind::WrongState.into());
        }
        let start = self.free_slot(slot, &kept.number)?;
        if kept.status() != CallbackStatus::Scheduled {
            self.go(kept, CallbackStatus::Scheduled)?;
        }
        kept.slot_start = Some(start);
        kept.queued_at = None;
        kept.expires_at = Some(self.expiry(start));
        Ok(())
    }

    /// Start of a slot that is free, or taken by the one with that number itself.
    ///
    /// # Errors
    /// 422 at `/slot`.
    pub(crate) fn free_slot(&self, slot: &str, number: &str) -> Result<i64, Failure> {
        let start = parse_instant(slot).ok_or_else(|| Failure::invalid_at("/slot", "invalid"))?.timestamp_millis();
        let free = slots::free(self.portal, self.transaction, self.now, number)?;
        if free.contains(&start) { Ok(start) } else { Err(Failure::invalid_at("/slot", "notAllowed")) }
    }
}

/// What came of a request.
pub(crate) struct Asked {
    pub kept: Kept,
    /// Not so: it was added to one that was there.
    pub is_new: bool,
}

/// Two easy words: by them the visitor knows who calls.
fn code_word(portal: &Portal, language: Language) -> Result<String, Fatal> {
    let words = &portal.texts.of(language).code_words;
    let [one, other]: [u8; 2] = random()?;
    let count = words.len().max(1);
    let first = usize::from(one).checked_rem(count).unwrap_or_default();
    // Any but the first one.
    let distance = usize::from(other).checked_rem(count.saturating_sub(1).max(1)).unwrap_or_default().saturating_add(1);
    let second = first.saturating_add(distance).checked_rem(count).unwrap_or_default();
    let word = |index: usize| words.get(index).map_or("", String::as_str);
    Ok(format!("{} {}", word(first), word(second)))
}
