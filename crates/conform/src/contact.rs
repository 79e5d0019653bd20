//! Contacts that these tests begin as a guest, and what opens them again.

use crate::body;
use crate::client::{Answer, Request};
use crate::context::{Context, Verdict, Verdicts, ensure};
use contract::headers::IDEMPOTENCY_REPLAYED;
use contract::{Call, CreatedCallback, CreatedConversation, Problem};
use domain::time::parse_instant;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::thread;

/// Sends at the same time of the same thing.
const AT_ONCE: usize = 20;
/// How often it is read again when it changed by itself in between.
const READS_MAX: usize = 5;

/// Why some checks do not run at every hour.
pub(crate) const CLOSED: &str = "nobody is there at this hour";

/// The answer to what begins a contact.
pub(crate) trait Begun: DeserializeOwned {
    /// Where it is sent.
    const PATH: &'static str;
    /// There are hours at which it is refused.
    const MAY_BE_CLOSED: bool;

    fn number(&self) -> &str;
    fn secret(&self) -> Option<&str>;
    fn creation_date(&self) -> &str;
}

pub(crate) struct Contact<T> {
    pub(crate) key: String,
    pub(crate) sent: Vec<u8>,
    pub(crate) begun: T,
    pub(crate) secret: String,
    /// Of the contact itself.
    pub(crate) path: String,
    location: String,
    cache_control: String,
}

macro_rules! begun {
    ($name:ident at $path:literal, closed: $closed:literal $(, in $member:ident)?) => {
        impl Begun for $name {
            const PATH: &'static str = $path;
            const MAY_BE_CLOSED: bool = $closed;

            fn number(&self) -> &str {
                &self$(.$member)?.number
            }

            fn secret(&self) -> Option<&str> {
                self.secret.as_deref()
            }

            fn creation_date(&self) -> &str {
                &self$(.$member)?.creation_date
            }
        }
    };
}
begun!(CreatedCallback at "/callbacks", closed: false, in callback);
begun!(CreatedConversation at "/conversations", closed: true, in conversation);
begun!(Call at "/calls", closed: false);

impl<T: Begun> Contact<T> {
    pub(crate) fn begin(context: &Context, body: &impl Serialize) -> Verdicts<Self> {
        Self::begin_with(context, body, |request| request)
    }

