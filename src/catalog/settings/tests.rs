use std::collections::BTreeSet;

use super::entry::{self, ToolEntry};
use super::files::{canonical, folder, is_watched, of, of_tool};
use super::keys::known;
use super::kinds::tool;
use super::rows::{KnownFile, SettingsSyntax};
use super::table::{FILES, KEYS, OPTION_THRESHOLDS, OPTIONS, SETTING_THRESHOLDS};
use super::{runs, thresholds};
use crate::formats::settings::PYTEST_FILES;

fn entries() -> Vec<ToolEntry> {
    entry::read(&entry::files()).unwrap_or_else(|mistakes| panic!("{}", mistakes.join("\n")))
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the file is written anew where that is asked for")]
fn the_catalogue_of_settings_that_is_built_in_is_that_of_the_data() {
    let entries = entries();
    let written = super::write::rust(&entries);
    let written = written.unwrap_or_else(|mistakes| panic!("{}", mistakes.join("\n")));
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalog/settings/table.rs");
        std::fs::write(path, &written).unwrap();
        return;
    }
    let how = "run `UPDATE=1 cargo test --lib the_catalogue`";
    assert!(written == include_str!("table.rs"), "src/catalog/settings/table.rs is stale: {how}");
    for sorted in [
        FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        KEYS.iter().map(|(name, _)| *name).collect(),
        OPTIONS.iter().map(|(name, _)| *name).collect(),
        OPTION_THRESHOLDS.iter().map(|(name, _)| *name).collect(),
        SETTING_THRESHOLDS.iter().map(|(name, _)| *name).collect(),
    ] {
        assert!(sorted.is_sorted_by(|a, b| a < b) && !sorted.is_empty());
    }
}

#[test]
fn an_entry_tells_its_mistakes() {
    let told = |text: &str| {
        let files = [("x".to_owned(), text.to_owned())];
        let read = entry::read(&files).and_then(|entries| super::write::rust(&entries));
        read.unwrap_err().join("\n")
    };
    for (text, mistake) in [
        ("odd = 1", "x.toml: unknown field `odd`"),
        ("odd", "x.toml: "),
        ("keys = [{ key = 'a', effect = 'lax', about = 'tests', odd = 1 }]", "unknown field `odd`"),
        ("keys = [{ key = 'a', effect = 'odd', about = 'tests' }]", "`odd` is no `effect`"),
        ("keys = [{ key = 'a', effect = 'lax', about = 'odd' }]", "`odd` is nothing"),
        ("keys = [{ key = 'a', effect = 'level', about = 'tests' }]", "needs `without`"),
        ("keys = [{ key = 'a', effect = 'lax', about = 'tests', cut = 'odd' }]", "`cut` is"),
        ("action-acts = [{ action = 'a/b', act = 'odd', inputs = '' }]", "`odd` is no `act`"),
        (
            "action-acts = [{ action = 'a/b', act = 'posts-check', inputs = 'a' }]",
            "takes 2 `inputs`",
        ),
        ("settings-files = [{ file = 'a', syntax = 'toml' }]", "no `source`"),
        ("source = 'a'\nsettings-files = [{ file = 'a' }]", "needs a known `syntax`"),
        (
            "source = 'a'\nsettings-files = [{ file = 'a', syntax = 'ini', reads = 'code' }]",
            "needs",
        ),
        ("thresholds = [{ what = 'a' }]", "a threshold is"),
        ("reports = [{ option = '--a', format = 'odd' }]", "`odd` is no `format`"),
        ("report-inputs = [{ action = 'a', input = 'b', format = 'odd' }]", "`odd` is no `format`"),
        (
            "lenient-actions = [{ action = 'a', part = 'judge', input = 'b', effect = 'c', fix = 'd' }]",
            "`unless` or `if`",
        ),
        ("keys = [{ key = 'a', effect = 'lax', about = 'tests' }]", "there must be `changes`"),
        ("[[command]]\nname = 'x'\nkind = 'test'", "there must be `gate` and `no-gate`"),
    ] {
        assert!(told(text).contains(mistake), "{text}: {}", told(text));
    }
}

