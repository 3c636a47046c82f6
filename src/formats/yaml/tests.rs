use proptest::prelude::*;

use super::node::Scalar;
use super::{Limits, parse, same_key};
use crate::formats::problem::{Parsed, Problem};
use crate::formats::yaml::{NodeRef, YamlTree};
use crate::span::Span;

fn read(text: &str) -> Parsed<YamlTree> {
    parse(text.as_bytes(), Limits::WORKFLOW)
}

fn sound(text: &str) -> YamlTree {
    let parsed = read(text);
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

fn only_problem(bytes: &[u8]) -> Problem {
    let parsed = parse(bytes, Limits::WORKFLOW);
    assert_eq!(parsed.problems.len(), 1, "{:?}", parsed.problems);
    parsed.problems.into_iter().next().unwrap()
}

fn refused(text: &str, place: (u32, u32), part: &str) {
    let problem = only_problem(text.as_bytes());
    assert!(problem.message.contains(part), "{text:?}: {}", problem.message);
    assert_eq!((problem.span.line, problem.span.column), place, "{text:?}: {}", problem.message);
}

fn scalar_of(text: &str) -> Scalar {
    sound(&format!("a: {text}\n")).root().get("a").unwrap().scalar().unwrap()
}

#[test]
fn plain_scalars_follow_the_core_schema_of_github() {
    let numbers: [(&str, f64); 14] = [
        ("010", 10.0),
        ("0", 0.0),
        ("-7", -7.0),
        ("+7", 7.0),
        ("0x1F", 31.0),
        ("0o17", 15.0),
        ("0xFFFFFFFF", -1.0),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-1.5E-1", -0.15),
        (".inf", f64::INFINITY),
        ("-.INF", f64::NEG_INFINITY),
    ];
    for (text, value) in numbers {
        assert_eq!(scalar_of(text), Scalar::Number(value), "{text}");
    }
    assert!(matches!(scalar_of(".NaN"), Scalar::Number(value) if value.is_nan()));
    for text in [
        "on",
        "yes",
        "y",
        "no",
        "off",
        "1_000",
        "0b11",
        "0o8",
        "0x",
        "-0x10",
        "1e",
        ".",
        "+",
        "e3",
        "tRUE",
        "nULL",
        "1.2.3",
        "12:30",
        "2024-01-01",
        ".iNF",
        "+.nan",
    ] {
        assert_eq!(scalar_of(text), Scalar::String(text.to_owned()));
    }
    for text in ["true", "True", "TRUE"] {
        assert_eq!(scalar_of(text), Scalar::Bool(true));
    }
    for text in ["", "~", "null", "Null", "NULL"] {
        assert_eq!(scalar_of(text), Scalar::Null);
    }
    for text in ["'true'", "\"1\"", "!!str 1", "!!str true"] {
        assert!(matches!(scalar_of(text), Scalar::String(_)), "{text}");
    }
    assert_eq!(scalar_of("!!str"), Scalar::String(String::new()));
}

#[test]
fn an_absent_value_has_no_text_and_is_null() {
    let tree = sound("a:\nb: ''\n");
    let absent = tree.root().get("a").unwrap();
    assert_eq!((absent.text(), absent.is_null(), absent.kind_name()), (Some(""), true, "nothing"));
    assert!(!tree.root().get("b").unwrap().is_null());
}

#[test]
fn a_number_that_github_cannot_hold_is_refused() {
    refused("a: 0x1FFFFFFFF\n", (1, 4), "does not fit");
    refused("a: 0o777777777777\n", (1, 4), "does not fit");
    sound("a: '0x1FFFFFFFF'\nb: 99999999999999999999\n");
}

#[test]
fn a_key_twice_is_refused_with_both_places_whatever_its_case() {
    let problem = only_problem("a: 1\nb: 2\nA: 3\n".as_bytes());
    assert_eq!(problem.span, Span::new(3, 1, 3, 2));
    assert_eq!(problem.related.unwrap().0, Span::new(1, 1, 1, 2));
    assert!(problem.message.contains("`A`"));
    let many: String = (0..40).map(|key| format!("k{key}: x\n")).collect();
    refused(&format!("{many}K7: x\n"), (41, 1), "`K7`");
    refused("É: 1\né: 2\n", (2, 1), "`é`");
    sound("${{ insert }}: 1\nx: {a: 1}\ny: {a: 1}\n");
    assert!(same_key("Strasse", "sTRASSE") && !same_key("straße", "strasse"));
}

#[test]
fn the_tree_is_there_even_with_problems() {
    let parsed = read("a: 1\na: 2\nb: 3\n");
    let tree = parsed.value.unwrap();
    assert_eq!(tree.root().get("a").unwrap().text(), Some("1"));
    assert_eq!(tree.root().get("b").unwrap().text(), Some("3"));
}

#[test]
fn an_anchor_defined_again_means_its_last_definition_before_the_alias() {
    let tree = sound("a: &x 1\nb: *x\nc: &x 2\nd: &y 3\ne: *x\nf: *y\n");
    let texts: Vec<_> =
        tree.root().entries().unwrap().map(|(_, value)| value.text().unwrap()).collect();
    assert_eq!(texts, ["1", "1", "2", "3", "2", "3"]);
    refused("a: *nowhere\n", (1, 4), "not defined");
}

#[test]
fn a_merge_key_is_a_key_like_any_other() {
    let tree = sound("a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n");
    let keys: Vec<_> = tree
        .root()
        .get("c")
        .unwrap()
        .entries()
        .unwrap()
        .map(|(key, _)| key.text().unwrap())
        .collect();
    assert_eq!(keys, ["<<", "d"]);
}

#[test]
fn exactly_one_document_is_expected() {
    refused("", (1, 1), "no YAML document");
    refused("# nothing\n\n", (1, 1), "no YAML document");
    refused("a: 1\n---\nb: 2\n", (2, 1), "second document");
    sound("---\na: 1\n...\n");
}

#[test]
fn bytes_that_are_no_utf_8_are_refused_with_their_place() {
    let problem = only_problem(b"a: 1\nb: \xC3\xA4\xFF\n");
    assert_eq!((problem.span.line, problem.span.column), (2, 5));
    assert!(problem.message.contains("`0xFF`"));
    for bytes in [b"\xFF\xFEa\0".as_slice(), b"\xFE\xFF\0a"] {
        assert!(only_problem(bytes).message.contains("UTF-16"));
    }
}

#[test]
fn a_byte_order_mark_at_the_start_is_fine_and_takes_no_column() {
    let tree = sound("\u{FEFF}a: 1\n");
    let (key, _) = tree.root().entries().unwrap().next().unwrap();
    assert_eq!((key.text(), key.span()), (Some("a"), Span::new(1, 1, 1, 2)));
}

#[test]
fn characters_that_parsers_disagree_on_are_refused_by_name() {
    for (char, name) in [
        ('\0', "NUL"),
        ('\u{1B}', "escape"),
        ('\u{8}', "control"),
        ('\u{7F}', "control"),
        ('\u{9F}', "control"),
        ('\u{85}', "next-line"),
        ('\u{2028}', "line separator"),
        ('\u{2029}', "paragraph separator"),
        ('\u{FEFF}', "byte order mark"),
    ] {
        refused(&format!("ä: 'é{char}'\n"), (1, 6), name);
    }
    sound("a: \"\\u2028\\0\\x1b\"\nb: 'é€😀\u{A0}'\n");
}

#[test]
fn line_ends_of_all_systems_are_fine() {
    for end in ["\n", "\r\n", "\r"] {
        let tree = sound(&format!("a: 1{end}b: |{end}  x{end}  y{end}c: 2{end}"));
        assert_eq!(tree.root().get("b").unwrap().text(), Some("x\ny\n"));
        assert_eq!(tree.root().get("c").unwrap().span(), Span::new(5, 4, 5, 5));
    }
}

#[test]
fn tabs_as_indentation_are_refused() {
    refused("a:\n\tb: 1\n", (2, 2), "tab");
    refused("\ta: 1\n", (1, 1), "tab");
    sound("a:\t1\nc: |\n  \tx\n");
}

#[test]
fn only_core_tags_stand_before_scalars() {
    sound("a: !!int 1\nb: !!float 1.5\nc: !!bool true\nd: !!null ~\ne: !!str {}\nf: !x [1]\n");
    refused("if: !failure()\n", (1, 15), "`!failure()`");
    refused("a: ! b\n", (1, 6), "tag");
    refused("a: !!int x\n", (1, 10), "not a value of type `int`");
    refused("a: !!bool 'true'\n", (1, 11), "cannot stand before quoted");
    refused("a: !!timestamp 2024-01-01\n", (1, 16), "timestamp");
}

#[test]
fn a_map_or_list_is_no_key() {
    refused("? [a]\n: b\n", (1, 3), "cannot be a key");
    refused("x: &x {a: 1}\n*x : 1\n", (2, 1), "cannot be a key");
    sound("x: &x a\n*x : 1\n");
}

#[test]
fn nesting_ends_at_the_limit_also_through_aliases() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    sound(&nested(50));
    assert!(only_problem(nested(51).as_bytes()).message.contains("50 levels"));
    assert!(only_problem("[".repeat(10_000).as_bytes()).message.contains("50 levels"));
    let blocks: String =
        (0..10_000).map(|level| format!("{}-\n", " ".repeat(level % 200))).collect();
    assert!(!read(&blocks).problems.is_empty());
    assert!(!read(&"- ".repeat(600)).problems.is_empty());
    let alias = |levels: usize| format!("a: &a {}\nb: [*a]\n", nested(levels));
    sound(&alias(48));
    assert!(only_problem(alias(49).as_bytes()).message.contains("50 levels"));
}

