//! GitHub's own description of its API: which requests it takes, and what it answers.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/github/openapi.json");
    let text = std::fs::read_to_string(path).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    modernise(&mut document);
    document
});

static VALIDATORS: LazyLock<Mutex<BTreeMap<String, &'static Validator>>> =
    LazyLock::new(Mutex::default);

/// Replaces `nullable: true` of OpenAPI 3.0, for which JSON Schema has the type `null`.
fn modernise(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(modernise),
        Value::Object(fields) => {
            fields.values_mut().for_each(modernise);
            if fields.remove("nullable") == Some(Value::Bool(true)) {
                let own = Value::Object(std::mem::take(fields));
                fields.insert("anyOf".to_owned(), json!([own, { "type": "null" }]));
            }
        }
        _ => {}
    }
}

/// One operation: a method on a path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pointer: String,
    node: &'static Value,
}

fn resolve(node: &'static Value) -> &'static Value {
    match node.get("$ref").and_then(Value::as_str) {
        Some(target) => {
            resolve(DOCUMENT.pointer(&target[1..]).expect("a reference that leads somewhere"))
        }
        None => node,
    }
}

fn escaped(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

/// Returns the operation of a request, if GitHub has one.
pub(crate) fn operation(method: &str, path: &str) -> Option<Operation> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let fits = |template: &str| {
        let wanted: Vec<&str> = template.trim_matches('/').split('/').collect();
        let fixed = wanted.iter().filter(|part| !part.starts_with('{')).count();
        let same = wanted.len() == parts.len()
            && wanted
                .iter()
                .zip(&parts)
                .all(|(wanted, part)| wanted.starts_with('{') || wanted == part);
        same.then_some(fixed)
    };
    let method = method.to_lowercase();
    let (_, template) = paths
        .iter()
        .filter(|(_, methods)| methods.get(&method).is_some())
        .filter_map(|(template, _)| Some((fits(template)?, template)))
        .max()?;
    let pointer = format!("/paths/{}/{method}", escaped(template));
    Some(Operation { node: &DOCUMENT["paths"][template][&method], pointer })
}

/// Returns a schema of the document with everything that it refers to.
fn validator(pointer: &str) -> &'static Validator {
    let mut known = VALIDATORS.lock().unwrap();
    known.entry(pointer.to_owned()).or_insert_with(|| {
        let mut root = Map::new();
        root.insert("$ref".to_owned(), json!(format!("#{}", "/schema")));
        root.insert("schema".to_owned(), DOCUMENT.pointer(pointer).unwrap().clone());
        root.insert("components".to_owned(), DOCUMENT["components"].clone());
        Box::leak(Box::new(jsonschema::validator_for(&Value::Object(root)).unwrap()))
    })
}

fn errors(pointer: &str, value: &Value) -> Vec<String> {
    let found = validator(pointer).iter_errors(value);
    found.map(|error| format!("{} at {}", error, error.instance_path())).take(5).collect()
}