#[test]
fn facts_that_nothing_reads_yet_are_well_formed() {
    let mut servers = 0;
    for entry in entries() {
        assert!(entry.asks.list().iter().all(|option| option.starts_with('-')), "{}", entry.name);
        assert!(entry.program.as_ref().is_none_or(serde_json::Value::is_object), "{}", entry.name);
        servers += usize::from(entry.server.contains('.'));
        let misread = entry.settings_files.iter().filter(|row| row.not_read);
        assert!(misread.clone().all(|row| !row.unwatched), "{}", entry.name);
    }
    assert!(servers > 0);
}

/// Compared files that no table reads. The list may only shrink: what is compared should be understood.
const NOBODY_READS: [&str; 5] = [
    "clippy clippy.toml",
    "github CODEOWNERS",
    "make Makefile",
    "pytest pytest.*",
    "tsc tsconfig.*",
];

#[test]
fn every_file_that_is_compared_has_a_reader() {
    let has_table = |entry: &ToolEntry| {
        let has_threshold = entry.thresholds.iter().any(|row| !row.key.list().is_empty());
        !entry.keys.is_empty() || has_threshold
    };
    let mut without = Vec::new();
    for entry in entries() {
        for row in entry.settings_files.iter().filter(|row| !row.unwatched) {
            let is_read = row.reads.is_none() && has_table(&entry);
            let files = row.file.list().into_iter().filter(|_| !is_read);
            without.extend(files.map(|file| format!("{} {file}", entry.name)));
        }
    }
    without.sort();
    without.dedup();
    // Codecov's statuses and pytest's other files are read by code of their own, which reads them whole.
    assert_eq!(without, NOBODY_READS);
}

#[test]
fn every_row_belongs_to_a_file_of_its_tool() {
    for entry in entries() {
        let keys = entry.keys.iter().flat_map(|row| row.key.list());
        let numbers = entry.thresholds.iter().flat_map(|row| row.key.list());
        let is_watched = entry.settings_files.iter().any(|row| !row.unwatched);
        let rows: Vec<&str> = keys.chain(numbers).collect();
        assert!(rows.is_empty() || is_watched, "{}: {rows:?}", entry.name);
    }
    // the names that files give and those that tables ask for are the same
    let starts = |known: &KnownFile| {
        let start = known.start("tsconfig.json", "x");
        tool(&start).to_owned()
    };
    let given: BTreeSet<String> = FILES.iter().flat_map(|(_, files)| *files).map(starts).collect();
    for (tool, _) in KEYS {
        assert!(given.contains(*tool) || *tool == "sonar", "{tool}");
    }
    for (tool, _) in SETTING_THRESHOLDS {
        assert!(given.contains(*tool), "{tool}");
    }
}

/// Names of settings that code asks for itself.
const ASKED: [&str; 5] = [
    "pytest.addopts",
    "pytest.testpaths",
    "pytest.filterwarnings",
    "codecov.coverage.status",
    "coverage.report.fail_under",
];

#[test]
#[expect(clippy::disallowed_methods, reason = "the sources are searched")]
fn every_setting_that_code_names_stands_in_a_table() {
    let mut named = BTreeSet::new();
    let mut folders = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src/drift").to_owned()];
    let settings: BTreeSet<&str> = KEYS.iter().map(|(tool, _)| *tool).collect();
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path.to_str().unwrap().to_owned());
                continue;
            }
            if path.ends_with("tests.rs") || path.to_str().unwrap().ends_with("_tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let product = text.split("#[cfg(test)]").next().unwrap();
            for quoted in product.split('"').skip(1).step_by(2) {
                let is_name = quoted.split_once('.').is_some_and(|(tool, rest)| {
                    settings.contains(tool)
                        && rest.chars().all(|c| c.is_alphanumeric() || "._".contains(c))
                });
                if is_name && of(quoted).is_empty() && quoted != "coverage.py" {
                    named.insert(quoted.trim_end_matches('.').to_owned());
                }
            }
        }
    }
    let unknown: Vec<&String> = named
        .iter()
        .filter(|name| {
            let is_known = known(name).is_some()
                || thresholds::of_setting(name).is_some()
                || runs::holds_options_of(name).is_some();
            !is_known && !ASKED.contains(&name.as_str()) && settings.iter().all(|tool| tool != name)
        })
        .collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn files_are_known_by_their_names() {
    for path in [
        "setup.cfg",
        "a/b/pyproject.toml",
        "pytest.ci.ini",
        ".github/truegreen.yml",
        "vitest.config.mts",
        "tsconfig.build.json",
        ".github/codecov.yml",
        "CODEOWNERS",
    ] {
        assert!(is_watched(path), "{path}");
    }
    for path in
        ["pytest.py", "truegreen.yml", "node_modules/a/package.json", "x.toml", "eslint.config.js"]
    {
        assert!(!is_watched(path), "{path}");
    }
}

