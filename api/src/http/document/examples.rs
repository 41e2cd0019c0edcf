//! Examples: those recorded from real calls, and for what has none, put together
//! from the examples of the schemas' members.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::assembly::SLICES;

/// Bodies by operation and by `request` or status, and `problems` by slug, written by `.ci/examples`: those of the server
/// itself, and those of each slice.
static RECORDED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let of_slices = SLICES.iter().map(|slice| slice.examples);
    let all = std::iter::once(include_str!("examples.json")).chain(of_slices);
    all.map(|recorded| serde_json::from_str(recorded).unwrap_or_default()).collect()
});

/// The body that a real call to `operation` sent (`request`) or got (a status).
pub fn recorded(operation: &Value, body: &str) -> Option<Value> {
    let operation = operation.as_str()?;
    RECORDED.iter().find_map(|recorded| recorded.get(operation)?.get(body).cloned())
}

/// The problem document of this kind that a real call got.
pub fn recorded_problem(slug: &str) -> Option<Value> {
    RECORDED.iter().find_map(|recorded| recorded.get("problems")?.get(slug).cloned())
}

/// Follows references that deep: schemas that hold each other stop there.
const DEEPEST: usize = 12;

/// An example value of `schema`; references point into `document`.
pub fn example_of(schema: &Value, document: &Value) -> Value {
    at_depth(schema, document, 0)
}

fn at_depth(schema: &Value, document: &Value, depth: usize) -> Value {
    if depth > DEEPEST {
        return Value::Null;
    }
    let deeper = |inner: &Value| at_depth(inner, document, depth + 1);
    if let Some(example) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return example.clone();
    }
    if let Some(target) = schema["$ref"].as_str() {
        return document.pointer(target.trim_start_matches('#')).map_or(Value::Null, deeper);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(all) = schema[choice].as_array() {
            let not_null = all.iter().find(|one| one["type"] != "null");
            return not_null.map_or(Value::Null, deeper);
        }
    }
    if let Some(properties) = schema["properties"].as_object() {
        let members: Map<String, Value> =
            properties.iter().map(|(name, inner)| (name.clone(), deeper(inner))).collect();
        return Value::Object(members);
    }
    match schema["type"].as_str().or_else(|| schema["type"].get(0)?.as_str()) {
        Some("array") => {
            let least = schema["minItems"].as_u64().and_then(|least| usize::try_from(least).ok()).unwrap_or(1).max(1);
            Value::Array(schema.get("items").map(|items| vec![deeper(items); least]).unwrap_or_default())
        }
        Some("object") => Value::Object(Map::new()),
        Some("string") => by_format(schema),
        Some("boolean") => Value::Bool(false),
        Some("integer") => schema.get("minimum").cloned().unwrap_or_else(|| 1.into()),
        _ => Value::Null,
    }
}

fn by_format(schema: &Value) -> Value {
    match schema["format"].as_str() {
        Some("uuid") => "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11",
        Some("date") => "2025-03-01",
        Some("date-time") => "2025-03-01T12:00:00Z",
        Some("email") => "alex.rivera@springfield.example",
        _ => schema["enum"].get(0).and_then(Value::as_str).unwrap_or("text"),
    }
    .into()
}
