use crate::read::Read;
use crate::{Instant, tolerant};
use serde::{Deserialize, Serialize};

/// `GET /articles?q=&category=&limit=`: with `q` the best match first, without it in the order in which they are to be browsed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct ArticleList {
    /// Without their sections.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub items: Vec<Article>,
}

/// `GET /articles/{slug}`: a guide, or an answer to a frequent question. Plain text: nothing in it is markup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Unique, the same in every language.
    pub slug: String,
    pub title: String,
    /// One sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// [`crate::Category::id`] of what it helps with.
    #[serde(default, deserialize_with = "tolerant::list")]
    pub categories: Vec<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Instant>,
    #[serde(default, deserialize_with = "tolerant::list", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<ArticleSection>,
}

/// Paragraphs, and after them steps to be done in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct ArticleSection {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub paragraphs: Vec<String>,
    #[serde(default, deserialize_with = "tolerant::list")]
    pub steps: Vec<String>,
}

/// `POST /articles/{slug}/feedback`, 204.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleFeedback {
    pub helped: bool,
}
