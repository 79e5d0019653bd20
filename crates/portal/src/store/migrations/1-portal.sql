-- Instants are milliseconds since 1970 in UTC, dates are YYYY-MM-DD in the portal's zone, hashes are SHA-256.

CREATE TABLE server_key (
    key BLOB NOT NULL CHECK (length(key) = 64)
) STRICT;

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    full_name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    contract_numbers TEXT NOT NULL DEFAULT '[]',
    active INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tickets (
    number TEXT PRIMARY KEY,
    -- Null: written by a guest.
    account TEXT REFERENCES accounts (id),
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    ticket_type TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    resolved_at INTEGER,
    expected_response_date TEXT,
    expected_resolution_date TEXT,
    contact TEXT NOT NULL,
    attributes TEXT NOT NULL,
    consents TEXT NOT NULL,
    related_party TEXT NOT NULL DEFAULT '[]',
    language TEXT NOT NULL
) STRICT;

CREATE INDEX tickets_newest_first ON tickets (account, created_at DESC, number DESC);

-- A guest's ticket opens with any of its secrets: the first one, and one more for each link sent again.
CREATE TABLE ticket_secrets (
    hash BLOB PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets (number) ON DELETE CASCADE
) STRICT;

CREATE TABLE status_changes (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets (number) ON DELETE CASCADE,
    status TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    reason TEXT
) STRICT;

CREATE INDEX status_changes_of_ticket ON status_changes (ticket, changed_at);

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets (number) ON DELETE CASCADE,
    author TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX notes_of_ticket ON notes (ticket, written_at);

-- What was answered to a write, so that the same write gets the same answer. The key itself is not kept: a guest's first
-- secret is made of it.
CREATE TABLE answers (
    owner TEXT NOT NULL,
    key_hash BLOB NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    location TEXT,
    body TEXT NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (owner, key_hash)
) STRICT;

CREATE INDEX answers_by_age ON answers (answered_at);

-- Links to be sent again, before anybody has looked whether the ticket exists: the answer takes the same time either way.
CREATE TABLE link_requests (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    -- The same at every try, so that a mail server can tell a repetition.
    message_id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    sent_at INTEGER,
    last_error TEXT
) STRICT;

CREATE INDEX outbox_due ON outbox (next_try_at) WHERE sent_at IS NULL;

-- How many reports of errors came in on each date; nothing of what they say is kept.
CREATE TABLE client_errors (
    date TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT;
