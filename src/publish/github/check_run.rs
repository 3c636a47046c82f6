//! The check run: one for each name and commit, which is updated rather than made twice.
//!
//! GitHub does not say how branch protection reads two check runs of one name, and an old failure
//! was seen to block beside a newer success. So one writer finds its check run by name, app, commit
//! and `external_id`. If two were made all the same (two runs at once, a lost answer), the older
//! ones get the conclusion of the newest, because check runs cannot be deleted. After each write the
//! list is read again, because another run may have written between.

use serde_json::{Value, json};

use super::annotations::{self, PAGE};
use super::known::{CheckRuns, KnownCheckRun, LedgerStep, list_check_runs};
use super::receipt::{WriteReceipt, id_of, repository_path, text_at};
use crate::github::{ApiFault, Client};
use crate::publish::external_id::ExternalId;
use crate::publish::notice::Annotation;
use crate::publish::plan::{CheckConclusion, CheckRun};

/// Line of the text where annotations of an earlier attempt stay.
const STALE: &str = "Some annotations are of an earlier attempt: GitHub has no way to remove them. \
                     What is written here holds.";

/// Longest text in bytes.
const LONGEST: usize = 65_000;

/// Bytes after which a summary is cut that GitHub found too long.
const CUT: usize = 16_000;

/// Returns the body for a check run that points at another one of its name.
fn in_line(conclusion: &str, title: &str, url: &str) -> Value {
    json!({
        "status": "completed",
        "conclusion": conclusion,
        "output": {
            "title": title,
            "summary": format!("The report is in the [newest check run of this name]({url})."),
        },
    })
}

/// Text at a cut.
const NOTE: &str = "\n\n(cut here: GitHub did not take the whole of it)";

/// Writes the check run. `known` is what [`list_check_runs`] found just before.
///
/// If GitHub rejects annotations or the length of a text, the check run is written without them,
/// and [`WriteReceipt`] says so.
///
/// # Errors
/// See [`ApiFault`]; with `checks: write` missing, [`ApiFault::Forbidden`].
pub fn check_run(
    client: &Client,
    repository: &str,
    wanted: &CheckRun,
    known: &CheckRuns,
) -> Result<WriteReceipt, ApiFault> {
    let writer = CheckRunWriter { client, repository, wanted };
    let receipt = writer.write(known)?;
    let is_written = matches!(receipt, WriteReceipt::Created { .. } | WriteReceipt::Updated { .. });
    // Two runs of one commit often start together: what came between is entered now.
    for _ in 0..if is_written { REPAIRS } else { 0 } {
        let Ok(now) = writer.listed() else { break };
        if !writer.is_lost(&now) {
            break;
        }
        if let repaired @ WriteReceipt::LeftToStanding(_) = writer.write(&now)? {
            return Ok(repaired);
        }
    }
    Ok(receipt)
}

/// Most times that a check run is written again because another run wrote between.
const REPAIRS: usize = 2;

/// The parts of the check run that are sent: fewer after each rejection.
#[derive(Clone, Debug)]
struct CheckRunForm {
    has_annotations: bool,
    has_text: bool,
    is_whole: bool,
    is_stale: bool,
    /// The first rejection.
    refused: Option<ApiFault>,
}

impl CheckRunForm {
    const WHOLE: Self = Self {
        has_annotations: true,
        has_text: true,
        is_whole: true,
        is_stale: false,
        refused: None,
    };

    /// Returns the next smaller form after a rejection; the fault if there is nothing left to leave
    /// out.
    fn less(mut self, wanted: &CheckRun, fault: ApiFault) -> Result<Self, ApiFault> {
        let is_long = fault.is_too_long();
        let is_of_annotations = match &fault {
            ApiFault::Unprocessable { message } => {
                message.to_ascii_lowercase().contains("annotation")
            }
            ApiFault::Refused { status: 413, .. } => false,
            _ => return Err(fault),
        };
        let can_leave_annotations = self.has_annotations && !wanted.annotations.is_empty();
        if is_of_annotations && can_leave_annotations {
            self.has_annotations = false;
        } else if is_long && self.has_text && !wanted.text.is_empty() {
            self.has_text = false;
        } else if is_long && self.is_whole && wanted.summary.len() > CUT {
            self.is_whole = false;
        } else if can_leave_annotations {
            self.has_annotations = false;
        } else {
            return Err(fault);
        }
        self.refused.get_or_insert(fault);
        Ok(self)
    }
}

