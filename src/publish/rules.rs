//! The rules as text: the list for a terminal, the document of one rule, and the page of all rules.

use std::fmt::Write as _;

use crate::rules::{self, RULES};
use crate::text::TerminalText;

/// Returns one line for each rule: id, severity, summary.
#[must_use]
pub fn list() -> String {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    RULES.iter().fold(String::new(), |mut out, rule| {
        let _ =
            writeln!(out, "{:<width$}  {:<4}  {}", rule.id, rule.severity.as_str(), rule.summary);
        out
    })
}

/// An id of a rule that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{asked}`{}; `truegreen rules` lists them", hint(.closest))]
pub struct UnknownRule {
    asked: String,
    closest: Option<&'static str>,
}

fn hint(closest: &Option<&'static str>) -> String {
    closest.map(|id| format!(", did you mean `{id}`?")).unwrap_or_default()
}

/// Returns the document of a rule.
///
/// # Errors
/// An id that no rule has, with the most similar id that exists.
pub fn explain(id: &str) -> Result<&'static str, UnknownRule> {
    rules::find(id).map(|rule| rule.docs).ok_or_else(|| UnknownRule {
        asked: TerminalText::new(id).to_string(),
        closest: RULES
            .iter()
            .map(|rule| (strsim::damerau_levenshtein(rule.id, id), rule.id))
            .filter(|&(distance, _)| distance <= 4)
            .min()
            .map(|(_, id)| id),
    })
}

/// Returns `docs/rules.md`: the table, then every document one heading deeper.
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
