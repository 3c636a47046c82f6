//! The JSON Schema of the policy: made from the types in `types`, and by hand where a type cannot
//! say it.
//!
//! The schema refuses each structure that the reader refuses. It accepts what only the reader can
//! see (a broken glob, a name that stands twice).

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::URL;
use super::artifacts::{RawArtifact, RawArtifacts};
use super::types::{RawPolicy, RawSeverity};
use super::validate::TERMS;
use super::words::{Count, Day, Flag, Percent, Text, Wait};
use super::written::{RawAdvisory, RawList, RawNames, Texts, Written};

/// Returns the schema of a policy file, draft 2020-12, as text; `rules` are the ids that exist,
/// each with its summary.
#[must_use]
pub(crate) fn schema(rules: &[(&str, &str)]) -> String {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<RawPolicy>();
    schema.insert("$id".to_owned(), URL.into());
    schema.insert("title".to_owned(), "The policy of truegreen".into());
    let ids: Vec<&str> = rules.iter().map(|(id, _)| *id).collect();
    let severities: serde_json::Map<String, Value> = rules
        .iter()
        .map(|(id, summary)| {
            let severity = json!({ "description": summary, "$ref": "#/$defs/Severity" });
            ((*id).to_owned(), severity)
        })
        .collect();
    if let Some(defs) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        let about = "The id of a rule; `truegreen rules` lists them.";
        let id = json!({ "description": about, "type": "string", "enum": ids });
        defs.insert("RuleId".to_owned(), id);
        let rules = json!({
            "description": "The severity of a rule's findings, by its id.",
            "type": "object",
            "properties": severities,
            "additionalProperties": false,
        });
        defs.insert("Rules".to_owned(), rules);
    }
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Implements the schema of types by hand: inlined, or under the name of the type.
macro_rules! schemas {
    ($($(#[$inline:ident])? $type:ty => $name:literal, |$generator:ident| $schema:expr;)*) => {$(
        impl JsonSchema for $type {
            $(fn $inline() -> bool {
                true
            })?

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

/// `version:`.
pub(super) struct VersionSchema;
/// `rules:`; filled by [`schema`].
pub(super) struct Rules;
/// The id of a rule; filled by [`schema`].
pub(super) struct RuleId;
/// Expectation of a scalar or a list.
pub(super) struct Expected;
/// Expectation of a map.
pub(super) struct ExpectedKeys;
/// `triggers:`.
pub(super) struct Triggers;
/// Terms for the values of one configuration file.
pub(super) struct Settings;
/// The terms of an expectation, by name.
struct Terms;
/// One value or several.
struct Values;
/// The end of an ordered scale.
struct Bound;

/// Returns the schema of a scalar that is not null.
fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
}

/// Returns the schemas of the terms, by name.
fn terms(generator: &mut SchemaGenerator) -> Value {
    let values = generator.subschema_for::<Values>();
    let bound = generator.subschema_for::<Bound>();
    let flag = generator.subschema_for::<Flag>();
    json!({
        "equals": { "description": "The value itself. Items of a list may stand in any order." },
        "has": { "description": "A list with these and maybe more.", "$ref": values.get("$ref") },
        "only": { "description": "A list of nothing but these.", "$ref": values.get("$ref") },
        "never": { "description": "A list with none of these, or nothing.", "$ref": values.get("$ref") },
        "at-least": { "description": "At this bound or over it.", "$ref": bound.get("$ref") },
        "at-most": { "description": "At this bound or under it.", "$ref": bound.get("$ref") },
        "contains": { "description": "A text with this in it, or a list with such a text.", "allOf": [text()] },
        "matches": { "description": "A text that the regular expression fits; every text of a list.", "allOf": [text()] },
        "present": { "description": "There, or not there.", "allOf": [flag] },
    })
}

/// Returns the forms of every expectation: a scalar, a list of items that must be contained, or
/// terms.
fn expected(generator: &mut SchemaGenerator) -> Vec<Value> {
    let terms = generator.subschema_for::<Terms>();
    vec![scalar(), json!({ "type": "array", "minItems": 1 }), terms.to_value()]
}

/// Returns the schema of a map with an expectation for each key. A key that is the name of a term
/// makes the map terms instead.
fn keys(generator: &mut SchemaGenerator) -> Value {
    json!({
        "type": "object",
        "minProperties": 1,
        "propertyNames": { "pattern": "\\S", "not": { "enum": TERMS } },
        "additionalProperties": generator.subschema_for::<Expected>(),
    })
}

fn triggers(generator: &mut SchemaGenerator) -> Schema {
    let mut properties = terms(generator);
    if let Some(terms) = properties.as_object_mut() {
        terms.retain(|name, _| super::validate::OF_EVENTS.contains(&name.as_str()));
    }
    let filters = generator.subschema_for::<ExpectedKeys>();
    json_schema!({
        "description": "Events by name with what is asked of their filters, and terms over the names of all events.",
        "anyOf": [scalar(), { "type": "array", "minItems": 1 }, {
            "type": "object",
            "minProperties": 1,
            "properties": properties,
            "propertyNames": { "pattern": "\\S" },
            "additionalProperties": { "anyOf": [
                { "type": "null" }, { "type": "object", "maxProperties": 0 }, filters,
            ] },
        }],
    })
}

schemas! {
    #[inline_schema] VersionSchema => "Version", |_generator| json_schema!({ "enum": [1, "1"] });
    Rules => "Rules", |generator| json_schema!({
        "type": "object", "additionalProperties": generator.subschema_for::<RawSeverity>(),
    });
    RuleId => "RuleId", |_generator| json_schema!({ "type": "string" });
    Expected => "Expected", |generator| json_schema!({
        "description": "What is expected of a value: itself, a list of what it has at least, or terms.",
        "anyOf": expected(generator),
    });
    ExpectedKeys => "ExpectedKeys", |generator| {
        let mut any = expected(generator);
        any.push(keys(generator));
        json_schema!({
            "description": "What is expected of a map: of each key, or of the whole by terms.",
            "anyOf": any,
        })
    };
    Triggers => "Triggers", |generator| triggers(generator);
    Settings => "Settings", |generator| json_schema!({
        "description": "What is expected of the values at each path, by RFC 9535: `$.tool.mypy.strict`.",
        "type": "object",
        "minProperties": 1,
        "propertyNames": { "pattern": "^\\$" },
        "additionalProperties": generator.subschema_for::<Expected>(),
    });
    Terms => "Terms", |generator| json_schema!({
        "type": "object",
        "properties": terms(generator),
        "additionalProperties": false,
        "minProperties": 1,
    });
    Values => "Values", |_generator| json_schema!({
        "anyOf": [scalar(), { "type": "array", "minItems": 1 }],
    });
    Bound => "Bound", |_generator| json_schema!({
        "anyOf": [
            { "type": "number" },
            { "enum": ["none", "read", "write"] },
            { "type": "string", "pattern": "^\\s*[+-]?[0-9]+(\\.[0-9]+)?\\s*$" },
        ],
    });
    #[inline_schema] Text => "Text", |_generator| Schema::try_from(text()).unwrap_or_default();
    Texts => "Texts", |_generator| json_schema!({
        "anyOf": [text(), { "type": "array", "items": text(), "minItems": 1 }],
    });
    RawArtifacts => "Artifacts", |generator| {
        let entry = json!({ "anyOf": [text(), generator.subschema_for::<RawArtifact>()] });
        json_schema!({
            "anyOf": [text(), { "type": "array", "items": entry, "minItems": 1 }],
        })
    };
    #[inline_schema] Flag => "Flag", |_generator| json_schema!({ "type": "boolean" });
    #[inline_schema] Count => "Count", |_generator| json_schema!({
        "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,19}$",
    });
    #[inline_schema] Percent => "Percent", |_generator| json_schema!({
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 100,
        "pattern": "^\\s*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)\\s*%?\\s*$",
    });
    #[inline_schema] Day => "Day", |_generator| json_schema!({
        "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    });
    #[inline_schema] Wait => "Wait", |_generator| json_schema!({
        "type": "string",
        "pattern": "^(0*([0-9]{1,3}|[12][0-9]{3}|3[0-5][0-9]{2}|3600)s|0*([0-9]|[1-5][0-9]|60)m|0*[01]h)$",
    });
    #[inline_schema] RawAdvisory => "Advisory", |_generator| json_schema!({
        "anyOf": [
            { "type": "boolean" },
            { "type": "array", "items": text(), "minItems": 1 },
            {
                "type": "object",
                "required": ["matrix"],
                "additionalProperties": false,
                "properties": { "matrix": {
                    "description": "Keys of the matrix, each with a value or a list of values: these matrix jobs may fail.",
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": { "pattern": "\\S" },
                    "additionalProperties": {
                        "anyOf": [scalar(), { "type": "array", "items": scalar(), "minItems": 1 }],
                    },
                } },
            },
        ],
    });
}

impl<T: JsonSchema> JsonSchema for Written<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for RawList<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array", "items": generator.subschema_for::<T>(), "minItems": 1,
        })
    }
}

impl<T: JsonSchema> JsonSchema for RawNames<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("NamesOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": { "pattern": "\\S" },
            "additionalProperties": generator.subschema_for::<T>(),
        })
    }
}
