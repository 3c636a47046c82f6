//! Steps of a job or of a composite action.

use std::collections::BTreeMap;

use super::model::{Env, Step};
use super::reader::WorkflowReader;
use super::script;
use crate::formats::yaml::NodeRef;
use crate::formats::yaml::node::Scalar;
use crate::span::{Span, Spanned};

const STEP_KEYS: &[&str] = &[
    "name",
    "id",
    "if",
    "timeout-minutes",
    "run",
    "uses",
    "with",
    "continue-on-error",
    "env",
    "working-directory",
    "shell",
    "background",
    "wait",
    "wait-all",
    "cancel",
    "parallel",
];

impl WorkflowReader<'_> {
    /// All steps; those of a `parallel` group stand in the place of the group.
    pub(super) fn steps(&mut self, node: NodeRef<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        self.collect_steps(node, "steps", &mut steps);
        self.step_ids(&steps);
        steps
    }

    fn collect_steps(&mut self, node: NodeRef<'_>, what: &str, steps: &mut Vec<Step>) {
        let Some(items) = node.items() else {
            self.wrong(node, what, "a list");
            return;
        };
        for item in items {
            match item.get("parallel") {
                // a group inside a group is refused by GitHub, and not followed here
                Some(group) if what == "steps" => self.collect_steps(group, "parallel", steps),
                _ => {
                    if let Some(step) = self.step(item, steps.len()) {
                        steps.push(step);
                    }
                }
            }
        }
    }

    fn step(&mut self, node: NodeRef<'_>, index: usize) -> Option<Step> {
        let mut step = empty_step(index, node);
        for (key, name, value) in self.map(node, "a step") {
            match name {
                "id" => step.id = self.text(value, name).filter(|id| !id.value.is_empty()),
                "name" => step.name = self.text(value, name).filter(|name| !name.value.is_empty()),
                "if" => step.condition = self.condition(value),
                "uses" => step.uses = self.filled(value, name),
                "run" => {
                    if self.text(value, name).is_some() {
                        step.run = script::script(value, self.source);
                    }
                }
                "shell" => step.shell = self.filled(value, name),
                "working-directory" => step.working_directory = self.text(value, name),
                "with" => step.with = self.with(value, name),
                "env" => step.env = self.env(value, name),
                "continue-on-error" => step.continue_on_error = self.flag(key, value, name),
                "timeout-minutes" => step.timeout_minutes = self.number(value, name),
                "background" => step.background = self.background(value),
                "wait" => step.wait = self.names(value),
                "wait-all" => step.wait_all = true,
                "cancel" => step.cancel = self.names(value),
                "parallel" => {}
                _ => self.unknown(key, STEP_KEYS),
            }
        }
        if !node.is_map() {
            return None;
        }
        self.kind_of_step(node);
        if let Some(uses) = &step.uses {
            self.reference(uses);
        }
        Some(step)
    }

    fn kind_of_step(&mut self, node: NodeRef<'_>) {
        let has = |key: &str| node.get(key).is_some();
        if has("run") && has("uses") {
            self.problem(node.span(), "a step has both `run` and `uses`; expected one of them");
        } else if !["run", "uses", "wait", "wait-all", "cancel", "parallel"].into_iter().any(has) {
            self.problem(node.span(), "a step has neither `run` nor `uses`; expected one of them");
        }
    }

    /// The form of `uses`. Source: `actions/runner`, `WorkflowTemplateConverter.cs`, `ConvertToStep`.
    fn reference(&mut self, uses: &Spanned<String>) {
        let text = uses.value.as_str();
        if ["docker://", "./", ".\\", "$/"].iter().any(|prefix| text.starts_with(prefix))
            || text.contains("${{")
        {
            return;
        }
        let valid = text.split_once('@').is_some_and(|(path, reference)| {
            let segments = path.split(['/', '\\']).filter(|segment| !segment.is_empty()).count();
            segments >= 2 && !reference.is_empty() && !reference.contains('@')
        });
        if !valid {
            self.problem(
                uses.span,
                format!("`uses: {text}` names no action; expected `owner/repository@ref`, `./path` or `docker://image`"),
            );
        }
    }

    /// One id or a list of them.
    fn names(&mut self, node: NodeRef<'_>) -> Vec<Spanned<String>> {
        match node.items() {
            Some(items) => items.filter_map(|item| self.text(item, "wait")).collect(),
            None => self.text(node, "wait").into_iter().collect(),
        }
    }

    fn background(&mut self, node: NodeRef<'_>) -> Option<Spanned<bool>> {
        if let Some(Scalar::Bool(value)) = node.scalar() {
            return Some(Spanned::new(value, node.span()));
        }
        self.wrong(node, "background", "`true` or `false`");
        None
    }

    fn step_ids(&mut self, steps: &[Step]) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for id in steps.iter().filter_map(|step| step.id.as_ref()) {
            self.identifier(id, "step");
            match seen.get(&id.value.to_ascii_lowercase()) {
                Some(&first) => {
                    self.problem(
                        id.span,
                        format!("step id `{}` is used twice in this job", id.value),
                    )
                    .related = Some((first, "first used here".to_owned()));
                }
                None => {
                    seen.insert(id.value.to_ascii_lowercase(), id.span);
                }
            }
        }
    }
}

fn empty_step(index: usize, node: NodeRef<'_>) -> Step {
    Step {
        index,
        span: node.span(),
        id: None,
        name: None,
        condition: None,
        uses: None,
        run: None,
        shell: None,
        working_directory: None,
        with: Vec::new(),
        env: Env::default(),
        continue_on_error: None,
        timeout_minutes: None,
        background: None,
        wait: Vec::new(),
        wait_all: false,
        cancel: Vec::new(),
    }
}
