//! What no rehearsal gives away: tokens, links and codes that work by themselves. Their members say so with `x-secret`,
//! and a rehearsal shows the document's example in their place.

use std::collections::HashMap;

use actix_web::web::Bytes;
use serde_json::Value;

/// The keyword of a member that holds what works by itself.
pub const SECRET: &str = "x-secret";

/// One secret member of an answer.
struct Place {
    /// The names of the members that lead to it.
    names: Vec<String>,
    /// What is shown in its place.
    example: Value,
}

/// Where the answers of each operation hold secrets, by method and address.
pub struct Secrets(HashMap<(String, String), Vec<Place>>);

impl Secrets {
    /// As the document says.
    pub fn of(document: &Value) -> Secrets {
        let mut found = HashMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let mut places = Vec::new();
                for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
                    if status.starts_with('2') {
                        let schema = &answer["content"]["application/json"]["schema"];
                        search(document, schema, &mut Vec::new(), &mut places);
                    }
                }
                if !places.is_empty() {
                    found.insert((method.to_ascii_uppercase(), path.clone()), places);
                }
            }
        }
        Secrets(found)
    }

    /// The body of an answer of an operation with an example in place of each secret.
    pub fn withheld(&self, method: &str, path: &str, body: Bytes) -> Bytes {
        let Some(places) = self.0.get(&(method.to_owned(), path.to_owned())) else { return body };
        let Ok(mut value) = serde_json::from_slice::<Value>(&body) else { return Bytes::new() };
        for place in places {
            let held = place.names.iter().try_fold(&mut value, |inner, name| inner.get_mut(name));
            if let Some(secret) = held.filter(|held| !held.is_null()) {
                *secret = place.example.clone();
            }
        }
        serde_json::to_vec(&value).map(Bytes::from).unwrap_or_default()
    }
}

/// Notes every secret member below a schema.
fn search(document: &Value, schema: &Value, names: &mut Vec<String>, found: &mut Vec<Place>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|at| at.strip_prefix("#/components/schemas/")) {
        search(document, &document["components"]["schemas"][name], names, found);
    }
    for word in ["allOf", "anyOf", "oneOf"] {
        for part in schema[word].as_array().into_iter().flatten() {
            search(document, part, names, found);
        }
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        names.push(name.clone());
        // Of a list the items say so.
        if member[SECRET] == true || member["items"][SECRET] == true {
            found.push(Place { names: names.clone(), example: member["example"].clone() });
        } else {
            search(document, member, names, found);
        }
        names.pop();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_secret_gives_way_to_its_example_and_nothing_else_changes() {
        let document = json!({
            "paths": { "/v1/keys": { "post": { "responses": { "201": { "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Key" } } } } } } } },
            "components": { "schemas": {
                "Key": { "properties": {
                    "name": { "type": "string" },
                    "pair": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Pair" }] },
                    "codes": { "type": "array", "items": { "x-secret": true }, "example": ["one"] }
                } },
                "Pair": { "properties": { "token": { "type": "string", "x-secret": true, "example": "abc" } } }
            } }
        });
        let secrets = Secrets::of(&document);
        let body = |value: &Value| Bytes::from(value.to_string());
        let shown = |value: Value| -> Value {
            serde_json::from_slice(&secrets.withheld("POST", "/v1/keys", body(&value))).unwrap()
        };
        let made = json!({ "name": "n", "pair": { "token": "living" }, "codes": ["1", "2"] });
        assert_eq!(shown(made.clone()), json!({ "name": "n", "pair": { "token": "abc" }, "codes": ["one"] }));
        assert_eq!(shown(json!({ "name": "n", "pair": null })), json!({ "name": "n", "pair": null }));
        assert_eq!(secrets.withheld("GET", "/v1/keys", body(&made)), body(&made));
    }
}
