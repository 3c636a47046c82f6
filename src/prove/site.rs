//! A command in a script, as the target of edits.

use std::ops::Range;

use super::TextEdit;
use super::mutant::Mutant;
use super::stage::Site;
use crate::facts::commands::shells::Language;

/// Most commands of a job that one line of a policy names.
const FEW: usize = 3;

impl Site<'_> {
    /// Returns whether the shell of the script is bash or sh with known options.
    pub(super) fn is_posix(&self) -> bool {
        self.command.shell.language == Language::Posix && self.command.shell.options.is_some()
    }

    pub(super) fn range(&self) -> Range<usize> {
        let (start, end) = self.command.range;
        start..end
    }

    /// Returns the text before and behind the command on its lines.
    pub(super) fn line(&self) -> (&str, &str) {
        let Range { start, end } = self.range();
        let before = self.run.text.get(..start).unwrap_or_default();
        let after = self.run.text.get(end..).unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        (before, after.split('\n').next().unwrap_or_default())
    }

    /// Returns whether the command is a statement by itself, alone on its lines.
    pub(super) fn is_alone(&self) -> bool {
        let (before, after) = self.line();
        let start = self.range().start - before.len();
        let above = self.run.text.get(..start).unwrap_or_default().trim_end();
        let continues = ["|", "&&", "||", "\\", "!", "("];
        before.trim().is_empty()
            && after.trim().is_empty()
            && !continues.iter().any(|end| above.ends_with(end))
            && self.is_unquoted()
    }

    /// Returns whether the command is alone, and not in braces, a loop or a condition.
    pub(super) fn is_top(&self) -> bool {
        let (before, _) = self.line();
        self.is_alone() && before.is_empty()
    }

    /// Returns whether the command is outside of other texts: `bash -c "..."`, a here-document.
    fn is_unquoted(&self) -> bool {
        let text = &self.run.text;
        let inner = self.command.text.trim();
        let here = text.get(self.range()).unwrap_or_default();
        let quotes =
            |mark| text.get(..self.range().start).unwrap_or_default().matches(mark).count();
        !text.contains("<<")
            && !inner.is_empty()
            && here.len() >= inner.len()
            && quotes('\'').is_multiple_of(2)
            && quotes('"').is_multiple_of(2)
    }

    /// Returns the command for a sentence, cut if it is long.
    pub(super) fn shown(&self) -> String {
        let text = &self.command.text;
        let cut: String = text.chars().take(40).collect();
        if cut.len() == text.len() {
            format!("`{cut}`")
        } else {
            format!("`{}...`", cut.trim_end())
        }
    }

    /// Returns the line of a policy that requires the command and, if they are few, the job's others.
    pub(super) fn runs(&self) -> String {
        let mut texts: Vec<String> =
            self.at.commands().iter().map(|site| format!("{:?}", site.command.text)).collect();
        texts.dedup();
        if texts.len() > FEW {
            texts = vec![format!("{:?}", self.command.text)];
        }
        self.at.contract(&format!("{{ runs: [{}] }}", texts.join(", ")))
    }

    pub(super) fn mutant(&self, edits: Vec<TextEdit>, what: String) -> Mutant {
        Mutant {
            subject: format!("{}/{}", self.at.subject(), self.step.label()),
            hints: vec![self.runs()],
            ..self.at.mutant(self.command.location.span, edits, what)
        }
    }

    /// Makes a mutant with another text at a range of the script.
    pub(super) fn edit(&self, range: Range<usize>, text: &str, what: String) -> Option<Mutant> {
        let edits = self.at.source.script(self.run, range, text)?;
        Some(self.mutant(edits, what))
    }

    /// Makes a mutant with a text behind the command.
    pub(super) fn append(&self, text: &str) -> Option<Mutant> {
        let end = self.range().end;
        let what = format!("append `{}` to {}", text.trim(), self.shown());
        self.edit(end..end, text, what)
    }

    /// Makes a mutant with texts around the command.
    pub(super) fn wrap(&self, before: &str, after: &str, what: String) -> Option<Mutant> {
        let own = self.run.text.get(self.range())?;
        // The lines of a block scalar keep their indentation, so both ends are edited.
        if own.contains('\n') {
            let mut edits =
                self.at.source.script(self.run, self.range().start..self.range().start, before)?;
            edits.extend(self.at.source.script(
                self.run,
                self.range().end..self.range().end,
                after,
            )?);
            return Some(self.mutant(edits, what));
        }
        self.edit(self.range(), &format!("{before}{own}{after}"), what)
    }

    /// Makes a mutant with a key that is first in the step.
    pub(super) fn step_key(&self, line: &str) -> Option<Mutant> {
        let start = self.at.source.offset(self.step.span.line, self.step.span.column)?;
        let edits = vec![self.at.source.key(start, line)];
        Some(self.mutant(edits, format!("add `{line}` to step `{}`", self.step.label())))
    }
}