#[test]
fn nodes_are_counted_after_aliases_are_expanded() {
    // stream, document and root take six, the anchored list two and its items one each
    let list = |items: usize| format!("[{}]\n", vec!["x"; items].join(","));
    sound(&list(49_994));
    assert!(only_problem(list(49_995).as_bytes()).message.contains("50000 nodes"));
    let mut bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(",");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let parsed = read(&bomb);
    assert!(parsed.value.is_none() && parsed.problems[0].message.contains("nodes"));
}

#[test]
fn text_is_counted_after_aliases_are_expanded() {
    let text = "x".repeat(100_000);
    let bomb = format!("a: &a {text}\nb: [{}]\n", vec!["*a"; 60].join(","));
    let parsed = read(&bomb);
    assert!(parsed.value.is_none() && parsed.problems[0].message.contains("bytes"));
}

#[test]
fn a_value_inside_itself_is_refused() {
    refused("a: &a\n  b: *a\n", (2, 6), "never ends");
    refused("a: &a [1, [*a]]\n", (1, 12), "never ends");
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let parsed = read(&format!("a: {}\n", "x".repeat(1 << 20)));
    assert!(parsed.value.is_none() && parsed.problems[0].message.contains("more than the limit"));
}

#[test]
fn every_node_knows_where_it_stands() {
    let tree =
        sound("on: push\njobs:\n  ä: [a,\n    b]\n  c: |\n    x\n     y\n\n  d: {}\n# end\n");
    let spans = |node: NodeRef<'_>| -> Vec<Span> {
        node.entries().unwrap().flat_map(|(key, value)| [key.span(), value.span()]).collect()
    };
    assert_eq!(tree.root().span(), Span::new(1, 1, 9, 8));
    assert_eq!(
        spans(tree.root()),
        [
            Span::new(1, 1, 1, 3),
            Span::new(1, 5, 1, 9),
            Span::new(2, 1, 2, 5),
            Span::new(3, 3, 9, 8)
        ]
    );
    assert_eq!(
        spans(tree.root().get("jobs").unwrap()),
        [
            Span::new(3, 3, 3, 4),
            Span::new(3, 6, 4, 7),
            Span::new(5, 3, 5, 4),
            Span::new(6, 5, 7, 7),
            Span::new(9, 3, 9, 4),
            Span::new(9, 6, 9, 8),
        ]
    );
}

