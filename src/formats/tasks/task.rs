//! Tasks: what a file names and a command runs.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::span::{Span, Spanned};

/// A file larger than this, in bytes, is not read.
pub const LIMIT: usize = 1024 * 1024;

/// A kind of task file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskFormat {
    /// `make`: targets.
    Makefile,
    /// `npm`, `pnpm`, `yarn`, `bun`: the scripts of `package.json`.
    PackageJson,
    /// `tox`: environments.
    Tox,
    /// `nox`: sessions.
    Nox,
    /// `hatch`: scripts of environments.
    Hatch,
    /// `just`: recipes.
    Justfile,
    /// `pixi`: tasks.
    Pixi,
    /// `pdm`: scripts.
    Pdm,
    /// `poe`: tasks.
    Poe,
    /// `rye`: scripts.
    Rye,
    /// A shell script, run by its path.
    Script,
}

/// Every format, for the way from a file name to its formats.
pub(super) const FORMATS: [TaskFormat; 11] = [
    TaskFormat::Makefile,
    TaskFormat::PackageJson,
    TaskFormat::Tox,
    TaskFormat::Nox,
    TaskFormat::Hatch,
    TaskFormat::Justfile,
    TaskFormat::Pixi,
    TaskFormat::Pdm,
    TaskFormat::Poe,
    TaskFormat::Rye,
    TaskFormat::Script,
];

impl TaskFormat {
    /// The names that the tool looks for, in its own order: the first file that holds anything for it
    /// is the one. Empty where the call always names the file.
    #[must_use]
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Makefile => &["GNUmakefile", "makefile", "Makefile"],
            Self::PackageJson => &["package.json"],
            Self::Tox => &["tox.ini", "setup.cfg", "pyproject.toml", "tox.toml"],
            Self::Nox => &["noxfile.py"],
            Self::Hatch => &["hatch.toml", "pyproject.toml"],
            Self::Justfile => &["justfile", "Justfile", ".justfile", "JUSTFILE"],
            Self::Pixi => &["pixi.toml", "pyproject.toml"],
            Self::Pdm | Self::Poe | Self::Rye => &["pyproject.toml"],
            Self::Script => &[],
        }
    }

    /// The formats that a file may hold, by its name without folders. Scripts are known by their
    /// calls alone.
    #[must_use]
    pub fn of_file(file_name: &str) -> Vec<Self> {
        FORMATS.into_iter().filter(|format| format.files().contains(&file_name)).collect()
    }
}

/// What a command runs out of a task file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskCall {
    /// The tool, base name only: `make`, `pnpm`, `bash`.
    pub program: String,
    /// What it reads.
    pub format: TaskFormat,
    /// The file, where the command names it (`make -f X`, `tox -c X`, `bash X`).
    pub file: Option<String>,
    /// The folder, where the command names it (`make -C X`, `npm --prefix X`).
    pub folder: Option<String>,
    /// The tasks by name; empty for the default. For `just`, these words may also be arguments of the
    /// recipes before them.
    pub names: Vec<String>,
    /// The words that are handed on (`tox -- X`, `npm run x -- X`, `pdm run x X`).
    pub rest: Vec<String>,
    /// `NAME=value` of the command line of `make` and `just`.
    pub variables: Vec<(String, String)>,
    /// The tool is told that failures do not count (`make -i`).
    pub ignores_failures: bool,
    /// For a script: the shell and its options, where the command names them (`bash -e X`). Then the
    /// script's own first line does not count.
    pub interpreter: Option<Interpreter>,
}

impl TaskCall {
    /// Returns a call of a tool's default task, without options.
    #[must_use]
    pub fn new(program: &str, format: TaskFormat) -> Self {
        Self {
            program: program.to_owned(),
            format,
            file: None,
            folder: None,
            names: Vec::new(),
            rest: Vec::new(),
            variables: Vec::new(),
            ignores_failures: false,
            interpreter: None,
        }
    }
}

/// How a script is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interpreter {
    /// By which shell.
    pub shell: TaskShell,
    /// It stops at the first command that fails.
    pub errexit: bool,
    /// A pipe fails with any of its commands.
    pub pipefail: bool,
}

/// A shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskShell {
    /// `sh` and its like.
    Sh,
    /// `bash`.
    Bash,
    /// None: the text is one command, its words split as Python's `shlex` does
    /// ([`crate::formats::settings::words`]); `&&`, `|` and `>` are words like any other.
    Direct,
    /// Another language (Python, PowerShell, fish): the text is no shell script.
    Other,
}

/// One thing that can be run by name: a make target, a package script, a tox environment, a nox session.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its name, where it is defined.
    pub name: Spanned<String>,
    /// What it runs, in order.
    pub lines: Vec<TaskLine>,
    /// Tasks that run before it (make's prerequisites, `pre<name>` of npm, `depends-on` of pixi). Some
    /// may not be in the file.
    pub before: Vec<String>,
    /// Tasks that run after it.
    pub after: Vec<String>,
}

/// One script of a task: run by its own shell, one after the other, until one fails.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskLine {
    /// The script. Prefixes are removed, and what the file itself says is in the place of variables.
    pub text: String,
    /// Where it is written, as far as it stands in one place.
    pub span: Span,
    /// Who runs it.
    pub shell: TaskShell,
    /// Its failure does not count: a leading `-`, `ignore_outcome`, `success_codes`.
    pub ignored: bool,
    /// The shell stops at the first command that fails.
    pub errexit: bool,
    /// A pipe fails with any of its commands.
    pub pipefail: bool,
    /// Variables that the file sets for it, the nearest last.
    pub variables: Arc<[(String, Spanned<String>)]>,
}

/// A file of tasks, as one call sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskFile {
    /// Its path, as given.
    pub path: Arc<str>,
    /// All tasks, in the order of the file. Two may have one name: all of them run then.
    pub tasks: Vec<Task>,
    /// The tasks that the call runs, by name: its own, or the default. A name that no task has is left
    /// as it is.
    pub chosen: Vec<String>,
}

impl TaskFile {
    /// The tasks that run, in order, each once: those chosen, with all that run before and after them.
    #[must_use]
    pub fn order(&self) -> Vec<&Task> {
        let mut order = Vec::new();
        let mut started = BTreeSet::new();
        // no recursion: a file may hold a chain of thousands. The flag says that a task's turn is now
        let mut stack: Vec<(&str, bool)> =
            self.chosen.iter().rev().map(|name| (name.as_str(), false)).collect();
        while let Some((name, now)) = stack.pop() {
            if now {
                order.extend(self.tasks.iter().filter(|task| task.name.value == name));
                continue;
            }
            if !started.insert(name) {
                continue;
            }
            let named = || self.tasks.iter().filter(|task| task.name.value == name);
            let after: Vec<_> = named().flat_map(|task| &task.after).collect();
            let before: Vec<_> = named().flat_map(|task| &task.before).collect();
            stack.extend(after.iter().rev().map(|name| (name.as_str(), false)));
            stack.push((name, true));
            stack.extend(before.iter().rev().map(|name| (name.as_str(), false)));
        }
        order
    }
}
