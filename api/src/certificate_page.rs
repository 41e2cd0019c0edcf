//! A certificate to print: lines on one framed page, as PDF.
//!
//! Invariants: the same lines give the same bytes; every line ends within the frame, a long one in smaller letters. The
//! letters are DejaVu Serif: Latin, Greek and Cyrillic names. Others, Arabic or Chinese say, are printed as empty boxes; the
//! file still holds their text for whoever copies it or has it read aloud.

use std::borrow::Cow;

use chrono::NaiveDate;
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use rustybuzz::{Face, GlyphBuffer, UnicodeBuffer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::slice::{Addresses, MediaType};

/// Where certificates are read, and their type.
pub const CERTIFICATES: MediaType = MediaType { addresses: Addresses::Ending("/certificate"), name: "application/pdf" };

/// The schema of a file as it is sent: bytes, no JSON.
pub struct PdfFile;

impl PartialSchema for PdfFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .description(Some("A PDF file."))
            .max_length(Some(10_000_000))
            .examples([serde_json::Value::from("%PDF-1.7")])
            .into()
    }
}

impl ToSchema for PdfFile {
    fn name() -> Cow<'static, str> {
        "PdfFile".into()
    }
}

/// A letter page across, in points.
const PAGE: (f32, f32) = (792.0, 612.0);
/// Where every line begins.
const LEFT: f32 = 96.0;
/// Room for a line.
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
/// What is printed for a letter that the font lacks.
const BOX: char = '\u{25a1}';

/// A line of a certificate.
pub struct Line {
    text: String,
    size: f32,
    at: f32,
    is_strong: bool,
}

impl Line {
    /// A line in plain letters of a size, or smaller to fit, so far from the top.
    pub fn plain(text: impl Into<String>, size: f32, at: f32) -> Line {
        Line { text: text.into(), size, at, is_strong: false }
    }

    /// The same in strong letters.
    pub fn strong(text: impl Into<String>, size: f32, at: f32) -> Line {
        Line { is_strong: true, ..Line::plain(text, size, at) }
    }
}

/// Letters to print with, and to measure by: the same shaping that sets them.
struct Letters {
    font: Font,
    face: Face<'static>,
}

impl Letters {
    fn of(data: &'static [u8]) -> Option<Letters> {
        Some(Letters { font: Font::new(data.into(), 0)?, face: Face::from_slice(data, 0)? })
    }

    fn shaped(&self, text: &str) -> GlyphBuffer {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        rustybuzz::shape(&self.face, &[], buffer)
    }

    /// A text with a box for each letter that there is none of.
    fn printable<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.shaped(text).glyph_infos().iter().all(|glyph| glyph.glyph_id != 0) {
            return text.into();
        }
        let has = |letter| self.face.glyph_index(letter).is_some();
        text.chars().map(|letter| if has(letter) { letter } else { BOX }).collect()
    }

    /// How wide a text is in letters of one point.
    fn width(&self, text: &str) -> f32 {
        let advance: i32 = self.shaped(text).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        advance as f32 / self.font.units_per_em()
    }

    /// The size at which a text fits: the one that is wanted, or a smaller one.
    fn fitting(&self, text: &str, size: f32) -> f32 {
        let width = self.width(text);
        if width * size > WIDTH { WIDTH / width } else { size }
    }
}

