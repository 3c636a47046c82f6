//! JSON with comments, as the TypeScript compiler and editors read their own settings: comments and a
//! comma after the last item become blanks, so that every place stays.

/// Whether the tools of a file of this name take comments in it.
pub(super) fn may_hold(file_name: &str) -> bool {
    let of_compiler = file_name.starts_with("tsconfig") || file_name.starts_with("jsconfig");
    of_compiler && file_name.ends_with(".json")
        || file_name.ends_with(".jsonc")
        || matches!(file_name, "devcontainer.json" | ".devcontainer.json")
}

/// The text with blanks for comments and last commas; as long as before, line by line.
pub(super) fn blanked(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut comma = None;
    let mut previous = b',';
    let mut rest = text.as_bytes();
    while let Some(&byte) = rest.first() {
        let (length, is_comment) = match rest {
            [b'"', ..] => (string(rest), false),
            [b'/', b'/', ..] => (memchr::memchr(b'\n', rest).unwrap_or(rest.len()), true),
            [b'/', b'*', ..] => {
                let end = memchr::memmem::find(rest.get(2..).unwrap_or_default(), b"*/");
                (end.map_or(rest.len(), |end| end + 4), true)
            }
            _ => (1, false),
        };
        let (part, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        if is_comment {
            out.extend(part.iter().map(|&byte| if byte == b'\n' { byte } else { b' ' }));
        } else {
            match byte {
                // Only what follows an item can be its comma.
                b',' => comma = Some(out.len()).filter(|_| !matches!(previous, b',' | b'[' | b'{')),
                b']' | b'}' => {
                    if let Some(last) = comma.take().and_then(|at: usize| out.get_mut(at)) {
                        *last = b' ';
                    }
                }
                byte if byte.is_ascii_whitespace() => {}
                _ => comma = None,
            }
            if !byte.is_ascii_whitespace() {
                previous = byte;
            }
            out.extend_from_slice(part);
        }
        rest = after;
    }
    // Only whole comments and single marks of ASCII were taken out.
    String::from_utf8_lossy(&out).into_owned()
}

/// The length of the string that starts here, with its quotes.
fn string(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
