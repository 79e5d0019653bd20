use contract::Line;
use domain::dial::{Device, best_line, is_reachable};

fn line(id: &str, from: &[&str]) -> Line {
    Line { id: id.into(), reachable_from: from.iter().map(ToString::to_string).collect(), ..Line::default() }
}

#[test]
fn a_line_without_countries_is_reachable_from_all_of_them() {
    for device in [Device::Mobile, Device::Landline, Device::Internet] {
        assert!(is_reachable(&line("any", &[]), "DE", device));
        assert!(is_reachable(&line("any", &[]), "", device));
        assert!(is_reachable(&line("home", &["RU", "KZ"]), "KZ", device));
        assert!(is_reachable(&line("home", &["ru"]), "RU", device));
        assert!(!is_reachable(&line("home", &["RU"]), "DE", device));
        assert!(!is_reachable(&line("home", &["RU"]), "", device));
    }
}

#[test]
fn the_first_line_that_can_be_called_is_the_best() {
    let lines = [line("home", &["RU"]), line("abroad", &[]), line("germany", &["DE"])];
    let best = |lines, from| best_line(lines, from, Device::default()).map(|line: &Line| line.id.as_str());
    assert_eq!(best(&lines[..], "RU"), Some("home"));
    assert_eq!(best(&lines[..], "DE"), Some("abroad"));
    assert_eq!(best(&lines[..1], "DE"), None);
    assert_eq!(best(&[][..], "RU"), None);
}
