use super::*;
use crate::formats::tasks::task::{TaskCall, TaskFormat};

fn call(command: &str) -> Option<TaskCall> {
    let words: Vec<_> = command.split_whitespace().collect();
    read_call(words[0], &words[1..])
}

fn names(command: &str) -> Vec<String> {
    call(command).unwrap().names
}

fn rest(command: &str) -> Vec<String> {
    call(command).unwrap().rest
}

#[test]
fn calls_name_tasks_files_and_folders() {
    let found = call("make -C sub -j 4 -f build.mk test A=1 B:=2 lint").unwrap();
    assert_eq!(found.names, ["test", "lint"]);
    assert_eq!((found.file.as_deref(), found.folder.as_deref()), (Some("build.mk"), Some("sub")));
    assert_eq!(found.variables, [("A".into(), "1".into()), ("B".into(), "2".into())]);
    assert_eq!(call("make -Csub -j8").unwrap().folder.as_deref(), Some("sub"));
    assert!(call("/usr/bin/make -ki test").unwrap().ignores_failures);
    let found = call("npm --prefix web run lint --silent x -- --fix").unwrap();
    assert_eq!(
        (found.folder.as_deref(), found.rest),
        (Some("web"), vec!["x".into(), "--fix".into()])
    );
    assert_eq!(names("npm t"), ["test"]);
    assert_eq!(names("yarn --cwd web e2e"), ["e2e"]);
    assert_eq!(rest("pnpm run test --ci"), ["--ci"]);
    assert_eq!(names("tox -e py{310,311}-a,lint -- -n 4"), ["py310-a", "py311-a", "lint"]);
    assert_eq!(rest("tox run -epy312 -c tox.cfg -- -n 4"), ["-n", "4"]);
    assert_eq!(names("nox -s tests-3.12 lint -r -- -x"), ["tests-3.12", "lint"]);
    assert_eq!(names("nox --session=tests"), ["tests"]);
    assert_eq!(names("hatch -e test run cov -x"), ["test:cov"]);
    assert_eq!(names("hatch run default:cov"), ["cov"]);
    assert_eq!(rest("hatch run test:cov -x"), ["-x"]);
    assert_eq!(names("pixi run -e dev test"), ["test"]);
    assert_eq!(rest("poe -C sub test -n 4"), ["-n", "4"]);
    assert_eq!(names("pdm run -s test"), ["test"]);
    assert_eq!(rest("npm run test --if-present --loglevel x -- -w a"), ["-w", "a"]);
    assert_eq!(rest("pdm run test -- -n 4"), ["-n", "4"]);
}

#[test]
fn calls_of_scripts_name_their_file() {
    let file = |command: &str| call(command).and_then(|call| call.file);
    assert_eq!(file("bash scripts/ci.sh").as_deref(), Some("scripts/ci.sh"));
    assert_eq!(file("bash -x ./ci.sh a").as_deref(), Some("ci.sh"));
    assert_eq!(file("source $GITHUB_WORKSPACE/ci/env.sh").as_deref(), Some("ci/env.sh"));
    assert_eq!(file("./run").as_deref(), Some("run"));
    for command in
        ["bash -c x", "bash", "bash -s", "/opt/x.sh", "./manage.py", "ls", ". venv/bin/activate"]
    {
        assert_eq!(file(command), None, "{command}");
    }
}

#[test]
fn what_runs_no_task_is_no_call() {
    for command in [
        "make -n test",
        "make --version",
        "npm ci",
        "npm install test",
        "npm run",
        "npm run test -w web",
        "yarn install",
        "pnpm add run",
        "bun test",
        "tox --notest",
        "tox list",
        "tox -f py312",
        "nox -l",
        "nox -k test",
        "hatch build",
        "just --list",
        "pixi install",
        "pdm install test",
        "rye sync",
        "poe --help",
        "pytest",
    ] {
        assert_eq!(call(command), None, "{command}");
    }
}

#[test]
fn files_have_their_formats() {
    assert_eq!(TaskFormat::of_file("setup.cfg"), [TaskFormat::Tox]);
    assert_eq!(TaskFormat::of_file("Makefile"), [TaskFormat::Makefile]);
    assert_eq!(TaskFormat::of_file("pyproject.toml").len(), 6);
    assert_eq!(TaskFormat::of_file("README.md"), []);
}
