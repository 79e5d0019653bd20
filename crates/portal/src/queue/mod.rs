//! Who waits for whom. There are two queues, one for callbacks and one for conversations; whoever came earlier is served earlier.

mod automatic;
mod callback;
mod calling;
mod slots;
mod work;

pub(crate) use automatic::attend;
pub(crate) use callback::{Asker, seen};
pub(crate) use slots::free as free_slots;
pub(crate) use work::{Work, work};

use crate::app::Portal;
use crate::problem::Fatal;
use crate::store::handling;
use crate::store::operators::{self, Duty, Operator};
use contract::ChannelKind;
use domain::queue::{estimated_wait, usual_time};
use domain::time::UtcInstant;
use rusqlite::{Connection, OptionalExtension};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    Callbacks,
    Conversations,
}

impl Queue {
    pub(crate) const ALL: [Self; 2] = [Self::Callbacks, Self::Conversations];

    /// Which operators serve it.
    #[must_use]
    pub(crate) fn duty(self) -> Duty {
        match self {
            Self::Callbacks => Duty::Phone,
            Self::Conversations => Duty::Chat,
        }
    }

    /// By the schedule of which channel it is served.
    #[must_use]
    pub(crate) fn channel(self) -> ChannelKind {
        match self {
            Self::Callbacks => ChannelKind::Callback,
            Self::Conversations => ChannelKind::OperatorChat,
        }
    }

    /// The table, and those of its rows that wait.
    fn rows(self) -> &'static str {
        match self {
            Self::Callbacks => "callbacks AS row WHERE row.status = 'queued'",
            Self::Conversations => "conversations AS row WHERE row.status = 'waiting'",
        }
    }

    /// Numbers of all that wait, the next one first: their place is their position.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn waiting(self, connection: &Connection) -> Result<Vec<String>, Fatal> {
        let sql = format!("SELECT number FROM {} ORDER BY row.queued_at, row.rowid", self.rows());
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many wait.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn length(self, connection: &Connection) -> Result<u32, Fatal> {
        Ok(connection.query_row(&format!("SELECT count(*) FROM {}", self.rows()), [], |row| row.get(0))?)
    }

    /// Place of the one with that number, the next one being 1; `None`: it does not wait.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn position(self, connection: &Connection, number: &str) -> Result<Option<u32>, Fatal> {
        let rows = self.rows();
        let sql = format!("SELECT row.queued_at, row.rowid FROM {rows} AND number = ?1");
        let place = connection.query_row(&sql, [number], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some(place) = place else { return Ok(None) };
        let (queued_at, rowid): (i64, i64) = place;
        let sql = format!("SELECT count(*) FROM {rows} AND (row.queued_at, row.rowid) <= (?1, ?2)");
        Ok(Some(connection.query_row(&sql, [queued_at, rowid], |row| row.get(0))?))
    }

    /// Those at work now, with the fewest contacts first: present, and the hours are theirs.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn at_work(self, portal: &Portal, connection: &Connection, now: UtcInstant) -> Result<Vec<Operator>, Fatal> {
        if !portal.desks.is_open(self.channel(), now) {
            return Ok(Vec::new());
        }
        let mut operators = operators::all(connection, self.duty())?;
        operators.retain(|operator| operator.present);
        Ok(operators)
    }

    /// How things stand, for estimates.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn pace(self, portal: &Portal, connection: &Connection, now: UtcInstant) -> Result<Pace, Fatal> {
        let opens_in = portal.desks.opens_in(self.channel(), now);
        let mut operators = operators::all(connection, self.duty())?;
        let is_staffed = !operators.is_empty();
        operators.retain(|operator| operator.present);
        let sum = |places: fn(&Operator) -> u32| operators.iter().map(places).fold(0, u32::saturating_add);
        Ok(Pace {
            opens_in,
            is_staffed,
            places: sum(|operator| operator.duty.places()),
            free: sum(Operator::free_places),
            usual: usual_time(&handling::last(connection, self.duty())?),
        })
    }
}

/// What estimates are made of, read once for a whole queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pace {
    /// Seconds until anybody serves the queue, 0 while it is open; `None`: not known.
    opens_in: Option<u32>,
    /// Somebody works for it at all, now or at other times.
    is_staffed: bool,
    places: u32,
    free: u32,
    usual: Option<u32>,
}

impl Pace {
    /// Where nobody works for the queue, nothing is known of it.
    #[must_use]
    pub(crate) fn known(self) -> Option<Self> {
        self.is_staffed.then_some(self)
    }

    /// Seconds until the turn of the one at `position`. `None`: not known; never 0.
    #[must_use]
    pub(crate) fn wait(&self, position: u32) -> Option<u32> {
        Some(estimated_wait(position, self.places, self.free, self.usual)?.saturating_add(self.opens_in?))
    }

    /// How many contacts could be taken at once.
    #[must_use]
    pub(crate) fn free_now(&self) -> u32 {
        if self.opens_in == Some(0) { self.free } else { 0 }
    }
}
