use crate::support::{TestPortal, Visitor, all, demo, header, new_key, problem, start};
use contract::{Article, ArticleList};
use reqwest::StatusCode;
use serde_json::{Value, json};

async fn found(visitor: &Visitor, language: &str, query: &[(&str, &str)]) -> Vec<Article> {
    let response = visitor.get("/api/articles").query(query).header("Accept-Language", language).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{query:?}");
    response.json::<ArticleList>().await.unwrap().items
}

async fn slugs(portal: &TestPortal, language: &str, typed: &str) -> Vec<String> {
    found(&portal.visitor(), language, &[("q", typed)]).await.into_iter().map(|article| article.slug).collect()
}

#[tokio::test]
async fn articles_are_browsed_and_read_in_each_language() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    for language in ["ru", "en"] {
        let response = visitor.get("/api/articles?limit=50").header("Accept-Language", language).send().await.unwrap();
        assert_eq!(header(response.headers(), "cache-control"), "public, max-age=60");
        assert_eq!(header(response.headers(), "content-language"), language);
        assert!(all(response.headers(), "vary").contains("accept-language"));
        let list: ArticleList = response.json().await.unwrap();
        assert!(list.items.len() >= 3);
        for line in list.items {
            assert!(line.sections.is_empty() && line.summary.is_some());
            assert!(line.updated.as_deref().is_some_and(|updated| updated < "2026-11-24T07:01"), "{:?}", line.updated);
            let path = format!("/api/articles/{}", line.slug);
            let response = visitor.get(&path).header("Accept-Language", language).send().await.unwrap();
            assert_eq!(header(response.headers(), "cache-control"), "public, max-age=60");
            assert_eq!(header(response.headers(), "content-language"), language);
            let whole: Article = response.json().await.unwrap();
            assert!(!whole.sections.is_empty(), "{}", whole.slug);
            assert_eq!(Article { sections: Vec::new(), ..whole }, line);
        }
    }
    let unknown = visitor.get("/api/articles/no-such-article").send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    problem(unknown).await;
}

#[tokio::test]
async fn every_article_is_found_by_its_title_in_any_case() {
    let portal = start(demo()).await;
    for language in ["ru", "en"] {
        for article in found(&portal.visitor(), language, &[("limit", "50")]).await {
            for typed in [article.title.clone(), article.title.to_uppercase(), article.title.replace('ё', "е")] {
                let found = slugs(&portal, language, &typed).await;
                assert_eq!(found.first(), Some(&article.slug), "{typed}: {found:?}");
            }
        }
    }
}

#[tokio::test]
async fn another_form_of_a_word_and_a_half_typed_one_are_found() {
    let portal = start(demo()).await;
    for (language, one, other) in [
        ("ru", "пароль", "паролями"),
        ("ru", "оплата", "ОПЛАТЫ"),
        ("ru", "браузер", "в браузере"),
        ("ru", "пароль", "паро"),
        ("ru", "браузер", "брау"),
        ("en", "password", "passwords"),
        ("en", "payment", "payments"),
        ("en", "browser", "brow"),
    ] {
        let (one, other) = (slugs(&portal, language, one).await, slugs(&portal, language, other).await);
        assert!(!one.is_empty(), "{language}");
        assert!(one.iter().all(|slug| other.contains(slug)), "{one:?} {other:?}");
    }
}

#[tokio::test]
async fn what_people_type_leads_to_the_article_first() {
    let portal = start(demo()).await;
    for (language, typed, slug) in [
        ("ru", "забыл пароль", "forgotten-password"),
        ("ru", "не приходит смс", "code-does-not-arrive"),
        ("ru", "деньги списали два раза", "paid-twice"),
        ("ru", "СТАТУС ЗАЯВКИ", "ticket-states"),
        ("ru", "сайт не открывается", "page-does-not-open"),
        ("ru", "номер зак", "order-number"),
        ("en", "forgot password", "forgotten-password"),
        ("en", "charged two times", "paid-twice"),
        ("en", "the app crashes", "app-does-not-start"),
        ("en", "notif", "notifications"),
    ] {
        let found = slugs(&portal, language, typed).await;
        assert_eq!(found.first().map(String::as_str), Some(slug), "{typed}: {found:?}");
    }
}

