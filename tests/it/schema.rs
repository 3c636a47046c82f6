//! The JSON Schema of the policy: the shipped file equals the printed one, accepts what the reader
//! accepts, and rejects each structure that the reader rejects.

use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use truegreen::policy::raw;

use crate::policies::{FULL, MISTAKES, blocks};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    serde_json::from_str(truegreen::publish::schema::policy()).unwrap()
}

fn validator() -> Validator {
    let schema = schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn json(text: &str) -> Option<Value> {
    let document: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    serde_json::to_value(document).ok()
}

fn wrong(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| error.to_string()).collect()
}

#[test]
fn the_schema_names_itself() {
    assert_eq!(schema()["$id"], raw::URL);
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn every_policy_that_we_show_names_the_schema_and_is_valid_by_it() {
    let validator = validator();
    let line = format!("# yaml-language-server: $schema={}\n", raw::URL);
    let mut shown = Vec::new();
    for entry in std::fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "yml") {
            shown.push(std::fs::read_to_string(&path).unwrap());
        }
    }
    let examples = shown.len();
    assert!(examples >= 3, "{examples}");
    shown.extend(blocks(include_str!("../../README.md")).into_iter().map(str::to_owned));
    for text in &shown {
        assert!(text.starts_with(&line), "{text}");
    }
    let with_comment = shown.len();
    shown.push(FULL.to_owned());
    for page in [
        include_str!("../../docs/policy.md"),
        include_str!("../../docs/rules.md"),
        include_str!("../../examples/README.md"),
    ] {
        shown.extend(blocks(page).into_iter().map(str::to_owned));
    }
    assert!(shown.len() > with_comment + 5, "{}", shown.len());
    for text in &shown {
        assert_eq!(wrong(&validator, &json(text).unwrap()), Vec::<String>::new(), "{text}");
    }
}

/// Mistakes that only the reader can find: names that stand twice, syntax within a text, a
/// calendar.
const NOT_OF_STRUCTURE: [&str; 6] = [
    "2 commands",
    "leads out",
    "no regular expression",
    "no valid pattern",
    "stands twice",
    "expected a day",
];

#[test]
fn what_the_reader_refuses_for_its_structure_the_schema_refuses() {
    let validator = validator();
    let mut seen = 0;
    for (text, _, _, said) in MISTAKES {
        if NOT_OF_STRUCTURE.iter().any(|words| said.contains(words)) {
            continue;
        }
        // A text that is no YAML has no structure.
        let Some(document) = json(text) else { continue };
        assert!(!validator.is_valid(&document), "{text}");
        seen += 1;
    }
    assert!(seen >= 20, "{seen}");
}
