use super::{Session, connect, program};
use crate::engine::Scheme;
use crate::process::{find_program, free_port};
use crate::{Engine, Setup};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use tokio::sync::Mutex;

/// Lets the window be as narrow as the page should be: the browser's own bar is 447 px wide otherwise.
const NARROW_BAR: &str = "* { padding: 0; margin: 0; min-width: 0; min-height: 0; font-size: 1px; border: none; }\n\
                          image { -gtk-icon-transform: scale(0); }\n";

pub(super) async fn start(started_for: Setup) -> Session {
    let display = program(&["Xvfb"], "apt-get install xvfb")
        .argument("-displayfd")
        .argument("1")
        .argument("-screen")
        .argument("0")
        .argument("1600x1400x24")
        .argument("-nolisten")
        .argument("tcp");
    let (display, number) = display.start_and_read(|line| line.trim().parse::<u32>().ok()).await;
    let driver = program(&["WebKitWebDriver"], "apt-get install webkit2gtk-driver");
    let config = driver.scratch().join("gtk-3.0");
    std::fs::create_dir_all(&config).expect("a directory for GTK's settings");
    std::fs::write(config.join("gtk.css"), NARROW_BAR).expect("GTK's style");
    let animations = format!("[Settings]\ngtk-enable-animations={}\n", u8::from(!started_for.reduced_motion));
    std::fs::write(config.join("settings.ini"), animations).expect("GTK's settings");
    let home = driver.scratch().to_string_lossy().into_owned();
    let locale = format!("{}.UTF-8", started_for.language.replace('-', "_"));
    let port = free_port();
    let driver = driver
        .argument("-p")
        .argument(port.to_string())
        .variable("DISPLAY", format!(":{number}"))
        .variable("TZ", &started_for.zone)
        .variable("LOCPATH", locales(&locale).to_string_lossy())
        .variable("LC_ALL", &locale)
        .variable("LANG", &locale)
        .variable("LANGUAGE", "")
        .variable("XDG_CONFIG_HOME", &home)
        .variable("XDG_DATA_HOME", &home)
        .variable("XDG_CACHE_HOME", &home)
        // No session bus, no accessibility bus: both would be somebody else's.
        .variable("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .variable("NO_AT_BRIDGE", "1")
        .start_quiet();
    let mut arguments = vec!["--automation".to_owned(), format!("--time-zone={}", started_for.zone)];
    if started_for.scheme == Scheme::Dark {
        arguments.push("--dark-mode".to_owned());
    }
    if !started_for.scripts {
        arguments.push("--enable-javascript=false".to_owned());
    }
    let capabilities = json!({ "webkitgtk:browserOptions": { "binary": browser(), "args": arguments } });
    let client = connect(&driver, port, capabilities.as_object().cloned().unwrap_or_default()).await;
    let first_scripts = Mutex::default();
    Session { engine: Engine::WebKit, started_for, client, bidi: None, first_scripts, driver, _display: Some(display) }
}

/// The bar takes some of the window's height, so the window is measured and set once more.
pub(super) async fn prepare(session: &Session, setup: &Setup) -> Result<(), String> {
    let client = &session.client;
    let words = |error: fantoccini::error::CmdError| error.to_string();
    client.set_window_rect(0, 0, setup.width, setup.height).await.map_err(words)?;
    let inner = client.execute("return innerHeight", vec![]).await.map_err(words)?;
    let bar = u64::from(setup.height).saturating_sub(inner.as_u64().unwrap_or_default());
    let height = setup.height.saturating_add(u32::try_from(bar).unwrap_or_default());
    client.set_window_rect(0, 0, setup.width, height).await.map_err(words)
}

fn browser() -> PathBuf {
    let folders = ["x86_64-linux-gnu", "aarch64-linux-gnu", "arm-linux-gnueabihf"];
    let versions = ["4.1", "4.0"];
    let candidates: Vec<String> = std::iter::once("/usr/libexec/webkit2gtk-4.1/MiniBrowser".to_owned())
        .chain(
            folders
                .iter()
                .flat_map(|folder| versions.iter().map(move |version| format!("/usr/lib/{folder}/webkit2gtk-{version}/MiniBrowser"))),
        )
        .collect();
    let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
    find_program(&candidates).unwrap_or_else(|| panic!("MiniBrowser is missing; to install it: apt-get install webkit2gtk-driver"))
}

/// WebKit takes its language from the C library's locale, so the locale must exist: compiled here if the system lacks it.
fn locales(locale: &str) -> PathBuf {
    let folder = crate::target_directory().join("browser-tests").join("locales");
    let wanted = folder.join(locale);
    if !wanted.is_dir() {
        std::fs::create_dir_all(&folder).expect("a directory for locales");
        let fresh = tempfile::tempdir_in(&folder).expect("a temporary directory");
        compile_locale(locale, &fresh.path().join(locale));
        // Somebody else may have been quicker.
        let _ = std::fs::rename(fresh.path().join(locale), &wanted);
    }
    folder
}

fn compile_locale(locale: &str, into: &Path) {
    let source = locale.trim_end_matches(".UTF-8");
    let output = Command::new("localedef").args(["--no-archive", "-i", source, "-f", "UTF-8"]).arg(into).output();
    assert!(
        output.is_ok_and(|output| output.status.success()) || into.is_dir(),
        "cannot compile the locale {locale}; to install its source: apt-get install locales"
    );
}
