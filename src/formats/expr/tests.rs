use proptest::prelude::*;

use super::*;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::value::ExprValue;

fn object(fields: &[(&str, ExprValue)]) -> ExprValue {
    ExprValue::Object(
        fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
    )
}

fn string(text: &str) -> ExprValue {
    ExprValue::String(text.to_owned())
}

/// `matrix.os` is `Linux`, everything else is not known; nothing failed so far.
fn linux() -> Contexts {
    Contexts {
        roots: [("matrix".to_owned(), object(&[("os", string("Linux"))]))].into(),
        success: Some(true),
        failure: Some(false),
        cancelled: Some(false),
    }
}

fn value(text: &str) -> ExprValue {
    evaluate_template(text, &linux()).unwrap()
}

fn condition(text: &str) -> Option<bool> {
    evaluate_condition(text, &linux()).unwrap().truth()
}

#[test]
fn one_expression_alone_keeps_its_type_and_text_around_it_makes_a_string() {
    assert_eq!(value("${{ true }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ 1 }}"), ExprValue::Number(1.0));
    assert_eq!(value("${{ true }} "), string("true "));
    assert_eq!(value("a-${{ matrix.os }}-${{ 1.50 }}"), string("a-Linux-1.5"));
    assert_eq!(value("no expression at all"), string("no expression at all"));
}

#[test]
fn braces_inside_of_a_string_do_not_end_the_expression() {
    assert_eq!(value("${{ format('{{0}} {0}', 'it''s') }}"), string("{0} it's"));
    assert!(evaluate_template("${{ 'never closed }}", &linux()).is_err());
    assert!(evaluate_template("${{ true", &linux()).is_err());
    assert!(evaluate_template("${{ }}", &linux()).is_err());
}

#[test]
fn a_missing_property_of_a_known_object_is_null_and_equals_the_empty_string() {
    assert_eq!(value("${{ matrix.experimental }}"), ExprValue::Null);
    assert_eq!(value("${{ matrix.experimental == '' }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ matrix.experimental == 0 }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ matrix.experimental.deeper }}"), ExprValue::Null);
}

#[test]
fn strings_compare_without_case_but_no_foreign_letter_becomes_ascii() {
    assert_eq!(value("${{ matrix.OS == 'linux' }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ 'ı' == 'I' }}"), ExprValue::Bool(false));
    assert_eq!(value("${{ 'é' == 'É' }}"), ExprValue::Bool(true));
}

#[test]
fn unknown_spreads_unless_the_other_side_decides() {
    assert_eq!(value("${{ github.ref == 'a' }}"), ExprValue::Unknown);
    assert_eq!(value("${{ github.ref == github.ref }}"), ExprValue::Unknown);
    assert_eq!(value("${{ false && github.ref }}"), ExprValue::Bool(false));
    assert_eq!(value("${{ true || github.ref }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ !github.ref }}"), ExprValue::Unknown);
    assert_eq!(value("${{ !(github.ref && false) }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ hashFiles('a') }}"), ExprValue::Unknown);
    assert_eq!(value("${{ contains(fromJSON('[1, 2]'), 2) }}"), ExprValue::Bool(true));
    assert_eq!(value("${{ contains(needs.*.result, 'failure') }}"), ExprValue::Unknown);
}

#[test]
fn an_error_that_may_never_come_up_is_unknown() {
    assert_eq!(value("${{ github.ref && fromJSON('{') }}"), ExprValue::Unknown);
    assert!(evaluate_template("${{ matrix.os && fromJSON('{') }}", &linux()).is_err());
    assert_eq!(value("${{ matrix.none && fromJSON('{') }}"), ExprValue::Null);
}

#[test]
fn a_condition_is_guarded_by_success_unless_it_calls_a_status_function() {
    let mut failed = linux();
    (failed.success, failed.failure) = (Some(false), Some(true));
    let holds = |text| evaluate_condition(text, &failed).unwrap().truth();
    assert_eq!(holds("true"), Some(false));
    assert_eq!(holds(""), Some(false));
    assert_eq!(holds("always()"), Some(true));
    assert_eq!(holds("${{ !cancelled() && matrix.os == 'linux' }}"), Some(true));
    assert_eq!(holds("failure()"), Some(true));
    assert_eq!(holds("'failure()' != ''"), Some(false));
    assert_eq!(condition("  "), Some(true));
}

#[test]
fn text_around_an_expression_makes_a_condition_true_whatever_the_expression_is() {
    assert_eq!(condition("${{ false }} && ${{ false }}"), Some(true));
    assert_eq!(condition("${{ github.ref == 'x' }}\n"), Some(true));
    assert_eq!(condition("${{ github.ref == 'x' }}"), None);
    assert_eq!(condition("'false'"), Some(true));
    assert_eq!(condition("false"), Some(false));
}

