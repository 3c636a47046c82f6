//! The settings that say what is checked, by name, as the tools' own documentation says.

use super::super::kinds::{About, Absent, Kind};
use crate::facts::change::thresholds::fits;

use About::{Advisories, Complaints, Measure, Tests};

const ESLINT: &[&str] = &["off|0", "warn|1", "error|2"];
const LINTS: &[&str] = &["allow", "warn", "deny|forbid"];
const DENY: &[&str] = &["allow", "warn", "deny"];
const PYRIGHT: &[&str] = &["off", "basic", "standard", "strict"];
const REPORTS: &[&str] = &["none|false", "information", "warning", "error|true"];
const IMPORTS: &[&str] = &["skip", "silent", "error|normal"];

/// Pattern, kind, about; the first that fits counts.
const KNOWN: &[(&str, Kind, About)] = &[
    ("pytest.testpaths", Kind::Only, Tests),
    ("pytest.norecursedirs", Kind::LeavesOut, Tests),
    ("pytest.filterwarnings", Kind::Demands, Tests),
    ("pytest.strict", Kind::Strict(false), Tests),
    ("pytest.strict_*", Kind::Strict(false), Tests),
    ("coverage.run.branch", Kind::Strict(false), Measure),
    ("coverage.run.source", Kind::Only, Measure),
    ("coverage.run.source_pkgs", Kind::Only, Measure),
    ("coverage.*.include", Kind::Only, Measure),
    ("coverage.*.omit", Kind::LeavesOut, Measure),
    ("coverage.report.exclude_lines", Kind::LeavesOut, Measure),
    ("coverage.report.exclude_also", Kind::LeavesOut, Measure),
    ("coverage.report.partial_branches", Kind::LeavesOut, Measure),
    ("mypy.exclude", Kind::LeavesOut, Complaints),
    ("mypy.files", Kind::Only, Complaints),
    ("mypy.packages", Kind::Only, Complaints),
    ("mypy.*disable_error_code", Kind::LeavesOut, Complaints),
    ("mypy.disable_error_code", Kind::LeavesOut, Complaints),
    ("mypy.enable_error_code", Kind::Demands, Complaints),
    ("pyright.typeCheckingMode", Kind::Level(PYRIGHT, Absent::Is(2)), Complaints),
    ("pyright.strict", Kind::Demands, Complaints),
    ("pyright.ignore", Kind::LeavesOut, Complaints),
    ("pyright.exclude", Kind::LeavesOut, Complaints),
    ("pyright.include", Kind::Only, Complaints),
    ("pyright.report*", Kind::Level(REPORTS, Absent::Preset), Complaints),
    ("ruff.ignore", Kind::LeavesOut, Complaints),
    ("ruff.exclude", Kind::LeavesOut, Complaints),
    ("ruff.extend-exclude", Kind::LeavesOut, Complaints),
    ("ruff.per-file-ignores.*", Kind::LeavesOut, Complaints),
    ("ruff.extend-per-file-ignores.*", Kind::LeavesOut, Complaints),
    ("ruff.select", Kind::Demands, Complaints),
    ("ruff.extend-select", Kind::Demands, Complaints),
    ("flake8.ignore", Kind::LeavesOut, Complaints),
    ("flake8.extend-ignore", Kind::LeavesOut, Complaints),
    ("flake8.exclude", Kind::LeavesOut, Complaints),
    ("flake8.extend-exclude", Kind::LeavesOut, Complaints),
    ("flake8.per-file-ignores", Kind::LeavesOut, Complaints),
    ("flake8.select", Kind::Demands, Complaints),
    ("flake8.extend-select", Kind::Demands, Complaints),
    ("pylint.disable", Kind::LeavesOut, Complaints),
    ("pylint.enable", Kind::Demands, Complaints),
    ("pylint.ignore", Kind::LeavesOut, Complaints),
    ("pylint.ignore-paths", Kind::LeavesOut, Complaints),
    ("pylint.ignore-patterns", Kind::LeavesOut, Complaints),
    ("bandit.skips", Kind::LeavesOut, Complaints),
    ("bandit.exclude_dirs", Kind::LeavesOut, Complaints),
    ("bandit.exclude", Kind::LeavesOut, Complaints),
    ("eslint.rules.*", Kind::Level(ESLINT, Absent::Preset), Complaints),
    ("eslint.ignorePatterns", Kind::LeavesOut, Complaints),
    ("golangci.linters.enable", Kind::Demands, Complaints),
    ("golangci.linters.disable", Kind::LeavesOut, Complaints),
    ("golangci.linters.exclusions.paths", Kind::LeavesOut, Complaints),
    ("golangci.issues.exclude", Kind::LeavesOut, Complaints),
    ("golangci.issues.exclude-dirs", Kind::LeavesOut, Complaints),
    ("golangci.issues.exclude-files", Kind::LeavesOut, Complaints),
    ("golangci.run.skip-dirs", Kind::LeavesOut, Complaints),
    ("golangci.run.skip-files", Kind::LeavesOut, Complaints),
    ("golangci.run.tests", Kind::Strict(true), Complaints),
    ("rubocop.*.Exclude", Kind::LeavesOut, Complaints),
    ("rubocop.*.Enabled", Kind::Strict(true), Complaints),
    ("cargo.lints.*", Kind::Level(LINTS, Absent::Preset), Complaints),
    ("deny.advisories.ignore", Kind::LeavesOut, Advisories),
    ("deny.advisories.vulnerability", Kind::Level(DENY, Absent::Version), Advisories),
    ("deny.advisories.unmaintained", Kind::Level(DENY, Absent::Version), Advisories),
    ("deny.advisories.unsound", Kind::Level(DENY, Absent::Version), Advisories),
    ("deny.advisories.yanked", Kind::Level(DENY, Absent::Version), Advisories),
    ("deny.bans.multiple-versions", Kind::Level(DENY, Absent::Version), Complaints),
    ("deny.bans.wildcards", Kind::Level(DENY, Absent::Version), Complaints),
    ("deny.sources.unknown-registry", Kind::Level(DENY, Absent::Version), Complaints),
    ("deny.sources.unknown-git", Kind::Level(DENY, Absent::Version), Complaints),
    ("trivy.ignored", Kind::LeavesOut, Advisories),
    ("sonar.qualitygate.wait", Kind::Strict(false), Measure),
    ("sonar.exclusions", Kind::LeavesOut, Measure),
    ("sonar.coverage.exclusions", Kind::LeavesOut, Measure),
    ("sonar.test.exclusions", Kind::LeavesOut, Measure),
    ("codecov.ignore", Kind::LeavesOut, Measure),
    ("jest.testPathIgnorePatterns", Kind::LeavesOut, Tests),
    ("jest.coveragePathIgnorePatterns", Kind::LeavesOut, Measure),
    ("jest.passWithNoTests", Kind::Lax, Tests),
    ("nyc.check-coverage", Kind::Strict(false), Measure),
    ("nyc.exclude", Kind::LeavesOut, Measure),
    ("nyc.include", Kind::Only, Measure),
    ("c8.check-coverage", Kind::Strict(false), Measure),
    ("c8.exclude", Kind::LeavesOut, Measure),
    ("gcovr.exclude", Kind::LeavesOut, Measure),
    ("tarpaulin.*.exclude-files", Kind::LeavesOut, Measure),
];

