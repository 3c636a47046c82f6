//! `needs`: every name is a job, and none waits for itself.

use std::collections::BTreeMap;

use super::model::Job;
use super::reader::WorkflowReader;

impl WorkflowReader<'_> {
    /// Names compare without case (`actions/runner`, `WorkflowTemplateConverter.cs`, `ConvertToJobs`).
    pub(super) fn needs(&mut self, jobs: &[Job]) {
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for (index, job) in jobs.iter().enumerate() {
            by_name.entry(job.id.value.to_ascii_lowercase()).or_insert(index);
        }
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); jobs.len()];
        let mut waits_for = vec![0_usize; jobs.len()];
        for (index, job) in jobs.iter().enumerate() {
            for need in &job.needs {
                let name = need.value.to_ascii_lowercase();
                let Some(&target) = by_name.get(&name) else {
                    self.problem(
                        need.span,
                        format!(
                            "job `{}` needs `{}`, which is no job of this file",
                            job.id.value, need.value
                        ),
                    );
                    continue;
                };
                if let (Some(list), Some(count)) =
                    (needed_by.get_mut(target), waits_for.get_mut(index))
                {
                    list.push(index);
                    *count += 1;
                }
            }
        }
        self.cycles(jobs, &by_name, &needed_by, waits_for);
    }

    fn cycles(
        &mut self,
        jobs: &[Job],
        by_name: &BTreeMap<String, usize>,
        needed_by: &[Vec<usize>],
        mut waits_for: Vec<usize>,
    ) {
        let mut ready: Vec<usize> = waits_for
            .iter()
            .enumerate()
            .filter(|(_, count)| **count == 0)
            .map(|(job, _)| job)
            .collect();
        while let Some(done) = ready.pop() {
            for &waiting in needed_by.get(done).into_iter().flatten() {
                if let Some(count) = waits_for.get_mut(waiting) {
                    *count -= 1;
                    if *count == 0 {
                        ready.push(waiting);
                    }
                }
            }
        }
        for (job, _) in jobs.iter().zip(&waits_for).filter(|(_, count)| **count > 0) {
            let stuck = job.needs.iter().find(|need| {
                by_name
                    .get(&need.value.to_ascii_lowercase())
                    .and_then(|&target| waits_for.get(target))
                    .is_some_and(|count| *count > 0)
            });
            if let Some(need) = stuck {
                self.problem(
                    need.span,
                    format!(
                        "job `{}` needs `{}`, and can never start: its `needs` go in a circle",
                        job.id.value, need.value
                    ),
                );
            }
        }
    }
}
