//! Validates `settings:`.

use serde_json_path::JsonPath;

use super::super::words::Text;
use super::super::written::{Any, RawNames, Written};
use super::checker::Checker;
use super::expectation::Nature;
use crate::policy::contract::{SettingTerms, SettingsContract};

/// Validates `settings:`, by file.
pub(super) fn settings(
    raw: Written<RawNames<RawNames<Any>>>,
    checker: &mut Checker<'_>,
) -> Vec<SettingsContract> {
    let entries = raw.entries().into_iter();
    entries.filter_map(|(key, value)| file(key, value, checker)).collect()
}

fn file(
    key: Written<Text>,
    value: Written<RawNames<Any>>,
    checker: &mut Checker<'_>,
) -> Option<SettingsContract> {
    let name = key.words()?;
    let file = checker.pattern(&name)?;
    let entries = value.value()?.0;
    if entries.is_empty() {
        checker.problem(
            name.span,
            format!("`{}` expects no setting, so it holds nothing", name.value),
        );
    }
    let values = entries.into_iter().filter_map(|(key, value)| setting(key, value, checker));
    let values = values.collect();
    Some(SettingsContract { file, span: name.span, values })
}

fn setting(
    key: Written<Text>,
    value: Written<Any>,
    checker: &mut Checker<'_>,
) -> Option<SettingTerms> {
    let text = key.words()?;
    let path = match JsonPath::parse(&text.value) {
        Ok(path) => path,
        Err(error) => {
            let message = format!("`{}` is no path by RFC 9535: {}", text.value, error.message());
            checker.problem_with_help(text.span, message, "write one such as `$.tool.mypy.strict`");
            return None;
        }
    };
    let expectation = checker.expectation(value, &text.value, Nature::Plain)?;
    Some(SettingTerms { path, text, expectation })
}
