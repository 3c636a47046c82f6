//! Operators that let a gate run and measure less: options of the tools and their configuration
//! files.

use std::sync::Arc;

use regex::Regex;

use super::mutant::{Mutant, MutantEdit};
use super::operator::{Operator, OperatorFamily};
use super::stage::Site;
use super::{MutationSites, TextEdit};
use crate::catalog::program::is_pytest;
use crate::facts::SettingsFact;
use crate::facts::readable::Readable;
use crate::policy::paths::file_name;

const FAMILY: OperatorFamily = OperatorFamily("It measures less");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by("xdist-number", "`-n 4` for pytest", &[79], SERIAL, |stage| pytest(stage, " -n 4")),
    FAMILY.by("xdist-auto", "`-nauto` for pytest", &[79], SERIAL, |stage| pytest(stage, " -nauto")),
    FAMILY.by("xdist-long", "`--numprocesses=logical` for pytest", &[79], SERIAL, |stage| {
        pytest(stage, " --numprocesses=logical")
    }),
    FAMILY.by("xdist-dist", "`--dist loadscope` for pytest", &[79], SERIAL, |stage| {
        pytest(stage, " --tx 2*popen --dist loadscope")
    }),
    FAMILY.by("xdist-override", "`-o addopts=-n2` for pytest", &[79], SERIAL, |stage| {
        pytest(stage, " -o addopts=-n2")
    }),
    FAMILY.by(
        "xdist-step-env",
        "`PYTEST_ADDOPTS: -n 4` in `env` of a step",
        &[79],
        SERIAL,
        xdist_step_env,
    ),
    FAMILY.by(
        "xdist-job-env",
        "`PYTEST_ADDOPTS: -n 4` in `env` of a job",
        &[79],
        SERIAL,
        xdist_job_env,
    ),
    FAMILY.by("xdist-export", "`export PYTEST_ADDOPTS` before pytest", &[79], SERIAL, xdist_export),
    FAMILY.by(
        "xdist-addopts",
        "`-n 4` in `addopts` of a settings file",
        &[79],
        SERIAL,
        xdist_addopts,
    ),
    FAMILY.by(
        "select-tests",
        "`-k smoke` for pytest",
        &[66],
        &["job-off-contract", "lenient-flag", "settings-weakened"],
        |stage| narrowed(stage, " -k smoke"),
    ),
    FAMILY.by(
        "ignore-tests",
        "`--ignore` of a folder for pytest",
        &[67],
        &["job-off-contract", "removed-test", "settings-weakened"],
        |stage| narrowed(stage, " --ignore=tests/integration"),
    ),
    FAMILY.by(
        "rerun-tests",
        "`--reruns 5` for pytest",
        &[80],
        &["job-off-contract", "lenient-flag", "settings-weakened"],
        |stage| narrowed(stage, " --reruns 5"),
    ),
    FAMILY.by(
        "fail-under-zero",
        "a command's own floor of coverage is gone",
        &[87],
        &["job-off-contract", "threshold-lowered"],
        fail_under_zero,
    ),
    FAMILY.by(
        "drop-strict",
        "a type checker without `--strict`",
        &[106],
        &["job-off-contract", "settings-weakened"],
        drop_strict,
    ),
    FAMILY.by(
        "fail-under-setting",
        "a settings file's floor of coverage is lowered",
        &[87],
        SETTING,
        |stage| {
            rewritten(stage, r"(?m)^(\s*fail_under\s*=\s*)([0-9.]+)", "${1}1", "{ at-least: ${2} }")
        },
    ),
    FAMILY.by(
        "strict-off-setting",
        "strictness of a type checker is turned off",
        &[106],
        SETTING,
        |stage| {
            rewritten(
                stage,
                r"(?m)^(\s*(?:strict|disallow_untyped_defs|warn_unreachable)\s*=\s*)[Tt]rue",
                "${1}false",
                "true",
            )
        },
    ),
    FAMILY.by(
        "omit-setting",
        "a settings file leaves more out of coverage",
        &[89],
        SETTING,
        |stage| {
            rewritten(
                stage,
                r"(?m)^(\s*omit\s*=\s*\[)",
                "${1}\"src/**\", ",
                "{ never: [\"src/**\"] }",
            )
        },
    ),
    FAMILY.by(
        "collect-only-setting",
        "`--collect-only` in `addopts` of a settings file",
        &[64, 67],
        SETTING,
        collect_only,
    ),
    FAMILY.by(
        "testpaths-setting",
        "pytest looks for tests in one folder only",
        &[67],
        SETTING,
        |stage| {
            rewritten(
                stage,
                r#"(?m)^(\s*testpaths\s*=\s*\[)([^\]\n]*)\]"#,
                "${1}\"tests/smoke\"]",
                "{ has: [${2}] }",
            )
        },
    ),
];

const SERIAL: &[&str] = &["pytest-xdist", "settings-weakened"];
const SETTING: &[&str] = &["setting-off-contract", "settings-weakened", "threshold-lowered"];

