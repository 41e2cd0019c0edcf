//! References of banks and payers: two that look alike are one.

use crate::visible_text::{composed, is_unseen};

/// A reference as it is kept and compared: trimmed, with single spaces and without characters that show nothing; none when
/// nothing is left of it.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let seen = |word: &str| word.chars().filter(|character| !is_unseen(*character)).collect::<String>();
    let words: Vec<String> = composed(text).split_whitespace().map(seen).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
