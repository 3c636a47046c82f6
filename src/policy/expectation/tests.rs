use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Actual, Expectation, ExpectationComparison, Miss};

/// Returns the terms that do not hold, for the expectation that a policy has of `x`.
fn misses(expected: &str, actual: Actual) -> Vec<Miss> {
    let policy =
        format!("version: 1\nworkflows:\n  ci.yml:\n    every-job:\n      runs-on: {expected}\n");
    let parsed = crate::policy::raw::read(policy.as_bytes(), &[]);
    let policy = parsed.value.unwrap_or_else(|| panic!("{expected}: {:?}", parsed.problems));
    let expectation = policy.workflows[0].every_job.runs_on.clone().unwrap();
    expectation.misses(&actual, ExpectationComparison::AsText)
}

fn is_held(expected: &str, actual: Value) -> Option<bool> {
    let misses = misses(expected, Actual::from(actual));
    match misses.as_slice() {
        [] => Some(true),
        some if some.iter().all(|miss| miss.unknown.is_some()) => None,
        _ => Some(false),
    }
}

#[test]
fn each_term_holds_and_breaks() {
    for (expected, held, broken) in [
        ("a", json!("a"), json!("b")),
        ("2", json!("2"), json!("3")),
        ("true", json!(true), json!("false")),
        ("[a, b]", json!(["b", "c", "a"]), json!(["a"])),
        ("[a]", json!("a"), json!("b")),
        ("{ equals: [a, b] }", json!(["b", "a"]), json!(["a", "b", "c"])),
        ("{ equals: [a, a] }", json!(["a", "a"]), json!(["a", "b"])),
        ("{ only: [a, b] }", json!(["a"]), json!(["a", "c"])),
        ("{ never: [a] }", json!(["b"]), json!(["b", "a"])),
        ("{ never: a }", json!("b"), json!("a")),
        ("{ at-least: 7 }", json!(7), json!(6.99)),
        ("{ at-most: 7 }", json!("7"), json!(8)),
        ("{ at-most: read }", json!("none"), json!("write")),
        ("{ at-least: read }", json!("write"), json!("none")),
        ("{ at-most: 7 }", json!(0), json!("write")),
        ("{ contains: cov }", json!("--cov=src"), json!("-q")),
        ("{ contains: cov }", json!(["-q", "--cov"]), json!(["-q"])),
        ("{ matches: '^ubuntu' }", json!(["ubuntu-24.04"]), json!(["ubuntu", "macos"])),
        ("{ present: true }", json!("x"), Value::Null),
        ("{ at-least: 1, at-most: 3 }", json!(2), json!(4)),
    ] {
        assert_eq!(is_held(expected, held.clone()), Some(true), "{expected} of {held}");
        let broken = if broken.is_null() { Actual::Absent } else { Actual::from(broken) };
        let misses = misses(expected, broken.clone());
        assert!(!misses.is_empty(), "{expected} of {broken:?}");
        assert!(misses.iter().all(|miss| miss.unknown.is_none()), "{misses:?}");
    }
}

#[test]
fn absence_is_no_value() {
    for (expected, held) in [
        ("a", false),
        ("[a]", false),
        ("{ only: [a] }", false),
        ("{ at-most: 7 }", false),
        ("{ never: [a] }", true),
        ("{ present: false }", true),
    ] {
        assert_eq!(misses(expected, Actual::Absent).is_empty(), held, "{expected}");
    }
}

#[test]
fn what_a_run_decides_is_neither_held_nor_broken() {
    let matrix = || json!("${{ matrix.os }}");
    assert_eq!(is_held("ubuntu", matrix()), None);
    assert_eq!(is_held("{ at-most: 7 }", matrix()), None);
    assert_eq!(is_held("{ present: true }", matrix()), Some(true));
    assert_eq!(is_held("{ present: false }", matrix()), Some(false));
    // The literal items are enough for `has` and `contains`, and too much for `never`.
    assert_eq!(is_held("\"${{ matrix.os }}\"", matrix()), Some(true));
    assert_eq!(is_held("[a]", json!(["a", "${{ matrix.os }}"])), Some(true));
    assert_eq!(is_held("[b]", json!(["a", "${{ matrix.os }}"])), None);
    assert_eq!(is_held("{ never: [a] }", json!(["a", "${{ matrix.os }}"])), Some(false));
    assert_eq!(is_held("{ never: [b] }", json!(["a", "${{ matrix.os }}"])), None);
}

#[test]
fn a_number_is_compared_as_github_writes_it() {
    // GitHub reads 3.10 without quotes as 3.1, which is not the version that the policy names.
    assert_eq!(is_held("'3.10'", json!(3.1)), Some(false));
    assert_eq!(is_held("'3.11'", json!(3.11)), Some(true));
    let typed = |expected: Value, actual: Value| {
        let span = crate::span::Span::start_of_file();
        let term = crate::span::Spanned::new(super::Term::Equals(expected), span);
        let expectation = Expectation { span, terms: vec![term] };
        expectation.misses(&Actual::Value(actual), ExpectationComparison::Typed).is_empty()
    };
    assert!(typed(json!(7), json!(7.0)));
    assert!(!typed(json!(true), json!("true")));
    assert!(!typed(json!("7"), json!(7)));
}

proptest! {
    #[test]
    fn what_is_equal_is_had_and_only(items in prop::collection::vec("[a-c]{1,2}", 1..4)) {
        let actual = Actual::Value(json!(items));
        let list = serde_json::to_string(&items).unwrap();
        for expected in [
            format!("{{ equals: {list} }}"), list.clone(), format!("{{ only: {list} }}"),
        ] {
            prop_assert!(misses(&expected, actual.clone()).is_empty(), "{}", expected);
        }
        let never = misses(&format!("{{ never: {list} }}"), actual);
        prop_assert_eq!(never.len(), 1);
    }

    #[test]
    fn any_policy_text_is_read_or_refused_with_a_place(text in "(?s).{0,60}") {
        let policy = format!("version: 1\nworkflows:\n  ci.yml:\n    jobs:\n      a:\n        env: {text}\n        runs: {text}\n");
        let parsed = crate::policy::raw::read(policy.as_bytes(), &[]);
        prop_assert!(parsed.value.is_some() || !parsed.problems.is_empty());
        prop_assert!(parsed.problems.iter().all(|problem| problem.span.line > 0));
    }
}
