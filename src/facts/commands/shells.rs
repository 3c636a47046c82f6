//! Which language a script is written in. Source: GitHub's documentation of `jobs.<id>.steps[*].shell`
//! and `actions/runner`, `ScriptHandlerHelpers.cs`.

use crate::formats::workflow::model::{Job, Value, Workflow};

/// The language of a script, as far as it is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// sh, bash and their kin.
    Posix,
    /// PowerShell.
    PowerShell,
    /// cmd.
    Cmd,
    /// bash or PowerShell: the runner decides, and a matrix or an expression names it.
    ByRunner,
    /// Anything else (Python, R, ...): no commands are looked for.
    Other,
}

/// The language of a `shell:` value: a name, or a template such as `bash -l {0}`.
#[must_use]
pub fn of_name(shell: &str) -> Language {
    let program = shell.split_whitespace().next().unwrap_or_default();
    let name = super::program::base_name(program).to_ascii_lowercase();
    match name.as_str() {
        _ if shell.trim_start().starts_with("${{") => Language::ByRunner,
        "pwsh" | "powershell" => Language::PowerShell,
        "cmd" => Language::Cmd,
        "rscript" | "r" | "perl" | "ruby" | "node" | "julia" | "php" | "lua" | "deno" | "bun"
        | "nu" | "fish" | "tclsh" | "elixir" => Language::Other,
        _ if super::program::is_python(&name) => Language::Other,
        // dash, zsh, msys2, wsl-bash and other wrappers of a shell
        _ => Language::Posix,
    }
}

/// The language of a job's steps that name no shell: the job's default, the workflow's, the runner's.
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
