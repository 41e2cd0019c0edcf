//! The document is the validator: request bodies and query parameters are
//! checked against the very schemas that `openapi.yaml` shows, so that the two
//! cannot drift apart, and every violation is found at once.

use std::any::TypeId;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value, json};

use crate::http::document::{bound, bound_request};
use crate::http::formats;
use crate::http::problem::{Violation, known};

/// The code of a violation of a format or a pattern.
const WRONG_FORMAT: &str = "wrong_format";

/// A schema made ready to check values.
pub struct Checker {
    validator: Validator,
    members: Arc<BTreeSet<String>>,
    /// What it was made of, for what a validator does not do: bringing texts into the form in which they are kept.
    pub(super) schema: Value,
}

impl Checker {
    /// Compiles `schema`, whose references point into `components` (an OpenAPI
    /// `components` object). Formats are checked, not noted: dates and ids by the house's own rule, email by the library.
    ///
    /// # Errors
    /// What is wrong with the schema itself: a fault of the program.
    pub fn compile(mut schema: Value, components: Value) -> Result<Checker, String> {
        if let Value::Object(members) = &mut schema {
            members.insert("components".into(), components);
        }
        let members = Arc::new(known(&schema));
        bound(&mut schema);
        bound_request(&mut schema);
        crate::http::document::mark(&mut schema);
        let options = jsonschema::options().with_draft(Draft::Draft202012);
        formats::OWN
            .into_iter()
            .fold(options, |options, (name, check)| options.with_format(name, check))
            .should_validate_formats(true)
            .offline()
            .build(&schema)
            .map_err(|error| error.to_string())
            .map(|validator| Checker { validator, members, schema })
    }

    /// Pointers to the members that the schema knows.
    pub fn members(&self) -> Arc<BTreeSet<String>> {
        self.members.clone()
    }

    /// Every way in which `value` breaks the schema, each once.
    pub fn violations(&self, value: &Value) -> Vec<Violation> {
        if self.validator.is_valid(value) {
            return Vec::new();
        }
        one_for_each(self.validator.iter_errors(value).flat_map(|error| describe(&error)).take(1000).collect())
    }
}

/// Checkers by the Rust type whose schema they check, compiled once per process.
pub fn checker_for(kind: TypeId, compile: impl FnOnce() -> Result<Checker, String>) -> Result<Arc<Checker>, String> {
    static COMPILED: OnceLock<RwLock<HashMap<TypeId, Arc<Checker>>>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Default::default);
    if let Some(checker) = compiled.read().unwrap_or_else(PoisonError::into_inner).get(&kind) {
        return Ok(checker.clone());
    }
    let checker = Arc::new(compile()?);
    compiled.write().unwrap_or_else(PoisonError::into_inner).insert(kind, checker.clone());
    Ok(checker)
}

/// An OpenAPI `components` object holding the schemas that a type refers to.
pub fn components_of<T: utoipa::ToSchema>() -> Value {
    let mut schemas = Vec::new();
    T::schemas(&mut schemas);
    let named: Map<String, Value> = schemas
        .into_iter()
        .filter_map(|(name, schema)| serde_json::to_value(schema).ok().map(|schema| (name, schema)))
        .collect();
    json!({ "schemas": named })
}

/// One entry for one fault: what has the wrong form is not told besides that it is too short or too long, nor twice.
fn one_for_each(mut all: Vec<Violation>) -> Vec<Violation> {
    let has_form = |one: &Violation| one.code == WRONG_FORMAT;
    let places = all.iter().filter(|one| has_form(one)).map(|one| one.pointer.clone());
    let misformed: HashSet<Option<String>> = places.collect();
    let mut told = HashSet::new();
    all.retain(|one| !misformed.contains(&one.pointer) || has_form(one) && told.insert(one.pointer.clone()));
    all
}

/// Says one schema violation in words of this API.
fn describe(error: &ValidationError<'_>) -> Vec<Violation> {
    let at = error.instance_path().to_string();
    let one = |code: &str, detail: String| vec![Violation::at(at.clone(), code, detail)];
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|name| Violation::at(join(&at, name), "unknown_member", "is not a member of this object"))
            .collect(),
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![Violation::at(join(&at, name), "required", "is required")]
        }
        ValidationErrorKind::Type { kind } => one("wrong_type", format!("must be {}", type_words(kind))),
        ValidationErrorKind::Enum { options } => one("not_in_list", format!("must be one of {}", list_words(options))),
        ValidationErrorKind::Constant { expected_value } => one("not_in_list", format!("must be {expected_value}")),
        ValidationErrorKind::Minimum { limit } => one("out_of_range", format!("must be at least {limit}")),
        ValidationErrorKind::Maximum { limit } => one("out_of_range", format!("must be at most {limit}")),
        ValidationErrorKind::ExclusiveMinimum { limit } => one("out_of_range", format!("must be more than {limit}")),
        ValidationErrorKind::ExclusiveMaximum { limit } => one("out_of_range", format!("must be less than {limit}")),
        ValidationErrorKind::MinLength { limit } => one("too_short", format!("must have at least {limit} characters")),
        ValidationErrorKind::MaxLength { limit } => one("too_long", format!("must have at most {limit} characters")),
        ValidationErrorKind::MinItems { limit } => one("too_few", format!("must have at least {limit} items")),
        ValidationErrorKind::MaxItems { limit } => one("too_many", format!("must have at most {limit} items")),
        ValidationErrorKind::MinProperties { limit } => one("too_few", format!("must have at least {limit} members")),
        ValidationErrorKind::UniqueItems => one("not_unique", "must not hold the same item twice".into()),
        ValidationErrorKind::Pattern { pattern } => one(WRONG_FORMAT, pattern_words(pattern)),
        ValidationErrorKind::Format { format } => one(WRONG_FORMAT, formats::of_format(format)),
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            describe_alternatives(&at, context)
        }
        _ => one("invalid", "does not match the schema".into()),
    }
}

