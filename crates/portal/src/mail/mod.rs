//! The way of a mail: written in the transaction of what it tells about, sent from there, again and again until it is taken.

pub(crate) mod letters;
mod smtp;

use crate::app::Portal;
use crate::problem::Fatal;
use crate::secrets::token;
use crate::store::{outbox, tickets};
use smtp::Smtp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// Before the second try, in milliseconds by the portal's clock. Doubled for each further one.
const FIRST_PAUSE_MS: i64 = 30_000;
const LONGEST_PAUSE_MS: i64 = 3_600_000;
/// How often the outbox is looked at when nothing is known to be due: the portal's clock may have been moved.
const ROUND: Duration = Duration::from_secs(60);

/// What sends mail, and what tells it that there is some.
pub(crate) struct Post {
    smtp: Option<Smtp>,
    news: Notify,
}

impl Post {
    /// Without an address of a server mail stays in the outbox.
    ///
    /// # Errors
    /// When the address is none.
    pub(crate) fn new(address: Option<&str>) -> Result<Self, Fatal> {
        Ok(Self { smtp: address.map(Smtp::new).transpose()?, news: Notify::new() })
    }

    /// There may be something to do.
    pub(crate) fn wake(&self) {
        self.news.notify_one();
    }
}

/// Looks after the outbox until the portal stops.
pub(crate) async fn deliver(portal: Arc<Portal>, mut stopped: watch::Receiver<bool>) {
    loop {
        let pause = match round(&portal).await {
            Ok(pause) => pause,
            Err(error) => {
                tracing::error!("mail: {error}");
                ROUND
            }
        };
        portal.gates.forget_idle();
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = portal.post.news.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Sends what is due, and says how long until the next mail is.
async fn round(portal: &Arc<Portal>) -> Result<Duration, Fatal> {
    while resend_link(portal).await? {}
    let Some(smtp) = &portal.post.smtp else { return Ok(ROUND) };
    loop {
        let now = portal.clock.now_ms();
        let (mail, due) = portal.store.read(move |connection| outbox::next(connection, now)).await?;
        let Some(mail) = mail else {
            let wait = due.map_or(ROUND, |due| Duration::from_millis(due.saturating_sub(now).max(0).unsigned_abs()));
            return Ok(wait.min(ROUND));
        };
        let sent = smtp.send(&portal.desks.mail_from, &mail).await;
        let now = portal.clock.now_ms();
        let keep_text = portal.config.demo;
        portal
            .store
            .write(move |transaction| match sent {
                Ok(()) => outbox::sent(transaction, mail.id, now, keep_text),
                Err(error) => {
                    tracing::warn!("mail {}: {error}", mail.id);
                    outbox::put_off(transaction, mail.id, now.saturating_add(pause_ms(mail.tries)), &error.to_string())
                }
            })
            .await?;
    }
}

fn pause_ms(tries: u32) -> i64 {
    FIRST_PAUSE_MS.saturating_mul(2_i64.saturating_pow(tries)).min(LONGEST_PAUSE_MS)
}

/// Looks up the oldest wanted link, and writes the letter if number and address belong together. A link sent again has a
/// secret of its own: the database does not know the one before. Whether there was anything to look up.
async fn resend_link(portal: &Arc<Portal>) -> Result<bool, Fatal> {
    let context = Arc::clone(portal);
    let work = move |transaction: &rusqlite::Transaction<'_>| -> Result<bool, Fatal> {
        let Some(request) = outbox::take_link_request(transaction)? else { return Ok(false) };
        let email = tickets::email_of_guest(transaction, &request.number)?;
        let Some(email) = email.filter(|email| email.eq_ignore_ascii_case(&request.email)) else { return Ok(true) };
        let secret = token()?;
        tickets::add_secret(transaction, &request.number, &secret)?;
        let letter = letters::link_again(&context, request.language, &request.number, email, &secret);
        outbox::put(transaction, &token()?, &letter, context.clock.now_ms())?;
        Ok(true)
    };
    portal.store.write(work).await
}
