//! `/articles`: listed, searched, read, rated.

use crate::body;
use crate::client::Request;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use crate::text::percent_encoded;
use contract::headers::IDEMPOTENCY_REPLAYED;
use contract::{Article, ArticleFeedback, ArticleList, Capability};
use std::collections::BTreeSet;

const ARTICLES: Needs = Needs::Capability(Capability::Articles);

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "articles are listed without their sections", needs: ARTICLES, run: listed },
        Check { name: "articles may be cached in each language", needs: ARTICLES, run: cacheable },
        Check { name: "an article is read by its slug", needs: ARTICLES, run: read },
        Check { name: "an article is found by its title", needs: ARTICLES, run: found },
        Check { name: "whatever is looked for is words", needs: ARTICLES, run: words },
        Check { name: "an opinion of an article is counted once", needs: ARTICLES, run: opinion },
    ]
}

fn list(context: &Context, path: &str) -> Verdicts<Vec<Article>> {
    Ok(context.expect(&Request::get(path), 200)?.read::<ArticleList>()?.items)
}

fn first(context: &Context) -> Verdicts<Article> {
    let first = list(context, "/articles")?.into_iter().next();
    first.ok_or_else(|| Verdict::Skipped("there is no article".to_owned()))
}

fn listed(context: &Context) -> Verdicts {
    let mut slugs = BTreeSet::new();
    for article in list(context, "/articles?limit=50")? {
        ensure!(article.sections.is_empty(), "{} is listed with its sections", article.slug);
        ensure!(!article.slug.contains('/') && !article.slug.is_empty(), "{:?} cannot stand in an address", article.slug);
        ensure!(slugs.insert(article.slug.clone()), "{} is there twice", article.slug);
    }
    let one = list(context, "/articles?limit=1")?.len();
    ensure!(one <= 1, "asked for 1, got {one}");
    let desk = context.desk()?;
    for category in &desk.categories {
        for article in list(context, &format!("/articles?category={}", percent_encoded(&category.id)))? {
            ensure!(article.categories.contains(&category.id), "{} does not help with {}", article.slug, category.id);
        }
    }
    Ok(())
}

fn cacheable(context: &Context) -> Verdicts {
    let path = format!("/articles/{}", first(context)?.slug);
    let locales = &context.desk()?.locales;
    for path in ["/articles", &path] {
        for locale in locales {
            let answer = context.expect(&Request::get(path).header("Accept-Language", locale), 200)?;
            let cache = answer.list("Cache-Control");
            ensure!(cache.contains("max-age=") && !cache.contains("private"), "Cache-Control is {cache:?}");
            if locales.len() > 1 {
                let (named, vary) = (answer.header("Content-Language").unwrap_or_default(), answer.list("Vary"));
                ensure!(named.eq_ignore_ascii_case(locale), "asked for {locale}, Content-Language is {named:?}");
                ensure!(vary.contains("accept-language") || vary.contains('*'), "Vary is {vary:?}, without Accept-Language");
            }
        }
    }
    Ok(())
}

fn read(context: &Context) -> Verdicts {
    let first = first(context)?;
    let path = format!("/articles/{}", first.slug);
    let article: Article = context.expect(&Request::get(&path), 200)?.read()?;
    ensure!(article.slug == first.slug && article.title == first.title, "it is {}, {:?}", article.slug, article.title);
    ensure!(!article.sections.is_empty(), "{} has nothing in it", article.slug);
    context.expect(&Request::get("/articles/no-such-article"), 404).map(drop)
}

fn found(context: &Context) -> Verdicts {
    let Article { slug, title, .. } = first(context)?;
    let found = list(context, &format!("/articles?q={}", percent_encoded(&title)))?;
    ensure!(found.iter().any(|article| article.slug == slug), "{slug} is not found by {title:?}");
    ensure!(found.iter().all(|article| article.sections.is_empty()), "what is found has its sections");
    Ok(())
}

fn words(context: &Context) -> Verdicts {
    let long = "слово ".repeat(500);
    for typed in ["", " ", "\"", "'", "*", "(", "NEAR(", "AND", "a OR", "-a", "a:b", "%", "\\", "<b>", "\u{0}", "😀", &long] {
        list(context, &format!("/articles?q={}", percent_encoded(typed)))?;
    }
    Ok(())
}

fn opinion(context: &Context) -> Verdicts {
    let path = format!("/articles/{}/feedback", first(context)?.slug);
    let [yes, no] = [true, false].map(|helped| body::json(&ArticleFeedback { helped }));
    context.expect(&Request::post(&path, yes.clone()), 400)?;
    context.expect(&Request::post("/articles/no-such-article/feedback", yes.clone()).new_key(), 404)?;
    let key = uuid::Uuid::new_v4().to_string();
    context.expect(&Request::post(&path, yes.clone()).key(&key), 204)?;
    let again = context.expect(&Request::post(&path, yes).key(&key), 204)?;
    let replayed = again.header(IDEMPOTENCY_REPLAYED);
    ensure!(replayed == Some("true"), "{IDEMPOTENCY_REPLAYED} is {replayed:?}");
    context.expect(&Request::post(&path, no).key(&key), 422).map(drop)
}
