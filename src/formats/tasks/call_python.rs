//! The calls of tox, nox, hatch, just, and of those that run tasks out of `pyproject.toml`.

use super::pieces::{Piece, Pieces, handed_on, own_words};
use super::task::{TaskCall, TaskFormat};

const TOX: &str = "\
    -e --conf -c --workdir --root --result-json --hashseed --discover --override -x --runner \
    --skip-env --installpkg --parallel -p --colored --default-runner --develop-pkg --exit-and-dump-after";
const NOX: &str = "\
    -f --noxfile -t --tags -k --keywords -p --python --pythons --extra-pythons --extra-python \
    --force-python -P --default-venv-backend -db --force-venv-backend -fb --envdir --report \
    --download-python";
const HATCH: &str = "-e --env -p --project --config --data-dir --cache-dir";
const JUST: &str = "\
    -f --justfile -d --working-directory --shell --shell-arg --dotenv-filename --dotenv-path -E \
    --chooser --color --command-color --tempdir --cygpath --timestamp-format";
const PIXI: &str =
    "-e --environment --manifest-path -m --color --auth-file --pinning-strategy --tls-root-certs";
const PDM: &str = "-p --project -c --config --venv";
const POE: &str = "-C --directory -e --executor -X --executor-opt --root";
const RYE: &str = "--pyproject";
pub(super) fn read_tox_call(arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new("tox", TaskFormat::Tox);
    let mut pieces = Pieces::new(arguments, TOX);
    let mut is_first = true;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("-e", value) => {
                found.names.extend(super::tox_names::expand_names(value.unwrap_or_default()));
            }
            Piece::Option("-c" | "--conf", value) => found.file = value.map(str::to_owned),
            Piece::Option("--root", value) => found.folder = value.map(str::to_owned),
            // labels and factors choose by what the file says elsewhere; the others run nothing
            Piece::Option(
                "-m" | "-f" | "--notest" | "-n" | "-l" | "--listenvs" | "-a" | "--listenvs-all"
                | "--showconfig" | "--devenv" | "--version" | "-h" | "--help",
                _,
            ) => return None,
            Piece::Option(..) => {}
            Piece::Word("run" | "r" | "run-parallel" | "p" | "legacy" | "le") if is_first => {}
            Piece::Word(_) if is_first => return None,
            // the words that tox 3 took without `--`
            Piece::Word(word) => found.rest.push(word.to_owned()),
            Piece::Rest(rest) => found.rest = own_words(rest),
        }
        is_first = false;
    }
    Some(found)
}

pub(super) fn read_nox_call(arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new("nox", TaskFormat::Nox);
    let mut pieces = Pieces::new(arguments, NOX);
    let mut names = false;
    while let Some(piece) = pieces.next() {
        match piece {
            // these take all words up to the next option
            Piece::Option("-s" | "--session" | "--sessions" | "-e", value) => {
                names = true;
                found.names.extend(value.map(str::to_owned));
            }
            Piece::Option("-f" | "--noxfile", value) => found.file = value.map(str::to_owned),
            Piece::Option(
                "-k" | "--keywords" | "-t" | "--tags" | "-l" | "--list" | "--list-sessions"
                | "--install-only" | "--version" | "-h" | "--help",
                _,
            ) => return None,
            Piece::Option(option, None) if option.starts_with("-s") && option.len() > 2 => {
                found.names.extend(option.get(2..).map(str::to_owned));
            }
            Piece::Option(..) => names = false,
            Piece::Word(word) if names => found.names.push(word.to_owned()),
            Piece::Word(_) => {}
            Piece::Rest(rest) => found.rest = own_words(rest),
        }
    }
    Some(found)
}