#[test]
fn a_condition_without_known_status_is_false_only_where_its_own_part_is() {
    let unknown = Contexts::default();
    assert_eq!(evaluate_condition("false", &unknown).unwrap(), ExprValue::Bool(false));
    assert_eq!(evaluate_condition("true", &unknown).unwrap(), ExprValue::Unknown);
    assert_eq!(evaluate_condition("always()", &unknown).unwrap(), ExprValue::Bool(true));
}

#[test]
fn status_functions_with_job_names_are_not_refused() {
    assert_eq!(condition("success('build')"), None);
    assert!(evaluate_condition("sucess()", &linux()).is_err());
}

#[test]
fn json_keeps_the_order_of_the_text() {
    let text = "${{ toJSON(fromJSON('{\"b\": [1, 10000000000000000], \"a\": null, \"B\": {}}')) }}";
    assert_eq!(value(text), string("{\n  \"b\": {},\n  \"a\": null\n}"));
    assert_eq!(value("${{ join(fromJSON('{\"b\": 2, \"a\": 1}').*) }}"), string("2,1"));
}

#[test]
fn numbers_have_at_most_fifteen_digits() {
    for (number, text) in [
        ("3.10", "3.1"),
        ("0.1", "0.1"),
        ("1e15", "1E+15"),
        ("123456789012345678", "1.23456789012346E+17"),
        ("0.00001", "1E-05"),
        ("-0.0012", "-0.0012"),
        ("100", "100"),
        ("0xff", "255"),
    ] {
        assert_eq!(value(&format!("a${{{{ {number} }}}}")), string(&format!("a{text}")));
    }
}

#[test]
fn an_expression_that_would_take_gigabytes_is_stopped() {
    let mut text = "'0123456789'".to_owned();
    for _ in 0..20 {
        text = format!("format('{}', {text})", "{0}".repeat(100));
    }
    let outcome = evaluate_template(&format!("${{{{ {text} }}}}"), &Contexts::default());
    assert!(matches!(outcome, Err(_) | Ok(ExprValue::Unknown)), "{outcome:?}");
}

#[test]
fn an_expression_of_ten_thousand_operators_is_unknown_and_ends() {
    let text = format!("${{{{ 1{} }}}}", "<1".repeat(10_000));
    assert_eq!(value(&text), ExprValue::Unknown);
    assert!(evaluate_template(&format!("${{{{ {}1 }}}}", "!".repeat(100)), &linux()).is_err());
    assert!(evaluate_template(&format!("${{{{ '{}' }}}}", "a".repeat(21_000)), &linux()).is_err());
}

#[test]
fn syntax_is_checked_within_limits() {
    assert!(check_syntax("github.ref == 'a' && success('unit')").is_ok());
    assert!(check_syntax("github.ref = 'a'").is_err());
    assert!(check_syntax(&format!("1{}", "<1".repeat(500_000))).is_err());
    assert!(check_syntax(&format!("1{}", "<1".repeat(10_000))).is_ok());
}

/// Text that looks like an expression now and then.
fn expression_soup() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "${{",
        "}}",
        "'",
        "(",
        ")",
        "[",
        "]",
        ".*",
        ".os",
        "matrix",
        "github",
        "&&",
        "||",
        "==",
        "!=",
        "<",
        ">=",
        "!",
        ",",
        "contains",
        "format",
        "'{0}'",
        "fromJSON",
        "'[1]'",
        "toJSON",
        "join",
        "case",
        "always()",
        "success()",
        "null",
        "NaN",
        "0x1",
        "-1",
        "1.5",
        " ",
        "é",
        "\n",
    ]);
    prop::collection::vec(word, 0..16).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_it_panic(text in ".{0,40}") {
        let _ = evaluate_template(&text, &linux());
        let _ = evaluate_condition(&text, &linux());
    }

    #[test]
    fn no_almost_expression_makes_it_panic(text in expression_soup()) {
        let _ = evaluate_template(&text, &linux());
        let _ = evaluate_template(&format!("${{{{ {text} }}}}"), &linux());
        let _ = evaluate_condition(&text, &linux());
    }

    /// Knowing more never turns a known answer into another one.
    #[test]
    fn an_answer_holds_whatever_the_unknown_turns_out_to_be(
        text in expression_soup(), github in prop::sample::select(vec!["", "a", "1"]),
    ) {
        let text = format!("${{{{ {text} }}}}");
        let mut known = linux();
        known.roots.insert("github".to_owned(), object(&[("os", string(github))]));
        if let (Ok(before), Ok(after)) =
            (evaluate_template(&text, &linux()), evaluate_template(&text, &known))
            && let (Some(before), Some(after)) = (before.truth(), after.truth())
        {
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn numbers_survive_their_own_text(number in -1e12..1e12_f64) {
        let text = datum::number_text(number);
        let read = datum::parse_number(&text);
        prop_assert!((read - number).abs() <= number.abs() * 1e-14, "{number} as {text}");
    }
}
