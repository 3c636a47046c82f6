use std::sync::Arc;

use super::script::Invocation;
use super::shells::Language;
use super::*;
use crate::facts::commands::fact::{CommandFact, CommandFate, CommandRole, UnreadScript};
use crate::facts::commands::steps::of_workflow;
use crate::formats::workflow::read_workflow;

fn facts(text: &str) -> Vec<CommandFact> {
    let path: Arc<str> = ".github/workflows/ci.yml".into();
    let read = read_workflow(&path, text.as_bytes());
    assert_eq!(read.problems, [], "{text}");
    of_workflow(&read.value.unwrap(), crate::catalog::tools::lookup::built_in()).0
}

/// Returns the program and arguments of every command of a bash script, one line each.
fn lines(script: &str) -> Vec<String> {
    spoken(script, Language::Posix)
}

fn spoken(script: &str, language: Language) -> Vec<String> {
    let read = script::read(script, language, &[]);
    let line = |invocation: &Invocation| {
        let arguments = invocation.arguments.iter().map(|word| word.text.as_str());
        std::iter::once(invocation.program.as_str()).chain(arguments).collect::<Vec<_>>().join(" ")
    };
    read.invocations.iter().map(line).collect()
}

#[test]
fn wrappers_are_looked_through() {
    for script in [
        "pytest -n 4",
        "./.venv/bin/pytest -n 4",
        "pytest.exe -n 4",
        "python -m pytest -n 4",
        "python3.12 -X dev -bb -m pytest -n 4",
        "python -Im pytest -n 4",
        "python -mpytest -n 4",
        "python3-dbg -m pytest -n 4",
        "py -3.12 -m pytest -n 4",
        "$PYTHON -m pytest -n 4",
        "\"${{ env.PYTHON }}\" -m pytest -n 4 #",
        "${CONDA_RUN} python -m pytest -n 4",
        "$VENV/bin/python -m pytest -n 4",
        "uv run pytest -n 4",
        "uv run --frozen --with pytest-xdist -p 3.12 -- pytest -n 4",
        "uv --offline run -m pytest -n 4",
        "uvx --with pytest-xdist pytest@8 -n 4",
        "uv tool run pytest -n 4",
        "pipx run pytest -n 4",
        "poetry run python -m pytest -n 4",
        "pdm run pytest -n 4",
        "pipenv run pytest -n 4",
        "hatch -e dev run pytest -n 4",
        "hatch run test:pytest -n 4",
        "rye run pytest -n 4",
        "pixi run --manifest-path x -e y -- python -m pytest -n 4",
        "conda run -n x --no-capture-output pytest -n 4",
        "micromamba run -n x pytest -n 4",
        "coverage run --source=a -m pytest -n 4",
        "python -m coverage run --parallel-mode -m pytest -n 4",
        "xvfb-run -a -s '-screen 0' pytest -n 4",
        "timeout -k 5 10m pytest -n 4",
        "env -u B A=b pytest -n 4",
        "sudo -E -u root pytest -n 4",
        "time pytest -n 4",
        "nice -n 5 pytest -n 4",
        "npx pytest -n 4",
        "bundle exec pytest -n 4",
        "docker run --rm -it -v a:b -e C=d -w /x image pytest -n 4",
        "docker compose -f x.yml run --rm -e A=b service pytest -n 4",
        "docker-compose exec -T service pytest -n 4",
        "kubectl exec pod -- pytest -n 4",
        "xargs -n 1 pytest -n 4",
        "nohup stdbuf -oL pytest -n 4",
        "exec pytest -n 4",
        "command pytest -n 4",
        "catchsegv pytest -n 4",
        "gdb -batch -ex run --args python -m pytest -n 4",
        "valgrind --leak-check=full pytest -n 4",
        "mpirun -n 2 --oversubscribe pytest -n 4",
        "nix develop .#x -c pytest -n 4 || nix develop -c pytest -n 4",
        "ddtrace-run pytest -n 4",
    ] {
        assert!(lines(script).contains(&"pytest -n 4".to_owned()), "{script}: {:?}", lines(script));
    }
}

#[test]
fn scripts_within_words_are_read_at_their_place() {
    for script in [
        "bash -c 'pytest -n 4'",
        "bash -lc \"cd x && pytest -n 4\"",
        "sh -ec 'pytest -n 4'",
        "bash -o pipefail -c 'pytest -n 4'",
        "sudo bash -c \"bash -c 'pytest -n 4'\"",
        "docker run image sh -c 'pytest -n 4'",
        "ssh -p 22 host 'cd x; pytest -n 4'",
        "eval 'pytest -n 4'",
        "env -S 'pytest -n 4'",
        "nix-shell --run 'pytest -n 4'",
        "pwsh -NonInteractive -Command 'pytest -n 4'",
    ] {
        let read = script::read(script, Language::Posix, &[]);
        let pytest = read.invocations.iter().find(|found| found.program == "pytest");
        let arguments = &pytest.unwrap_or_else(|| panic!("{script}")).arguments;
        assert_eq!(&script[arguments[1].start..arguments[1].end], "4", "{script}");
    }
    let escaped = "bash -c \"pytest \\\"-n\\\" 4\"";
    let read = script::read(escaped, Language::Posix, &[]);
    let word = &read.invocations[0].arguments[0];
    assert_eq!((word.text.as_str(), &escaped[word.start..]), ("-n", "\"pytest \\\"-n\\\" 4\""));
}

