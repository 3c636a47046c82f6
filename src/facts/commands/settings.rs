//! Configuration files of tools with settings that turn a failure into success: the effect of an
//! option, in a file outside of the workflow.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::fact::{CommandFact, CommandRole, Lenient};
use super::paths::{CalledFiles, join_paths};
use crate::catalog::program::base_name;
use crate::catalog::settings::lenient;
use crate::catalog::settings::rows::LenientSetting;
use crate::formats::document::place::Places;
use crate::span::Location;

/// The patterns, in the order of [`lenient::all`]; the tests hold that each is one.
static PATTERNS: LazyLock<Vec<Option<Regex>>> = LazyLock::new(|| {
    lenient::all().iter().map(|setting| Regex::new(setting.pattern).ok()).collect()
});

/// Returns the settings of a command's program with their files.
fn of(
    command: &CommandFact,
) -> impl Iterator<Item = (&'static LenientSetting, &'static Regex, String)> {
    let program = base_name(&command.program).to_owned();
    let folder = command.folder.clone().filter(|_| matches!(command.role, CommandRole::Gate(_)));
    let known = lenient::all().iter().zip(PATTERNS.iter());
    let known = known.filter(move |(setting, _)| setting.programs.contains(&program.as_str()));
    known.filter_map(|(setting, pattern)| Some((setting, pattern.as_ref()?))).flat_map(
        move |(setting, pattern)| {
            let folder = folder.clone();
            let path = move |name: &&str| join_paths(folder.as_deref()?, name);
            setting.files.iter().filter_map(path).map(move |path| (setting, pattern, path))
        },
    )
}

/// Returns the configuration files of the tools that these commands run.
pub(super) fn files(commands: &[CommandFact]) -> impl Iterator<Item = String> {
    commands.iter().flat_map(of).map(|(_, _, path)| path)
}

/// Adds the settings in the files to the commands that read them.
pub(crate) fn apply(commands: &mut [CommandFact], library: &CalledFiles) {
    for command in commands {
        let found: Vec<Lenient> = of(command)
            .filter_map(|(setting, pattern, path)| {
                let Some(Ok(bytes)) = library.get(&path) else { return None };
                let text = String::from_utf8_lossy(bytes);
                written(setting, pattern, &path.into(), &text)
            })
            .collect();
        if let CommandRole::Gate(gate) = &mut command.role {
            gate.lenient.extend(found);
        }
    }
}

/// Returns the first line with the setting that is no comment.
fn written(
    setting: &LenientSetting,
    pattern: &Regex,
    path: &Arc<str>,
    text: &str,
) -> Option<Lenient> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let is_comment =
            ["//", "#", "*", "<!--"].iter().any(|mark| line.trim_start().starts_with(mark));
        if let Some(found) = pattern.find(line).filter(|_| !is_comment) {
            let (start, end) = (offset + found.start(), offset + found.end());
            let start = start + found.as_str().len() - found.as_str().trim_start().len();
            return Some(Lenient {
                shown: found.as_str().trim().to_owned(),
                effect: setting.effect.to_owned(),
                fix: setting.fix.to_owned(),
                note: false,
                location: Location::new(Arc::clone(path), Places::new(text).span(start, end)),
            });
        }
        offset += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, lenient};

    #[test]
    fn every_pattern_is_one_and_finds_only_what_is_on() {
        assert!(PATTERNS.iter().all(Option::is_some));
        let finds = |line: &str| {
            lenient::all()
                .iter()
                .zip(PATTERNS.iter())
                .any(|(_, pattern)| pattern.as_ref().unwrap().is_match(line))
        };
        for line in [
            "<testFailureIgnore>true</testFailureIgnore>",
            "    ignoreFailures = true",
            "  it.ignoreFailures true",
            "    isIgnoreFailures = true",
            "  passWithNoTests: true,",
        ] {
            assert!(finds(line), "{line}");
        }
        for line in [
            "<testFailureIgnore>false</testFailureIgnore>",
            "<testFailureIgnore>${ignore}</testFailureIgnore>",
            "    ignoreFailures = project.hasProperty('lenient')",
            "  passWithNoTests: false,",
            "  // nothing: true",
        ] {
            assert!(!finds(line), "{line}");
        }
    }
}
