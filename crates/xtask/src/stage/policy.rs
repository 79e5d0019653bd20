//! The Content-Security-Policy of the page.

use super::asset::policy_hash;

/// Nothing from elsewhere, nothing inline but the one style, no `eval`. `portal` is the base address of the API.
///
/// No `require-trusted-types-for`: the start script registers the worker by an address out of the page. Who may frame the page is said by a header: a `<meta>` cannot.
pub(super) fn policy(style: &str, portal: &str) -> String {
    let connect = match origin(portal) {
        Some(origin) => format!("connect-src 'self' {origin}"),
        None => "connect-src 'self'".to_owned(),
    };
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        &format!("style-src 'self' '{}'", policy_hash(style)),
        "img-src 'self' blob: data:",
        &connect,
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
    .join("; ")
}

/// `https://portal.example` of an absolute address; `None` of a relative one.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unsafe_is_allowed() {
        let policy = policy("a{}", "/api");
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(policy.contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-"), "{policy}");
        assert!(policy.contains("; connect-src 'self'; "), "{policy}");
    }

    #[test]
    fn a_portal_elsewhere_may_be_asked() {
        assert!(policy("", "https://portal.example:8443/support/api").contains("; connect-src 'self' https://portal.example:8443; "));
    }

    #[test]
    fn another_style_has_another_hash() {
        assert_ne!(policy("a{}", "/api"), policy("b{}", "/api"));
    }
}
