//! Operators that lose a failure after it happened.

use super::mutant::Mutant;
use super::operator::{Operator, OperatorFamily};
use super::stage::Site;
use super::{MutationSites, TextEdit};
use crate::facts::commands::shells::Language;

pub(super) const FAMILY: OperatorFamily = OperatorFamily("The failure is swallowed");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by("or-true", "`|| true` behind a gate command", &[6], MUTED, |stage| {
        appended(stage, " || true")
    }),
    FAMILY.by("or-colon", "`|| :` behind a gate command", &[6], MUTED, |stage| {
        appended(stage, " || :")
    }),
    FAMILY.by("or-echo", "`|| echo` behind a gate command", &[6], MUTED, |stage| {
        appended(stage, " || echo failed")
    }),
    FAMILY.by("or-exit-zero", "`|| exit 0` behind a gate command", &[6], MUTED, |stage| {
        appended(stage, " || exit 0")
    }),
    FAMILY.by(
        "timeout-or-true",
        "a time limit that turns into success",
        &[27],
        MUTED,
        timeout_or_true,
    ),
    FAMILY.by("set-plus-e", "`set +e` before a gate command", &[7], MUTED, set_plus_e),
    FAMILY.by(
        "errexit-off-exit-zero",
        "`set +o errexit`, and `exit 0` at the end",
        &[7],
        MUTED,
        errexit_off,
    ),
    FAMILY.by(
        "if-command",
        "a gate command as a condition without a failing branch",
        &[8],
        MUTED,
        if_command,
    ),
    FAMILY.by(
        "and-echo",
        "`&& echo` behind a gate command that is not the last",
        &[8],
        &["lax-shell", "muted-command", "signal-lost"],
        and_echo,
    ),
    FAMILY.by("or-status", "a status that is kept and never used", &[6], MUTED, or_status),
    FAMILY.by("background-command", "`&` behind a gate command", &[9], MUTED, background_command),
    FAMILY.by(
        "echo-substitution",
        "a gate command inside of `echo \"$(...)\"`",
        &[10],
        MUTED,
        |stage| substituted(stage, "echo"),
    ),
    FAMILY.by(
        "export-substitution",
        "a gate command inside of `export X=\"$(...)\"`",
        &[10],
        MUTED,
        |stage| substituted(stage, "export"),
    ),
    FAMILY.by(
        "trap-exit-zero",
        "`trap 'exit 0' EXIT` before a gate command",
        &[11],
        MUTED,
        trap_exit_zero,
    ),
    FAMILY.by(
        "find-exec",
        "a gate command behind `find -exec`, which drops its status",
        &[17],
        MUTED,
        find_exec,
    ),
    FAMILY.by(
        "pipe-tee",
        "a pipe into `tee` where `pipefail` is off",
        &[12],
        &["unchecked-pipe", "signal-lost"],
        pipe_tee,
    ),
    FAMILY.by(
        "pipefail-off",
        "`set +o pipefail` and a pipe",
        &[12, 14],
        &["unchecked-pipe", "signal-lost"],
        pipefail_off,
    ),
    FAMILY.by(
        "bare-shell",
        "`shell: bash {0}`, which goes on after a failure",
        &[13],
        &["lax-shell", "signal-lost"],
        bare_shell,
    ),
    FAMILY.by(
        "next-program",
        "another program behind the gate command of PowerShell or cmd",
        &[15, 16],
        &["lax-shell", "signal-lost"],
        next_program,
    ),
    FAMILY.by("echo-command", "`echo` in front of a gate command", &[106], GUTTED, |stage| {
        wrapped(stage, "echo ", "", "put `echo` in front of")
    }),
    FAMILY.by("comment-out", "a gate command as a comment", &[106], GUTTED, |stage| {
        wrapped(stage, "# ", "", "comment out")
    }),
    FAMILY.by("never-true", "`if false` around a gate command", &[106], GUTTED, |stage| {
        wrapped(stage, "if false; then ", "; fi", "put `if false` around")
    }),
];

const MUTED: &[&str] = &["muted-command", "signal-lost"];
const GUTTED: &[&str] = &["job-off-contract", "job-gutted", "signal-lost"];

/// Returns the commands that are alone on their lines, in a script of bash or sh.
fn alone<'s>(stage: &'s MutationSites<'_>) -> impl Iterator<Item = Site<'s>> + 's {
    stage.commands().into_iter().filter(|site| site.is_posix() && site.is_alone())
}

/// Returns those of them that are statements of the script itself, in scripts that contain none of
/// these words.
fn top<'s>(
    stage: &'s MutationSites<'_>,
    without: &'static [&'static str],
) -> impl Iterator<Item = Site<'s>> + 's {
    alone(stage).filter(move |site| {
        site.is_top() && !without.iter().any(|word| site.run.text.contains(word))
    })
}

fn appended(stage: &MutationSites<'_>, text: &str) -> Vec<Mutant> {
    alone(stage).filter_map(|site| site.append(text)).collect()
}

fn wrapped(stage: &MutationSites<'_>, before: &str, after: &str, what: &str) -> Vec<Mutant> {
    // The further lines of a command would stay outside of the wrapped part.
    let sites = alone(stage).filter(|site| !site.command.text.is_empty() && is_one_line(site));
    sites.filter_map(|site| site.wrap(before, after, format!("{what} {}", site.shown()))).collect()
}

fn is_one_line(site: &Site<'_>) -> bool {
    site.run.text.get(site.range()).is_some_and(|text| !text.contains('\n'))
}

