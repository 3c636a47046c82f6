use super::*;
use crate::formats::tasks::task::TaskShell;

const TOX: &str = "\
[tox]
envlist = py{311,312}-{unit,slow}, lint  # the rest is for hand
isolated_build = true

[base]
deps = pytest
run = pytest {posargs:tests}

[testenv]
setenv =
    PYTEST_ADDOPTS = -q
    slow: LEVEL = 2
deps = {[base]deps}
commands_pre = python -c \"print(1)\"
commands =
    # how it is run
    {[base]run}
    slow: pytest -n {env:WORKERS:auto} \\
    slow:     --slow
    !slow,lint: - flake8 src # no failure
    py311: coverage report

[testenv:lint]
ignore_outcome = true
commands_pre =
commands = ruff check {toxinidir}/src {envname}

[testenv:all]
base = testenv:lint
commands =
    {[testenv:lint]commands}
    !false
";

#[test]
fn tox_runs_the_lines_of_an_environment() {
    let found = runs("tox.ini", TOX, "tox -e py311-unit");
    let found: Vec<_> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        found,
        [
            ("python -c \"print(1)\"", "python -c \"print(1)\""),
            ("pytest tests", "pytest {posargs:tests}"),
            ("-flake8 src", "- flake8 src"),
            ("coverage report", "coverage report"),
        ]
    );
    let found = scripts("tox.ini", TOX, "tox -e py312-slow -- -k a");
    assert_eq!(found[1..], ["pytest -k a", "pytest -n auto --slow"]);
    let found = scripts("tox.ini", TOX, "tox -e lint");
    assert_eq!(found, ["-ruff check ./src lint"]);
    let found = scripts("tox.ini", TOX, "tox -e all");
    assert_eq!(found, ["-ruff check ./src all", "-false"]);
}

#[test]
fn tox_knows_its_default_and_its_variables() {
    let all = file("tox.ini", TOX, "tox");
    let chosen = ["py311-unit", "py311-slow", "py312-unit", "py312-slow", "lint"];
    assert_eq!(all.chosen, chosen);
    let slow = all.tasks.iter().find(|task| task.name.value == "py312-slow").unwrap();
    assert_eq!(cut(TOX, slow.name.span), "[testenv]");
    let set: Vec<_> =
        slow.lines[0].variables.iter().map(|(name, v)| (name.as_str(), v.as_str())).collect();
    assert_eq!(set, [("PYTEST_ADDOPTS", "-q"), ("LEVEL", "2")]);
    assert_eq!(slow.lines[0].shell, TaskShell::Direct);
    let lint = all.tasks.iter().find(|task| task.name.value == "lint").unwrap();
    assert_eq!(cut(TOX, lint.name.span), "[testenv:lint]");
    assert_eq!(file("tox.ini", "[testenv]\ncommands = pytest\n", "tox").chosen, ["py"]);
}

