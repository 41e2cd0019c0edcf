//! Text that people read: what it may hold, how it is kept, and how two texts are compared.
//!
//! Invariants: what is kept can be seen, so that two texts that look alike are not told apart by what nobody sees; what
//! spells a word of some script is taken. Unicode says which characters are invisible (`Default_Ignorable_Code_Point`,
//! UAX #44), where a joiner spells something (UAX #31, section 2.3; RFC 5892, appendix A) and what a variation selector
//! follows (UTS #37, UTS #51). Canonically equivalent texts are one text (NFC, UAX #15).

use icu_properties::props::{
    BidiControl, CanonicalCombiningClass, DefaultIgnorableCodePoint, EmojiModifier, ExtendedPictographic, Ideographic,
    JoiningType, NoncharacterCodePoint, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// Raised when [`folded`] answers otherwise for some text: `migrate` then makes the stored keys anew.
pub const FOLDING: i32 = 2;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One line: a name, a title, a reference.
    Line,
    /// Line breaks and tabs are part of it: a note, a reason, a post.
    Lines,
}

/// A character that nobody can see where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must not contain control characters, direction marks or invisible characters; it holds U+{:04X}", u32::from(*.0))]
pub struct Unseen(pub char);

/// Passes for a text of which every character can be seen, is white space, or spells what stands around it.
///
/// # Errors
/// The first character that cannot be seen. A line holds no line break and no tab.
pub fn check(text: &str, layout: Layout) -> Result<(), Unseen> {
    let characters: Vec<char> = text.chars().collect();
    for (place, &one) in characters.iter().enumerate() {
        let is_layout = layout == Layout::Lines && matches!(one, '\t' | '\n' | '\r');
        if !is_layout && is_unseen(one) && !spells(&characters[..place], one, &characters[place + 1..]) {
            return Err(Unseen(one));
        }
    }
    Ok(())
}

/// A text in the one form in which canonically equivalent texts are kept (NFC).
#[must_use]
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// A text as it is kept: composed, and without white space at its ends. In a line each stretch of white space becomes
/// one space; of several lines, each ends with one line feed.
#[must_use]
pub fn settled(text: &str, layout: Layout) -> String {
    match layout {
        Layout::Line => squeezed(&composed(text)),
        Layout::Lines => composed(text).replace("\r\n", "\n").replace('\r', "\n").trim().to_owned(),
    }
}

