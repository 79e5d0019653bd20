-- What helps without a call: articles, known outages, and files that go with tickets.

-- One row for each language; `article` is the contract's JSON.
CREATE TABLE articles (
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    -- The order in which they are browsed.
    place INTEGER NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (slug, language)
) STRICT;

-- The words of the articles as search.rs makes them: both as written and without their endings.
CREATE VIRTUAL TABLE article_words USING fts5 (slug UNINDEXED, language UNINDEXED, title, summary, keywords, body);

-- Kept when the articles are replaced.
CREATE TABLE article_feedback (
    slug TEXT PRIMARY KEY,
    helped INTEGER NOT NULL DEFAULT 0,
    not_helped INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    -- {"title": …, "description": …}, each a text or one for each language.
    texts TEXT NOT NULL,
    categories TEXT NOT NULL DEFAULT '[]',
    since INTEGER NOT NULL,
    next_update INTEGER,
    fixed INTEGER,
    affected INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE incident_subscriptions (
    id INTEGER PRIMARY KEY,
    incident TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
    -- Null: a guest.
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    -- Null: does not want to be told.
    email TEXT,
    language TEXT NOT NULL,
    told_at INTEGER
) STRICT;

CREATE UNIQUE INDEX incident_subscriptions_of_account ON incident_subscriptions (incident, account) WHERE account IS NOT NULL;
CREATE INDEX incident_subscriptions_of_incident ON incident_subscriptions (incident);

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    content BLOB NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;

CREATE INDEX attachments_of_ticket ON attachments (ticket);