#[test]
fn what_wraps_nothing_is_the_program_itself() {
    for (script, line) in [
        ("echo pytest -n 4", "echo pytest -n 4"),
        ("pip install pytest -n 4", "pip install pytest -n 4"),
        ("python -m pip install pytest", "pip install pytest"),
        ("python -c 'import pytest' -m pytest", "python -c import pytest -m pytest"),
        ("python test.py -m pytest", "python test.py -m pytest"),
        ("uv pip install pytest", "uv pip install pytest"),
        ("coverage report -m pytest", "coverage report -m pytest"),
        ("docker build . -t pytest", "docker build . -t pytest"),
        ("bash pytest -n 4", "bash pytest -n 4"),
        ("env", "env"),
        ("time", "time"),
        ("$ECHO x pytest", "$ECHO x pytest"),
    ] {
        assert_eq!(lines(script), [line]);
    }
}

#[test]
fn variables_of_the_script_are_put_in_their_place() {
    assert_eq!(lines("A='-n 4'\npytest $A \"$A\" ${B}"), ["pytest -n 4 -n 4 ${B}"]);
    assert_eq!(lines("A=(-q \"-n4\")\nA+=(-x)\npytest \"${A[@]}\""), ["pytest -q -n4 -x"]);
    assert_eq!(lines("T=\"python -m pytest\"\n$T -n 4"), ["pytest -n 4"]);
}

#[test]
fn powershell_and_cmd_are_split_into_their_commands() {
    let script = "# pytest 1\n$env:A = \"b\"; & .venv\\Scripts\\pytest.exe -n `\n  4\n\
                  if ($x) { pytest '-n 2' | Tee-Object }\n<# pytest 3 #>\n$r = pytest 5\n";
    let found = spoken(script, Language::PowerShell);
    assert_eq!(found, ["pytest -n 4", "if", "$x", "pytest -n 2", "Tee-Object", "pytest 5"]);
    let script = "@echo off\nrem pytest 1\n:: pytest 2\nset A=b\ncall pytest ^\n  -n 4 && pytest \"a b\" & pytest c\n";
    let found = spoken(script, Language::Cmd);
    assert_eq!(found, ["echo off", "pytest -n 4", "pytest a b", "pytest c"]);
}

#[test]
fn a_steps_shell_decides_how_its_script_is_read() {
    let workflow = |shell: &str, runner: &str| {
        format!(
            "on: push\njobs:\n  a:\n    runs-on: {runner}\n    steps:\n      - run: |\n          \
             $env:X = 1; pytest `\n            -n 4\n{shell}"
        )
    };
    let count = |text: &str| {
        let facts = facts(text);
        facts.iter().find(|fact| fact.program == "pytest").map(|fact| fact.arguments.len())
    };
    assert_eq!(count(&workflow("", "windows-2025")), Some(2));
    assert_eq!(count(&workflow("", "[self-hosted, Windows]")), Some(2));
    assert_eq!(count(&workflow("", "${{ matrix.os }}")), Some(2));
    assert_eq!(count(&workflow("        shell: pwsh\n", "ubuntu-24.04")), Some(2));
    assert_ne!(count(&workflow("        shell: bash\n", "windows-2025")), Some(2));
    assert_eq!(count(&workflow("        shell: python\n", "ubuntu-24.04")), None);
}

#[test]
fn the_environment_is_what_the_command_sees_the_nearest_last() {
    let text = "on: push\nenv:\n  A: workflow\njobs:\n  a:\n    runs-on: x\n    env:\n      A: job\n    \
                steps:\n      - run: echo \"B=1\" >> $GITHUB_ENV\n      - name: tests\n        env:\n          \
                A: step\n        run: |\n          one\n          export A=script\n          two\n          \
                A=own three\n";
    let facts = facts(text);
    let seen = |program: &str| {
        let fact = facts.iter().find(|fact| fact.program == program).unwrap();
        let pairs = fact.environment.iter();
        pairs.map(|var| format!("{}={} {}", var.name, var.value, var.subject)).collect::<Vec<_>>()
    };
    let one = ["A=workflow ci.yml", "A=job ci.yml/a", "B=1 ci.yml/a/#1", "A=step ci.yml/a/tests"];
    assert_eq!(seen("echo"), one[..2]);
    assert_eq!(seen("one"), one);
    assert_eq!(seen("two")[4..], ["A=script ci.yml/a/tests"]);
    assert_eq!(seen("three")[4..], ["A=script ci.yml/a/tests", "A=own ci.yml/a/tests"]);
}

