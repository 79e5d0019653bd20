//! What somebody is writing, kept on the device with every letter, and shared by the tabs that are open.
//!
//! Each writing has a revision. A tab follows what another one writes as soon as the browser tells it. Where it was not told,
//! because it slept or both wrote at once, the next letter finds a revision it does not know: then nothing is written over,
//! both stay on the device, and the visitor is asked.

use crate::browser::{intl, json, page, storage::Area, uuid};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::ui::{Button, Notice, NoticeKind};
use contract::read::{Read, Value};
use leptos::prelude::*;

/// How long it is kept: 14 days.
const KEPT_SECONDS: i64 = 14 * 24 * 60 * 60;
/// Behind the name: what this tab wrote while another tab's stands under the name itself.
const OURS: &str = "~";

struct Kept {
    revision: String,
    draft: Value,
}

fn parse(text: &str) -> Option<Kept> {
    let whole = json::parse(text)?;
    let since = whole.get("since").and_then(|since| i64::read(since.clone()))?;
    let is_fresh = intl::device_now().timestamp().saturating_sub(since) <= KEPT_SECONDS;
    let revision = whole.get("revision").and_then(Value::as_str).unwrap_or_default().to_owned();
    is_fresh.then(|| Some(Kept { revision, draft: whole.get("draft")?.clone() }))?
}

fn stored(name: &str) -> Option<Kept> {
    let text = Area::Device.read(name)?;
    let kept = parse(&text);
    if kept.is_none() {
        Area::Device.remove(name);
    }
    kept
}

/// What is kept under a name; what is too old is forgotten.
pub(crate) fn read<T: Read>(name: &str) -> Option<T> {
    T::read(stored(name)?.draft)
}

/// Names of that kind on the device, whoever's they are.
pub(crate) fn names(kind: &str) -> Vec<String> {
    Area::Device.names().into_iter().filter(|name| name.starts_with(kind) && !name.ends_with(OURS)).collect()
}

pub(crate) fn forget(name: &str) {
    Area::Device.remove(name);
    Area::Device.remove(&[name, OURS].concat());
}

/// One thing that is being written, in this tab.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    name: StoredValue<String>,
    revision: StoredValue<String>,
    /// The device refused the last change: what is typed lives in this page alone.
    pub(crate) is_refused: RwSignal<bool>,
    /// Another tab has written something else meanwhile.
    is_torn: RwSignal<bool>,
    /// Another tab has written, and this one shows it.
    is_followed: RwSignal<bool>,
}

impl Slot {
    /// The slot of that name, and what is in it. `adopt` is called with what another tab has written, or the visitor has chosen; with
    /// `Null` when it was removed.
    pub(crate) fn open(name: String, adopt: impl Fn(Value) + Clone + 'static) -> (Self, Option<Value>) {
        let theirs = stored(&name);
        let ours = stored(&[name.as_str(), OURS].concat());
        let slot = Self {
            revision: StoredValue::new(theirs.as_ref().map(|kept| kept.revision.clone()).unwrap_or_default()),
            is_refused: RwSignal::new(!Area::Device.lasts()),
            is_torn: RwSignal::new(ours.is_some() && theirs.is_some()),
            is_followed: RwSignal::new(false),
            name: StoredValue::new(name.clone()),
        };
        let listener = page::on_storage(move |key, text| {
            if key.is_some_and(|key| key != name) {
                return;
            }
            let Some(text) = text else {
                // Sent, or thrown away on purpose: it does not come back with the next letter typed here.
                slot.revision.try_set_value(String::new());
                slot.is_torn.try_set(false);
                adopt(Value::Null);
                return;
            };
            if let Some(kept) = parse(&text)
                && slot.revision.try_update_value(|known| core::mem::replace(known, kept.revision.clone()) != kept.revision) == Some(true)
                && !slot.is_torn.get_untracked()
            {
                adopt(kept.draft);
                slot.is_followed.set(true);
            }
        });
        on_cleanup(move || drop(listener));
        (slot, ours.or(theirs).map(|kept| kept.draft))
    }

    /// Keeps what was written, unless another tab's would be lost by it: then beside it.
    pub(crate) fn keep(self, draft: &str) {
        let name = self.name.get_value();
        let known = self.revision.get_value();
        if !self.is_torn.get_untracked() && stored(&name).is_some_and(|kept| kept.revision != known) {
            self.is_torn.set(true);
        }
        if self.is_followed.get_untracked() {
            self.is_followed.set(false);
        }
        self.write(draft);
    }

    fn write(self, draft: &str) {
        let mut name = self.name.get_value();
        let revision = uuid();
        if self.is_torn.get_untracked() {
            name.push_str(OURS);
        } else {
            self.revision.set_value(revision.clone());
        }
        let since = intl::device_now().timestamp().to_string();
        let is_kept =
            Area::Device.write(&name, &["{\"since\":", &since, ",\"revision\":\"", &revision, "\",\"draft\":", draft, "}"].concat());
        self.is_refused.maybe_update(|refused| core::mem::replace(refused, !is_kept) == is_kept);
    }

    /// The visitor has chosen: what this tab has, or what the other one wrote.
    fn mend(self, is_ours: bool, ours: &str, adopt: &dyn Fn(Value)) {
        let name = self.name.get_value();
        let theirs = stored(&name);
        self.is_torn.set(false);
        Area::Device.remove(&[&name, OURS].concat());
        if is_ours {
            self.write(ours);
        } else if let Some(theirs) = theirs {
            self.revision.set_value(theirs.revision);
            adopt(theirs.draft);
        }
    }

    /// Says what another tab did, and asks where both wrote.
    pub(crate) fn notice(
        self,
        ours: impl Fn() -> String + Send + Sync + 'static,
        adopt: impl Fn(Value) + Send + Sync + 'static,
    ) -> AnyView {
        let mend = Callback::new(move |is_ours| self.mend(is_ours, &ours(), &adopt));
        let content = move || {
            if self.is_torn.get() {
                let choose = move |is_ours| Some(Callback::new(move |()| mend.run(is_ours)));
                return view! {
                    <Notice kind=NoticeKind::Warning title=t::tabs_torn()>
                        <p>{t::tabs_torn_text()}</p>
                        <p class="actions">
                            <Button label=t::tabs_ours() on_click=choose(true) />
                            <Button label=t::tabs_theirs() on_click=choose(false) />
                        </p>
                    </Notice>
                };
            }
            self.is_followed.get().then(|| view! { <p class="small muted" role="status">{t::tabs_followed()}</p> }).into_child()
        };
        content.into_child()
    }
}