/// Most bases of standing verdicts that are compared.
const BASES: usize = 3;

struct CheckRunWriter<'a> {
    client: &'a Client,
    repository: &'a str,
    wanted: &'a CheckRun,
}

impl<'a> CheckRunWriter<'a> {
    fn create(&self) -> Result<WriteReceipt, ApiFault> {
        let mut form = CheckRunForm::WHOLE;
        let mut is_second = false;
        let path = repository_path(self.repository, &["check-runs"]);
        loop {
            let all: Vec<&Annotation> = self.wanted.annotations.iter().collect();
            let (first, rest) =
                all.split_at(if form.has_annotations { all.len().min(PAGE) } else { 0 });
            let mut body = self.body(&form, first);
            body["name"] = self.wanted.name.as_str().into();
            body["head_sha"] = self.wanted.head_sha.as_str().into();
            let posted = self.client.post(&path, &body).and_then(|made| Ok((id_of(&made)?, made)));
            match posted {
                Ok((id, made)) => {
                    let rest = if form.has_annotations { rest } else { &[] };
                    let partly = self.append(id, &form, rest).or(form.refused);
                    let url = text_at(&made, "/html_url").to_owned();
                    return Ok(WriteReceipt::Created { url, partly });
                }
                // The check run may exist although the answer was lost, so the list is read, once,
                // before a second attempt.
                Err(fault) if fault.may_have_been_done() && !is_second => {
                    is_second = true;
                    let known = self.listed().map_err(|_| fault)?;
                    if !known.ours.is_empty() {
                        return self.write(&known);
                    }
                }
                Err(fault) => form = form.less(self.wanted, fault)?,
            }
        }
    }

    /// Enters the verdict into the ledger of the commit, and makes it if there is none.
    fn write(&self, known: &CheckRuns) -> Result<WriteReceipt, ApiFault> {
        let Some((first, others)) = known.ours.split_first() else { return self.create() };
        let CheckRun { external_id, is_complete, .. } = self.wanted;
        let newer = self.newer_base(known);
        match known.enter(external_id, (self.passes(), *is_complete), newer.as_deref()) {
            LedgerStep::LeaveToNewer => Ok(WriteReceipt::LeftToNewer),
            LedgerStep::Hold { id, standing, wrong } => {
                self.lift(&id, &standing.what, &wrong)?;
                Ok(WriteReceipt::LeftToStanding(standing))
            }
            // What held it back was lifted since: its report is not that of a pass.
            LedgerStep::Write(_) if self.wanted.is_held => Ok(WriteReceipt::NothingToDo),
            LedgerStep::Write(id) => {
                let entered = CheckRun { external_id: id, ..self.wanted.clone() };
                CheckRunWriter { wanted: &entered, ..*self }.update(first, others)
            }
        }
    }

    fn passes(&self) -> bool {
        self.wanted.is_held || self.wanted.conclusion == CheckConclusion::Success
    }

    /// Takes the mark off the runs that this pass lifts, where others stay red, and leaves no check
    /// run green.
    fn lift(&self, id: &ExternalId, what: &str, wrong: &[u64]) -> Result<(), ApiFault> {
        for check in wrong {
            let text = id.last_line().unwrap_or_default();
            let body = json!({
                "external_id": id.field(),
                "status": "completed",
                "conclusion": CheckConclusion::Failure.as_str(),
                "output": {
                    "title": "Another verdict on this commit is red", "summary": what, "text": text,
                },
            });
            self.client.patch(&self.path(*check), &body)?;
        }
        Ok(())
    }

