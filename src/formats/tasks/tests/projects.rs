use super::*;
use crate::formats::tasks::task::TaskShell;

const PYPROJECT: &str = r#"
[tool.hatch.envs.default.scripts]
test = "pytest {args:tests}"
cov = ["test --cov", "- coverage html", "coverage report {root}"]

[tool.hatch.envs.lint]
detached = true
env-vars = { PYTEST_ADDOPTS = "-q" }
[tool.hatch.envs.lint.scripts]
all = "ruff check {args}"

[tool.hatch.envs.dev]
template = "lint"
[tool.hatch.envs.docs.scripts]
test = "sphinx-build"

[tool.pixi.tasks]
build = "cmake ."
test = { cmd = "pytest -q", depends-on = ["build", { task = "lint:fix" }], env = { A = "b" } }
ci = ["test"]
one = { cmd = "pytest {{ path }} {{ more }}", args = ["path", { arg = "more", default = "-q" }] }
[tool.pixi.feature.dev.tasks]
"lint:fix" = { cmd = ["ruff", "--fix", "a b"] }
[tool.pixi.target.win-64.tasks]
build = "msbuild"

[tool.pdm.scripts]
_ = { env = { SHARED = "1" } }
pre_test = "echo pre"
test = "pytest -n auto"
lint = { shell = "ruff check . && mypy", env = { A = "b" } }
some = { cmd = ["pytest", "a b"] }
"lint:all" = { composite = ["lint", "test {args:--all}", "echo done"] }
start = { call = "pkg:main" }

[tool.poe.tasks]
test = "pytest"
lint = { shell = "ruff . && mypy", ignore_fail = true }
all = ["lint", "test"]
more = { sequence = [{ cmd = "echo x" }, "test", { ref = "lint" }], ignore_fail = "return_non_zero", deps = ["lint"] }
code = { script = "pkg:main" }
[tool.poe.tasks.long]
shell = """
set -e
pytest
"""

[tool.rye.scripts]
test = ["pytest", "-q"]
both = { chain = ["test", "echo x"] }
"#;

fn of(command: &str) -> Vec<String> {
    scripts("pyproject.toml", PYPROJECT, command)
}

#[test]
fn hatch_runs_scripts_within_scripts() {
    assert_eq!(of("hatch run test"), ["pytest tests"]);
    assert_eq!(of("hatch run test -n 4"), ["pytest -n 4"]);
    assert_eq!(of("hatch run cov"), ["pytest tests --cov", "-coverage html", "coverage report ."]);
    assert_eq!(of("hatch run cov unit")[0], "pytest unit --cov");
    assert_eq!(of("hatch run lint:all"), ["ruff check"]);
    assert_eq!(of("hatch run dev:all"), ["ruff check"]);
    assert_eq!(of("hatch run docs:cov")[0], "sphinx-build --cov");
    // scripts of a detached environment are its own
    assert_eq!(of("hatch run lint:test"), [""; 0]);
    assert_eq!(of("hatch run pytest"), [""; 0]);
    let found = file("pyproject.toml", PYPROJECT, "hatch run lint:all");
    let lint = found.tasks.iter().find(|task| task.name.value == "lint:all").unwrap();
    assert_eq!(cut(PYPROJECT, lint.name.span), "all");
    assert_eq!(cut(PYPROJECT, lint.lines[0].span), "ruff check {args}");
    assert_eq!(cut(PYPROJECT, lint.lines[0].variables[0].1.span), "-q");
    assert_eq!(lint.lines[0].shell, TaskShell::Sh);
    let own = "[envs.default.scripts]\nloop = \"loop x\"\ntest = \"pytest\"\n";
    assert_eq!(as_written(&runs("hatch.toml", own, "hatch run test")), ["pytest"]);
    assert_eq!(scripts("hatch.toml", own, "hatch run loop"), ["loop x"]);
}

