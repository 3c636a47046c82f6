//! SARIF 2.1.0, for code scanning and other viewers. Writing SARIF never changes the exit code.
//!
//! Source: OASIS SARIF 2.1.0; GitHub's documentation of "SARIF support for code scanning": at most
//! 25,000 results of a run, each with a place in a file, and fingerprints that stay the same when
//! lines move.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::judgement::Judgement;
use super::places::{PlaceSide, side_of};
use crate::finding::Severity;
use crate::rules::RULES;
use crate::rules::rule::Rule;
use crate::span::{Location, Span};
use crate::verdict::report::{FindingState, JudgedFinding};

/// Most results that GitHub takes of a run.
const RESULTS: usize = 25_000;
/// Place of a finding without a line in the commit: code scanning rejects a result without a place.
const FALLBACK: &str = ".github/workflows";

#[derive(Serialize)]
struct SarifLog<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun<'a> {
    tool: SarifTool,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct SarifTool {
    driver: SarifDriver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifDriver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<SarifDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifDescriptor {
    id: &'static str,
    short_description: SarifText<'static>,
    full_description: SarifText<'static>,
    help: SarifHelp,
    default_configuration: SarifLevel,
}

#[derive(Serialize)]
struct SarifText<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct SarifHelp {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct SarifLevel {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: SarifMessage,
    locations: [SarifPlace<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifPlace<'a>>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<SarifSuppression>,
}

#[derive(Serialize)]
struct SarifMessage {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifPlace<'a> {
    physical_location: SarifPhysical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<SarifText<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifPhysical {
    artifact_location: SarifArtifact,
    region: SarifRegion,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifArtifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct SarifSuppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

/// Returns the log, indented, with a newline at its end.
///
/// # Errors
/// Never in practice: every map key is a string.
pub fn render(judgement: &Judgement) -> std::result::Result<String, serde_json::Error> {
    let rules = RULES.iter().map(|rule| descriptor(rule)).collect();
    let mut twins: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let findings = judgement.report.findings.iter().take(RESULTS);
    let results = findings
        .map(|judged| {
            let twin = twins.entry((judged.rule.id, &judged.finding.subject)).or_default();
            *twin += 1;
            result(judged, *twin, judgement)
        })
        .collect();
    let driver =
        SarifDriver { name: "truegreen", semantic_version: env!("CARGO_PKG_VERSION"), rules };
    let log = SarifLog {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [SarifRun { tool: SarifTool { driver }, column_kind: "unicodeCodePoints", results }],
    };
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn descriptor(rule: &Rule) -> SarifDescriptor {
    SarifDescriptor {
        id: rule.id,
        short_description: SarifText { text: rule.holds },
        full_description: SarifText { text: rule.summary },
        help: SarifHelp { text: rule.docs, markdown: rule.docs },
        default_configuration: SarifLevel { level: level(rule.severity) },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "error",
        Severity::Warn => "warning",
        Severity::Note => "note",
        Severity::Off => "none",
    }
}

fn result<'a>(judged: &'a JudgedFinding, twin: usize, judgement: &Judgement) -> SarifResult<'a> {
    let finding = &judged.finding;
    let own = finding.location.as_ref().map(|place| (place, None));
    let related = finding.related.iter().map(|(place, text)| (place, Some(text.as_str())));
    let mut places = own
        .into_iter()
        .chain(related)
        .filter(|(place, _)| side_of(place, judgement) == PlaceSide::Head);
    let first = places.next().map_or_else(
        || physical(&Location::new(FALLBACK, Span::start_of_file())),
        |(place, _)| physical(place),
    );
    let related_locations = places
        .map(|(place, text)| SarifPlace {
            physical_location: physical(place),
            message: text.map(|text| SarifText { text }),
        })
        .collect();
    let waiver = judged.waiver.and_then(|index| judgement.report.waivers.get(index));
    let suppressions = waiver.into_iter().map(|used| SarifSuppression {
        kind: "external",
        status: "accepted",
        justification: format!(
            "{} ({}, until {})",
            used.waiver.reason, used.waiver.owner, used.waiver.until.value
        ),
    });
    let grant = judgement.report.approval.as_ref().filter(|_| judged.approved);
    let approval = grant.map(|grant| SarifSuppression {
        kind: "external",
        status: "accepted",
        justification: format!(
            "approved by @{} on {} by the label {}",
            grant.login,
            grant.day_and_time(),
            grant.label
        ),
    });
    let help = if finding.help.is_empty() { String::new() } else { format!(". {}", finding.help) };
    SarifResult {
        rule_id: judged.rule.id,
        rule_index: RULES.iter().position(|rule| rule.id == judged.rule.id).unwrap_or_default(),
        level: match judged.state {
            FindingState::Inconclusive => "error",
            _ => level(judged.severity),
        },
        message: SarifMessage { text: format!("{}{help}", finding.message) },
        locations: [SarifPlace { physical_location: first, message: None }],
        related_locations,
        partial_fingerprints: [("truegreen/v1", fingerprint(judged, twin))].into(),
        suppressions: suppressions.chain(approval).collect(),
    }
}

/// Returns the fingerprint: the same for the same subject and rule when its lines move. The nth of
/// equal findings is told apart by its number.
fn fingerprint(judged: &JudgedFinding, twin: usize) -> String {
    let name = format!("{}\0{}\0{twin}", judged.rule.id, judged.finding.subject);
    let digest = Sha256::digest(name.as_bytes());
    digest.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn physical(place: &Location) -> SarifPhysical {
    let span = place.span;
    let after_start = (span.end_line, span.end_column) > (span.line, span.column);
    let (end_line, end_column) =
        if after_start { (span.end_line, span.end_column) } else { (span.line, span.column + 1) };
    SarifPhysical {
        artifact_location: SarifArtifact { uri: uri(&place.path), uri_base_id: "%SRCROOT%" },
        region: SarifRegion {
            start_line: span.line,
            start_column: span.column,
            end_line,
            end_column,
        },
    }
}

/// Returns a relative URI: every byte that is not allowed in a path is encoded, and a colon too,
/// which could make the first part a scheme.
fn uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
