//! What the formats and patterns of the document mean: the house's own checks, and what a person is told.
//!
//! Invariants: a date has four digits of a year from 1900 to 2200, without a sign, whatever a library takes for one; an
//! id may be sent in any case (RFC 9562, section 4); nobody is ever shown a regular expression.

use chrono::{DateTime, Datelike, NaiveDate};
use guildhall_domain::organizations::{is_country, is_state};

use crate::http::document::patterns;

/// Whether a text is of a format.
type Check = fn(&str) -> bool;

/// The formats that are checked here and not by the library.
pub const OWN: [(&str, Check); 5] = [
    ("date", is_date),
    ("date-time", is_instant),
    ("uuid", is_id),
    ("country-code", is_country),
    ("state-code", is_state),
];

const DATE: &str = "must be a date written YYYY-MM-DD, from 1900-01-01 to 2200-12-31";
const INSTANT: &str = "must be an instant such as 2025-03-01T12:00:00Z, of the years 1900 to 2200";
const ID: &str = "must be an id: 36 characters, hexadecimal digits and hyphens";

const COUNTRY: &str = "must be a country by its two capital letters (ISO 3166-1), such as US";
const STATE: &str = "must be a state or province by the part of its code (ISO 3166-2) after the country's, such as IL";

/// What each pattern that a request can break asks for.
const PATTERNS: [(&str, &str); 13] = [
    (patterns::TEXT, "must not contain the character U+0000"),
    (patterns::TEXT_NOT_BLANK, "must not be blank"),
    (r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", "must be a month of the years 1900 to 2199, such as 2025-03"),
    (patterns::ONE_LINE, "must not be blank, and must be one line without control characters"),
    (patterns::DATE, DATE),
    (patterns::INSTANT, INSTANT),
    (patterns::ANY_ID, ID),
    (r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "must be a time of day written HH:MM, from 00:00 to 23:59"),
    (r"^w[0-9]{2,3}-[a-z0-9_]{1,40}$", "must be the code of an activity, such as w01-read"),
    ("^[a-z0-9_]+$", "must be a code of small letters, digits and underscores"),
    ("^[A-Z]{2}$", COUNTRY),
    ("^[A-Z0-9]{1,3}$", STATE),
    ("^[!-~]+$", "must be visible characters of ASCII without a blank"),
];

/// What `pattern` asks for, in words; none when nobody has said it.
pub fn of_pattern(pattern: &str) -> Option<&'static str> {
    let visible = pattern.starts_with(r"^[^\x00-").then(|| {
        if pattern.contains(r"\s") {
            // What nobody can see is told before, by its own code.
            "must not be blank"
        } else {
            "must not contain characters that nobody can see"
        }
    });
    PATTERNS.iter().find(|(known, _)| *known == pattern).map(|(_, meaning)| *meaning).or(visible)
}

/// What `format` asks for, in words.
pub fn of_format(format: &str) -> String {
    match format {
        "date" => DATE.into(),
        "date-time" => INSTANT.into(),
        "uuid" => ID.into(),
        "country-code" => COUNTRY.into(),
        "state-code" => STATE.into(),
        "email" => "must be an email address, such as alex.rivera@springfield.example".into(),
        "uri" => "must be an address, such as https://guildhall.example/".into(),
        other => format!("must be a valid {other}"),
    }
}

/// Whether `text` is a date of the house: exactly `YYYY-MM-DD`, a day of the calendar, of the years 1900 to 2200.
pub fn is_date(text: &str) -> bool {
    let digits = |(place, byte): (usize, u8)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    let shaped = text.len() == 10 && text.bytes().enumerate().all(digits);
    shaped && text.parse().is_ok_and(|on: NaiveDate| (1900..=2200).contains(&on.year()))
}

/// Whether `text` is an instant by RFC 3339, of the years 1900 to 2200.
fn is_instant(text: &str) -> bool {
    let parts = text.split_at_checked(10);
    parts.is_some_and(|(date, time)| is_date(date) && time.starts_with(['T', 't']))
        // A leap second is none that a clock of this software shows or a database keeps.
        && DateTime::parse_from_rfc3339(text).is_ok_and(|at| at.timestamp_subsec_nanos() < 1_000_000_000)
}

