//! A certificate to print: lines on one framed page, as PDF.
//!
//! Invariant: the same lines give the same bytes. The letters are DejaVu Serif: Latin, Greek and Cyrillic names; others
//! show empty boxes.

use std::borrow::Cow;

use chrono::NaiveDate;
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

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
        let text = text.into();
        Line { size: fitting(&text, size), text, at, is_strong: false }
    }

    /// The same in strong letters.
    pub fn strong(text: impl Into<String>, size: f32, at: f32) -> Line {
        Line { is_strong: true, ..Line::plain(text, size, at) }
    }
}

/// The size at which a text fits, taking each letter for a wide one.
fn fitting(text: &str, size: f32) -> f32 {
    let width = text.chars().fold(0.75, |width: f32, _| width + 0.75);
    size.min(WIDTH / width)
}

/// A date in words.
pub fn written(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

/// The page, named by its first and third line; none when the letters cannot be read or the file
/// cannot be made, both faults of ours.
pub fn page(lines: &[Line]) -> Option<Vec<u8>> {
    let plain = Font::new(dejavu::serif::regular().into(), 0)?;
    let strong = Font::new(dejavu::serif::bold().into(), 0)?;
    let mut document = Document::new();
    let title = format!("{}: {}", lines.first()?.text, lines.get(2)?.text);
    document.set_metadata(Metadata::new().title(title).language("en-US".into()));
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    frame(&mut surface)?;
    for line in lines {
        let font = if line.is_strong { &strong } else { &plain };
        let at = Point::from_xy(LEFT, line.at);
        surface.draw_text(at, font.clone(), line.size, &line.text, false, TextDirection::Auto);
    }
    surface.finish();
    page.finish();
    document.finish().inspect_err(|error| tracing::error!(?error, "a certificate was not made")).ok()
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
