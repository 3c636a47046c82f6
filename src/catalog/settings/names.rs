//! The one name of a setting that several files may hold.

use crate::policy::PATH;
use crate::policy::paths::file_name;

/// The name of a setting: what tool it is of, and where in the tool's own settings it stands. `None` for
/// settings of no tool that is compared.
pub(crate) fn canonical(file: &str, steps: &[String]) -> Option<String> {
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let name = match file {
        "pyproject.toml" => python(steps.strip_prefix(&["tool"])?)?,
        "setup.cfg" | "tox.ini" | ".coveragerc" | "mypy.ini" | ".mypy.ini" | ".flake8"
        | ".bandit" | ".pylintrc" => section(file, &steps)?,
        _ if is_pytest_ini(file) => section(file, &steps)?,
        "pytest.toml" | ".pytest.toml" => {
            format!("pytest.{}", join(steps.strip_prefix(&["pytest"])?))
        }
        "ruff.toml" | ".ruff.toml" => format!("ruff.{}", join(lint(&steps))),
        "pyrightconfig.json" => format!("pyright.{}", join(&steps)),
        "package.json" => package(&steps)?,
        "jest.config.json" => format!("jest.{}", join(&steps)),
        "deny.toml" => format!("deny.{}", join(&steps)),
        "Cargo.toml" => cargo(&steps)?,
        "tarpaulin.toml" | ".tarpaulin.toml" => format!("tarpaulin.{}", join(&steps)),
        _ if file == file_name(PATH) => format!("policy.{}", join(&steps)),
        _ => by_start(file, &steps)?,
    };
    Some(one_spelling(name))
}

fn by_start(file: &str, steps: &[&str]) -> Option<String> {
    let tool = match file {
        _ if file.starts_with("tsconfig.") => return Some(format!("{file}.{}", join(steps))),
        _ if file.contains("codecov.y") => "codecov",
        _ if file.starts_with(".nycrc") => "nyc",
        _ if file.starts_with(".c8rc") => "c8",
        _ if file.starts_with(".eslintrc") => "eslint",
        _ if file.starts_with(".golangci.") => "golangci",
        ".rubocop.yml" => "rubocop",
        _ => return None,
    };
    Some(format!("{tool}.{}", join(steps)))
}

/// Settings that have two names, or lie one table deeper in newer versions.
fn one_spelling(name: String) -> String {
    match name.as_str() {
        "pytest.xfail_strict" => "pytest.strict_xfail".to_owned(),
        "ruff.extend-ignore" => "ruff.ignore".to_owned(),
        _ => match name.strip_prefix("cargo.lints.") {
            Some(lint) => format!("cargo.lints.{}", lint.strip_suffix(".level").unwrap_or(lint)),
            None => name,
        },
    }
}

fn join(steps: &[&str]) -> String {
    steps.join(".")
}

fn lint<'a, 'b>(steps: &'a [&'b str]) -> &'a [&'b str] {
    steps.strip_prefix(&["lint"]).unwrap_or(steps)
}

fn python(steps: &[&str]) -> Option<String> {
    let (tool, rest) = steps.split_first()?;
    Some(match *tool {
        "pytest" => {
            format!("pytest.{}", join(rest.strip_prefix(&["ini_options"]).unwrap_or(rest)))
        }
        "pytest-enabler" if rest.last() == Some(&"addopts") => "pytest.addopts".to_owned(),
        "ruff" => format!("ruff.{}", join(lint(rest))),
        "pylint" => format!("pylint.{}", rest.last()?),
        "coverage" | "mypy" | "pyright" | "bandit" | "interrogate" | "flake8" => {
            format!("{tool}.{}", join(rest))
        }
        _ => return None,
    })
}

/// A setting of an INI file: `[coverage:report]`, `[mypy-tests.*]`.
fn section(file: &str, steps: &[&str]) -> Option<String> {
    let [section, name] = steps else { return None };
    Some(match (file, *section) {
        (".coveragerc", section) => format!("coverage.{section}.{name}"),
        (".pylintrc", _) => format!("pylint.{name}"),
        (_, "tool:pytest" | "pytest") => format!("pytest.{name}"),
        (_, "flake8" | "mypy" | "interrogate" | "bandit") => format!("{section}.{name}"),
        (_, section) => match section.split_once([':', '-']) {
            Some(("coverage", part)) => format!("coverage.{part}.{name}"),
            Some(("mypy", module)) => format!("mypy.overrides.{module}.{name}"),
            _ => return None,
        },
    })
}

fn package(steps: &[&str]) -> Option<String> {
    let (tool, rest) = steps.split_first()?;
    let tool = match *tool {
        "jest" | "nyc" | "c8" => tool,
        "eslintConfig" => "eslint",
        _ => return None,
    };
    Some(format!("{tool}.{}", join(rest)))
}

fn cargo<'a>(steps: &[&'a str]) -> Option<String> {
    let lints: &[&'a str] = steps.strip_prefix(&["workspace"]).unwrap_or(steps);
    let lints = lints.strip_prefix(&["lints"])?;
    (lints.last() != Some(&"priority")).then(|| format!("cargo.lints.{}", join(lints)))
}

/// Whether a file is read by the rules of INI.
pub(crate) fn is_ini(file: &str) -> bool {
    matches!(
        file,
        "setup.cfg"
            | "tox.ini"
            | ".coveragerc"
            | "mypy.ini"
            | ".mypy.ini"
            | ".flake8"
            | ".bandit"
            | ".pylintrc"
    ) || is_pytest_ini(file)
}

fn is_pytest_ini(file: &str) -> bool {
    file == ".pytest.ini" || (file.starts_with("pytest.") && file.ends_with(".ini"))
}

/// The folder that a setting is of. Codecov looks in three places, and one of them is the root.
pub(crate) fn folder(path: &str, name: &str) -> String {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if name.starts_with("codecov.") && matches!(folder, ".github" | "dev") {
        return String::new();
    }
    folder.to_owned()
}
