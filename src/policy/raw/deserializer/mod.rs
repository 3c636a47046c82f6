//! The YAML tree as a serde deserializer that does not stop: what is wrong is noted at its place, and
//! the reading goes on behind it.
//!
//! The names that serde hands over do the talking: a struct's is how messages call its map (`{}` in it
//! is the key under which it stands), an enum's says what a word failed to be, and a visitor's
//! expectation is what the user should write. Keys are spelled exactly; scalars are those of
//! [`NodeRef::scalar`](crate::formats::yaml::NodeRef::scalar).

mod access;
pub(super) mod fault;
pub(super) mod node;

/// Whether a scalar is short enough to be shown in a message.
fn is_word(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains('\n') && text.chars().count() <= 60
}

/// Keys of the policy language that this version does not judge, by the struct in which they stand.
fn later(name: &str) -> &'static [&'static str] {
    match name {
        "the policy" => &["checks", "benchmarks", "external"],
        "an entry of `tests`" => &["shards", "flaky", "seconds"],
        "an entry of `coverage`" => &["changed-lines", "drop", "sources"],
        _ => &[],
    }
}

/// The name that was probably meant.
pub(super) fn closest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    near.filter(|&(distance, known)| distance <= known.len().max(name.len()) / 3 + 1)
        .map(|(_, known)| known)
}

/// `a`, `b` or `c`, each in backticks.
fn alternatives(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [before @ .., last] => format!("`{}` or `{last}`", before.join("`, `")),
    }
}
