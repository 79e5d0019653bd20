use domain::dial::{countries, guess_country};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn guess(zone: &str, languages: &[&str]) -> &'static str {
    let languages: Vec<String> = languages.iter().map(ToString::to_string).collect();
    guess_country(Some(zone).filter(|zone| !zone.is_empty()), &languages)
}

#[test]
fn countries_are_listed_once_by_their_codes() {
    let codes: Vec<&str> = countries().collect();
    assert_eq!(codes.len(), 63);
    assert!(codes.is_sorted_by(|a, b| a < b));
    assert!(codes.iter().all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
}

#[test]
fn the_zone_says_most() {
    for (zone, country) in [
        ("Europe/Moscow", "RU"),
        ("Asia/Kamchatka", "RU"),
        ("Asia/Ust-Nera", "RU"),
        ("Asia/Almaty", "KZ"),
        ("Europe/Minsk", "BY"),
        ("Europe/Kiev", "UA"),
        ("Europe/Kyiv", "UA"),
        ("Asia/Calcutta", "IN"),
        ("Asia/Saigon", "VN"),
        ("America/Argentina/San_Juan", "AR"),
        ("America/Buenos_Aires", "AR"),
        ("America/Indiana/Knox", "US"),
        ("America/North_Dakota/Center", "US"),
        ("America/New_York", "US"),
        ("America/Toronto", "CA"),
        ("Australia/Lord_Howe", "AU"),
        ("Atlantic/Canary", "ES"),
        ("Pacific/Auckland", "NZ"),
    ] {
        assert_eq!(guess(zone, &["de-DE", "ja"]), country, "{zone}");
    }
}

#[test]
fn without_a_known_zone_the_languages_decide() {
    for zone in ["", "UTC", "Etc/GMT+3", "Africa/Lagos", "Europe", "moscow", "Europe/Simferopol"] {
        assert_eq!(guess(zone, &["en-GB", "ru-RU"]), "GB", "{zone}");
    }
    for (languages, country) in [
        (&["ru", "kk-KZ"][..], "KZ"),
        (&["zh-Hans-CN"], "CN"),
        (&["sr-Latn-RS"], "RS"),
        (&["de_AT"], "AT"),
        (&["EN-us"], "US"),
        (&["es-419", "pl"], "ES"),
        (&["ru-Cyrl-u-rg-kzzzzz"], "RU"),
        (&["en-a-kz-b-by", "uk"], "UA"),
        (&["en-XX", "uk"], "UA"),
        (&["kk"], "KZ"),
        (&["be"], "BY"),
        (&["uk"], "UA"),
        (&["en", "ka"], "GE"),
        (&["pt"], "BR"),
        (&["sah"], "RU"),
        (&["en"], "RU"),
        (&["", "-", "_RU"], "RU"),
        (&[], "RU"),
    ] {
        assert_eq!(guess("", languages), country, "{languages:?}");
    }
}

#[test]
fn every_country_is_found_by_a_zone() {
    let mut found = BTreeSet::new();
    for zone in chrono_tz::TZ_VARIANTS {
        // What is the same whatever the language is was told by the zone.
        let (one, other) = (guess(zone.name(), &["ja"]), guess(zone.name(), &["ko"]));
        if one == other {
            found.insert(one);
        }
    }
    assert_eq!(found, countries().collect());
}

proptest! {
    #[test]
    fn a_guess_is_always_a_country(zone in proptest::option::of("\\PC{0,20}|[A-Z][a-z]{2,8}/[A-Z][a-z_]{2,9}"), languages in vec("\\PC{0,12}|[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{1,8}){0,3}", 0..4)) {
        let country = guess_country(zone.as_deref(), &languages);
        prop_assert!(countries().any(|known| known == country));
    }
}