#[test]
fn a_setting_has_one_name_wherever_it_stands() {
    let name = |file: &str, steps: &[&str]| {
        let steps: Vec<String> = steps.iter().map(|&step| step.to_owned()).collect();
        canonical(&of(file), file, &steps)
    };
    for (file, steps, expected) in [
        ("pyproject.toml", &["tool", "pytest", "ini_options", "addopts"][..], "pytest.addopts"),
        ("pyproject.toml", &["tool", "pytest", "addopts"], "pytest.addopts"),
        ("pyproject.toml", &["tool", "pytest-enabler", "black", "addopts"], "pytest.addopts"),
        ("setup.cfg", &["tool:pytest", "xfail_strict"], "pytest.strict_xfail"),
        ("pytest.ci.ini", &["pytest", "addopts"], "pytest.addopts"),
        (".coveragerc", &["report", "fail_under"], "coverage.report.fail_under"),
        ("tox.ini", &["coverage:report", "fail_under"], "coverage.report.fail_under"),
        ("setup.cfg", &["mypy-a.b-c.*", "ignore_errors"], "mypy.overrides.a.b-c.*.ignore_errors"),
        ("ruff.toml", &["lint", "extend-ignore"], "ruff.ignore"),
        ("ruff.toml", &["exclude"], "ruff.exclude"),
        ("pyproject.toml", &["tool", "pylint", "messages_control", "disable"], "pylint.disable"),
        ("package.json", &["eslintConfig", "rules", "eqeqeq"], "eslint.rules.eqeqeq"),
        ("Cargo.toml", &["workspace", "lints", "rust", "x", "level"], "cargo.lints.rust.x"),
        ("tsconfig.json", &["compilerOptions", "strict"], "tsconfig.json.compilerOptions.strict"),
        (".golangci.yml", &["linters", "enable"], "golangci.linters.enable"),
        ("truegreen.yml", &["coverage", "0", "lines"], "policy.coverage.0.lines"),
    ] {
        assert_eq!(name(file, steps).as_deref(), Some(expected), "{file} {steps:?}");
    }
    assert_eq!(name("Cargo.toml", &["lints", "rust", "x", "priority"]), None);
    assert_eq!(name("pyproject.toml", &["tool", "poetry", "name"]), None);
    assert_eq!(folder(&of("codecov.yml"), ".github/codecov.yml"), "");
    assert_eq!(folder(&of("setup.cfg"), ".github/setup.cfg"), ".github");
}

#[test]
fn the_first_file_that_speaks_stands_first() {
    let order = |tool: &str| -> Vec<&str> { of_tool(tool).iter().map(KnownFile::file).collect() };
    assert_eq!(order("coverage"), [".coveragerc", "setup.cfg", "tox.ini", "pyproject.toml"]);
    assert_eq!(
        order("ruff"),
        [".ruff.toml", ".ruff.toml", "ruff.toml", "ruff.toml", "pyproject.toml", "pyproject.toml"]
    );
    let mut pytest = order("pytest");
    pytest.dedup();
    assert!(pytest.starts_with(&PYTEST_FILES), "{pytest:?}");
    assert!(of("setup.cfg").iter().all(|known| known.syntax == SettingsSyntax::Ini));
    let sections: Vec<String> =
        of_tool("coverage").iter().map(|known| known.section("report")).collect();
    assert_eq!(sections, ["report", "coverage:report", "coverage:report", "tool.coverage.report"]);
}
