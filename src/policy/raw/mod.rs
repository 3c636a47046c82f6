//! The policy as written, and how it becomes the valid policy; all problems are collected.
//!
//! There are three steps: the YAML tree becomes the types of the language ([`types`], through a
//! deserializer that keeps places and does not stop), the types are validated, and the problems are
//! reported in the order of the file. The JSON Schema comes from the same types; it is made in the
//! tests and shipped as a file.
//!
//! Nothing is ignored. An unknown key is an error with a suggestion. A key of the policy language
//! that no rule of this version checks is an error too: its owner would rely on a check that does
//! not exist.

mod artifacts;
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

/// URL at which the schema of this version is published; its `$id`.
pub const URL: &str = concat!(
    "https://raw.githubusercontent.com/truegreen/truegreen/v",
    env!("CARGO_PKG_VERSION"),
    "/schemas/policy.schema.json"
);

/// Reads a policy file; `rules` are the ids that exist. `value` is `None` if there is any problem.
#[must_use]
pub fn read(bytes: &[u8], rules: &[&str]) -> Parsed<Policy> {
    let parsed = yaml::parse(bytes, Limits::POLICY);
    let faults = FaultLog::default();
    let written = parsed.value.as_ref().map(|tree| {
        // The root is always written, so this cannot fail.
        Written::<types::RawPolicy>::deserialize(NodeDeserializer::root(tree.root(), &faults))
            .unwrap_or_default()
    });
    let mut problems = parsed.problems;
    problems.extend(faults.into_problems());
    let mut checker = Checker::new(rules, problems);
    let policy = written.and_then(Written::value).map(|raw| validate::policy(raw, &mut checker));
    let mut problems = checker.problems;
    problems.sort_by_key(|problem| problem.span);
    let value = policy.filter(|_| problems.is_empty());
    Parsed { value, problems }
}
