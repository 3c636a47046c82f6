//! Steps that take a report out of the job, and so name its file: uploads, publishers, artifacts.

use super::makers::{Made, MakerKind, path_from_root, with_wildcards};
use crate::catalog::settings::actions::report_inputs;
use crate::catalog::settings::rows::ReportInput;
use crate::formats::workflow::model::{Job, Step, Value};
use crate::policy::Pattern;

/// What a job's artifact holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CarriedArtifact {
    /// `name:`, with `*` for what only the run knows.
    pub(super) name: String,
    paths: Vec<String>,
}

/// Returns the reports that the steps of a job name. A job that unpacks artifacts names reports of
/// other jobs.
pub(super) fn named_reports(job: &Job) -> Vec<Made> {
    let action =
        |step: &Step| step.uses.as_ref().map(|uses| uses.value.to_lowercase()).unwrap_or_default();
    if job.steps.iter().any(|step| action(step).starts_with("actions/download-artifact")) {
        return Vec::new();
    }
    let mut made = Vec::new();
    for step in &job.steps {
        let uses = action(step);
        let name = uses.split('@').next().unwrap_or_default();
        for ReportInput { action, input, format } in report_inputs() {
            if name != *action {
                continue;
            }
            let is_tests = text(step, "report_type").as_deref() == Some("test_results");
            let kind = if is_tests { MakerKind::Tests } else { MakerKind::of(*format) };
            let files = text(step, input).unwrap_or_default();
            let files =
                files.split(['\n', ',']).map(str::trim).filter(|file| file.ends_with(".xml"));
            let other = ["jacoco", "clover", "mypy", "pyright"];
            let is_other =
                |file: &str| other.iter().any(|other| file.to_lowercase().contains(other));
            made.extend(files.filter(|file| !is_other(file)).filter_map(|file| {
                let path = path_from_root(Some(""), file)?;
                Some(Made { kind, path, by: format!("{name} ({input})"), floor: None })
            }));
        }
    }
    made
}

/// Returns the artifacts that a job uploads.
pub(super) fn uploaded_artifacts(job: &Job) -> Vec<CarriedArtifact> {
    let is_upload = |step: &&Step| {
        let uses = step.uses.as_ref();
        uses.is_some_and(|uses| uses.value.to_lowercase().starts_with("actions/upload-artifact"))
    };
    let artifact = |step: &Step| {
        let path = text(step, "path")?;
        let paths = path.lines().map(str::trim).filter(|path| !path.starts_with('!'));
        let paths: Vec<String> = paths.filter_map(|path| path_from_root(Some(""), path)).collect();
        let name = text(step, "name")
            .map_or_else(|| "artifact".to_owned(), |name| with_wildcards(name.trim()));
        (!paths.is_empty()).then_some(CarriedArtifact { name, paths })
    };
    job.steps.iter().filter(is_upload).filter_map(artifact).collect()
}

impl CarriedArtifact {
    /// Returns the path of a report inside of the artifact; `None` if the artifact does not contain
    /// the report.
    ///
    /// Source: `actions/upload-artifact`, `src/shared/search.ts`: the root is the least common
    /// folder of the paths, and for a single file its folder.
    pub(super) fn inside(&self, report: &str) -> Option<String> {
        let holds = |path: &String| {
            let folder = path.trim_end_matches("/**").trim_end_matches("/*");
            *path == report
                || report.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
                || Pattern::new(path).is_ok_and(|pattern| pattern.matches(report))
        };
        self.paths.iter().any(holds).then_some(())?;
        let root = self.root();
        let rest = if root.is_empty() { Some(report) } else { report.strip_prefix(&root) };
        Some(rest?.trim_start_matches('/').to_owned())
    }

    fn root(&self) -> String {
        let fixed = |path: &String| -> Vec<String> {
            path.split('/')
                .take_while(|part| !part.contains(['*', '?', '[']))
                .map(str::to_owned)
                .collect()
        };
        let mut paths = self.paths.iter().map(|path| (path, fixed(path)));
        let Some((first, mut root)) = paths.next() else { return String::new() };
        let is_file = |path: &str| path.rsplit('/').next().is_some_and(|last| last.contains('.'));
        if self.paths.len() == 1 && root.join("/") == *first && is_file(first) {
            root.pop();
        }
        for (_, other) in paths {
            let same = root.iter().zip(&other).take_while(|(one, other)| one == other).count();
            root.truncate(same);
        }
        root.join("/")
    }
}

/// Returns an input of a step as text.
fn text(step: &Step, name: &str) -> Option<String> {
    let (_, value) = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name))?;
    match &value.value {
        Value::String(text) => Some(text.clone()),
        Value::Number { text, .. } => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::CarriedArtifact;

    fn inside(paths: &[&str], report: &str) -> Option<String> {
        let paths = paths.iter().map(|&path| path.to_owned()).collect();
        CarriedArtifact { name: "a".to_owned(), paths }.inside(report)
    }

    #[test]
    fn an_artifact_keeps_what_lies_below_its_least_common_folder() {
        assert_eq!(inside(&["reports/unit.xml"], "reports/unit.xml").as_deref(), Some("unit.xml"));
        assert_eq!(inside(&["reports"], "reports/a/unit.xml").as_deref(), Some("a/unit.xml"));
        assert_eq!(inside(&["reports/*.xml"], "reports/unit.xml").as_deref(), Some("unit.xml"));
        let two = ["reports", "coverage.xml"];
        assert_eq!(inside(&two, "reports/unit.xml").as_deref(), Some("reports/unit.xml"));
        assert_eq!(inside(&["out/a.xml", "out/b.xml"], "out/b.xml").as_deref(), Some("b.xml"));
        assert_eq!(inside(&["dist"], "reports/unit.xml"), None);
        assert_eq!(
            inside(&["**/build/test-results/**"], "**/build/test-results/**/T.xml").as_deref(),
            Some("**/build/test-results/**/T.xml")
        );
    }
}