impl Operation {
    /// Returns what is wrong with the query.
    pub(crate) fn query(&self, query: &[(String, String)]) -> Vec<String> {
        let empty = Vec::new();
        let parameters = self.node["parameters"].as_array().unwrap_or(&empty);
        let known: BTreeMap<&str, &Value> = parameters
            .iter()
            .map(|parameter| match parameter.get("$ref").and_then(Value::as_str) {
                Some(target) => DOCUMENT.pointer(&target[1..]).unwrap(),
                None => parameter,
            })
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| (parameter["name"].as_str().unwrap(), &parameter["schema"]))
            .collect();
        let wrong = query.iter().filter_map(|(name, value)| {
            let Some(schema) = known.get(name.as_str()) else {
                return Some(format!("`{name}` is no parameter of the query"));
            };
            if schema["type"] == "integer" && value.parse::<u64>().is_err() {
                return Some(format!("`{name}={value}` is no integer"));
            }
            let allowed = schema["enum"].as_array();
            let fits = allowed.is_none_or(|allowed| allowed.contains(&json!(value)));
            if name == "per_page" && value.parse::<u64>().is_ok_and(|count| count > 100) {
                return Some("`per_page` is over 100".to_owned());
            }
            (!fits).then(|| format!("`{name}={value}` is none of the values that are allowed"))
        });
        wrong.collect()
    }

    /// Returns what is wrong with the body.
    pub(crate) fn body(&self, body: Option<&Value>) -> Vec<String> {
        match (self.node.get("requestBody"), body) {
            (None, None) => Vec::new(),
            (None, Some(_)) => vec!["this operation takes no body".to_owned()],
            (Some(_), None) => vec!["the body is missing or no JSON".to_owned()],
            (Some(_), Some(body)) => errors(
                &format!("{}/requestBody/content/application~1json/schema", self.pointer),
                body,
            ),
        }
    }

    /// Returns what is wrong with an answer of ours.
    pub(crate) fn answer(&self, status: u16, body: &Value) -> Vec<String> {
        match self.response(status) {
            Some(pointer) => errors(&pointer, body),
            None => Vec::new(),
        }
    }

    fn response(&self, status: u16) -> Option<String> {
        let mut pointer = format!("{}/responses/{status}", self.pointer);
        if let Some(target) = DOCUMENT.pointer(&pointer)?.get("$ref").and_then(Value::as_str) {
            pointer = target[1..].to_owned();
        }
        let pointer = format!("{pointer}/content/application~1json/schema");
        DOCUMENT.pointer(&pointer).map(|_| pointer)
    }

    /// Returns an answer with a status: the given fields, and each other required field with the
    /// smallest valid value.
    pub(crate) fn filled(&self, status: u16, given: Value) -> Value {
        match self.response(status) {
            Some(pointer) => fill(DOCUMENT.pointer(&pointer).unwrap(), Some(given)),
            None => given,
        }
    }
}

/// Returns an object of a named schema, filled in the same way.
pub(crate) fn thing(name: &str, given: Value) -> Value {
    fill(&DOCUMENT["components"]["schemas"][name], Some(given))
}

fn fill(schema: &'static Value, given: Option<Value>) -> Value {
    let schema = resolve(schema);
    if given == Some(Value::Null) {
        return Value::Null;
    }
    for any in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[any].as_array() {
            let nothing = choices.iter().find(|choice| choice["type"] == "null");
            if given.is_none() && nothing.is_some() {
                return Value::Null;
            }
            let wants_array = matches!(given, Some(Value::Array(_)));
            let choice = choices
                .iter()
                .find(|choice| wants_array == (resolve(choice)["type"] == "array"))
                .unwrap_or(&choices[0]);
            return fill(choice, given);
        }
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().fold(given.unwrap_or(json!({})), |given, part| fill(part, Some(given)));
    }
    match (schema["type"].as_str(), given) {
        (Some("object") | None, Some(Value::Object(mut fields))) => {
            for (name, value) in &mut fields {
                if let Some(own) = schema["properties"].get(name) {
                    *value = fill(own, Some(std::mem::take(value)));
                }
            }
            required(schema, &mut fields);
            Value::Object(fields)
        }
        (Some("array"), Some(Value::Array(items))) => {
            items.into_iter().map(|item| fill(&schema["items"], Some(item))).collect()
        }
        (_, Some(given)) => given,
        (Some("object"), None) => {
            let mut fields = Map::new();
            required(schema, &mut fields);
            Value::Object(fields)
        }
        (Some("array"), None) => json!([]),
        (Some("integer" | "number"), None) => json!(1),
        (Some("boolean"), None) => json!(false),
        (_, None) => match (schema["enum"].as_array(), schema["format"].as_str()) {
            (Some(values), _) => values[0].clone(),
            (_, Some("uri")) => json!("https://github.com/octo/service"),
            (_, Some("date-time")) => json!("2026-11-20T10:00:00Z"),
            _ => json!("x"),
        },
    }
}

fn required(schema: &'static Value, fields: &mut Map<String, Value>) {
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        if !fields.contains_key(name) {
            let own = schema["properties"].get(name).unwrap_or(&Value::Null);
            fields.insert(name.to_owned(), fill(own, None));
        }
    }
}
