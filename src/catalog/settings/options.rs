//! The options that say what is checked, by tool, as the tools' own documentation says.

use super::super::settings::kinds::{About, Absent, SettingKind};

/// An option of some tools.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opt {
    pub(crate) tools: &'static [&'static str],
    /// All its spellings; the first names it in messages.
    pub(crate) names: &'static [&'static str],
    pub(crate) kind: SettingKind,
    pub(crate) about: About,
}

type WordTable = &'static [&'static str];

const fn out(tools: WordTable, names: WordTable, about: About) -> Opt {
    Opt { tools, names, kind: SettingKind::LeavesOut, about }
}
const fn only(tools: WordTable, names: WordTable, about: About) -> Opt {
    Opt { tools, names, kind: SettingKind::Only, about }
}
const fn demands(tools: WordTable, names: WordTable, about: About) -> Opt {
    Opt { tools, names, kind: SettingKind::Demands, about }
}
const fn strict(tools: WordTable, names: WordTable, about: About) -> Opt {
    Opt { tools, names, kind: SettingKind::Strict(false), about }
}
const fn lax(tools: WordTable, names: WordTable, about: About) -> Opt {
    Opt { tools, names, kind: SettingKind::Lax, about }
}
const fn selects(tools: WordTable, names: WordTable) -> Opt {
    Opt { tools, names, kind: SettingKind::Selects, about: About::Tests }
}
const fn retries(tools: WordTable, names: WordTable) -> Opt {
    Opt { tools, names, kind: SettingKind::Retries, about: About::Tests }
}
const fn level(tools: WordTable, names: WordTable, levels: WordTable, absent: usize) -> Opt {
    let kind = SettingKind::Level(levels, Absent::Is(absent));
    Opt { tools, names, kind, about: About::Advisories }
}

use About::{Advisories, Complaints, Measure, Tests};

const PYTEST: WordTable = &["pytest"];
const COVERAGE: WordTable =
    &["coverage", "coverage run", "coverage report", "coverage html", "coverage xml"];
const MYPY: WordTable = &["mypy", "dmypy"];
const RUFF: WordTable = &["ruff", "ruff check", "flake8"];
const CLIPPY: WordTable = &[
    "cargo clippy",
    "cross clippy",
    "cargo check",
    "cargo build",
    "cargo test",
    "cargo doc",
    "cargo rustc",
    "cargo rustdoc",
];
const CARGO_TEST: WordTable =
    &["cargo test", "cross test", "cargo nextest", "cargo llvm-cov", "cargo tarpaulin"];
const CARGO: WordTable = &[
    "cargo test",
    "cross test",
    "cargo nextest",
    "cargo llvm-cov",
    "cargo clippy",
    "cargo check",
    "cargo build",
];
const JS_TEST: WordTable =
    &["jest", "vitest", "npm test", "npm t", "yarn test", "pnpm test", "react-scripts"];
const AUDIT: WordTable = &["npm audit", "pnpm audit", "yarn audit"];
const GO_TEST: WordTable = &["go test"];
const TRIVY: WordTable =
    &["trivy", "trivy image", "trivy fs", "trivy filesystem", "trivy repo", "trivy config"];
const SEVERITIES: WordTable = &["none", "critical", "high", "moderate|medium", "low", "info"];

