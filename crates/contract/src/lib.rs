//! The portal's support API as it stands on the wire.
//!
//! JSON, lower camel case. Instants are RFC 3339 strings in UTC, dates are `YYYY-MM-DD`, times of day are `HH:MM` in the
//! zone named beside them, zones are IANA names. They stay strings here: what they mean, and what to do about one that
//! means nothing, is for the `domain` crate to decide, so that a single odd date never sinks a whole document.
//!
//! Decoding is tolerant: unknown fields are ignored, unknown enum values become `Unknown`, and in the lists that a portal
//! fills by hand an element that cannot be understood is left out (but for schedules, where half of one would be wrong).
//!
//! `openapi.yaml` beside this crate says the same; a test fails when they differ.

extern crate self as contract;

mod article;
mod availability;
mod call;
mod callback;
mod checklist;
mod client_error;
mod conversation;
mod desk;
mod event;
pub mod headers;
mod hours;
mod incident;
mod members;
mod problem;
pub mod read;
mod session;
mod ticket;
mod tolerant;

pub use article::{Article, ArticleFeedback, ArticleList, ArticleSection};
pub use availability::{Availability, ChannelAvailability};
pub use call::{Call, CallRecord, CallStatus, CallStep, CallTry};
pub use callback::{Callback, CallbackChange, CallbackList, CallbackSlot, CallbackSlots, CallbackStatus, CreatedCallback, NewCallback};
pub use checklist::{AttachmentLimits, Check, CheckKind, ChecklistPage, ChecklistPart, MenuEntry};
pub use client_error::ClientError;
pub use conversation::{
    Conversation, ConversationChange, ConversationList, ConversationStatus, CreatedConversation, IdentityCode, IdentityCodeRequest,
    IdentityCodeSent, Message, MessageAuthor, MessageList, NewConversation, NewMessage, TranscriptRequest,
};
pub use desk::{
    Addresses, Attribute, Capability, Category, Channel, ChannelKind, Consent, Datatype, HourLoad, Line, PhoneNumber, SupportDesk, Value,
};
pub use event::{ConversationMessage, events};
pub use hours::{DatedException, DayOfWeek, ExceptionRule, OpeningHours, Schedule, Span};
pub use incident::{Incident, IncidentList, IncidentSubscription};
pub use members::Members;
pub use problem::{Problem, ProblemError};
pub use session::{Account, Session};
pub use ticket::{
    Answer, Attachment, ConsentGiven, Contact, CreatedTicket, NewTicket, Note, NotificationChannel, RelatedParty, Severity, StatusChange,
    Ticket, TicketLinkRequest, TicketPage, TicketStatus,
};

/// An instant, RFC 3339 in UTC, for example `2026-12-31T06:00:00Z`.
pub type Instant = String;
/// A calendar date `YYYY-MM-DD`, in the zone named by what holds it.
pub type Date = String;

/// The version of this contract that the types describe: `major.minor`. A portal of another major version is not understood.
pub const CONTRACT_VERSION: &str = "1.2";

/// `openapi.yaml`, OpenAPI 3.1: the same contract for people and for programs that are not written in Rust.
pub const OPENAPI: &str = include_str!("../openapi.yaml");
