use crate::support::{TestPortal, all, demo, header, start};
use portal::Config;
use reqwest::StatusCode;
use std::fs::{create_dir, write};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const INDEX: &str = "<!doctype html><html lang=\"ru\"><head><title>x</title></head><body><div id=\"first-paint\">\
    <!--first-paint--><p>empty</p><!--/first-paint--></div><div id=\"app\"></div></body></html>";

/// A built application, and beside it a file that is nobody's business.
async fn site() -> (TestPortal, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let dist = directory.path().join("dist");
    create_dir(&dist).unwrap();
    write(directory.path().join("secret.txt"), "secret").unwrap();
    write(dist.join("index.html"), INDEX).unwrap();
    for (name, text) in [
        ("hotline-0123456789abcdef.js", "script"),
        ("hotline-0123456789abcdef.js.br", "brotli"),
        ("hotline-0123456789abcdef.js.gz", "gzip"),
        ("hotline-0123456789abcdef_bg.wasm", "\0asm"),
        ("sw.js", "worker"),
        ("manifest.webmanifest", "{}"),
        ("main-89abcdef01234567.css", "a{}"),
        ("locale.en-0123456789abcdef.json", "[]"),
        ("icon.svg", "<svg/>"),
    ] {
        write(dist.join(name), text).unwrap();
    }
    (start(Config { site: Some(dist), ..demo() }).await, directory)
}

#[tokio::test]
async fn files_have_their_types_and_their_age() {
    let (portal, _directory) = site().await;
    for (path, kind, forever) in [
        ("/hotline-0123456789abcdef.js", "text/javascript", true),
        ("/hotline-0123456789abcdef_bg.wasm", "application/wasm", true),
        ("/main-89abcdef01234567.css", "text/css", true),
        ("/locale.en-0123456789abcdef.json", "application/json", true),
        ("/sw.js", "text/javascript", false),
        ("/manifest.webmanifest", "application/manifest+json", false),
        ("/icon.svg", "image/svg+xml", false),
    ] {
        let response = portal.visitor().get(path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(header(response.headers(), "content-type").split(';').next(), Some(kind), "{path}");
        let age = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(header(response.headers(), "cache-control"), age, "{path}");
    }
    for path in ["/missing.js", "/assets/missing-0123456789abcdef.wasm", "/.env"] {
        let response = portal.visitor().get(path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(!header(response.headers(), "cache-control").contains("immutable"));
    }
}

#[tokio::test]
async fn what_the_build_has_compressed_is_sent_so() {
    let (portal, _directory) = site().await;
    let get = |encoding: &str| portal.visitor().get("/hotline-0123456789abcdef.js").header("Accept-Encoding", encoding).send();
    for (wish, encoding, text) in [("gzip, br", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "script")] {
        let response = get(wish).await.unwrap();
        assert_eq!(header(response.headers(), "content-encoding"), encoding);
        assert!(all(response.headers(), "vary").contains("accept-encoding"));
        assert_eq!(header(response.headers(), "content-type").split(';').next(), Some("text/javascript"));
        assert_eq!(response.text().await.unwrap(), text);
    }
}

#[tokio::test]
async fn every_screen_is_the_page_with_numbers_and_hours_in_it() {
    let (portal, _directory) = site().await;
    let visitor = portal.visitor();
    for (path, status) in [
        ("/", 200),
        ("/index.html", 200),
        ("/contacts", 200),
        ("/tickets", 200),
        ("/tickets/new", 200),
        ("/tickets/HL-2611-48213", 200),
        ("/find", 200),
        ("/account", 200),
        ("/settings", 200),
        ("/prepare", 200),
        ("/prepare/access", 200),
        ("/prepare/access/who", 200),
        ("/sheet", 200),
        ("/help", 200),
        ("/help/restore-access", 200),
        ("/prepare/a/b/c", 404),
        ("/sheet/a", 404),
        ("/help/a/b", 404),
        ("/nowhere", 404),
        ("/tickets/a/b", 404),
    ] {
        for language in ["ru", "en"] {
            let response = visitor.get(path).header("Accept-Language", language).send().await.unwrap();
            assert_eq!(response.status().as_u16(), status, "{path}");
            assert_eq!(header(response.headers(), "content-type"), "text/html; charset=utf-8");
            assert_eq!(header(response.headers(), "cache-control"), "no-cache");
            assert_eq!(header(response.headers(), "content-language"), language);
            assert!(header(response.headers(), "content-security-policy").contains("frame-ancestors 'none'"));
            assert!(all(response.headers(), "vary").contains("accept-language"));
            let html = response.text().await.unwrap();
            assert!(html.contains(&format!("<html lang=\"{language}\"")), "{html}");
            assert!(html.contains("href=\"tel:+78005550142\"") && html.contains("8 800 555-01-42"), "{html}");
        }
    }
    // Somebody who looks for a page is answered by one, whatever stands at the end of the address; a program is not.
    let page = visitor.get("/tickets/HL-2611-48213.").header("Accept", "text/html").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("8 800 555-01-42"));
    let missing = visitor.get("/contacts.html").header("Accept", "text/html").send().await.unwrap();
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert!(missing.text().await.unwrap().contains("8 800 555-01-42"));
    assert!(visitor.get("/app-0.js").send().await.unwrap().text().await.unwrap().is_empty());
    let english = visitor.get("/?lang=en").header("Accept-Language", "ru").send().await.unwrap();
    let etag = header(english.headers(), "etag").to_owned();
    assert!(english.text().await.unwrap().contains("lang=\"en\""));
    let again = visitor.get("/?lang=en").header("If-None-Match", &etag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let packed = visitor.get("/").header("Accept-Encoding", "br").send().await.unwrap();
    assert_eq!(header(packed.headers(), "content-encoding"), "br");
    assert_eq!(visitor.post("/contacts").send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
}

/// Written by hand: a client would tidy the path up.
async fn raw(portal: &TestPortal, path: &str) -> String {
    let address = portal.base.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn nothing_outside_of_the_directory_is_served() {
    let (portal, _directory) = site().await;
    assert!(raw(&portal, "/icon.svg").await.contains("<svg/>"));
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/a/../../secret.txt",
        "//../secret.txt",
        "/.%2e/secret.txt",
        "/%00/../secret.txt",
        "/....//secret.txt",
    ] {
        let answer = raw(&portal, path).await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{path}: {answer}");
        assert!(!answer.contains("\r\n\r\nsecret"), "{path}");
    }
}
