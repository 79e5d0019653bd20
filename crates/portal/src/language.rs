//! The languages in which this portal answers.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use std::convert::Infallible;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    #[default]
    Russian,
    English,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::Russian, Self::English];

    /// BCP 47.
    #[must_use]
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Russian => "ru",
            Self::English => "en",
        }
    }

    #[must_use]
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// The one that `Accept-Language` prefers; the first of equals; the portal's default when none is known.
    #[must_use]
    pub(crate) fn preferred(headers: &HeaderMap) -> Self {
        let mut best = (0.0, Self::default());
        for header in headers.get_all(ACCEPT_LANGUAGE) {
            for wish in header.to_str().unwrap_or_default().split(',') {
                let (range, parameters) = wish.split_once(';').unwrap_or((wish, ""));
                let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse::<f32>().ok()).unwrap_or(0.0);
                if let Some(language) = Self::from_tag(range.trim())
                    && weight > best.0
                {
                    best = (weight, language);
                }
            }
        }
        best.1
    }

    /// For pages: `?lang=` before what the browser prefers.
    #[must_use]
    pub(crate) fn of_page(uri: &Uri, headers: &HeaderMap) -> Self {
        let asked = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .find_map(|(name, value)| (name == "lang").then(|| Self::from_tag(&value)).flatten());
        asked.unwrap_or_else(|| Self::preferred(headers))
    }
}

/// By `Accept-Language` under `/api`, by [`Language::of_page`] elsewhere: a page can be linked to in a language.
impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // A nested router sees only the rest of the address.
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let is_api = uri.path().starts_with("/api/");
        Ok(if is_api { Self::preferred(&parts.headers) } else { Self::of_page(uri, &parts.headers) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn preferred(wish: &str) -> Language {
        Language::preferred(&HeaderMap::from_iter([(ACCEPT_LANGUAGE, wish.parse().unwrap())]))
    }

    #[test]
    fn the_highest_weight_wins_and_the_default_is_russian() {
        assert_eq!(preferred("en-GB,en;q=0.9,ru;q=0.8"), Language::English);
        assert_eq!(preferred("en;q=0.3, ru-RU;q=0.7"), Language::Russian);
        assert_eq!(preferred("de, fr;q=0.5"), Language::Russian);
        assert_eq!(preferred("en;q=0"), Language::Russian);
        assert_eq!(preferred("EN"), Language::English);
        assert_eq!(preferred(";;,q=,en;q=x"), Language::Russian);
    }
}
