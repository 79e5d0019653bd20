//! The three engines, and what a test asks of a browser.

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Debian's Chromium through chromedriver.
    Chromium,
    /// Firefox ESR through geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser through WebKitWebDriver, on a virtual display.
    WebKit,
}

impl Engine {
    /// As in `HOTLINE_ENGINES` and in the names of the tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether `HOTLINE_ENGINES` (names separated by commas; absent: all) asks for it.
    pub fn is_wanted(self) -> bool {
        std::env::var("HOTLINE_ENGINES").map_or(true, |wanted| wanted.split(',').any(|name| name.trim() == self.name()))
    }
}

/// Light or dark, as the visitor's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    #[default]
    Light,
    Dark,
}

/// What the browser of a test is like. By default: Moscow, Russian, 1280 × 800, light.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Setup {
    /// IANA name of the device's zone.
    pub zone: String,
    /// The language that the visitor prefers, BCP 47 with a region: `ru-RU`.
    pub language: String,
    /// Of the page, in CSS pixels.
    pub width: u32,
    pub height: u32,
    pub scheme: Scheme,
    pub more_contrast: bool,
    pub forced_colors: bool,
    pub reduced_motion: bool,
    /// Scripts of pages run.
    pub scripts: bool,
    /// Pages may keep something on the device. When not, `localStorage`, `sessionStorage` and IndexedDB refuse; cookies work.
    pub storage: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            zone: "Europe/Moscow".to_owned(),
            language: "ru-RU".to_owned(),
            width: 1280,
            height: 800,
            scheme: Scheme::Light,
            more_contrast: false,
            forced_colors: false,
            reduced_motion: false,
            scripts: true,
            storage: true,
        }
    }
}

impl Setup {
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.zone);
        self
    }

    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    #[must_use]
    pub fn width(mut self, width: u32) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub fn dark(mut self) -> Self {
        self.scheme = Scheme::Dark;
        self
    }

    #[must_use]
    pub fn more_contrast(mut self) -> Self {
        self.more_contrast = true;
        self
    }

    #[must_use]
    pub fn forced_colors(mut self) -> Self {
        self.forced_colors = true;
        self
    }

    #[must_use]
    pub fn reduced_motion(mut self) -> Self {
        self.reduced_motion = true;
        self
    }

    #[must_use]
    pub fn without_scripts(mut self) -> Self {
        self.scripts = false;
        self
    }

    #[must_use]
    pub fn without_storage(mut self) -> Self {
        self.storage = false;
        self
    }

    /// What this engine cannot do of it, and why.
    pub fn missing_in(&self, engine: Engine) -> Option<&'static str> {
        match engine {
            Engine::WebKit if self.forced_colors => Some("WebKitGTK has no forced colours"),
            Engine::WebKit if self.more_contrast => Some("WebKitGTK answers prefers-contrast from a high-contrast desktop theme alone"),
            Engine::Firefox if self.more_contrast && self.forced_colors => Some("Firefox derives the contrast from the forced colours"),
            _ => None,
        }
    }

    /// The part that is settled when the browser starts. Two setups that agree here can share a browser.
    pub(crate) fn at_start(&self, engine: Engine) -> Self {
        let size = Self { width: 0, height: 0, storage: true, ..self.clone() };
        match engine {
            Engine::Chromium => Self { width: 0, height: 0, ..Self::default() },
            Engine::Firefox | Engine::WebKit => size,
        }
    }
}
