//! A matrix whose values only the run knows (`fromJSON(needs.plan.outputs.versions)`): the names of the run's jobs tell
//! them, where the keys stand in the file and the name of each job is the one that GitHub makes of its values.
//!
//! What a name does not tell for sure gates: another number of values, an `include`, a name of its own.

use crate::formats::workflow::model::{Job, Matrix, OrExpr, Value, ValueList};
use crate::policy::MatrixSelection;

/// Returns whether the names of the run's jobs tell which of them a selection names.
#[must_use]
pub fn names_tell(selection: &MatrixSelection, job: &Job) -> bool {
    let keys: Vec<&str> = axes(job).into_iter().flatten().map(|(key, _)| key).collect();
    let has = |key: &str| keys.iter().any(|axis| axis.eq_ignore_ascii_case(key));
    !keys.is_empty() && selection.keys.iter().all(|(key, _)| has(&key.value))
}

/// Returns whether a selection surely names the matrix job of this name: `test (3.13, ubuntu-latest)`.
pub(super) fn is_named(selection: &MatrixSelection, job: &Job, name: &str) -> bool {
    let Some(axes) = axes(job).filter(|_| names_tell(selection, job)) else { return false };
    let base = job.name.as_ref().unwrap_or(&job.id).as_str();
    let values =
        name.strip_prefix(base).and_then(|rest| rest.strip_prefix(" (")?.strip_suffix(')'));
    let Some(values) = values else { return false };
    let values: Vec<&str> = values.split(", ").collect();
    // A value that is empty, or a map of several, is another number of texts.
    if values.len() != axes.len() {
        return false;
    }
    let fits = |((_, known), value): (&(&str, Option<Vec<String>>), &&str)| {
        known.as_ref().is_none_or(|known| known.iter().any(|known| known == value))
    };
    let is_one_of = |key: &str, wanted: &[&str]| {
        let mut own =
            axes.iter().zip(&values).filter(|((axis, _), _)| axis.eq_ignore_ascii_case(key));
        own.any(|(_, value)| wanted.contains(value))
    };
    axes.iter().zip(&values).all(fits)
        && selection.keys.iter().all(|(key, wanted)| {
            let wanted: Vec<&str> = wanted.iter().map(|value| value.value.as_str()).collect();
            is_one_of(&key.value, &wanted)
        })
}

/// A key of a matrix, with its values as text where the file has them.
type KnownAxis<'j> = (&'j str, Option<Vec<String>>);

/// Returns the keys of the matrix in the order of the names, each with its values as text where the file has them.
fn axes(job: &Job) -> Option<Vec<KnownAxis<'_>>> {
    if job.uses.is_some() || job.name.as_ref().is_some_and(|name| name.as_str().contains("${{")) {
        return None;
    }
    let matrix = job.strategy.as_ref()?.matrix.as_ref()?;
    let Matrix::Axes { axes, include: None, .. } = &matrix.value else { return None };
    let known = |list: &ValueList| match list {
        OrExpr::Literal(items) => texts(items),
        OrExpr::Expr(_) => None,
    };
    Some(axes.iter().map(|(key, list)| (key.as_str(), known(&list.value))).collect())
}

/// Returns values as text; `None` if one of them may be written in another way in a name.
fn texts(items: &[crate::span::Spanned<Value>]) -> Option<Vec<String>> {
    let text = |value: &Value| match value {
        Value::String(text) if !text.contains("${{") => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number { .. } | Value::String(_) | Value::Null | Value::List(_) | Value::Map(_) => {
            None
        }
    };
    items.iter().map(|item| text(&item.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::workflow::read_workflow;
    use crate::span::{Span, Spanned};

    /// Returns whether the selection `python: "3.14"` names a matrix job of a job.
    fn named(job: &str, name: &str) -> bool {
        let text = format!(
            "on: push\njobs:\n  unit:\n    runs-on: x\n    steps: [{{ run: a }}]\n    {job}\n"
        );
        let parsed = read_workflow(&std::sync::Arc::from("ci.yml"), text.as_bytes());
        assert_eq!(parsed.problems, []);
        let place = |text: &str| Spanned::new(text.to_owned(), Span::start_of_file());
        let keys = vec![(place("python"), vec![place("3.14")])];
        let selection = MatrixSelection { span: Span::start_of_file(), keys };
        is_named(&selection, &parsed.value.unwrap().jobs[0], name)
    }

    const ONE: &str = "strategy: { matrix: { python: '${{ fromJSON(vars.P) }}' } }";
    const TWO: &str =
        "strategy: { matrix: { os: [linux, mac], python: '${{ fromJSON(vars.P) }}' } }";

    #[test]
    fn the_values_stand_in_the_order_of_the_keys() {
        assert!(named(ONE, "unit (3.14)"));
        assert!(named(TWO, "unit (mac, 3.14)"));
        assert!(named(&format!("name: Tests\n    {ONE}"), "Tests (3.14)"));
    }

    #[test]
    fn what_a_name_does_not_tell_for_sure_gates() {
        for (job, name) in [
            (ONE, "unit (3.13)"),
            (ONE, "unit (3.1, 3.14)"),
            (ONE, "unit"),
            (ONE, "unit (3.14"),
            (TWO, "unit (3.14, mac)"),
            (TWO, "unit (3.14)"),
            (TWO, "unit (windows, 3.14)"),
            ("strategy: { matrix: '${{ fromJSON(vars.M) }}' }", "unit (3.14)"),
            ("strategy: { matrix: { os: '${{ fromJSON(vars.P) }}' } }", "unit (3.14)"),
            (
                "strategy: { matrix: { python: '${{ fromJSON(vars.P) }}', include: [{ a: 1 }] } }",
                "unit (3.14)",
            ),
        ] {
            assert!(!named(job, name), "{job}: {name}");
        }
        assert!(!named(&format!("name: 'a ${{{{ matrix.os }}}}'\n    {ONE}"), "a (3.14)"));
    }
}
