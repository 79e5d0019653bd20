use crate::{Catalogue, render_block};
use chrono::NaiveDate;
use contract::SupportDesk;
use maud::{Render, html};

/// Name of the `<meta>` that lists the catalogues the build has made: `ru=/locale.ru-….json en=/locale.en-….json`.
pub const LOCALES_META: &str = "hotline-locales";

const BLOCK: (&str, &str) = ("<!--first-paint-->", "<!--/first-paint-->");
const TITLE: (&str, &str) = ("<title>", "</title>");
const LANG: (&str, &str) = ("<html lang=\"", "\"");
const PRELOAD: (&str, &str) = ("<!--locale-->", "<!--/locale-->");

/// The built page with everything filled in that depends on the portal and on the language: `lang`, the title, the
/// preload of the language's catalogue, the numbers and the hours.
///
/// `template` is the `index.html` that the build has made; what it lacks is left alone. `today` is a date in the portal's zone.
pub fn render_page(template: &str, desk: &SupportDesk, catalogue: &Catalogue, today: NaiveDate) -> String {
    let title = html! { (desk.name) ": " (catalogue.text("first_paint.heading")) }.into_string();
    let lang = html! { (catalogue.locale()) }.into_string();
    let page = between(template, LANG, &lang);
    let page = between(&page, TITLE, &title);
    let page = between(&page, PRELOAD, &preload(template, catalogue.locale()));
    between(&page, BLOCK, render_block(desk, catalogue, today).render().into_string().as_str())
}

/// `text` with what stands between the first two markers replaced. Without them it stays as it is.
fn between(text: &str, (open, close): (&str, &str), content: &str) -> String {
    let Some((before, rest)) = text.split_once(open) else { return text.to_owned() };
    let Some((_, after)) = rest.split_once(close) else { return text.to_owned() };
    [before, open, content, close, after].concat()
}

/// The catalogue is asked for while WebAssembly is still on its way. Without `crossorigin`: WebKit uses no other preload for
/// a fetch, which must then be of mode `no-cors` with credentials.
fn preload(template: &str, locale: &str) -> String {
    let Some(address) = address_of(template, locale) else { return String::new() };
    html! { link rel="preload" as="fetch" href=(address); }.into_string()
}

fn address_of<'a>(template: &'a str, locale: &str) -> Option<&'a str> {
    let (_, rest) = template.split_once(&format!("<meta name=\"{LOCALES_META}\" content=\""))?;
    let (list, _) = rest.split_once('"')?;
    list.split(' ').find_map(|entry| entry.split_once('=').filter(|(name, _)| *name == locale).map(|(_, address)| address))
}
