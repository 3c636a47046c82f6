//! From the words of a command to the tasks that it runs.

use super::call_python::{
    read_hatch_call, read_just_call, read_nox_call, read_poe_call, read_runner_call, read_tox_call,
};
use super::task::{Interpreter, TaskCall, TaskFormat, TaskShell};
use crate::formats::tasks::pieces::{Piece, Pieces, handed_on, own_words};

/// Subcommands of `yarn`, `pnpm` and `bun` that are no scripts.
const COMMANDS: &str = "\
    a access add approve-builds audit autoclean bin build-env c cache cat-file check ci completion config constraints \
    create dedupe deploy dlx dedup doctor env exec explain explore fetch fund generate-lock-entry \
    global help i import info init install install-test it lifecycle link list ll licenses login \
    logout ls m node npm outdated owner pack patch patch-commit pkg plugin pm policies prune \
    publish rb rebuild remove repl root rm self-update server set setup stage store tag team un \
    uninstall unlink unplug up update upgrade upgrade-interactive version versions view \
    why workspace workspaces x";

const MAKE: &str = "\
    -C --directory -f --file --makefile -I --include-dir -o --old-file --assume-old -W --what-if \
    --new-file --assume-new --eval -E";
const NPM: &str = "\
    --prefix -C --dir --cwd --loglevel --userconfig --cache --registry --script-shell \
    --node-options --reporter --workspace-concurrency";
const SHELL: &str = "-o +o -O +O --rcfile --init-file";

/// The tasks that a command runs, and where they stand; `None` when it runs none. The program is its
/// word as written (`./ci.sh`), before any wrapper of the kind of `hatch run` is looked through.
///
/// A name need not be a task: `pdm run pytest` runs pytest, when no script has that name.
#[must_use]
pub fn read_call(program: &str, arguments: &[&str]) -> Option<TaskCall> {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    let name = name.strip_suffix(".exe").or(name.strip_suffix(".cmd")).unwrap_or(name);
    match name {
        "make" | "gmake" | "mingw32-make" => make(arguments),
        "npm" | "pnpm" | "yarn" | "yarnpkg" | "bun" => package_script(name, arguments),
        "tox" => read_tox_call(arguments),
        "nox" => read_nox_call(arguments),
        "hatch" => read_hatch_call(arguments),
        "just" => read_just_call(arguments),
        "pixi" => read_runner_call(TaskFormat::Pixi, "pixi", arguments),
        "pdm" => read_runner_call(TaskFormat::Pdm, "pdm", arguments),
        "rye" => read_runner_call(TaskFormat::Rye, "rye", arguments),
        "poe" | "poethepoet" => read_poe_call(arguments),
        "bash" | "sh" | "dash" | "ash" | "ksh" | "zsh" => shell(name, arguments),
        "source" | "." if program == name => sourced(name, arguments),
        _ => path(program, arguments),
    }
}

fn make(arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new("make", TaskFormat::Makefile);
    let mut pieces = Pieces::new(arguments, MAKE);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("-C" | "--directory", value) => {
                // each is relative to the one before
                found.folder = match (found.folder, value) {
                    (Some(outer), Some(inner)) => Some(format!("{outer}/{inner}")),
                    (outer, inner) => inner.map(str::to_owned).or(outer),
                };
            }
            Piece::Option("-f" | "--file" | "--makefile", value) => {
                found.file = value.map(str::to_owned);
            }
            Piece::Option("--ignore-errors", _) => found.ignores_failures = true,
            Piece::Option(
                "--dry-run" | "--just-print" | "--recon" | "--question" | "--touch" | "--version"
                | "--help" | "--print-data-base",
                _,
            ) => return None,
            Piece::Option(group, _) if !group.starts_with("--") => {
                let flags = group.trim_start_matches('-');
                // `-j4`, `-l2`: what follows is their number; `-Otarget`: a word
                let flags = flags.split(['j', 'l', 'O']).next().unwrap_or_default();
                if flags.contains(['n', 'q', 't', 'v', 'p', 'h']) {
                    return None;
                }
                found.ignores_failures |= flags.contains('i');
                if matches!(group, "-j" | "-l") && numeric(pieces.words.first()) {
                    pieces.next();
                }
            }
            Piece::Option(..) => {}
            Piece::Word(word) => match word.split_once('=') {
                Some((name, value)) => {
                    let name = name.trim_end_matches([':', '?', '+']);
                    found.variables.push((name.to_owned(), value.to_owned()));
                }
                None => found.names.push(word.to_owned()),
            },
            Piece::Rest(rest) => found.names.extend(own_words(rest)),
        }
    }
    Some(found)
}

