//! Expressions: any text is evaluated or refused, with nothing known and with every status known.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truegreen::formats::expr::{check_syntax, contexts_of, deciding_operand, evaluate_condition, evaluate_template};
use truegreen::formats::expr::context::Contexts;

fuzz_target!(|text: &str| {
    let success = Contexts {
        success: Some(true),
        failure: Some(false),
        cancelled: Some(false),
        ..Contexts::default()
    };
    for contexts in [Contexts::default(), success] {
        let _ = evaluate_template(text, &contexts);
        let _ = evaluate_condition(text, &contexts);
        let _ = deciding_operand(text, &contexts);
    }
    let _ = contexts_of(text);
    let _ = check_syntax(text);
});
