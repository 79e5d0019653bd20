//! Names of the headers that the contract gives a meaning.

/// Made once per intent and sent with every write (`POST`, `PATCH`): a UUID. The same key with the same body gets the same
/// answer again; with another body it is refused with 422.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
/// `true` on an answer that repeats an earlier one for the same `Idempotency-Key`.
pub const IDEMPOTENCY_REPLAYED: &str = "Idempotency-Replayed";
/// The secret of one contact of a guest: ticket, callback, conversation or call. It reaches the visitor in the fragment of a link and travels only in this header.
pub const TICKET_SECRET: &str = "Ticket-Secret";
/// Of `GET /events`: contacts beyond those of the account, `NUMBER=SECRET`, separated by commas. A pair that does not fit is left out.
pub const WATCH: &str = "Watch";
/// Of `GET /events`: the last `id` that arrived.
pub const LAST_EVENT_ID: &str = "Last-Event-ID";