pub(super) fn read_hatch_call(arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new("hatch", TaskFormat::Hatch);
    let mut pieces = Pieces::new(arguments, HATCH);
    let mut environment = None;
    let mut said_run = false;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("-e" | "--env", value) => environment = value,
            Piece::Option("-p" | "--project", value) => found.folder = value.map(str::to_owned),
            Piece::Option("--help" | "-h" | "--version", _) => return None,
            Piece::Option(..) => {}
            Piece::Word("env") if !said_run => {}
            Piece::Word("run") if !said_run => said_run = true,
            Piece::Word(_) if !said_run => return None,
            // which environments of a matrix to take
            Piece::Word(word) if word.starts_with(['+', '-']) => {}
            Piece::Word(word) => {
                let (own, name) = match word.split_once(':') {
                    Some((own, name)) => (Some(own), name),
                    None => (environment, word),
                };
                found.names.push(match own.filter(|own| *own != "default") {
                    Some(own) => format!("{own}:{name}"),
                    None => name.to_owned(),
                });
                found.rest = own_words(pieces.words);
                return Some(found);
            }
            Piece::Rest(_) => return None,
        }
    }
    None
}

pub(super) fn read_just_call(arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new("just", TaskFormat::Justfile);
    let mut pieces = Pieces::new(arguments, JUST);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("-f" | "--justfile", value) => found.file = value.map(str::to_owned),
            Piece::Option("--set", _) => {
                let (name, value) = (pieces.words.first()?, pieces.words.get(1)?);
                found.variables.push(((*name).to_owned(), (*value).to_owned()));
                pieces.words = pieces.words.get(2..)?;
            }
            Piece::Option(
                "-l" | "--list" | "--summary" | "--evaluate" | "-n" | "--dry-run" | "--dump"
                | "--fmt" | "-s" | "--show" | "--choose" | "--variables" | "--version" | "-V"
                | "-h" | "--help" | "-c" | "--command" | "--init" | "--edit" | "--completions",
                _,
            ) => return None,
            Piece::Option(..) => {}
            Piece::Word(word) => {
                if let Some((name, value)) = word.split_once('=') {
                    found.variables.push((name.to_owned(), value.to_owned()));
                    continue;
                }
                // `just folder/recipe`
                match word.rsplit_once('/') {
                    Some((folder, name)) => {
                        found.folder = Some(folder.to_owned());
                        found.names.extend((!name.is_empty()).then(|| name.to_owned()));
                    }
                    None => found.names.push(word.to_owned()),
                }
                // all that follows may be an argument, options among it
                let rest = pieces.words.iter().filter(|word| **word != "--");
                found.names.extend(rest.map(|word| (*word).to_owned()));
                return Some(found);
            }
            Piece::Rest(rest) => found.names.extend(own_words(rest)),
        }
    }
    Some(found)
}

/// `pixi run`, `pdm run`, `rye run`.
pub(super) fn read_runner_call(
    format: TaskFormat,
    program: &str,
    arguments: &[&str],
) -> Option<TaskCall> {
    let values = match format {
        TaskFormat::Pixi => PIXI,
        TaskFormat::Pdm => PDM,
        _ => RYE,
    };
    let mut found = TaskCall::new(program, format);
    let mut pieces = Pieces::new(arguments, values);
    let mut said_run = false;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("--manifest-path" | "-m" | "--pyproject", value) => {
                found.file = value.map(str::to_owned);
            }
            Piece::Option("-p" | "--project", value) => found.folder = value.map(str::to_owned),
            Piece::Option("--list" | "-l" | "--help" | "-h" | "--version", _) => return None,
            Piece::Option(..) => {}
            Piece::Word("run") if !said_run => said_run = true,
            Piece::Word(_) if !said_run => return None,
            Piece::Word(word) => {
                found.names.push(word.to_owned());
                found.rest = handed_on(pieces.words);
                return Some(found);
            }
            Piece::Rest(rest) => {
                let (name, rest) = rest.split_first()?;
                found.names.push((*name).to_owned());
                found.rest = own_words(rest);
                return Some(found);
            }
        }
    }
    None
}

pub(super) fn read_poe_call(arguments: &[&str]) -> Option<TaskCall> {
    let mut found = TaskCall::new("poe", TaskFormat::Poe);
    let mut pieces = Pieces::new(arguments, POE);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Option("-C" | "--directory" | "--root", value) => {
                found.folder = value.map(str::to_owned);
            }
            Piece::Option("-d" | "--dry-run" | "--help" | "-h" | "--version", _) => return None,
            Piece::Option(..) => {}
            Piece::Word(word) => {
                found.names.push(word.to_owned());
                found.rest = handed_on(pieces.words);
                return Some(found);
            }
            Piece::Rest(_) => return None,
        }
    }
    None
}