/// Returns the commands of pytest itself that can take more options and run without workers. Of
/// several `-n` options the last one on the line counts.
fn pytests<'s>(stage: &'s MutationSites<'_>) -> impl Iterator<Item = Site<'s>> + 's {
    stage.commands().into_iter().filter(|site| {
        let ended = site.command.arguments.iter().any(|(word, _)| word.text == "--");
        let text = &site.command.text;
        let parallel = [" -n", "--numprocesses", "--dist", "xdist"];
        is_pytest(&site.command.program)
            && site.is_alone()
            && !ended
            && !parallel.iter().any(|option| text.contains(option))
    })
}

fn pytest(stage: &MutationSites<'_>, options: &str) -> Vec<Mutant> {
    // The last of several equal options counts, so an option that is there already must not be
    // added.
    let own = options.split_whitespace().next().unwrap_or_default();
    let fresh = |site: &Site<'_>| !site.command.text.contains(own);
    pytests(stage).filter(fresh).filter_map(|site| site.append(options)).collect()
}

/// Makes mutants with options that leave tests out. The policy must forbid the options, because it
/// cannot name options that are not there.
fn narrowed(stage: &MutationSites<'_>, options: &str) -> Vec<Mutant> {
    let own = options.trim().split([' ', '=']).next().unwrap_or_default();
    let forbid = |site: &Site<'_>| {
        let mutant = site.append(options)?;
        let policy = site.at.contract(&format!("{{ never-runs: [\"pytest {own}\"] }}"));
        Some(Mutant { hints: vec![policy], ..mutant })
    };
    let fresh = |site: &Site<'_>| !site.command.text.contains(own);
    pytests(stage).filter(fresh).filter_map(|site| forbid(&site)).collect()
}

fn xdist_step_env(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: Site<'_>| match site.step.env.vars.first() {
        Some((name, _)) => {
            let start = site.at.source.range(name.span)?.start;
            let edit = match site.at.source.text.get(..start)?.trim_end().ends_with('{') {
                true => TextEdit::insert(start, "PYTEST_ADDOPTS: -n 4, "),
                false => site.at.source.key(start, "PYTEST_ADDOPTS: -n 4"),
            };
            let what =
                format!("add `PYTEST_ADDOPTS: -n 4` to `env` of step `{}`", site.step.label());
            Some(site.mutant(vec![edit], what))
        }
        None => site.step_key("env: { PYTEST_ADDOPTS: -n 4 }"),
    };
    pytests(stage).filter(|site| !is_set(site)).filter_map(mutate).collect()
}

/// Returns whether a nearer variable, or one of the script, would override the environment.
fn is_set(site: &Site<'_>) -> bool {
    site.command.environment.iter().any(|variable| variable.name == "PYTEST_ADDOPTS")
}

fn xdist_job_env(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let mut before = None;
    for site in pytests(stage).filter(|site| !is_set(site)) {
        let here = site.at.subject();
        if site.at.job.env.vars.is_empty() && before.as_ref() != Some(&here) {
            let what = "add `PYTEST_ADDOPTS: -n 4` to `env` of the job".to_owned();
            let edits = site.at.key("env: { PYTEST_ADDOPTS: -n 4 }");
            mutants.extend(edits.map(|edits| site.at.mutant(site.at.job.id.span, edits, what)));
        }
        before = Some(here);
    }
    mutants
}

fn xdist_export(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let sites = pytests(stage).filter(|site| site.is_posix() && site.is_top() && !is_set(site));
    sites
        .filter_map(|site| {
            let what = format!("put `export PYTEST_ADDOPTS=-n4` before {}", site.shown());
            site.wrap("export PYTEST_ADDOPTS=-n4\n", "", what)
        })
        .collect()
}

/// Makes a mutant of a configuration file.
fn of_file(
    stage: &MutationSites<'_>,
    path: &str,
    edit: TextEdit,
    what: String,
    hints: Vec<String>,
) -> Option<Mutant> {
    let source = stage.source(path)?;
    Some(Mutant {
        subject: path.to_owned(),
        what,
        path: Arc::from(path),
        span: source.span(&edit.range),
        job: None,
        required: true,
        hints,
        change: MutantEdit::Text(vec![edit]),
    })
}

fn xdist_addopts(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let policy = |_: &SettingsFact| vec!["rules: { pytest-xdist: fail }".to_owned()];
    in_addopts(stage, "-n4", policy)
}

fn collect_only(stage: &MutationSites<'_>) -> Vec<Mutant> {
    // The options stand in one text, or each in a text of its own.
    let policy = |file: &SettingsFact| {
        let words = file.pytest.iter().flat_map(|pytest| &pytest.addopts);
        let words: Vec<&str> = words.map(|word| word.value.as_str()).collect();
        let key = "\"$.tool.pytest.ini_options.addopts\"";
        let line = |value: String| {
            format!("settings: {{ {}: {{ {key}: {{ equals: {value} }} }} }}", file.path)
        };
        vec![line(format!("{:?}", words.join(" "))), line(format!("{words:?}"))]
    };
    in_addopts(stage, "--collect-only", policy)
}

