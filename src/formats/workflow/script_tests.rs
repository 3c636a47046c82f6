use std::sync::Arc;

use proptest::prelude::*;

use super::model::{Script, Workflow};
use super::read_workflow;
use crate::span::Span;

const SCRIPTS: &str = include_str!("../../../testdata/workflows/scripts.yml");

fn workflow(text: &str) -> Workflow {
    let parsed = read_workflow(&Arc::from("ci.yml"), text.as_bytes());
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

fn scripts(text: &str) -> Vec<Script> {
    workflow(text).jobs.into_iter().flat_map(|job| job.steps).filter_map(|step| step.run).collect()
}

fn lines(text: &str) -> Vec<Vec<char>> {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    unix.split('\n').map(|line| line.chars().collect()).collect()
}

/// The character of the file at a place.
fn at(lines: &[Vec<char>], line: u32, column: u32) -> Option<char> {
    lines.get(line as usize - 1)?.get(column as usize - 1).copied()
}

/// Every character that is not blank is found where `locate` says; returns how many.
fn check(script: &Script, lines: &[Vec<char>]) -> usize {
    let solid = script.text.char_indices().filter(|(_, char)| !" \t\n\r".contains(*char));
    solid
        .map(|(offset, char)| {
            let span = script.locate(offset, offset + char.len_utf8());
            let found = at(lines, span.line, span.column);
            assert_eq!(found, Some(char), "{span:?} {offset} in {:?}", script.text);
            assert_eq!((span.end_line, span.end_column), (span.line, span.column + 1));
        })
        .count()
}

fn locate(script: &Script, part: &str) -> Span {
    let start = script.text.find(part).unwrap();
    script.locate(start, start + part.len())
}

#[test]
fn every_style_leads_back_to_its_file() {
    for end in ["\n", "\r\n", "\r"] {
        let text = SCRIPTS.replace('\n', end);
        let lines = lines(&text);
        let scripts = scripts(&text);
        assert_eq!(scripts.len(), 9);
        let mut seen = 0;
        for script in &scripts {
            let first = at(&lines, script.span.line, script.span.column);
            if first != Some('"') {
                seen += check(script, &lines);
            }
        }
        assert_eq!(seen, 151);
    }
}

#[test]
fn words_are_found_in_escaped_and_folded_text() {
    let scripts = scripts(SCRIPTS);
    let double = &scripts[3];
    assert_eq!(double.text, "double \"quoted\"\ttab continued ä A folded\nbroken");
    assert_eq!(locate(double, "\"quoted"), Span::new(13, 22, 13, 30));
    assert_eq!(locate(double, "tab"), Span::new(13, 34, 13, 37));
    assert_eq!(locate(double, "tab continued"), Span::new(13, 34, 14, 20));
    assert_eq!(locate(double, "ä A"), Span::new(14, 21, 14, 29));
    assert_eq!(locate(double, "broken"), Span::new(15, 19, 15, 25));
    let plain = &scripts[1];
    assert_eq!(plain.text, "plain on several lines, äöü 😀 too");
    assert_eq!(locate(plain, "on several"), Span::new(7, 20, 8, 18));
    assert_eq!(locate(plain, "😀"), Span::new(9, 15, 9, 16));
}

#[test]
fn a_range_ends_after_its_last_character_and_not_in_the_next_line() {
    let scripts = scripts(SCRIPTS);
    let literal = &scripts[4];
    assert_eq!(literal.text, "literal\n  indented  \n\näöü 😀 end\n");
    assert_eq!(locate(literal, "literal"), Span::new(17, 11, 17, 18));
    assert_eq!(locate(literal, "  indented"), Span::new(18, 11, 18, 21));
    assert_eq!(locate(literal, "end"), Span::new(20, 17, 20, 20));
    let end = literal.text.len();
    assert_eq!(literal.locate(end + 10, end + 20).line, 20);
    assert_eq!(literal.locate(3, 1), Span::new(17, 14, 17, 14));
}

#[test]
fn indicators_of_indentation_and_chomping_move_nothing() {
    let scripts = scripts(SCRIPTS);
    assert_eq!(scripts[5].text, "  deeper than\nit says");
    assert_eq!(locate(&scripts[5], "deeper"), Span::new(22, 13, 22, 19));
    assert_eq!(scripts[6].text, "\nkept\n\n");
    assert_eq!(locate(&scripts[6], "kept"), Span::new(26, 11, 26, 15));
    assert_eq!(scripts[7].text, "folded text\nparagraph\n  more indented\nend\n");
    assert_eq!(locate(&scripts[7], "  more indented"), Span::new(33, 11, 33, 26));
    assert_eq!(locate(&scripts[7], "folded text"), Span::new(29, 11, 30, 15));
    assert_eq!(locate(&scripts[8], "start"), Span::new(37, 11, 37, 16));
}

#[test]
fn an_alias_leads_to_its_anchor() {
    let text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: &r echo hi\n      - run: *r\n";
    let scripts = scripts(text);
    assert_eq!(locate(&scripts[1], "hi"), Span::new(6, 22, 6, 24));
}

/// A script of lines, none of which starts or ends with a blank.
fn any_script() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-z$(|äß😀:;'\"#\\\\][a-z0-9 $()}|&äß😀:;'\"#\\\\=-]{0,14}[a-z]", 1..6)
}

