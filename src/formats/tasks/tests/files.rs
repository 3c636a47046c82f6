use super::*;
use crate::formats::tasks::task::TaskShell;

const MAKEFILE: &str = "\
# how this project is built
SHELL := /bin/bash
.SHELLFLAGS = -eu -o pipefail -c
PYTEST ?= python -m pytest
FLAGS  = -q $(EXTRA)
ifdef CI
FLAGS += -n auto
endif
export PYTEST_ADDOPTS = --strict-markers

.PHONY: all test lint
all: lint test ## everything

test: build | dirs
\t@$(PYTEST) $(FLAGS) tests/ \\
\t\t--maxfail=$${MAX:-1} # a comment of the shell
\t-rm -f $@.log

%.o: %.c
\t$(CC) -c $<

lint check::
\truff check .
build dirs: ; mkdir -p build
lint::
\t+@ - mypy src
";

#[test]
fn a_makefile_runs_prerequisites_first_and_each_line_alone() {
    let found = scripts("Makefile", MAKEFILE, "make test");
    assert_eq!(
        found,
        [
            "mkdir -p build",
            "mkdir -p build",
            "python -m pytest -q $EXTRA -n auto tests/ \\\n\t--maxfail=${MAX:-1} # a comment of the shell",
            "-rm -f test.log",
        ]
    );
    // the first target is the default
    let found = scripts("Makefile", MAKEFILE, "make");
    assert_eq!(found[..2], ["ruff check .", "-mypy src"]);
    assert_eq!(found.len(), 6);
    let found = runs("Makefile", MAKEFILE, "make check");
    assert_eq!(as_written(&found), ["ruff check ."]);
}

#[test]
fn a_makefile_says_shell_places_and_environment() {
    let file = file("Makefile", MAKEFILE, "make test");
    let test = file.tasks.iter().find(|task| task.name.value == "test").unwrap();
    assert_eq!(cut(MAKEFILE, test.name.span), "test");
    assert_eq!(test.before, ["build", "dirs"]);
    let line = &test.lines[1];
    assert_eq!((line.shell, line.errexit, line.pipefail), (TaskShell::Bash, true, true));
    assert_eq!(cut(MAKEFILE, line.span), "rm -f $@.log");
    assert!(cut(MAKEFILE, test.lines[0].span).starts_with("$(PYTEST) $(FLAGS)"));
    let [(name, value)] = &*line.variables else { panic!("{:?}", line.variables) };
    assert_eq!((name.as_str(), value.as_str()), ("PYTEST_ADDOPTS", "--strict-markers"));
    assert_eq!(cut(MAKEFILE, value.span), "--strict-markers");
}

#[test]
fn words_of_make_set_variables_and_let_failures_pass() {
    let found = scripts("Makefile", MAKEFILE, "make test FLAGS=-x PYTEST=pytest -i");
    assert!(found[2].starts_with("-pytest -x tests/"), "{found:?}");
    let text = "ARGS = -q\ntest:\n\tpytest $(ARGS)\n";
    assert_eq!(scripts("Makefile", text, "make ARGS=-n4 test"), ["pytest -n4"]);
}

#[test]
fn one_shell_ignore_and_recipe_prefix_change_a_recipe() {
    let text = ".ONESHELL:\ntest:\n\t-set -e\n\t@pytest\n\techo done\n";
    assert_eq!(scripts("Makefile", text, "make"), ["-set -e\npytest\necho done"]);
    let text = ".IGNORE: test\ntest:\n\tpytest\nlint:\n\truff\n";
    assert_eq!(scripts("Makefile", text, "make test lint"), ["-pytest", "ruff"]);
    let text = ".RECIPEPREFIX = >\ntest:\n> pytest\n>ruff\n";
    assert_eq!(as_written(&runs("Makefile", text, "make")), ["pytest", "ruff"]);
    let text = ".POSIX:\ntest:\n\tpytest\n";
    assert!(file("Makefile", text, "make").tasks[0].lines[0].errexit);
    let text = "SHELL = /usr/bin/env python3\ntest:\n\tprint()\n";
    assert_eq!(file("Makefile", text, "make").tasks[0].lines[0].shell, TaskShell::Other);
}

