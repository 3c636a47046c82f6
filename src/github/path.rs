//! Paths of the API, made from segments, so that a hostile name cannot become another path.

use std::fmt::Write as _;

/// Returns a path of the API from its segments, each percent-encoded: a `/` within a segment stays
/// within it.
///
/// URLs cannot contain the segments `.` and `..`, so a path with one of them is rejected when it is
/// sent ([`crate::github::error::ApiFault::Path`]), and so is an empty segment.
#[must_use]
pub fn api_path(segments: &[&str]) -> String {
    let mut out = String::new();
    for segment in segments {
        out.push('/');
        for byte in segment.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Returns whether a path can be appended to the URL of the API: it is absolute, its segments are
/// not empty and not dots, and its characters need no further encoding.
pub(super) fn is_plain(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else { return false };
    rest.split('/').all(|segment| {
        // URL parsers read `%2e` as a dot.
        let dots = segment.to_ascii_lowercase().replace("%2e", ".");
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
        !matches!(dots.as_str(), "" | "." | "..") && segment.bytes().all(is_known)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_segment_stays_one_segment() {
        assert_eq!(api_path(&["repos", "o", "n", "pulls", "7"]), "/repos/o/n/pulls/7");
        assert_eq!(
            api_path(&["a/b", "c?d=e#f", "g h", "ä", "50%"]),
            "/a%2Fb/c%3Fd%3De%23f/g%20h/%C3%A4/50%25"
        );
        assert_eq!(api_path(&["compare", "main...heads/x"]), "/compare/main...heads%2Fx");
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for bad in [
            "",
            "/",
            "repos",
            "/a//b",
            "/a/",
            "/a/../b",
            "/a/./b",
            "/a/%2e%2E",
            "/a/.%2e",
            "/a?b",
            "/a#b",
            "/a\\b",
            "/a b",
            "//evil.example",
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
        assert!(!is_plain(&api_path(&["repos", "..", "x"])));
        assert!(is_plain("/repos/o/n/contents/.github/a...b"));
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_stays_below_the_api(segments in prop::collection::vec(".{0,6}|[.%2eE/]{0,4}", 1..4)) {
            let names: Vec<&str> = segments.iter().map(String::as_str).collect();
            let path = api_path(&names);
            let is_odd = names.iter().any(|name| matches!(*name, "" | "." | ".."));
            prop_assert_eq!(is_plain(&path), !is_odd);
            if !is_odd {
                let url = reqwest::Url::parse(&format!("https://api.example/v3{path}")).unwrap();
                prop_assert_eq!(url.path(), format!("/v3{path}"));
                prop_assert_eq!(url.query(), None);
            }
        }
    }
}