/// Whether `text` is an id, in any case.
fn is_id(text: &str) -> bool {
    let shaped = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(shaped)
}

/// An address with its ids as they are written, in small letters, whatever it was asked with.
pub fn with_small_ids(address: &str) -> String {
    let small = |part: &str| {
        let id = part.trim_end_matches(['/', '?', '&', '=']);
        if is_id(id) { part.to_ascii_lowercase() } else { part.to_owned() }
    };
    address.split_inclusive(['/', '?', '&', '=']).map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_four_digits_of_a_year_and_no_sign() {
        for right in ["1900-01-01", "2024-02-29", "2200-12-31"] {
            assert!(is_date(right), "{right}");
        }
        for wrong in [
            "-001-01-01",
            "+025-01-06",
            "-0001-01-01",
            "+12024-01-01",
            "0025-01-06",
            "0205-01-06",
            "1899-12-31",
            "2201-01-01",
            "9999-12-31",
            "2023-02-29",
            "2024-1-01",
            "2024-01-1",
            " 2024-01-1",
            "2024/01/01",
            "20240101",
            "2024-01-01T00:00:00Z",
            "２０２４-01-01",
            "",
        ] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_instant_has_a_date_of_the_same_kind() {
        for right in ["2025-03-01T12:00:00Z", "2025-03-01T12:00:00.123456-05:00", "2025-03-01t12:00:00z"] {
            assert!(is_instant(right), "{right}");
        }
        for wrong in [
            "+025-03-01T12:00:00Z",
            "-001-03-01T12:00:00Z",
            "1899-12-31T12:00:00Z",
            "2201-01-01T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2025-03-01T12:41:60.5Z",
            "2025-03-01 12:00:00Z",
            "2025-03-01T12:00:00",
            "2025-02-30T12:00:00Z",
            "2025-03-01",
            "é",
        ] {
            assert!(!is_instant(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_id_is_read_in_any_case_and_in_no_other_spelling() {
        let id = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11";
        assert!(is_id(id) && is_id(&id.to_uppercase()) && is_id("0192F0c1-7D1c-7cC0-8d4e-6a1f0e2b7A11"));
        for wrong in [id.replace('-', ""), format!("{{{id}}}"), format!("urn:uuid:{id}"), id.replace('f', "g")] {
            assert!(!is_id(&wrong), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_written_with_small_ids() {
        let id = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11";
        let asked = format!("/v1/billing/invoices/{}/void?member_id={}&name=ABC", id.to_uppercase(), id.to_uppercase());
        assert_eq!(with_small_ids(&asked), format!("/v1/billing/invoices/{id}/void?member_id={id}&name=ABC"));
    }

    #[test]
    fn each_pattern_of_its_own_takes_what_its_check_takes() {
        let takes = |pattern: &str, text: &str| {
            let schema = serde_json::json!({ "type": "string", "pattern": pattern });
            jsonschema::validator_for(&schema).unwrap().is_valid(&serde_json::json!(text))
        };
        for text in ["1900-01-01", "2200-12-31", "1899-12-31", "2201-01-01", "-001-01-01", "+025-01-06", "2025-13-01"] {
            assert_eq!(takes(patterns::DATE, text), is_date(text), "{text}");
        }
        for text in ["2025-03-01T12:00:00Z", "2025-03-01T12:00:00.5+02:00", "+025-03-01T12:00:00Z", "2025-03-01"] {
            assert_eq!(takes(patterns::INSTANT, text), is_instant(text), "{text}");
        }
        for text in ["0192F0C1-7D1C-7CC0-8D4E-6A1F0E2B7A11", "0192F0C17D1C7CC08D4E6A1F0E2B7A11"] {
            assert_eq!(takes(patterns::ANY_ID, text), is_id(text), "{text}");
        }
    }
}
