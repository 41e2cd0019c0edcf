//! The texts of a body or a query: each is composed, judged as its schema lays it out, and kept as it is to be kept.

use guildhall_domain::visible_text::{Layout, check, composed, settled};
use serde_json::Value;

use super::contract::join;
use crate::http::document::{LAYOUT, LINE, LINES};
use crate::http::problem::Violation;

/// Composes every text of `value` that its schema marks, and names those that hold what nobody can see.
pub fn compose(schema: &Value, value: &mut Value) -> Vec<Violation> {
    let mut hidden: Vec<Violation> = Vec::new();
    each(schema, schema, value, "", &mut |layout, at, text| {
        *text = composed(text);
        if let Err(unseen) = check(text, layout)
            && hidden.iter().all(|known| known.pointer.as_deref() != Some(at))
        {
            hidden.push(Violation::at(at, "invisible_character", unseen.to_string()));
        }
    });
    hidden
}

/// Takes from every marked text the white space that is not kept.
pub fn settle(schema: &Value, value: &mut Value) {
    each(schema, schema, value, "", &mut |layout, _, text| *text = settled(text, layout));
}

/// Visits every text that a schema marks. References point into the schema's own root.
fn each(root: &Value, schema: &Value, value: &mut Value, at: &str, visit: &mut impl FnMut(Layout, &str, &mut String)) {
    if let Some(target) = schema["$ref"].as_str().and_then(|name| root.pointer(name.trim_start_matches('#'))) {
        each(root, target, value, at, visit);
    }
    for alternatives in ["allOf", "anyOf", "oneOf"] {
        for one in schema[alternatives].as_array().into_iter().flatten() {
            each(root, one, value, at, visit);
        }
    }
    match value {
        Value::String(text) => match schema[LAYOUT].as_str() {
            Some(LINES) => visit(Layout::Lines, at, text),
            Some(LINE) => visit(Layout::Line, at, text),
            _ => {}
        },
        Value::Array(items) => {
            for (place, item) in items.iter_mut().enumerate() {
                each(root, &schema["items"], item, &format!("{at}/{place}"), visit);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let inner = schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
                each(root, inner, member, &join(at, name), visit);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> Value {
        json!({
            "properties": {
                "name": { "type": "string", "x-text": "line" },
                "note": { "oneOf": [{ "$ref": "#/components/schemas/Note" }, { "type": "null" }] },
                "labels": { "items": { "x-text": "line" } },
                "more": { "additionalProperties": { "$ref": "#/components/schemas/Note" } },
                "password": { "type": "string" }
            },
            "components": { "schemas": { "Note": { "type": "string", "x-text": "lines" } } }
        })
    }

    #[test]
    fn hidden_characters_are_named_with_their_pointers_wherever_a_text_stands() {
        let mut value = json!({
            "name": "A\u{202e}", "note": "a\n\u{200b}", "labels": ["a", "b\t"], "more": { "x/y": "\u{feff}" }, "password": "\u{202e}"
        });
        let found = compose(&schema(), &mut value);
        let pointers: Vec<_> = found.iter().filter_map(|one| one.pointer.as_deref()).collect();
        assert_eq!(pointers, ["/name", "/note", "/labels/1", "/more/x~1y"]);
        assert!(found[0].detail.contains("U+202E"));
    }

    #[test]
    fn texts_are_composed_and_then_settled_and_passwords_are_left_as_they_are() {
        let mut value = json!({ "name": " A\u{30a}  b ", "note": "a\r\nb ", "password": " A\u{30a} " });
        assert!(compose(&schema(), &mut value).is_empty());
        assert_eq!(value["name"], " \u{c5}  b ");
        settle(&schema(), &mut value);
        assert_eq!(value, json!({ "name": "\u{c5} b", "note": "a\nb", "password": " A\u{30a} " }));
    }
}