/// A text as it is compared, searched and sorted: without regard to its case, to how its accents are composed, to which
/// apostrophe or hyphen it was typed with, to how much white space is in it, and to what cannot be seen.
///
/// Sorted by bytes, as both engines sort it.
#[must_use]
pub fn folded(text: &str) -> String {
    let seen: String = text.nfc().filter(|one| one.is_whitespace() || !is_unseen(*one)).map(plain).collect();
    let lower = UniCase::unicode(seen).to_folded_case();
    squeezed(&composed(&lower))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The plain form of an apostrophe or a hyphen.
const fn plain(one: char) -> char {
    match one {
        '\u{60}'
        | '\u{B4}'
        | '\u{2B9}'
        | '\u{2BB}'..='\u{2BD}'
        | '\u{2C8}'
        | '\u{2018}'..='\u{201B}'
        | '\u{2032}'
        | '\u{A78C}'
        | '\u{FF07}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        other => other,
    }
}

/// Whether a character is not seen by itself. The Braille blank and the annotation marks are invisible in fact, though not
/// by that property.
fn is_unseen(one: char) -> bool {
    one.is_control()
        || matches!(one, '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{FFF9}'..='\u{FFFB}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(one)
        || CodePointSetData::new::<BidiControl>().contains(one)
        || CodePointSetData::new::<NoncharacterCodePoint>().contains(one)
}

/// Whether a character that is not seen by itself changes how its neighbors are written.
fn spells(before: &[char], one: char, after: &[char]) -> bool {
    match one {
        '\u{200C}' | '\u{200D}' => {
            let (Some(&left), Some(&right)) = (before.last(), after.first()) else { return false };
            joins_letters(left, right) || one == '\u{200D}' && joins_emoji(before, right)
        }
        '\u{180E}' => {
            let is_mongolian = |beside: Option<&char>| beside.is_some_and(|&one| script(one) == Script::Mongolian);
            is_mongolian(before.last()) && is_mongolian(after.first())
        }
        '\u{180B}'..='\u{180D}' | '\u{180F}' => before.last().is_some_and(|&one| script(one) == Script::Mongolian),
        '\u{FE00}'..='\u{FE0F}' => before.last().is_some_and(|&one| has_variants(one, after)),
        '\u{E0100}'..='\u{E01EF}' => before.last().is_some_and(|&one| is_ideograph(one)),
        _ => false,
    }
}

/// In a cursive script a joiner parts or joins the two letters beside it; in a Brahmic one it stands beside a virama and
/// chooses between a conjunct and its parts.
fn joins_letters(left: char, right: char) -> bool {
    let is_cursive = |one: char| {
        matches!(
            CodePointMapData::<JoiningType>::new().get(one),
            JoiningType::DualJoining | JoiningType::RightJoining | JoiningType::LeftJoining
        )
    };
    let is_mark = |one| CodePointMapData::<JoiningType>::new().get(one) == JoiningType::Transparent;
    let is_virama =
        |one| CodePointMapData::<CanonicalCombiningClass>::new().get(one) == CanonicalCombiningClass::Virama;
    let in_cursive = (is_cursive(left) || is_mark(left) && !is_unseen(left)) && is_cursive(right);
    let in_brahmic = is_virama(left) && right.is_alphabetic() || is_virama(right) && left.is_alphabetic();
    in_cursive || in_brahmic && script(left) == script(right)
}

/// Whether a joiner makes one picture of two.
fn joins_emoji(before: &[char], right: char) -> bool {
    let is_picture = |one| CodePointSetData::new::<ExtendedPictographic>().contains(one);
    let modifies = |one| one == '\u{FE0F}' || CodePointSetData::new::<EmojiModifier>().contains(one);
    let left = before.iter().rev().copied().find(|one| !modifies(*one));
    left.is_some_and(is_picture) && is_picture(right)
}

fn has_variants(one: char, after: &[char]) -> bool {
    let is_keycap = matches!(one, '0'..='9' | '#' | '*') && after.first() == Some(&'\u{20E3}');
    is_keycap
        || is_ideograph(one)
        || CodePointSetData::new::<ExtendedPictographic>().contains(one)
        || matches!(script(one), Script::Myanmar | Script::PhagsPa | Script::Manichaean)
}

fn is_ideograph(one: char) -> bool {
    CodePointSetData::new::<Ideographic>().contains(one)
}

fn script(one: char) -> Script {
    CodePointMapData::<Script>::new().get(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(text: &str) -> bool {
        check(text, Layout::Line).is_ok()
    }

    #[test]
    fn names_of_every_script_are_taken_with_the_joiners_that_spell_them() {
        for name in [
            "ශ්\u{200d}රී පෙරේරා",
            "علی\u{200c}رضا",
            "محمد\u{200c}رضا",
            "क्\u{200d}ष",
            "र\u{94d}\u{200d}या",
            "র\u{200d}\u{9cd}যাচেল",
            "ಎಕ್ಸ್\u{200c}ಪ್ರೆಸ್",
            "ᠨᠢᠭᠡ\u{180e}ᠠ",
            "ᠮ\u{180b}ᠣ",
            "邉\u{e0100}",
            "O’Brien-Núñez",
            "👩\u{200d}💻",
            "👩🏽\u{200d}❤\u{fe0f}\u{200d}👨",
            "1\u{fe0f}\u{20e3}",
            "A\u{a0}B",
            "नाम\u{902}",
            "\u{600}١",
        ] {
            assert_eq!(check(name, Layout::Line), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_refused_and_named() {
        for hidden in [
            '\0',
            '\u{7}',
            '\t',
            '\n',
            '\u{7f}',
            '\u{85}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{17b4}',
            '\u{180b}',
            '\u{180e}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{206f}',
            '\u{2800}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{fffe}',
            '\u{fdd0}',
            '\u{1d173}',
            '\u{e0041}',
            '\u{e0100}',
            '\u{10ffff}',
        ] {
            for text in [format!("A{hidden}na"), format!("{hidden}Ana"), format!("Ana{hidden}"), hidden.to_string()] {
                assert_eq!(check(&text, Layout::Line), Err(Unseen(hidden)), "{text:?}");
            }
        }
        assert!(Unseen('\u{202e}').to_string().ends_with("it holds U+202E"));
    }

    #[test]
    fn a_joiner_at_an_edge_beside_another_or_beside_latin_letters_is_refused() {
        for name in [
            "\u{200d}ශ්රී",
            "ශ්රී\u{200d}",
            "ශ්\u{200d}\u{200d}රී",
            "ශ්\u{200d} රී",
            "علی\u{200c}",
            "علی\u{200c}\u{200c}رضا",
            "علی\u{200c}A",
            "क\u{200d}ष",
            "é\u{200c}é",
            "Ж\u{200d}Ж",
            "1\u{200d}2",
            "👩\u{200d}A",
            "👩\u{200c}💻",
            "中\u{200d}中",
        ] {
            assert!(!is_taken(name), "{name:?}");
        }
    }

    #[test]
    fn several_lines_hold_line_breaks_and_tabs_and_nothing_else_that_is_hidden() {
        assert_eq!(check("One\r\n\ttwo\n", Layout::Lines), Ok(()));
        assert_eq!(check("One\u{b}two", Layout::Lines), Err(Unseen('\u{b}')));
        assert_eq!(check("One\u{202e}", Layout::Lines), Err(Unseen('\u{202e}')));
        assert_eq!(settled("\n One\r\ntwo\rthree \n", Layout::Lines), "One\ntwo\nthree");
    }

    #[test]
    fn a_line_is_kept_composed_with_single_spaces() {
        assert_eq!(settled(" De \u{a0} La\u{3000}CRUZ ", Layout::Line), "De La CRUZ");
        assert_eq!(settled("A\u{30a}ngstro\u{308}m", Layout::Line), "Ångström");
    }

    #[test]
    fn texts_that_people_take_for_the_same_fold_to_the_same() {
        for (one, other) in [
            ("\u{c5}ngström", "A\u{30a}NGSTRO\u{308}M"),
            ("\u{212b}ngström", "\u{e5}ngström"),
            ("O'Connor", "O\u{2019}CONNOR"),
            ("O'Connor", "O\u{2bc}Connor"),
            ("Smith-Jones", "Smith\u{2010}Jones"),
            ("Smith-Jones", "Smith\u{2011}JONES"),
            ("Straße", "STRASSE"),
            ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
            ("De  La\u{a0}Cruz", "de la cruz"),
            ("Na\u{200b}me\u{202e}", "name"),
            ("علی\u{200c}رضا", "علیرضا"),
            ("ᏎᏉᏯ", "ꮞꮙꮿ"),
            ("邉\u{e0100}", "邉"),
        ] {
            assert_eq!(folded(one), folded(other), "{one:?} {other:?}");
        }
        assert_eq!(folded("O\u{2019}Connor"), "o'connor");
        for (one, other) in [("Angstrom", "Ångström"), ("OConnor", "O'Connor"), ("Smith Jones", "Smith-Jones")] {
            assert_ne!(folded(one), folded(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn folding_and_settling_are_done_once() {
        for text in ["\u{212b} x", "O\u{2019}\u{1e9e}", "\u{130}stanbul", "\u{345}\u{3b1}\u{301}", "\u{1f80}\u{300}"] {
            assert_eq!(folded(&folded(text)), folded(text), "{text:?}");
            let kept = settled(text, Layout::Line);
            assert_eq!(settled(&kept, Layout::Line), kept);
        }
    }
}
