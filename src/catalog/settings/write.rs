//! Writes the entries of the catalogue as Rust, so that nothing is left to read at start.

use super::entry::ToolEntry;
use super::entry_rows::EntryRows;

const HEAD: &str = "\
//! What is known of the settings of tools. Not written by hand: change the files in `data`, and run
//! `UPDATE=1 cargo test --lib the_catalogue`. Where the types change, begin with empty tables.

use super::kinds::{About, Absent, SettingKind};
use super::rows::{
    ActKind, ActionAct, ItemCut, KnownFile, KnownKey, KnownReport, LenientAction, LenientPart, LenientSetting, LenientWhen, Opt,
    OptionThreshold, ReportFormat, ReportInput, SettingThreshold, SettingsSyntax, ThresholdForm,
};
";

/// All tables; or every mistake in the entries.
pub(super) fn rust(entries: &[ToolEntry]) -> Result<String, Vec<String>> {
    let mut writer = EntryRows::default();
    for entry in entries {
        writer.entry(entry);
    }
    if !writer.mistakes.is_empty() {
        return Err(writer.mistakes);
    }
    let mut out = HEAD.to_owned();
    let rows = "&[(&str, &[ROW])]";
    for (name, row, table) in [
        ("FILES", "KnownFile", &writer.files),
        ("KEYS", "KnownKey", &writer.keys),
        ("OPTIONS", "Opt", &writer.options),
        ("OPTION_THRESHOLDS", "OptionThreshold", &writer.option_thresholds),
        ("SETTING_THRESHOLDS", "SettingThreshold", &writer.setting_thresholds),
        ("REPORTS", "KnownReport", &writer.reports),
        ("VARIABLES", "&str", &writer.variables),
        ("SWITCHES", "&str", &writer.switches),
        ("REPLACED", "&str", &writer.replaced),
        ("FLOORS", "&str", &writer.floors),
    ] {
        out += &static_of(
            name,
            &rows.replace("ROW", row),
            table.iter().map(|(name, rows)| {
                let lines: String = rows.iter().map(|row| format!("        {row},\n")).collect();
                format!("({name:?}, &[\n{lines}    ])")
            }),
        );
    }
    for (name, table) in [
        ("ALIASES", &writer.aliases),
        ("SPELLINGS", &writer.spellings),
        ("HOLD_OPTIONS", &writer.hold_options),
    ] {
        out += &static_of(name, "&[(&str, &str)]", table.iter().map(|pair| format!("{pair:?}")));
    }
    for (name, list) in [
        ("SUBCOMMANDS", &mut writer.subcommands),
        ("STAND_BEFORE", &mut writer.stand_before),
        ("WATCHED", &mut writer.watched),
    ] {
        list.sort();
        list.dedup();
        out += &static_of(name, "&[&str]", list.iter().map(|word| format!("{word:?}")));
    }
    writer.patterns.sort();
    writer.patterns.dedup();
    out += &static_of("WATCHED_PATTERNS", "&[(&str, &str)]", writer.patterns.into_iter());
    out += &static_of("LENIENT", "&[LenientSetting]", writer.lenient.into_iter());
    out += &static_of("LENIENT_ACTIONS", "&[LenientAction]", writer.lenient_actions.into_iter());
    out += &static_of("ACTION_ACTS", "&[ActionAct]", writer.action_acts.into_iter());
    out += &static_of("REPORT_INPUTS", "&[ReportInput]", writer.report_inputs.into_iter());
    Ok(out)
}

fn static_of(name: &str, kind: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.map(|row| format!("    {row},\n")).collect();
    format!("\npub(super) static {name}: {kind} = &[\n{rows}];\n")
}
