//! Scripts: any text gives commands whose words lie inside it, in each of the dialects.

#![no_main]

use libfuzzer_sys::fuzz_target;
use truegreen::formats::shell::{LineDialect, comments, parse, split_lines};
use truegreen::formats::shell::script::ShellScript;

fn check(text: &str, script: &ShellScript) {
    for (start, end) in &script.unparsed {
        assert!(text.get(*start..*end).is_some(), "a range outside the script: {start}..{end}");
    }
    for command in &script.commands {
        let targets = command.redirects.iter().map(|redirect| &redirect.target);
        for word in command.words.iter().chain(targets) {
            assert!(
                text.get(word.start..word.end).is_some(),
                "a word outside the script: {word:?}"
            );
        }
    }
}

fuzz_target!(|text: &str| {
    check(text, &parse(text));
    check(text, &split_lines(text, LineDialect::PowerShell));
    check(text, &split_lines(text, LineDialect::Cmd));
    for (start, end) in comments(text).unwrap_or_default() {
        assert!(text.get(start..end).is_some(), "a comment outside the script: {start}..{end}");
    }
});
