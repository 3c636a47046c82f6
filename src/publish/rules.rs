//! The rules as text: the list for a terminal, one rule's document, and the page of all of them.

use std::fmt::Write as _;

use crate::rules::{RULES, Rule};

/// One line a rule: id, severity, what it finds.
#[must_use]
pub fn list() -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    RULES.iter().fold(String::new(), |mut out, rule| {
        let _ =
            writeln!(out, "{:<width$}  {:<4}  {}", rule.id, rule.severity.as_str(), rule.summary);
        out
    })
}

/// The document of a rule without its examples' headings changed: as it stands beside the rule.
#[must_use]
pub const fn explain(rule: &Rule) -> &'static str {
    rule.docs
}

/// `docs/rules.md`: the table, then every document one heading deeper.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "# The rules\n\nGenerated from the documents beside the rules; `truegreen explain <rule>` prints one.\n\n\
         | rule | severity | finds |\n|---|---|---|\n",
    );
    for rule in RULES {
        let (id, severity) = (rule.id, rule.severity.as_str());
        let _ = writeln!(
            out,
            "| [`{id}`](#{id}) | {severity} | {} |",
            rule.summary.replace('|', "\\|")
        );
    }
    for rule in RULES {
        let mut fenced = false;
        out.push('\n');
        for line in rule.docs.lines() {
            fenced ^= line.starts_with("```");
            if !fenced && line.starts_with('#') {
                out.push('#');
            }
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
