//! The policy in force as a policy file: every default and every term is written out by its name,
//! so that a reader needs no table of short forms. The file is read back as the same policy.
//!
//! A regular expression is written as its source. The file leaves out only what the language cannot
//! say either: that there is no term.

mod evidence;
mod file;
mod values;

use serde::ser::Error as _;

use self::file::PolicyView;
use crate::policy::{Policy, PolicySource, raw};
use crate::rules;
use crate::text::TerminalText;
use crate::text::line::is_hidden;

/// Writes the policy as YAML, with the policy that it extends, which applies too, in comments.
///
/// # Errors
/// A policy that cannot be written, which would be a bug.
pub fn yaml(policy: &Policy, floor: Option<&Policy>) -> Result<String, serde_yaml::Error> {
    let mut out = format!("# {}\n{}", TerminalText::new(&title(policy)), body(policy)?);
    if let Some(floor) = floor {
        let path = TerminalText::new(&floor.origin.path);
        out.push_str(&format!("\n# Beside it holds `{path}`, on its own terms:\n#\n"));
        for line in body(floor)?.lines() {
            out.push_str(format!("# {line}").trim_end());
            out.push('\n');
        }
    }
    Ok(out)
}

/// Writes the policy as JSON.
///
/// # Errors
/// A policy that cannot be written, which would be a bug.
pub fn json(policy: &Policy) -> Result<String, serde_json::Error> {
    quoted(policy, |char, out| {
        for unit in char.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

fn title(policy: &Policy) -> String {
    let path = &policy.origin.path;
    match &policy.origin.source {
        PolicySource::Defaults => "No policy file: only the defaults hold.".to_owned(),
        PolicySource::Tree | PolicySource::File => format!("`{path}` with every default."),
        PolicySource::Base(commit) => {
            let commit = commit.get(..10).unwrap_or(commit);
            format!("`{path}` of the base {commit} with every default.")
        }
        PolicySource::Adoption => {
            format!("`{path}` with every default; the base has none yet.")
        }
    }
}

fn body(policy: &Policy) -> Result<String, serde_yaml::Error> {
    let text = serde_yaml::to_string(&PolicyView::of(policy))?;
    if is_harmless(&text) && raw::read(text.as_bytes(), &rules::ids()).value.is_some() {
        return Ok(text);
    }
    // JSON is YAML too, and in JSON every text can be quoted and every character escaped.
    let escaped = quoted(policy, |char, out| match u32::from(char) {
        code @ 0..=0xFFFF => out.push_str(&format!("\\u{code:04x}")),
        code => out.push_str(&format!("\\U{code:08x}")),
    });
    escaped.map_err(serde_yaml::Error::custom)
}

/// Returns whether a terminal shows all of a text and a runner finds no command in it.
fn is_harmless(text: &str) -> bool {
    !text.chars().any(|char| char != '\n' && is_hidden(char))
        && !text.contains("##[")
        && !text.lines().any(|line| line.trim_start().starts_with("::"))
}

fn quoted(policy: &Policy, escape: fn(char, &mut String)) -> Result<String, serde_json::Error> {
    let text = serde_json::to_string_pretty(&PolicyView::of(policy))?;
    // Line feeds within a text are escaped already, and outside of a text no `[` follows a `#`.
    let text = text.replace("##[", "##\\u005b");
    let mut out = String::with_capacity(text.len() + 1);
    for char in text.chars() {
        if char != '\n' && is_hidden(char) { escape(char, &mut out) } else { out.push(char) }
    }
    out.push('\n');
    Ok(out)
}