/// A date in words.
pub fn written(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

/// The page, named by its first and third line; none when the letters cannot be read or the file
/// cannot be made, both faults of ours.
pub fn page(lines: &[Line]) -> Option<Vec<u8>> {
    let plain = Letters::of(dejavu::serif::regular())?;
    let strong = Letters::of(dejavu::serif::bold())?;
    let mut document = Document::new();
    let title = format!("{}: {}", lines.first()?.text, lines.get(2)?.text);
    document.set_metadata(Metadata::new().title(title).language("en-US".into()));
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    frame(&mut surface)?;
    let mut tree = TagTree::new();
    for line in lines {
        let letters = if line.is_strong { &strong } else { &plain };
        tree.push(TagGroup::with_children(Tag::P, vec![print(&mut surface, line, letters).into()]));
    }
    surface.finish();
    page.finish();
    document.set_tag_tree(tree);
    document.finish().inspect_err(|error| tracing::error!(?error, "a certificate was not made")).ok()
}

/// Prints a line. Behind boxes goes what they stand for.
fn print(surface: &mut Surface<'_>, line: &Line, letters: &Letters) -> Identifier {
    let text = letters.printable(&line.text);
    let meant = (text != line.text).then_some(line.text.as_str());
    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(meant)));
    let (at, size) = (Point::from_xy(LEFT, line.at), letters.fitting(&text, line.size));
    surface.draw_text(at, letters.font.clone(), size, &text, false, TextDirection::Auto);
    surface.end_tagged();
    id
}

fn frame(surface: &mut Surface<'_>) -> Option<()> {
    for inset in [36.0, 44.0] {
        let mut border = PathBuilder::new();
        border.push_rect(Rect::from_xywh(inset, inset, PAGE.0 - 2.0 * inset, PAGE.1 - 2.0 * inset)?);
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke::default()));
        surface.draw_path(&border.finish()?);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(krilla::paint::Fill::default()));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nasty() -> [String; 9] {
        [
            "WWWWWWWWWW MMMMMMMMMM".into(),
            "ДМИТРИЙ ЩЕРБАКОВ-ЖЮЩШЫ".into(),
            "W".repeat(200),
            "Щ".repeat(200),
            "\u{fdfa}".repeat(100),
            "عبد الرحمن الخوارزمي".repeat(5),
            "欧阳 娜娜".repeat(20),
            "e\u{301}\u{323}".repeat(100),
            "\u{2e3b}\u{1f600}\u{200d}".repeat(60),
        ]
    }

    fn letters() -> [Letters; 2] {
        [dejavu::serif::regular(), dejavu::serif::bold()].map(|data| Letters::of(data).unwrap())
    }

    #[test]
    fn the_widest_names_end_within_the_frame() {
        for (letters, name) in letters().iter().flat_map(|letters| nasty().map(|name| (letters, name))) {
            let text = letters.printable(&name);
            let width = letters.width(&text) * letters.fitting(&text, 34.0);
            assert!(width > 0.0 && width <= WIDTH + 0.01, "{name} is {width} wide");
        }
    }

    #[test]
    fn a_name_that_fits_keeps_its_size_and_a_wider_one_fills_the_line() {
        let [plain, strong] = letters();
        let size = |name: &str| strong.fitting(name, 34.0).to_bits();
        assert_eq!(size("Ines Okafor"), 34.0_f32.to_bits());
        assert_eq!(size("Illi Illi-Illi Illilli Illilli"), 34.0_f32.to_bits());
        assert_eq!(size(""), 34.0_f32.to_bits());
        assert!(size("WWWWWWWWWW MMMMMMMMMM") < 34.0_f32.to_bits());
        assert!(strong.width("Ines Okafor") > plain.width("Ines Okafor"));
    }

    #[test]
    fn a_letter_that_the_font_lacks_is_a_box_and_no_other_is() {
        let [plain, _] = letters();
        assert_eq!(plain.printable("Ана 欧阳"), "Ана □□");
        assert_eq!(plain.printable("علي"), "□□□");
        for kept in ["Ines Okafor", "Ελένη", "ДМИТРИЙ", "e\u{301}\u{323}", "O’Brien-Núñez", "Tạ Thị Ngọc", ""]
        {
            assert_eq!(plain.printable(kept), kept);
        }
    }

    #[test]
    fn the_same_lines_give_the_same_bytes_whatever_the_letters() {
        for name in nasty() {
            let made = || {
                let name = Line::strong(name.as_str(), 34.0, 255.0);
                page(&[Line::strong("Certificate", 30.0, 150.0), Line::plain("certifies", 14.0, 205.0), name]).unwrap()
            };
            let first = made();
            assert!(first.starts_with(b"%PDF-"), "{name}");
            assert_eq!(first, made(), "{name}");
        }
    }
}
