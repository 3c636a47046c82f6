use proptest::prelude::*;

use super::*;
use crate::formats::tasks::task::LIMIT;

const CALLS: [(&str, &str); 16] = [
    ("make a X=1", "Makefile"),
    ("npm test -- x", "package.json"),
    ("tox -e py312-a -- -n 4", "tox.ini"),
    ("tox", "setup.cfg"),
    ("tox -e a", "tox.toml"),
    ("tox", "pyproject.toml"),
    ("nox -s a -- x", "noxfile.py"),
    ("nox", "noxfile.py"),
    ("hatch run a:b x", "hatch.toml"),
    ("hatch run a x", "pyproject.toml"),
    ("just a b", "justfile"),
    ("pixi run a x", "pixi.toml"),
    ("pdm run a x", "pyproject.toml"),
    ("poe a x", "pyproject.toml"),
    ("rye run a x", "pyproject.toml"),
    ("./a x", "a"),
];

/// Every reader gets the text; all that it gives stands within it.
fn read_all(text: &str) {
    for (command, path) in CALLS {
        let words: Vec<_> = command.split_whitespace().collect();
        let call = read_call(words[0], &words[1..]).unwrap();
        let Some(file) = read(&call, path, text).value else { continue };
        for task in file.order() {
            cut(text, task.name.span);
            for line in &task.lines {
                cut(text, line.span);
            }
        }
    }
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "é",
        " ",
        "  ",
        "\n",
        "\n\t",
        "\n    ",
        "\r\n",
        "\\\n",
        ":",
        "::",
        "=",
        ":=",
        "+=",
        "$(",
        "${",
        ")",
        "}",
        "{",
        "{{",
        "}}",
        "$$",
        "$@",
        "@",
        "-",
        "#",
        ";",
        "|",
        "%",
        "\"",
        "'",
        "\"\"\"",
        "[",
        "]",
        ",",
        "(",
        "*",
        "[tox]\n",
        "[testenv]\n",
        "[testenv:a]\n",
        "commands =",
        "envlist = ",
        "{[testenv]commands}",
        "{posargs:",
        "{env:",
        "base = a\n",
        "define a\n",
        "endef\n",
        "ifdef a\n",
        "endif\n",
        ".ONESHELL:",
        "@nox.session\n",
        "def a(session):\n",
        "session.run(",
        "session.posargs",
        " or ",
        "a = ",
        "set shell := ",
        "export ",
        "alias ",
        "&&",
        "\n[tool.hatch.envs.a.scripts]\n",
        "\n[tasks]\n",
        "\n[tool.pdm.scripts]\n",
        "\n[tool.poe.tasks]\n",
        "a = \"b\"\n",
        "b = \"a {args}\"\n",
        "{\"scripts\":",
        "\u{feff}",
        "\u{2028}",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_reader_panics(text in soup()) {
        read_all(&text);
    }

    #[test]
    fn no_reader_panics_on_any_text(text in "\\PC{0,200}") {
        read_all(&text);
    }

    #[test]
    fn no_call_panics(words in prop::collection::vec("[-+]{0,2}[a-z./={},:$]{0,8}", 0..6)) {
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        for (command, _) in CALLS {
            let program = command.split_whitespace().next().unwrap();
            let _ = read_call(program, &words);
        }
        for program in ["bash", "source", "yarn", "bun", "pnpm", "gmake"] {
            let _ = read_call(program, &words);
        }
    }
}

#[test]
fn a_file_too_large_is_a_problem() {
    let call = read_call("make", &[]).unwrap();
    let parsed = read(&call, "Makefile", &" ".repeat(LIMIT + 1));
    assert!(parsed.value.is_none());
    assert_eq!(parsed.problems.len(), 1);
}

#[test]
fn more_tasks_than_are_read_are_a_problem() {
    let call = read_call("make", &[]).unwrap();
    let text: String = (0..6_000).map(|n| format!("t{n}:\n\techo\n")).collect();
    let parsed = read(&call, "Makefile", &text);
    assert_eq!(parsed.value.unwrap().tasks.len(), 5_000);
    assert_eq!(parsed.problems.len(), 1);
}

#[test]
fn what_grows_without_end_is_cut_off() {
    let rings: String = (0..40).map(|n| format!("V{n} = $(V{m})$(V{m})\n", m = n + 1)).collect();
    read_all(&format!("{rings}\nt:\n\techo $(V0)\n"));
    let names: String = (0..1_000).map(|n| format!("t{n} ")).collect();
    read_all(&format!("{names}: {names}\n{}", "\techo $(A)\n".repeat(20_000)));
    read_all(&format!("[testenv]\ncommands = {}\n", "{posargs:".repeat(20_000)));
    read_all(&format!("[tox]\nenvlist = {}\n", "{a,b}".repeat(1_000)));
    read_all(&"{[testenv]commands}".repeat(2_000));
    read_all(&format!("[testenv]\ncommands =\n{}", "  {[testenv]commands}\n".repeat(2_000)));
    read_all(&format!(
        "@nox.session\ndef a(session):\n  a = {}\n  session.run({})\n",
        "*[".repeat(50_000),
        "*(".repeat(50_000)
    ));
    read_all(&format!("a:\n  {}\n", "{{".repeat(100_000)));
    read_all(&format!("{{\"scripts\":{}", "[".repeat(100_000)));
    read_all(&"$(".repeat(200_000));
}

#[test]
fn what_is_left_out_is_said() {
    let problems = |command: &str, path: &str, text: &str| {
        let words: Vec<_> = command.split_whitespace().collect();
        read(&read_call(words[0], &words[1..]).unwrap(), path, text).problems.len()
    };
    assert_eq!(problems("make", "Makefile", &format!("t:\n\techo {}\n", "a".repeat(70_000))), 1);
    assert_eq!(problems("make", "Makefile", &format!("t: {}\n", "a ".repeat(300_000))), 1);
    let sections: String = (0..1_100).map(|n| format!("[testenv:e{n}]\n")).collect();
    assert_eq!(problems("tox", "tox.ini", &sections), 1);
    let many = format!("[testenv]\ncommands =\n{}", "  a: pytest\n".repeat(40_000));
    assert_eq!(problems("tox -e a,b,c,d,e,f,g,h,i,j,k,l,m", "tox.ini", &many), 1);
}
