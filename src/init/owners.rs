//! CODEOWNERS: who owns a file. The last pattern that matches the file wins, and a line without
//! owners removes them.
//!
//! Source: GitHub documentation, "About code owners": the syntax is that of `.gitignore` without
//! `!`, without `[ ]`, and `docs/*` does not reach into the folders of `docs`.

use regex::Regex;

/// Paths where GitHub looks for the file, in this order; the first one that exists counts.
pub const PLACES: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// The lines of a CODEOWNERS file.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    lines: Vec<(Regex, Vec<String>)>,
}

impl Owners {
    /// Reads the file. Lines that GitHub ignores are ignored.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self { lines: text.lines().filter_map(line).collect() }
    }

    /// Returns the owners of a file as written, separated by blanks; `None` if the file has none.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<String> {
        let (_, owners) = self.lines.iter().rev().find(|(pattern, _)| pattern.is_match(path))?;
        (!owners.is_empty()).then(|| owners.join(" "))
    }
}

fn line(line: &str) -> Option<(Regex, Vec<String>)> {
    let words = words(line);
    let (pattern, owners) = words.split_first()?;
    let owners = owners.iter().take_while(|word| !word.starts_with('#'));
    let is_owner = |word: &&String| !word.trim_matches('@').is_empty() && word.contains('@');
    let owners = owners.filter(is_owner).cloned().collect();
    Some((compile(pattern)?, owners))
}

/// Splits a line into words; `\ ` is part of a word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(word) = words.last_mut() else { break };
        match c {
            '\\' => word.extend(chars.next()),
            c if c.is_whitespace() => words.push(String::new()),
            '#' if word.is_empty() => break,
            c => word.push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn compile(pattern: &str) -> Option<Regex> {
    if pattern.starts_with('!') || pattern.contains(['[', ']']) {
        return None;
    }
    let is_folder = pattern.ends_with('/');
    let body = pattern.trim_end_matches('/');
    let is_anchored = body.contains('/');
    let body = body.trim_start_matches('/');
    let mut out = String::from(if is_anchored { "^" } else { "^(?:.*/)?" });
    let last = body.rsplit('/').next().unwrap_or_default();
    let parts: Vec<&str> = body.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        let is_last = index + 1 == parts.len();
        match (*part, is_last) {
            ("**", false) => out.push_str("(?:.*/)?"),
            ("**", true) => out.push_str(".*"),
            (part, _) => out.push_str(&part_expression(part)),
        }
        if !is_last && *part != "**" {
            out.push('/');
        }
    }
    out.push_str(match (is_folder, last.contains(['*', '?'])) {
        (true, _) => "/.*$",
        (false, true) => "$",
        (false, false) => "(?:/.*)?$",
    });
    Regex::new(&out).ok()
}

fn part_expression(part: &str) -> String {
    part.chars().fold(String::new(), |mut out, c| {
        match c {
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            c => out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Owners;

    fn owner(text: &str, path: &str) -> Option<String> {
        Owners::read(text).of(path)
    }

    #[test]
    fn each_pattern_of_the_documentation_names_what_it_should() {
        let path = ".github/workflows/ci.yml";
        for yes in [
            "*",
            "*.yml",
            "/.github/",
            ".github/",
            ".github",
            "/.github/workflows/",
            "workflows/",
            "/.github/workflows/*",
            ".github/workflows/ci.yml",
            "**/workflows",
            "/.github/**",
            "**",
            "**/*.yml",
            "/.github/*/ci.yml",
            "ci.yml",
            ".github/**/ci.yml",
        ] {
            assert_eq!(owner(&format!("{yes} @a"), path).as_deref(), Some("@a"), "{yes}");
        }
        for no in [
            "/.github/*",
            "*.yaml",
            "docs/",
            "/workflows/",
            "workflows/ci.yml",
            "!*",
            "ci.[y]ml",
            "/ci.yml",
            "github",
            "/.github/workflows/*.yaml",
            "/*",
        ] {
            assert_eq!(owner(&format!("{no} @a"), path), None, "{no}");
        }
    }

    #[test]
    fn the_last_line_wins_and_may_take_owners_away() {
        let path = ".github/workflows/ci.yml";
        let all = "# owners\n* @everyone\n\n/.github/ @org/ci dev@example.org # who\n";
        assert_eq!(owner(all, path).as_deref(), Some("@org/ci dev@example.org"));
        assert_eq!(owner(all, "src/a b.rs").as_deref(), Some("@everyone"));
        assert_eq!(owner("* @a\n/.github/workflows/\n", path), None);
        assert_eq!(owner("a\\ b/ @a", "a b/c").as_deref(), Some("@a"));
        assert_eq!(owner("* nobody @", path), None);
    }

    proptest! {
        #[test]
        fn no_file_is_too_hostile(text in "(?s).{0,80}", path in "[a-z./]{0,20}") {
            let _ = owner(&text, &path);
        }
    }
}
