//! Bounds that follow from a format. The document and the validators of request
//! bodies both pass through here, so that they agree.

use serde_json::{Value, json};

/// Adds, in every schema below `value`, the lengths and patterns that its format
/// implies, and closes what utoipa leaves open.
pub fn bound(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let is_string = members.get("type").is_some_and(|kind| {
                kind == "string" || kind.as_array().is_some_and(|all| all.contains(&json!("string")))
            });
            let implied = match members.get("format").and_then(Value::as_str) {
                Some("uuid") if is_string => {
                    json!({ "minLength": 36, "maxLength": 36, "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" })
                }
                Some("date") if is_string => json!({ "minLength": 10, "maxLength": 10 }),
                Some("date-time") if is_string => json!({ "minLength": 20, "maxLength": 35 }),
                _ => json!({}),
            };
            for (name, limit) in implied.as_object().into_iter().flatten() {
                members.entry(name.clone()).or_insert(limit.clone());
            }
            members.values_mut().for_each(bound);
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}