fn numeric(word: Option<&&str>) -> bool {
    word.is_some_and(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

fn package_script(program: &str, arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new(program, TaskFormat::PackageJson);
    let mut pieces = Pieces::new(arguments, NPM);
    let mut said_run = false;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("--prefix" | "-C" | "--dir" | "--cwd", value) => {
                found.folder = value.map(str::to_owned);
            }
            // which packages these are stands in other files
            Piece::Option(
                "-w" | "--workspace" | "-ws" | "--workspaces" | "-r" | "--recursive" | "-F"
                | "--filter" | "--help" | "--version" | "-v" | "-h",
                _,
            ) => return None,
            Piece::Option(..) => {}
            // npm reads its own options up to `--`, wherever they stand
            Piece::Word(word) if !found.names.is_empty() => found.rest.push(word.to_owned()),
            Piece::Word("run" | "run-script" | "rum" | "urn") if !said_run => said_run = true,
            Piece::Word(word) => {
                let name = match (program, word) {
                    ("npm" | "pnpm", "t" | "tst") if !said_run => "test",
                    ("npm", "test" | "start" | "stop" | "restart") => word,
                    ("npm", _) if !said_run => return None,
                    ("bun", "test" | "build") if !said_run => return None,
                    (_, word) if !said_run && COMMANDS.split_whitespace().any(|c| c == word) => {
                        return None;
                    }
                    _ => word,
                };
                if name.contains(['.', '/']) && program == "bun" {
                    return None;
                }
                found.names.push(name.to_owned());
                if program != "npm" {
                    found.rest = handed_on(pieces.words);
                    return Some(found);
                }
            }
            Piece::Rest(rest) => {
                found.rest.extend(own_words(rest));
                break;
            }
        }
    }
    (!found.names.is_empty()).then_some(found)
}

fn shell(program: &str, arguments: &[&str]) -> Option<TaskCall> {
    let mut interpreter =
        Interpreter { shell: TaskShell::of_name(program), errexit: false, pipefail: false };
    let mut pieces = Pieces::new(arguments, SHELL);
    while let Some(piece) = pieces.next() {
        let (file, rest) = match piece {
            Piece::Option("-o" | "+o", Some(value)) => {
                let sign = if arguments.contains(&"+o") { "+o" } else { "-o" };
                interpreter.options([sign, value]);
                continue;
            }
            Piece::Option(option, _) if option.starts_with("--") => continue,
            Piece::Option(group, _) => {
                if group.contains(['c', 's', 'n']) && group.starts_with('-') {
                    // the script is an argument, or the input; or it is only looked at
                    return None;
                }
                interpreter.options([group]);
                if group.contains('o')
                    && let Some((value, rest)) = pieces.words.split_first()
                {
                    // `-euo pipefail`
                    interpreter.options(["-o", value]);
                    pieces.words = rest;
                }
                continue;
            }
            Piece::Word(word) => (word, pieces.words),
            Piece::Rest(rest) => (*rest.first()?, rest.get(1..)?),
        };
        let mut found = script(program, file, rest)?;
        found.interpreter = Some(interpreter);
        return Some(found);
    }
    None
}

fn sourced(program: &str, arguments: &[&str]) -> Option<TaskCall> {
    let (file, rest) = arguments.split_first()?;
    if file.ends_with("/activate") {
        // of a virtual environment, which no repository holds
        return None;
    }
    let mut found = script(program, file, rest)?;
    found.interpreter = Some(Interpreter::SH);
    Some(found)
}

/// A program that is named by its path.
fn path(program: &str, arguments: &[&str]) -> Option<TaskCall> {
    let (folder, name) = program.rsplit_once('/')?;
    let fits = match name.rsplit_once('.') {
        Some((_, end)) => matches!(end, "sh" | "bash"),
        None => true,
    };
    (fits && !folder.is_empty()).then(|| script(name, program, arguments)).flatten()
}

fn script(program: &str, file: &str, rest: &[&str]) -> Option<TaskCall> {
    // the workspace is where a step starts
    let roots = ["$GITHUB_WORKSPACE/", "${GITHUB_WORKSPACE}/", "${{ github.workspace }}/", "./"];
    let file = roots.iter().find_map(|root| file.strip_prefix(root)).unwrap_or(file);
    if file.is_empty() || file.starts_with(['/', '~', '-', '<']) {
        return None;
    }
    let mut found = TaskCall::new(program, TaskFormat::Script);
    found.file = Some(file.to_owned());
    found.rest = own_words(rest);
    Some(found)
}
