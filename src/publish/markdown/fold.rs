//! A part of a comment that is folded away.

/// A section that is opened by a click; empty for an empty one.
pub(super) fn fold(title: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<details><summary>{title}</summary>\n\n{text}\n</details>\n")
}
