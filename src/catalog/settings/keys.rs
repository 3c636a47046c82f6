//! The settings that say what is checked, by name, as the tools' own documentation says.

use super::super::settings::kinds::{About, Absent, SettingKind};
use crate::catalog::settings::kinds::fits;
use About::{Advisories, Complaints, Measure, Tests};

const ESLINT: &[&str] = &["off|0", "warn|1", "error|2"];
const LINTS: &[&str] = &["allow", "warn", "deny|forbid"];
const DENY: &[&str] = &["allow", "warn", "deny"];
const PYRIGHT: &[&str] = &["off", "basic", "standard", "strict"];
const REPORTS: &[&str] = &["none|false", "information", "warning", "error|true"];
const IMPORTS: &[&str] = &["skip", "silent", "error|normal"];

/// Pattern, kind, about; the first that fits counts.
const KNOWN: &[(&str, SettingKind, About)] = &[
    ("pytest.testpaths", SettingKind::Only, Tests),
    ("pytest.norecursedirs", SettingKind::LeavesOut, Tests),
    ("pytest.filterwarnings", SettingKind::Demands, Tests),
    ("pytest.strict", SettingKind::Strict(false), Tests),
    ("pytest.strict_*", SettingKind::Strict(false), Tests),
    ("coverage.run.branch", SettingKind::Strict(false), Measure),
    ("coverage.run.source", SettingKind::Only, Measure),
    ("coverage.run.source_pkgs", SettingKind::Only, Measure),
    ("coverage.*.include", SettingKind::Only, Measure),
    ("coverage.*.omit", SettingKind::LeavesOut, Measure),
    ("coverage.report.exclude_lines", SettingKind::LeavesOut, Measure),
    ("coverage.report.exclude_also", SettingKind::LeavesOut, Measure),
    ("coverage.report.partial_branches", SettingKind::LeavesOut, Measure),
    ("mypy.exclude", SettingKind::LeavesOut, Complaints),
    ("mypy.files", SettingKind::Only, Complaints),
    ("mypy.packages", SettingKind::Only, Complaints),
    ("mypy.*disable_error_code", SettingKind::LeavesOut, Complaints),
    ("mypy.disable_error_code", SettingKind::LeavesOut, Complaints),
    ("mypy.enable_error_code", SettingKind::Demands, Complaints),
    ("pyright.typeCheckingMode", SettingKind::Level(PYRIGHT, Absent::Is(2)), Complaints),
    ("pyright.strict", SettingKind::Demands, Complaints),
    ("pyright.ignore", SettingKind::LeavesOut, Complaints),
    ("pyright.exclude", SettingKind::LeavesOut, Complaints),
    ("pyright.include", SettingKind::Only, Complaints),
    ("pyright.report*", SettingKind::Level(REPORTS, Absent::Preset), Complaints),
    ("ruff.ignore", SettingKind::LeavesOut, Complaints),
    ("ruff.exclude", SettingKind::LeavesOut, Complaints),
    ("ruff.extend-exclude", SettingKind::LeavesOut, Complaints),
    ("ruff.per-file-ignores.*", SettingKind::LeavesOut, Complaints),
    ("ruff.extend-per-file-ignores.*", SettingKind::LeavesOut, Complaints),
    ("ruff.select", SettingKind::Demands, Complaints),
    ("ruff.extend-select", SettingKind::Demands, Complaints),
    ("flake8.ignore", SettingKind::LeavesOut, Complaints),
    ("flake8.extend-ignore", SettingKind::LeavesOut, Complaints),
    ("flake8.exclude", SettingKind::LeavesOut, Complaints),
    ("flake8.extend-exclude", SettingKind::LeavesOut, Complaints),
    ("flake8.per-file-ignores", SettingKind::LeavesOut, Complaints),
    ("flake8.select", SettingKind::Demands, Complaints),
    ("flake8.extend-select", SettingKind::Demands, Complaints),
    ("pylint.disable", SettingKind::LeavesOut, Complaints),
    ("pylint.enable", SettingKind::Demands, Complaints),
    ("pylint.ignore", SettingKind::LeavesOut, Complaints),
    ("pylint.ignore-paths", SettingKind::LeavesOut, Complaints),
    ("pylint.ignore-patterns", SettingKind::LeavesOut, Complaints),
    ("bandit.skips", SettingKind::LeavesOut, Complaints),
    ("bandit.exclude_dirs", SettingKind::LeavesOut, Complaints),
    ("bandit.exclude", SettingKind::LeavesOut, Complaints),
    ("eslint.rules.*", SettingKind::Level(ESLINT, Absent::Preset), Complaints),
    ("eslint.ignorePatterns", SettingKind::LeavesOut, Complaints),
    ("golangci.linters.enable", SettingKind::Demands, Complaints),
    ("golangci.linters.disable", SettingKind::LeavesOut, Complaints),
    ("golangci.linters.exclusions.paths", SettingKind::LeavesOut, Complaints),
    ("golangci.issues.exclude", SettingKind::LeavesOut, Complaints),
    ("golangci.issues.exclude-dirs", SettingKind::LeavesOut, Complaints),
    ("golangci.issues.exclude-files", SettingKind::LeavesOut, Complaints),
    ("golangci.run.skip-dirs", SettingKind::LeavesOut, Complaints),
    ("golangci.run.skip-files", SettingKind::LeavesOut, Complaints),
    ("golangci.run.tests", SettingKind::Strict(true), Complaints),
    ("rubocop.*.Exclude", SettingKind::LeavesOut, Complaints),
    ("rubocop.*.Enabled", SettingKind::Strict(true), Complaints),
    ("cargo.lints.*", SettingKind::Level(LINTS, Absent::Preset), Complaints),
    ("deny.advisories.ignore", SettingKind::LeavesOut, Advisories),
    ("deny.advisories.vulnerability", SettingKind::Level(DENY, Absent::Version), Advisories),
    ("deny.advisories.unmaintained", SettingKind::Level(DENY, Absent::Version), Advisories),
    ("deny.advisories.unsound", SettingKind::Level(DENY, Absent::Version), Advisories),
    ("deny.advisories.yanked", SettingKind::Level(DENY, Absent::Version), Advisories),
    ("deny.bans.multiple-versions", SettingKind::Level(DENY, Absent::Version), Complaints),
    ("deny.bans.wildcards", SettingKind::Level(DENY, Absent::Version), Complaints),
    ("deny.sources.unknown-registry", SettingKind::Level(DENY, Absent::Version), Complaints),
    ("deny.sources.unknown-git", SettingKind::Level(DENY, Absent::Version), Complaints),
    ("trivy.ignored", SettingKind::LeavesOut, Advisories),
    ("sonar.qualitygate.wait", SettingKind::Strict(false), Measure),
    ("sonar.exclusions", SettingKind::LeavesOut, Measure),
    ("sonar.coverage.exclusions", SettingKind::LeavesOut, Measure),
    ("sonar.test.exclusions", SettingKind::LeavesOut, Measure),
    ("codecov.ignore", SettingKind::LeavesOut, Measure),
    ("jest.testPathIgnorePatterns", SettingKind::LeavesOut, Tests),
    ("jest.coveragePathIgnorePatterns", SettingKind::LeavesOut, Measure),
    ("jest.passWithNoTests", SettingKind::Lax, Tests),
    ("nyc.check-coverage", SettingKind::Strict(false), Measure),
    ("nyc.exclude", SettingKind::LeavesOut, Measure),
    ("nyc.include", SettingKind::Only, Measure),
    ("c8.check-coverage", SettingKind::Strict(false), Measure),
    ("c8.exclude", SettingKind::LeavesOut, Measure),
    ("gcovr.exclude", SettingKind::LeavesOut, Measure),
    ("tarpaulin.*.exclude-files", SettingKind::LeavesOut, Measure),
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
pub(crate) fn known(name: &str) -> Option<(SettingKind, About)> {
    let last = name.rsplit('.').next().unwrap_or(name);
    if let Some((_, inner)) = name.split_once(".compilerOptions.") {
        let is_strict = TSC_STRICT.iter().any(|start| inner.starts_with(start));
        return is_strict.then_some((SettingKind::Strict(false), Complaints));
    }
    if name.starts_with("mypy.") {
        let is_strict = MYPY_STRICT.contains(&last) || last.starts_with("disallow_");
        match last {
            _ if MYPY_LAX.contains(&last) => return Some((SettingKind::Lax, Complaints)),
            // within an override a switch of its own is no loss where the whole has none
            _ if is_strict => return Some((SettingKind::Strict(false), Complaints)),
            "follow_imports" => {
                return Some((SettingKind::Level(IMPORTS, Absent::Is(2)), Complaints));
            }
            _ => {}
        }
    }
    let (_, kind, about) = KNOWN.iter().find(|(pattern, ..)| fits(pattern, name))?;
    Some((*kind, *about))
}
