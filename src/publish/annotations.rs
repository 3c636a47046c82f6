//! Annotations: findings at their lines, for a check run and as commands in the log of the runner.

use std::fmt::Write as _;

use super::judgement::Judgement;
use super::notice::{Annotation, AnnotationLevel};
use super::places::{PlaceSide, side_of};
use crate::finding::Severity;
use crate::text::{CommandProperty, CommandText, TerminalText};
use crate::verdict::report::{FindingState, JudgedFinding};

/// The most annotations of one level that a runner takes from a step; the runner drops the rest
/// silently.
///
/// Source: `actions/runner`, `ExecutionContext.cs`.
const OF_A_LEVEL: usize = 10;
/// The longest title of an annotation that a check run takes, in characters.
const LONGEST_TITLE: usize = 250;
/// The longest message in bytes. GitHub takes 64 KiB.
const LONGEST_MESSAGE: usize = 8_000;

/// Returns the annotations of a judgement, failures first. A finding without a line in the commit
/// (a report, the command line) has no annotation; the summary shows such findings.
#[must_use]
pub fn of(judgement: &Judgement) -> Vec<Annotation> {
    let findings = judgement.report.findings.iter();
    let mut annotations: Vec<Annotation> =
        findings.filter_map(|judged| annotation(judged, judgement)).collect();
    annotations.sort_by_key(|annotation| annotation.level);
    annotations
}

fn annotation(judged: &JudgedFinding, judgement: &Judgement) -> Option<Annotation> {
    let finding = &judged.finding;
    let places = finding.location.iter().chain(finding.related.iter().map(|(place, _)| place));
    let place = places.into_iter().find(|place| side_of(place, judgement) == PlaceSide::Head)?;
    let level = match (judged.state, judged.severity) {
        (FindingState::Broken | FindingState::Inconclusive, _) => AnnotationLevel::Failure,
        (FindingState::Advisory, Severity::Warn | Severity::Fail) => AnnotationLevel::Warning,
        _ => AnnotationLevel::Notice,
    };
    let waived = match judged.state {
        FindingState::Waived if judged.approved => "approved: ",
        FindingState::Waived => "waived: ",
        _ => "",
    };
    let help = match finding.help.as_str() {
        "" => String::new(),
        help => format!("\n\n{help}"),
    };
    let message = shown(&format!("{waived}{}{help}", finding.message), LONGEST_MESSAGE);
    let title = format!("{}: {}", judged.rule.id, finding.subject);
    let span = place.span;
    Some(Annotation {
        path: place.path.to_string(),
        start_line: span.line,
        end_line: span.end_line.max(span.line),
        columns: (span.end_line <= span.line && span.end_column > span.column)
            .then(|| (span.column, span.end_column - 1)),
        level,
        message,
        title: TerminalText::new(&title).to_string().chars().take(LONGEST_TITLE).collect(),
    })
}

/// Returns text for the field of an annotation, without invisible characters, because GitHub shows
/// the field as it is.
fn shown(text: &str, longest: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| TerminalText::new(line).to_string()).collect();
    let text = lines.join("\n");
    let end = text.floor_char_boundary(longest);
    if end < text.len() { format!("{}…", text.get(..end).unwrap_or_default()) } else { text }
}

/// Returns the annotations as commands of the runner: ten of each level, the last of which counts
/// the rest.
#[must_use]
pub fn commands(annotations: &[Annotation]) -> String {
    let levels = [AnnotationLevel::Failure, AnnotationLevel::Warning, AnnotationLevel::Notice];
    let mut out = String::new();
    for level in levels {
        let all: Vec<&Annotation> =
            annotations.iter().filter(|annotation| annotation.level == level).collect();
        let fits = if all.len() > OF_A_LEVEL { OF_A_LEVEL - 1 } else { all.len() };
        for annotation in all.iter().take(fits) {
            command(&mut out, annotation);
        }
        let left = all.len() - fits;
        if left > 0 {
            let text = format!("{left} more of this level are in the job summary");
            let _ = writeln!(out, "::{} title=truegreen::{text}", word(level));
        }
    }
    out
}

const fn word(level: AnnotationLevel) -> &'static str {
    match level {
        AnnotationLevel::Failure => "error",
        AnnotationLevel::Warning => "warning",
        AnnotationLevel::Notice => "notice",
    }
}

fn command(out: &mut String, annotation: &Annotation) {
    let Annotation { path, start_line, end_line, columns, level, message, title } = annotation;
    let _ = write!(
        out,
        "::{} file={},line={start_line},endLine={end_line}",
        word(*level),
        CommandProperty::new(path)
    );
    if let Some((start, end)) = columns {
        let _ = write!(out, ",col={start},endColumn={end}");
    }
    let _ = writeln!(out, ",title={}::{}", CommandProperty::new(title), CommandText::new(message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::notice::Annotation;
    use crate::publish::notice::AnnotationLevel;

    fn annotation(level: AnnotationLevel, message: &str) -> Annotation {
        Annotation {
            path: "a,b:c.yml".to_owned(),
            start_line: 3,
            end_line: 3,
            columns: Some((5, 9)),
            level,
            message: message.to_owned(),
            title: "rule: a/b".to_owned(),
        }
    }

    #[test]
    fn a_command_holds_its_place_and_nothing_else_of_the_log() {
        let out = commands(&[annotation(AnnotationLevel::Failure, "50 %\n::error::x")]);
        assert_eq!(
            out,
            "::error file=a%2Cb%3Ac.yml,line=3,endLine=3,col=5,endColumn=9,title=rule%3A a/b::50 %25%0A::error::x\n"
        );
    }

    #[test]
    fn ten_of_a_level_and_the_last_counts_the_rest() {
        let many = |level, count| (0..count).map(move |_| annotation(level, "x"));
        let all: Vec<Annotation> = many(AnnotationLevel::Failure, 25)
            .chain(many(AnnotationLevel::Warning, 10))
            .chain(many(AnnotationLevel::Notice, 11))
            .collect();
        let out = commands(&all);
        let count = |start: &str| out.lines().filter(|line| line.starts_with(start)).count();
        assert_eq!((count("::error"), count("::warning"), count("::notice")), (10, 10, 10));
        assert!(out.contains("::error title=truegreen::16 more of this level"));
        assert!(out.contains("::notice title=truegreen::2 more of this level"));
        assert!(!out.contains("::warning title=truegreen"));
    }
}
