//! Values of options in the words of a command.

/// Returns the values of an option, written as `--option=value` or in the next word.
pub(super) fn option_values<'w>(words: &'w [String], option: &str) -> Vec<&'w str> {
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if word == option {
            let next = words.get(index + 1).filter(|next| !next.starts_with('-'));
            found.extend(next.map(String::as_str));
        } else if let Some(value) =
            word.strip_prefix(option).and_then(|rest| rest.strip_prefix('='))
        {
            found.push(value);
        }
    }
    found
}
