//! The policy as written, and the way from there to the valid policy; all problems are collected.
//!
//! Three steps: the YAML tree becomes the types of the language ([`types`], through a deserializer that
//! keeps places and does not stop), those are validated, and what was wrong on the way is told in the
//! order of the file. The same types give the JSON Schema, which is
//! made in the tests and shipped as a file.
//!
//! Nothing is ignored. A key that is not known is an error with a suggestion; a key that the policy
//! language has and this version does not judge is an error too, because a promise that nobody holds
//! is worse than none.

mod deserializer;
mod types;
mod validate;
mod words;
mod written;

use serde::Deserialize;

use self::deserializer::fault::FaultLog;
use self::deserializer::node::NodeDeserializer;
use self::validate::Checker;
use self::written::Written;
use super::valid::Policy;
use crate::formats::problem::Parsed;
use crate::formats::yaml::{self, Limits};

#[cfg(test)]
pub(crate) mod schema;

/// Where the schema of this version is published; its `$id`.
pub const URL: &str = concat!(
    "https://raw.githubusercontent.com/truegreen/truegreen/v",
    env!("CARGO_PKG_VERSION"),
    "/schemas/policy.schema.json"
);

/// Reads a policy file; `rules` are the ids that exist. `value` is `None` when there is any problem.
#[must_use]
pub fn read(bytes: &[u8], rules: &[&str]) -> Parsed<Policy> {
    let parsed = yaml::parse(bytes, Limits::POLICY);
    let told = FaultLog::default();
    let written = parsed.value.as_ref().map(|tree| {
        // What stands at the root is written in any case, so this cannot fail.
        Written::<types::RawPolicy>::deserialize(NodeDeserializer::root(tree.root(), &told))
            .unwrap_or_default()
    });
    let mut problems = parsed.problems;
    problems.extend(told.into_problems());
    let mut checker = Checker::new(rules, problems);
    let policy = written.and_then(Written::value).map(|raw| validate::policy(raw, &mut checker));
    let mut problems = checker.problems;
    problems.sort_by_key(|problem| problem.span);
    let value = policy.filter(|_| problems.is_empty());
    Parsed { value, problems }
}
