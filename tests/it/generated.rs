//! Policies made from the schema: whole, misspelled and damaged.
//!
//! The schema and the reader come from the same types; here they are compared from outside. The
//! reader accepts what the schema accepts, and no damage breaks the reader.

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use truegreen::formats::problem::{Parsed, Problem};
use truegreen::policy::{Policy, raw};

/// A source of choices from a seed: proptest shrinks the seed, and a failure names it.
struct Choices(u64);

impl Choices {
    fn below(&mut self, end: usize) -> usize {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % end
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// How much of the optional parts is written.
#[derive(Clone, Copy, PartialEq)]
enum Much {
    All,
    Some,
}

struct Generator<'s> {
    root: &'s Value,
    choices: Choices,
    much: Much,
    words: usize,
    /// Places of the keys of the language, as pointers, without names that users choose.
    keys: Vec<(String, String)>,
}

impl<'s> Generator<'s> {
    fn new(root: &'s Value, seed: u64, much: Much) -> Self {
        Self { root, choices: Choices(seed), much, words: 0, keys: Vec::new() }
    }

    fn document(&mut self) -> Value {
        self.make(self.root, "")
    }

    fn make(&mut self, schema: &Value, at: &str) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.root.pointer(reference.trim_start_matches('#')).unwrap();
            return self.make(target, at);
        }
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.choices.pick(values).clone();
        }
        if schema.get("properties").is_none() {
            for either in ["anyOf", "oneOf", "allOf"] {
                if let Some(schemas) = schema[either].as_array() {
                    let one = self.choices.below(schemas.len());
                    return self.make(&schemas[one], at);
                }
            }
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().map(|name| name.as_str().unwrap()).collect(),
            _ => vec!["string", "number", "boolean"],
        };
        match *self.choices.pick(&types) {
            "object" => self.object(schema, at),
            "array" => self.array(schema, at),
            "string" => self.string(schema).into(),
            "integer" => self.choices.below(100).into(),
            "number" => json!(self.choices.below(400) as f64 / 4.0),
            "boolean" => self.choices.chance(2).into(),
            "null" => Value::Null,
            other => panic!("no value of type {other} is made"),
        }
    }

    fn array(&mut self, schema: &Value, at: &str) -> Value {
        let any = json!({ "type": ["string", "number", "boolean"] });
        let items = schema.get("items").unwrap_or(&any);
        // Names of entries must differ, so there is one of each kind.
        let count = if items.get("$ref").is_some() { 1 } else { 1 + self.choices.below(2) };
        (0..count).map(|index| self.make(items, &format!("{at}/{index}"))).collect()
    }

    fn object(&mut self, schema: &Value, at: &str) -> Value {
        let mut map = Map::new();
        let mut needed: Vec<&str> = Vec::new();
        let of = |schema: &'_ Value| -> Vec<String> {
            let names = schema["required"].as_array().cloned().unwrap_or_default();
            names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
        };
        let mut required = of(schema);
        if let Some(either) = schema["anyOf"].as_array() {
            required.extend(of(self.choices.pick(either)));
        }
        needed.extend(required.iter().map(String::as_str));
        let empty = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&empty);
        let may_be_empty = schema.get("minProperties").is_none();
        let none = self.choices.below(properties.len().max(1));
        for (index, (name, property)) in properties.iter().enumerate() {
            let one = !may_be_empty && index == none;
            let wanted = self.much == Much::All || one || self.choices.chance(3);
            if needed.contains(&name.as_str()) || wanted {
                let value = self.make(property, &format!("{at}/{name}"));
                self.keys.push((at.to_owned(), name.clone()));
                map.insert(name.clone(), value);
            }
        }
        // Keys that exclude each other: one of them is taken.
        if let Some(excluded) = schema["not"]["required"].as_array() {
            let there = |name: &&Value| map.contains_key(name.as_str().unwrap());
            if excluded.iter().filter(there).count() == excluded.len() {
                let name = self.choices.pick(excluded).as_str().unwrap();
                map.remove(name);
                self.keys.retain(|(place, key)| place != at || key != name);
            }
        }
        if let Some(named) = schema.get("additionalProperties").filter(|named| named.is_object())
            && (map.is_empty() || self.choices.chance(2))
        {
            for _ in 0..=self.choices.below(2) {
                let name = self.string(&schema["propertyNames"]);
                let value = self.make(named, &format!("{at}/{}", name.replace('/', "~1")));
                map.insert(name, value);
            }
        }
        Value::Object(map)
    }

    /// Makes a text that matches the pattern, a different one each time.
    fn string(&mut self, schema: &Value) -> String {
        self.words += 1;
        let word = format!("w{}", self.words);
        let pattern = schema["pattern"].as_str().unwrap_or("\\S");
        match pattern {
            "\\S" => word,
            "^\\$" => format!("$.{word}"),
            "^[^/]+\\.ya?ml$" => format!("{word}.yml"),
            "^[^/]+\\.ya?ml/[^/]+$" => format!("ci.yml/{word}"),
            "^[^/]+/[^/]+$" | "^[^/]+/.+$" => format!("ci.yml/{word}"),
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => "2026-12-31".to_owned(),
            "^[0-9]{1,19}$" => "17".to_owned(),
            pattern if pattern.ends_with("@[0-9a-fA-F]{40}$") => {
                format!("acme/policies/{word}.yml@{}", "0123456789".repeat(4))
            }
            pattern if pattern.contains("3600") => "17m".to_owned(),
            pattern if pattern.contains("%?") => "62.5 %".to_owned(),
            pattern if pattern.contains("[+-]?") => "-1.5".to_owned(),
            other => panic!("no text is made for {other}"),
        }
    }
}

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(truegreen::publish::schema::policy()).unwrap());
static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).unwrap());

