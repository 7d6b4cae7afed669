//! Text as it is compared: without case and accents, so that “Müller” is found by “muller” in lists, filters and
//! searches alike, on every engine.

use unicode_normalization::UnicodeNormalization;

/// What fits an index on every engine.
pub const KEY_MAX: usize = 191;
/// A longer word is found by its beginning.
pub const TOKEN_MAX: usize = 48;

/// Case, accents and width gone; scripts, digits and punctuation stay.
pub fn fold(text: &str) -> String {
    let lower = text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in lower.filter(|c| !is_accent(*c)) {
        match undecomposed(c) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    folded.nfc().collect()
}

/// The folded beginning of a text: what columns are sorted and filtered by. Without blanks at its end, which some
/// engines ignore, and never empty where the text is not: a text of nothing but accents is its own key.
pub fn key(text: &str) -> String {
    let cut = |text: String| text.chars().take(KEY_MAX).collect::<String>().trim_end().to_owned();
    let folded = cut(fold(text));
    if folded.is_empty() { cut(text.to_lowercase()) } else { folded }
}

/// Marks that a search must not insist on: diacritics of the alphabets, points of Hebrew and Arabic. Vowel signs of
/// Indic scripts and the voicing marks of Japanese are letters and stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Letters that Unicode does not take apart, though people type them without their stroke.
fn undecomposed(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'þ' => "th",
        'ς' => "σ",
        _ => return None,
    })
}

/// The folded words of a text, in their order: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric() && !is_joined(c))
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(TOKEN_MAX).collect())
        .collect();
    words.into_iter()
}

/// Vowel signs and joiners, which are no letters to Unicode and yet within a word.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}' | '\u{200c}' | '\u{200d}' | '\u{3099}' | '\u{309a}')
}

/// What a text is found by: its words, and in scripts that write without blanks also every rest of a word, so that the
/// second half of a name finds it.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for word in words(text) {
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        if word.chars().any(is_unspaced) {
            tokens.extend(starts.iter().skip(1).filter_map(|at| word.get(*at..)).map(ToOwned::to_owned));
        }
        tokens.push(word);
    }
    tokens
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for (typed, found) in [
            ("Łukasz Żółć", "lukasz zolc"),
            ("MÜLLER", "muller"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("Ёлкин", "елкин"),
            ("ﾃｽﾄ", "テスト"),
            ("Ångström", "angstrom"),
            ("مُحَمَّد", "محمد"),
            ("ＡＢＣ", "abc"),
        ] {
            assert_eq!(fold(typed), found);
        }
        assert_ne!(fold("が"), fold("か"));
        assert_ne!(fold("नरेन्द्र"), fold("नरन्द्र"));
    }

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(
            words("Tarrow Freight (example), Söhne & Co").collect::<Vec<_>>(),
            ["tarrow", "freight", "example", "sohne", "co"]
        );
        assert_eq!(words("नरेन्द्र मोदी").count(), 2);
        assert_eq!(tokens("李小龍"), ["小龍", "龍", "李小龍"]);
        assert_eq!(tokens("한지민"), ["한지민"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(key(&text).chars().count() <= KEY_MAX);
            prop_assert!(tokens(&text).iter().all(|token| !token.is_empty() && token.chars().count() <= TOKEN_MAX));
        }
    }
}