    /// With something more in the request.
    pub(crate) fn begin_with(
        context: &Context,
        body: &impl Serialize,
        more: impl FnOnce(Request<'static>) -> Request<'static>,
    ) -> Verdicts<Self> {
        let (key, sent) = (uuid::Uuid::new_v4().to_string(), body::json(body));
        let answer = context.send(&more(Request::post(T::PATH, sent.clone()).key(&key)))?;
        let refused = match answer.status {
            401 => Some("it is for whoever is signed in"),
            409 if T::MAY_BE_CLOSED => Some(CLOSED),
            _ => None,
        };
        if let Some(reason) = refused {
            return Err(Verdict::Skipped(reason.to_owned()));
        }
        ensure!(answer.status == 201, "{answer}, not 201");
        let begun: T = answer.read()?;
        let Some(secret) = begun.secret().map(str::to_owned) else { return Err(Verdict::Failed("the answer has no secret".to_owned())) };
        Ok(Self {
            path: format!("{}/{}", T::PATH, begun.number()),
            location: answer.header("Location").unwrap_or_default().to_owned(),
            cache_control: answer.list("Cache-Control"),
            key,
            sent,
            begun,
            secret,
        })
    }

    /// What holds for each kind of contact that was begun by a guest.
    pub(crate) fn stands(&self) -> Verdicts {
        let Self { location, secret, path, cache_control, .. } = self;
        ensure!(location.ends_with(path.as_str()), "Location is {location:?}, without {path}");
        ensure!(!location.contains(secret.as_str()), "the secret is in the Location");
        ensure!(!self.begun.number().contains(secret.as_str()), "the secret is in the number");
        ensure!(secret.len() >= 16, "the secret has {} characters and can be guessed", secret.len());
        ensure!(cache_control.contains("no-store"), "the answer with the secret may be stored: {cache_control:?}");
        let created = self.begun.creation_date();
        ensure!(parse_instant(created).is_some(), "its creationDate is {created:?}");
        Ok(())
    }

    /// The same key gets the same contact, and with another body it is refused.
    pub(crate) fn is_repeated(&self, context: &Context, other: &impl Serialize) -> Verdicts {
        let answer = context.expect(&Request::post(T::PATH, self.sent.clone()).key(&self.key), 201)?;
        let again: T = answer.read()?;
        ensure!(again.number() == self.begun.number(), "it is {} now", again.number());
        ensure!(again.secret() == Some(&self.secret), "its secret is another now");
        is_marked(&answer)?;
        context.expect(&Request::post(T::PATH, body::json(other)).key(&self.key), 422).map(drop)
    }

    /// With its secret.
    pub(crate) fn read<R: DeserializeOwned>(&self, context: &Context) -> Verdicts<R> {
        Ok(context.expect(&Request::get(&self.path).secret(&self.secret), 200)?.read()?)
    }

    /// With its version. Whoever asks with that gets 304, unless it changes by itself again and again.
    pub(crate) fn version(&self, context: &Context) -> Verdicts<String> {
        let request = Request::get(&self.path).secret(&self.secret);
        let mut tag = String::new();
        for _ in 0..READS_MAX {
            let answer = context.expect(&request, 200)?;
            let cache = answer.list("Cache-Control");
            ensure!(cache.contains("no-store") || cache.contains("private"), "Cache-Control is {cache:?}: others might be shown it");
            answer.header("ETag").unwrap_or_default().clone_into(&mut tag);
            if context.send(&request.clone().header("If-None-Match", tag.as_str()))?.status == 304 {
                return Ok(tag);
            }
        }
        Err(Verdict::Failed(format!("{} does not answer 304 to its own ETag, {tag}", self.path)))
    }
}

/// An answer that repeats an earlier one says so.
pub(crate) fn is_marked(answer: &Answer<'_>) -> Verdicts {
    let replayed = answer.header(IDEMPOTENCY_REPLAYED);
    ensure!(replayed == Some("true"), "{IDEMPOTENCY_REPLAYED} is {replayed:?}");
    Ok(())
}

/// One request, sent many times at the same time and once more: what its answers say, each thing once.
pub(crate) fn at_once<T: DeserializeOwned, N: Ord>(
    context: &Context,
    request: &Request<'_>,
    name: impl Fn(&T) -> N,
) -> Verdicts<BTreeSet<N>> {
    let client = context.client();
    let answers: Vec<Result<Answer<'_>, String>> = thread::scope(|scope| {
        let sends: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(|| client.send_once(request))).collect();
        sends.into_iter().map(|send| send.join().unwrap_or_else(|_| Err("a send was lost".to_owned()))).collect()
    });
    let mut names = BTreeSet::new();
    for answer in answers {
        let answer = answer?;
        context.compare(&answer)?;
        // One that is being carried out, or one too many, may be told to come back: that is done below.
        ensure!(matches!(answer.status, 201 | 409 | 425 | 429 | 503), "{answer}");
        if answer.status == 201 {
            names.insert(name(&answer.read()?));
        }
    }
    names.insert(name(&context.expect(request, 201)?.read()?));
    Ok(names)
}

/// To none of these is anything there, and the answers do not tell why.
pub(crate) fn are_strangers(context: &Context, requests: &[Request<'_>]) -> Verdicts {
    let mut told = BTreeSet::new();
    for request in requests {
        let Problem { kind, title, detail, .. } = context.expect(request, 404)?.read()?;
        told.insert((kind, title, detail));
    }
    ensure!(told.len() <= 1, "the answers differ by whether it exists: {told:?}");
    Ok(())
}

/// The pointers of a 422.
pub(crate) fn pointed(answer: &Answer<'_>) -> Verdicts<Vec<String>> {
    ensure!(answer.status == 422, "{answer}, not 422");
    let problem: Problem = answer.read()?;
    Ok(problem.errors.into_iter().map(|error| error.pointer).collect())
}

/// A 422 that points to this place.
pub(crate) fn points_to(answer: &Answer<'_>, place: &str) -> Verdicts {
    let pointers = pointed(answer)?;
    ensure!(pointers.iter().any(|pointer| pointer == place), "{place} is wrong and not among {pointers:?}");
    Ok(())
}
