//! Places in JSON that is known to be sound: members of objects, found by a scan over the text.

/// A member of an object: its name and its value, as byte ranges with their quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: (usize, usize),
    pub(super) value: (usize, usize),
}

/// The members of the object that stands at an offset; none when no object stands there.
pub(super) fn members(text: &str, start: usize) -> Vec<Member> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = blanks(bytes, start);
    if bytes.get(at) != Some(&b'{') {
        return found;
    }
    at += 1;
    loop {
        let from = blanks(bytes, at);
        if bytes.get(from) != Some(&b'"') {
            return found;
        }
        let name = (from, value_end(bytes, from));
        let colon = blanks(bytes, name.1);
        if bytes.get(colon) != Some(&b':') {
            return found;
        }
        let from = blanks(bytes, colon + 1);
        let value = (from, value_end(bytes, from));
        found.push(Member { name, value });
        at = blanks(bytes, value.1);
        if bytes.get(at) != Some(&b',') {
            return found;
        }
        at += 1;
    }
}

/// The string at a range; `None` when something else stands there.
pub(super) fn string(text: &str, range: (usize, usize)) -> Option<String> {
    serde_json::from_str(text.get(range.0..range.1)?).ok()
}

fn blanks(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Where the value that starts here ends.
fn value_end(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    in_string = false;
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            b',' if depth == 0 => return at,
            byte if depth == 0 && byte.is_ascii_whitespace() => return at,
            _ => {}
        }
    }
    bytes.len()
}
