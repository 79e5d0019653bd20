//! What happens in conversations because time goes by.

use super::{By, Change, automatic, write};
use crate::app::Portal;
use crate::problem::Failure;
use crate::queue::Queue;
use crate::store::conversations;
use contract::ConversationStatus::Waiting;
use rusqlite::Connection;
use std::sync::Arc;
use std::time::Duration;

const ROUND: Duration = Duration::from_millis(500);

/// Looks after the conversations until the portal stops.
pub(crate) async fn run(portal: Arc<Portal>) {
    let mut stopped = portal.live.stopped();
    loop {
        if let Err(failure) = round(&portal).await {
            tracing::error!("conversations: {:?}", failure.kind);
        }
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(ROUND) => {}
        }
    }
}

async fn round(portal: &Arc<Portal>) -> Result<(), Failure> {
    let now = portal.clock.now_ms();
    // Most of the time there is nothing to do, and nobody has to wait for it.
    if portal.store.read(move |connection| is_idle(connection, now)).await? {
        return Ok(());
    }
    write(portal, |change| {
        for number in conversations::take_stopped_typing(change.transaction, change.now_ms())? {
            change.tell(&number)?;
        }
        change.close()?;
        automatic::round(change)
    })
    .await
}

fn is_idle(connection: &Connection, now: i64) -> Result<bool, Failure> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM conversations WHERE status IN ('waiting', 'transferred'))
               AND NOT EXISTS (SELECT 1 FROM conversations WHERE typing_until <= ?1)
               AND NOT EXISTS (SELECT 1 FROM conversations JOIN operators ON operators.id = operator
                   WHERE automatic AND status IN ('connected', 'onHold'))";
    Ok(connection.prepare_cached(sql)?.query_row([now], |row| row.get(0))?)
}

impl Change<'_> {
    /// Whoever still waits when the operators go home is told so, and not left waiting.
    fn close(&self) -> Result<(), Failure> {
        if self.portal.desks.is_open(Queue::Conversations.channel(), self.now) {
            return Ok(());
        }
        conversations::in_status(self.transaction, Waiting)?.iter().try_for_each(|talk| self.end(talk, By::Closing))
    }
}