fn in_workflow(scalar: &str) -> String {
    format!(
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: {scalar}\n        name: n\n"
    )
}

fn with_indentation(lines: &[String], columns: usize) -> String {
    lines.iter().map(|line| format!("{}{line}\n", " ".repeat(columns))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn blocks_lead_back_to_their_file(
        script in any_script(),
        style in prop::sample::select(vec!["|", "|-", "|+", ">", ">-", "|4", ">4+"]),
        columns in 12_usize..16,
        end in prop::sample::select(vec!["\n", "\r\n"]),
        blank in 0_usize..3,
    ) {
        let mut script = script;
        script.insert(script.len().div_ceil(2), " ".repeat(blank));
        let text = in_workflow(&format!("{style}\n{}", with_indentation(&script, columns)))
            .replace('\n', end);
        let found = scripts(&text);
        prop_assert_eq!(found.len(), 1);
        let solid = script.concat().chars().filter(|char| *char != ' ').count();
        prop_assert_eq!(check(&found[0], &lines(&text)), solid);
    }

    #[test]
    fn quoted_text_leads_back_to_its_file(script in any_script(), columns in 9_usize..13) {
        let script: Vec<String> =
            script.iter().map(|line| line.replace("''", "'").replace('\'', "''")).collect();
        let text = in_workflow(&format!("'{}'", with_indentation(&script, columns).trim()));
        let found = scripts(&text);
        let solid = script.concat().replace("''", "'").chars().filter(|char| *char != ' ').count();
        prop_assert_eq!(check(&found[0], &lines(&text)), solid);
    }

    #[test]
    fn escapes_lead_back_to_their_place(script in "[a-z \\\\\"\t\nä😀]{1,30}") {
        let escaped: String = script
            .chars()
            .map(|char| match char {
                '\\' => "\\\\".to_owned(),
                '"' => "\\\"".to_owned(),
                '\t' => "\\t".to_owned(),
                '\n' => "\\n".to_owned(),
                ' ' => "\\ ".to_owned(),
                'ä' => "\\u00e4".to_owned(),
                '😀' => "\\U0001F600".to_owned(),
                char => char.to_string(),
            })
            .collect();
        let text = in_workflow(&format!("\"{escaped}\""));
        let found = scripts(&text);
        prop_assert_eq!(&found[0].text, &script);
        let lines = lines(&text);
        let mut column = 15;
        for (offset, char) in script.char_indices() {
            let span = found[0].locate(offset, offset + char.len_utf8());
            prop_assert_eq!((span.line, span.column), (6, column));
            let wide = match char { 'ä' => 6, '😀' => 10, '\\' | '"' | '\t' | '\n' | ' ' => 2, _ => 1 };
            column += wide;
        }
        prop_assert_eq!(at(&lines, 6, column), Some('"'));
    }
}