#[test]
fn pixi_runs_what_its_tasks_depend_on() {
    assert_eq!(of("pixi run ci"), ["cmake .", "ruff --fix 'a b'", "pytest -q"]);
    assert_eq!(of("pixi run test -n 4")[2], "pytest -q -n 4");
    assert_eq!(of("pixi run one unit"), ["pytest unit -q"]);
    assert_eq!(of("pixi run one"), ["pytest $path -q"]);
    let own = "[tasks]\ntest = 'pytest'\n";
    assert_eq!(as_written(&runs("pixi.toml", own, "pixi run test")), ["pytest"]);
}

#[test]
fn pdm_poe_and_rye_run_their_scripts() {
    assert_eq!(of("pdm run test -x"), ["echo pre", "pytest -n auto -x"]);
    assert_eq!(
        of("pdm run lint:all"),
        ["ruff check . && mypy", "pytest -n auto --all", "echo done"]
    );
    assert_eq!(of("pdm run some"), ["pytest 'a b'"]);
    assert_eq!(of("pdm run start"), [""; 0]);
    let pdm = file("pyproject.toml", PYPROJECT, "pdm run lint");
    let lint = pdm.tasks.iter().find(|task| task.name.value == "lint").unwrap();
    assert_eq!(lint.lines[0].shell, TaskShell::Sh);
    let set: Vec<_> = lint.lines[0].variables.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(set, ["SHARED", "A"]);
    assert_eq!(of("poe test -n 4"), ["pytest -n 4"]);
    assert_eq!(of("poe all"), ["-ruff . && mypy", "pytest"]);
    assert_eq!(of("poe more"), ["-ruff . && mypy", "echo x", "pytest", "-ruff . && mypy"]);
    assert_eq!(as_written(&runs("pyproject.toml", PYPROJECT, "poe long"))[0], "set -e\npytest");
    assert_eq!(of("rye run both"), ["pytest -q", "echo x"]);
}

#[test]
fn near_misses_of_projects() {
    let call = read_call("pdm", &["run", "x"]).unwrap();
    assert!(read(&call, "pyproject.toml", "[tool.poe.tasks]\nx = 'y'\n").value.is_none());
    let broken = read(&call, "pyproject.toml", "[tool\n");
    assert!(broken.value.is_none());
    assert_eq!(broken.problems[0].span.line, 1);
    let ring = "[tool.pdm.scripts]\na = { composite = [\"b\"] }\nb = { composite = [\"a\"] }\n";
    assert_eq!(scripts("pyproject.toml", ring, "pdm run a"), [""; 0]);
}

/// A command is a value: what a header opens is none.
#[test]
fn a_table_of_its_own_is_no_command() {
    let text = "\
[tool.pdm.scripts.a]
shell = \"echo a\"
[tool.pdm.scripts.a.cmd]
x = 1
[tool.poe.tasks.b]
shell = \"echo b\"
cmd.x = 1
[[tool.poe.tasks.a]]
cmd = \"echo c\"
";
    assert_eq!(scripts("pyproject.toml", text, "pdm run a"), ["echo a"]);
    assert_eq!(scripts("pyproject.toml", text, "poe b"), ["echo b"]);
    let names = file("pyproject.toml", text, "poe a").tasks;
    assert_eq!(names.iter().map(|task| task.name.as_str()).collect::<Vec<_>>(), ["b"]);
    let tox = "[env.a]\ndescription = \"x\"\n[[env.a.commands]]\nreplace = \"ref\"\nof = [\"b\"]\n";
    let tox = format!(
        "b = [[\"pytest\"]]\n{tox}[env.c]\ncommands = [{{ replace = \"ref\", of = [\"b\"] }}]\n"
    );
    assert_eq!(scripts("tox.toml", &tox, "tox -e a"), [""; 0]);
    assert_eq!(scripts("tox.toml", &tox, "tox -e c"), ["pytest"]);
}