    /// Returns the base of a verdict that stands, where that is newer than the one of this verdict.
    fn newer_base(&self, known: &CheckRuns) -> Option<String> {
        let ours = self.wanted.external_id.base_commit();
        if self.wanted.base_is_tip {
            return None;
        }
        let is_newer = |base: &&str| {
            ours.is_empty() || self.merge_base(base, ours).is_none_or(|common| common != **base)
        };
        known.other_bases(ours).into_iter().take(BASES).find(is_newer).map(str::to_owned)
    }

    fn merge_base(&self, one: &str, other: &str) -> Option<String> {
        let path = repository_path(self.repository, &["compare", &format!("{one}...{other}")]);
        let answer = self.client.get(&path, &[("per_page", "1")]).ok()?;
        Some(text_at(&answer, "/merge_base_commit/sha").to_owned())
    }

    /// Returns whether the check runs, as they are now, lack this verdict or show green beside a red
    /// one.
    fn is_lost(&self, now: &CheckRuns) -> bool {
        let wanted = &self.wanted.external_id;
        let passes = self.passes();
        let Some(first) = now.ours.first() else { return false };
        let reds = now.reds_beside(wanted, self.wanted.is_complete);
        let is_green = first.conclusion == CheckConclusion::Success.as_str();
        let main = wanted.main().attempt;
        let lacks = |ours: &KnownCheckRun| {
            let id = &ours.external_id;
            !std::iter::once(id.own()).chain(id.others()).any(|entry| entry.run == main.run)
        };
        (is_green && !(passes && reds.is_empty())) || (!passes && now.ours.iter().all(lacks))
    }

    /// Lists our check runs, as they are now.
    fn listed(&self) -> Result<CheckRuns, ApiFault> {
        let CheckRun { name, head_sha, external_id, .. } = self.wanted;
        let known = list_check_runs(self.client, self.repository, name, head_sha)?;
        Ok(known.genuine(self.client, self.repository, head_sha, external_id.own()))
    }

    fn update(
        &self,
        newest: &KnownCheckRun,
        older: &[KnownCheckRun],
    ) -> Result<WriteReceipt, ApiFault> {
        let mut form = CheckRunForm::WHOLE;
        let mut missing: Vec<&Annotation> = self.wanted.annotations.iter().collect();
        if newest.has_annotations {
            match annotations::compare(
                self.client,
                self.repository,
                newest.id,
                &self.wanted.annotations,
            ) {
                Ok(compared) => {
                    form.is_stale = compared.is_stale;
                    missing = compared.missing;
                }
                // Without the list of existing annotations every one could be added twice, so none
                // is sent.
                Err(fault) => {
                    form.has_annotations = false;
                    form.refused = Some(fault);
                }
            }
        }
        let made = loop {
            // The request has no annotations, so that repeating it adds nothing twice.
            match self.client.patch(&self.path(newest.id), &self.body(&form, &[])) {
                Ok(made) => break made,
                Err(fault) => form = form.less(self.wanted, fault)?,
            }
        };
        let missing = if form.has_annotations { missing.as_slice() } else { &[] };
        let appended = self.append(newest.id, &form, missing);
        let url = match text_at(&made, "/html_url") {
            "" => newest.url.clone(),
            url => url.to_owned(),
        };
        let aligned = self.align(older, &url);
        Ok(WriteReceipt::Updated { url, partly: appended.or(form.refused).or(aligned) })
    }