/// Of several alternatives, the violations of the one that says most: a
/// nullable object fails as an object, not as `null`.
fn describe_alternatives(at: &str, context: &[Vec<ValidationError<'static>>]) -> Vec<Violation> {
    let not_null = |errors: &&Vec<ValidationError<'static>>| {
        !errors.iter().any(|error| matches!(error.kind(), ValidationErrorKind::Type { kind: TypeKind::Single(t) } if t.to_string() == "null"))
    };
    match context.iter().filter(not_null).collect::<Vec<_>>().as_slice() {
        [only] => only.iter().flat_map(describe).collect(),
        _ => vec![Violation::at(at, "no_alternative", "matches none of the allowed forms")],
    }
}

/// What a pattern asks for. One that nobody has put into words fails a test, and is never shown.
fn pattern_words(pattern: &str) -> String {
    formats::of_pattern(pattern).unwrap_or("does not have the form that the document describes").into()
}

pub(super) fn join(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn type_words(kind: &TypeKind) -> String {
    let with_article = |name: String| match name.as_str() {
        "null" => "null".to_owned(),
        "integer" => "a whole number".to_owned(),
        "array" | "object" => format!("an {name}"),
        _ => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(kind) => with_article(kind.to_string()),
        TypeKind::Multiple(kinds) => {
            kinds.iter().map(|kind| with_article(kind.to_string())).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn list_words(options: &Value) -> String {
    let words = |option: &Value| option.as_str().map_or_else(|| option.to_string(), str::to_owned);
    options.as_array().map(|all| all.iter().map(words).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::http::contract::*;

    fn codes(schema: Value, value: Value) -> Vec<(String, String)> {
        let checker = Checker::compile(schema, json!({})).unwrap();
        checker.violations(&value).into_iter().map(|v| (v.pointer.unwrap_or_default(), v.code)).collect()
    }

    #[test]
    fn every_violation_is_found_at_once_with_its_pointer() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["a", "b"],
            "properties": { "a": { "type": "integer", "minimum": 1 }, "b": { "type": "string" }, "c": { "enum": ["x"] } }
        });
        let mut found = codes(schema, json!({ "a": 0, "c": "y", "d/e": 1 }));
        found.sort();
        let expected = [("/a", "out_of_range"), ("/b", "required"), ("/c", "not_in_list"), ("/d~1e", "unknown_member")];
        assert_eq!(found, expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    }

    #[test]
    fn only_dates_of_the_house_and_hyphenated_uuids_are_formats() {
        let date = json!({ "type": "string", "format": "date" });
        assert!(codes(date.clone(), json!("2024-02-29")).is_empty());
        for wrong in [
            "2023-02-29",
            "2024-1-1",
            "+12024-01-01",
            "+024-01-01",
            "-024-01-01",
            "0205-01-06",
            "2024-01-01T00:00:00Z",
            "",
        ] {
            assert_eq!(codes(date.clone(), json!(wrong)), [(String::new(), "wrong_format".to_owned())], "{wrong}");
        }
        let uuid = json!({ "type": "string", "format": "uuid" });
        for wrong in [
            "{0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11}",
            "0192f0c17d1c7cc08d4e6a1f0e2b7a11",
            "urn:uuid:0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11",
        ] {
            assert_eq!(codes(uuid.clone(), json!(wrong)), [(String::new(), "wrong_format".to_owned())], "{wrong}");
        }
        for right in ["0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11", "0192F0C1-7D1C-7CC0-8D4E-6A1F0E2B7A11"] {
            assert!(codes(uuid.clone(), json!(right)).is_empty(), "{right}");
        }
    }

    #[test]
    fn a_fault_is_told_once_and_in_words() {
        let name = json!({ "type": "string", "minLength": 1, "maxLength": 5, "pattern": r"\S" });
        let told = |value: Value| {
            let found = Checker::compile(name.clone(), json!({})).unwrap().violations(&value);
            found.into_iter().map(|one| format!("{}: {}", one.code, one.detail)).collect::<Vec<_>>()
        };
        assert_eq!(told(json!("")), ["wrong_format: must not be blank"]);
        assert_eq!(told(json!(" ")), ["wrong_format: must not be blank"]);
        assert_eq!(told(json!("      ")), ["wrong_format: must not be blank"]);
        assert_eq!(told(json!("longer")), ["too_long: must have at most 5 characters"]);
        assert_eq!(told(json!(1)), ["wrong_type: must be a string"]);
    }
}
