-- On the line: operators and their queue, callbacks, conversations, records of calls, and what is told as it happens.
-- Instants are milliseconds since 1970, as everywhere here.

CREATE TABLE operators (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- `phone` calls back, `operatorChat` writes.
    kind TEXT NOT NULL CHECK (kind IN ('phone', 'operatorChat')),
    -- 0: not at work, whatever the schedule says.
    present INTEGER NOT NULL DEFAULT 1,
    -- Answers by itself, for demonstrations.
    automatic INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE callbacks (
    number TEXT PRIMARY KEY,
    -- Null: a guest's.
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash BLOB,
    language TEXT NOT NULL,
    status TEXT NOT NULL,
    full_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    ticket_type TEXT,
    description TEXT,
    sheet TEXT,
    previous_number TEXT,
    urgent TEXT,
    -- Why it is another one.
    reason TEXT,
    consents TEXT NOT NULL,
    code_word TEXT NOT NULL,
    slot_start INTEGER,
    slot_end INTEGER,
    operator TEXT REFERENCES operators (id),
    tries INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    -- Its place: who was queued earlier is called earlier.
    queued_at INTEGER,
    -- When an operator began to call.
    taken_at INTEGER,
    connected_at INTEGER,
    expires_at INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX callbacks_of_account ON callbacks (account, created_at);
CREATE INDEX callbacks_waiting ON callbacks (status, queued_at);
CREATE INDEX callbacks_of_phone ON callbacks (phone, status);
CREATE INDEX callbacks_of_slot ON callbacks (slot_start);
-- Nobody talks to two at once.
CREATE UNIQUE INDEX callbacks_under_way ON callbacks (operator) WHERE status IN ('dialing', 'connected');

CREATE TABLE conversations (
    number TEXT PRIMARY KEY,
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash BLOB,
    language TEXT NOT NULL,
    status TEXT NOT NULL,
    full_name TEXT NOT NULL,
    ticket_type TEXT,
    sheet TEXT,
    consents TEXT NOT NULL,
    -- The operator that is asked for.
    wanted TEXT REFERENCES operators (id),
    operator TEXT REFERENCES operators (id),
    typing_until INTEGER,
    identity_requested INTEGER NOT NULL DEFAULT 0,
    identified INTEGER NOT NULL DEFAULT 0,
    -- Where the code went that was entered: what the operator has to compare.
    identified_by TEXT,
    -- Of the code that was sent last.
    code_hash BLOB,
    code_name TEXT,
    code_to TEXT,
    code_expires_at INTEGER,
    code_tries INTEGER NOT NULL DEFAULT 0,
    last_sequence INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    connected_at INTEGER,
    ended_at INTEGER,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX conversations_of_account ON conversations (account, created_at);
CREATE INDEX conversations_waiting ON conversations (status, queued_at);
CREATE INDEX conversations_of_operator ON conversations (operator, status);

CREATE TABLE messages (
    conversation TEXT NOT NULL REFERENCES conversations (number) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    key TEXT,
    author TEXT NOT NULL,
    name TEXT,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    attachment INTEGER REFERENCES conversation_attachments (id),
    PRIMARY KEY (conversation, sequence)
) STRICT;

-- What a visitor has sent under one key stands there once.
CREATE UNIQUE INDEX messages_of_key ON messages (conversation, key) WHERE key IS NOT NULL;

CREATE TABLE conversation_attachments (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    content BLOB NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE calls (
    number TEXT PRIMARY KEY,
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash BLOB,
    -- The contract's JSON.
    record TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX calls_of_account ON calls (account, created_at);

-- How long the last contacts took, in seconds: what estimates are made of.
CREATE TABLE handling_times (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX handling_times_of_kind ON handling_times (kind, id);

-- What is told as it happens; `id` is the event's. The oldest are forgotten.
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Number of the contact; null: for everybody.
    contact TEXT,
    account TEXT,
    event TEXT NOT NULL,
    data TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