fn timeout_or_true(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let starts_program = |site: &Site<'_>| {
        let text = &site.command.text;
        // `timeout` starts programs only, and no function, variable or assignment.
        let first = text.split_whitespace().next().unwrap_or_default();
        !first.contains(['=', '$', '"', '\'']) && !["time", "!", "command", "exec"].contains(&first)
    };
    let sites = alone(stage).filter(starts_program);
    sites
        .filter_map(|site| {
            let what = format!("give {} `timeout 600` and `|| true`", site.shown());
            site.wrap("timeout 600 ", " || true", what)
        })
        .collect()
}

/// Words by which a script could still end with the exit code of its gate command.
const STATUS: &[&str] = &["set -", "set +", "exit", "trap", "$?", "PIPESTATUS", "return", "${?"];

fn set_plus_e(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what = format!("put `set +e` before {}, and `echo` behind it", site.shown());
        site.wrap("set +e\n", "\necho finished", what)
    };
    top(stage, STATUS).filter_map(wrap).collect()
}

fn errexit_off(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what = format!("put `set +o errexit` before {}, and `exit 0` behind it", site.shown());
        site.wrap("set +o errexit\n", "\nexit 0", what)
    };
    top(stage, STATUS).filter_map(wrap).collect()
}

fn if_command(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what = format!("make {} a condition, with `echo` in both branches", site.shown());
        site.wrap("if ", "; then echo passed; else echo failed; fi", what)
    };
    alone(stage).filter_map(wrap).collect()
}

fn and_echo(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what =
            format!("append `&& echo passed` to {}, and `echo` on the next line", site.shown());
        site.wrap("", " && echo passed\necho finished", what)
    };
    top(stage, STATUS).filter_map(wrap).collect()
}

fn or_status(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let sites = alone(stage).filter(|site| !site.run.text.contains("kept_status"));
    sites.filter_map(|site| site.append(" || kept_status=$?")).collect()
}

fn background_command(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let waits = |site: &Site<'_>| site.run.text.contains("wait");
    alone(stage).filter(|site| !waits(site)).filter_map(|site| site.append(" &")).collect()
}

fn substituted(stage: &MutationSites<'_>, builtin: &str) -> Vec<Mutant> {
    let plain = |site: &Site<'_>| !site.command.text.contains(['"', '\'', '`', '(', '#', '\\']);
    let wrap = |site: Site<'_>| {
        let (before, what) = match builtin {
            "export" => ("export OUTPUT=\"$(", format!("export what {} prints", site.shown())),
            _ => ("echo \"$(", format!("print what {} prints", site.shown())),
        };
        site.wrap(before, ")\"", what)
    };
    alone(stage).filter(plain).filter_map(wrap).collect()
}

fn trap_exit_zero(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what = format!("put `trap 'exit 0' EXIT` before {}", site.shown());
        site.wrap("trap 'exit 0' EXIT\n", "", what)
    };
    top(stage, &["trap", "exec "]).filter_map(wrap).collect()
}

fn find_exec(stage: &MutationSites<'_>) -> Vec<Mutant> {
    // `find` starts programs only, and knows no syntax of the shell.
    let plain = |site: &Site<'_>| {
        let text = &site.command.text;
        !text.contains(['=', '"', '\'', '`', '(', ')', '$', '<', '>', ';', '|', '&', '{', '\\'])
    };
    let wrap = |site: Site<'_>| {
        site.wrap(
            "find . -maxdepth 0 -exec ",
            " \\;",
            format!("start {} by `find -exec`", site.shown()),
        )
    };
    alone(stage).filter(plain).filter_map(wrap).collect()
}

fn pipe_tee(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let lacks = |site: &Site<'_>| {
        let options = site.command.shell.options;
        options.is_some_and(|options| !options.pipefail) && !site.run.text.contains("pipefail")
    };
    alone(stage).filter(lacks).filter_map(|site| site.append(" 2>&1 | tee output.log")).collect()
}

fn pipefail_off(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what = format!("put `set +o pipefail` before {}, and a pipe behind it", site.shown());
        site.wrap("set +o pipefail\n", " | tee output.log", what)
    };
    let bash = |site: &Site<'_>| site.command.shell.options.is_some_and(|options| options.bash);
    top(stage, &["trap", "PIPESTATUS", "set +"]).filter(bash).filter_map(wrap).collect()
}

fn bare_shell(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let wrap = |site: Site<'_>| {
        let what = format!("run {} under `shell: bash {{0}}`, with `echo` behind it", site.shown());
        let mut mutant = site.wrap("", "\necho finished", what)?;
        let shell = match &site.step.shell {
            Some(shell) => TextEdit::replace(site.at.source.range(shell.span)?, "bash {0}"),
            None => {
                let start = site.at.source.range(site.step.span)?.start;
                site.at.source.key(start, "shell: bash {0}")
            }
        };
        if let super::mutant::MutantEdit::Text(edits) = &mut mutant.change {
            edits.push(shell);
        }
        Some(mutant)
    };
    top(stage, STATUS).filter_map(wrap).collect()
}

fn next_program(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let by_line = |site: &Site<'_>| {
        matches!(site.command.shell.language, Language::PowerShell | Language::Cmd)
            && site.is_top()
            && !["ErrorAction", "LASTEXITCODE", "exit", "throw", "errorlevel", "{"]
                .iter()
                .any(|word| site.run.text.contains(word))
    };
    let last = |site: &Site<'_>| {
        let after = site.run.text.get(site.range().end..).unwrap_or_default();
        after.trim().is_empty()
    };
    let sites = stage.commands().into_iter().filter(|site| by_line(site) && last(site));
    let wrap = |site: Site<'_>| {
        site.wrap("", "\nhostname", format!("put another program behind {}", site.shown()))
    };
    sites.filter_map(wrap).collect()
}