#[test]
fn near_misses_of_makefiles() {
    // both branches of a condition, and a value that they set in two ways
    let text = "ifeq ($(OS),x)\nP = a\nelse\nP = b\nendif\nt:\nifdef CI\n\tone $(P)x\nelse\n\ttwo\nendif\n\tthree\n";
    assert_eq!(scripts("Makefile", text, "make"), ["one ${P}x", "two", "three"]);
    // the last recipe counts; a target without one adds prerequisites
    let text = "t:\n\told\nt: p\nt:\n\tnew\np: ; pre\n";
    assert_eq!(scripts("Makefile", text, "make"), ["pre", "new"]);
    // canned recipes, target variables, several lines of one variable
    let text = "define steps\n@one\n-two $(X)\nendef\nt: X = 1\nt u:\n\t$(steps)\n";
    assert_eq!(scripts("Makefile", text, "make t"), ["one", "-two 1"]);
    assert_eq!(scripts("Makefile", text, "make u"), ["one", "-two $X"]);
    // functions are not called, commands of the shell stay ones
    let text = "V := $(shell git describe)\nS = $(wildcard *.py)\nt:\n\tpytest $(S) --v=$(V)\n";
    assert_eq!(scripts("Makefile", text, "make"), ["pytest $wildcard --v=$(git describe)"]);
    let text = "A = $(A) $(B)\nB = $(A)\nt:\n\techo $(A)\n";
    assert!(scripts("Makefile", text, "make")[0].starts_with("echo "));
    let text = ".DEFAULT_GOAL := u\r\nt:\r\n\tone\r\nu:\r\n\ttwo \\\r\n\tmore\r\n";
    assert_eq!(scripts("Makefile", text, "make"), ["two \\\nmore"]);
    let text = "x := a:b\nt: export Y := 1\nt: $(x) # no; recipe\n\t$(MAKE) -C sub\n\t# nothing\n";
    assert_eq!(scripts("Makefile", text, "make t"), ["make -C sub"]);
    assert_eq!(file("Makefile", text, "make").tasks[0].lines[0].variables[0].0, "Y");
    assert_eq!(scripts("Makefile", text, "make missing"), [""; 0]);
}

const PACKAGE: &str = r#"{
  "name": "pkg", "scripts": {"test": "not these"},
  "scripts": {
    "pretest": "npm run build",
    "test": "jest --ci \"a b\" \u00e9",
    "posttest": "echo done",
    "lint": "eslint .",
    "bad": 3
  }
}
"#;

#[test]
fn a_package_runs_its_scripts_with_their_hooks() {
    let found = runs("package.json", PACKAGE, "npm test -- --watch 'x");
    assert_eq!(
        found[1],
        (
            "jest --ci \"a b\" é --watch ''\\''x'".to_owned(),
            r#"jest --ci \"a b\" \u00e9"#.to_owned()
        )
    );
    assert_eq!(found.len(), 3);
    let found = runs("package.json", PACKAGE, "pnpm test");
    assert_eq!(found.len(), 1);
    assert_eq!(as_written(&runs("package.json", PACKAGE, "yarn lint")), ["eslint ."]);
    let file = file("package.json", PACKAGE, "npm run lint");
    let names: Vec<_> = file.tasks.iter().map(|task| cut(PACKAGE, task.name.span)).collect();
    assert_eq!(names, ["pretest", "test", "posttest", "lint"]);
}

#[test]
fn near_misses_of_packages() {
    let call = read_call("npm", &["test"]).unwrap();
    assert!(
        read(&call, "package.json", "{\"a\": {\"scripts\": {\"test\": \"x\"}}}").value.is_none()
    );
    let broken = read(&call, "package.json", "{\n  \"scripts\": {,}\n}");
    assert!(broken.value.is_none());
    assert_eq!(broken.problems[0].span.line, 2);
    let marked = "\u{feff}{\"scripts\":{\"test\":\"jest\"}}";
    assert_eq!(as_written(&runs("package.json", marked, "npm test")), ["jest"]);
    assert!(read(&call, "package.json", "[]").value.is_none());
    let empty = read(&call, "package.json", "{\"scripts\": null}").value.unwrap();
    assert_eq!(empty.tasks, []);
}

