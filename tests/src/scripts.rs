//! What runs inside the pages.

/// Tells the wire what goes wrong in a page, from its first moment on.
pub(crate) const COLLECTOR: &str = include_str!("scripts/collector.js");
/// Tells what the collector still holds back, and returns when the wire has answered.
pub(crate) const FLUSH: &str = include_str!("scripts/flush.js");
/// Brings an element into sight, and notes whether it is pressed from now on.
pub(crate) const BEFORE_CLICK: &str = include_str!("scripts/before_click.js");
/// Lets pages keep nothing on the device.
pub(crate) const NO_STORAGE: &str = include_str!("scripts/no_storage.js");
/// Candidates for a role and a name.
pub(crate) const CANDIDATES: &str = include_str!("scripts/candidates.js");
/// What sticks out of the page sideways.
pub(crate) const OVERFLOW: &str = include_str!("scripts/overflow.js");
/// What is too small to be hit.
pub(crate) const SMALL_TARGETS: &str = include_str!("scripts/small_targets.js");
/// Runs axe.
pub(crate) const AXE: &str = include_str!("scripts/axe.js");
/// The sum of the layout's jumps.
pub(crate) const LAYOUT_SHIFT: &str = include_str!("scripts/layout_shift.js");
