use super::*;
use crate::facts::jobs::tests::job;
use crate::span::Span;

fn selected(keys: &[(&str, &[&str])]) -> MatrixSelection {
    let place = |text: &str| Spanned::new(text.to_owned(), Span::start_of_file());
    let keys = keys
        .iter()
        .map(|(key, values)| (place(key), values.iter().map(|value| place(value)).collect()));
    MatrixSelection { span: Span::start_of_file(), keys: keys.collect() }
}

const MATRIX: &str = "strategy: { matrix: { os: [linux, windows], python: ['3.10', 3.15], \
                      include: [{ os: linux, python: 3.15, loose: true }] } }";

fn free(keys: &[(&str, &[&str])]) -> Vec<String> {
    let job = job(&format!("{MATRIX}\nsteps: [{{ run: a }}]"));
    let MatrixJobs::Expanded(legs) = expand_matrix(&job) else { panic!("no matrix") };
    let selection = selected(keys);
    legs.iter().filter(|leg| selects(&selection, leg)).map(MatrixJob::label).collect()
}

#[test]
fn a_selection_names_the_matrix_jobs_that_have_one_value_of_each_key() {
    assert_eq!(free(&[("os", &["windows"])]), ["windows, 3.10", "windows, 3.15"]);
    assert_eq!(free(&[("os", &["windows"]), ("python", &["3.10"])]), ["windows, 3.10"]);
    assert_eq!(free(&[("PYTHON", &["3.15"])]).len(), 2);
    assert_eq!(free(&[("python", &["3.1"])]), [""; 0]);
    assert_eq!(free(&[("python", &["3.150"])]).len(), 2);
    assert_eq!(free(&[("loose", &["true"])]), ["linux, 3.15"]);
    assert_eq!(free(&[("loose", &["false"])]), [""; 0]);
    assert_eq!(free(&[("os", &["linux", "windows"])]).len(), 4);
}

#[test]
fn a_flag_counts_in_the_matrix_jobs_that_gate_alone() {
    let of = |flag: &str, keys: &[(&str, &[&str])]| {
        let job = job(&format!("{MATRIX}\ncontinue-on-error: {flag}\nsteps: [{{ run: a }}]"));
        let selection = selected(keys);
        GatingJobs::without(&selection).flag(job.continue_on_error.as_ref().unwrap(), &job)
    };
    let windows: &[(&str, &[&str])] = &[("os", &["windows"])];
    assert_eq!(of("${{ matrix.os == 'windows' }}", windows), FlagValue::Never);
    assert_eq!(
        of("${{ matrix.loose || matrix.os == 'windows' }}", windows),
        FlagValue::InMatrixJobs { labels: vec!["linux, 3.15".to_owned()], at: vec![1], of: 4 }
    );
    let FlagValue::InMatrixJobs { at, .. } = of("true", windows) else { panic!("hidden") };
    assert_eq!(at, [0, 1]);
    assert!(matches!(of("${{ inputs.x }}", windows), FlagValue::Unknown(_)));
}

#[test]
fn a_step_is_left_out_where_no_job_that_gates_runs_it() {
    let of = |condition: &str| {
        let job = job(&format!("{MATRIX}\nsteps: [{{ run: a, if: {condition:?} }}]"));
        let selection = selected(&[("os", &["windows"])]);
        GatingJobs::without(&selection).leaves_out(&job.steps[0], &job)
    };
    assert!(of("matrix.os == 'windows'"));
    assert!(of("${{ matrix.os == 'windows' && github.actor != 'x' }}"));
    assert!(!of("matrix.os == 'linux'"));
    assert!(!of("github.event_name == 'push'"));
}

#[test]
fn the_narrowest_word_tells_the_matrix_jobs_of_a_flag_from_the_others() {
    let of = |flag: &str| {
        let job = job(&format!("{MATRIX}\ncontinue-on-error: {flag}\nsteps: [{{ run: a }}]"));
        selection_text(job.continue_on_error.as_ref().unwrap(), &job)
    };
    assert_eq!(of("${{ matrix.loose || false }}").as_deref(), Some("{ loose: true }"));
    assert_eq!(of("${{ matrix.os != 'linux' }}").as_deref(), Some("{ os: windows }"));
    assert_eq!(of("${{ matrix.python == '3.10' }}").as_deref(), Some("{ python: \"3.10\" }"));
    // No one key tells them apart, or there is nothing to tell.
    assert_eq!(of("${{ matrix.os == 'windows' && matrix.python == '3.10' }}"), None);
    assert_eq!(of("true"), None);
    assert_eq!(of("${{ inputs.x }}"), None);
}
