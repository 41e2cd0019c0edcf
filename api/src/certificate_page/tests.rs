//! Certificates with names of every script and every length.

use super::fonts::typefaces;
use super::setting::Block;
use super::*;

/// A name in each script, as people write it.
const NAMES: [&str; 40] = [
    "Nguyễn Thị Ngọc Ánh",
    "Ελένη Παπαδοπούλου",
    "Дмитрий Щербаков-Жюшьї",
    "Ӏамин Ҏлкин",
    "عبد الرحمن الخوارزمي",
    "محمّد پژمان گلچین",
    "אַבְרָהָם בן־דוד",
    "अनुष्का श्रीवास्तव",
    "শ্রীলেখা চট্টোপাধ্যায়",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "કૃષ્ણા પટેલ",
    "ଶ୍ରୀକାନ୍ତ ମହାପାତ୍ର",
    "முத்துலட்சுமி இராமன்",
    "శ్రీనివాస రెడ్డి",
    "ಕೃಷ್ಣಮೂರ್ತಿ ಗೌಡ",
    "ശ്രീകുമാർ നായർ",
    "සුනිල් පෙරේරා",
    "สมชาย กิตติวัฒน์",
    "ສົມສັກ ວົງຄໍາ",
    "សុខា ចាន់",
    "အောင်ဆန်း မြင့်",
    "བསྟན་འཛིན་རྒྱ་མཚོ།",
    "ᠪᠠᠲᠤ ᠪᠣᠯᠣᠳ",
    "አበበ ቢቂላ",
    "გიორგი ბერიძე",
    "ᲒᲘᲝᲠᲒᲘ",
    "Արմեն Հակոբյան",
    "ܝܘܚܢܢ ܒܪ ܙܟܪܝܐ",
    "އިބްރާހިމް",
    "ߡߊ߬ߡߊߘߎ߫ ߖߊ߬ߟߏ߫",
    "𞤀𞤣𞤢𞤥 𞤄𞤢𞤸",
    "ⵎⴰⵙⵉⵏⵉⵙⵙⴰ",
    "ᏎᏉᏯ ᏣᎳᎩ",
    "ᐃᓄᒃ ᑐᓂᑦ",
    "ꦱꦸꦏꦂꦤ",
    "欧阳娜娜",
    "歐陽娜娜",
    "髙橋さくら サクラ",
    "김철수",
    "ꆈꌠꉙ",
];

/// Names that are long or wide, or that no typeface has.
fn nasty() -> [String; 10] {
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
        "Wolfeschlegelsteinhausenbergerdorff Kalani'opu'u Keli'iahonui ".repeat(3),
    ]
}

fn block(name: &str) -> Block {
    set(name, true, NAME_SIZE, (WIDTH, NAME_HEIGHT))
}

fn widths(block: &Block) -> impl Iterator<Item = f32> {
    block.lines.iter().map(|line| line.iter().map(|piece| piece.width).sum::<f32>() * block.size)
}

/// What is printed, from left to right, each piece in the order of reading.
fn lines(block: &Block) -> Vec<String> {
    block.lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()).collect()
}

#[test]
fn a_name_in_any_living_script_prints_without_a_gap() {
    for name in NAMES {
        assert_eq!(missing(name, true), Vec::<String>::new(), "{name}");
        for piece in block(name).lines.iter().flatten() {
            let glyphs = piece.typeface.shaped(&piece.text, piece.direction);
            assert!(glyphs.glyph_infos().iter().all(|glyph| glyph.glyph_id != 0), "{name}: {}", piece.text);
        }
    }
}

#[test]
fn a_character_that_no_typeface_has_is_a_box_and_is_named_once() {
    assert_eq!(missing("𠮷田 𠮷郎 \u{e000}", true), ["𠮷", "\u{e000}"]);
    assert_eq!(missing("𓀀", false), ["𓀀"]);
    assert_eq!(lines(&block("Ана 𠮷田")), ["Ана □田"]);
    for kept in ["O’Brien-Núñez", "e\u{301}\u{323}", ""] {
        assert_eq!((lines(&block(kept)).concat().as_str(), missing(kept, true).len()), (kept, 0));
    }
}

#[test]
fn every_name_ends_within_the_frame() {
    for name in nasty().iter().map(String::as_str).chain(NAMES) {
        let block = block(name);
        assert!(widths(&block).all(|width| width > 0.0 && width <= WIDTH + 0.01), "{name}");
        assert!(block.lines.len() as f32 * block.size * LEADING <= NAME_HEIGHT + 0.01, "{name}");
    }
}

#[test]
fn a_long_name_takes_lines_before_its_letters_get_small() {
    assert_eq!(lines(&block("Ines Okafor")), ["Ines Okafor"]);
    let long = block("Maria del Carmen Fernández de Córdoba y Álvarez de las Asturias");
    assert_eq!(lines(&long), ["Maria del Carmen Fernández de", "Córdoba y Álvarez de las Asturias"]);
    assert!(long.size > 28.0, "{}", long.size);
    for wide in ["W".repeat(200), "Щ".repeat(200)] {
        let block = block(&wide);
        assert!(block.size > 9.0, "{} in {} lines", block.size, block.lines.len());
        assert_eq!(lines(&block).concat(), wide);
    }
}

#[test]
fn a_name_that_fits_keeps_its_size() {
    for name in ["Ines Okafor", "Illi Illi-Illi Illilli Illilli", "김철수", ""] {
        assert_eq!(block(name).size.to_bits(), NAME_SIZE.to_bits(), "{name}");
    }
    let plain = set("Ines Okafor", false, NAME_SIZE, (WIDTH, NAME_HEIGHT));
    assert!(widths(&block("Ines Okafor")).next() > widths(&plain).next());
}

#[test]
fn a_line_that_is_no_name_stays_one_line_and_shrinks() {
    let line = Line::plain("City of Springfield cohort ".repeat(5), 14.0, 328.0);
    let block = set(&line.text, line.is_strong, line.size, (WIDTH, line.height));
    assert_eq!(block.lines.len(), 1);
    assert!(block.size < 14.0 && block.size > 7.0);
}

#[test]
fn names_from_right_to_left_begin_at_the_right() {
    let order = |name: &str| lines(&block(name));
    assert_eq!(order("Levi אברהם"), ["Levi אברהם"]);
    assert_eq!(order("אברהם Levi"), ["Leviאברהם "]);
}

#[test]
fn the_same_lines_give_the_same_bytes_whatever_the_letters() {
    for name in nasty().iter().map(String::as_str).chain(NAMES) {
        let made = || {
            page(&[
                Line::strong("Certificate", 30.0, 150.0),
                Line::plain("certifies", 14.0, 205.0),
                Line::name(name, 255.0),
            ])
        };
        let first = made().unwrap();
        assert!(first.starts_with(b"%PDF-"), "{name}");
        assert_eq!(Some(first), made(), "{name}");
    }
}

#[test]
fn strong_letters_are_those_of_the_first_typeface_alone() {
    let piece = |name: &str| block(name).lines.remove(0).remove(0);
    assert!(std::ptr::eq(piece("Ines").typeface, &typefaces(true)[0]));
    assert!(!std::ptr::eq(piece("김").typeface, &typefaces(true)[0]));
}