    /// Adds annotations, page by page; returns the fault if not all could be added.
    fn append(&self, id: u64, form: &CheckRunForm, missing: &[&'a Annotation]) -> Option<ApiFault> {
        for page in missing.chunks(PAGE) {
            let body = json!({ "output": self.output(form, page) });
            match self.client.patch_once(&self.path(id), &body) {
                Ok(_) => {}
                Err(fault) if fault.may_have_been_done() => {
                    return self.append_again(id, form, fault);
                }
                Err(fault) => return Some(fault),
            }
        }
        None
    }

    /// Adds the missing annotations after a lost answer, once the existing ones are known. A second
    /// lost answer is final.
    fn append_again(&self, id: u64, form: &CheckRunForm, lost: ApiFault) -> Option<ApiFault> {
        let wanted = &self.wanted.annotations;
        let Ok(compared) = annotations::compare(self.client, self.repository, id, wanted) else {
            return Some(lost);
        };
        compared.missing.chunks(PAGE).find_map(|page| {
            let body = json!({ "output": self.output(form, page) });
            self.client.patch_once(&self.path(id), &body).err()
        })
    }

    /// Gives older check runs of ours the same conclusion.
    fn align(&self, older: &[KnownCheckRun], url: &str) -> Option<ApiFault> {
        let conclusion = self.wanted.conclusion.as_str();
        let others = older.iter().filter(|known| known.conclusion != conclusion);
        let mut faults = others.filter_map(|known| {
            let body = in_line(conclusion, &self.wanted.title, url);
            self.client.patch(&self.path(known.id), &body).err()
        });
        let first = faults.next();
        // All of them are updated, even after a fault.
        faults.for_each(drop);
        first
    }

    fn path(&self, id: u64) -> String {
        repository_path(self.repository, &["check-runs", &id.to_string()])
    }

    fn body(&self, form: &CheckRunForm, annotations: &[&Annotation]) -> Value {
        json!({
            "external_id": self.wanted.external_id.field(),
            "status": "completed",
            "conclusion": self.wanted.conclusion.as_str(),
            "output": self.output(form, annotations),
        })
    }

    fn output(&self, form: &CheckRunForm, annotations: &[&Annotation]) -> Value {
        let CheckRun { title, summary, text, .. } = self.wanted;
        let cut;
        let summary = if form.is_whole {
            summary
        } else {
            cut = whole_lines(summary, CUT);
            &cut
        };
        let mut text = if form.has_text { text.clone() } else { String::new() };
        if form.is_stale && text.len() + STALE.len() + 2 <= LONGEST {
            text = format!("{STALE}\n\n{text}").trim_end().to_owned();
        }
        if let Some(line) = self.wanted.external_id.last_line() {
            text = with_last_line(text, &line);
        }
        // An empty text is sent too, because it clears the text of an earlier attempt.
        let mut output = json!({ "title": title, "summary": summary, "text": text });
        if !annotations.is_empty() {
            output["annotations"] = annotations::page(annotations);
        }
        output
    }
}

/// Returns a text with a last line; the text is cut if both are too long.
fn with_last_line(mut text: String, line: &str) -> String {
    let room = LONGEST.saturating_sub(line.len() + 2 + NOTE.len());
    if text.len() > room {
        text = whole_lines(&text, room);
    }
    format!("{text}\n\n{line}").trim_start().to_owned()
}

/// Returns the first whole lines of a text, within a limit in bytes, with a note about the cut.
fn whole_lines(text: &str, limit: usize) -> String {
    let head = &text[..text.floor_char_boundary(limit)];
    let head = head.rsplit_once('\n').map_or(head, |(lines, _)| lines);
    format!("{head}{NOTE}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_line_stays_the_last_one_within_the_limit() {
        assert_eq!(with_last_line(String::new(), "<!-- x -->"), "<!-- x -->");
        assert_eq!(with_last_line("text".to_owned(), "<!-- x -->"), "text\n\n<!-- x -->");
        let long = with_last_line("line\n".repeat(13_000), "<!-- x -->");
        assert!(long.len() <= LONGEST && long.ends_with("it)\n\n<!-- x -->"), "{}", long.len());
    }

    #[test]
    fn a_cut_is_between_lines() {
        let note = "\n\n(cut here: GitHub did not take the whole of it)";
        assert_eq!(whole_lines("one\ntwo\nthree", 9), format!("one\ntwo{note}"));
        assert_eq!(whole_lines("äääää", 5), format!("ää{note}"));
    }
}
