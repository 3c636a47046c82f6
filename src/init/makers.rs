//! Commands that write reports, and where: by their own options, as the documentation of the tools
//! says.

use super::floor::{self, Floors};
use crate::catalog::settings::reports;
use crate::catalog::settings::rows::{KnownReport, ReportFormat};
use crate::facts::CommandFact;
use crate::init::options::option_values;

/// What a report contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MakerKind {
    /// JUnit XML.
    Tests,
    /// Cobertura XML.
    Coverage,
}

impl MakerKind {
    /// What a report in this format holds.
    pub(super) const fn of(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Junit => Self::Tests,
            ReportFormat::Cobertura => Self::Coverage,
        }
    }
}

/// A report that something writes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Made {
    pub(super) kind: MakerKind,
    /// Path from the root of the repository, with `*` for what only the run knows.
    pub(super) path: String,
    /// The command or step that writes the report.
    pub(super) by: String,
    /// The minimum that applies, with its source.
    pub(super) floor: Option<(String, String)>,
}

/// The reports that a command writes. `settings` are the words of pytest's `addopts`.
pub(super) fn reports_of(
    command: &CommandFact,
    settings: &[String],
    floors: &Floors,
    nextest: &str,
) -> Vec<Made> {
    let mut words: Vec<String> =
        command.arguments.iter().map(|(word, _)| word.text.clone()).collect();
    let variable = |name: &str| {
        let found = command.environment.iter().rev().find(|variable| variable.name == name);
        found.map(|variable| variable.value.as_str())
    };
    if command.program == "pytest" {
        words.extend(settings.iter().cloned());
        let more = variable("PYTEST_ADDOPTS").unwrap_or_default();
        words.extend(more.split_whitespace().map(str::to_owned));
    }
    let mut made: Vec<(MakerKind, String)> = Vec::new();
    for known in reports::of(&command.program) {
        let kind = MakerKind::of(known.format);
        made.extend(paths(known, &words, &variable).into_iter().map(|path| (kind, path)));
    }
    made.extend(of_nextest(command, &words, nextest).map(|path| (MakerKind::Tests, path)));
    let by = command.text.clone();
    let floor =
        floor::of_words(&words, &command.program).or_else(|| floors.in_force(&command.program));
    let made = made.into_iter().filter_map(|(kind, path)| {
        let path = path_from_root(command.folder.as_deref(), &path)?;
        let floor = floor.clone().filter(|_| kind == MakerKind::Coverage);
        Some(Made { kind, path, by: by.clone(), floor })
    });
    made.collect()
}

/// The files of a report that a command writes.
fn paths<'v>(
    known: &KnownReport,
    words: &[String],
    variable: &impl Fn(&str) -> Option<&'v str>,
) -> Vec<String> {
    let contains = |part: &&str| words.iter().any(|word| word.contains(part));
    let is_word = |wanted: &&str| words.iter().any(|word| word == wanted);
    let named = variable(known.variable);
    let is_first = known.first.is_empty() || words.first().is_some_and(|word| word == known.first);
    let has_word = known.words.is_empty() || known.words.iter().any(is_word);
    let is_asked = known.with.is_empty() || contains(&known.with) || named.is_some();
    if !is_first || !has_word || !is_asked || known.without.iter().any(contains) {
        return Vec::new();
    }
    let or_habit = |path: Option<&str>| path.unwrap_or(known.path).to_owned();
    let said = option_values(words, known.option);
    match (known.option, known.value, known.path) {
        ("", _, _) => vec![or_habit(named)],
        (_, "", "") => said.into_iter().map(str::to_owned).collect(),
        (_, "", _) => vec![or_habit(said.first().copied())],
        (_, start, _) => {
            let rest = said.into_iter().filter_map(|value| value.strip_prefix(start));
            let path =
                |rest: &str| or_habit(rest.strip_prefix(':').filter(|path| !path.is_empty()));
            rest.map(path).collect()
        }
    }
}

