//! Settings files that hold thresholds, name tests or set how strict a tool is; and the policy.

use std::sync::Arc;

use crate::facts::Read;
use crate::policy::paths::file_name;

/// A file that is compared, as one side has it. Only files that differ are kept.
#[derive(Clone, Debug)]
pub struct WatchedFact {
    /// Path below the root.
    pub path: String,
    /// Its text, or why it could not be read.
    pub text: Read<Arc<str>>,
}

/// Names of files that are compared, wherever they lie.
const NAMES: [&str; 47] = [
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
const STARTS: [&str; 5] =
    ["jest.config.", "pytest.", "tsconfig.", "vite.config.", "vitest.config."];

/// Whether a file is compared.
#[must_use]
pub fn is_watched(path: &str) -> bool {
    let name = file_name(path);
    let starts = STARTS.iter().any(|start| name.starts_with(start));
    // `pytest.ci.ini`, but no `pytest.py`
    let is_settings = NAMES.contains(&name) || (starts && !name.ends_with(".py"));
    let is_foreign = path.split('/').any(|part| matches!(part, "node_modules" | "vendor" | ".git"));
    (is_settings && !is_foreign) || path == crate::policy::PATH
}
