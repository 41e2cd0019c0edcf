//! What counts as a break, shown on small documents.

use serde_json::{Value, json};

use super::operations::{added, breaks, promises};

fn document() -> Value {
    json!({
        "info": { "version": "1.0.0" },
        "paths": { "/v1/things/{id}": { "post": {
            "operationId": "createThing",
            "security": [{ "staff": [] }, { "finance": [] }],
            "parameters": [{ "in": "query", "name": "mode", "required": false, "schema": { "type": "string", "enum": ["validate"] } }],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ThingIn" } } } },
            "responses": { "201": { "headers": { "ETag": {} }, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
                "409": { "content": { "application/problem+json": { "examples": { "too-big": {}, "too-small": {} } } } },
                "422": { "$ref": "#/components/responses/InvalidBody" } }
        } } },
        "components": { "responses": { "InvalidBody": { "content": { "application/problem+json": { "examples": { "invalid-body": {} } } } } },
        "examples": { "too-big": { "value": { "status": 409 } } },
        "schemas": {
            "ThingIn": { "type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": 10 }, "size": { "type": ["integer", "null"], "minimum": 0, "default": 1 }, "kind": { "$ref": "#/components/schemas/Kind" },
                "from": { "type": "string", "format": "date" }, "extra": { "type": "object" },
                "labels": { "type": "array", "minItems": 1, "maxItems": 3, "items": { "type": "string" } }
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
        ("IN/properties/size/minimum", json!(1)),
        ("IN/properties/size/default", json!(2)),
        ("IN/properties/size/default", Value::Null),
        ("IN/properties/from/format", json!("date-time")),
        ("IN/properties/name/format", json!("email")),
        ("IN/properties/labels/minItems", json!(2)),
        ("IN/properties/labels/maxItems", json!(2)),
        ("IN/properties/extra/additionalProperties", json!(false)),
        ("IN/allOf", json!([{ "$ref": "#/components/schemas/Thing" }])),
        ("OUT/allOf", json!([{ "$ref": "#/components/schemas/ThingIn" }])),
        ("POST/responses/422", json!({ "content": { "application/problem+json": { "examples": { "too-big": {} } } } })),
        ("POST/responses/400", json!({ "$ref": "#/components/responses/InvalidBody" })),
        ("/components/examples/too-big/value/status", json!(422)),
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
    let with = |change: fn(&mut Value)| {
        let mut other = document();
        change(&mut other["paths"]["/v1/things/{id}"]["post"]);
        other
    };
    let required = json!({ "in": "header", "name": "If-Match", "required": true, "schema": { "type": "string" } });
    let mut more = document();
    more.pointer_mut(&format!("{POST}/parameters")).and_then(Value::as_array_mut).expect("parameters").push(required);
    assert!(!breaks(&document(), &more).is_empty(), "a new parameter is required");
    let optional = with(|operation| operation["requestBody"]["required"] = json!(false));
    assert!(!breaks(&optional, &document()).is_empty(), "the body is required now");
    let bodiless = with(|operation| operation["requestBody"] = Value::Null);
    assert!(!breaks(&bodiless, &document()).is_empty(), "there is a body now, and it is required");
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
        ("POST/responses/201/links", json!({})),
        ("IN/required", json!([])),
        ("IN/properties/color", json!({ "type": "string" })),
        ("IN/properties/name/maxLength", json!(11)),
        ("IN/properties/name/minLength", Value::Null),
        ("IN/properties/size/type", json!(["number", "null"])),
        ("IN/additionalProperties", json!(true)),
        ("IN/properties/labels/minItems", json!(0)),
        ("IN/properties/labels/maxItems", Value::Null),
        ("IN/properties/from/format", Value::Null),
        ("POST/responses/422", Value::Null),
        ("POST/responses/409", json!({ "content": { "application/problem+json": { "examples": { "too-big": {} } } } })),
        ("POST/responses/412", json!({ "content": { "application/problem+json": { "examples": { "stale": {} } } } })),
        ("OUT/required", json!(["id", "kind", "parts"])),
        ("OUT/properties/color", json!({ "type": "string" })),
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
fn words_and_examples_are_no_promises_and_all_else_is() {
    let changed = |pointer: &str, value: Value| {
        let mut other = document();
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
        other.pointer_mut(parent).expect(parent)[name] = value;
        promises(&other) != promises(&document())
    };
    for (pointer, value) in [
        ("/info/description", json!("Other words.")),
        ("/components/schemas/Thing/description", json!("Other words.")),
        ("/components/schemas/Thing/example", json!({ "id": "1" })),
        ("/components/schemas/Kind/examples", json!(["small"])),
        ("/components/examples/too-big/value/title", json!("Other words.")),
    ] {
        assert!(!changed(pointer, value), "{pointer}");
    }
    for (pointer, value) in [
        ("/components/schemas/Thing/properties/description", json!({ "type": "string" })),
        ("/components/schemas/ThingIn/properties/name/maxLength", json!(11)),
        ("/components/schemas/Mood/enum", json!(["good", "bad"])),
        ("/components/examples/too-big/value/status", json!(422)),
        ("/components/examples/new", json!({ "value": { "status": 409 } })),
    ] {
        assert!(changed(pointer, value), "{pointer}");
    }
}

#[test]
fn new_operations_are_named() {
    let mut more = document();
    more["paths"]["/v1/things"] = json!({ "get": { "operationId": "listThings" } });
    assert_eq!(added(&document(), &more), ["listThings"]);
    assert!(added(&more, &document()).is_empty());
}