#[test]
fn syntax_errors_say_where_and_what() {
    refused("a: b: c\n", (1, 5), "mapping values");
    refused("a: [1\n", (1, 4), "unclosed bracket");
    refused("a: 'x", (1, 4), "unclosed quote");
    refused("a: @x\n", (1, 4), "`@`");
    refused("a:\n  - b\n -c\n", (3, 2), "not valid YAML");
}

#[test]
fn hostile_repetition_costs_little() {
    for text in
        ["{a: ".repeat(32_000), "a: ".repeat(32_000), "&a ".repeat(32_000), "? ".repeat(32_000)]
    {
        assert!(!read(&text).problems.is_empty());
    }
    let keys: String = (0..40_000).map(|key| format!("k{key}:\n")).collect();
    assert!(read(&keys).problems[0].message.contains("nodes"));
}

/// Walks the tree: every span and byte range lies in the text.
fn inside(node: NodeRef<'_>, text: &str, lines: &[usize]) {
    let span = node.span();
    let (start, end) = node.bytes();
    assert!(text.get(start..end).is_some(), "{start}..{end}");
    assert!((span.line, span.column) <= (span.end_line, span.end_column), "{span:?}");
    for (line, column) in [(span.line, span.column), (span.end_line, span.end_column)] {
        let length = lines[line as usize - 1];
        assert!(column as usize <= length + 1, "{line}:{column} of {length} in {text:?}");
    }
    if let Some(items) = node.items() {
        items.for_each(|item| inside(item, text, lines));
    }
    if let Some(entries) = node.entries() {
        entries.for_each(|(key, value)| {
            inside(key, text, lines);
            inside(value, text, lines);
        });
    }
}

fn check_spans(text: &str) {
    let bare = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let unix = bare.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<usize> = unix.split('\n').map(|line| line.chars().count()).collect();
    let parsed = read(text);
    for problem in &parsed.problems {
        assert!(problem.span.line as usize <= lines.len().max(1), "{problem:?}");
    }
    assert!(parsed.value.is_some() || !parsed.problems.is_empty());
    if let Some(tree) = &parsed.value {
        inside(tree.root(), bare, &lines);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let parsed = parse(&bytes, Limits::WORKFLOW);
        prop_assert!(parsed.value.is_some() || !parsed.problems.is_empty());
    }

    #[test]
    fn every_span_lies_in_the_file(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "a", "b: ", "c:", "- ", "-\n", "\n", "\n  ", "\n    ", "\r\n", "\r", "|", ">-\n", "|2+\n", "'", "\"",
                "{", "}", "[", "]", ",", ": ", "&x ", "*x", "!!str ", "!t ", "? ", "#c\n", "ä", "😀", " ", "\t", "\\",
                "\\n", "---\n", "...\n", "%YAML 1.2\n", "~", "<<: ", "\u{FEFF}", "\u{85}", "1", "true",
            ]),
            0..24,
        )
    ) {
        check_spans(&pieces.concat());
    }
}
