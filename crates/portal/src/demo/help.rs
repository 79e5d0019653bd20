//! Articles and outages of the demonstration.

use crate::app::Portal;
use crate::desk::in_language;
use crate::language::Language;
use crate::problem::Fatal;
use crate::store::{articles, incidents};
use chrono::TimeDelta;
use contract::{Article, ArticleSection};
use domain::time::{UtcInstant, format_instant};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) const ARTICLES: &str = include_str!("../../demo/articles.json");
pub(super) const INCIDENTS: &str = include_str!("../../demo/incidents.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Articles {
    articles: Vec<DemoArticle>,
}

/// In one language.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DemoArticle {
    slug: String,
    title: String,
    summary: String,
    keywords: String,
    categories: Vec<String>,
    updated_days_ago: i64,
    sections: Vec<ArticleSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Incidents {
    incidents: Vec<DemoIncident>,
}

/// In all languages.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DemoIncident {
    id: String,
    title: Value,
    description: Value,
    categories: Vec<String>,
    since_minutes_ago: i64,
    next_update_in_minutes: Option<i64>,
    fixed_minutes_ago: Option<i64>,
    affected: u32,
}

/// At every start: the articles are those of the files, and the outages begin anew.
pub(super) async fn fill(portal: &Arc<Portal>) -> Result<(), Fatal> {
    let now = portal.clock.now();
    let mut written = Vec::new();
    for language in Language::ALL {
        written.push((language, articles(language, now)?));
    }
    let outages: Incidents = serde_json::from_str(INCIDENTS)?;
    let work = move |transaction: &rusqlite::Transaction<'_>| {
        articles::replace(transaction, &written)?;
        outages.incidents.into_iter().try_for_each(|incident| incidents::put(transaction, &incident.at(now)))
    };
    portal.store.write(work).await
}

fn articles(language: Language, now: UtcInstant) -> Result<Vec<articles::Written>, Fatal> {
    let file: Articles = serde_json::from_value(in_language(&serde_json::from_str(ARTICLES)?, language))?;
    let written = |article: DemoArticle| articles::Written {
        keywords: article.keywords,
        article: Article {
            slug: article.slug,
            title: article.title,
            summary: Some(article.summary),
            categories: article.categories,
            updated: Some(format_instant(minutes_later(now, article.updated_days_ago.saturating_mul(-24 * 60)))),
            sections: article.sections,
        },
    };
    Ok(file.articles.into_iter().map(written).collect())
}

impl DemoIncident {
    fn at(self, now: UtcInstant) -> incidents::Written {
        let after = |minutes: i64| minutes_later(now, minutes).timestamp_millis();
        let before = |minutes: i64| after(minutes.saturating_neg());
        incidents::Written {
            id: self.id,
            texts: json!({ "title": self.title, "description": self.description }),
            categories: self.categories,
            since: before(self.since_minutes_ago),
            next_update: self.next_update_in_minutes.map(after),
            fixed: self.fixed_minutes_ago.map(before),
            affected: self.affected,
        }
    }
}

fn minutes_later(at: UtcInstant, minutes: i64) -> UtcInstant {
    TimeDelta::try_minutes(minutes).and_then(|minutes| at.checked_add_signed(minutes)).unwrap_or(at)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn tolerant_decoding_has_left_nothing_of_the_articles_out() {
        let file: Value = serde_json::from_str(ARTICLES).unwrap();
        let file = file["articles"].as_array().unwrap();
        for language in Language::ALL {
            let articles = articles(language, UtcInstant::default()).unwrap();
            assert_eq!(articles.len(), file.len());
            let slugs: BTreeSet<&str> = articles.iter().map(|written| written.article.slug.as_str()).collect();
            assert_eq!(slugs.len(), file.len(), "two articles have one slug");
            for (articles::Written { article, keywords }, file) in articles.iter().zip(file) {
                let slug = &article.slug;
                assert!(slug.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')), "{slug} stands in addresses");
                assert!(!article.sections.is_empty() && !keywords.is_empty(), "{slug}");
                for (section, file) in article.sections.iter().zip(file["sections"].as_array().unwrap()) {
                    let count = |name: &str| file[name].as_array().map_or(0, Vec::len);
                    assert_eq!([section.paragraphs.len(), section.steps.len()], ["paragraphs", "steps"].map(count), "{slug}");
                    assert_eq!(section.title.is_some(), file["title"].is_object(), "{slug}");
                }
            }
        }
    }

    #[test]
    fn outages_are_as_the_file_has_them() {
        let file: Incidents = serde_json::from_str(INCIDENTS).unwrap();
        let ids: BTreeSet<&str> = file.incidents.iter().map(|incident| incident.id.as_str()).collect();
        assert_eq!(ids.len(), file.incidents.len());
        let now = UtcInstant::default();
        for incident in file.incidents.into_iter().map(|incident| incident.at(now)) {
            assert!(incident.since < 0 && incident.fixed.is_none_or(|fixed| (incident.since..0).contains(&fixed)), "{}", incident.id);
            assert!(incident.next_update.is_none_or(|next| next > 0 && incident.fixed.is_none()), "{}", incident.id);
        }
    }
}
