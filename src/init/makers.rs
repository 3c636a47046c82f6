//! Commands that write reports, and where: by their own options, as the documentation of the tools
//! says.

use super::floor::{self, Floors};
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

/// A report that a command or step writes or names.
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

/// Options that name a file: the program, a word that must be there too, the option, what the file
/// contains.
const OPTIONS: [(&str, &str, &str, MakerKind); 18] = [
    ("pytest", "", "--junitxml", MakerKind::Tests),
    ("pytest", "", "--junit-xml", MakerKind::Tests),
    ("gotestsum", "", "--junitfile", MakerKind::Tests),
    ("phpunit", "", "--log-junit", MakerKind::Tests),
    ("paratest", "", "--log-junit", MakerKind::Tests),
    ("pest", "", "--log-junit", MakerKind::Tests),
    ("phpunit", "", "--coverage-cobertura", MakerKind::Coverage),
    ("paratest", "", "--coverage-cobertura", MakerKind::Coverage),
    ("ctest", "", "--output-junit", MakerKind::Tests),
    ("deno", "test", "--junit-path", MakerKind::Tests),
    ("go-junit-report", "", "-out", MakerKind::Tests),
    ("vitest", "", "--outputFile.junit", MakerKind::Tests),
    ("vitest", "junit", "--outputFile", MakerKind::Tests),
    ("rspec", "RspecJunitFormatter", "--out", MakerKind::Tests),
    ("cargo", "--cobertura", "--output-path", MakerKind::Coverage),
    ("gcovr", "", "--cobertura", MakerKind::Coverage),
    ("gcovr", "", "--xml", MakerKind::Coverage),
    ("gcovr", "", "-x", MakerKind::Coverage),
];

/// Returns the reports that a command writes. `settings` are the words of pytest's `addopts`.
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
    for (program, with, option, kind) in OPTIONS {
        let has = with.is_empty() || words.iter().any(|word| word.contains(with));
        if command.program == program && has {
            made.extend(
                option_values(&words, option).into_iter().map(|path| (kind, path.to_owned())),
            );
        }
    }
    by_habit(command, &words, &variable, nextest, &mut made);
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

/// Adds the reports that a tool writes by default, without an option that names a file.
fn by_habit<'v>(
    command: &CommandFact,
    words: &[String],
    variable: &impl Fn(&str) -> Option<&'v str>,
    nextest: &str,
    made: &mut Vec<(MakerKind, String)>,
) {
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let contains = |part: &str| words.iter().any(|word| word.contains(part));
    let mut add = |kind, path: &str| made.push((kind, path.to_owned()));
    match command.program.as_str() {
        "pytest" => {
            for report in option_values(words, "--cov-report") {
                if let Some(rest) = report.strip_prefix("xml") {
                    let path = rest.strip_prefix(':').filter(|path| !path.is_empty());
                    add(MakerKind::Coverage, path.unwrap_or("coverage.xml"));
                }
            }
        }
        "coverage" if words.first().is_some_and(|word| word == "xml") => {
            let path = option_values(words, "-o").first().copied();
            add(MakerKind::Coverage, path.unwrap_or("coverage.xml"));
        }
        "jest" => {
            if contains("jest-junit") || variable("JEST_JUNIT_OUTPUT_FILE").is_some() {
                let named = variable("JEST_JUNIT_OUTPUT_FILE");
                add(MakerKind::Tests, named.unwrap_or("junit.xml"));
            }
            if contains("cobertura") {
                add(MakerKind::Coverage, "coverage/cobertura-coverage.xml");
            }
        }
        "vitest" if contains("cobertura") => {
            add(MakerKind::Coverage, "coverage/cobertura-coverage.xml")
        }
        "mvn" | "mvnw" | "mvnd" if contains("skipTests") || contains("maven.test.skip") => {}
        "mvn" | "mvnw" | "mvnd" if has(&["test", "verify", "install", "package", "deploy"]) => {
            add(MakerKind::Tests, "**/target/surefire-reports/TEST-*.xml");
        }
        "gradle" | "gradlew" if has(&["test", "check", "build"]) => {
            add(MakerKind::Tests, "**/build/test-results/**/TEST-*.xml");
        }
        "dotnet" if contains("XPlat Code Coverage") => {
            add(MakerKind::Coverage, "**/coverage.cobertura.xml");
        }
        "cargo" if has(&["nextest"]) => {
            let profile = option_values(words, "--profile").first().copied();
            let profile = profile
                .or_else(|| option_values(words, "-P").first().copied())
                .unwrap_or("default");
            if let Some(path) = floor::nextest_junit(nextest, profile) {
                add(MakerKind::Tests, &format!("target/nextest/{profile}/{path}"));
            }
        }
        _ => {}
    }
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
