//! What the catalogue knows of options, held against runs.

use super::tests::run;
use crate::catalog::settings::kinds::{SettingKind, fits};
use crate::catalog::settings::rows::Opt;
use crate::catalog::settings::{options, thresholds};

/// Runs that no command is told to be, so that their options are not compared: `coverage run -m pytest` is a run
/// of pytest. The list may only shrink.
const UNHEARD: [&str; 1] = ["coverage run"];

fn is_heard(opt: &Opt, tool: &str, word: &str) -> bool {
    let run = run(&format!("{tool} {word}"));
    match opt.kind {
        _ if run.tool != tool => false,
        SettingKind::Strict(_) | SettingKind::Lax => run.switch(opt.names).is_some(),
        SettingKind::Skips => opt.names.iter().any(|name| fits(name, word)),
        _ => !run.said(opt.names).is_empty(),
    }
}

/// A word that is nearly the option.
fn near(name: &str) -> String {
    match (name.contains('*'), name.len()) {
        (true, _) => "-Dkept".to_owned(),
        (_, 2) => format!("-{name}"),
        _ => format!("{name}zz"),
    }
}

#[test]
fn every_option_has_a_command_that_has_it_and_one_that_has_not() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (tool, options) in options::all() {
        for opt in *options {
            // one of the patterns of what skips is another without its end
            for name in opt.names.iter().filter(|name| **name != "-Dskip") {
                let hits = is_heard(opt, tool, &name.replace('*', "x"));
                if hits == UNHEARD.contains(tool) || is_heard(opt, tool, &near(name)) {
                    wrong.push(format!("{tool} {name}"));
                }
                count += 1;
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(count > 200);
}

#[test]
fn every_threshold_has_a_command_that_has_it_and_one_that_has_not() {
    for (tool, known) in thresholds::all() {
        for name in known.iter().flat_map(|known| known.names) {
            let said = |word: &str| run(&format!("{tool} {word}=1")).said(&[name]).len();
            assert_eq!(run(&format!("{tool} {name}")).tool, *tool);
            assert_eq!((said(name), said(&near(name))), (1, 0), "{tool} {name}");
        }
    }
}
