//! A folded section of a comment.

/// Returns a section that opens on a click; empty for an empty text.
pub(super) fn fold(title: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<details><summary>{title}</summary>\n\n{text}\n</details>\n")
}