/// Makes mutants with one option more in `addopts` of pytest's settings.
fn in_addopts(
    stage: &MutationSites<'_>,
    option: &str,
    hints: impl Fn(&SettingsFact) -> Vec<String>,
) -> Vec<Mutant> {
    let mutate = |file: &SettingsFact| {
        let last = file.pytest.as_ref()?.addopts.last()?;
        let source = stage.source(&file.path)?;
        let range = source.range(last.span)?;
        // A list of strings needs another string.
        let after = source.text.get(range.end..)?;
        let quote = after.chars().next().filter(|mark| matches!(mark, '"' | '\''));
        let is_list = after.get(1..)?.trim_start().starts_with([',', ']']) && quote.is_some();
        let text = match (is_list, quote) {
            (true, Some(quote)) => format!("{quote}, {quote}{option}"),
            _ => format!(" {option}"),
        };
        let what = format!("append `{option}` to `addopts`");
        of_file(stage, &file.path, TextEdit::insert(range.end, text), what, hints(file))
    };
    stage.facts.settings.iter().filter_map(mutate).collect()
}

fn fail_under_zero(stage: &MutationSites<'_>) -> Vec<Mutant> {
    replaced(stage, r"(fail[-_]under[= ])([0-9.]+)", "0", "ask for no coverage at all in")
}

fn drop_strict(stage: &MutationSites<'_>) -> Vec<Mutant> {
    replaced(stage, r"( )(--strict)\b", "", "drop `--strict` of")
}

/// Makes mutants that replace the second group of a pattern in gate commands.
fn replaced(stage: &MutationSites<'_>, pattern: &str, with: &str, what: &str) -> Vec<Mutant> {
    let Ok(pattern) = Regex::new(pattern) else { return Vec::new() };
    let mutate = |site: Site<'_>| {
        let own = site.run.text.get(site.range())?;
        let found = pattern.captures(own)?.get(2)?;
        let start = site.range().start;
        let range = start + found.start()..start + found.end();
        site.edit(range, with, format!("{what} {}", site.shown()))
    };
    stage.commands().into_iter().filter_map(mutate).collect()
}

/// Makes mutants that replace the first match of a pattern in each configuration file.
fn rewritten(stage: &MutationSites<'_>, pattern: &str, with: &str, promise: &str) -> Vec<Mutant> {
    let Ok(pattern) = Regex::new(pattern) else { return Vec::new() };
    let mutate = |(path, _): &(String, Readable<Vec<u8>>)| {
        let source = stage.source(path)?;
        let found = pattern.captures(source.text).filter(|_| is_read(stage, path))?;
        let whole = found.get(0)?;
        let mut text = String::new();
        found.expand(with, &mut text);
        let what = format!("write `{}` in `{}`", text.trim(), file_name(path));
        let mut promised = String::new();
        found.expand(promise, &mut promised);
        let key = key_at(source.text, whole.start(), path);
        let policy = format!("settings: {{ {path}: {{ {key:?}: {promised} }} }}");
        of_file(stage, path, TextEdit::replace(whole.range(), text), what, vec![policy])
    };
    stage.scene.material.settings.iter().filter_map(mutate).collect()
}

/// Returns the path of the key on a line of a settings file: that of its table, and its own name.
fn key_at(text: &str, start: usize, path: &str) -> String {
    let (above, here) = (text.get(..start).unwrap_or_default(), text.get(start..));
    let header = above.lines().rev().map(str::trim).find(|line| line.starts_with('['));
    let table = header.unwrap_or_default().trim_matches(['[', ']', ' ']);
    let own = here.and_then(|here| here.split('=').next()).unwrap_or_default().trim();
    // The dots of an INI section are part of its name.
    let parts: Vec<&str> = match path.ends_with(".toml") {
        true => table.split('.').collect(),
        false => vec![table],
    };
    let parts = parts.into_iter().chain(std::iter::once(own)).filter(|part| !part.is_empty());
    parts.fold("$".to_owned(), |key, part| {
        let is_word = part.chars().all(|mark| mark.is_ascii_alphanumeric() || mark == '_');
        if is_word { format!("{key}.{part}") } else { format!("{key}['{part}']") }
    })
}

/// Returns whether a gate command runs in the folder of a settings file, or below it: no other
/// command reads the file.
fn is_read(stage: &MutationSites<'_>, path: &str) -> bool {
    let Some((folder, _)) = path.rsplit_once('/') else { return true };
    let own = stage.commands().into_iter().map(|site| site.command);
    let mut commands = own.chain(stage.called().iter().map(|(command, _)| *command));
    commands.any(|command| {
        let rest = command.folder.as_deref().and_then(|own| own.strip_prefix(folder));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
