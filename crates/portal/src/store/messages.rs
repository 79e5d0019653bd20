//! What is said in conversations, and the files that go with it.

use super::words::{from_word, instant, word};
use crate::problem::Fatal;
use contract::{Attachment, Message, MessageAuthor};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

/// A message before it has its place.
pub(crate) struct New<'a> {
    pub author: MessageAuthor,
    /// Of an operator.
    pub name: Option<&'a str>,
    pub key: Option<&'a str>,
    pub text: &'a str,
    /// Of a file of the same conversation.
    pub attachment: Option<i64>,
}

/// Adds a message after the last one.
///
/// # Errors
/// Those of the database.
pub(crate) fn add(transaction: &Transaction<'_>, conversation: &str, new: &New<'_>, now: i64) -> Result<Message, Fatal> {
    let sql = "UPDATE conversations SET last_sequence = last_sequence + 1, updated_at = ?2, version = version + 1
               WHERE number = ?1 RETURNING last_sequence";
    let sequence: u32 = transaction.query_row(sql, params![conversation, now], |row| row.get(0))?;
    let sql =
        "INSERT INTO messages (conversation, sequence, key, author, name, at, text, attachment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let New { author, name, key, text, attachment } = new;
    transaction.execute(sql, params![conversation, sequence, key, word(author)?, name, now, text, attachment])?;
    let attachment = attachment.map(|id| find_file(transaction, conversation, id)).transpose()?.flatten();
    Ok(Message {
        sequence,
        key: key.map(str::to_owned),
        author: *author,
        name: name.map(str::to_owned),
        date: instant(now),
        text: (*text).to_owned(),
        attachment,
    })
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    let file: Option<i64> = row.get(6)?;
    let attachment = file.map(|id| -> rusqlite::Result<Attachment> {
        Ok(Attachment { id: id.to_string(), name: row.get(7)?, mime_type: row.get(8)?, size: row.get(9)? })
    });
    Ok(Message {
        sequence: row.get(0)?,
        key: row.get(1)?,
        author: from_word(row, 2)?,
        name: row.get(3)?,
        date: instant(row.get(4)?),
        text: row.get(5)?,
        attachment: attachment.transpose()?,
    })
}

/// At most `limit` of them after a number, in order.
///
/// # Errors
/// Those of the database.
pub(crate) fn after(connection: &Connection, conversation: &str, sequence: u32, limit: u32) -> Result<Vec<Message>, Fatal> {
    let sql = "SELECT sequence, key, author, messages.name, at, text, file.id, file.name, mime_type, length(content)
               FROM messages LEFT JOIN conversation_attachments AS file ON file.id = messages.attachment
               WHERE messages.conversation = ?1 AND sequence > ?2 ORDER BY sequence LIMIT ?3";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map(params![conversation, sequence, limit], message)?.collect::<Result<_, _>>()?)
}

/// How many files a conversation has.
///
/// # Errors
/// Those of the database.
pub(crate) fn count_files(connection: &Connection, conversation: &str) -> Result<u32, Fatal> {
    let sql = "SELECT count(*) FROM conversation_attachments WHERE conversation = ?1";
    Ok(connection.query_row(sql, [conversation], |row| row.get(0))?)
}

/// # Errors
/// Those of the database.
pub(crate) fn add_file(
    transaction: &Transaction<'_>,
    conversation: &str,
    name: &str,
    mime_type: &str,
    content: &[u8],
    now: i64,
) -> Result<Attachment, Fatal> {
    let sql = "INSERT INTO conversation_attachments (conversation, name, mime_type, content, added_at) VALUES (?1, ?2, ?3, ?4, ?5)";
    transaction.execute(sql, params![conversation, name, mime_type, content, now])?;
    let id = transaction.last_insert_rowid().to_string();
    let size = u32::try_from(content.len()).unwrap_or(u32::MAX);
    Ok(Attachment { id, name: name.to_owned(), mime_type: mime_type.to_owned(), size })
}

/// A file of that conversation.
///
/// # Errors
/// Those of the database.
pub(crate) fn find_file(connection: &Connection, conversation: &str, id: i64) -> Result<Option<Attachment>, Fatal> {
    let sql = "SELECT name, mime_type, length(content) FROM conversation_attachments WHERE conversation = ?1 AND id = ?2";
    let file = connection.query_row(sql, params![conversation, id], |row| {
        Ok(Attachment { id: id.to_string(), name: row.get(0)?, mime_type: row.get(1)?, size: row.get(2)? })
    });
    Ok(file.optional()?)
}

/// What is in it.
///
/// # Errors
/// Those of the database.
pub(crate) fn content(connection: &Connection, conversation: &str, id: i64) -> Result<Option<Vec<u8>>, Fatal> {
    let sql = "SELECT content FROM conversation_attachments WHERE conversation = ?1 AND id = ?2";
    Ok(connection.query_row(sql, params![conversation, id], |row| row.get(0)).optional()?)
}
