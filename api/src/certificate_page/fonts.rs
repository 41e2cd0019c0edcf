//! The typefaces of a certificate, in the order in which they are asked for a character.
//!
//! Invariant: the first one that has a character prints it, so a name looks the same on every certificate. DejaVu Serif is
//! first, for Latin, Greek, Cyrillic, Armenian and Georgian; behind it stand Noto typefaces, one for each script in which
//! names are written today, and Droid Sans Fallback for Chinese, Japanese and Korean. Where they come from and under which
//! license: `api/fonts/README.md`.

use std::sync::LazyLock;

use krilla::text::{Font, TextDirection};
use rustybuzz::{Direction, Face, GlyphBuffer, UnicodeBuffer};
use unicode_normalization::UnicodeNormalization;

/// The files of `api/fonts` by their names.
macro_rules! files {
    ($($name:literal,)*) => { &[$(($name, include_bytes!(concat!("../../fonts/", $name, ".ttf")).as_slice())),*] };
}

const FALLBACK: &[(&str, &[u8])] = files![
    "NotoSerif-Regular",
    "NotoSerifGeorgian-Regular",
    "NotoNaskhArabic-Regular",
    "NotoSerifHebrew-Regular",
    "NotoSansSyriac-Regular",
    "NotoSansThaana-Regular",
    "NotoSansNKo-Regular",
    "NotoSansAdlam-Regular",
    "NotoSansHanifiRohingya-Regular",
    "NotoSerifDevanagari-Regular",
    "NotoSerifBengali-Regular",
    "NotoSerifGurmukhi-Regular",
    "NotoSerifGujarati-Regular",
    "NotoSansOriya-Regular",
    "NotoSerifTamil-Regular",
    "NotoSerifTelugu-Regular",
    "NotoSerifKannada-Regular",
    "NotoSerifMalayalam-Regular",
    "NotoSerifSinhala-Regular",
    "NotoSansOlChiki-Regular",
    "NotoSansMeeteiMayek-Regular",
    "NotoSansLepcha-Regular",
    "NotoSansLimbu-Regular",
    "NotoSansChakma-Regular",
    "NotoSansWancho-Regular",
    "NotoSerifThai-Regular",
    "NotoSerifLao-Regular",
    "NotoSerifKhmer-Regular",
    "NotoSerifMyanmar-Regular",
    "NotoSansNewTaiLue-Regular",
    "NotoSansTaiLe-Regular",
    "NotoSansTaiTham-Regular",
    "NotoSansTaiViet-Regular",
    "NotoSansCham-Regular",
    "NotoSansJavanese-Regular",
    "NotoSansBalinese-Regular",
    "NotoSansSundanese-Regular",
    "NotoSansBatak-Regular",
    "NotoSansBuginese-Regular",
    "NotoSerifTibetan-Regular",
    "NotoSansMongolian-Regular",
    "NotoSerifEthiopic-Regular",
    "NotoSansTifinagh-Regular",
    "NotoSansVai-Regular",
    "NotoSansBamum-Regular",
    "NotoSansCherokee-Regular",
    "NotoSansCanadianAboriginal-Regular",
    "NotoSansOsage-Regular",
    "NotoSansLisu-Regular",
    "NotoSansYi-Regular",
    "NotoSansMiao-Regular",
    "NotoSansPahawhHmong-Regular",
    "NotoSerifNyiakengPuachueHmong-Regular",
    "DroidSansFallback",
];

static PLAIN: LazyLock<Vec<Typeface>> = LazyLock::new(|| chain(dejavu::serif::regular()));
static STRONG: LazyLock<Vec<Typeface>> = LazyLock::new(|| chain(dejavu::serif::bold()));

/// A file that cannot be read is left out; a test reads them all.
fn chain(first: &'static [u8]) -> Vec<Typeface> {
    let rest = FALLBACK.iter().map(|(_, data)| *data);
    std::iter::once(first).chain(rest).filter_map(Typeface::of).collect()
}

/// The typefaces to print with, the preferred one first. Only DejaVu Serif has strong letters.
pub fn typefaces(is_strong: bool) -> &'static [Typeface] {
    if is_strong { &STRONG } else { &PLAIN }
}

/// A typeface to measure with. What is printed is shaped by the same shaper, so the measure holds.
pub struct Typeface {
    data: &'static [u8],
    face: Face<'static>,
}

impl Typeface {
    fn of(data: &'static [u8]) -> Option<Typeface> {
        Some(Typeface { data, face: Face::from_slice(data, 0)? })
    }

    /// The typeface for the PDF library.
    pub fn font(&self) -> Option<Font> {
        Font::new(self.data.into(), 0)
    }

    /// Whether there is a glyph for a character with all its marks.
    pub fn has(&self, character: &str) -> bool {
        character.nfc().all(|one| is_invisible(one) || self.face.glyph_index(one).is_some())
    }

    /// The glyphs of a text of one direction.
    pub fn shaped(&self, text: &str, direction: TextDirection) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(match direction {
            TextDirection::RightToLeft => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        });
        rustybuzz::shape(&self.face, &[], buffer)
    }

    /// How wide a text of one direction is in letters of one point.
    pub fn width(&self, text: &str, direction: TextDirection) -> f32 {
        let glyphs = self.shaped(text, direction);
        let advance: i32 = glyphs.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        advance as f32 / self.face.units_per_em() as f32
    }
}

/// Joiners, direction marks and variation selectors: they need no glyph.
const fn is_invisible(one: char) -> bool {
    matches!(one,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read() {
        for is_strong in [false, true] {
            assert_eq!(typefaces(is_strong).len(), FALLBACK.len() + 1);
            assert!(typefaces(is_strong).iter().all(|typeface| typeface.font().is_some()));
        }
    }

    #[test]
    fn every_file_prints_something_that_none_before_it_does() {
        for (place, (name, _)) in FALLBACK.iter().enumerate() {
            let (before, from) = typefaces(false).split_at(place + 1);
            let is_new = |letter: char| {
                let has = |typeface: &Typeface| typeface.face.glyph_index(letter).is_some();
                letter.is_alphabetic() && has(&from[0]) && !before.iter().any(has)
            };
            assert!(('\u{80}'..='\u{1ffff}').any(is_new), "{name}");
        }
    }
}
