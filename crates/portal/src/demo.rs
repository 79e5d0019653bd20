//! Data for a demonstration.

/// The support desk: see [`crate::desk`].
pub(crate) const DESK: &str = include_str!("../demo/desk.json");
/// Its schedules and special days.
pub(crate) const HOURS: &str = include_str!("../demo/hours.json");

use crate::app::Portal;
use crate::problem::Fatal;
use std::sync::Arc;

pub(crate) async fn fill(_: &Arc<Portal>) -> Result<(), Fatal> {
    Ok(())
}
