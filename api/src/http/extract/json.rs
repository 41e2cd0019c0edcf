//! Reading JSON without guessing: one document, UTF-8, unique member names.
//!
//! Two leniencies of JSON Schema are honored, because the schema says so: a
//! whole number may be written `20.0`, and numbers keep their meaning whatever
//! their spelling. Everything else that a parser might let pass is refused here.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::http::problem::{INVALID_BODY, MALFORMED_BODY, Problem, Violation};

/// Largest whole number that a float spelling can carry exactly.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// Reads one JSON document.
///
/// # Errors
/// `malformed-body` (400) with the line and column where reading stopped;
/// `invalid-body` (422) for strings holding U+0000, which no field can store.
pub fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8"))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let Strict(value) = Strict::deserialize(&mut reader).map_err(|error| explain(&error))?;
    reader.end().map_err(|error| explain(&error))?;
    let mut nul = Vec::new();
    find_nul(&value, &mut String::new(), &mut nul);
    if nul.is_empty() { Ok(value) } else { Err(Problem::new(&INVALID_BODY).errors(nul)) }
}

fn malformed(what: &str) -> Problem {
    Problem::new(&MALFORMED_BODY).detail(format!("The body is not readable: {what}."))
}

fn explain(error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let what = if said.starts_with(DUPLICATE) {
        said.split(" at line").next().unwrap_or(DUPLICATE).to_owned()
    } else if said.starts_with("recursion limit") {
        "it is nested too deeply".to_owned()
    } else if said.starts_with("number out of range") {
        "a number is too large".to_owned()
    } else if error.is_eof() {
        "it ends too early".to_owned()
    } else {
        "it is not JSON".to_owned()
    };
    malformed(&format!("{what} (line {}, column {})", error.line(), error.column()))
}

fn find_nul(value: &Value, pointer: &mut String, found: &mut Vec<Violation>) {
    let mut visit = |step: &str, inner: &Value, pointer: &mut String| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        find_nul(inner, pointer, found);
        pointer.truncate(length);
    };
    match value {
        Value::String(text) if text.contains('\0') => {
            found.push(Violation::at(pointer.clone(), "nul_character", "must not contain the character U+0000"));
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                visit(&index.to_string(), inner, pointer);
            }
        }
        Value::Object(members) => {
            for (name, inner) in members {
                visit(name, inner, pointer);
            }
        }
        _ => {}
    }
}

const DUPLICATE: &str = "a member is given twice";

/// A JSON value whose objects have no name twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if value.fract() == 0.0 && value.abs() <= MAX_SAFE {
            // Within the safe range the conversion is exact.
            return Ok(Value::from(value as i64));
        }
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key_seed(Name)? {
            let Strict(value) = map.next_value()?;
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom(DUPLICATE));
            }
        }
        Ok(Value::Object(members))
    }
}

struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

/// The same document with members in one order: two bodies that mean the same
/// have the same canonical bytes.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write_canonical(value, &mut out);
    out
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<_> = members.iter().collect();
            names.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, inner) in names {
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write_canonical(inner, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::http::json::*;

    fn refused(text: &str) -> String {
        parse(text.as_bytes()).map(|value| value.to_string()).unwrap_err().detail.unwrap_or_default()
    }

    #[test]
    fn a_member_given_twice_is_refused_at_any_depth() {
        assert!(refused(r#"{"a":1,"a":2}"#).contains("given twice"));
        assert!(refused(r#"[{"b":{"c":1,"c":1}}]"#).contains("given twice"));
    }

    #[test]
    fn whole_floats_are_integers_and_others_stay_floats() {
        assert_eq!(parse(b"[20.0, 1e2, -0.0, 2.5]").unwrap().to_string(), "[20,100,0,2.5]");
    }

    #[test]
    fn what_is_not_one_json_document_in_utf8_is_malformed() {
        for text in ["", "{", "[1,]", "NaN", "1e400", "{} {}", "\"\\ud800\"", "{a:1}"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse(&[0x22, 0xff, 0x22]).is_err());
        assert!(refused(&"[".repeat(100_000)).contains("nested too deeply"));
    }

    #[test]
    fn nul_characters_are_named_with_their_pointers() {
        let problem = parse(b"{\"a/b\":[\"\\u0000\"]}").unwrap_err();
        assert_eq!(problem.errors[0].pointer.as_deref(), Some("/a~1b/0"));
    }

    #[test]
    fn bodies_that_mean_the_same_have_the_same_canonical_form() {
        let one = parse(br#"{"a":1,"b":[true,null]}"#).unwrap();
        let two = parse(br#"{ "b":[true,null], "a":1.0 }"#).unwrap();
        assert_eq!(canonical(&one), canonical(&two));
        assert_ne!(canonical(&one), canonical(&parse(br#"{"a":1,"b":[null,true]}"#).unwrap()));
        assert_ne!(canonical(&parse(b"[1,[2]]").unwrap()), canonical(&parse(b"[[1,2]]").unwrap()));
    }
}