pub(crate) const OPTIONS: &[Opt] = &[
    out(PYTEST, &["--deselect"], Tests),
    out(PYTEST, &["--ignore"], Tests),
    out(PYTEST, &["--ignore-glob"], Tests),
    selects(PYTEST, &["-k"]),
    selects(PYTEST, &["-m"]),
    retries(PYTEST, &["--reruns"]),
    strict(PYTEST, &["--strict-markers", "--strict"], Tests),
    strict(PYTEST, &["--strict-config"], Tests),
    strict(PYTEST, &["--runxfail"], Tests),
    strict(PYTEST, &["--doctest-modules"], Tests),
    strict(PYTEST, &["--cov-branch"], Measure),
    lax(PYTEST, &["--no-cov"], Measure),
    lax(PYTEST, &["--lf", "--last-failed", "--sw", "--testmon", "--picked"], Tests),
    out(COVERAGE, &["--omit"], Measure),
    only(COVERAGE, &["--include"], Measure),
    only(COVERAGE, &["--source"], Measure),
    strict(COVERAGE, &["--branch"], Measure),
    lax(COVERAGE, &["--ignore-errors"], Measure),
    strict(MYPY, &["--strict"], Complaints),
    strict(MYPY, &["--disallow-untyped-defs"], Complaints),
    strict(MYPY, &["--disallow-incomplete-defs"], Complaints),
    strict(MYPY, &["--disallow-untyped-calls"], Complaints),
    strict(MYPY, &["--disallow-any-generics"], Complaints),
    strict(MYPY, &["--check-untyped-defs"], Complaints),
    strict(MYPY, &["--warn-unreachable"], Complaints),
    strict(MYPY, &["--warn-return-any"], Complaints),
    strict(MYPY, &["--warn-unused-ignores"], Complaints),
    strict(MYPY, &["--no-implicit-optional"], Complaints),
    lax(MYPY, &["--ignore-missing-imports"], Complaints),
    lax(MYPY, &["--allow-untyped-defs"], Complaints),
    out(MYPY, &["--exclude"], Complaints),
    out(MYPY, &["--disable-error-code"], Complaints),
    demands(MYPY, &["--enable-error-code"], Complaints),
    out(RUFF, &["--ignore", "--extend-ignore"], Complaints),
    out(RUFF, &["--exclude", "--extend-exclude"], Complaints),
    out(RUFF, &["--per-file-ignores"], Complaints),
    demands(RUFF, &["--select", "--extend-select"], Complaints),
    out(&["pylint"], &["--disable", "-d"], Complaints),
    out(&["pylint"], &["--ignore", "--ignore-paths", "--ignore-patterns"], Complaints),
    demands(&["pylint"], &["--enable", "-e"], Complaints),
    out(&["bandit"], &["-s", "--skip"], Complaints),
    out(&["bandit"], &["-x", "--exclude"], Complaints),
    out(&["eslint", "oxlint"], &["--ignore-pattern"], Complaints),
    lax(&["eslint"], &["--quiet"], Complaints),
    strict(&["tsc", "vue-tsc"], &["--strict"], Complaints),
    out(&["rubocop"], &["--except"], Complaints),
    only(&["rubocop"], &["--only"], Complaints),
    demands(CLIPPY, &["-D", "--deny", "-F", "--forbid"], Complaints),
    out(CLIPPY, &["-A", "--allow", "--cap-lints"], Complaints),
    strict(CARGO, &["--all-targets"], Tests),
    strict(CARGO, &["--all-features"], Tests),
    strict(CARGO, &["--workspace", "--all"], Tests),
    out(CARGO, &["--exclude"], Tests),
    only(CARGO, &["-p", "--package"], Tests),
    out(CARGO_TEST, &["--skip"], Tests),
    lax(CARGO_TEST, &["--lib"], Tests),
    lax(CARGO_TEST, &["--no-run"], Tests),
    retries(&["cargo nextest"], &["--retries"]),
    out(&["cargo tarpaulin"], &["--exclude-files"], Measure),
    out(&["cargo llvm-cov"], &["--ignore-filename-regex"], Measure),
    out(&["cargo audit", "cargo-audit"], &["--ignore"], Advisories),
    demands(&["cargo audit"], &["--deny", "-D"], Advisories),
    lax(GO_TEST, &["-short", "--short"], Tests),
    out(GO_TEST, &["-skip"], Tests),
    selects(GO_TEST, &["-run"]),
    strict(GO_TEST, &["-race"], Tests),
    out(&["golangci-lint"], &["-D", "--disable"], Complaints),
    out(&["golangci-lint"], &["-e", "--exclude"], Complaints),
    demands(&["golangci-lint"], &["-E", "--enable"], Complaints),
    lax(&["golangci-lint"], &["--new"], Complaints),
    out(&["golangci-lint"], &["--new-from-rev"], Complaints),
    out(&["pip-audit"], &["--ignore-vuln"], Advisories),
    out(&["safety"], &["-i", "--ignore"], Advisories),
    out(&["bundle audit", "bundle-audit"], &["--ignore", "-i"], Advisories),
    level(AUDIT, &["--audit-level", "--level"], SEVERITIES, 4),
    lax(AUDIT, &["--production", "--prod", "--omit=dev", "--only=prod"], Advisories),
    only(TRIVY, &["--severity", "-s"], Advisories),
    lax(TRIVY, &["--ignore-unfixed"], Advisories),
    out(TRIVY, &["--skip-dirs", "--skip-files"], Advisories),
    level(
        &["grype"],
        &["--fail-on", "-f"],
        &["none", "critical", "high", "medium", "low", "negligible"],
        0,
    ),
    level(&["snyk"], &["--severity-threshold"], &["critical", "high", "medium", "low"], 3),
    out(&["semgrep"], &["--exclude", "--exclude-rule"], Complaints),
    out(&["gradle"], &["-x", "--exclude-task"], Tests),
    only(&["gradle"], &["--tests"], Tests),
    only(&["mvn"], &["-Dtest", "-Dit.test"], Tests),
    out(&["ctest"], &["-E", "--exclude-regex"], Tests),
    out(&["ctest"], &["-LE", "--label-exclude"], Tests),
    only(&["ctest"], &["-R", "--tests-regex"], Tests),
    out(&["ctest"], &["--repeat"], Tests),
    out(JS_TEST, &["--testPathIgnorePatterns"], Tests),
    out(&["vitest"], &["--exclude"], Tests),
    only(JS_TEST, &["--testNamePattern", "-t"], Tests),
    lax(JS_TEST, &["--onlyChanged", "-o", "--changed"], Tests),
    lax(JS_TEST, &["--passWithNoTests", "--pass-with-no-tests"], Tests),
    lax(&["mocha", "npm test", "yarn test", "pnpm test"], &["--pass-on-failing-test-suite"], Tests),
    strict(&["jest", "vitest"], &["--coverage"], Measure),
    strict(&["nyc", "c8"], &["--check-coverage"], Measure),
    out(&["nyc", "c8"], &["-x", "--exclude"], Measure),
    retries(&["vitest"], &["--retry"]),
    retries(&["playwright", "mocha", "cypress"], &["--retries"]),
    out(&["playwright"], &["--grep-invert"], Tests),
    only(&["playwright"], &["--grep", "-g"], Tests),
    only(&["playwright"], &["--project"], Tests),
    out(&["phpunit", "pest", "paratest"], &["--exclude-group", "--exclude-testsuite"], Tests),
    only(&["phpunit", "pest", "paratest"], &["--filter", "--group", "--testsuite"], Tests),
    strict(&["phpunit", "pest", "paratest"], &["--fail-on-warning"], Tests),
    strict(&["phpunit", "pest", "paratest"], &["--fail-on-risky"], Tests),
    strict(&["phpunit", "pest", "paratest"], &["--fail-on-incomplete"], Tests),
    strict(&["phpunit", "pest", "paratest"], &["--fail-on-skipped"], Tests),
    only(&["dotnet test"], &["--filter"], Tests),
    strict(&["dotnet build", "dotnet test"], &["-warnaserror", "--warnaserror"], Complaints),
    out(&["mix test"], &["--exclude"], Tests),
    only(&["mix test"], &["--only"], Tests),
    strict(&["mix compile", "mix test"], &["--warnings-as-errors"], Complaints),
    out(&["gcovr"], &["-e", "--exclude"], Measure),
    strict(&["sphinx-build"], &["-W", "--fail-on-warning"], Complaints),
    strict(&["sphinx-build"], &["-n"], Complaints),
];
