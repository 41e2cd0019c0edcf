//! What counts as a break, shown on small documents.

use serde_json::{Value, json};

use super::operations::{added, breaks};

fn document() -> Value {
    json!({
        "info": { "version": "1.0.0" },
        "paths": { "/v1/things/{id}": { "post": {
            "operationId": "createThing",
            "security": [{ "staff": [] }, { "finance": [] }],
            "parameters": [{ "in": "query", "name": "mode", "required": false, "schema": { "type": "string", "enum": ["validate"] } }],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ThingIn" } } } },
            "responses": { "201": { "headers": { "ETag": {} }, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } }
        } } },
        "components": { "schemas": {
            "ThingIn": { "type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": 10 }, "size": { "type": ["integer", "null"], "minimum": 0 }, "kind": { "$ref": "#/components/schemas/Kind" }
            } },
            "Thing": { "type": "object", "required": ["id", "kind"], "properties": {
                "id": { "type": "string", "format": "uuid" }, "kind": { "$ref": "#/components/schemas/Kind" }, "mood": { "$ref": "#/components/schemas/Mood" },
                "parts": { "type": "array", "items": { "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Thing" }] } }
            } },
            "Kind": { "type": "string", "enum": ["big", "small"], "description": "Closed list." },
            "Mood": { "type": "string", "enum": ["good"], "description": "Open list: more may come." }
        } }
    })
}

const POST: &str = "/paths/~1v1~1things~1{id}/post";

/// What breaks when the thing at `pointer` becomes `value`; `null` takes it away.
fn after(pointer: &str, value: Value) -> Vec<String> {
    let mut changed = document();
    let pointer = pointer
        .replace("POST", POST)
        .replace("IN", "/components/schemas/ThingIn")
        .replace("OUT", "/components/schemas/Thing");
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let name = name.replace("~1", "/");
    let members = changed.pointer_mut(parent).and_then(Value::as_object_mut).expect(parent);
    if value.is_null() {
        members.remove(&name)
    } else {
        members.insert(name, value)
    };
    breaks(&document(), &changed)
}

#[test]
fn a_document_breaks_nothing_of_itself() {
    assert_eq!(breaks(&document(), &document()), Vec::<String>::new());
}

#[test]
fn what_a_client_would_fail_at_is_a_break() {
    for (pointer, value) in [
        ("/paths/~1v1~1things~1{id}", Value::Null),
        ("POST", Value::Null),
        ("POST/operationId", json!("makeThing")),
        ("POST/security", json!([{ "finance": [] }])),
        ("POST/parameters", json!([])),
        (
            "POST/parameters",
            json!([{ "in": "query", "name": "mode", "required": true, "schema": { "enum": ["validate"], "type": "string" } }]),
        ),
        (
            "POST/parameters",
            json!([{ "in": "query", "name": "mode", "schema": { "type": "string", "enum": ["other"] } }]),
        ),
        ("POST/requestBody/content", json!({ "text/plain": {} })),
        ("POST/responses", json!({ "200": {} })),
        ("POST/responses/201/headers", Value::Null),
        ("POST/responses/201/content", Value::Null),
        ("IN/required", json!(["name", "size"])),
        ("IN/properties/name", Value::Null),
        ("IN/properties/name", json!({ "type": "integer" })),
        ("IN/properties/name/maxLength", json!(9)),
        ("IN/properties/name/minLength", json!(2)),
        ("IN/properties/name/pattern", json!("^a")),
        ("IN/properties/size/type", json!("integer")),
        ("IN/properties/size/maximum", json!(5)),
        ("OUT/required", json!(["id"])),
        ("OUT/properties/id", Value::Null),
        ("OUT/properties/id", json!({ "type": ["string", "null"], "format": "uuid" })),
        ("OUT/properties/id/format", json!("email")),
        ("OUT/properties/parts/items/oneOf", json!([{ "type": "string" }, { "type": "integer" }])),
        ("/components/schemas/Kind/enum", json!(["big"])),
        ("/components/schemas/Kind/enum", json!(["big", "small", "tiny"])),
        ("/components/schemas/Kind", Value::Null),
    ] {
        let found = after(pointer, value.clone());
        assert!(!found.is_empty(), "{pointer} = {value} went unnoticed");
    }
    let mut open = document();
    open["paths"]["/v1/things/{id}"]["post"]["security"] = json!([]);
    assert!(!breaks(&open, &document()).is_empty(), "what was open asks for a token");
}

#[test]
fn what_no_client_would_notice_is_none() {
    for (pointer, value) in [
        ("POST/security", json!([])),
        ("POST/security", json!([{ "bearer": [] }])),
        ("POST/security", json!([{ "staff": [] }, { "finance": [] }, { "board": [] }])),
        ("POST/responses/204", json!({})),
        ("POST/responses/409", json!({})),
        ("POST/responses/201/links", json!({})),
        ("IN/required", json!([])),
        ("IN/properties/colour", json!({ "type": "string" })),
        ("IN/properties/name/maxLength", json!(11)),
        ("IN/properties/name/minLength", Value::Null),
        ("IN/properties/size/type", json!(["number", "null"])),
        ("IN/additionalProperties", json!(true)),
        ("OUT/required", json!(["id", "kind", "parts"])),
        ("OUT/properties/colour", json!({ "type": "string" })),
        ("OUT/properties/id/maxLength", json!(36)),
        ("OUT/properties/parts/items/oneOf", json!([{ "type": "string" }])),
        ("/components/schemas/Mood/enum", json!(["good", "bad"])),
        ("/components/schemas/New", json!({ "type": "string" })),
        ("/info/description", json!("Other words.")),
    ] {
        assert_eq!(after(pointer, value.clone()), Vec::<String>::new(), "{pointer} = {value}");
    }
}

#[test]
fn new_operations_are_named() {
    let mut more = document();
    more["paths"]["/v1/things"] = json!({ "get": { "operationId": "listThings" } });
    assert_eq!(added(&document(), &more), ["listThings"]);
    assert!(added(&more, &document()).is_empty());
}
