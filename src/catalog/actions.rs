//! What is known of actions: which do not fail by default, and what others do.

use crate::catalog::settings::actions::{action_acts, lenient_actions};
use crate::catalog::settings::rows::{ActionAct, LenientAction, LenientWhen};
use crate::formats::workflow::model::{Step, Value};

/// What is known of a step's action, where its inputs let a failure through.
#[must_use]
pub fn lenient(step: &Step) -> Option<&'static LenientAction> {
    lenient_actions().iter().filter(|known| is_of(step, known.action)).find(|known| {
        let given = input(step, known.input);
        match (known.when, given.as_deref()) {
            // What only the run knows accuses nobody.
            (_, Some(value)) if value.contains("${{") => false,
            (LenientWhen::Unless(values), Some(value)) => !values.contains(&value),
            (LenientWhen::Unless(_), None) => true,
            (LenientWhen::If(values), Some(value)) => values.contains(&value),
            (LenientWhen::If(_), None) => false,
        }
    })
}

/// What is known that a step's action does.
#[must_use]
pub fn act(step: &Step) -> Option<&'static ActionAct> {
    action_acts().iter().find(|known| is_of(step, known.action))
}

/// Whether a step uses an action, or one in a folder below it.
fn is_of(step: &Step, action: &str) -> bool {
    let uses = step.uses.as_ref().map(|uses| uses.value.to_lowercase()).unwrap_or_default();
    let rest = uses.split('@').next().unwrap_or_default().strip_prefix(action);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The value of an input as the action sees it, in lower case.
fn input(step: &Step, name: &str) -> Option<String> {
    let (_, value) = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name))?;
    match &value.value {
        Value::String(text) => Some(text.trim().to_lowercase()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number { value, .. } => Some(value.to_string()),
        _ => None,
    }
}
