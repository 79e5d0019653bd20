//! Small things kept on the device: `localStorage` for what outlives the tab, `sessionStorage` for what does not.
//!
//! Where the browser denies storage the same values live in memory, so that everything works until the page is left;
//! [`Area::lasts`] tells whether they outlive it.

use std::cell::RefCell;

/// Every name the application keeps begins so.
pub(crate) const PREFIX: &str = "hotline.";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// Until it is cleared.
    Device,
    /// Until the tab is closed.
    Tab,
}

thread_local! {
    static MEMORY: RefCell<Vec<(Area, String, String)>> = const { RefCell::new(Vec::new()) };
}

impl Area {
    fn browser(self) -> Option<web_sys::Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Device => window.local_storage(),
            Self::Tab => window.session_storage(),
        }
        .ok()
        .flatten()
    }

    pub(crate) fn read(self, name: &str) -> Option<String> {
        let name = full(name);
        if let Some(value) = remembered(self, &name) {
            return Some(value);
        }
        self.browser()?.get_item(&name).ok().flatten()
    }

    /// Whether the value outlives the page.
    pub(crate) fn write(self, name: &str, value: &str) -> bool {
        let name = full(name);
        let kept = self.browser().is_some_and(|storage| storage.set_item(&name, value).is_ok());
        forget(self, &name);
        if !kept {
            MEMORY.with_borrow_mut(|memory| memory.push((self, name, value.to_owned())));
        }
        kept
    }

    pub(crate) fn remove(self, name: &str) {
        let name = full(name);
        forget(self, &name);
        if let Some(storage) = self.browser() {
            let _ = storage.remove_item(&name);
        }
    }

    /// Names of what is kept, without the prefix.
    pub(crate) fn names(self) -> Vec<String> {
        let mut names: Vec<String> =
            MEMORY.with_borrow(|memory| memory.iter().filter(|(area, ..)| *area == self).map(|(_, name, _)| name.clone()).collect());
        if let Some(storage) = self.browser() {
            for index in 0..storage.length().unwrap_or(0) {
                if let Ok(Some(name)) = storage.key(index) {
                    names.push(name);
                }
            }
        }
        names.retain(|name| name.starts_with(PREFIX));
        names.iter().filter_map(|name| name.strip_prefix(PREFIX)).map(ToOwned::to_owned).collect()
    }

    /// Whether what is written outlives the page; tried with a real write.
    pub(crate) fn lasts(self) -> bool {
        let probe = full("probe");
        self.browser().is_some_and(|storage| storage.set_item(&probe, "1").is_ok() && storage.remove_item(&probe).is_ok())
    }
}

fn remembered(area: Area, name: &str) -> Option<String> {
    MEMORY
        .with_borrow(|memory| memory.iter().find(|(in_area, known, _)| *in_area == area && known == name).map(|(.., value)| value.clone()))
}

fn forget(area: Area, name: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|(in_area, known, _)| *in_area != area || known != name));
}

fn full(name: &str) -> String {
    [PREFIX, name].concat()
}
