//! The language of a script. Source: GitHub's documentation of `jobs.<id>.steps[*].shell` and
//! `actions/runner`, `ScriptHandlerHelpers.cs`.

use super::fate::ending::ShellOptions;
use crate::catalog::program::{base_name, is_python};
use crate::formats::workflow::model::{Job, Step, Value, Workflow};
use crate::span::Spanned;

/// The language of a script, as far as it is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// sh, bash and similar shells.
    Posix,
    /// PowerShell.
    PowerShell,
    /// cmd.
    Cmd,
    /// bash or PowerShell, depending on the runner, which a matrix or an expression decides.
    ByRunner,
    /// Any other language (Python, R, ...), in which no commands are looked for.
    Other,
}

/// The shell that runs a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectiveShell {
    /// The language of the script.
    pub language: Language,
    /// The options with which a POSIX shell starts; `None` for an unknown shell.
    pub options: Option<ShellOptions>,
    /// `shell:` of the step, the job or the workflow, whichever applies.
    pub named: Option<Spanned<String>>,
}

/// Options of GitHub's default shell: `bash -e`, or `sh -e` without bash. No pipefail.
const UNNAMED: ShellOptions = ShellOptions { errexit: true, pipefail: false, bash: true };

impl EffectiveShell {
    /// The shell of a step without `shell:`, in a job without a default on a runner with bash.
    pub const DEFAULT: Self =
        Self { language: Language::Posix, options: Some(UNNAMED), named: None };

    /// Returns the shell of a `shell:` value.
    #[must_use]
    pub fn named(shell: &Spanned<String>) -> Self {
        let language = of_name(&shell.value);
        Self { language, options: options(&shell.value), named: Some(shell.clone()) }
    }

    /// Returns the shell of a step, given the default of its job.
    #[must_use]
    pub fn of_step(step: &Step, job: &Self) -> Self {
        step.shell.as_ref().map_or_else(|| job.clone(), Self::named)
    }

    /// Returns the shell for steps of a job without `shell:`: the default of the job, the workflow
    /// or the runner.
    #[must_use]
    pub fn of_job(job: &Job, workflow: &Workflow) -> Self {
        let named = job.defaults.shell.as_ref().or(workflow.defaults.shell.as_ref());
        let unnamed = || Self { language: of_job(job, workflow), ..Self::DEFAULT };
        named.map_or_else(unnamed, Self::named)
    }

    /// Returns the name for a message: ``bash {0}``, or the default.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.named.as_ref().map_or("bash -e {0}", |named| named.value.as_str())
    }
}

/// Returns the options of a `shell:` value.
///
/// GitHub starts `bash` as `bash --noprofile --norc -eo pipefail {0}` and `sh` as `sh -e {0}`; a
/// template with `{0}` is used unchanged. Source: `actions/runner`, `ScriptHandlerHelpers.cs`.
fn options(shell: &str) -> Option<ShellOptions> {
    let words: Vec<&str> = shell.split_whitespace().collect();
    let is_template = shell.contains("{0}");
    let at = words.iter().rposition(|word| {
        let name = base_name(word);
        matches!(name, "bash" | "sh" | "dash" | "ksh" | "zsh" | "ash")
    });
    let Some(at) = at else {
        let name = base_name(words.first()?);
        // Both are scripts that start `bash -eo pipefail`: setup-micromamba, setup-msys2.
        let known = matches!(name, "micromamba-shell" | "msys2");
        return known.then_some(ShellOptions { errexit: true, pipefail: true, bash: true });
    };
    let bash = words.get(at).is_some_and(|word| base_name(word) == "bash");
    if !is_template {
        return Some(ShellOptions { errexit: true, pipefail: bash, bash });
    }
    let rest = words.get(at + 1..).unwrap_or_default();
    let mut found = ShellOptions { errexit: false, pipefail: false, bash };
    for (index, word) in rest.iter().enumerate() {
        let Some(flags) = word.strip_prefix('-').filter(|flags| !flags.starts_with('-')) else {
            continue;
        };
        found.errexit |= flags.contains('e');
        if flags.contains('o') {
            found.errexit |= rest.get(index + 1) == Some(&"errexit");
            found.pipefail |= rest.get(index + 1) == Some(&"pipefail");
        }
    }
    Some(found)
}

/// Returns the language of a `shell:` value: a name, or a template such as `bash -l {0}`.
#[must_use]
pub fn of_name(shell: &str) -> Language {
    let program = shell.split_whitespace().next().unwrap_or_default();
    let name = base_name(program).to_ascii_lowercase();
    match name.as_str() {
        _ if shell.trim_start().starts_with("${{") => Language::ByRunner,
        "pwsh" | "powershell" => Language::PowerShell,
        "cmd" => Language::Cmd,
        "rscript" | "r" | "perl" | "ruby" | "node" | "julia" | "php" | "lua" | "deno" | "bun"
        | "nu" | "fish" | "tclsh" | "elixir" => Language::Other,
        _ if is_python(&name) => Language::Other,
        // dash, zsh, msys2, wsl-bash and other wrappers of a shell.
        _ => Language::Posix,
    }
}

/// Returns the language for steps of a job without `shell:`: by the default of the job, the
/// workflow or the runner.
#[must_use]
pub fn of_job(job: &Job, workflow: &Workflow) -> Language {
    let named = job.defaults.shell.as_ref().or(workflow.defaults.shell.as_ref());
    if let Some(shell) = named {
        return of_name(&shell.value);
    }
    if job.container.is_some() {
        return Language::Posix;
    }
    job.runs_on.as_ref().map_or(Language::Posix, |runner| of_runner(&runner.value))
}

fn of_runner(runner: &Value) -> Language {
    match runner {
        Value::String(label) if label.contains("${{") => Language::ByRunner,
        Value::String(label) if label.to_ascii_lowercase().contains("windows") => {
            Language::PowerShell
        }
        Value::List(labels) => {
            let languages: Vec<_> = labels.iter().map(|label| of_runner(&label.value)).collect();
            [Language::PowerShell, Language::ByRunner]
                .into_iter()
                .find(|language| languages.contains(language))
                .unwrap_or(Language::Posix)
        }
        Value::Map(entries) => entries
            .iter()
            .find(|(key, _)| key.value.eq_ignore_ascii_case("labels"))
            .map_or(Language::Posix, |(_, labels)| of_runner(&labels.value)),
        _ => Language::Posix,
    }
}
