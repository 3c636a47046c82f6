//! Numbers that a measurement is held to: options and settings whose name alone does not say that they are
//! one, or whose number may also stand elsewhere. As the tools' own documentation says.

use super::kinds::{fits, named, tool};
use super::rows::{OptionThreshold, SettingThreshold};
use super::table::{OPTION_THRESHOLDS, SETTING_THRESHOLDS};

/// The options of the runs of a name.
pub(crate) fn of_run(run: &str) -> &'static [OptionThreshold] {
    named(OPTION_THRESHOLDS, run).unwrap_or_default()
}

/// What a setting measures, where it is a threshold, and whether a smaller number is the stricter one.
pub(crate) fn of_setting(name: &str) -> Option<(String, bool)> {
    let known: &'static [SettingThreshold] = named(SETTING_THRESHOLDS, tool(name))?;
    let known = known.iter().find(|known| fits(known.name, name))?;
    let prefix = known.name.split('*').next().unwrap_or_default();
    let rest = name.strip_prefix(prefix).unwrap_or_default();
    let metric = rest.rsplit('.').next().unwrap_or(rest);
    let what = match (known.what, known.metrics) {
        ("", _) => name.to_owned(),
        (what, []) => what.to_owned(),
        (what, metrics) => metrics.contains(&metric).then(|| within(what, rest))?,
    };
    Some((what, known.is_most))
}

/// One of several measurements; the total has one name wherever it stands.
pub(crate) fn within(what: &str, metric: &str) -> String {
    format!("{what}/{}", metric.strip_prefix("global.").unwrap_or(metric))
}

/// The options of all runs.
#[cfg(test)]
pub(crate) const fn all() -> &'static [(&'static str, &'static [OptionThreshold])] {
    OPTION_THRESHOLDS
}
