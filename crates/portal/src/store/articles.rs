//! Articles: found by their words, read by their slug, and whether they helped.

use crate::language::Language;
use crate::problem::Fatal;
use crate::search::{Query, indexed};
use contract::{Article, ArticleSection};
use rusqlite::{Connection, OptionalExtension, Params, Transaction, params};
use std::collections::BTreeMap;

/// Where not every word is found anywhere, at most so many articles have some of them: what comes later is noise.
const ANY_MAX: u32 = 5;

/// An article in one language, with words that only the search knows.
pub(crate) struct Written {
    pub article: Article,
    pub keywords: String,
}

/// Puts these articles in the place of all that were there, in the order in which they are browsed.
///
/// # Errors
/// Those of the database.
pub(crate) fn replace(transaction: &Transaction<'_>, articles: &[(Language, Vec<Written>)]) -> Result<(), Fatal> {
    transaction.execute_batch("DELETE FROM articles; DELETE FROM article_words;")?;
    for (language, articles) in articles {
        for (place, Written { article, keywords }) in articles.iter().enumerate() {
            let sql = "INSERT INTO articles (slug, language, place, article) VALUES (?1, ?2, ?3, ?4)";
            let place = i64::try_from(place).unwrap_or(i64::MAX);
            transaction.execute(sql, params![article.slug, language.tag(), place, serde_json::to_string(article)?])?;
            let sql = "INSERT INTO article_words (slug, language, title, summary, keywords, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let summary = indexed(article.summary.as_deref().unwrap_or_default());
            let body: Vec<&str> = article.sections.iter().flat_map(texts).collect();
            let columns =
                params![article.slug, language.tag(), indexed(&article.title), summary, indexed(keywords), indexed(&body.join("\n"))];
            transaction.execute(sql, columns)?;
        }
    }
    Ok(())
}

fn texts(section: &ArticleSection) -> impl Iterator<Item = &str> {
    section.title.iter().chain(&section.paragraphs).chain(&section.steps).map(String::as_str)
}

/// In the order in which they are browsed, without their sections.
///
/// # Errors
/// Those of the database.
pub(crate) fn browse(connection: &Connection, language: Language, category: Option<&str>, limit: u32) -> Result<Vec<Article>, Fatal> {
    let sql = format!("SELECT article FROM articles WHERE language = ?1 AND {HELPS} ORDER BY place LIMIT ?3");
    lines(connection, &sql, params![language.tag(), category, limit])
}

/// The best match first, without their sections.
///
/// # Errors
/// Those of the database.
pub(crate) fn search(
    connection: &Connection,
    language: Language,
    query: &Query,
    category: Option<&str>,
    limit: u32,
) -> Result<Vec<Article>, Fatal> {
    // What stands in a title says most of what an article is about. The first two columns hold no words.
    let sql = format!(
        "SELECT article FROM article_words JOIN articles USING (slug, language)
         WHERE article_words MATCH ?4 AND language = ?1 AND {HELPS}
         ORDER BY bm25(article_words, 0, 0, 10, 4, 6, 1), place LIMIT ?3"
    );
    let found = lines(connection, &sql, params![language.tag(), category, limit, query.all])?;
    if !found.is_empty() {
        return Ok(found);
    }
    lines(connection, &sql, params![language.tag(), category, limit.min(ANY_MAX), query.any])
}

/// Of the category ?2, or of any.
const HELPS: &str = "(?2 IS NULL OR EXISTS (SELECT 1 FROM json_each(article, '$.categories') WHERE value = ?2))";

fn lines(connection: &Connection, sql: &str, params: impl Params) -> Result<Vec<Article>, Fatal> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map(params, |row| row.get::<_, String>(0))?;
    let mut found = Vec::new();
    for row in rows {
        found.push(Article { sections: Vec::new(), ..serde_json::from_str(&row?)? });
    }
    Ok(found)
}

/// # Errors
/// Those of the database.
pub(crate) fn find(connection: &Connection, language: Language, slug: &str) -> Result<Option<Article>, Fatal> {
    let sql = "SELECT article FROM articles WHERE slug = ?1 AND language = ?2";
    let found: Option<String> = connection.query_row(sql, params![slug, language.tag()], |row| row.get(0)).optional()?;
    Ok(found.map(|article| serde_json::from_str(&article)).transpose()?)
}

/// Counts one opinion. Whether there is such an article.
///
/// # Errors
/// Those of the database.
pub(crate) fn rate(transaction: &Transaction<'_>, slug: &str, helped: bool) -> Result<bool, Fatal> {
    let sql = "INSERT INTO article_feedback (slug, helped, not_helped)
               SELECT ?1, ?2, NOT ?2 WHERE EXISTS (SELECT 1 FROM articles WHERE slug = ?1)
               ON CONFLICT (slug) DO UPDATE SET helped = helped + excluded.helped, not_helped = not_helped + excluded.not_helped";
    Ok(transaction.execute(sql, params![slug, helped])? > 0)
}

/// How many each article has helped, and how many not.
///
/// # Errors
/// Those of the database.
pub(crate) fn ratings(connection: &Connection) -> Result<BTreeMap<String, (u32, u32)>, Fatal> {
    let mut statement = connection.prepare("SELECT slug, helped, not_helped FROM article_feedback")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
