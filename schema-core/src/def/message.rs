//! Text that is put together in const evaluation, where `format!` does not exist.

use crate::types::TypeDef;

/// Longer messages are cut.
const CAPACITY: usize = 2048;

/// A message for `panic!("{}", message.as_str())` in a const fn.
pub(super) struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Message {
    pub(super) const fn new() -> Message {
        Message { bytes: [0; CAPACITY], length: 0 }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Appends the text; nothing of it when it does not fit, so that no character is cut in two.
    pub(super) const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        if self.length + text.len() > CAPACITY {
            return;
        }
        let mut at = 0;
        while at < text.len() {
            self.bytes[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
    }

    pub(super) const fn push_number(&mut self, number: i32) {
        if number < 0 {
            self.push("-");
        }
        let mut divisor: u32 = 1_000_000_000;
        let mut leading = true;
        while divisor > 0 {
            let digit = (number.unsigned_abs() / divisor % 10) as u8;
            leading = leading && digit == 0 && divisor > 1;
            if !leading && self.length < CAPACITY {
                self.bytes[self.length] = b'0' + digit;
                self.length += 1;
            }
            divisor /= 10;
        }
    }

    /// Appends `a, b, c`.
    pub(super) const fn push_list(&mut self, names: &[&str]) {
        let mut at = 0;
        while at < names.len() {
            if at > 0 {
                self.push(", ");
            }
            self.push(names[at]);
            at += 1;
        }
    }

    /// Appends the type as the declaration has it.
    pub(super) const fn push_type(&mut self, pg_type: TypeDef) {
        self.push(pg_type.name);
        let mut at = 0;
        while at < pg_type.modifiers.len() {
            self.push(if at == 0 { "(" } else { "," });
            self.push_number(pg_type.modifiers[at]);
            at += 1;
        }
        if at > 0 {
            self.push(")");
        }
        if pg_type.is_array {
            self.push("[]");
        }
    }

    pub(super) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.length);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => panic!("only whole strings are pushed"),
        }
    }
}

/// `==` for const evaluation.
pub(super) const fn same_text(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// `contains` for const evaluation.
pub(super) const fn contains(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same_text(names[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_what_was_pushed() {
        let mut message = Message::new();
        message.push("größe ");
        message.push_number(0);
        message.push(" ");
        message.push_number(10_203);
        message.push(" ");
        message.push_type(TypeDef::with("numeric", &[12, 2]));
        message.push(" ");
        message.push_list(&["a", "b"]);
        assert_eq!(message.as_str(), "größe 0 10203 numeric(12,2) a, b");
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let mut message = Message::new();
        message.push(&"x".repeat(CAPACITY - 1));
        message.push("ö");
        assert_eq!(message.as_str().len(), CAPACITY - 1);
    }
}