#[test]
fn places_are_those_of_the_file() {
    let text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          cd é &&\n          \
                pytest 'a b' -n 4\n      - run: \"pytest -n 4\"\n";
    let facts = facts(text);
    let places: Vec<_> = facts
        .iter()
        .filter(|fact| fact.program == "pytest")
        .map(|fact| {
            let (word, span) = &fact.arguments[fact.arguments.len() - 2];
            (fact.location.span.line, word.text.as_str(), span.line, span.column)
        })
        .collect();
    assert_eq!(places, [(8, "-n", 8, 24), (9, "-n", 9, 22)]);
}

#[test]
fn a_script_that_cannot_be_read_is_told_with_its_lines() {
    let path: Arc<str> = ".github/workflows/ci.yml".into();
    let text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          echo\n          if pytest; then\n";
    let workflow = read_workflow(&path, text.as_bytes()).value.unwrap();
    let (_, unread) = of_workflow(&workflow, crate::catalog::tools::lookup::built_in());
    assert!(!unread.is_empty());
    assert!(
        unread
            .iter()
            .any(|script| script.text.as_deref().is_some_and(|text| text.contains("if pytest"))),
        "{unread:?}"
    );
    assert_eq!(unread[0].subject, "ci.yml/a/#1");
}

/// Returns what cannot be read of the files that one step calls: reason, gate command, whether the
/// text is known.
fn unread_of(
    step: &str,
    path: &str,
    read: crate::facts::readable::Readable<&str>,
) -> Vec<(String, String, bool)> {
    let text = format!("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - {step}\n");
    let workflows = vec![(".github/workflows/ci.yml".into(), Ok(text.into_bytes()))];
    let called = vec![(path.to_owned(), read.map(|text| text.as_bytes().to_vec()))];
    let material = crate::facts::understand::SideInputs { workflows, called, ..Default::default() };
    let facts = crate::facts::commit::Facts::new(material);
    let gate = |script: &UnreadScript| script.gate.as_ref().map(|gate| gate.tool.clone());
    let unread = facts.unread_scripts.iter();
    unread
        .map(|script| (script.why.clone(), gate(script).unwrap_or_default(), script.text.is_some()))
        .collect()
}

#[test]
fn a_called_file_that_cannot_be_read_is_told_at_the_call() {
    let lost = |step, path| unread_of(step, path, Err("it is too large".to_owned()));
    let found = lost("run: make test", "Makefile");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.contains("`Makefile`") && found[0].0.ends_with("it is too large"));
    assert!(found[0].1.contains("make") && !found[0].2, "{found:?}");
    // A script of the repository may contain any gate command.
    assert!(
        matches!(&lost("run: bash send.sh", "send.sh")[..], [(_, gate, false)] if gate.is_empty())
    );
    assert_eq!(lost("uses: ./checks", "checks/action.yml").len(), 1);
    assert_eq!(lost("run: make test", "package.json"), []);

    let broken = |step, path, text| unread_of(step, path, Ok(text));
    let found = broken("run: npm run ci", "package.json", "{ \"scripts\": { \"ci\": \"jest\" }");
    assert!(matches!(&found[..], [(_, gate, true)] if gate == "jest"), "{found:?}");
    let found = broken("run: npm run up", "package.json", "{ \"scripts\": { \"up\": \"scp x\" }");
    assert!(matches!(&found[..], [(_, gate, true)] if gate.is_empty()), "{found:?}");
    assert_eq!(
        broken("run: npm run ci", "package.json", "{ \"scripts\": { \"ci\": \"jest\" } }"),
        []
    );
}

#[test]
fn a_called_script_that_the_grammar_cannot_read_is_told_at_its_place() {
    let broken = |step, path, text| unread_of(step, path, Ok(text));
    let found = broken("run: bash ci.sh", "ci.sh", "x=(\neval \"cargo test\n");
    assert!(found.iter().any(|(_, gate, known)| gate == "cargo test" && *known), "{found:?}");
    let action = "name: a\ndescription: a\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: |\n        eval \"cargo test\n";
    let found = broken("uses: ./checks", "checks/action.yml", action);
    assert!(found.iter().any(|(_, gate, _)| gate == "cargo test"), "{found:?}");
}

#[test]
fn a_gate_among_what_cannot_be_read_is_not_judged() {
    let path: Arc<str> = ".github/workflows/ci.yml".into();
    let text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          if pytest; then\n";
    let workflow = read_workflow(&path, text.as_bytes()).value.unwrap();
    let (commands, unread) = of_workflow(&workflow, crate::catalog::tools::lookup::built_in());
    let gates: Vec<_> =
        commands.iter().filter(|command| matches!(command.role, CommandRole::Gate(_))).collect();
    let told = unread.iter().any(|script| script.gate.is_some());
    assert!(told || !gates.is_empty());
    assert!(gates.iter().all(|gate| matches!(gate.fate, Some(CommandFate::Unknown { .. }))));
}

#[test]
fn what_only_powershell_understands_is_read_as_that() {
    let text = "$threads = (Get-CimInstance Win32_ComputerSystem).NumberOfLogicalProcessors\ncmake --build . --parallel $threads";
    let read = script::read(text, Language::ByRunner, &[]);
    assert_eq!(read.unparsed, []);
    assert!(read.invocations.iter().any(|call| call.program == "cmake"), "{read:?}");
}
