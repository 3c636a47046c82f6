//! Patterns in the filters of events: `branches`, `tags`, `paths` and their `-ignore` forms.
//!
//! Source: GitHub documentation, "Workflow syntax for GitHub Actions", "Filter pattern cheat sheet": `*` stops at
//! `/`, `**` does not, `?` and `+` repeat the character before them, `[]` is a set, `!` at the start takes names out
//! again, and the last pattern that matches a name decides.

use regex::Regex;

/// Returns whether a list of patterns lets a name through; `None` if a pattern is not valid.
#[must_use]
pub fn lets_through(patterns: &[&str], name: &str) -> Option<bool> {
    let mut through = false;
    for pattern in patterns {
        let (pattern, lets) = match pattern.strip_prefix('!') {
            Some(rest) => (rest, false),
            None => (*pattern, true),
        };
        if Regex::new(&expression(pattern)).ok()?.is_match(name) {
            through = lets;
        }
    }
    Some(through)
}

/// Returns the regular expression of a pattern.
fn expression(pattern: &str) -> String {
    let mut found = String::from(r"\A(?:");
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '*' if rest.next_if_eq(&'*').is_some() => {
                // `**/docs` is also `docs`.
                let is_folder = rest.next_if_eq(&'/').is_some();
                found.push_str(if is_folder { "(?:.*/)?" } else { ".*" });
            }
            '*' => found.push_str("[^/]*"),
            '?' | '+' => found.push(c),
            '[' => {
                found.push(c);
                // A range stays one: nothing within a set is escaped but what would open another.
                for c in rest.by_ref() {
                    found.extend((c == '[').then_some('\\'));
                    found.push(c);
                    if c == ']' {
                        break;
                    }
                }
            }
            '\\' => {
                found.push_str(&regex::escape(&rest.next().map(String::from).unwrap_or_default()))
            }
            c => found.push_str(&regex::escape(&c.to_string())),
        }
    }
    found.push_str(r")\z");
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the documentation, and what each must leave out.
    #[test]
    fn patterns_let_through_what_the_documentation_says() {
        let cases: [(&[&str], &[&str], &[&str]); 12] = [
            (&["main"], &["main"], &["main2", "feature/main"]),
            (&["feature/*"], &["feature/a"], &["feature/a/b", "feature"]),
            (&["feature/**"], &["feature/a", "feature/a/b"], &["features/a"]),
            (&["releases/mona-the-cat"], &["releases/mona-the-cat"], &["releases/mona"]),
            (&["*"], &["main", "v2"], &["feature/a"]),
            (&["**"], &["main", "feature/a/b"], &[]),
            (&["*feature"], &["mona-feature", "feature"], &["feature-x"]),
            (&["v2*"], &["v2", "v2.0", "v2.9"], &["v1"]),
            (&["v[12].[0-9]+.[0-9]+"], &["v1.10.1", "v2.0.0"], &["v3.0.0", "v1.x.0"]),
            (&["**/docs/**"], &["docs/a.md", "a/docs/b/c.md"], &["docs"]),
            (&["releases/**", "!releases/**-alpha"], &["releases/10"], &["releases/10-alpha"]),
            (&["**", "!main", "main"], &["main", "x"], &[]),
        ];
        for (patterns, through, out) in cases {
            for name in through {
                assert_eq!(lets_through(patterns, name), Some(true), "{patterns:?} {name}");
            }
            for name in out {
                assert_eq!(lets_through(patterns, name), Some(false), "{patterns:?} {name}");
            }
        }
        assert_eq!(lets_through(&["["], "x"), None);
        assert_eq!(lets_through(&["!main"], "dev"), Some(false));
    }
}
