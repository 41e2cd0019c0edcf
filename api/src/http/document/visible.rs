//! Text that is sent is text that people read, unless its schema says otherwise: `x-text` is `line` or `lines`, and the
//! pattern refuses what nobody can see. So a new member of a body is covered without a thought.
//!
//! `copied` is for references that are copied from a bank. Exempt are passwords and other texts with a format, closed lists, and texts with a pattern of their own. The pattern says
//! all that a pattern can: where a joiner or a variation selector spells something is for the server to judge
//! (`guildhall_domain::visible_text`).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::patterns::{TEXT, TEXT_NOT_BLANK};

/// The keyword that says how a text is laid out.
pub const LAYOUT: &str = "x-text";
/// One line.
pub const LINE: &str = "line";
/// Several lines.
pub const LINES: &str = "lines";
/// A text that is copied from elsewhere: what nobody can see in it is dropped, not refused.
pub const COPIED: &str = "copied";

/// Control characters: all of them in a line; in several lines all but tab, line feed and carriage return.
const CONTROL_IN_LINE: &str = r"\x00-\x1f";
const CONTROL_IN_LINES: &str = r"\x00-\x08\x0b\x0c\x0e-\x1f";

/// What else cannot be seen wherever it stands, as far as a regular expression of every language can say it.
const HIDDEN: &str = r"\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff";

/// Marks every text below a schema of what is sent, after `bound`.
pub fn mark(value: &mut Value) {
    match value {
        Value::Object(members) => {
            mark_text(members);
            members.values_mut().for_each(mark);
        }
        Value::Array(items) => items.iter_mut().for_each(mark),
        _ => {}
    }
}

fn mark_text(members: &mut Map<String, Value>) {
    let is_blank_refused = match members.get("pattern").and_then(Value::as_str) {
        Some(TEXT) => false,
        Some(TEXT_NOT_BLANK) => true,
        _ => return,
    };
    if members.contains_key("format") || members.get(LAYOUT).is_some_and(|layout| layout == COPIED) {
        return;
    }
    let layout = members.entry(LAYOUT).or_insert_with(|| LINE.into());
    let hidden = format!("{}{HIDDEN}", if layout == LINES { CONTROL_IN_LINES } else { CONTROL_IN_LINE });
    let pattern =
        if is_blank_refused { format!(r"^[^{hidden}]*[^\s{hidden}][^{hidden}]*$") } else { format!("^[^{hidden}]*$") };
    members.insert("pattern".into(), pattern.into());
}

/// Marks every text of the document that is sent: in bodies, in what their schemas refer to, and in queries.
pub fn mark_requests(document: &mut Value) {
    let mut sent = BTreeSet::new();
    for body in operations(document).map(|operation| &operation["requestBody"]) {
        refer(document, body, &mut sent);
    }
    let components = &mut document["components"];
    for (_, schema) in
        components["schemas"].as_object_mut().into_iter().flatten().filter(|(name, _)| sent.contains(*name))
    {
        mark(schema);
    }
    for (_, parameter) in components["parameters"].as_object_mut().into_iter().flatten() {
        mark_query(parameter);
    }
    for (_, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(body) = operation.get_mut("requestBody") {
                mark(body);
            }
            operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten().for_each(mark_query);
        }
    }
}

fn mark_query(parameter: &mut Value) {
    if parameter["in"] == "query" {
        mark(&mut parameter["schema"]);
    }
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    items.filter_map(Value::as_object).flat_map(Map::values)
}

/// Notes the names of all schemas that a value refers to, and that those refer to.
fn refer(document: &Value, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let name =
                members.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix("#/components/schemas/"));
            if let Some(name) = name.filter(|name| found.insert((*name).to_owned())) {
                refer(document, &document["components"]["schemas"][name], found);
            }
            members.values().for_each(|inner| refer(document, inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| refer(document, inner, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use guildhall_domain::visible_text::{Layout, check};
    use serde_json::json;

    use super::*;
    use crate::http::document::bound;

    fn marked(mut schema: Value) -> Value {
        bound(&mut schema);
        mark(&mut schema);
        schema
    }

    #[test]
    fn the_pattern_refuses_nothing_that_the_rule_takes_and_all_that_is_hidden_everywhere() {
        let joined = ['\u{180b}', '\u{180c}', '\u{180d}', '\u{180e}', '\u{180f}', '\u{200c}', '\u{200d}'];
        for (layout, word) in [(Layout::Line, LINE), (Layout::Lines, LINES)] {
            let schema = marked(json!({ "type": "string", "x-text": word }));
            let validator = jsonschema::validator_for(&schema).unwrap();
            for one in
                ('\0'..='\u{ffff}').filter(|one| !joined.contains(one) && !('\u{fe00}'..='\u{fe0f}').contains(one))
            {
                let is_taken = validator.is_valid(&json!(format!("a{one}b")));
                assert_eq!(is_taken, check(&format!("a{one}b"), layout).is_ok(), "U+{:04X} in {word}", u32::from(one));
            }
            for one in joined {
                assert!(validator.is_valid(&json!(one)), "U+{:04X} in {word}", u32::from(one));
            }
        }
    }

    #[test]
    fn text_is_a_line_unless_it_says_otherwise_and_passwords_words_and_codes_are_left_alone() {
        let schema = marked(json!({ "properties": {
            "name": { "type": "string", "pattern": r"\S" },
            "note": { "type": ["string", "null"], "x-text": "lines" },
            "labels": { "type": "array", "items": { "type": "string" } },
            "password": { "type": "string", "format": "password" },
            "kind": { "type": "string", "enum": ["a"] },
            "code": { "type": "string", "pattern": "^[a-z]+$" },
        } }));
        let of = |name: &str| schema["properties"][name]["x-text"].clone();
        assert_eq!(
            [of("name"), of("note"), schema["properties"]["labels"]["items"]["x-text"].clone()],
            [LINE, LINES, LINE]
        );
        assert!(["password", "kind", "code"].iter().all(|name| of(name).is_null()));
        let name = jsonschema::validator_for(&schema["properties"]["name"]).unwrap();
        for (text, good) in
            [("a", true), ("a b", true), (" ", false), ("\u{3000}", false), ("a\n", false), ("\u{202e}", false)]
        {
            assert_eq!(name.is_valid(&json!(text)), good, "{text:?}");
        }
    }

    #[test]
    fn what_is_only_answered_keeps_its_pattern() {
        let text = json!({ "type": "string", "pattern": TEXT });
        let mut document = json!({
            "paths": { "/a": { "post": {
                "requestBody": { "schema": { "$ref": "#/components/schemas/In" } },
                "parameters": [{ "in": "query", "schema": text }, { "in": "header", "schema": text }]
            } } },
            "components": { "schemas": {
                "In": { "properties": { "part": { "$ref": "#/components/schemas/Part" } } }, "Part": text, "Out": text
            } }
        });
        mark_requests(&mut document);
        assert_eq!(document["components"]["schemas"]["Part"]["x-text"], LINE);
        assert_eq!(document["components"]["schemas"]["Out"], text);
        let parameters = &document["paths"]["/a"]["post"]["parameters"];
        assert_eq!((&parameters[0]["schema"]["x-text"], &parameters[1]["schema"]), (&json!(LINE), &text));
    }
}
