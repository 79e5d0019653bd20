//! `/support-desk` and `/availability`.

use crate::client::Request;
use crate::context::{Check, Context, Needs, Verdict, Verdicts, ensure};
use contract::{Availability, CONTRACT_VERSION, Capability, Category, SupportDesk};
use domain::time::{UtcInstant, parse_instant};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check { name: "the support desk is read", needs: Needs::Nothing, run: is_read },
        Check { name: "what the portal offers comes with what it needs", needs: Needs::Nothing, run: offers_are_whole },
        Check { name: "the support desk answers 304 while it is the same", needs: Needs::Nothing, run: not_modified },
        Check { name: "the support desk may be cached", needs: Needs::Nothing, run: cacheable },
        Check { name: "the support desk speaks each of its languages", needs: Needs::Nothing, run: languages },
        Check { name: "the availability is never cached", needs: Needs::Nothing, run: never_cached },
        Check { name: "the portal's clock moves forward", needs: Needs::Nothing, run: clock },
    ]
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or_default()
}

fn unique<'a>(what: &str, ids: impl Iterator<Item = &'a String>) -> Verdicts {
    let mut known = BTreeSet::new();
    for id in ids {
        ensure!(known.insert(id), "two {what} are called {id:?}");
    }
    Ok(())
}

fn is_read(context: &Context) -> Verdicts {
    let desk: SupportDesk = context.expect(&Request::get("/support-desk"), 200)?.read()?;
    let version = &desk.contract_version;
    ensure!(major(version) == major(CONTRACT_VERSION), "version {version} of the contract is not understood here ({CONTRACT_VERSION})");
    ensure!(desk.locales.is_empty() || desk.locales.contains(&desk.locale), "{} is not among {:?}", desk.locale, desk.locales);
    unique("lines", desk.lines.iter().map(|line| &line.id))?;
    unique("channels", desk.channels.iter().map(|channel| &channel.id))?;
    unique("categories", desk.categories.iter().map(|category| &category.id))?;
    unique("consents", desk.consents.iter().map(|consent| &consent.id))?;
    for category in &desk.categories {
        unique(&format!("attributes of {}", category.id), category.attributes.iter().map(|attribute| &attribute.code))?;
        for attribute in &category.attributes {
            unique(&format!("values of {}", attribute.code), attribute.values.iter().map(|value| &value.key))?;
        }
        unique(&format!("checks of {}", category.id), category.checks.iter().map(|check| &check.code))?;
        checklist(category)?;
    }
    Ok(())
}

/// Nothing is asked twice, and what depends on an answer comes after its question.
fn checklist(category: &Category) -> Verdicts {
    unique(&format!("pages of the checklist of {}", category.id), category.checklist.iter().map(|page| &page.code))?;
    let mut asked = BTreeSet::new();
    for item in category.checklist.iter().flat_map(|page| &page.items) {
        let earlier = item.only_if.as_ref().is_none_or(|only_if| asked.contains(&only_if.code));
        ensure!(earlier, "{} of the checklist of {} depends on what is not asked before", item.code, category.id);
        ensure!(asked.insert(item.code.clone()), "the checklist of {} asks {} twice", category.id, item.code);
    }
    Ok(())
}

fn offers_are_whole(context: &Context) -> Verdicts {
    let desk = context.desk()?;
    let offers = |capability| desk.capabilities.contains(&capability);
    ensure!(!offers(Capability::Accounts) || desk.addresses.sign_in.is_some(), "accounts, but nowhere to sign in");
    ensure!(!offers(Capability::Tickets) || !desk.categories.is_empty(), "tickets, but no categories");
    let guests = desk.categories.iter().any(|category| category.guests);
    ensure!(!offers(Capability::GuestTickets) || guests, "guestTickets, but no category with guests");
    let addresses = [&desk.addresses.sign_in, &desk.addresses.register, &desk.addresses.profile];
    for address in addresses.into_iter().flatten() {
        let absolute = address.starts_with("https://") || address.starts_with("http://");
        ensure!(absolute || (address.starts_with('/') && !address.starts_with("//")), "{address:?} is no address of a page");
    }
    Ok(())
}

