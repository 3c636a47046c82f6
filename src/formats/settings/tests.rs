use proptest::prelude::*;

use super::*;
use crate::formats::settings::pytest::PytestSettings;
use crate::span::Span;

fn read(name: &str, text: &str) -> Parsed<PytestSettings> {
    read_pytest(name, text)
}

/// `addopts` as words, and what stands at their spans.
fn addopts(name: &str, text: &str) -> Vec<(String, String)> {
    let parsed = read(name, text);
    assert_eq!(parsed.problems, [], "{text}");
    let settings = parsed.value.unwrap();
    settings.addopts.into_iter().map(|word| (word.value, cut(text, word.span))).collect()
}

fn cut(text: &str, span: Span) -> String {
    let line = text.split('\n').nth(span.line as usize - 1).unwrap();
    if span.line != span.end_line {
        return "over lines".to_owned();
    }
    let length = (span.end_column - span.column) as usize;
    line.chars().skip(span.column as usize - 1).take(length).collect()
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(word, written)| (word.as_str(), written.as_str())).collect()
}

#[test]
fn options_of_pyproject_stand_at_their_words() {
    let text = "[tool.pytest.ini_options]\naddopts = \"-q -n 4 -k 'a b'\"\ntestpaths = [\"tests\", \"é\"]\n";
    assert_eq!(
        pairs(&addopts("pyproject.toml", text)),
        [("-q", "-q"), ("-n", "-n"), ("4", "4"), ("-k", "-k"), ("a b", "'a b'")]
    );
    let paths = read("pyproject.toml", text).value.unwrap().testpaths;
    assert_eq!(cut(text, paths[1].span), "\"é\"");
}

#[test]
fn long_strings_and_lists_of_toml_keep_their_places() {
    let text = "[tool.pytest.ini_options]\naddopts = '''\n  -q\n  -n4\n'''\n";
    assert_eq!(pairs(&addopts("pyproject.toml", text)), [("-q", "-q"), ("-n4", "-n4")]);
    let text = "[tool.pytest]\naddopts = [\n  \"-q\", # \"-n2\"\n  \"-n 4\",\n]\n";
    assert_eq!(pairs(&addopts("pyproject.toml", text)), [("-q", "\"-q\""), ("-n 4", "\"-n 4\"")]);
    let text = "[pytest]\naddopts = [\"-n\", \"auto\"]\n";
    assert_eq!(addopts("pytest.toml", text).len(), 2);
    let text =
        "[tool.pytest.ini_options]\naddopts = \"\"\"-k \\\"a\\u00e9 b\\\" \\\n   -n4\"\"\"\n";
    assert_eq!(
        pairs(&addopts("pyproject.toml", text)),
        [("-k", "-k"), ("aé b", "\\\"a\\u00e9 b\\\""), ("-n4", "-n4")]
    );
    let text = "tool = { pytest = { ini_options = { addopts = \"-n4\" } } }\n";
    assert_eq!(addopts("pyproject.toml", text).len(), 1);
}

#[test]
fn options_of_ini_files_stand_at_their_words() {
    let text = "[pytest]\naddopts = -q\n    # -n 2\n\n    -n 4 --x='a b'\nother: 1\n";
    for name in ["pytest.ini", ".pytest.ini", "tox.ini"] {
        assert_eq!(
            pairs(&addopts(name, text)),
            [("-q", "-q"), ("-n", "-n"), ("4", "4"), ("--x=a b", "--x='a b'")]
        );
    }
    let text = "[metadata]\nname = x\n[tool:pytest] ; here\naddopts:-n auto\n";
    assert_eq!(pairs(&addopts("setup.cfg", text)), [("-n", "-n"), ("auto", "auto")]);
}

#[test]
fn a_number_sign_within_an_ini_line_is_no_comment() {
    let found = addopts("pytest.ini", "[pytest]\naddopts = -q # -n 4\n");
    assert_eq!(found.len(), 4);
}

#[test]
fn a_file_without_the_section_has_no_settings() {
    for (name, text) in [
        ("setup.cfg", "[pytest]\naddopts = -n 4\n"),
        ("tox.ini", "[testenv]\naddopts = -n 4\n"),
        ("pyproject.toml", "[tool.other]\naddopts = '-n 4'\n"),
        ("pytest.toml", "[tool.pytest.ini_options]\naddopts = '-n 4'\n"),
        ("other.ini", "[pytest]\naddopts = -n 4\n"),
        ("tox.ini", "no section at all\n"),
    ] {
        let parsed = read(name, text);
        assert_eq!((parsed.value, parsed.problems), (None, vec![]), "{name}: {text}");
    }
}

#[test]
fn broken_files_are_problems_at_their_place() {
    for (name, text, line, column) in [
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = \"-n\n", 2, 14),
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = 3\n", 2, 11),
        ("pyproject.toml", "[tool.pytest]\naddopts = [\"-q\", 3]\n", 2, 18),
        ("pytest.ini", "[pytest]\naddopts = -k 'a\n", 2, 14),
        ("pytest.ini", "[pytest]\naddopts\n", 2, 1),
        ("pytest.ini", "[pytest]\n  addopts = -n 4\n", 2, 3),
        ("pytest.ini", "[pytest]\naddopts = -n 4\naddopts = -q\n", 3, 1),
        ("pytest.ini", "[pytest]\n[pytest]\n", 2, 1),
    ] {
        let problems = read(name, text).problems;
        assert_eq!(problems.len(), 1, "{text}");
        assert_eq!((problems[0].span.line, problems[0].span.column), (line, column), "{text}");
    }
}

#[test]
fn words_are_split_as_shlex_does() {
    for (text, expected) in [
        ("a  b\tc\nd", Some(vec!["a", "b", "c", "d"])),
        ("a'b c'\"d e\"", Some(vec!["ab cd e"])),
        ("'' \"\"", Some(vec!["", ""])),
        (r#""a\"b\\c\d" a\ b '\'"#, Some(vec![r#"a"b\c\d"#, "a b", "\\"])),
        ("a # b", Some(vec!["a", "#", "b"])),
        ("'a", None),
        ("a\\", None),
    ] {
        let words = words::split_text(text);
        let words =
            words.as_ref().map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(words, expected, "{text}");
    }
}

fn settings_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé \t\r\n=:#;\\[\\]\"'\\\\]{0,10}",
        prop::sample::select(vec![
            "[pytest]\n",
            "[tool:pytest]\n",
            "[tool.pytest.ini_options]\n",
            "[tool.pytest]\n",
            "addopts = ",
            "addopts=-n 4\n",
            "  -n\n",
            "\"\"\"",
            "'''",
            "\\u00e9",
            "[\"-n\", 4]",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_and_every_word_stands_in_it(text in settings_soup()) {
        for name in PYTEST_FILES {
            let parsed = read(name, &text);
            let lines = text.split('\n').count();
            for word in parsed.value.unwrap_or_default().addopts {
                prop_assert!(word.span.line as usize <= lines);
                let start = (word.span.line, word.span.column);
                prop_assert!(start <= (word.span.end_line, word.span.end_column));
            }
        }
    }
}
