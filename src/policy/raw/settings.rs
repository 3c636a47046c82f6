//! `settings:`.

use serde_json_path::JsonPath;

use super::expectation::Nature;
use super::fields::Reader;
use crate::formats::yaml::NodeRef;
use crate::policy::contract::{SettingTerms, SettingsContract};

/// `settings:`, by file.
pub(super) fn settings(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<SettingsContract> {
    let Some(fields) = reader.fields(node, "`settings`") else { return Vec::new() };
    let entries = fields.rest();
    entries.into_iter().filter_map(|(key, value)| file(key, value, reader)).collect()
}

fn file(key: NodeRef<'_>, value: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<SettingsContract> {
    let name = reader.text(key, "settings file")?;
    let file = reader.pattern(&name)?;
    let fields = reader.fields(value, &format!("the settings of `{}`", name.value))?;
    let entries = fields.rest();
    if entries.is_empty() {
        reader.problem(
            name.span,
            format!("`{}` expects no setting, so it holds nothing", name.value),
        );
    }
    let values = entries.into_iter().filter_map(|(key, value)| setting(key, value, reader));
    let values = values.collect();
    Some(SettingsContract { file, span: name.span, values })
}

fn setting(key: NodeRef<'_>, value: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<SettingTerms> {
    let text = reader.text(key, "path")?;
    let path = match JsonPath::parse(&text.value) {
        Ok(path) => path,
        Err(error) => {
            let message = format!("`{}` is no path by RFC 9535: {}", text.value, error.message());
            reader.problem_with_help(text.span, message, "write one such as `$.tool.mypy.strict`");
            return None;
        }
    };
    let expectation = reader.expectation(value, &text.value, Nature::Plain)?;
    Some(SettingTerms { path, text, expectation })
}