fn not_modified(context: &Context) -> Verdicts {
    let first = context.expect(&Request::get("/support-desk"), 200)?;
    let tag = first.header("ETag").unwrap_or_default();
    let again = context.send(&Request::get("/support-desk").header("If-None-Match", tag))?;
    ensure!(again.status == 304, "{again} to its own ETag, not 304");
    let other = context.send(&Request::get("/support-desk").header("If-None-Match", "\"of-something-else\""))?;
    ensure!(other.status == 200, "{other} to another ETag, not 200");
    Ok(())
}

fn cacheable(context: &Context) -> Verdicts {
    let answer = context.expect(&Request::get("/support-desk"), 200)?;
    let cache = answer.list("Cache-Control");
    ensure!(cache.contains("max-age="), "Cache-Control is {cache:?}, without max-age");
    ensure!(!cache.contains("no-store") && !cache.contains("private"), "Cache-Control is {cache:?}");
    ensure!(answer.header("Set-Cookie").is_none(), "a public answer sets a cookie");
    Ok(())
}

fn languages(context: &Context) -> Verdicts {
    let locales = &context.desk()?.locales;
    if locales.len() < 2 {
        return Err(Verdict::Skipped("the portal has one language".to_owned()));
    }
    let mut tags = BTreeSet::new();
    for locale in locales {
        let answer = context.expect(&Request::get("/support-desk").header("Accept-Language", locale), 200)?;
        let named = answer.header("Content-Language").unwrap_or_default();
        ensure!(named.eq_ignore_ascii_case(locale), "asked for {locale}, Content-Language is {named:?}");
        let vary = answer.list("Vary");
        ensure!(vary.contains("accept-language") || vary.contains('*'), "Vary is {vary:?}, without Accept-Language");
        let desk: SupportDesk = answer.read()?;
        ensure!(desk.locale.eq_ignore_ascii_case(locale), "asked for {locale}, its locale is {:?}", desk.locale);
        ensure!(tags.insert(answer.header("ETag").map(str::to_owned)), "{locale} has the ETag of another language");
    }
    let unknown = context.expect(&Request::get("/support-desk").header("Accept-Language", "tlh"), 200)?;
    let desk: SupportDesk = unknown.read()?;
    ensure!(locales.first() == Some(&desk.locale), "a language that is not there is answered in {:?}, not in the first", desk.locale);
    Ok(())
}

fn never_cached(context: &Context) -> Verdicts {
    let answer = context.expect(&Request::get("/availability"), 200)?;
    let cache = answer.list("Cache-Control");
    ensure!(cache.contains("no-store"), "Cache-Control is {cache:?}, without no-store");
    let availability: Availability = answer.read()?;
    let channels = &context.desk()?.channels;
    for entry in &availability.channels {
        ensure!(channels.iter().any(|channel| channel.id == entry.channel), "the support desk has no channel {:?}", entry.channel);
    }
    Ok(())
}

fn server_time(context: &Context) -> Verdicts<UtcInstant> {
    let availability: Availability = context.expect(&Request::get("/availability"), 200)?.read()?;
    let time = &availability.server_time;
    ensure!(time.ends_with('Z'), "serverTime is {time:?}, not in UTC");
    parse_instant(time).ok_or_else(|| Verdict::Failed(format!("serverTime is {time:?}, which is no instant")))
}

fn clock(context: &Context) -> Verdicts {
    let (first, asked) = (server_time(context)?, Instant::now());
    // Asked until it has moved; a clock that shows whole seconds needs more than one.
    while asked.elapsed() < Duration::from_secs(5) {
        let next = server_time(context)?;
        ensure!(next >= first, "it was {first}, and then {next}");
        if next > first {
            return Ok(());
        }
    }
    Err(Verdict::Failed(format!("it stays at {first}")))
}
