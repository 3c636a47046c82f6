//! The YAML tree as a serde deserializer that does not stop at a fault: a fault is noted at its
//! place, and the reading goes on behind it.
//!
//! The names that serde passes make the messages: the name of a struct is what messages call its
//! map (`{}` in it is the key of the map), the name of an enum says what a word failed to be, and
//! the expectation of a visitor is what the user should write. Keys are spelled exactly; scalars
//! are those of [`NodeRef::scalar`](crate::formats::yaml::NodeRef::scalar).

mod access;
pub(super) mod fault;
pub(super) mod node;

/// Returns whether a scalar is short enough for a message.
fn is_word(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\n') && text.chars().count() <= 60
}

/// Returns the keys of the policy language that no rule of this version checks, by the name of the
/// struct.
fn later(name: &str) -> &'static [&'static str] {
    match name {
        "the policy" => &["benchmarks", "external"],
        "an entry of `tests`" => &["shards", "flaky", "seconds"],
        "an entry of `coverage`" => &["changed-lines", "drop", "sources"],
        _ => &[],
    }
}

/// Returns the most similar name, if one is similar enough to be meant.
pub(super) fn closest_name<'n>(
    name: &str,
    known: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let near = known.map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    near.filter(|&(distance, known)| distance <= known.len().max(name.len()) / 3 + 1)
        .map(|(_, known)| known)
}

/// Joins words for a sentence: `a`, `b` or `c`, each in backticks.
fn alternatives(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [before @ .., last] => format!("`{}` or `{last}`", before.join("`, `")),
    }
}
