//! A certificate to print: lines on one framed page, as PDF.
//!
//! Invariants: the same lines give the same bytes; every line ends within the frame. A long name takes more lines before
//! its letters get small. A character that no typeface has is printed as an empty box, and the record that leads to the
//! certificate says so ([`CertificateNameOut`]); the file still holds the text for whoever copies it or has it read aloud.
//! Why it is so: docs/adr/0024.

mod fonts;
mod name;
mod setting;

use std::borrow::Cow;

use chrono::NaiveDate;
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

pub use self::name::{CertificateNameOut, missing_characters, printed};
use self::setting::{LEADING, missing, set};
use crate::http::answers::Media;
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

/// The media type of certificates.
pub struct Pdf;

impl Media for Pdf {
    type Schema = PdfFile;
    const TYPE: &'static str = "application/pdf";
}

/// A letter page across, in points.
const PAGE: (f32, f32) = (792.0, 612.0);
/// Where every line begins.
const LEFT: f32 = 96.0;
/// Room for a line.
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
/// Room for a name from its first line to its last: two lines of full size.
const NAME_HEIGHT: f32 = 2.0 * NAME_SIZE * LEADING;
const NAME_SIZE: f32 = 34.0;

/// A line of a certificate.
pub struct Line {
    text: String,
    size: f32,
    at: f32,
    height: f32,
    is_strong: bool,
}

impl Line {
    /// A line in plain letters of a size, or smaller to fit, so far from the top.
    pub fn plain(text: impl Into<String>, size: f32, at: f32) -> Line {
        Line { text: text.into(), size, at, height: size * LEADING, is_strong: false }
    }

    /// The same in strong letters.
    pub fn strong(text: impl Into<String>, size: f32, at: f32) -> Line {
        Line { is_strong: true, ..Line::plain(text, size, at) }
    }

    /// Whose certificate it is, in large letters. A long name takes several lines, around the same middle.
    pub fn name(text: impl Into<String>, at: f32) -> Line {
        Line { height: NAME_HEIGHT, ..Line::strong(text, NAME_SIZE, at) }
    }
}

/// A date in words.
pub fn written(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

/// The page, named by its first and third line; none when the letters cannot be read or the file
/// cannot be made, both faults of ours.
pub fn page(lines: &[Line]) -> Option<Vec<u8>> {
    let mut document = Document::new();
    let title = format!("{}: {}", lines.first()?.text, lines.get(2)?.text);
    document.set_metadata(Metadata::new().title(title).language("en-US".into()));
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    frame(&mut surface)?;
    let mut tree = TagTree::new();
    for line in lines {
        tree.push(TagGroup::with_children(Tag::P, vec![print(&mut surface, line)?.into()]));
    }
    surface.finish();
    page.finish();
    document.set_tag_tree(tree);
    document.finish().inspect_err(|error| tracing::error!(?error, "a certificate was not made")).ok()
}

/// Prints a line. Behind boxes goes what they stand for; everything else is read off the letters themselves.
fn print(surface: &mut Surface<'_>, line: &Line) -> Option<Identifier> {
    let block = set(&line.text, line.is_strong, line.size, (WIDTH, line.height));
    let has_boxes = !missing(&line.text, line.is_strong).is_empty();
    let meant = has_boxes.then_some(line.text.as_str());
    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(meant)));
    let step = block.size * LEADING;
    let mut y = line.at - step * (block.lines.len().saturating_sub(1) as f32) / 2.0;
    for pieces in &block.lines {
        let mut x = LEFT;
        for piece in pieces {
            let font = piece.typeface.font()?;
            surface.draw_text(Point::from_xy(x, y), font, block.size, &piece.text, false, piece.direction);
            x += piece.width * block.size;
        }
        y += step;
    }
    surface.end_tagged();
    Some(id)
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
mod tests;
