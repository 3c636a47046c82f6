#![doc = include_str!("constant_condition.md")]

use crate::case::Case;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::lets_step_fail;
use crate::facts::jobs::red::{ends_red, step_texts};
use crate::facts::path::allowed_skips::AllowedSkips;
use crate::facts::path::step::starts_on_change;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::expr::condition::{
    ConstantCondition, TextOrder, constant_condition, text_orders,
};
use crate::formats::workflow::model::{Job, Step, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::rules::signal::shorten;
use crate::span::{Location, Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "constant-condition",
    family: RuleFamily::Reach,
    holds: "every condition decides something",
    summary: "an `if:` that is always true or always false, or numbers that are compared as texts",
    unit: ("condition", "conditions"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("constant_condition.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    for (fact, workflow) in facts.models() {
        for job in &workflow.jobs {
            let read = ConditionRead { facts, policy, fact, workflow, job };
            read.judge(sink);
        }
    }
    sink.not_checked("no job and no step has an `if:`");
}

/// The conditions of a job.
struct ConditionRead<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    fact: &'a WorkflowFact,
    workflow: &'a Workflow,
    job: &'a Job,
}

impl ConditionRead<'_> {
    fn judge(&self, sink: &mut Sink) {
        let label = self.subject(None);
        if let Some(condition) = &self.job.condition {
            sink.examine();
            self.job_condition(condition, &label, sink);
        }
        for step in &self.job.steps {
            if self.lets_fail(step) {
                continue;
            }
            let subject = self.subject(Some(step));
            if let Some(condition) = &step.condition {
                sink.examine();
                self.step_condition(step, condition, &subject, sink);
            }
            for (text, span) in step_texts(step) {
                for order in text_orders(text, false) {
                    sink.find(self.of_order(&order, span, &subject, self.weighs(Some(step))));
                }
            }
        }
        for command in self.facts.commands_of_job(&self.workflow.path, &self.job.id.value) {
            self.command(command, sink);
        }
    }

    fn subject(&self, step: Option<&Step>) -> String {
        let job = format!("{}/{}", self.fact.name(), self.job.id.value);
        step.map_or(job.clone(), |step| format!("{job}/{}", step.label()))
    }

    fn lets_fail(&self, step: &Step) -> bool {
        lets_step_fail(self.policy, &self.fact.path, self.job, step).is_some()
    }

    fn is_required(&self) -> bool {
        self.policy.is_required(&self.fact.path, &self.job.id.value)
    }

    fn gates(&self, step: Option<&Step>) -> bool {
        let mut own = self.facts.commands_of_job(&self.workflow.path, &self.job.id.value);
        own.any(|command| {
            let is_here = step.is_none_or(|step| self.is_in(command, step));
            let is_gate = match command.role {
                CommandRole::Gate(_) => true,
                CommandRole::Script => self.is_required(),
                CommandRole::Other => false,
            };
            is_here && is_gate
        })
    }

    fn is_in(&self, command: &CommandFact, step: &Step) -> bool {
        self.job.steps.get(command.step).is_some_and(|own| std::ptr::eq(own, step))
    }

    /// Returns how much a wrong decision about a step, or about the job, weighs.
    fn weighs(&self, step: Option<&Step>) -> Severity {
        let judges = self.gates(step)
            || step.is_some_and(|step| ends_red(self.facts, self.workflow, self.job, step));
        let may_block =
            self.is_required() || !self.policy.requires_any() && starts_on_change(self.workflow);
        match (judges, may_block) {
            (true, true) => Severity::Fail,
            (true, false) if self.policy.requires_any() => Severity::Note,
            (true, false) => Severity::Warn,
            (false, _) if self.is_required() => Severity::Warn,
            (false, _) => Severity::Note,
        }
    }

    fn job_condition(&self, condition: &Spanned<String>, subject: &str, sink: &mut Sink) {
        for order in text_orders(&condition.value, true) {
            sink.find(self.of_order(&order, condition.span, subject, self.weighs(None)));
        }
        match constant_condition(&condition.value) {
            // A required job that never runs is found by the rule about skipped jobs.
            Some(ConstantCondition::False) if self.is_required() => {}
            Some(ConstantCondition::False)
                if AllowedSkips::of(self.policy, subject).all
                    || self.policy.is_advisory(&self.fact.path, &self.job.id.value) => {}
            Some(ConstantCondition::False) => {
                let message = format!(
                    "the `if:` of job `{}` is always false: it never runs, and a skipped check passes",
                    self.job.id.value
                );
                sink.find(never(self.found(condition.span, subject, message, self.weighs(None))));
            }
            Some(constant) => {
                let found = self.always(constant, condition, subject, self.weighs(None));
                sink.find(found);
            }
            None => {}
        }
    }

    fn step_condition(
        &self,
        step: &Step,
        condition: &Spanned<String>,
        subject: &str,
        sink: &mut Sink,
    ) {
        for order in text_orders(&condition.value, true) {
            sink.find(self.of_order(&order, condition.span, subject, self.weighs(Some(step))));
        }
        match constant_condition(&condition.value) {
            Some(ConstantCondition::False) => {
                let message = format!(
                    "the `if:` of step `{}` is always false: it never runs, and its job is green without it",
                    step.label()
                );
                let weight = self.weighs(Some(step));
                sink.find(never(self.found(condition.span, subject, message, weight)));
            }
            Some(constant) => {
                sink.find(self.always(constant, condition, subject, self.weighs(Some(step))));
            }
            None => {}
        }
    }

    /// A condition that is always true lets a gate run: what it was meant to decide goes wrong, and mostly loudly.
    fn always(
        &self,
        constant: ConstantCondition,
        condition: &Spanned<String>,
        subject: &str,
        weight: Severity,
    ) -> Finding {
        let (why, help) = match constant {
            ConstantCondition::TextAround if stands_alone(&condition.value) => (
                "a line break or blank stands beside `${{ }}`, which makes all of it a text",
                "end the block with `|-` or `>-`, or write the condition without `${{ }}`",
            ),
            ConstantCondition::TextAround => (
                "text stands around `${{ }}`, which makes all of it a text",
                "put the whole condition into one `${{ }}`, or write it without",
            ),
            _ => (
                "a text that is not empty is true",
                "compare with a value of the run, or drop the `if:`",
            ),
        };
        let shown = shorten(condition.value.trim(), 60);
        let message = format!("`if: {shown}` is always true: {why}");
        self.found(condition.span, subject, message, weight.min(Severity::Warn))
            .label("always true")
            .help(help)
    }

    fn of_order(&self, order: &TextOrder, span: Span, subject: &str, weight: Severity) -> Finding {
        let shown = shorten(&order.shown, 80);
        let message = format!(
            "`{shown}` compares texts and not numbers: `'9' < '85'` is false, `'100' < '85'` is true"
        );
        let weight = if order.with_number { weight } else { Severity::Note };
        self.found(span, subject, message, weight).label("compared letter by letter").help(
            "compare numbers: `fromJSON(...)` around each output, and a number without quotes",
        )
    }

    /// Finds a gate in a step of an action that never runs, and tests of the shell that a decimal breaks.
    fn command(&self, command: &CommandFact, sink: &mut Sink) {
        let step = self.job.steps.get(command.step);
        if step.is_some_and(|step| self.lets_fail(step)) {
            return;
        }
        let is_gate = matches!(command.role, CommandRole::Gate(_));
        let inner = command.inner_condition.as_deref().and_then(constant_condition);
        if inner == Some(ConstantCondition::False) && is_gate {
            let message = format!(
                "the step of the action that runs `{}` has an `if:` that is always false: it never runs",
                shorten(&command.text, 60)
            );
            let found = self.finding(
                command.location.clone(),
                &command.subject,
                message,
                self.weighs(step),
            );
            sink.find(never(found));
        }
        if let Some(decimal) = decimal_operand(command) {
            let message = format!(
                "`{}` compares whole numbers, and `{decimal}` is none: the test ends with an error, which counts as \
                 false",
                shorten(&command.text, 60)
            );
            let found = self
                .finding(command.location.clone(), &command.subject, message, self.weighs(step))
                .label("an error, and so false")
                .help("compare by a tool that knows decimals (`awk`, `bc`, `python`), or let the coverage tool hold its own limit");
            sink.find(found);
        }
    }

    fn found(&self, span: Span, subject: &str, message: String, weight: Severity) -> Finding {
        let place = Location::new(self.fact.path.clone(), span);
        self.finding(place, subject, message, weight)
    }

    fn finding(
        &self,
        place: Location,
        subject: &str,
        message: String,
        weight: Severity,
    ) -> Finding {
        let contract = self.policy.job(&self.fact.path, &self.job.id.value);
        let required = contract.and_then(|contract| self.policy.locate(contract.id.span));
        Finding::new(subject, place, message).related(required, "required here").at_most(weight)
    }
}

/// Returns whether an expression has nothing but white space beside it.
fn stands_alone(condition: &str) -> bool {
    let text = condition.trim();
    text.starts_with("${{") && text.ends_with("}}") && text.matches("${{").count() == 1
}

fn never(finding: Finding) -> Finding {
    finding.label("always false").help("remove what is not meant to run, or let it run")
}

/// Returns the decimal with which a test of the shell compares whole numbers: `[ "$COV" -lt 84.5 ]`.
fn decimal_operand(command: &CommandFact) -> Option<&str> {
    if !matches!(command.program.as_str(), "[" | "[[" | "test") {
        return None;
    }
    let words: Vec<&str> = command.arguments.iter().map(|(word, _)| word.text.as_str()).collect();
    let is_decimal = |word: &&str| word.contains('.') && word.parse::<f64>().is_ok();
    words.windows(3).find_map(|three| {
        let [left, operator, right] = three else { return None };
        let compares = ["-lt", "-le", "-gt", "-ge", "-eq", "-ne"].contains(operator);
        [*left, *right].into_iter().find(|word| compares && is_decimal(word))
    })
}