#[test]
fn a_package_is_read_as_javascript_reads_it() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!(
        "{{\"x\": {deep}, \"scripts\": {{\"a\": \"old\"}}, \"y\": [1e999, \"\\ud800\"], \"scripts\": {{\n\
         \"a\": \"1\", \"\\ud800\": \"c\", \"b\": \"\\udc00\", \"n\": 1e999, \"\\u0061\": \"echo \\u0032\", \"d\": \"x\"}}}}"
    );
    let file = file("package.json", &text, "npm run a");
    let tasks = file.tasks.iter().map(|task| {
        let line = &task.lines[0];
        (task.name.as_str(), cut(&text, task.name.span), line.text.as_str(), cut(&text, line.span))
    });
    assert_eq!(
        tasks.collect::<Vec<_>>(),
        [
            ("a", "\\u0061".to_owned(), "echo 2", "echo \\u0032".to_owned()),
            ("d", "d".to_owned(), "x", "x".to_owned()),
        ]
    );
}

const JUSTFILE: &str = r#"
set shell := ["bash", "-euo", "pipefail", "-c"]
export PYTEST_ADDOPTS := "-q"
python := "python3"
version := `git describe`

alias t := test

# says what there is
@_list:
    just --list

[group('ci')]
test target='tests' *args: build (install "dev") && report
    @-{{python}} -m pytest {{ target }} {{args}} \
        --v={{version}}{{{{x}}
    -@echo "done"
    # nothing

build:
  make build
install what:
    pip install .[{{what}}]
report:
    #!/usr/bin/env bash
    set -e
    coverage report
[windows]
build:
    nmake
"#;

#[test]
fn a_justfile_runs_dependencies_and_fills_in_arguments() {
    let found = scripts("justfile", JUSTFILE, "just test unit -n 4");
    assert_eq!(
        found,
        [
            "make build",
            "pip install .[$what]",
            "-python3 -m pytest unit -n 4 --v=$version{{x}}",
            "-echo \"done\"",
            "#!/usr/bin/env bash\n    set -e\n    coverage report",
        ]
    );
    assert_eq!(scripts("justfile", JUSTFILE, "just"), ["just --list"]);
    let found = scripts("justfile", JUSTFILE, "just python=py t");
    assert_eq!(found[2], "-py -m pytest tests  --v=$version{{x}}");
    let file = file("justfile", JUSTFILE, "just build");
    assert_eq!(file.chosen, ["build"]);
    let build = file.tasks.iter().find(|task| task.name.value == "build").unwrap();
    let line = &build.lines[0];
    assert_eq!((line.shell, line.errexit, line.pipefail), (TaskShell::Bash, true, true));
    assert_eq!(cut(JUSTFILE, line.span), "make build");
    assert_eq!(cut(JUSTFILE, build.name.span), "build");
    assert_eq!(cut(JUSTFILE, line.variables[0].1.span), "\"-q\"");
    assert_eq!(scripts("justfile", JUSTFILE, "just build report").len(), 2);
}

#[test]
fn scripts_are_read_by_their_first_line_or_by_the_call() {
    let text = "#!/bin/bash -e\npytest -q\n";
    let line = |command| file("scripts/ci.sh", text, command).tasks[0].lines[0].clone();
    let by_path = line("./scripts/ci.sh");
    assert_eq!((by_path.shell, by_path.errexit, by_path.pipefail), (TaskShell::Bash, true, false));
    assert_eq!(cut(text, by_path.span), text);
    assert!(!line("bash scripts/ci.sh").errexit);
    let named = line("sh -euo pipefail scripts/ci.sh");
    assert_eq!((named.shell, named.errexit, named.pipefail), (TaskShell::Sh, true, true));
    let call = read_call("./run", &[]).unwrap();
    assert!(read(&call, "run", "#!/usr/bin/env python3\n").value.is_none());
}
