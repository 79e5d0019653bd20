//! The only code that talks to the network.
//!
//! Reads go through [`Client::get`]. Writes go through the [`outbox`] alone, as intents that are kept before they are sent.

pub(crate) mod client;
mod events;
pub(crate) mod failure;
pub(crate) mod intent;
pub(crate) mod outbox;
pub(crate) mod remote;
mod upload;
pub(crate) mod words;

pub(crate) use client::{Client, Credential};
pub(crate) use failure::Failure;
pub(crate) use remote::Remote;
