//! Bounds that follow from a format or hold for all text. The document and the
//! validators of requests both pass through here, so that they agree.

use serde_json::{Map, Value, json};

/// Text is anything but U+0000, which no database column holds.
pub(super) const TEXT: &str = r"^[^\x00]*$";

/// What handlers write for text that is not blank, and what it says in full.
const NOT_BLANK: &str = r"\S";
pub(super) const TEXT_NOT_BLANK: &str = r"^[^\x00]*[^\s\x00][^\x00]*$";

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
                    json!({ "minLength": 36, "maxLength": 36, "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" })
                }
                Some("date") if is_string => json!({ "minLength": 10, "maxLength": 10 }),
                Some("date-time") if is_string => json!({ "minLength": 20, "maxLength": 35 }),
                None | Some("password") if is_string && !listed => json!({ "pattern": TEXT }),
                _ => json!({}),
            };
            if members.get("pattern").is_some_and(|pattern| pattern == NOT_BLANK) {
                members.insert("pattern".into(), TEXT_NOT_BLANK.into());
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
        assert_eq!(value["items"], json!({ "type": "string", "maxLength": 500, "pattern": TEXT }));
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
