//! Generic parts of which every screen is made.
//!
//! They know no route, no portal and no catalogue: every word and every address comes in by a prop. Texts are plain strings, because
//! a change of language builds the tree anew; what changes while a part is on screen is a [`leptos::prelude::Signal`], what happens
//! in it goes up through a [`leptos::prelude::Callback`]. Each part gives back an `AnyView`: one copy of its code, however often it is used.
//!
//! The classes they carry are described on top of `style/parts.css` and `style/forms.css`.

#![expect(unreachable_pub, reason = "the component macro adds public items of its own beside a component")]

mod button;
mod choice;
mod combobox;
mod dialog;
mod error_summary;
mod field;
#[cfg(debug_assertions)]
pub(crate) mod gallery;
mod icon;
mod live_region;
mod notice;
mod skeleton;
mod state;
mod steps;
mod summary_list;

pub(crate) use button::{Button, ButtonKind, ButtonType, LinkButton, link_class};
pub(crate) use choice::{Checkbox, CheckboxGroup, Choice, RadioGroup};
pub(crate) use combobox::Combobox;
pub(crate) use dialog::Dialog;
pub(crate) use error_summary::ErrorSummary;
pub(crate) use field::{SelectField, TextArea, TextField};
pub(crate) use icon::{Icon, icon};
pub(crate) use live_region::{Announcer, LiveRegion};
pub(crate) use notice::{Notice, NoticeKind};
pub(crate) use skeleton::Skeleton;
pub(crate) use state::{Shape, State};
pub(crate) use steps::Steps;
pub(crate) use summary_list::{SummaryList, SummaryRow};
