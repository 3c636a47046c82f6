//! Actions that are known not to fail by default.

use crate::catalog::settings::actions::lenient_actions;
use crate::catalog::settings::rows::{LenientAction, LenientWhen};
use crate::formats::workflow::model::{Step, Value};

/// What is known of a step's action, where its inputs let a failure through.
#[must_use]
pub fn lenient(step: &Step) -> Option<&'static LenientAction> {
    let uses = step.uses.as_ref()?.value.to_lowercase();
    let name = uses.split('@').next().unwrap_or_default();
    let of_name = |known: &&LenientAction| {
        let rest = name.strip_prefix(known.action);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    lenient_actions().iter().filter(of_name).find(|known| {
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