#[tokio::test]
async fn where_no_article_has_all_words_some_have_any() {
    let portal = start(demo()).await;
    let any = slugs(&portal, "ru", "пароль оплата динозавр").await;
    assert!((1..=5).contains(&any.len()), "{any:?}");
    assert!(slugs(&portal, "ru", "динозавр").await.is_empty());
    // The words of one language are not looked for in the other.
    assert!(slugs(&portal, "en", "пароль").await.is_empty());
}

#[tokio::test]
async fn the_list_is_narrowed_and_counted() {
    let portal = start(demo()).await;
    let visitor = portal.visitor();
    let access = found(&visitor, "ru", &[("category", "access"), ("limit", "50")]).await;
    assert!(!access.is_empty() && access.iter().all(|article| article.categories.iter().any(|category| category == "access")));
    let both = found(&visitor, "ru", &[("category", "access"), ("q", "пароль")]).await;
    assert!(both.iter().all(|article| access.contains(article)));
    assert!(found(&visitor, "ru", &[("category", "no-such-category")]).await.is_empty());
    assert_eq!(found(&visitor, "ru", &[("limit", "1")]).await.len(), 1);
    assert!(found(&visitor, "ru", &[]).await.len() <= 10);
    for query in ["limit=0", "limit=51", "limit=x", "limit=-1"] {
        let refused = visitor.get(&format!("/api/articles?{query}")).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{query}");
        problem(refused).await;
    }
}

#[tokio::test]
async fn whatever_is_typed_is_words_and_no_syntax() {
    let portal = start(demo()).await;
    let long = "пароль ".repeat(1_430);
    for typed in [
        "\"",
        "\"\"",
        "*",
        "**",
        "a*",
        "NEAR(",
        "NEAR(пароль доступ, 2)",
        "AND",
        "OR",
        "NOT",
        "пароль AND",
        "NOT пароль",
        "title:пароль",
        "{title summary}: пароль",
        "^пароль",
        "-пароль",
        "+",
        "(",
        ")",
        "'",
        "';--",
        "%",
        "\u{0}",
        "\u{301}",
        "пароль\u{0}",
        "😀",
        "\\",
        "١٢٣",
        long.as_str(),
    ] {
        let answer = portal.visitor().get("/api/articles").query(&[("q", typed)]).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{:?}", typed.chars().take(20).collect::<String>());
    }
    assert!(!slugs(&portal, "ru", "\"пароль\" (NEAR").await.is_empty());
    assert!(slugs(&portal, "ru", "***").await.is_empty());
    assert_eq!(slugs(&portal, "ru", "  ").await, slugs(&portal, "ru", "").await);
    let broken = portal.visitor().get("/api/articles?q=%ff%fe&limit=%ff").send().await.unwrap();
    assert_eq!(broken.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_opinion_is_counted_once() {
    let portal = start(demo()).await;
    let (guest, owner) = (portal.visitor(), portal.visitor().signed_in().await);
    let slug = found(&guest, "ru", &[]).await.remove(0).slug;
    let path = format!("/api/articles/{slug}/feedback");
    let key = new_key();
    for again in ["", "true"] {
        let answer = guest.write(&path, &key, &json!({"helped": true})).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
        assert_eq!(header(answer.headers(), "idempotency-replayed"), again);
        assert!(answer.text().await.unwrap().is_empty());
    }
    let other = guest.write(&path, &key, &json!({"helped": false})).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(owner.write(&path, &new_key(), &json!({"helped": false})).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    let counted: Value = guest.get("/dev/articles").send().await.unwrap().json().await.unwrap();
    assert_eq!(counted, json!([{"slug": slug, "helped": 1, "notHelped": 1}]));

    let unknown = guest.write("/api/articles/no-such-article/feedback", &new_key(), &json!({"helped": true})).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    problem(unknown).await;
    let bare = guest.post(&path).json(&json!({"helped": true})).send().await.unwrap();
    assert_eq!(bare.status(), StatusCode::BAD_REQUEST);
    let wrong = guest.write(&path, &new_key(), &json!({})).send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(problem(wrong).await.errors[0].pointer, "/helped");
}
