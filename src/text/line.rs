//! Functions that every surface needs for a line of hostile text.

/// Returns whether a character is invisible or moves others: controls (C0, DEL, C1), bidirectional
/// controls, zero-width and other invisible format characters, line and paragraph separators, tags.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Returns text as one line of at most this many characters: all white space becomes plain spaces,
/// invisible characters become `\u{..}`, and a cut is marked.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    let mut out = String::with_capacity(text.len().min(longest * 4));
    let mut chars = text.chars();
    for character in chars.by_ref().take(longest) {
        match character {
            '\r' => {}
            // A surface may break lines at any white space (U+00A0, U+3000).
            space if space.is_whitespace() => out.push(' '),
            hidden if is_hidden(hidden) => out.extend(hidden.escape_unicode()),
            shown => out.push(shown),
        }
    }
    if chars.next().is_some() {
        out.push('…');
    }
    out
}
