use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::formats::document::node::PathStep;

fn sound(name: &str, text: &str) -> Document {
    let parsed = read(name, text.as_bytes());
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

fn refused(name: &str, bytes: &[u8]) -> Problem {
    let mut parsed = read(name, bytes);
    assert_eq!(parsed.value, None);
    parsed.problems.remove(0)
}

/// What stands at a span.
fn cut(text: &str, span: Span) -> String {
    let mut at = (1, 1);
    let mut found = String::new();
    for c in text.chars() {
        if at >= (span.line, span.column) && at < (span.end_line, span.end_column) {
            found.push(c);
        }
        at = if c == '\n' { (at.0 + 1, 1) } else { (at.0, at.1 + 1) };
    }
    found
}

/// The values that a path finds: its text, the value, what stands there.
fn found(name: &str, text: &str, path: &str) -> Vec<(String, Value, String)> {
    let document = sound(name, text);
    let found = document.find(&JsonPath::parse(path).unwrap()).into_iter();
    found.map(|f| (path_text(&f.steps), f.value.clone(), cut(text, f.span))).collect()
}

const PYPROJECT: &str = "\
[tool.mypy]
strict = true
warn_unreachable = false # or else
python_version = '3.12'
n = 0x10
since = 2024-05-01 10:00:00Z
[[tool.mypy.overrides]]
module = [\"a\", \"é\"]
[[tool.mypy.overrides]]
warn_unreachable = false
[tool]
black.line-length = 88
";

#[test]
fn values_of_toml_stand_where_they_are_written() {
    let at = |path: &str| found("pyproject.toml", PYPROJECT, path);
    assert_eq!(
        at("$.tool.mypy.warn_unreachable"),
        [("$.tool.mypy.warn_unreachable".to_owned(), json!(false), "false".to_owned())]
    );
    assert_eq!(
        at("$.tool.mypy.overrides[*].warn_unreachable"),
        [(
            "$.tool.mypy.overrides[1].warn_unreachable".to_owned(),
            json!(false),
            "false".to_owned()
        )]
    );
    assert_eq!(at("$.tool.mypy.overrides[0].module[1]")[0].2, "\"é\"");
    assert_eq!(at("$.tool.mypy.since")[0].1, json!("2024-05-01T10:00:00Z"));
    assert_eq!(at("$.tool.mypy.n")[0].1, json!(16));
    assert_eq!(at("$.tool.mypy")[0].2, "[tool.mypy]");
    assert_eq!(at("$.tool.mypy.overrides[1]")[0].2, "[[tool.mypy.overrides]]");
    assert_eq!(
        at("$.tool.black['line-length']"),
        [("$.tool.black['line-length']".to_owned(), json!(88), "88".to_owned())]
    );
    assert_eq!(at("$.tool.black")[0].2, "black");
    assert_eq!(at("$.tool.ruff"), []);
}

#[test]
fn numbers_that_json_has_not_are_texts() {
    let document = sound("a.toml", "a = [inf, -inf, nan, 1.5, -0.0]");
    assert_eq!(document.value, json!({"a": ["inf", "-inf", "nan", 1.5, -0.0]}));
    let document = sound("a.yml", "a: [.inf, .nan, 1e3, 010, 9007199254740993, '1', on, ~]");
    assert_eq!(
        document.value,
        json!({"a": [".inf", ".nan", 1000.0, 10, 9_007_199_254_740_993_i64, "1", "on", null]})
    );
}

#[test]
fn tools_read_more_yaml_than_github() {
    let text = "base: &base { Key: 1, key: 2 }\nuse:\n  <<: *base\n  key: 3\nicon: !!python/name:x.y \nenv: !ENV [A, b]\n";
    assert_eq!(
        sound("mkdocs.yml", text).value["use"],
        json!({"Key": 1, "key": 3}),
        "a merged map gives way"
    );
    assert_eq!(sound("mkdocs.yml", text).value["env"], json!(["A", "b"]));
    assert_eq!(found("a.yaml", text, "$.use.key")[0].2, "3");
    assert_eq!(found("a.yaml", text, "$.use.Key")[0].2, "1");
    assert_eq!(refused("a.yml", b"a: 1\na: 2\n").span.line, 2);
    assert_eq!(refused("a.yml", b"a: 1\n---\nb: 2\n").span.line, 2);
    let several = "a: &a { x: 1 }\nb: &b { x: 2, y: 2 }\nc: { <<: [*a, *b] }\n";
    assert_eq!(sound("a.yml", several).value["c"], json!({"x": 1, "y": 2}));
}

#[test]
fn json_is_read_as_json() {
    let text = "{\n\t\"a\": {\"B\": 1, \"b\": [true, null]},\r\n\t\"big\": 123456789012345678901234567890,\n\t\"s\": \"\\u0000\\ud83d\\ude00\\/é\"\n}\n";
    let document = sound("package.json", text);
    assert_eq!(document.value, serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(found("a.json", text, "$.a.b[1]")[0].2, "null");
    assert_eq!(found("a.json", text, "$.s")[0].2, "\"\\u0000\\ud83d\\ude00\\/é\"");
    assert_eq!(found("a.json", text, "$.a.b")[0].2, "[true, null]");
    let twice = refused("a.json", b"{\"a\": 1,\n \"a\": 2}");
    assert_eq!((twice.span.line, twice.span.column), (2, 2));
    assert!(twice.message.contains("twice"), "{}", twice.message);
    let comment = refused("package.json", b"{\n  // strict\n  \"strict\": true\n}");
    assert_eq!((comment.span.line, comment.span.column), (2, 3));
    assert!(read("a.json", b"\"\\ud800\"").value.is_none());
    assert!(read("a.json", b"1e999").value.is_none());
    let mark = sound("a.json", "\u{FEFF}{}");
    assert_eq!(mark.value, json!({}));
}

#[test]
fn the_settings_of_typescript_may_hold_comments() {
    let text = "{\n  // é \"a\": 1,\n  \"strict\": /* yes\n */ true, // \"strict\": false\n  \"s\": \"// no \\\" /* ,]\",\n  \"x\": [1, 2, /**/ ],\n}\n";
    for name in ["tsconfig.json", "tsconfig.build.json", "a.jsonc", "devcontainer.json"] {
        assert_eq!(
            sound(name, text).value,
            json!({"strict": true, "s": "// no \" /* ,]", "x": [1, 2]})
        );
    }
    assert_eq!(found("tsconfig.json", text, "$.strict")[0].2, "true");
    assert_eq!(found("tsconfig.json", text, "$.x[1]")[0].2, "2");
    for wrong in ["{\"a\": 1,,}", "{,}", "[1 /* 2]", "{\"a\": 1} /", "[1,] ,", "\"a", "\"\\"] {
        assert!(read("tsconfig.json", wrong.as_bytes()).value.is_none(), "{wrong}");
    }
}

#[test]
fn sections_of_ini_are_maps_of_texts() {
    let text = "[tool:pytest]\naddopts = -q\n  --strict\nempty =\n[report]\nfail_under: 40\n";
    assert_eq!(
        sound("setup.cfg", text).value,
        json!({"tool:pytest": {"addopts": "-q\n--strict", "empty": ""}, "report": {"fail_under": "40"}})
    );
    assert_eq!(
        found(".coveragerc", text, "$.report.fail_under"),
        [("$.report.fail_under".to_owned(), json!("40"), "40".to_owned())]
    );
    assert_eq!(
        found("tox.ini", text, "$['tool:pytest'].empty")[0],
        ("$['tool:pytest'].empty".to_owned(), json!(""), "empty".to_owned())
    );
    assert_eq!(refused("setup.cfg", b"[a]\nx = 1\nx = 2\n").span.line, 3);
}

#[test]
fn what_is_missing_belongs_to_the_innermost_part_that_is_there() {
    let document = sound("pyproject.toml", PYPROJECT);
    let near = |path: &str| {
        let steps = document.nearest(path);
        (path_text(&steps), cut(PYPROJECT, document.span_of_key(&steps)))
    };
    assert_eq!(near("$.tool.mypy.disallow"), ("$.tool.mypy".to_owned(), "mypy".to_owned()));
    assert_eq!(near("$.tool.mypy['a.b[c']"), ("$.tool.mypy".to_owned(), "mypy".to_owned()));
    assert_eq!(near("$.tool.mypy.overrides[?@.module == 'x'].y").0, "$.tool.mypy.overrides");
    assert_eq!(near("$.project.name"), ("$".to_owned(), String::new()));
    assert_eq!(document.span_of_key(&[]), Span::start_of_file());
}

#[test]
fn what_cannot_be_read_says_so() {
    for (name, bytes, word) in [
        ("a.toml", &b"a = \xff"[..], "UTF-8"),
        ("a.json", b"\x00\x01\x02", "JSON"),
        ("a.ini", b"PNG\xff", "UTF-8"),
        ("a.yml", b"a: \x00", "NUL"),
        ("a.toml", b"a = 1\na = 2", "TOML"),
        ("Makefile", b"a = 1", "`Makefile`"),
        ("a.txt", b"", "`a.txt`"),
        ("a.json", b"", "JSON"),
    ] {
        let problem = refused(name, bytes);
        assert!(problem.message.contains(word), "{name}: {}", problem.message);
    }
    let large = format!("a = \"{}\"", "x".repeat(LARGEST));
    assert!(refused("a.toml", large.as_bytes()).message.contains("limit"));
}

#[test]
fn no_depth_is_too_deep_for_the_stack() {
    for open in ["[", "{\"a\":", "a.", "{a=", "- ", "a = [", "[a.", "? "] {
        for name in ["a.json", "a.toml", "a.yml"] {
            let text = open.repeat(100_000);
            let _ = read(name, text.as_bytes());
        }
    }
    let text = format!("{}a=1{}", "a={".repeat(70), "}".repeat(70));
    assert_eq!(sound("a.toml", &text).value.to_string().matches('{').count(), 71);
    let keys = format!("a{}", ".a".repeat(70));
    let text =
        format!("[{keys}]\n{keys} = {}{}", format!("{{{keys} = ").repeat(60), "}".repeat(60));
    assert!(read("a.toml", text.as_bytes()).value.is_none());
}

#[test]
fn every_name_that_comes_twice_is_a_problem_in_its_place() {
    let text = "{\"b\": {\"x\": 1, \"y\": 2, \"x\": 3},\n \"a\": 1, \"b\": 2, \"\\u0062\": 3}";
    let problems = read("a.json", text.as_bytes()).problems;
    let found = problems.iter().map(|problem| (problem.message.as_str(), cut(text, problem.span)));
    let message = |name: &str| format!("`{name}` is set twice in one object");
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            (message("x").as_str(), "\"x\"".to_owned()),
            (message("b").as_str(), "\"b\"".to_owned()),
            (message("b").as_str(), "\"\\u0062\"".to_owned()),
        ]
    );
    assert_eq!((problems[1].span.line, problems[1].span.column), (2, 10));
}

#[test]
fn a_path_is_written_as_a_path() {
    let steps = |names: &[&str]| -> Vec<PathStep> {
        names.iter().map(|name| PathStep::Name((*name).to_owned())).collect()
    };
    for names in [&["a", "é", "_1"][..], &["a-b", "1", "", "it's", "a\\b", "\n\u{1}", "x y"]] {
        let text = path_text(&steps(names));
        let value = names.iter().rev().fold(json!(7), |inner, name| json!({ *name: inner }));
        let path = JsonPath::parse(&text).unwrap();
        assert_eq!(path.query(&value).exactly_one().unwrap(), &json!(7), "{text}");
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        "[ -~é😀\\n\\t\\x00]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z.'\\\\ é-]{0,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// With a tab for each level.
fn indented(value: &Value) -> String {
    let mut out = Vec::new();
    let tabs = serde_json::ser::PrettyFormatter::with_indent(b"\t");
    serde::Serialize::serialize(value, &mut serde_json::Serializer::with_formatter(&mut out, tabs))
        .unwrap();
    String::from_utf8(out).unwrap()
}

/// Every part of a document with its place: the value, and what stands there.
fn parts<'d>(document: &'d Document, text: &str) -> Vec<(&'d Value, String)> {
    let all = document.find(&JsonPath::parse("$..*").unwrap());
    all.into_iter().map(|part| (part.value, cut(text, part.span))).collect()
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// All places lie in the text, in the right order.
fn places_lie_in(text: &str, name: &str) {
    let parsed = read(name, text.as_bytes());
    // To YAML a carriage return alone ends a line, too.
    let yaml = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = if name == "a.yml" { &yaml } else { text };
    let lines: Vec<u32> = text.split('\n').map(|line| line.chars().count() as u32).collect();
    let check = |span: Span| {
        for (line, column) in [(span.line, span.column), (span.end_line, span.end_column)] {
            let length = lines.get(line as usize - 1);
            assert!(length.is_some_and(|length| column <= length + 1), "{span:?} of {text:?}");
        }
        assert!((span.line, span.column) <= (span.end_line, span.end_column), "{span:?}");
    };
    parsed.problems.iter().for_each(|problem| check(problem.span));
    if let Some(document) = &parsed.value {
        assert!(parsed.problems.is_empty());
        for part in document.find(&JsonPath::parse("$..*").unwrap()) {
            check(part.span);
        }
    } else {
        assert!(!parsed.problems.is_empty(), "nothing is said of {text:?}");
    }
}

proptest! {
    #[test]
    fn a_json_document_is_what_serde_json_reads(value in json_value(), pretty in any::<bool>()) {
        let text = if pretty {
            indented(&value)
        } else {
            value.to_string()
        };
        let document = sound("a.json", &text);
        prop_assert_eq!(&document.value, &serde_json::from_str::<Value>(&text).unwrap());
        for (part, written) in parts(&document, &text) {
            prop_assert_eq!(part, &serde_json::from_str::<Value>(&written).unwrap());
        }
    }

    #[test]
    fn comments_change_no_value(value in json_value(), comment in "[ -)+-.0-~é,]{0,9}") {
        let text = indented(&value).replace('\n', &format!(" /*{comment}*/ //{comment}\n"));
        let document = sound("tsconfig.json", &text);
        prop_assert_eq!(&document.value, &serde_json::from_str::<Value>(&value.to_string()).unwrap());
        for (part, written) in parts(&document, &text).iter().filter(|(part, _)| is_scalar(part)) {
            prop_assert_eq!(*part, &serde_json::from_str::<Value>(written).unwrap());
        }
    }

    /// JSON on one line, without what YAML reads in another way, is YAML of the same value.
    #[test]
    fn scalars_of_yaml_stand_where_they_are_written(value in json_value()) {
        let text = value.to_string();
        prop_assume!(!text.contains("\\u") && text.is_ascii());
        let document = sound("a.yml", &text);
        prop_assert_eq!(&document.value, &value);
        for (part, written) in parts(&document, &text).iter().filter(|(part, _)| is_scalar(part)) {
            prop_assert_eq!(*part, &sound("a.yml", written).value, "{}", text);
        }
    }

    #[test]
    fn scalars_of_toml_stand_where_they_are_written(value in json_value()) {
        let Some(written) = as_toml(&value) else { return Ok(()) };
        let text = format!("# é\n['é'.x]\n\"a b\" = {written}\n");
        let document = sound("a.toml", &text);
        prop_assert_eq!(&document.value["é"]["x"]["a b"], &value, "{}", text);
        for (part, written) in parts(&document, &text).iter().filter(|(part, _)| is_scalar(part)) {
            let again = sound("a.toml", &format!("v = {written}"));
            prop_assert_eq!(*part, &again.value["v"], "{}", text);
        }
    }

    #[test]
    fn values_of_ini_stand_where_they_are_written(
        entries in prop::collection::btree_map("[a-z]{1,5}", "[!-~é]([ -~é]{0,6}[!-~é])?", 0..6)
    ) {
        let lines = entries.iter().map(|(name, value)| format!("{name} = {value}\n"));
        let text = format!("; é\n[a é]\n{}", lines.collect::<String>());
        let document = sound("tox.ini", &text);
        for (name, value) in &entries {
            let found = document.find(&JsonPath::parse(&format!("$['a é'].{name}")).unwrap());
            prop_assert_eq!(found[0].value, &Value::from(value.clone()));
            prop_assert_eq!(&cut(&text, found[0].span), value);
        }
    }

    #[test]
    fn no_text_panics(text in "[\\[\\]{}:=,./\"'#;&*<>|!\\-?a-c0-9é\\\\ \\n\\r\\t]{0,60}") {
        for name in ["a.json", "a.jsonc", "a.toml", "a.yml", "a.ini"] {
            places_lie_in(&text, name);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        for name in ["a.json", "a.toml", "a.yml", "a.ini", "a"] {
            let _ = read(name, &bytes);
        }
    }
}

/// A value as TOML writes it on one line; `None` where it has no such value.
fn as_toml(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(as_toml).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Object(map) => {
            let fields = map.iter().map(|(key, value)| {
                Some(format!("{} = {}", Value::from(key.clone()), as_toml(value)?))
            });
            Some(format!("{{{}}}", fields.collect::<Option<Vec<_>>>()?.join(", ")))
        }
        scalar => Some(scalar.to_string()),
    }
}
