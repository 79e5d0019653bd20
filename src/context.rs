//! What every view may need: one context, given once.

use crate::browser::storage::Area;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::files::Sending;
use crate::live::Live;
use crate::portal::outbox::Outbox;
use crate::portal::remote::Loader;
use crate::portal::{Client, Credential, Failure, Remote};
use crate::secrets::Contact;
use crate::ui::Announcer;
use contract::{Account, Availability, Capability, IncidentList, Line, Session, SupportDesk};
use leptos::prelude::*;
use std::sync::Arc;

/// Where the line to call is kept.
const LINE: &str = "line";

#[derive(Clone, Copy)]
pub(crate) struct Context {
    client: StoredValue<Client, LocalStorage>,
    pub(crate) clock: Clock,
    pub(crate) desk: Loader<Arc<Desk>>,
    /// Known outages, on portals that tell.
    pub(crate) incidents: Loader<IncidentList>,
    /// `None`: a guest.
    pub(crate) session: Loader<Option<Session>>,
    pub(crate) availability: Loader<Availability>,
    /// Every screen but the first.
    pub(crate) part: Loader<()>,
    /// Id of the line to call from where the visitor is, once they have said; empty: the portal's first.
    pub(crate) line: RwSignal<String>,
    pub(crate) outbox: Outbox,
    /// Files on their way to their tickets.
    pub(crate) sending: Sending,
    /// Contacts that a screen follows.
    pub(crate) live: Live,
    pub(crate) announcer: Announcer,
    /// The language of the catalogue that is installed; empty before the first one is.
    pub(crate) language: RwSignal<String>,
    settled: Memo<bool>,
    /// What an earlier visit wanted to send, and what was sent in this one: by its number.
    pub(crate) sent_late: RwSignal<Vec<(Contact, String)>>,
    /// Address of the form of something that the portal refused while it was not on the screen.
    pub(crate) refused_late: RwSignal<Option<String>>,
}

impl Context {
    pub(crate) fn start(client: Client) -> Self {
        let clock = Clock::start();
        let incidents = {
            let client = client.clone();
            Loader::idle(move || {
                let client = client.clone();
                async move { client.get("/incidents", &Credential::Guest).await }
            })
        };
        let desk = {
            let client = client.clone();
            Loader::new(move || {
                let client = client.clone();
                async move {
                    let wire: SupportDesk = client.get("/support-desk", &Credential::Session).await?;
                    if !Desk::is_understood(&wire) {
                        return Err(Failure::Version);
                    }
                    if wire.capabilities.contains(&Capability::Incidents) {
                        incidents.load();
                    }
                    Ok(Arc::new(Desk::read(wire)))
                }
            })
        };
        let session = {
            let client = client.clone();
            Loader::new(move || {
                let client = client.clone();
                async move {
                    match client.get::<Session>("/session", &Credential::Session).await {
                        Ok(session) => Ok(Some(session)),
                        // No session, or a portal without accounts.
                        Err(Failure::SignIn | Failure::Gone) => Ok(None),
                        Err(failure) => Err(failure),
                    }
                }
            })
        };
        let availability = {
            let client = client.clone();
            Loader::new(move || {
                let client = client.clone();
                async move {
                    let availability: Availability = client.get("/availability", &Credential::Session).await?;
                    if let Some(now) = domain::time::parse_instant(&availability.server_time) {
                        clock.set(now);
                    }
                    Ok(availability)
                }
            })
        };
        let settled = Memo::new(move |before: Option<&bool>| {
            let is_loading = session.state.with(|state| matches!(state, Remote::Loading))
                || availability.state.with(|state| matches!(state, Remote::Loading));
            // The desk's answer says whether there are any to wait for.
            let awaits_desk = desk.state.with(|desk| matches!(desk, Remote::Loading));
            let awaits_incidents = desk.state.with(|desk| desk.value().is_some_and(|desk| desk.can(Capability::Incidents)))
                && incidents.state.with(|state| matches!(state, Remote::Loading));
            before == Some(&true) || !(is_loading || awaits_desk || awaits_incidents)
        });
        let outbox = Outbox::new();
        let client = StoredValue::new_local(client);
        Self {
            client,
            clock,
            desk,
            incidents,
            session,
            availability,
            part: Loader::idle(crate::part::load),
            line: RwSignal::new(Area::Device.read(LINE).unwrap_or_default()),
            outbox,
            sending: Sending::new(),
            live: Live::new(),
            announcer: Announcer::new(),
            language: RwSignal::default(),
            settled,
            sent_late: RwSignal::default(),
            refused_late: RwSignal::default(),
        }
    }

    pub(crate) fn client(self) -> Client {
        self.client.get_value()
    }

    /// The desk that the views around are built from.
    pub(crate) fn desk(self) -> Arc<Desk> {
        self.desk
            .state
            .with_untracked(|state| state.value().cloned())
            .unwrap_or_else(|| Arc::new(Desk::read(contract::SupportDesk::default())))
    }

    /// Clock and session are known, or take longer than anybody waits for them. Once so, always so. Tracked.
    pub(crate) fn is_settled(self) -> bool {
        self.settled.get()
    }

    /// The account that is signed in, once that is known. Tracked.
    pub(crate) fn account(self) -> Option<Account> {
        self.session.state.with(|state| state.value().cloned().flatten().map(|session| session.account))
    }

    /// The line to call: the portal's first, or the one that can be reached from where the visitor said they are. Tracked.
    pub(crate) fn line_to_call(self) -> Option<Line> {
        let (desk, chosen) = (self.desk(), self.line.get());
        desk.wire.lines.iter().find(|line| line.id == chosen).or_else(|| desk.main_line()).cloned()
    }

    pub(crate) fn call_by(self, line: &str) {
        Area::Device.write(LINE, line);
        self.line.set(line.to_owned());
    }

    /// Whether it is known yet who is signed in. Tracked.
    pub(crate) fn knows_session(self) -> bool {
        self.session.state.with(|state| state.value().is_some())
    }
}

/// The context, from anywhere below the root.
pub(crate) fn context() -> Context {
    expect_context()
}