/// The report of `cargo nextest`, where its settings ask for one.
fn of_nextest(command: &CommandFact, words: &[String], settings: &str) -> Option<String> {
    let is_nextest = command.program == "cargo" && words.iter().any(|word| word == "nextest");
    let profile = || {
        let long = option_values(words, "--profile").first().copied();
        long.or_else(|| option_values(words, "-P").first().copied()).unwrap_or("default")
    };
    let profile = is_nextest.then(profile)?;
    let path = floor::nextest_junit(settings, profile)?;
    Some(format!("target/nextest/{profile}/{path}"))
}

/// Returns a path from the root of the repository, with `*` for what only the run knows; `None` if
/// the path leads out of the repository or has no literal name.
pub(super) fn path_from_root(folder: Option<&str>, path: &str) -> Option<String> {
    let path = path.trim().trim_matches(['"', '\'']);
    let at_root =
        ["$GITHUB_WORKSPACE/", "${GITHUB_WORKSPACE}/", "${{ github.workspace }}/", "$PWD/"];
    let from_root = at_root.iter().find_map(|start| path.strip_prefix(start));
    let folder = if from_root.is_some() { "" } else { folder? };
    let path = with_wildcards(from_root.unwrap_or(path));
    let parts = folder.split('/').chain(path.split('/')).filter(|part| !matches!(*part, "" | "."));
    let parts: Vec<&str> = parts.collect();
    let leaves = path.starts_with(['/', '~']) || path.contains('\\') || parts.contains(&"..");
    let says = parts.last().is_some_and(|last| last.chars().any(char::is_alphanumeric));
    (!leaves && says).then(|| parts.join("/"))
}

/// Replaces every expression, variable and substitution by `*`.
pub(super) fn with_wildcards(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at..).unwrap_or_default();
        let end = if tail.starts_with("${{") {
            tail.find("}}").map(|end| end + 2)
        } else if tail.starts_with("${") {
            tail.find('}').map(|end| end + 1)
        } else if tail.starts_with("$(") {
            tail.find(')').map(|end| end + 1)
        } else {
            let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            Some(1 + tail.get(1..).unwrap_or_default().find(|c| !name(c)).unwrap_or(tail.len() - 1))
        };
        if !out.ends_with('*') {
            out.push('*');
        }
        rest = end.and_then(|end| tail.get(end..)).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{path_from_root, with_wildcards};
    use crate::init::options::option_values;

    #[test]
    fn what_only_the_run_knows_is_a_wildcard() {
        assert_eq!(with_wildcards("junit-${{ matrix.py }}-$OS.xml"), "junit-*-*.xml");
        assert_eq!(with_wildcards("$(date)${X}.xml"), "*.xml");
        assert_eq!(with_wildcards("a${{ b"), "a*");
        assert_eq!(with_wildcards("a$"), "a*");
    }

    #[test]
    fn a_path_is_told_from_the_root_or_not_at_all() {
        let at = |folder: Option<&str>, path: &str| path_from_root(folder, path);
        assert_eq!(at(Some(""), "./a/b.xml").as_deref(), Some("a/b.xml"));
        assert_eq!(at(Some("py"), "b.xml").as_deref(), Some("py/b.xml"));
        assert_eq!(at(None, "${{ github.workspace }}/b.xml").as_deref(), Some("b.xml"));
        for nowhere in ["/tmp/x.xml", "../x.xml", "$OUT", "~/x.xml", "", "C:\\x.xml"] {
            assert_eq!(at(Some(""), nowhere), None, "{nowhere}");
        }
        assert_eq!(at(None, "b.xml"), None);
    }

    #[test]
    fn an_option_has_its_value_in_it_or_after_it() {
        let words: Vec<String> =
            ["--o=a", "--o", "b", "--o", "-x", "--other=c"].map(str::to_owned).into();
        assert_eq!(option_values(&words, "--o"), ["a", "b"]);
    }
}
