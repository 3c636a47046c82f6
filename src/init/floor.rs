//! The minimum coverage that applies today, and other settings that say what a tool writes.

use super::options::option_values;
use crate::catalog::settings::files::of_tool;
use crate::catalog::settings::reports::floors;
use crate::catalog::settings::rows::KnownFile;
use crate::policy::valid::DEFAULT_FLOOR;

/// Minimums in the configuration of coverage.py.
#[derive(Clone, Debug, Default)]
pub(super) struct Floors {
    python: Option<(String, String)>,
}

impl Floors {
    /// Reads the minimums; `settings` are files by path.
    pub(super) fn read(settings: &[(String, String)]) -> Self {
        let of_file = |known: &KnownFile| {
            let (_, text) = settings.iter().find(|(path, _)| path == known.file())?;
            let value = entry(text, &known.section("report"), "fail_under")?;
            Some((value.to_owned(), format!("`fail_under` of {}", known.file())))
        };
        Self { python: of_tool("coverage").iter().find_map(of_file) }
    }

    /// Returns the minimum for what a program measures, with its source.
    pub(super) fn in_force(&self, program: &str) -> Option<(String, String)> {
        let floor = self.python.as_ref().filter(|_| ["pytest", "coverage"].contains(&program));
        floor.and_then(|(value, from)| told(value, from))
    }
}

/// Returns the minimum that the options of a command set, with its source.
pub(super) fn of_words(words: &[String], program: &str) -> Option<(String, String)> {
    let options = floors(program);
    let value = options.iter().find_map(|option| option_values(words, option).first().copied())?;
    let option = options.first()?;
    told(value, &format!("`{option}`"))
}

/// Returns a percentage with its source, unless it equals the default.
fn told(value: &str, from: &str) -> Option<(String, String)> {
    let share: f64 = value.trim().parse().ok()?;
    let is_told = (0.0..=100.0).contains(&share) && (share - DEFAULT_FLOOR).abs() > f64::EPSILON;
    is_told.then(|| (share.to_string(), from.to_owned()))
}

/// Returns the value of a key in a section of an INI or TOML file, without quotes and comments.
fn entry<'t>(text: &'t str, section: &str, key: &str) -> Option<&'t str> {
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            inside = name.trim() == section;
        } else if inside
            && let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            let value = value.split(['#', ';']).next().unwrap_or_default();
            return Some(value.trim().trim_matches(['"', '\'']));
        }
    }
    None
}

/// Returns the path of the JUnit report of `cargo nextest` for a profile, which only
/// `.config/nextest.toml` can set.
pub(super) fn nextest_junit<'t>(settings: &'t str, profile: &str) -> Option<&'t str> {
    let of = |profile: &str| entry(settings, &format!("profile.{profile}.junit"), "path");
    of(profile).or_else(|| of("default"))
}

#[cfg(test)]
mod tests {
    use super::{Floors, nextest_junit, of_words};

    #[test]
    fn the_floor_in_force_is_found_and_the_default_left_out() {
        let settings = |text: &str| Floors::read(&[("pyproject.toml".to_owned(), text.to_owned())]);
        let floors = settings(
            "[tool.other]\nfail_under = 1\n[tool.coverage.report]\nfail_under = 87.5 # up\n",
        );
        let told = floors.in_force("pytest").unwrap();
        assert_eq!(told, ("87.5".to_owned(), "`fail_under` of pyproject.toml".to_owned()));
        assert_eq!(floors.in_force("jest"), None);
        assert_eq!(settings("[tool.coverage.report]\nfail_under = 40\n").in_force("pytest"), None);
        let words = ["--cov-fail-under=90".to_owned()];
        assert_eq!(of_words(&words, "pytest").unwrap().0, "90");
        assert_eq!(of_words(&words, "jest"), None);
    }

    #[test]
    fn nextest_writes_junit_only_where_its_settings_say_so() {
        let text = "[profile.ci.junit]\npath = \"junit.xml\"\n";
        assert_eq!(nextest_junit(text, "ci"), Some("junit.xml"));
        assert_eq!(nextest_junit(text, "default"), None);
    }
}
