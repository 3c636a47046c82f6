//! The proof as JSON.

use serde::Serialize;

use crate::policy;
use crate::prove::proof::{MutantFate, Proof, Trial};
use crate::verdict::report::{FindingState, Verdict};

#[derive(Serialize)]
struct ProofJson<'a> {
    format: &'static str,
    verdict: Verdict,
    baseline: Verdict,
    unknown: &'a [String],
    operators: Vec<OperatorRow>,
    mutants: Vec<MutantJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch: Option<PatchJson<'a>>,
    unproposed: usize,
}

#[derive(Serialize)]
struct PatchJson<'a> {
    path: &'a str,
    yaml: &'a str,
    catches: usize,
}

#[derive(Serialize)]
struct OperatorRow {
    id: &'static str,
    summary: &'static str,
    ways: Vec<String>,
    rules: &'static [&'static str],
    mutants: usize,
    caught: usize,
    caught_by_own_rule: usize,
    refused: usize,
    left_out: usize,
}

#[derive(Serialize)]
struct MutantJson<'a> {
    operator: &'static str,
    subject: &'a str,
    edit: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    job: Option<&'a str>,
    required: bool,
    fate: &'static str,
    rules: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

/// Writes the proof as JSON, with every mutant; missed mutants have their diffs.
///
/// # Errors
/// A proof that cannot be written as JSON, which would be a bug.
pub fn json(proof: &Proof) -> Result<String, serde_json::Error> {
    let operators = proof.rows.iter().map(|row| OperatorRow {
        id: row.operator.id,
        summary: row.operator.summary,
        ways: row.operator.ways.iter().map(|way| format!("W{way}")).collect(),
        rules: row.operator.rules,
        mutants: row.mutants,
        caught: row.caught,
        caught_by_own_rule: row.own,
        refused: row.refused,
        left_out: row.left_out,
    });
    let document = ProofJson {
        format: "truegreen-proof/1",
        verdict: proof.verdict(),
        baseline: proof.baseline,
        unknown: &proof.unknown,
        operators: operators.collect(),
        mutants: proof.trials.iter().map(entry).collect(),
        patch: proof.patch.as_ref().map(|patch| PatchJson {
            path: if patch.path.is_empty() { policy::PATH } else { &patch.path },
            yaml: &patch.yaml,
            catches: patch.catches,
        }),
        unproposed: proof.unproposed,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn entry(trial: &Trial) -> MutantJson<'_> {
    let mutant = &trial.mutant;
    let (fate, rules) = match &trial.fate {
        MutantFate::Caught { rules, .. } => ("caught", rules.clone()),
        MutantFate::Seen { by } => {
            ("seen", by.iter().map(|(rule, _): &(_, FindingState)| *rule).collect())
        }
        MutantFate::Survived => ("survived", Vec::new()),
    };
    let open = !matches!(trial.fate, MutantFate::Caught { .. });
    let diff = trial.texts.as_ref().filter(|_| open).map(|(before, after)| {
        diffy::DiffOptions::new().set_context_len(1).create_patch(before, after).to_string()
    });
    MutantJson {
        operator: trial.operator.id,
        subject: &mutant.subject,
        edit: &mutant.what,
        path: &mutant.path,
        line: mutant.span.line,
        column: mutant.span.column,
        job: mutant.job.as_deref(),
        required: mutant.required,
        fate,
        rules,
        policy: trial.hint.as_deref(),
        diff,
    }
}