fn yaml(document: &Value) -> String {
    serde_yaml::to_string(document).unwrap()
}

fn read(text: &str) -> Parsed<Policy> {
    raw::read(text.as_bytes(), &truegreen::rules::ids())
}

fn told(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|p| format!("{}:{} {}", p.span.line, p.span.column, p.message));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_rule(name: &str) -> bool {
    truegreen::rules::ids().contains(&name)
}

#[test]
fn every_key_of_the_schema_is_read() {
    let schema: &Value = &SCHEMA;
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let mut generator = Generator::new(&SCHEMA, seed, Much::All);
        let text = yaml(&generator.document());
        let problems = read(&text).problems;
        assert!(problems.is_empty(), "seed {seed}\n{text}\n{}", told(&problems));
        seen.extend(generator.keys.into_iter().map(|(_, name)| name));
    }
    let mut declared = std::collections::BTreeSet::new();
    for part in std::iter::once(schema).chain(schema["$defs"].as_object().unwrap().values()) {
        declared
            .extend(part["properties"].as_object().into_iter().flat_map(|map| map.keys().cloned()));
    }
    assert_eq!(seen, declared);
    let full = crate::policies::FULL;
    let unused =
        declared.iter().filter(|name| !full.contains(&format!("{name}:")) && !is_rule(name));
    assert_eq!(
        unused.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "testdata/policies/full.yml has every key"
    );
    assert!(seen.len() > 60, "{}", seen.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_the_schema_takes_the_reader_takes(seed in any::<u64>()) {
        let document = Generator::new(&SCHEMA, seed, Much::Some).document();
        prop_assert!(VALIDATOR.is_valid(&document), "{document:#}");
        let text = yaml(&document);
        let problems = read(&text).problems;
        prop_assert!(problems.is_empty(), "{text}\n{}", told(&problems));
    }

    #[test]
    fn a_key_that_is_misspelled_both_refuse_or_both_take(seed in any::<u64>()) {
        let mut generator = Generator::new(&SCHEMA, seed, Much::Some);
        let mut document = generator.document();
        let keys = std::mem::take(&mut generator.keys);
        let (at, name) = generator.choices.pick(&keys);
        let map = document.pointer_mut(at).unwrap().as_object_mut().unwrap();
        let value = map.remove(name).unwrap();
        map.insert(format!("{name}x"), value);
        let text = yaml(&document);
        let problems = read(&text).problems;
        prop_assert_eq!(
            VALIDATOR.is_valid(&document), problems.is_empty(), "{}\n{}", text, told(&problems)
        );
        // Where users choose names, a misspelled term is one more name.
        let by_name = ["workflows", "settings"].iter().any(|part| at.starts_with(&format!("/{part}/")));
        prop_assert!(by_name || !problems.is_empty(), "{text}");
    }

    #[test]
    fn a_value_of_another_kind_that_the_schema_takes_the_reader_takes(seed in any::<u64>()) {
        let mut generator = Generator::new(&SCHEMA, seed, Much::Some);
        let mut document = generator.document();
        let keys = std::mem::take(&mut generator.keys);
        let (at, name) = generator.choices.pick(&keys);
        let others = [
            json!("word"), json!(7), json!(-1), json!(1.5), json!(true), Value::Null, json!([]),
            json!({}), json!(["word"]), json!([["word"]]), json!({ "word": 1 }), json!([null]), json!(""),
        ];
        let map = document.pointer_mut(at).unwrap().as_object_mut().unwrap();
        map.insert(name.clone(), generator.choices.pick(&others).clone());
        let text = yaml(&document);
        let problems = read(&text).problems;
        prop_assert!(
            !VALIDATOR.is_valid(&document) || problems.is_empty(), "{text}\n{}", told(&problems)
        );
    }

    #[test]
    fn no_damage_breaks_the_reader(seed in any::<u64>()) {
        let mut generator = Generator::new(&SCHEMA, seed, Much::Some);
        let mut text = yaml(&generator.document());
        for _ in 0..=generator.choices.below(4) {
            text = damage(&text, &mut generator.choices);
        }
        holds(&text)?;
    }
}