#[test]
fn tox_stands_in_other_files_too() {
    let cfg = "[metadata]\nname = x\n[tox:tox]\nenvlist = a\n[testenv:a]\ncommands = pytest\n";
    assert_eq!(as_written(&runs("setup.cfg", cfg, "tox")), ["pytest"]);
    let call = read_call("tox", &[]).unwrap();
    assert!(read(&call, "setup.cfg", "[metadata]\nname = x\n").value.is_none());
    assert!(read(&call, "pyproject.toml", "[tool.black]\n").value.is_none());
    let legacy = "[tool.tox]\nlegacy_tox_ini = \"\"\"\n[tox]\nenv_list = é\n[testenv]\ncommands =\n  pytest é\n\"\"\"\n";
    assert_eq!(as_written(&runs("pyproject.toml", legacy, "tox")), ["pytest é"]);
    let toml = r#"
env_list = ["3.12", "lint"]
[env_run_base]
set_env = { PYTEST_ADDOPTS = "-q" }
commands_pre = [["python", "-c", "print(1)"]]
commands = [["pytest", { replace = "posargs", default = ["tests"], extend = true }]]
[env.lint]
ignore_outcome = true
commands_pre = []
commands = [["-", "ruff", "check", "{env_name}"], { replace = "ref", of = ["env_run_base", "commands"] }]
"#;
    let found = runs("tox.toml", toml, "tox -e lint");
    assert_eq!(found[0].0, "-ruff check lint");
    assert_eq!(found[0].1, r#"["-", "ruff", "check", "{env_name}"]"#);
    assert_eq!(found[1].0, "-pytest tests");
    let found = scripts("tox.toml", toml, "tox -e 3.12 -- -n 4");
    assert_eq!(found, ["python -c 'print(1)'", "pytest -n 4"]);
    let variables = &file("tox.toml", toml, "tox").tasks[0].lines[0].variables;
    assert_eq!(cut(toml, variables[0].1.span), "-q");
}

#[test]
fn near_misses_of_tox() {
    let of = |commands: &str| {
        scripts("tox.ini", &format!("[testenv]\ncommands = {commands}\n"), "tox -e py312")
    };
    assert_eq!(of("python -c: x"), ["python -c: x"]);
    assert_eq!(of("py312:x"), ["py312:x"]);
    assert_eq!(of("pytest {posargs"), ["pytest {posargs"]);
    assert_eq!(of(r"pytest \{posargs} {unknown}x {/}"), ["pytest {posargs} ${unknown}x /"]);
    assert_eq!(of("-pytest"), ["-pytest"]);
    assert_eq!(of("{posargs:pytest {toxinidir}/a}"), ["pytest ./a"]);
    assert_eq!(of("{[testenv]commands}"), [""; 0]);
    assert_eq!(of(r"pytest \#1 # 2"), ["pytest #1"]);
    let named = "[testenv:py{311,312}]\ncommands = pytest\n";
    assert_eq!(scripts("tox.ini", named, "tox -e py312"), ["pytest"]);
}

const NOX: &str = r##"
import nox
from nox import Session, options  # sessions

nox.options.sessions = ["tests", "lint"]
FLAGS = """
def no(session):
    session.run("not", "this")
"""


@nox.session(python=["3.11", "3.12"], tags=["ci"])
@nox.parametrize("django", ["4", "5"])
def tests(session: nox.Session, django) -> None:
    """Runs ``session.run("nothing")``."""
    args = session.posargs or ["tests", "-n", "auto"]
    session.install(".[test]")
    session.run(
        "coverage", "run", "-m",
        "pytest",  # , "x"
        *args,
        f"--django={django}", FLAG, env={"PYTEST_ADDOPTS": "-q"},
    )
    if session.interactive:
        session.notify("report")


@session(name="lint", reuse_venv=True)
def lint_all(s):
    s.run("ruff", "check", *s.posargs, success_codes=[0, 1], external=True)


@nox.session(default=False, requires=["lint"])
def report(session):
    session.run("coverage", *["report", "--fail-under", str(90)], success_codes=[0])


def helper(session):
    session.run("no")
"##;

#[test]
fn nox_runs_what_its_sessions_run() {
    let found = runs("noxfile.py", NOX, "nox -s tests-3.12");
    assert_eq!(found[0].0, "coverage run -m pytest tests -n auto --django=$django $FLAG");
    assert!(found[0].1.starts_with("session.run(\n") && found[0].1.ends_with(",\n    )"));
    // a session that it notifies runs after it, and what that requires before
    assert_eq!(
        scripts("noxfile.py", NOX, "nox -s tests -- -x")[..],
        [
            "coverage run -m pytest -x --django=$django $FLAG",
            "-ruff check -x",
            "coverage report --fail-under $str_90"
        ]
    );
    let all = file("noxfile.py", NOX, "nox");
    assert_eq!(all.chosen, ["tests", "lint"]);
    let names: Vec<_> = all.tasks.iter().map(|task| cut(NOX, task.name.span)).collect();
    assert_eq!(names, ["tests", "lint_all", "report"]);
    let (name, value) = &all.tasks[0].lines[0].variables[0];
    assert_eq!((name.as_str(), value.as_str()), ("PYTEST_ADDOPTS", "-q"));
}

#[test]
fn near_misses_of_nox() {
    let text = "import nox\n@nox.session\ndef a(session):\n    log('session.run(\"x\")')\n    # session.run(\"y\")\n    mysession.run('z')\n    session.run('a', 'it''s' r'\\n', \"b c\")\n\n@nox.session(default=False)\ndef b(session): session.run('one')\n";
    assert_eq!(scripts("noxfile.py", text, "nox"), [r"a 'its\n' 'b c'"]);
    let text = "@nox.session\ndef a(session):\n    x = (session.posargs or (\"t\",))\n    session.run(\"p\", *x, *y)\n";
    assert_eq!(scripts("noxfile.py", text, "nox"), ["p t $y"]);
    assert_eq!(scripts("noxfile.py", text, "nox -s b"), [""; 0]);
}

#[test]
fn lists_of_nox_grow_and_choose() {
    let text = "import nox\n@nox.session\ndef a(session: nox.Session):\n    args: list[str] = [] if session.posargs else [\"-n\", \"auto\"]\n    args += [\"-q\"]\n    if CI:\n        args.extend([\"--cov\", *x])\n    args.append(f\"{y}\")\n    session.env[\"PYTEST_ADDOPTS\"] = \"-x\"\n    session.run(\"pytest\", *args, *session.posargs)\n    args = compute()\n    session.run(\"pytest\", *args)\n";
    let found = runs("noxfile.py", text, "nox");
    assert_eq!(found[0].0, "pytest -n auto -q --cov $x $y");
    assert_eq!(found[1].0, "pytest $args");
    assert_eq!(scripts("noxfile.py", text, "nox -- t")[0], "pytest -q --cov $x $y t");
    let all = file("noxfile.py", text, "nox");
    let (name, value) = &all.tasks[0].lines[0].variables[0];
    assert_eq!((name.as_str(), value.as_str()), ("PYTEST_ADDOPTS", "-x"));
}

#[test]
fn variables_of_tox_may_be_made_of_others() {
    let text = "[testenv]\nset_env =\n  ALL = {env:MORE:} {env:SOME:-q}\n  xdist: MORE = -n auto\ncommands = {env:NONE:} pytest {env:ALL} {env:OUTER}\n";
    assert_eq!(scripts("tox.ini", text, "tox -e py-xdist"), ["pytest -n auto -q $OUTER"]);
    assert_eq!(scripts("tox.ini", text, "tox -e py"), ["pytest -q $OUTER"]);
    let toml = "[env_run_base]\nenv_tmp_dir = \"tmp/{env_name}\"\ncommands = [[\"pytest\", \"--basetemp={env_tmp_dir}\"]]\n";
    assert_eq!(scripts("tox.toml", toml, "tox -e a"), ["pytest --basetemp=tmp/a"]);
}