/// Switches of mypy that let through, by the last part of the name.
const MYPY_LAX: [&str; 7] = [
    "ignore_errors",
    "ignore_missing_imports",
    "allow_untyped_defs",
    "allow_incomplete_defs",
    "allow_untyped_calls",
    "implicit_optional",
    "allow_untyped_globals",
];

/// Switches of mypy that make stricter.
const MYPY_STRICT: [&str; 10] = [
    "strict",
    "check_untyped_defs",
    "warn_return_any",
    "warn_unused_ignores",
    "warn_unreachable",
    "warn_redundant_casts",
    "no_implicit_optional",
    "no_implicit_reexport",
    "strict_equality",
    "extra_checks",
];

/// Switches of the TypeScript compiler that make stricter, by how they begin.
const TSC_STRICT: [&str; 6] =
    ["strict", "noImplicit", "noUnused", "noUnchecked", "noFallthrough", "exactOptional"];

/// What a setting is, where it says what is checked.
pub(super) fn known(name: &str) -> Option<(Kind, About)> {
    let last = name.rsplit('.').next().unwrap_or(name);
    if let Some((_, inner)) = name.split_once(".compilerOptions.") {
        let is_strict = TSC_STRICT.iter().any(|start| inner.starts_with(start));
        return is_strict.then_some((Kind::Strict(false), Complaints));
    }
    if name.starts_with("mypy.") {
        let is_strict = MYPY_STRICT.contains(&last) || last.starts_with("disallow_");
        match last {
            _ if MYPY_LAX.contains(&last) => return Some((Kind::Lax, Complaints)),
            // within an override a switch of its own is no loss where the whole has none
            _ if is_strict => return Some((Kind::Strict(false), Complaints)),
            "follow_imports" => {
                return Some((Kind::Level(IMPORTS, Absent::Is(2)), Complaints));
            }
            _ => {}
        }
    }
    let (_, kind, about) = KNOWN.iter().find(|(pattern, ..)| fits(pattern, name))?;
    Some((*kind, *about))
}
