//! The support desk as the application uses it: the portal's document, its schedules read once, its zones.

use crate::browser::intl::{self, IntlZone};
use contract::{Capability, Channel, ChannelKind, Line, Members, SupportDesk};
use domain::hours::Timetable;
use std::sync::Arc;

pub(crate) struct Desk {
    pub(crate) wire: SupportDesk,
    timetables: Members<Arc<Timetable>>,
    zones: Members<Arc<IntlZone>>,
    /// The visitor's own zone, with its IANA name.
    own: Option<(String, Arc<IntlZone>)>,
}

/// A channel with its hours; the hours are `None` when the portal does not say, or in a zone that the browser does not know.
#[derive(Clone)]
pub(crate) struct ChannelHours {
    pub(crate) channel: Channel,
    pub(crate) hours: Option<(Arc<Timetable>, Arc<IntlZone>)>,
}

impl Desk {
    pub(crate) fn read(wire: SupportDesk) -> Self {
        let mut timetables = Members::default();
        let mut zones: Members<Arc<IntlZone>> = Members::default();
        zones.insert(wire.time_zone.clone(), Arc::new(IntlZone::new(&wire.time_zone)));
        for channel in &wire.channels {
            if let Some(schedule) = &channel.schedule {
                timetables.insert(channel.id.clone(), Arc::new(Timetable::read(schedule)));
                if zones.get(&schedule.time_zone).is_none() {
                    zones.insert(schedule.time_zone.clone(), Arc::new(IntlZone::new(&schedule.time_zone)));
                }
            }
        }
        let own = intl::own_zone().map(|name| (name.clone(), Arc::new(IntlZone::new(&name)))).filter(|(_, zone)| zone.is_known);
        Self { wire, timetables, zones, own }
    }

    /// The portal speaks a version of the contract that this application understands: the same major one.
    pub(crate) fn is_understood(wire: &SupportDesk) -> bool {
        let major = |version: &str| version.split('.').next().unwrap_or_default().to_owned();
        major(&wire.contract_version) == major(contract::CONTRACT_VERSION)
    }

    pub(crate) fn can(&self, capability: Capability) -> bool {
        self.wire.capabilities.contains(&capability)
    }

    /// The most important number.
    pub(crate) fn main_line(&self) -> Option<&Line> {
        self.wire.lines.first()
    }

    pub(crate) fn hours_of(&self, channel: &Channel) -> ChannelHours {
        let hours = self.timetables.get(&channel.id).and_then(|timetable| {
            let zone = self.zones.get(timetable.time_zone()).filter(|zone| zone.is_known)?;
            Some((Arc::clone(timetable), Arc::clone(zone)))
        });
        ChannelHours { channel: channel.clone(), hours }
    }

    pub(crate) fn channel(&self, kind: ChannelKind) -> Option<ChannelHours> {
        self.wire.channels.iter().find(|channel| channel.kind == kind).map(|channel| self.hours_of(channel))
    }

    /// The portal's own zone.
    pub(crate) fn zone(&self) -> Arc<IntlZone> {
        self.zones.get(&self.wire.time_zone).cloned().unwrap_or_else(|| Arc::new(IntlZone::new("UTC")))
    }

    pub(crate) fn own_zone(&self) -> Option<(String, Arc<IntlZone>)> {
        self.own.clone()
    }

    pub(crate) fn category_name(&self, id: &str) -> Option<&str> {
        self.wire.categories.iter().find(|category| category.id == id).map(|category| category.name.as_str())
    }
}
