//! Which files hold thresholds or strictness.

use crate::policy::PATH;
use crate::policy::paths::file_name;

/// Names of files that are compared, wherever they lie.
pub(super) const NAMES: [&str; 47] = [
    ".bandit",
    ".c8rc",
    ".c8rc.json",
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
    ".codecov.yaml",
    ".codecov.yml",
    "deny.toml",
    "gcovr.cfg",
    "jest.config.json",
    "mypy.ini",
    "package.json",
    "pom.xml",
    "pyproject.toml",
    "pyrightconfig.json",
    "pytest.ini",
    "ruff.toml",
    "setup.cfg",
    "sonar-project.properties",
    "tarpaulin.toml",
    "tox.ini",
];

/// Starts of names of files that are compared: `jest.config.ts`, `vitest.config.mjs`.
pub(super) const STARTS: [&str; 5] =
    ["jest.config.", "pytest.", "tsconfig.", "vite.config.", "vitest.config."];

/// Whether a file is compared.
#[must_use]
pub fn is_watched(path: &str) -> bool {
    let name = file_name(path);
    let starts = STARTS.iter().any(|start| name.starts_with(start));
    // `pytest.ci.ini`, but no `pytest.py`
    let is_settings = NAMES.contains(&name) || (starts && !name.ends_with(".py"));
    let is_foreign = path.split('/').any(|part| matches!(part, "node_modules" | "vendor" | ".git"));
    (is_settings && !is_foreign) || path == PATH
}
