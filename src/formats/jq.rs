//! jq: what a filter makes of a known JSON text.
//!
//! The language comes from a library. A filter comes from a script of the repository, so it is only run if its text
//! bounds its work: a short one, of functions that go over their input once.

use jaq_core::load::parse::Def;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::{Val, read};

/// What a filter returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JqOutput {
    /// The values, as `jq --compact-output` writes them.
    pub values: Vec<String>,
    /// The values as `jq --raw-output` writes them: a string without its quotes.
    pub raw: Vec<String>,
    /// Whether it ended with an error.
    pub failed: bool,
}

/// Longest filter, in bytes.
const LENGTH: usize = 600;
/// Most values of a filter.
const VALUES: usize = 1_000;
/// Most places of a filter that go over all of their input.
const LOOPS: usize = 3;
/// Most commas, each of which doubles what follows at most.
const COMMAS: usize = 6;

/// Functions and words of the language that go over their input once and make nothing larger of it.
const FUNCTIONS: &str = "all and any as ascii_downcase contains elif else empty end endswith false first flatten from_entries
    has if in index inside join keys keys_unsorted last length map max min not null or select sort startswith then
    to_entries tostring true type unique values with_entries";

/// Definitions of the library that those need; the others would bring in numbers, dates and patterns.
const DEFINITIONS: [&str; 21] = [
    "add",
    "arrays",
    "flatten",
    "in",
    "index",
    "inside",
    "isarray",
    "isboolean",
    "isnumber",
    "isobject",
    "isstring",
    "keys",
    "max",
    "max_by",
    "min",
    "min_by",
    "null",
    "type",
    "unique",
    "unique_by",
    "values",
];

/// Returns what a filter makes of the values of a text; `None` if the filter is not followed, or the text is no JSON.
#[must_use]
pub fn run(filter: &str, text: &str) -> Option<JqOutput> {
    if !is_bounded(filter) {
        return None;
    }
    let is_used = |definition: &Def<&str>| DEFINITIONS.contains(&definition.name);
    let defs = jaq_core::defs().chain(jaq_std::defs().chain(jaq_json::defs()).filter(is_used));
    let funs = jaq_core::funs().chain(jaq_std::base_funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let modules = Loader::new(defs).load(&arena, File { code: filter, path: () }).ok()?;
    let filter = Compiler::default().with_funs(funs).compile(modules).ok()?;
    let mut output = JqOutput { values: Vec::new(), raw: Vec::new(), failed: false };
    for input in read::parse_many(text.as_bytes()) {
        let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
        for value in filter.id.run((context, input.ok()?)).map(unwrap_valr) {
            if output.values.len() == VALUES {
                return None;
            }
            let Ok(value) = value else {
                output.failed = true;
                return Some(output);
            };
            output.values.push(value.to_string());
            output.raw.push(match &value {
                Val::TStr(text) => String::from_utf8_lossy(text).into_owned(),
                other => other.to_string(),
            });
        }
    }
    Some(output)
}

/// Returns whether the text of a filter bounds its work.
fn is_bounded(filter: &str) -> bool {
    let Some(code) = without_strings(filter).filter(|_| filter.len() <= LENGTH) else {
        return false;
    };
    let known: Vec<&str> = FUNCTIONS.split_whitespace().collect();
    let dense: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let mut loops = dense.matches("[]").count();
    let mut previous = ' ';
    let mut rest = code.as_str();
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at(length);
        let starts = first.is_ascii_alphabetic() || first == '_';
        // `.name` and `$name` are no functions.
        if starts && !matches!(previous, '.' | '$') {
            if !known.contains(&word) {
                return false;
            }
            loops += usize::from(matches!(word, "all" | "any" | "map" | "with_entries"));
        }
        previous = first;
        rest = after;
    }
    let grows = ["..", "*", "%", "@", "\\", "#", "?//", "|=", "+=", "-=", "/="];
    loops <= LOOPS
        && code.matches(',').count() <= COMMAS
        && !grows.iter().any(|text| code.contains(text))
}

/// Returns a filter with every string empty; `None` if a string holds code or is never closed.
fn without_strings(filter: &str) -> Option<String> {
    let mut code = String::new();
    let mut parts = filter.split('"');
    code.push_str(parts.next()?);
    while let Some(inside) = parts.next() {
        if inside.contains('\\') {
            return None;
        }
        code.push_str("\"\"");
        code.push_str(parts.next()?);
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDS: &str = r#"{"lint": {"result": "failure", "outputs": {}}, "unit": {"result": "success", "outputs": {}}}"#;

    #[test]
    fn the_forms_in_use_are_run() {
        let raw = |filter: &str| run(filter, NEEDS).map(|output| output.raw);
        let one = |text: &str| Some(vec![text.to_owned()]);
        for filter in [
            r#"all(.result == "success")"#,
            r#"all(.[]; .result == "success")"#,
            r#"to_entries | all(.value.result == "success")"#,
            r#"map(.result == "success") | all"#,
            r#"[.[].result] | all(. == "success")"#,
            r#"[.[] | .result == "success"] | all"#,
            r#"[.[].result] | unique == ["success"]"#,
            r#"any(.result == "failure") | not"#,
        ] {
            assert_eq!(raw(filter), one("false"), "{filter}");
        }
        assert_eq!(raw(".[].result"), Some(vec!["failure".to_owned(), "success".to_owned()]));
        assert_eq!(raw(r#"[.[] | select(.result != "success")] | length"#), one("1"));
        assert_eq!(raw(r#"to_entries[] | select(.value.result != "success") | .key"#), one("lint"));
        assert_eq!(raw("to_entries | map(.value.result) | join(\" \")"), one("failure success"));
        assert!(run(".a.b.c", "[1]").is_some_and(|output| output.failed));
    }

    #[test]
    fn every_word_of_the_list_is_known() {
        let filter = "[.] | map(.) | flatten | type | tostring | from_entries | with_entries(.)
            | first | last | length | max | min | values | inside([]) | index(1) | has(1) | contains(1)
            | ascii_downcase | startswith(1) | endswith(1) | sort | keys | keys_unsorted | in([])
            | if true then false elif null then not else empty end | unique | to_entries
            | join(1) | . as $x | (1 and 2 or 3)";
        assert!(run(&filter.replace("| map(.)", ""), NEEDS).is_some());
        for word in FUNCTIONS.split_whitespace() {
            let own = format!(" {word} ");
            let spaced = filter.replace(['(', ')', '\n'], " ") + " all any map select ";
            assert!(spaced.contains(&own), "{word}");
        }
    }

    #[test]
    fn a_filter_that_may_not_end_is_not_run() {
        for filter in [
            "[range(1000000000)]",
            "def f: f; f",
            "[repeat(1)]",
            "[(1,1)|(1,1)|(1,1)|(1,1)|(1,1)|(1,1)|(1,1)|(1,1)]",
            ".[]|.[]|.[]|.[]|.[]|.[]",
            ". as $x | [$x[ ] | $x[\n] | $x[\t] | $x[ ] | $x[ ] | $x[ ]]",
            ". as $x | [$x[ #\n ] | 1]",
            "\"x\" * 1000000000",
            "[..]",
            "\"\\(1,2)\"",
            "input",
            "env",
            "not json (",
        ] {
            assert_eq!(run(filter, NEEDS), None, "{filter}");
        }
        assert_eq!(run(".", "{"), None);
    }
}
