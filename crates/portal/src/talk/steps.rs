//! The steps of a conversation.

use super::Change;
use crate::problem::{Failure, Kind};
use crate::store::conversations::{self, Talk};
use crate::store::handling;
use crate::store::messages::New;
use crate::store::operators::{self, Duty, Operator};
use contract::ConversationStatus::{self, Abandoned, Connected, Ended, OnHold, Transferred, Waiting};
use contract::MessageAuthor;
use domain::states::Step;

/// Who ends a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Visitor,
    Operator,
    /// Nobody has said anything for long.
    Silence,
    /// Nobody is there any more.
    Closing,
}

impl Change<'_> {
    /// # Errors
    /// 409 for a step that is none.
    fn step(&self, talk: &Talk, to: ConversationStatus) -> Result<(), Failure> {
        let step = Step::new(talk.status, to).ok_or(Kind::WrongState)?;
        if !conversations::step(self.transaction, &talk.number, step, self.now_ms())? {
            return Err(Kind::WrongState.into());
        }
        self.has_moved.set(true);
        Ok(())
    }

    /// It is new: somebody waits.
    pub(crate) fn has_come(&self) {
        self.has_moved.set(true);
    }

    /// An operator comes to work, or leaves it: everybody who waits is told how long it takes now.
    ///
    /// # Errors
    /// 404 for nobody.
    pub(crate) fn comes_or_goes(&self, operator: &str, present: bool) -> Result<(), Failure> {
        operators::find(self.transaction, operator)?.ok_or(Kind::NotFound)?;
        operators::set_present(self.transaction, operator, present)?;
        self.has_moved.set(true);
        self.assign()?;
        conversations::in_status(self.transaction, Waiting)?.iter().try_for_each(|talk| self.tell(&talk.number))
    }

    pub(super) fn connect(&self, talk: &Talk, operator: Option<Operator>) -> Result<(), Failure> {
        let Some(operator) = operator else { return Ok(()) };
        self.step(talk, Connected)?;
        conversations::give_to(self.transaction, &talk.number, Some(&operator.id), None)?;
        self.announce(talk, &self.texts(talk).joined, &[("name", &operator.name), ("number", &talk.number)])?;
        self.tell(&talk.number)
    }

    /// An operator takes one that waits, although it was not given to them.
    ///
    /// # Errors
    /// 409 when somebody else has it.
    pub(crate) fn take(&self, talk: &Talk, operator: &str) -> Result<(), Failure> {
        let operator = operators::find(self.transaction, operator)?.ok_or(Kind::NotFound)?;
        self.connect(talk, Some(operator))
    }

    /// Handed over to somebody who is not there: whoever is free, and soon, for it keeps its place.
    pub(super) fn send_back(&self, talk: &Talk) -> Result<(), Failure> {
        self.step(talk, Waiting)?;
        conversations::give_to(self.transaction, &talk.number, None, None)?;
        self.tell(&talk.number)
    }

    /// # Errors
    /// 409 when it is over.
    pub(crate) fn end(&self, talk: &Talk, by: By) -> Result<(), Failure> {
        self.step(talk, Ended)?;
        let texts = self.texts(talk);
        let text = match by {
            By::Visitor | By::Operator => &texts.ended,
            By::Silence => &texts.ended_by_silence,
            By::Closing => &texts.closed,
        };
        self.announce(talk, text, &[("number", &talk.number)])?;
        if let Some(connected_at) = talk.connected_at {
            let took = self.now_ms().saturating_sub(connected_at).checked_div(1000).unwrap_or_default();
            handling::record(self.transaction, Duty::Chat, u32::try_from(took).unwrap_or_default(), self.now_ms())?;
        }
        self.tell(&talk.number)
    }

    /// The visitor leaves the queue.
    ///
    /// # Errors
    /// 409 when it does not wait.
    pub(crate) fn abandon(&self, talk: &Talk) -> Result<(), Failure> {
        self.step(talk, Abandoned)?;
        self.tell(&talk.number)
    }

    /// The operator looks something up, or is back.
    ///
    /// # Errors
    /// 409 when nobody talks.
    pub(crate) fn hold(&self, talk: &Talk, holds: bool) -> Result<(), Failure> {
        self.step(talk, if holds { OnHold } else { Connected })?;
        self.tell(&talk.number)
    }

    /// # Errors
    /// 404 for who is no such operator, 409 for who has it already.
    pub(crate) fn transfer(&self, talk: &Talk, to: &str) -> Result<(), Failure> {
        let next = operators::find(self.transaction, to)?.filter(|next| next.duty == Duty::Chat).ok_or(Kind::NotFound)?;
        if talk.operator.as_ref() == Some(&next.id) {
            return Err(Kind::WrongState.into());
        }
        self.step(talk, Transferred)?;
        conversations::give_to(self.transaction, &talk.number, None, Some(&next.id))?;
        self.announce(talk, &self.texts(talk).handed_over, &[("name", &next.name)])?;
        self.tell(&talk.number)
    }

    /// What the operator of the conversation says.
    ///
    /// # Errors
    /// 409 when nobody talks.
    pub(crate) fn answer(&self, talk: &Talk, text: &str) -> Result<(), Failure> {
        if !matches!(talk.status, Connected | OnHold) {
            return Err(Kind::WrongState.into());
        }
        let name = talk.operator_name.as_deref();
        self.say(talk, &New { author: MessageAuthor::Operator, name, key: None, text, attachment: None })?;
        if talk.typing_until.is_some() {
            conversations::set_typing(self.transaction, &talk.number, None)?;
            self.tell(&talk.number)?;
        }
        Ok(())
    }

    /// The operator writes at this moment.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn types(&self, talk: &Talk) -> Result<(), Failure> {
        if !matches!(talk.status, Connected | OnHold) {
            return Ok(());
        }
        let until = self.now_ms().saturating_add(i64::try_from(super::TYPING.as_millis()).unwrap_or_default());
        conversations::set_typing(self.transaction, &talk.number, Some(until))?;
        // Told when it begins; that it goes on is nothing new.
        if talk.typing_until.is_none_or(|until| until <= self.now_ms()) { self.tell(&talk.number) } else { Ok(()) }
    }

    /// The operator asks who it is.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn request_identity(&self, talk: &Talk) -> Result<(), Failure> {
        if talk.is_over() {
            return Err(Kind::WrongState.into());
        }
        if !talk.identified && !talk.identity_requested {
            conversations::request_identity(self.transaction, &talk.number, self.now_ms())?;
            self.announce(talk, &self.texts(talk).identity_requested, &[])?;
            self.tell(&talk.number)?;
        }
        Ok(())
    }
}
