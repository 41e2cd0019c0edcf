//! Bounds that follow from a format or hold for all text. The document and the
//! validators of requests both pass through here, so that they agree.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::patterns;

/// What handlers write for text that is not blank; [`patterns::TEXT_NOT_BLANK`] says it in full.
const NOT_BLANK: &str = r"\S";

/// Longest text in a list whose items have no bound of their own: where a list is
/// declared, only the list can be bounded.
const LONGEST_ITEM: u32 = 500;

/// Adds, in every schema below `value`, the lengths and patterns that its format
/// implies, and closes what utoipa leaves open.
pub fn bound(value: &mut Value) {
    match value {
        Value::Object(members) => {
            join_default(members);
            let is_string = members.get("type").is_some_and(|kind| {
                kind == "string" || kind.as_array().is_some_and(|all| all.contains(&json!("string")))
            });
            if let Some(item) = members.get_mut("items").filter(|item| item["type"] == "string") {
                bound_item(item);
            }
            let listed = members.contains_key("enum") || members.contains_key("const");
            let implied = match members.get("format").and_then(Value::as_str) {
                Some("uuid") if is_string => {
                    json!({ "minLength": 36, "maxLength": 36, "pattern": patterns::ID })
                }
                Some("date") if is_string => json!({ "minLength": 10, "maxLength": 10 }),
                Some("date-time") if is_string => json!({ "minLength": 20, "maxLength": 35 }),
                None | Some("password") if is_string && !listed => json!({ "pattern": patterns::TEXT }),
                _ => json!({}),
            };
            if members.get("pattern").is_some_and(|pattern| pattern == NOT_BLANK) {
                members.insert("pattern".into(), patterns::TEXT_NOT_BLANK.into());
            }
            for (name, limit) in implied.as_object().into_iter().flatten() {
                members.entry(name.clone()).or_insert(limit.clone());
            }
            members.values_mut().for_each(bound);
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}

/// What a request may send, below `value`: ids in any case, and dates of the years that the house reads. An answer's ids
/// are in small letters, and its dates are what is on record.
pub fn bound_request(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let asked = match members.get("format").and_then(Value::as_str) {
                Some("uuid") => Some(patterns::ANY_ID),
                Some("date") => Some(patterns::DATE),
                Some("date-time") => Some(patterns::INSTANT),
                _ => None,
            };
            if let Some(pattern) = asked {
                members.insert("pattern".into(), pattern.into());
            }
            members.values_mut().for_each(bound_request);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_request),
        _ => {}
    }
}

/// Bounds what the operations of `document` are sent: parameters, bodies, and the schemas that these alone refer to.
pub fn bound_requests(document: &mut Value) {
    let mut named = BTreeSet::new();
    for item in document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut()) {
        for operation in item.as_object_mut().into_iter().flat_map(|item| item.values_mut()) {
            for part in ["parameters", "requestBody"] {
                if let Some(part) = operation.get_mut(part) {
                    bound_request(part);
                    refer(part, &mut named);
                }
            }
        }
    }
    let mut open: Vec<String> = named.iter().cloned().collect();
    while let Some(pointer) = open.pop() {
        let Some(component) = document.pointer_mut(pointer.trim_start_matches('#')) else { continue };
        bound_request(component);
        let mut further = BTreeSet::new();
        refer(component, &mut further);
        open.extend(further.into_iter().filter(|pointer| named.insert(pointer.clone())));
    }
}

/// The components that `value` refers to.
fn refer(value: &Value, named: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let to = members.get("$ref").and_then(Value::as_str);
            named.extend(to.filter(|to| to.starts_with("#/components/")).map(str::to_owned));
            members.values().for_each(|inner| refer(inner, named));
        }
        Value::Array(items) => items.iter().for_each(|inner| refer(inner, named)),
        _ => {}
    }
}

fn bound_item(item: &mut Value) {
    if let Some(members) = item.as_object_mut()
        && !["maxLength", "format", "enum", "const"].iter().any(|name| members.contains_key(*name))
    {
        members.insert("maxLength".into(), LONGEST_ITEM.into());
    }
}

/// utoipa writes a parameter with a default as `allOf: [schema, { type: object, default }]`,
/// which nothing can satisfy; said in one schema it means what was meant.
fn join_default(members: &mut Map<String, Value>) {
    let Some([Value::Object(schema), Value::Object(more)]) =
        members.get("allOf").and_then(Value::as_array).map(Vec::as_slice)
    else {
        return;
    };
    if let (2, Some(default)) = (more.len(), more.get("default")) {
        let mut joined = schema.clone();
        joined.insert("default".into(), default.clone());
        members.remove("allOf");
        members.extend(joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_a_format_is_bounded_in_what_it_may_hold() {
        let mut value = json!({ "type": "array", "items": { "type": "string" } });
        bound(&mut value);
        assert_eq!(value["items"], json!({ "type": "string", "maxLength": 500, "pattern": patterns::TEXT }));
        for settled in [json!({ "type": "string", "enum": ["a"] }), json!({ "type": "string", "pattern": "a" })] {
            let mut value = settled.clone();
            bound(&mut value);
            assert_eq!(value, settled);
        }
    }

    #[test]
    fn text_that_is_not_blank_holds_no_null_character_either() {
        let mut value = json!({ "type": "string", "pattern": NOT_BLANK });
        bound(&mut value);
        let validator = jsonschema::validator_for(&value).unwrap();
        for (text, good) in
            [("a", true), (" a\n", true), (" \n\t", false), ("", false), ("a\0", false), ("\0a", false), (" \0", false)]
        {
            assert_eq!(validator.is_valid(&json!(text)), good, "{text:?}");
        }
    }

    #[test]
    fn a_parameter_with_a_default_is_one_schema() {
        let mut value =
            json!({ "allOf": [{ "type": "string", "enum": ["name"] }, { "type": "object", "default": "name" }] });
        bound(&mut value);
        assert_eq!(value, json!({ "type": "string", "enum": ["name"], "default": "name" }));
    }
}
