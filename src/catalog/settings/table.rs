//! What is known of the settings of tools. Not written by hand: change the files in `data`, and run
//! `UPDATE=1 cargo test --lib the_catalogue`. Where the types change, begin with empty tables.

use super::kinds::{About, Absent, SettingKind};
use super::rows::{
    ActKind, ActionAct, ItemCut, KnownFile, KnownKey, KnownReport, LenientAction, LenientPart, LenientSetting, LenientWhen, Opt,
    OptionThreshold, ReportFormat, ReportInput, SettingThreshold, SettingsSyntax, ThresholdForm,
};

pub(super) static FILES: &[(&str, &[KnownFile])] = &[
    ("bandit", &[
        KnownFile { file: ".bandit", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["bandit"], prefix: "bandit", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "bandit"], prefix: "bandit", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["bandit"], prefix: "bandit", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["bandit"], prefix: "bandit", below: "", is_last: false, only: None, but: None },
    ]),
    ("c8", &[
        KnownFile { file: ".c8rc", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &[], prefix: "c8", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".c8rc.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &[], prefix: "c8", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "package.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &["c8"], prefix: "c8", below: "", is_last: false, only: None, but: None },
    ]),
    ("cargo", &[
        KnownFile { file: "Cargo.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["workspace", "lints"], prefix: "cargo", below: "lints", is_last: false, only: None, but: Some("priority") },
        KnownFile { file: "Cargo.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["lints"], prefix: "cargo", below: "lints", is_last: false, only: None, but: Some("priority") },
    ]),
    ("cargo-deny", &[
        KnownFile { file: "deny.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &[], prefix: "deny", below: "", is_last: false, only: None, but: None },
    ]),
    ("cargo-tarpaulin", &[
        KnownFile { file: ".tarpaulin.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &[], prefix: "tarpaulin", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tarpaulin.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &[], prefix: "tarpaulin", below: "", is_last: false, only: None, but: None },
    ]),
    ("clippy", &[
        KnownFile { file: "clippy.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &[], prefix: "clippy", below: "", is_last: false, only: None, but: None },
    ]),
    ("codecov", &[
        KnownFile { file: "codecov.yml", but_not: "", folders: &[".github", "dev"], syntax: SettingsSyntax::Yaml, table: &[], prefix: "codecov", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "codecov.yaml", but_not: "", folders: &[".github", "dev"], syntax: SettingsSyntax::Yaml, table: &[], prefix: "codecov", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".codecov.yml", but_not: "", folders: &[".github", "dev"], syntax: SettingsSyntax::Yaml, table: &[], prefix: "codecov", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".codecov.yaml", but_not: "", folders: &[".github", "dev"], syntax: SettingsSyntax::Yaml, table: &[], prefix: "codecov", below: "", is_last: false, only: None, but: None },
    ]),
    ("coverage", &[
        KnownFile { file: ".coveragerc", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &[], prefix: "coverage", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["coverage:*"], prefix: "coverage", below: "*", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["coverage:*"], prefix: "coverage", below: "*", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "coverage"], prefix: "coverage", below: "", is_last: false, only: None, but: None },
    ]),
    ("eslint", &[
        KnownFile { file: ".eslintrc.yaml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "eslint", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".eslintrc.yml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "eslint", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".eslintrc.json", but_not: "", folders: &[], syntax: SettingsSyntax::Jsonc, table: &[], prefix: "eslint", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".eslintrc", but_not: "", folders: &[], syntax: SettingsSyntax::Jsonc, table: &[], prefix: "eslint", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "package.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &["eslintConfig"], prefix: "eslint", below: "", is_last: false, only: None, but: None },
    ]),
    ("flake8", &[
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["flake8"], prefix: "flake8", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["flake8"], prefix: "flake8", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".flake8", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["flake8"], prefix: "flake8", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "flake8"], prefix: "flake8", below: "", is_last: false, only: None, but: None },
    ]),
    ("gcovr", &[
        KnownFile { file: "gcovr.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Properties, table: &[], prefix: "gcovr", below: "", is_last: false, only: None, but: None },
    ]),
    ("github", &[
        KnownFile { file: "CODEOWNERS", but_not: "", folders: &[], syntax: SettingsSyntax::Code, table: &[], prefix: "github", below: "", is_last: false, only: None, but: None },
    ]),
    ("golangci-lint", &[
        KnownFile { file: ".golangci.yml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "golangci", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".golangci.yaml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "golangci", below: "", is_last: false, only: None, but: None },
    ]),
    ("interrogate", &[
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "interrogate"], prefix: "interrogate", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["interrogate"], prefix: "interrogate", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["interrogate"], prefix: "interrogate", below: "", is_last: false, only: None, but: None },
    ]),
    ("jacoco", &[
        KnownFile { file: "pom.xml", but_not: "", folders: &[], syntax: SettingsSyntax::Limits, table: &[], prefix: "jacoco", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "build.gradle", but_not: "", folders: &[], syntax: SettingsSyntax::Limits, table: &[], prefix: "jacoco", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "build.gradle.kts", but_not: "", folders: &[], syntax: SettingsSyntax::Limits, table: &[], prefix: "jacoco", below: "", is_last: false, only: None, but: None },
    ]),
    ("jest", &[
        KnownFile { file: "jest.config.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &[], prefix: "jest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "jest.config.*", but_not: "", folders: &[], syntax: SettingsSyntax::Script, table: &["coverageThreshold"], prefix: "jest", below: "coverageThreshold", is_last: false, only: None, but: None },
        KnownFile { file: "package.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &["jest"], prefix: "jest", below: "", is_last: false, only: None, but: None },
    ]),
    ("make", &[
        KnownFile { file: "Makefile", but_not: "", folders: &[], syntax: SettingsSyntax::Code, table: &[], prefix: "make", below: "", is_last: false, only: None, but: None },
    ]),
    ("mypy", &[
        KnownFile { file: "mypy.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy"], prefix: "mypy", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".mypy.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy"], prefix: "mypy", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "mypy.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy-*"], prefix: "mypy", below: "overrides.*", is_last: false, only: None, but: None },
        KnownFile { file: ".mypy.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy-*"], prefix: "mypy", below: "overrides.*", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "mypy"], prefix: "mypy", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy"], prefix: "mypy", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy-*"], prefix: "mypy", below: "overrides.*", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy"], prefix: "mypy", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["mypy-*"], prefix: "mypy", below: "overrides.*", is_last: false, only: None, but: None },
    ]),
    ("nyc", &[
        KnownFile { file: ".nycrc", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &[], prefix: "nyc", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".nycrc.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &[], prefix: "nyc", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".nycrc.yml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "nyc", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".nycrc.yaml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "nyc", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "package.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &["nyc"], prefix: "nyc", below: "", is_last: false, only: None, but: None },
    ]),
    ("pylint", &[
        KnownFile { file: ".pylintrc", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &[], prefix: "pylint", below: "", is_last: true, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "pylint"], prefix: "pylint", below: "", is_last: true, only: None, but: None },
    ]),
    ("pyright", &[
        KnownFile { file: "pyrightconfig.json", but_not: "", folders: &[], syntax: SettingsSyntax::Json, table: &[], prefix: "pyright", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "pyright"], prefix: "pyright", below: "", is_last: false, only: None, but: None },
    ]),
    ("pytest", &[
        KnownFile { file: "pytest.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".pytest.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pytest.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".pytest.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "pytest", "ini_options"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["tool:pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pytest.*.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "setup.cfg", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tox.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["tool:pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pytest.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["tool:pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".pytest.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["tool:pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pytest.*.ini", but_not: "", folders: &[], syntax: SettingsSyntax::Ini, table: &["tool:pytest"], prefix: "pytest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "pytest-enabler"], prefix: "pytest", below: "", is_last: true, only: Some("addopts"), but: None },
        KnownFile { file: "pytest.*", but_not: ".py", folders: &[], syntax: SettingsSyntax::Code, table: &[], prefix: "pytest", below: "", is_last: false, only: None, but: None },
    ]),
    ("rubocop", &[
        KnownFile { file: ".rubocop.yml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "rubocop", below: "", is_last: false, only: None, but: None },
    ]),
    ("ruff", &[
        KnownFile { file: ".ruff.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["lint"], prefix: "ruff", below: "", is_last: false, only: None, but: None },
        KnownFile { file: ".ruff.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &[], prefix: "ruff", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "ruff.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["lint"], prefix: "ruff", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "ruff.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &[], prefix: "ruff", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "ruff", "lint"], prefix: "ruff", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "pyproject.toml", but_not: "", folders: &[], syntax: SettingsSyntax::Toml, table: &["tool", "ruff"], prefix: "ruff", below: "", is_last: false, only: None, but: None },
    ]),
    ("sonar-scanner", &[
        KnownFile { file: "sonar-project.properties", but_not: "", folders: &[], syntax: SettingsSyntax::Properties, table: &[], prefix: "", below: "", is_last: false, only: None, but: None },
    ]),
    ("trivy", &[
        KnownFile { file: ".trivyignore", but_not: "", folders: &[], syntax: SettingsSyntax::Ids, table: &[], prefix: "trivy", below: "ignored", is_last: false, only: None, but: None },
    ]),
    ("truegreen", &[
        KnownFile { file: "truegreen.yml", but_not: "", folders: &[], syntax: SettingsSyntax::Yaml, table: &[], prefix: "policy", below: "", is_last: false, only: None, but: None },
    ]),
    ("tsc", &[
        KnownFile { file: "tsconfig.json", but_not: "", folders: &[], syntax: SettingsSyntax::Jsonc, table: &[], prefix: "{file}", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tsconfig.*.json", but_not: "", folders: &[], syntax: SettingsSyntax::Jsonc, table: &[], prefix: "{file}", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "tsconfig.*", but_not: "", folders: &[], syntax: SettingsSyntax::Code, table: &[], prefix: "tsconfig", below: "", is_last: false, only: None, but: None },
    ]),
    ("vitest", &[
        KnownFile { file: "vitest.config.*", but_not: "", folders: &[], syntax: SettingsSyntax::Script, table: &["thresholds"], prefix: "vitest", below: "thresholds", is_last: false, only: None, but: None },
        KnownFile { file: "vitest.config.*", but_not: "", folders: &[], syntax: SettingsSyntax::Script, table: &["coverage"], prefix: "vitest", below: "", is_last: false, only: None, but: None },
        KnownFile { file: "vite.config.*", but_not: "", folders: &[], syntax: SettingsSyntax::Script, table: &["thresholds"], prefix: "vitest", below: "thresholds", is_last: false, only: None, but: None },
        KnownFile { file: "vite.config.*", but_not: "", folders: &[], syntax: SettingsSyntax::Script, table: &["coverage"], prefix: "vitest", below: "", is_last: false, only: None, but: None },
    ]),
];

pub(super) static KEYS: &[(&str, &[KnownKey])] = &[
    ("bandit", &[
        KnownKey { name: "bandit.skips", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "bandit.exclude_dirs", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "bandit.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("c8", &[
        KnownKey { name: "c8.check-coverage", is_last: false, kind: SettingKind::Strict(false), about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "c8.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("cargo", &[
        KnownKey { name: "cargo.lints.*", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny|forbid"], Absent::Preset), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("codecov", &[
        KnownKey { name: "codecov.ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("coverage", &[
        KnownKey { name: "coverage.run.branch", is_last: false, kind: SettingKind::Strict(false), about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.run.source", is_last: false, kind: SettingKind::Only, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.run.source_pkgs", is_last: false, kind: SettingKind::Only, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.*.include", is_last: false, kind: SettingKind::Only, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.*.omit", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.report.exclude_lines", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Lines, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.report.exclude_also", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Lines, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "coverage.report.partial_branches", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Lines, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("deny", &[
        KnownKey { name: "deny.advisories.ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Advisories, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.advisories.vulnerability", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Advisories, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.advisories.unmaintained", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Advisories, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.advisories.unsound", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Advisories, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.advisories.yanked", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Advisories, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.bans.multiple-versions", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.bans.wildcards", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.sources.unknown-registry", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "deny.sources.unknown-git", is_last: false, kind: SettingKind::Level(&["allow", "warn", "deny"], Absent::Version), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("eslint", &[
        KnownKey { name: "eslint.rules.*", is_last: false, kind: SettingKind::Level(&["off|0", "warn|1", "error|2"], Absent::Preset), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: true, is_advice: false },
        KnownKey { name: "eslint.ignorePatterns", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("flake8", &[
        KnownKey { name: "flake8.ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "flake8.extend-ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "flake8.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "flake8.extend-exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "flake8.per-file-ignores", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Lines, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "flake8.select", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "flake8.extend-select", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("gcovr", &[
        KnownKey { name: "gcovr.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("golangci", &[
        KnownKey { name: "golangci.linters.enable", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[("golangci.linters.enable-all", "true"), ("golangci.linters.default", "all")], is_first: false, is_advice: false },
        KnownKey { name: "golangci.linters.disable", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.linters.exclusions.paths", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.issues.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.issues.exclude-dirs", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.issues.exclude-files", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.run.skip-dirs", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.run.skip-files", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "golangci.run.tests", is_last: false, kind: SettingKind::Strict(true), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("jest", &[
        KnownKey { name: "jest.testPathIgnorePatterns", is_last: false, kind: SettingKind::LeavesOut, about: About::Tests, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "jest.coveragePathIgnorePatterns", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "jest.passWithNoTests", is_last: false, kind: SettingKind::Lax, about: About::Tests, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("mypy", &[
        KnownKey { name: "mypy.overrides.*ignore_missing_imports", is_last: false, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: true },
        KnownKey { name: "ignore_errors", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ignore_missing_imports", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "allow_untyped_defs", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "allow_incomplete_defs", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "allow_untyped_calls", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "implicit_optional", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "allow_untyped_globals", is_last: true, kind: SettingKind::Lax, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "strict", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "check_untyped_defs", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "warn_return_any", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "warn_unused_ignores", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "warn_unreachable", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "warn_redundant_casts", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "no_implicit_optional", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "no_implicit_reexport", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "strict_equality", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "extra_checks", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "disallow_*", is_last: true, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("mypy.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "follow_imports", is_last: true, kind: SettingKind::Level(&["skip", "silent", "error|normal"], Absent::Is(2)), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "mypy.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Words, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "mypy.files", is_last: false, kind: SettingKind::Only, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "mypy.packages", is_last: false, kind: SettingKind::Only, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "mypy.*disable_error_code", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "mypy.disable_error_code", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "mypy.enable_error_code", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("nyc", &[
        KnownKey { name: "nyc.check-coverage", is_last: false, kind: SettingKind::Strict(false), about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "nyc.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "nyc.include", is_last: false, kind: SettingKind::Only, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("pylint", &[
        KnownKey { name: "pylint.disable", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pylint.enable", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pylint.ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pylint.ignore-paths", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pylint.ignore-patterns", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("pyright", &[
        KnownKey { name: "pyright.typeCheckingMode", is_last: false, kind: SettingKind::Level(&["off", "basic", "standard", "strict"], Absent::Is(2)), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pyright.strict", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pyright.ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pyright.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pyright.include", is_last: false, kind: SettingKind::Only, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pyright.report*", is_last: false, kind: SettingKind::Level(&["none|false", "information", "warning", "error|true"], Absent::Preset), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("pytest", &[
        KnownKey { name: "pytest.testpaths", is_last: false, kind: SettingKind::Paths, about: About::Tests, cut: ItemCut::Words, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pytest.norecursedirs", is_last: false, kind: SettingKind::LeavesOut, about: About::Tests, cut: ItemCut::Words, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pytest.filterwarnings", is_last: false, kind: SettingKind::Errors, about: About::Tests, cut: ItemCut::Lines, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pytest.strict", is_last: false, kind: SettingKind::Strict(false), about: About::Tests, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "pytest.strict_*", is_last: false, kind: SettingKind::Strict(false), about: About::Tests, cut: ItemCut::Items, umbrella: Some("pytest.strict"), moot: &[], is_first: false, is_advice: false },
    ]),
    ("rubocop", &[
        KnownKey { name: "rubocop.*.Exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "rubocop.*.Enabled", is_last: false, kind: SettingKind::Strict(true), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("ruff", &[
        KnownKey { name: "ruff.ignore", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ruff.exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ruff.extend-exclude", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ruff.per-file-ignores.*", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ruff.extend-per-file-ignores.*", is_last: false, kind: SettingKind::LeavesOut, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ruff.select", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "ruff.extend-select", is_last: false, kind: SettingKind::Demands, about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("sonar", &[
        KnownKey { name: "sonar.qualitygate.wait", is_last: false, kind: SettingKind::Strict(false), about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "sonar.exclusions", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "sonar.coverage.exclusions", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "sonar.test.exclusions", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("tarpaulin", &[
        KnownKey { name: "tarpaulin.*.exclude-files", is_last: false, kind: SettingKind::LeavesOut, about: About::Measure, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("trivy", &[
        KnownKey { name: "trivy.ignored", is_last: false, kind: SettingKind::LeavesOut, about: About::Advisories, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
    ("tsconfig", &[
        KnownKey { name: "tsconfig.*.compilerOptions.strict", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "tsconfig.*.compilerOptions.strict*", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("tsconfig.*.compilerOptions.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "tsconfig.*.compilerOptions.noImplicit*", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: Some("tsconfig.*.compilerOptions.strict"), moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "tsconfig.*.compilerOptions.noUnused*", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "tsconfig.*.compilerOptions.noUnchecked*", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "tsconfig.*.compilerOptions.noFallthrough*", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
        KnownKey { name: "tsconfig.*.compilerOptions.exactOptional*", is_last: false, kind: SettingKind::Strict(false), about: About::Complaints, cut: ItemCut::Items, umbrella: None, moot: &[], is_first: false, is_advice: false },
    ]),
];

pub(super) static OPTIONS: &[(&str, &[Opt])] = &[
    ("bandit", &[
        Opt { names: &["-s", "--skip"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["-x", "--exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("bundle audit", &[
        Opt { names: &["--ignore", "-i"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("bundle-audit", &[
        Opt { names: &["--ignore", "-i"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("c8", &[
        Opt { names: &["--check-coverage"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["-x", "--exclude"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("cargo audit", &[
        Opt { names: &["--ignore"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--deny", "-D"], kind: SettingKind::Demands, about: About::Advisories, is_list: true, also_in: Some("cargo.lints.*") },
    ]),
    ("cargo build", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("cargo check", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("cargo clippy", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("cargo doc", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("cargo llvm-cov", &[
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--skip"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--lib"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--no-run"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--ignore-filename-regex"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("cargo nextest", &[
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--skip"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--lib"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--no-run"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--retries"], kind: SettingKind::Retries, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("cargo rustc", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("cargo rustdoc", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("cargo tarpaulin", &[
        Opt { names: &["--skip"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--lib"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--no-run"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude-files"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("cargo test", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--skip"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--lib"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--no-run"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("cargo-audit", &[
        Opt { names: &["--ignore"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("coverage", &[
        Opt { names: &["--omit"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: true, also_in: None },
        Opt { names: &["--include"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--source"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--branch"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--ignore-errors"], kind: SettingKind::Lax, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("coverage html", &[
        Opt { names: &["--omit"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: true, also_in: None },
        Opt { names: &["--include"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--source"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--branch"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--ignore-errors"], kind: SettingKind::Lax, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("coverage report", &[
        Opt { names: &["--omit"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: true, also_in: None },
        Opt { names: &["--include"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--source"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--branch"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--ignore-errors"], kind: SettingKind::Lax, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("coverage run", &[
        Opt { names: &["--omit"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: true, also_in: None },
        Opt { names: &["--include"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--source"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--branch"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--ignore-errors"], kind: SettingKind::Lax, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("coverage xml", &[
        Opt { names: &["--omit"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: true, also_in: None },
        Opt { names: &["--include"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--source"], kind: SettingKind::Only, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--branch"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--ignore-errors"], kind: SettingKind::Lax, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("cross clippy", &[
        Opt { names: &["-D", "--deny", "-F", "--forbid"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: Some("cargo.lints.*") },
        Opt { names: &["-A", "--allow", "--cap-lints"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("cross test", &[
        Opt { names: &["--all-targets"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--all-features"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--workspace", "--all"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-p", "--package"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--skip"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--lib"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--no-run"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("ctest", &[
        Opt { names: &["-E", "--exclude-regex"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-LE", "--label-exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-R", "--tests-regex"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--repeat"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("cypress", &[
        Opt { names: &["--retries"], kind: SettingKind::Retries, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("dmypy", &[
        Opt { names: &["--strict"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-untyped-defs"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-incomplete-defs"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-untyped-calls"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-any-generics"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--check-untyped-defs"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--warn-unreachable"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--warn-return-any"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--warn-unused-ignores"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--no-implicit-optional"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--ignore-missing-imports"], kind: SettingKind::Lax, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--allow-untyped-defs"], kind: SettingKind::Lax, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disable-error-code"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--enable-error-code"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("dotnet build", &[
        Opt { names: &["-warnaserror", "--warnaserror"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("dotnet test", &[
        Opt { names: &["--filter"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-warnaserror", "--warnaserror"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("eslint", &[
        Opt { names: &["--ignore-pattern"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--quiet"], kind: SettingKind::Lax, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("flake8", &[
        Opt { names: &["--ignore", "--extend-ignore"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--exclude", "--extend-exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--per-file-ignores"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--select", "--extend-select"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("gcovr", &[
        Opt { names: &["-e", "--exclude"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("go test", &[
        Opt { names: &["-short", "--short"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-skip"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-run"], kind: SettingKind::Selects, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-race"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
    ]),
    ("golangci-lint", &[
        Opt { names: &["-D", "--disable"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["-e", "--exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["-E", "--enable"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--new"], kind: SettingKind::Lax, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--new-from-rev"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("gradle", &[
        Opt { names: &["-x", "--exclude-task"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--tests"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("grype", &[
        Opt { names: &["--fail-on", "-f"], kind: SettingKind::Level(&["none", "critical", "high", "medium", "low", "negligible"], Absent::Is(0)), about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("jest", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--coverage"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
    ]),
    ("mix compile", &[
        Opt { names: &["--warnings-as-errors"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("mix test", &[
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--only"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--warnings-as-errors"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("mocha", &[
        Opt { names: &["--pass-on-failing-test-suite"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--retries"], kind: SettingKind::Retries, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("mvn", &[
        Opt { names: &["-Dtest", "-Dit.test"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-Dskip", "-Dskip*", "-D*.skip", "-D*.skip.exec"], kind: SettingKind::Skips, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("mypy", &[
        Opt { names: &["--strict"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-untyped-defs"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-incomplete-defs"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-untyped-calls"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disallow-any-generics"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--check-untyped-defs"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--warn-unreachable"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--warn-return-any"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--warn-unused-ignores"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--no-implicit-optional"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--ignore-missing-imports"], kind: SettingKind::Lax, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--allow-untyped-defs"], kind: SettingKind::Lax, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--disable-error-code"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--enable-error-code"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("npm audit", &[
        Opt { names: &["--audit-level", "--level"], kind: SettingKind::Level(&["none", "critical", "high", "moderate|medium", "low", "info"], Absent::Is(4)), about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--production", "--prod", "--omit=dev", "--only=prod"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("npm t", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("npm test", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--pass-on-failing-test-suite"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("nyc", &[
        Opt { names: &["--check-coverage"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["-x", "--exclude"], kind: SettingKind::LeavesOut, about: About::Measure, is_list: false, also_in: None },
    ]),
    ("oxlint", &[
        Opt { names: &["--ignore-pattern"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("paratest", &[
        Opt { names: &["--exclude-group", "--exclude-testsuite"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--filter", "--group", "--testsuite"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-warning"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-risky"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-incomplete"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-skipped"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
    ]),
    ("pest", &[
        Opt { names: &["--exclude-group", "--exclude-testsuite"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--filter", "--group", "--testsuite"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-warning"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-risky"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-incomplete"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-skipped"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
    ]),
    ("phpunit", &[
        Opt { names: &["--exclude-group", "--exclude-testsuite"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--filter", "--group", "--testsuite"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-warning"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-risky"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-incomplete"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--fail-on-skipped"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
    ]),
    ("pip-audit", &[
        Opt { names: &["--ignore-vuln"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("playwright", &[
        Opt { names: &["--retries"], kind: SettingKind::Retries, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--grep-invert"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--grep", "-g"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--project"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("pnpm audit", &[
        Opt { names: &["--audit-level", "--level"], kind: SettingKind::Level(&["none", "critical", "high", "moderate|medium", "low", "info"], Absent::Is(4)), about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--production", "--prod", "--omit=dev", "--only=prod"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("pnpm test", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--pass-on-failing-test-suite"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("pylint", &[
        Opt { names: &["--disable", "-d"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--ignore", "--ignore-paths", "--ignore-patterns"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--enable", "-e"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("pytest", &[
        Opt { names: &["--deselect"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--ignore"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--ignore-glob"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-k"], kind: SettingKind::Selects, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["-m"], kind: SettingKind::Selects, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--reruns"], kind: SettingKind::Retries, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--strict-markers", "--strict"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--strict-config"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--runxfail"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--doctest-modules"], kind: SettingKind::Strict(false), about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--cov-branch"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--no-cov"], kind: SettingKind::Lax, about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--lf", "--last-failed", "--sw", "--testmon", "--picked"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("react-scripts", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("rubocop", &[
        Opt { names: &["--except"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--only"], kind: SettingKind::Only, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("ruff", &[
        Opt { names: &["--ignore", "--extend-ignore"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--exclude", "--extend-exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--per-file-ignores"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--select", "--extend-select"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("ruff check", &[
        Opt { names: &["--ignore", "--extend-ignore"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--exclude", "--extend-exclude"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--per-file-ignores"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["--select", "--extend-select"], kind: SettingKind::Demands, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("safety", &[
        Opt { names: &["-i", "--ignore"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("semgrep", &[
        Opt { names: &["--exclude", "--exclude-rule"], kind: SettingKind::LeavesOut, about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("snyk", &[
        Opt { names: &["--severity-threshold"], kind: SettingKind::Level(&["critical", "high", "medium", "low"], Absent::Is(3)), about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("sphinx-build", &[
        Opt { names: &["-W", "--fail-on-warning"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
        Opt { names: &["-n"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("trivy", &[
        Opt { names: &["--severity", "-s"], kind: SettingKind::Only, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--ignore-unfixed"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--skip-dirs", "--skip-files"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("trivy config", &[
        Opt { names: &["--severity", "-s"], kind: SettingKind::Only, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--ignore-unfixed"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--skip-dirs", "--skip-files"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("trivy filesystem", &[
        Opt { names: &["--severity", "-s"], kind: SettingKind::Only, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--ignore-unfixed"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--skip-dirs", "--skip-files"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("trivy fs", &[
        Opt { names: &["--severity", "-s"], kind: SettingKind::Only, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--ignore-unfixed"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--skip-dirs", "--skip-files"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("trivy image", &[
        Opt { names: &["--severity", "-s"], kind: SettingKind::Only, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--ignore-unfixed"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--skip-dirs", "--skip-files"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("trivy repo", &[
        Opt { names: &["--severity", "-s"], kind: SettingKind::Only, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--ignore-unfixed"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--skip-dirs", "--skip-files"], kind: SettingKind::LeavesOut, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("tsc", &[
        Opt { names: &["--strict"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("vitest", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--exclude"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--coverage"], kind: SettingKind::Strict(false), about: About::Measure, is_list: false, also_in: None },
        Opt { names: &["--retry"], kind: SettingKind::Retries, about: About::Tests, is_list: false, also_in: None },
    ]),
    ("vue-tsc", &[
        Opt { names: &["--strict"], kind: SettingKind::Strict(false), about: About::Complaints, is_list: true, also_in: None },
    ]),
    ("yarn audit", &[
        Opt { names: &["--audit-level", "--level"], kind: SettingKind::Level(&["none", "critical", "high", "moderate|medium", "low", "info"], Absent::Is(4)), about: About::Advisories, is_list: true, also_in: None },
        Opt { names: &["--production", "--prod", "--omit=dev", "--only=prod"], kind: SettingKind::Lax, about: About::Advisories, is_list: true, also_in: None },
    ]),
    ("yarn test", &[
        Opt { names: &["--testPathIgnorePatterns"], kind: SettingKind::LeavesOut, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--testNamePattern", "-t"], kind: SettingKind::Only, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--onlyChanged", "-o", "--changed"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--passWithNoTests", "--pass-with-no-tests"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
        Opt { names: &["--pass-on-failing-test-suite"], kind: SettingKind::Lax, about: About::Tests, is_list: false, also_in: None },
    ]),
];

pub(super) static OPTION_THRESHOLDS: &[(&str, &[OptionThreshold])] = &[
    ("c8", &[
        OptionThreshold { names: &["--lines"], what: "js/lines", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--branches"], what: "js/branches", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--functions"], what: "js/functions", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--statements"], what: "js/statements", is_most: false, form: ThresholdForm::Number },
    ]),
    ("cargo llvm-cov", &[
        OptionThreshold { names: &["--fail-under-lines"], what: "llvm-cov/fail-under-lines", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-under-functions"], what: "llvm-cov/fail-under-functions", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-under-regions"], what: "llvm-cov/fail-under-regions", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-uncovered-lines"], what: "llvm-cov/uncovered-lines", is_most: true, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-uncovered-functions"], what: "llvm-cov/uncovered-functions", is_most: true, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-uncovered-regions"], what: "llvm-cov/uncovered-regions", is_most: true, form: ThresholdForm::Number },
    ]),
    ("cargo tarpaulin", &[
        OptionThreshold { names: &["--fail-under"], what: "tarpaulin", is_most: false, form: ThresholdForm::Number },
    ]),
    ("coverage", &[
        OptionThreshold { names: &["--fail-under"], what: "python", is_most: false, form: ThresholdForm::Number },
    ]),
    ("coverage html", &[
        OptionThreshold { names: &["--fail-under"], what: "python", is_most: false, form: ThresholdForm::Number },
    ]),
    ("coverage json", &[
        OptionThreshold { names: &["--fail-under"], what: "python", is_most: false, form: ThresholdForm::Number },
    ]),
    ("coverage report", &[
        OptionThreshold { names: &["--fail-under"], what: "python", is_most: false, form: ThresholdForm::Number },
    ]),
    ("coverage xml", &[
        OptionThreshold { names: &["--fail-under"], what: "python", is_most: false, form: ThresholdForm::Number },
    ]),
    ("dotnet test", &[
        OptionThreshold { names: &["/p:Threshold"], what: "coverlet", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["-p:Threshold"], what: "coverlet", is_most: false, form: ThresholdForm::Number },
    ]),
    ("eslint", &[
        OptionThreshold { names: &["--max-warnings"], what: "warnings", is_most: true, form: ThresholdForm::Number },
    ]),
    ("flake8", &[
        OptionThreshold { names: &["--max-complexity"], what: "complexity", is_most: true, form: ThresholdForm::Number },
    ]),
    ("gcovr", &[
        OptionThreshold { names: &["--fail-under-line"], what: "gcovr/fail-under-line", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-under-branch"], what: "gcovr/fail-under-branch", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-under-decision"], what: "gcovr/fail-under-decision", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-under-function"], what: "gcovr/fail-under-function", is_most: false, form: ThresholdForm::Number },
    ]),
    ("go-test-coverage", &[
        OptionThreshold { names: &["--threshold-total"], what: "go-test-coverage", is_most: false, form: ThresholdForm::Number },
    ]),
    ("interrogate", &[
        OptionThreshold { names: &["-f"], what: "interrogate", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--fail-under"], what: "interrogate", is_most: false, form: ThresholdForm::Number },
    ]),
    ("jest", &[
        OptionThreshold { names: &["--coverageThreshold"], what: "js", is_most: false, form: ThresholdForm::Json },
    ]),
    ("next", &[
        OptionThreshold { names: &["--max-warnings"], what: "warnings", is_most: true, form: ThresholdForm::Number },
    ]),
    ("ng", &[
        OptionThreshold { names: &["--max-warnings"], what: "warnings", is_most: true, form: ThresholdForm::Number },
    ]),
    ("nyc", &[
        OptionThreshold { names: &["--lines"], what: "js/lines", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--branches"], what: "js/branches", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--functions"], what: "js/functions", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--statements"], what: "js/statements", is_most: false, form: ThresholdForm::Number },
    ]),
    ("oxlint", &[
        OptionThreshold { names: &["--max-warnings"], what: "warnings", is_most: true, form: ThresholdForm::Number },
    ]),
    ("phpstan", &[
        OptionThreshold { names: &["--level"], what: "phpstan", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["-l"], what: "phpstan", is_most: false, form: ThresholdForm::Number },
    ]),
    ("phpstan.phar", &[
        OptionThreshold { names: &["--level"], what: "phpstan", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["-l"], what: "phpstan", is_most: false, form: ThresholdForm::Number },
    ]),
    ("pylint", &[
        OptionThreshold { names: &["--fail-under", "--fail_under"], what: "", is_most: false, form: ThresholdForm::NoMeasure },
    ]),
    ("pylint-fail-under", &[
        OptionThreshold { names: &["--fail-under", "--fail_under"], what: "", is_most: false, form: ThresholdForm::NoMeasure },
    ]),
    ("pylint_fail_under", &[
        OptionThreshold { names: &["--fail-under", "--fail_under"], what: "", is_most: false, form: ThresholdForm::NoMeasure },
    ]),
    ("pytest", &[
        OptionThreshold { names: &["--cov-fail-under"], what: "python", is_most: false, form: ThresholdForm::Number },
    ]),
    ("react-scripts", &[
        OptionThreshold { names: &["--coverageThreshold"], what: "js", is_most: false, form: ThresholdForm::Json },
    ]),
    ("stylelint", &[
        OptionThreshold { names: &["--max-warnings"], what: "warnings", is_most: true, form: ThresholdForm::Number },
    ]),
    ("vitest", &[
        OptionThreshold { names: &["--coverage.thresholds.lines"], what: "js/lines", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--coverage.thresholds.branches"], what: "js/branches", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--coverage.thresholds.functions"], what: "js/functions", is_most: false, form: ThresholdForm::Number },
        OptionThreshold { names: &["--coverage.thresholds.statements"], what: "js/statements", is_most: false, form: ThresholdForm::Number },
    ]),
];

pub(super) static SETTING_THRESHOLDS: &[(&str, &[SettingThreshold])] = &[
    ("c8", &[
        SettingThreshold { name: "c8.lines", what: "js/lines", metrics: &[], is_most: false },
        SettingThreshold { name: "c8.branches", what: "js/branches", metrics: &[], is_most: false },
        SettingThreshold { name: "c8.functions", what: "js/functions", metrics: &[], is_most: false },
        SettingThreshold { name: "c8.statements", what: "js/statements", metrics: &[], is_most: false },
    ]),
    ("coverage", &[
        SettingThreshold { name: "coverage.report.fail_under", what: "python", metrics: &[], is_most: false },
    ]),
    ("gcovr", &[
        SettingThreshold { name: "gcovr.fail-under-*", what: "", metrics: &[], is_most: false },
    ]),
    ("interrogate", &[
        SettingThreshold { name: "interrogate.fail-under", what: "interrogate", metrics: &[], is_most: false },
        SettingThreshold { name: "interrogate.fail_under", what: "interrogate", metrics: &[], is_most: false },
    ]),
    ("jacoco", &[
        SettingThreshold { name: "jacoco.minimum.*", what: "", metrics: &[], is_most: false },
    ]),
    ("jest", &[
        SettingThreshold { name: "jest.coverageThreshold.*", what: "js", metrics: &["lines", "branches", "functions", "statements"], is_most: false },
    ]),
    ("nyc", &[
        SettingThreshold { name: "nyc.lines", what: "js/lines", metrics: &[], is_most: false },
        SettingThreshold { name: "nyc.branches", what: "js/branches", metrics: &[], is_most: false },
        SettingThreshold { name: "nyc.functions", what: "js/functions", metrics: &[], is_most: false },
        SettingThreshold { name: "nyc.statements", what: "js/statements", metrics: &[], is_most: false },
    ]),
    ("policy", &[
        SettingThreshold { name: "policy.tests.*.at-least", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.tests.at-least", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.tests.*.skips", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.skips", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.*.skips.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.skips.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.*.flaky", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.flaky", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.*.flaky.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.flaky.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.*.seconds.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.tests.seconds.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.coverage.*.lines", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.coverage.lines", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.coverage.*.branches", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.coverage.branches", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.coverage.*.changed-lines", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.coverage.changed-lines", what: "", metrics: &[], is_most: false },
        SettingThreshold { name: "policy.coverage.*.drop", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.coverage.drop", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.coverage.*.drop.at-most", what: "", metrics: &[], is_most: true },
        SettingThreshold { name: "policy.coverage.drop.at-most", what: "", metrics: &[], is_most: true },
    ]),
    ("tarpaulin", &[
        SettingThreshold { name: "tarpaulin.*.fail-under", what: "tarpaulin", metrics: &[], is_most: false },
    ]),
    ("vitest", &[
        SettingThreshold { name: "vitest.thresholds.*", what: "js", metrics: &["lines", "branches", "functions", "statements"], is_most: false },
    ]),
];

pub(super) static REPORTS: &[(&str, &[KnownReport])] = &[
    ("cargo", &[
        KnownReport { format: ReportFormat::Cobertura, option: "--output-path", value: "", path: "", variable: "", first: "", words: &[], with: "--cobertura", without: &[] },
    ]),
    ("coverage", &[
        KnownReport { format: ReportFormat::Cobertura, option: "-o", value: "", path: "coverage.xml", variable: "", first: "xml", words: &[], with: "", without: &[] },
    ]),
    ("ctest", &[
        KnownReport { format: ReportFormat::Junit, option: "--output-junit", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("deno", &[
        KnownReport { format: ReportFormat::Junit, option: "--junit-path", value: "", path: "", variable: "", first: "", words: &[], with: "test", without: &[] },
    ]),
    ("dotnet", &[
        KnownReport { format: ReportFormat::Cobertura, option: "", value: "", path: "**/coverage.cobertura.xml", variable: "", first: "", words: &[], with: "XPlat Code Coverage", without: &[] },
    ]),
    ("gcovr", &[
        KnownReport { format: ReportFormat::Cobertura, option: "--cobertura", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "--xml", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "-x", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("go-junit-report", &[
        KnownReport { format: ReportFormat::Junit, option: "-out", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("gotestsum", &[
        KnownReport { format: ReportFormat::Junit, option: "--junitfile", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("gradle", &[
        KnownReport { format: ReportFormat::Junit, option: "", value: "", path: "**/build/test-results/**/TEST-*.xml", variable: "", first: "", words: &["test", "check", "build"], with: "", without: &[] },
    ]),
    ("gradlew", &[
        KnownReport { format: ReportFormat::Junit, option: "", value: "", path: "**/build/test-results/**/TEST-*.xml", variable: "", first: "", words: &["test", "check", "build"], with: "", without: &[] },
    ]),
    ("jest", &[
        KnownReport { format: ReportFormat::Junit, option: "", value: "", path: "junit.xml", variable: "JEST_JUNIT_OUTPUT_FILE", first: "", words: &[], with: "jest-junit", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "", value: "", path: "coverage/cobertura-coverage.xml", variable: "", first: "", words: &[], with: "cobertura", without: &[] },
    ]),
    ("mvn", &[
        KnownReport { format: ReportFormat::Junit, option: "", value: "", path: "**/target/surefire-reports/TEST-*.xml", variable: "", first: "", words: &["test", "verify", "install", "package", "deploy"], with: "", without: &["skipTests", "maven.test.skip"] },
    ]),
    ("mvnd", &[
        KnownReport { format: ReportFormat::Junit, option: "", value: "", path: "**/target/surefire-reports/TEST-*.xml", variable: "", first: "", words: &["test", "verify", "install", "package", "deploy"], with: "", without: &["skipTests", "maven.test.skip"] },
    ]),
    ("mvnw", &[
        KnownReport { format: ReportFormat::Junit, option: "", value: "", path: "**/target/surefire-reports/TEST-*.xml", variable: "", first: "", words: &["test", "verify", "install", "package", "deploy"], with: "", without: &["skipTests", "maven.test.skip"] },
    ]),
    ("paratest", &[
        KnownReport { format: ReportFormat::Junit, option: "--log-junit", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "--coverage-cobertura", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("pest", &[
        KnownReport { format: ReportFormat::Junit, option: "--log-junit", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("phpunit", &[
        KnownReport { format: ReportFormat::Junit, option: "--log-junit", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "--coverage-cobertura", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("pytest", &[
        KnownReport { format: ReportFormat::Junit, option: "--junitxml", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Junit, option: "--junit-xml", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "--cov-report", value: "xml", path: "coverage.xml", variable: "", first: "", words: &[], with: "", without: &[] },
    ]),
    ("rspec", &[
        KnownReport { format: ReportFormat::Junit, option: "--out", value: "", path: "", variable: "", first: "", words: &[], with: "RspecJunitFormatter", without: &[] },
    ]),
    ("vitest", &[
        KnownReport { format: ReportFormat::Junit, option: "--outputFile.junit", value: "", path: "", variable: "", first: "", words: &[], with: "", without: &[] },
        KnownReport { format: ReportFormat::Junit, option: "--outputFile", value: "", path: "", variable: "", first: "", words: &[], with: "junit", without: &[] },
        KnownReport { format: ReportFormat::Cobertura, option: "", value: "", path: "coverage/cobertura-coverage.xml", variable: "", first: "", words: &[], with: "cobertura", without: &[] },
    ]),
];

pub(super) static VARIABLES: &[(&str, &[&str])] = &[
    ("cargo build", &[
        "RUSTFLAGS",
    ]),
    ("cargo check", &[
        "RUSTFLAGS",
    ]),
    ("cargo clippy", &[
        "RUSTFLAGS",
    ]),
    ("cargo doc", &[
        "RUSTDOCFLAGS",
    ]),
    ("cargo rustdoc", &[
        "RUSTDOCFLAGS",
    ]),
    ("cargo test", &[
        "RUSTFLAGS",
    ]),
    ("pytest", &[
        "PYTEST_ADDOPTS",
    ]),
];

pub(super) static SWITCHES: &[(&str, &[&str])] = &[
    ("pytest", &[
        "--cov",
        "--doctest-modules",
        "--exitfirst",
        "--no-cov",
        "--pyargs",
        "--quiet",
        "--runslow",
        "--showlocals",
        "--strict",
        "--strict-config",
        "--strict-markers",
        "--verbose",
    ]),
];

pub(super) static REPLACED: &[(&str, &[&str])] = &[
    ("flake8", &[
        "ruff",
    ]),
    ("pylint", &[
        "ruff",
    ]),
];

pub(super) static FLOORS: &[(&str, &[&str])] = &[
    ("cargo", &[
        "--fail-under",
        "--fail-under-lines",
    ]),
    ("coverage", &[
        "--fail-under",
    ]),
    ("pytest", &[
        "--cov-fail-under",
    ]),
];

pub(super) static ALIASES: &[(&str, &str)] = &[
    ("eslint_d", "eslint"),
    ("gradlew", "gradle"),
    ("mvnd", "mvn"),
    ("mvnw", "mvn"),
    ("py.test", "pytest"),
];

pub(super) static SPELLINGS: &[(&str, &str)] = &[
    ("cargo.lints.*.level", "cargo.lints.*"),
    ("pytest.xfail_strict", "pytest.strict_xfail"),
    ("ruff.extend-ignore", "ruff.ignore"),
];

pub(super) static HOLD_OPTIONS: &[(&str, &str)] = &[
    ("pytest.addopts", "pytest"),
];

pub(super) static SUBCOMMANDS: &[&str] = &[
    "bun",
    "bundle",
    "cargo",
    "composer",
    "coverage",
    "cross",
    "deno",
    "dotnet",
    "flutter",
    "go",
    "mix",
    "npm",
    "pnpm",
    "ruff",
    "swift",
    "trivy",
    "yarn",
];

pub(super) static STAND_BEFORE: &[&str] = &[
    "c8",
    "coverage",
    "nyc",
];

pub(super) static WATCHED: &[&str] = &[
    ".bandit",
    ".c8rc",
    ".c8rc.json",
    ".codecov.yaml",
    ".codecov.yml",
    ".coveragerc",
    ".eslintrc",
    ".eslintrc.json",
    ".eslintrc.yaml",
    ".eslintrc.yml",
    ".flake8",
    ".golangci.yaml",
    ".golangci.yml",
    ".mypy.ini",
    ".nycrc",
    ".nycrc.json",
    ".nycrc.yaml",
    ".nycrc.yml",
    ".pylintrc",
    ".pytest.ini",
    ".pytest.toml",
    ".rubocop.yml",
    ".ruff.toml",
    ".tarpaulin.toml",
    ".trivyignore",
    "CODEOWNERS",
    "Cargo.toml",
    "Makefile",
    "build.gradle",
    "build.gradle.kts",
    "clippy.toml",
    "codecov.yaml",
    "codecov.yml",
    "deny.toml",
    "gcovr.cfg",
    "jest.config.json",
    "mypy.ini",
    "package.json",
    "pom.xml",
    "pyproject.toml",
    "pyrightconfig.json",
    "pytest.ini",
    "pytest.toml",
    "ruff.toml",
    "setup.cfg",
    "sonar-project.properties",
    "tarpaulin.toml",
    "tox.ini",
    "tsconfig.json",
];

pub(super) static WATCHED_PATTERNS: &[(&str, &str)] = &[
    ("jest.config.*", ""),
    ("pytest.*", ".py"),
    ("pytest.*.ini", ""),
    ("tsconfig.*", ""),
    ("tsconfig.*.json", ""),
    ("vite.config.*", ""),
    ("vitest.config.*", ""),
];

pub(super) static LENIENT: &[LenientSetting] = &[
    LenientSetting { programs: &["gradle", "gradlew"], files: &["build.gradle", "build.gradle.kts"], pattern: "^\\s*(?:[A-Za-z_.]+\\.)?(?:ignoreFailures|isIgnoreFailures)\\s*=?\\s*true\\b", effect: "reports failures, and the build succeeds", fix: "drop `ignoreFailures`" },
    LenientSetting { programs: &["jest"], files: &["jest.config.js", "jest.config.ts", "jest.config.mjs", "jest.config.cjs", "jest.config.json"], pattern: "^\\s*[\"']?passWithNoTests[\"']?\\s*:\\s*true\\b", effect: "exits 0 when there is no test", fix: "drop `passWithNoTests`" },
    LenientSetting { programs: &["mvn", "mvnw", "mvnd"], files: &["pom.xml"], pattern: "<testFailureIgnore>\\s*true\\s*</testFailureIgnore>", effect: "reports failing tests, and the build succeeds", fix: "drop `testFailureIgnore`" },
    LenientSetting { programs: &["mvn", "mvnw", "mvnd"], files: &["pom.xml"], pattern: "<(?:skipTests|maven\\.test\\.skip)>\\s*true\\s*</", effect: "runs no test", fix: "drop the setting" },
    LenientSetting { programs: &["vitest"], files: &["vitest.config.ts", "vitest.config.js", "vitest.config.mts", "vite.config.ts", "vite.config.js"], pattern: "^\\s*[\"']?passWithNoTests[\"']?\\s*:\\s*true\\b", effect: "exits 0 when there is no test", fix: "drop `passWithNoTests`" },
];

pub(super) static LENIENT_ACTIONS: &[LenientAction] = &[
    LenientAction { action: "mikepenz/action-junit-report", part: LenientPart::Reporter, input: "fail_on_failure", when: LenientWhen::Unless(&["true"]), effect: "shows failing tests and ends well", fix: "fail_on_failure: true" },
    LenientAction { action: "bridgecrewio/checkov-action", part: LenientPart::Judge, input: "soft_fail", when: LenientWhen::If(&["true"]), effect: "shows its findings and ends well", fix: "soft_fail: false" },
    LenientAction { action: "5monkeys/cobertura-action", part: LenientPart::Judge, input: "fail_below_threshold", when: LenientWhen::Unless(&["true"]), effect: "shows a coverage below its threshold and ends well", fix: "fail_below_threshold: true" },
    LenientAction { action: "codecov/codecov-action", part: LenientPart::Upload, input: "fail_ci_if_error", when: LenientWhen::Unless(&["true"]), effect: "ends well when nothing was uploaded", fix: "fail_ci_if_error: true" },
    LenientAction { action: "irongut/codecoveragesummary", part: LenientPart::Judge, input: "fail_below_min", when: LenientWhen::Unless(&["true"]), effect: "shows a coverage below its threshold and ends well", fix: "fail_below_min: true" },
    LenientAction { action: "coverallsapp/github-action", part: LenientPart::Upload, input: "fail-on-error", when: LenientWhen::If(&["false"]), effect: "ends well when nothing was uploaded", fix: "fail-on-error: true" },
    LenientAction { action: "ctrf-io/github-test-reporter", part: LenientPart::Reporter, input: "exit-on-fail", when: LenientWhen::Unless(&["true"]), effect: "shows failing tests and ends well", fix: "exit-on-fail: true" },
    LenientAction { action: "benchmark-action/github-action-benchmark", part: LenientPart::Judge, input: "fail-on-alert", when: LenientWhen::Unless(&["true"]), effect: "reports a regression and ends well", fix: "fail-on-alert: true" },
    LenientAction { action: "anchore/scan-action", part: LenientPart::Judge, input: "fail-build", when: LenientWhen::If(&["false"]), effect: "shows its findings and ends well", fix: "fail-build: true" },
    LenientAction { action: "wearerequired/lint-action", part: LenientPart::Judge, input: "continue_on_error", when: LenientWhen::Unless(&["false"]), effect: "shows its findings and ends well", fix: "continue_on_error: false" },
    LenientAction { action: "enricomi/publish-unit-test-result-action", part: LenientPart::Reporter, input: "action_fail", when: LenientWhen::Unless(&["true"]), effect: "shows failing tests and ends well", fix: "action_fail: true" },
    LenientAction { action: "nick-fields/retry", part: LenientPart::Judge, input: "continue_on_error", when: LenientWhen::If(&["true"]), effect: "ends well although the last attempt failed", fix: "continue_on_error: false" },
    LenientAction { action: "nick-invision/retry", part: LenientPart::Judge, input: "continue_on_error", when: LenientWhen::If(&["true"]), effect: "ends well although the last attempt failed", fix: "continue_on_error: false" },
    LenientAction { action: "dorny/test-reporter", part: LenientPart::Reporter, input: "fail-on-error", when: LenientWhen::If(&["false"]), effect: "shows failing tests and ends well", fix: "fail-on-error: true" },
    LenientAction { action: "phoenix-actions/test-reporting", part: LenientPart::Reporter, input: "fail-on-error", when: LenientWhen::If(&["false"]), effect: "shows failing tests and ends well", fix: "fail-on-error: true" },
    LenientAction { action: "aquasecurity/tfsec-action", part: LenientPart::Judge, input: "soft_fail", when: LenientWhen::If(&["true"]), effect: "shows its findings and ends well", fix: "soft_fail: false" },
    LenientAction { action: "aquasecurity/trivy-action", part: LenientPart::Judge, input: "exit-code", when: LenientWhen::Unless(&["1", "2"]), effect: "shows its findings and ends well", fix: "exit-code: 1" },
    LenientAction { action: "actions/upload-artifact", part: LenientPart::Upload, input: "if-no-files-found", when: LenientWhen::If(&["warn", "ignore"]), effect: "ends well when there is no file", fix: "if-no-files-found: error" },
];

pub(super) static ACTION_ACTS: &[ActionAct] = &[
    ActionAct { action: "actions/checkout", kind: ActKind::ChecksOut, inputs: &["ref", "repository", "path"] },
    ActionAct { action: "sibz/github-status-action", kind: ActKind::PostsCheck, inputs: &["context", "state"] },
    ActionAct { action: "percona/gh-action-github-status-action", kind: ActKind::PostsCheck, inputs: &["context", "state"] },
    ActionAct { action: "guibranco/github-status-action-v2", kind: ActKind::PostsCheck, inputs: &["context", "state"] },
    ActionAct { action: "myrotvorets/set-commit-status-action", kind: ActKind::PostsCheck, inputs: &["context", "status"] },
    ActionAct { action: "hkusu/status-create-action", kind: ActKind::PostsCheck, inputs: &["context", "state"] },
    ActionAct { action: "octokit/request-action", kind: ActKind::PostsCheck, inputs: &["context", "state"] },
    ActionAct { action: "ouzi-dev/commit-status-updater", kind: ActKind::PostsCheck, inputs: &["name", "status"] },
    ActionAct { action: "louisbrunner/checks-action", kind: ActKind::PostsCheck, inputs: &["name", "conclusion"] },
    ActionAct { action: "scribd/skip-required-check-action", kind: ActKind::PostsPasses, inputs: &["checks"] },
    ActionAct { action: "justanotherdev/skip-required-check-action", kind: ActKind::PostsPasses, inputs: &["checks"] },
    ActionAct { action: "actions/dependency-review-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "astral-sh/ruff-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "chartboost/ruff-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "crate-ci/typos", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "davidanson/markdownlint-cli2-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "embarkstudios/cargo-deny-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "gitleaks/gitleaks-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "golangci/golangci-lint-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "pre-commit/action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "psf/black", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "re-actors/alls-green", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "streetsidesoftware/cspell-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "super-linter/super-linter", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "trufflesecurity/trufflehog", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "zizmorcore/zizmor-action", kind: ActKind::Judges, inputs: &[] },
    ActionAct { action: "peter-evans/create-pull-request", kind: ActKind::OpensPull, inputs: &["token"] },
    ActionAct { action: "repo-sync/pull-request", kind: ActKind::OpensPull, inputs: &["github_token"] },
    ActionAct { action: "googleapis/release-please-action", kind: ActKind::OpensPull, inputs: &["token"] },
    ActionAct { action: "google-github-actions/release-please-action", kind: ActKind::OpensPull, inputs: &["token"] },
];

pub(super) static REPORT_INPUTS: &[ReportInput] = &[
    ReportInput { action: "mikepenz/action-junit-report", input: "report_paths", format: ReportFormat::Junit },
    ReportInput { action: "5monkeys/cobertura-action", input: "path", format: ReportFormat::Cobertura },
    ReportInput { action: "codecov/test-results-action", input: "files", format: ReportFormat::Junit },
    ReportInput { action: "codecov/test-results-action", input: "file", format: ReportFormat::Junit },
    ReportInput { action: "codecov/codecov-action", input: "files", format: ReportFormat::Cobertura },
    ReportInput { action: "codecov/codecov-action", input: "file", format: ReportFormat::Cobertura },
    ReportInput { action: "irongut/codecoveragesummary", input: "filename", format: ReportFormat::Cobertura },
    ReportInput { action: "insightsengineering/coverage-action", input: "path", format: ReportFormat::Cobertura },
    ReportInput { action: "orgoro/coverage", input: "coveragefile", format: ReportFormat::Cobertura },
    ReportInput { action: "enricomi/publish-unit-test-result-action", input: "files", format: ReportFormat::Junit },
    ReportInput { action: "enricomi/publish-unit-test-result-action", input: "junit_files", format: ReportFormat::Junit },
    ReportInput { action: "mishakav/pytest-coverage-comment", input: "junitxml-path", format: ReportFormat::Junit },
    ReportInput { action: "mishakav/pytest-coverage-comment", input: "pytest-xml-coverage-path", format: ReportFormat::Cobertura },
];
