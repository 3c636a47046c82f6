//! The schemas that editors and other programs read.

/// Returns the JSON Schema of the policy file with the rules of this version: made from the types
/// that read the file, and shipped as a file.
#[must_use]
pub const fn policy() -> &'static str {
    include_str!("../../schemas/policy.schema.json")
}

/// Returns the JSON Schema of the JSON report.
#[must_use]
pub const fn report() -> &'static str {
    include_str!("../../schemas/report.schema.json")
}

#[cfg(test)]
mod tests {
    use crate::publish::json;
    use crate::{policy, rules};

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the file is written anew where that is asked for"
    )]
    fn the_schema_that_is_shipped_is_that_of_the_types() {
        let rules: Vec<_> = rules::RULES.iter().map(|rule| (rule.id, rule.summary)).collect();
        for (file, shipped, generated) in [
            ("policy", super::policy(), policy::raw::schema::schema(&rules)),
            ("report", super::report(), json::schema()),
        ] {
            if std::env::var_os("UPDATE").is_some() {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas");
                std::fs::write(format!("{folder}/{file}.schema.json"), &generated).unwrap();
                continue;
            }
            let how = "run `UPDATE=1 cargo test --lib the_schema_that_is_shipped`";
            assert!(shipped == generated, "schemas/{file}.schema.json is stale: {how}");
        }
    }
}
