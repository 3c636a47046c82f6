//! The schemas that editors and other programs read.

/// Returns the JSON Schema of the policy file with the rules of this version: made from the types
/// that read the file, and shipped as a file.
#[must_use]
pub const fn policy() -> &'static str {
    include_str!("../../schemas/policy.schema.json")
}

#[cfg(test)]
mod tests {
    use crate::{policy, rules};

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the file is written anew where that is asked for"
    )]
    fn the_schema_that_is_shipped_is_that_of_the_types() {
        let rules: Vec<_> = rules::RULES.iter().map(|rule| (rule.id, rule.summary)).collect();
        let generated = policy::raw::schema::schema(&rules);
        if std::env::var_os("UPDATE").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/policy.schema.json");
            std::fs::write(path, &generated).unwrap();
            return;
        }
        let how = "run `UPDATE=1 cargo test --lib the_schema_that_is_shipped`";
        assert!(super::policy() == generated, "schemas/policy.schema.json is stale: {how}");
    }
}
