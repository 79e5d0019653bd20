//! What is true of every good page.

use crate::page::Page;
use crate::scripts;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Where axe comes from, and what it found.
#[derive(Debug)]
pub struct Axe;

impl Axe {
    /// The script, as `npm ci` puts it.
    ///
    /// # Panics
    /// When it is not there; the message says what to run.
    pub fn source() -> String {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
        std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("axe is missing; to install it: npm ci --prefix tests"))
    }
}

impl Page {
    /// What axe holds against the page as it is now.
    ///
    /// # Panics
    /// When axe itself fails.
    pub async fn axe(&self) -> Vec<String> {
        if self.evaluate("return typeof axe", vec![]).await != json!("object") {
            // In the window's own scope, whatever the page's policy says about scripts.
            self.evaluate(&format!("{}\nwindow.axe = axe;", Axe::source()), vec![]).await;
        }
        let found = self.evaluate_async(scripts::AXE, vec![]).await;
        assert!(found["error"].is_null(), "axe failed: {}", found["error"]);
        lines(&found["violations"])
    }

    /// # Panics
    /// When axe finds a violation.
    pub async fn passes_axe(&self) {
        let found = self.axe().await;
        assert!(found.is_empty(), "at {}:\n{}", self.url().await, found.join("\n"));
    }

    /// What makes the page scroll sideways; nothing when it does not.
    pub async fn sideways(&self) -> Vec<String> {
        lines(&self.evaluate(scripts::OVERFLOW, vec![]).await)
    }

    /// # Panics
    /// When the page scrolls sideways.
    pub async fn does_not_scroll_sideways(&self) {
        let found = self.sideways().await;
        assert!(found.is_empty(), "{} scrolls sideways: {found:#?}", self.url().await);
    }

    /// What can be pressed and is smaller than `least` CSS pixels either way.
    pub async fn small_targets(&self, least: u32) -> Vec<String> {
        lines(&self.evaluate(scripts::SMALL_TARGETS, vec![json!(least)]).await)
    }

    /// The layout's jumps since the page was opened: their sum, and what jumped. `None` where the engine does not measure.
    pub async fn layout_shift(&self) -> Option<(f64, Vec<String>)> {
        let shift = self.evaluate_async(scripts::LAYOUT_SHIFT, vec![]).await;
        Some((shift["sum"].as_f64()?, lines(&shift["parts"])))
    }

    /// Takes a picture of the whole page if `HOTLINE_SHOTS` names a directory.
    ///
    /// # Panics
    /// When the directory cannot be written.
    pub async fn photograph(&self, name: &str) {
        let Some(directory) = std::env::var_os("HOTLINE_SHOTS").map(PathBuf::from) else { return };
        let Ok(picture) = self.client().screenshot().await else { return };
        let setup = self.setup();
        let looks = if setup.forced_colors {
            "forced"
        } else if setup.more_contrast {
            "contrast"
        } else if setup.scheme == crate::Scheme::Dark {
            "dark"
        } else {
            "light"
        };
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let file = format!("{test}-{name}-{}-{looks}-{}-{}.png", setup.width, setup.language, self.engine().name());
        std::fs::create_dir_all(&directory).expect("the directory for pictures");
        std::fs::write(directory.join(file), picture).expect("the picture is written");
    }
}

fn lines(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}
