//! Sets a text: which typeface prints what, in which order from left to right, on how many lines and how large.
//!
//! Invariants: no line is wider than the page has room for, nor all of them higher than the text has; a text that fits
//! keeps its size. Words stay whole while the letters stay readable. The order is that of the Unicode bidirectional
//! algorithm (UAX #9), lines end where UAX #14 allows it, a character is an extended grapheme cluster (UAX #29).

use std::iter::successors;
use std::ops::Range;

use krilla::text::TextDirection;
use unicode_bidi::ParagraphBidiInfo;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::fonts::{Typeface, typefaces};

/// What is printed for a character that no typeface has.
const BOX: &str = "\u{25a1}";
/// From line to line, in sizes of the letters.
pub const LEADING: f32 = 1.25;
/// Letters at least this large, in points, before a word is cut.
const READABLE: f32 = 12.0;
/// Each attempt to fit a text is smaller by this factor.
const SMALLER: f32 = 0.95;

/// Part of a line in one typeface and one direction.
pub struct Piece {
    /// What prints it.
    pub typeface: &'static Typeface,
    /// Its letters, in the order of reading.
    pub text: String,
    /// Their direction.
    pub direction: TextDirection,
    /// Its width in letters of one point.
    pub width: f32,
}

/// A text that was set.
pub struct Block {
    /// The size of its letters.
    pub size: f32,
    /// Its lines, each from left to right.
    pub lines: Vec<Vec<Piece>>,
}

/// Sets a text in letters of the size that is wanted, or smaller, so that it fits into a width and a height.
pub fn set(text: &str, is_strong: bool, wanted: f32, (width, height): (f32, f32)) -> Block {
    let text = printable(text, is_strong);
    let order = ParagraphBidiInfo::new(&text, None);
    let (size, lines) = fitting(&text, is_strong, wanted, (width, height));
    let lines: Vec<_> = lines.into_iter().map(|line| pieces(&order, line, is_strong)).collect();
    // The parts of a line were measured one by one; together they may differ by a kern.
    let widest = lines.iter().map(|line| width_of(line)).fold(0.0, f32::max);
    Block { size: if widest * size > width { width / widest } else { size }, lines }
}

/// The characters of a text that no typeface has, each once.
pub fn missing(text: &str, is_strong: bool) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for character in text.graphemes(true).filter(|character| typeface_of(character, is_strong).is_none()) {
        if !missing.iter().any(|known| known == character) {
            missing.push(character.to_owned());
        }
    }
    missing
}

fn typeface_of(character: &str, is_strong: bool) -> Option<&'static Typeface> {
    typefaces(is_strong).iter().find(|typeface| typeface.has(character))
}

/// A text with a box for each character that no typeface has.
fn printable(text: &str, is_strong: bool) -> String {
    text.graphemes(true).map(|one| typeface_of(one, is_strong).map_or(BOX, |_| one)).collect()
}

/// A part of a text that stays on one line, and how wide it is without the space at its end.
struct Part {
    range: Range<usize>,
    width: f32,
    space: f32,
}

/// The largest size at which a text fits, and its lines.
fn fitting(text: &str, is_strong: bool, wanted: f32, (width, height): (f32, f32)) -> (f32, Vec<Range<usize>>) {
    let sizes = || successors(Some(wanted), |size| Some(size * SMALLER)).take_while(|size| *size > f32::EPSILON);
    let fit = |parts: &[Part], size: f32| {
        let lines = lines_of(text, parts, width / size)?;
        (lines.len() as f32 * size * LEADING <= height).then_some((size, lines))
    };
    let words = parts(text, is_strong, linebreaks(text).map(|(end, _)| end));
    let whole = sizes().take_while(|size| *size >= READABLE).find_map(|size| fit(&words, size));
    let cut = || {
        let characters = parts(text, is_strong, text.grapheme_indices(true).map(|(at, one)| at + one.len()));
        sizes().find_map(|size| fit(&characters, size))
    };
    whole.or_else(cut).unwrap_or((wanted, Vec::new()))
}

fn parts(text: &str, is_strong: bool, ends: impl Iterator<Item = usize>) -> Vec<Part> {
    let mut begin = 0;
    let part = |end: usize| {
        let range = begin..end;
        begin = end;
        let measured = |text: &str| width_of(&pieces(&ParagraphBidiInfo::new(text, None), 0..text.len(), is_strong));
        let (all, visible) = (&text[range.clone()], text[range.clone()].trim_end());
        let width = measured(visible);
        let space = if visible.len() < all.len() { measured(all) - width } else { 0.0 };
        Part { range, width, space }
    };
    ends.map(part).collect()
}

/// Lines that take as many parts as there is room for; none when one part is too wide for a line.
fn lines_of(text: &str, parts: &[Part], width: f32) -> Option<Vec<Range<usize>>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut filled = 0.0;
    for part in parts {
        if part.width > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if filled + part.width <= width => line.end = part.range.end,
            _ => {
                lines.push(part.range.clone());
                filled = 0.0;
            }
        }
        filled += part.width + part.space;
    }
    let visible = |line: Range<usize>| line.start..line.start + text[line.clone()].trim_end().len();
    Some(lines.into_iter().map(visible).collect())
}

/// The pieces of a line of a text, from left to right.
fn pieces(order: &ParagraphBidiInfo<'_>, line: Range<usize>, is_strong: bool) -> Vec<Piece> {
    if line.is_empty() {
        return Vec::new();
    }
    let (levels, runs) = order.visual_runs(line);
    let piece_of_run = |run: Range<usize>| {
        let is_rtl = levels[run.start].is_rtl();
        let mut pieces = pieces_of_run(&order.text[run], is_rtl, is_strong);
        if is_rtl {
            pieces.reverse();
        }
        pieces
    };
    runs.into_iter().flat_map(piece_of_run).collect()
}

/// The pieces of a text of one direction, in the order of reading. A space is printed by what printed the letter before.
fn pieces_of_run(text: &str, is_rtl: bool, is_strong: bool) -> Vec<Piece> {
    let direction = if is_rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    let mut parts: Vec<(&'static Typeface, String)> = Vec::new();
    for one in text.graphemes(true) {
        let before = parts.last().map(|(typeface, _)| *typeface);
        let same = before.filter(|typeface| one.trim().is_empty() && typeface.has(one));
        let Some(typeface) = same.or_else(|| typeface_of(one, is_strong)) else { continue };
        match parts.last_mut() {
            Some((last, part)) if std::ptr::eq(*last, typeface) => part.push_str(one),
            _ => parts.push((typeface, one.to_owned())),
        }
    }
    let piece = |(typeface, text): (&'static Typeface, String)| {
        let width = typeface.width(&text, direction);
        Piece { typeface, text, direction, width }
    };
    parts.into_iter().map(piece).collect()
}

fn width_of(line: &[Piece]) -> f32 {
    line.iter().map(|piece| piece.width).sum()
}
