//! What the checks share.

use crate::client::{Answer, Client, Request};
use crate::description::Description;
use crate::stream::Stream;
use crate::{Options, Outcome, body};
use contract::{Availability, Capability, CreatedTicket, NewTicket, SupportDesk};
use std::cell::OnceCell;

/// Why a check did not pass.
pub(crate) enum Verdict {
    Failed(String),
    Skipped(String),
}

impl From<String> for Verdict {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

pub(crate) type Verdicts<T = ()> = Result<T, Verdict>;

/// What a check needs of the portal.
#[derive(Clone, Copy)]
pub(crate) enum Needs {
    Nothing,
    Capability(Capability),
    Both(Capability, Capability),
    /// Somebody who is signed in, and what they ask for.
    SignedIn(Capability),
}

pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) needs: Needs,
    pub(crate) run: fn(&Context) -> Verdicts,
}

/// Fails the check when the condition does not hold; the words say what was seen.
macro_rules! ensure {
    ($condition:expr, $($words:tt)+) => {
        if !$condition {
            return Err($crate::context::Verdict::Failed(format!($($words)+)));
        }
    };
}
pub(crate) use ensure;

pub(crate) struct Context {
    pub(crate) options: Options,
    client: Client,
    description: Description,
    desk: OnceCell<Result<SupportDesk, String>>,
    guest: OnceCell<Result<GuestTicket, String>>,
}

/// A ticket that these tests sent as a guest.
#[derive(Clone)]
pub(crate) struct GuestTicket {
    pub(crate) key: String,
    pub(crate) sent: NewTicket,
    pub(crate) created: CreatedTicket,
    pub(crate) secret: String,
    pub(crate) location: String,
    pub(crate) path: String,
    pub(crate) cache_control: String,
}

impl Context {
    pub(crate) fn new(base: &str, options: &Options) -> Result<Self, String> {
        Ok(Self {
            options: options.clone(),
            client: Client::new(base, options),
            description: Description::read()?,
            desk: OnceCell::new(),
            guest: OnceCell::new(),
        })
    }

    pub(crate) fn outcome_of(&self, check: &Check) -> Outcome {
        match self.offers(check.needs).and_then(|()| (check.run)(self)) {
            Ok(()) => Outcome::Passed,
            Err(Verdict::Failed(reason)) => Outcome::Failed(reason),
            Err(Verdict::Skipped(reason)) => Outcome::Skipped(reason),
        }
    }

    fn offers(&self, needs: Needs) -> Verdicts {
        match needs {
            Needs::Nothing => Ok(()),
            Needs::Capability(capability) => {
                let name = serde_json::to_value(capability).unwrap_or_default();
                let offered = self.desk()?.capabilities.contains(&capability);
                if offered { Ok(()) } else { Err(Verdict::Skipped(format!("the portal does not offer {name}"))) }
            }
            Needs::Both(one, other) => {
                self.offers(Needs::Capability(one))?;
                self.offers(Needs::Capability(other))
            }
            Needs::SignedIn(capability) => {
                self.offers(Needs::Both(Capability::Accounts, capability))?;
                if self.options.credential.is_some() { Ok(()) } else { Err(Verdict::Skipped("nobody to sign in as was given".to_owned())) }
            }
        }
    }

    /// Asks, and compares the answer with the description.
    pub(crate) fn send<'a>(&self, request: &Request<'a>) -> Verdicts<Answer<'a>> {
        let answer = self.client.send(request)?;
        let found = self.description.differences(&answer);
        ensure!(found.is_empty(), "{answer}, which is not as described:\n{}", found.join("\n"));
        Ok(answer)
    }

    /// As [`Self::send`], with the status that is to come.
    pub(crate) fn expect<'a>(&self, request: &Request<'a>, status: u16) -> Verdicts<Answer<'a>> {
        let answer = self.send(request)?;
        ensure!(answer.status == status, "{answer}, not {status}");
        Ok(answer)
    }

    /// For requests at the same time.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Compares an answer that came by [`Self::client`].
    pub(crate) fn compare(&self, answer: &Answer<'_>) -> Verdicts {
        let found = self.description.differences(answer);
        ensure!(found.is_empty(), "{answer}, which is not as described:\n{}", found.join("\n"));
        Ok(())
    }

    /// Listens, and compares how the stream begins with the description.
    pub(crate) fn listen(&self, request: &Request<'_>) -> Verdicts<Stream<'_>> {
        let (answer, body) = self.client.open(request)?;
        // An answer that says no has an end.
        if answer.status != 200 {
            return Err(Verdict::Failed(format!("{answer}, not 200")));
        }
        self.compare(&answer)?;
        Ok(Stream::new(&self.description, answer.headers.clone(), body))
    }

    /// The support desk, in the portal's default language. Without it most checks have nothing to go by.
    pub(crate) fn desk(&self) -> Verdicts<&SupportDesk> {
        let read = || self.client.send(&Request::get("/support-desk"))?.read();
        let desk = self.desk.get_or_init(read).as_ref();
        desk.map_err(|_| Verdict::Skipped("the support desk cannot be read".to_owned()))
    }

    /// The portal's time, for what is sent to it: its clock may be another than ours.
    pub(crate) fn now(&self) -> String {
        let availability = self.client.send(&Request::get("/availability")).and_then(|answer| answer.read::<Availability>());
        availability.map_or_else(|_| domain::time::format_instant(chrono::Utc::now()), |availability| availability.server_time)
    }

    /// A ticket that a guest may send.
    pub(crate) fn guest_body(&self) -> Verdicts<NewTicket> {
        let desk = self.desk()?;
        let richest = desk.categories.iter().filter(|category| category.guests).max_by_key(|category| category.attributes.len());
        let Some(category) = richest else { return Err(Verdict::Failed("guestTickets, but no category with guests".to_owned())) };
        Ok(body::ticket(desk, category, &self.options.email, &self.now()))
    }

    /// The ticket that the checks of reading share; sent when it is asked for first.
    pub(crate) fn guest_ticket(&self) -> Verdicts<&GuestTicket> {
        let send = || {
            self.send_guest_ticket().map_err(|verdict| match verdict {
                Verdict::Failed(reason) | Verdict::Skipped(reason) => reason,
            })
        };
        self.guest.get_or_init(send).as_ref().map_err(|reason| Verdict::Failed(format!("no ticket could be sent as a guest: {reason}")))
    }

    fn send_guest_ticket(&self) -> Verdicts<GuestTicket> {
        let sent = self.guest_body()?;
        let key = uuid::Uuid::new_v4().to_string();
        let answer = self.expect(&Request::post("/tickets", body::json(&sent)).key(&key), 201)?;
        let created: CreatedTicket = answer.read()?;
        let Some(secret) = created.secret.clone() else { return Err(Verdict::Failed("the answer has no secret".to_owned())) };
        Ok(GuestTicket {
            key,
            sent,
            secret,
            location: answer.header("Location").unwrap_or_default().to_owned(),
            cache_control: answer.list("Cache-Control"),
            path: format!("/tickets/{}", created.ticket.number),
            created,
        })
    }
}
