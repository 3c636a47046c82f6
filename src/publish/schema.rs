//! The schemas that editors and other programs read.

use crate::{policy, rules};

/// The JSON Schema of the policy file, with the rules of this version.
#[must_use]
pub fn policy() -> String {
    let rules: Vec<_> = rules::RULES.iter().map(|rule| (rule.id, rule.summary)).collect();
    policy::raw::schema(&rules)
}
