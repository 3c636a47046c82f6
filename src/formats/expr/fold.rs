//! Upper and lower case as GitHub compares them.

/// Upper case for comparisons, one character for one, as .NET's ordinal comparison without case does;
/// no letter outside ASCII becomes an ASCII letter (`ı` is not `I`).
pub(crate) fn fold_case(text: &str) -> String {
    text.chars()
        .map(|char| {
            let mut upper = char.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(one), None) if char.is_ascii() || !one.is_ascii() => one,
                _ => char,
            }
        })
        .collect()
}
