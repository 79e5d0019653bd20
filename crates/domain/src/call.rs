//! A call: its tries, what is said in it, and what comes of it.

mod load;
mod record;
mod redial;
mod steps;
mod wire;

pub use load::{Level, best_time, busyness, level};
pub use record::{Calling, Text};
pub use redial::{Redial, Why, is_callback_first, redial, vain_tries};
pub use steps::{Lead, OpenEnd, StepText, is_agreed, leads, open_ends, toward};
pub use wire::check_record;
