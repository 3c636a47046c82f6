//! Lines of a makefile.

/// A line without its comment.
pub(super) fn strip_comment(line: &str) -> &str {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && before != '\\' {
            return line.get(..at).unwrap_or_default();
        }
        before = c;
    }
    line
}

/// A line of a recipe without `@`, `-` and `+`, and whether its failure is ignored.
pub(super) fn strip_prefixes(line: &str) -> (&str, bool) {
    let script = line.trim_start_matches(['@', '-', '+', ' ', '\t']);
    let prefixes = line.get(..line.len() - script.len()).unwrap_or_default();
    (script, prefixes.contains('-'))
}

/// The lines of an expanded recipe line: a variable of several lines makes it several.
pub(super) fn split_lines(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        if !text.get(start..at).unwrap_or_default().ends_with('\\') {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + 1;
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Targets that mean something to make itself.
pub(super) fn is_special(name: &str) -> bool {
    name.strip_prefix('.').is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    })
}
