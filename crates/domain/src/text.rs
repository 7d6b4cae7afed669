//! Text that strangers typed: names, answers, topics. Cleaned before it is stored, escaped where it is shown.

use unicode_normalization::UnicodeNormalization;

/// One line: NFC, inner whitespace folded to single spaces, no control characters, at most `max` characters.
/// `None` when nothing is left, so that empty, blank and missing are the same everywhere.
pub fn line(raw: &str, max: usize) -> Option<String> {
    let mut cleaned = String::with_capacity(raw.len().min(max * 4));
    let mut count = 0;
    for word in raw.split(|c: char| c.is_whitespace() || c.is_control()) {
        let word: String = word.chars().filter(|c| !is_invisible_control(*c)).nfc().collect();
        if word.is_empty() {
            continue;
        }
        if count > 0 {
            cleaned.push(' ');
            count += 1;
        }
        for c in word.chars() {
            if count >= max {
                break;
            }
            cleaned.push(c);
            count += 1;
        }
        if count >= max {
            break;
        }
    }
    let cleaned = cleaned.trim_end();
    (!cleaned.is_empty()).then(|| cleaned.to_owned())
}

/// Several lines: as [`line`], but line breaks and spacing stay and the length is the sender's.
pub fn paragraphs(raw: &str) -> Option<String> {
    let cleaned: String = raw
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| *c == '\n' || *c == '\t' || !(c.is_control() || is_invisible_control(*c)))
        .nfc()
        .collect();
    let cleaned = cleaned.trim();
    (!cleaned.is_empty()).then(|| cleaned.to_owned())
}

/// Bidirectional overrides and isolates, which can make a name read as something else, and byte order marks.
/// Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
fn is_invisible_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_any_script_survive() {
        for name in ["Łukasz Żółć", "Ольга", "李小龍", "محمد", "नरेन्द्र", "한지민", "می‌خواهم", "👩‍💻"]
        {
            assert_eq!(line(name, 255).as_deref(), Some(name));
        }
    }

    #[test]
    fn blank_is_missing_and_controls_go() {
        assert_eq!(line(" \u{0}\t\n ", 10), None);
        assert_eq!(line("a\u{0}b\u{202e}c  d", 255).as_deref(), Some("a bc d"));
        assert_eq!(paragraphs("a\r\nb\u{7}\u{0}").as_deref(), Some("a\nb"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in any::<String>(), max in 1usize..50) {
            if let Some(once) = line(&raw, max) {
                prop_assert!(once.chars().count() <= max);
                prop_assert_eq!(line(&once, max), Some(once));
            }
            if let Some(once) = paragraphs(&raw) {
                prop_assert_eq!(paragraphs(&once), Some(once));
            }
        }
    }
}