/// Values that users and attackers write in the place of others.
const STRANGE: [&str; 30] = [
    "99999999999999999999999999",
    "1e400",
    "-0",
    ".inf",
    ".nan",
    "0x7fffffffffffffff",
    "~",
    "null",
    "true",
    "''",
    "\"\\u0000\"",
    "é",
    "日本語",
    "\u{202e}x",
    "\u{1F600}",
    "\u{0}",
    "\u{85}",
    "&a x",
    "*a",
    "&a [*a]",
    "<<: *a",
    "!!binary x",
    "!own x",
    "[",
    "{",
    "- -",
    "? x",
    "|",
    "'",
    "\t",
];

fn damage(text: &str, choices: &mut Choices) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return (*choices.pick(&STRANGE)).to_owned();
    }
    let at = choices.below(lines.len());
    let line = lines[at].clone();
    let words: Vec<&str> = line.split(' ').collect();
    let word = choices.below(words.len());
    let strange = *choices.pick(&STRANGE);
    let with = |word_at: usize, new: &str| {
        let mut words: Vec<&str> = line.split(' ').collect();
        words[word_at] = new;
        words.join(" ")
    };
    match choices.below(9) {
        0 => lines[at] = with(word, ""),
        1 => lines[at] = with(word, strange),
        2 => lines.insert(at, line.clone()),
        3 => lines[at] = format!(" {line}"),
        4 => lines[at] = line.strip_prefix("  ").unwrap_or(&line).to_owned(),
        5 => drop(lines.remove(at)),
        6 => {
            // The key loses its second letter.
            let mut letters: Vec<char> = line.chars().collect();
            let first = letters.iter().position(|c| c.is_alphabetic()).unwrap_or(0);
            if first + 1 < letters.len() {
                letters.remove(first + 1);
            }
            lines[at] = letters.into_iter().collect();
        }
        7 => {
            let other = choices.below(lines.len());
            lines.swap(at, other);
        }
        _ => lines.insert(at, format!("{}{strange}: {strange}", " ".repeat(choices.below(5)))),
    }
    let breaks = ["\n", "\n", "\n", "\r\n", "\r"];
    lines.join(choices.pick::<&str>(&breaks))
}

/// Checks that there is a value or problems, each with a place in the file.
fn holds(text: &str) -> Result<(), TestCaseError> {
    let parsed = read(text);
    prop_assert!(parsed.value.is_some() == parsed.problems.is_empty());
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = unified.split('\n').collect();
    for problem in &parsed.problems {
        let (line, column) = (problem.span.line as usize, problem.span.column as usize);
        prop_assert!(line >= 1 && column >= 1, "{text}\n{problem:?}");
        let width = lines.get(line - 1).map(|line| line.chars().count());
        // The end of the file may count as the line after the last one.
        prop_assert!(
            width.map_or(line == lines.len() + 1, |width| column <= width + 1),
            "{text}\n{problem:?}"
        );
    }
    prop_assert!(parsed.problems.is_sorted_by_key(|problem| problem.span));
    Ok(())
}
