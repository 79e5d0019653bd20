//! Each check lets a good page pass and fails a bad one.

use crate::{page_with, page_with_head};
use browser_tests::{Setup, Stage, flows};

async fn sideways_scroll_is_seen(stage: Stage) {
    let wire = page_with("<main><p style='width: 400px'>Широко</p></main>").await;
    let page = stage.visit(&Setup::default().width(320), &wire, "/").await;
    let found = page.sideways().await;
    assert!(found.iter().any(|line| line.contains("Широко")), "{found:?}");
    let wire = page_with("<main><p>Узко</p></main>").await;
    let page = stage.visit(&Setup::default().width(320), &wire, "/").await;
    page.does_not_scroll_sideways().await;
}

async fn axe_finds_what_is_planted(stage: Stage) {
    let wire = page_with("<main><h1>Опыт</h1><img src='data:,'></main>").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    let found = page.axe().await;
    assert!(found.iter().any(|line| line.starts_with("image-alt")), "{found:?}");
    page.expect_complaint("failed to load");
    let policy = r#"<meta http-equiv="Content-Security-Policy" content="script-src 'self'">"#;
    let wire = page_with_head(policy, "<main><h1>Опыт</h1><p>Ничего дурного.</p></main>").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.passes_axe().await;
}

async fn small_targets_are_seen(stage: Stage) {
    let head = "<style>.row { position: relative; padding: 15px } .row a::after { content: ''; position: absolute; inset: 0 }</style>";
    let body = "<button style='width: 20px; height: 40px; padding: 0'>а</button><button style='width: 44px; height: 44px'>б</button>\
                <p>Слова и <a href='#'>я</a> в них.</p><p class='row'><a href='#'>Вся строка</a></p>\
                <p style='margin: 60px'><a href='#'>Вокруг пусто</a></p>\
                <label><input type='checkbox' style='width: 15px; height: 15px'> Согласен со всем, что написано</label>\
                <p style='line-height: 16px'><a href='#'>Теснота</a><br><a href='#'>Другая</a></p>";
    let wire = page_with_head(head, body).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    let found = page.small_targets(24).await;
    let names: Vec<&str> = found.iter().filter_map(|line| line.split(['“', '”']).nth(1)).collect();
    assert_eq!(names, ["а", "Теснота", "Другая"], "{found:?}");
}

async fn the_console_is_heard(stage: Stage) {
    let policy = r#"<meta http-equiv="Content-Security-Policy" content="img-src 'self'">"#;
    let body = "<script>console.error('громко', 1); Promise.reject(new Error('обещание')); setTimeout(() => { throw new Error('поздно'); })</script>\
                <script src='/missing.js'></script><img src='https://elsewhere.invalid/x.png' alt=''>";
    let wire = page_with_head(policy, body).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    let mut heard = Vec::new();
    for words in ["громко", "обещание", "поздно", "missing.js", "elsewhere.invalid"] {
        let found = browser_tests::until(async || {
            heard.extend(page.complaints().await);
            heard.iter().any(|line: &String| line.contains(words)).then_some(())
        });
        assert!(found.await.is_some(), "{words} was not heard: {heard:#?}");
    }
    page.expect_complaint("");
}

async fn jumps_are_measured(stage: Stage) {
    let body = "<div id='late'></div><p style='height: 300px; margin: 0'>Прыгает</p>\
                <script>setTimeout(() => { late.style.height = '200px'; document.title = 'прыгнул'; }, 300)</script>";
    let wire = page_with(body).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    let found = browser_tests::until(async || {
        let (sum, parts) = page.layout_shift().await.expect("Chromium measures");
        (sum > 0.0).then_some(parts)
    });
    let parts = found.await.expect("the jump is seen");
    assert!(parts.iter().any(|part| part.contains("Прыгает")), "{parts:?}");
    let wire = page_with("<p>Стоит</p>").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    assert_eq!(page.layout_shift().await.map(|(sum, _)| sum.to_bits()), Some(0.0_f64.to_bits()));
}

async fn a_silent_page_is_not_held_to_account(stage: Stage) {
    let wire = page_with("<p>Тихо</p>").await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.shows("Тихо").await;
    assert_eq!(page.complaints().await, Vec::<String>::new());
}

flows! {
    sideways_scroll_is_seen;
    axe_finds_what_is_planted;
    small_targets_are_seen;
    the_console_is_heard;
    jumps_are_measured, firefox: "Firefox does not measure layout shifts", webkit: "WebKit does not measure layout shifts";
    a_silent_page_is_not_held_to_account;
}
