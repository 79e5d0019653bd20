//! A support desk from a file or from a portal, for a static deployment.

use anyhow::{Context, Result};
use contract::SupportDesk;

pub(crate) fn read(source: &str) -> Result<SupportDesk> {
    let json = if source.starts_with("https://") || source.starts_with("http://") {
        ureq::get(source).header("Accept", "application/json").call().context(source.to_owned())?.body_mut().read_to_string()?
    } else {
        std::fs::read_to_string(source).with_context(|| source.to_owned())?
    };
    serde_json::from_str(&json).with_context(|| format!("{source} is not a support desk"))
}
