//! The official cases of the expression language (`actions/languageservices`), all of them.
//!
//! Every case whose result differs from GitHub's is listed in [`DIFFERENCES`] with its reason; the
//! test fails if a listed case no longer differs, and if another one starts to.

use std::collections::BTreeMap;

use serde_json::Value;
use truegreen::formats::expr::context::{Contexts, SyntaxError};
use truegreen::formats::expr::evaluate_template;
use truegreen::formats::expr::value::ExprValue;

use crate::outside::corpus;

const ORDER: &str = "an object of `Contexts` has no order, so what shows its order is unknown";

/// File, group and index of the case, and why the result differs. In all of them the result here is
/// unknown or an error; none is a wrong value.
const DIFFERENCES: &[(&str, &str, usize, &str)] = &[
    ("basic.json", "context access with wildcard", 0, ORDER),
    ("basic.json", "empty_expression", 0, "`${{ }}` is an error in a workflow; bare it is null"),
    ("basic.json", "unknown context", 0, "which roots a key may use is not known here: unknown"),
    ("op_dot.json", "property-basics", 9, ORDER),
    ("op_idx.json", "index-star", 0, ORDER),
    ("op_idx_star.json", "double-star", 0, ORDER),
    ("op_idx_star.json", "filtered-array-from-object", 0, ORDER),
    ("syntax-errors.json", "memory-errors", 0, ORDER),
    ("tojson.json", "object", 1, ORDER),
    ("tojson.json", "object", 2, ORDER),
];

#[test]
#[ignore = "needs the corpus"]
fn the_official_cases_are_answered_as_github_answers_them() {
    let folder = corpus("expressions/actions__languageservices");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no file of cases in {}", folder.display());

    let (mut cases, mut equal, mut unexplained) = (0, 0, Vec::new());
    let mut unused: Vec<_> = DIFFERENCES.iter().collect();
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let groups: BTreeMap<String, Vec<Value>> =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let numbered = groups.iter().flat_map(|(group, cases)| {
            cases.iter().enumerate().map(move |(index, case)| (group.as_str(), index, case))
        });
        for (group, index, case) in numbered {
            cases += 1;
            let text = case["expr"].as_str().unwrap();
            let got =
                evaluate_template(&format!("${{{{ {text} }}}}"), &contexts(&case["contexts"]));
            if as_expected(case, &got) {
                equal += 1;
                continue;
            }
            let place = (file.as_str(), group, index);
            let explained =
                |known: &(&str, &str, usize, &str)| (known.0, known.1, known.2) == place;
            unused.retain(|known| !explained(known));
            if !DIFFERENCES.iter().any(explained) {
                let expected = if case["err"].is_null() { &case["result"] } else { &case["err"] };
                unexplained.push(format!("{file}: `{text}`: expected {expected}, got {got:?}"));
            }
        }
    }
    loud!("expressions: {cases} official cases, {equal} equal, {} differ", cases - equal);
    assert!(cases > 1000, "only {cases} cases");
    assert!(
        unexplained.is_empty(),
        "{} unexplained:\n{}",
        unexplained.len(),
        unexplained.join("\n")
    );
    assert!(unused.is_empty(), "no difference any more: {unused:?}");
}

fn contexts(json: &Value) -> Contexts {
    let roots = json.as_object().into_iter().flatten();
    Contexts {
        roots: roots.map(|(name, value)| (name.to_lowercase(), outcome(value))).collect(),
        ..Contexts::default()
    }
}

fn outcome(json: &Value) -> ExprValue {
    match json {
        Value::Null => ExprValue::Null,
        Value::Bool(value) => ExprValue::Bool(*value),
        Value::Number(number) => number.as_f64().map_or(ExprValue::Unknown, ExprValue::Number),
        Value::String(text) => ExprValue::String(text.clone()),
        Value::Array(items) => ExprValue::Array(items.iter().map(outcome).collect()),
        Value::Object(fields) => ExprValue::Object(
            fields.iter().map(|(key, value)| (key.clone(), outcome(value))).collect(),
        ),
    }
}

fn as_expected(case: &Value, got: &Result<ExprValue, SyntaxError>) -> bool {
    if !case["err"].is_null() {
        return got.is_err();
    }
    let mut expected = outcome(&case["result"]["value"]);
    if case["result"]["kind"] == "String" && !matches!(expected, ExprValue::String(_)) {
        expected = ExprValue::String(case["result"]["value"].to_string());
    }
    got.as_ref().is_ok_and(|got| *got == expected)
}
