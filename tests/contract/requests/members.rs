//! The members of bodies and the parameters of queries, as the document describes them.

use serde_json::{Value, json};

use crate::support::contract::{Document, Operation};

/// A member of a body or a parameter of a query.
pub struct Place {
    /// The pointer, or the name of the parameter.
    pub at: String,
    /// Whether it is a parameter.
    pub in_query: bool,
    /// Its schema.
    pub schema: Value,
}

impl Place {
    /// A body that holds `value` here and nothing else.
    pub fn body(&self, value: &Value) -> Value {
        let steps: Vec<&str> = self.at.split('/').skip(1).collect();
        steps.iter().rev().fold(value.clone(), |inner, step| match *step {
            "0" => json!([inner]),
            name => json!({ name: inner }),
        })
    }
}

/// Everything that a request for `operation` can hold that is no object itself.
pub fn places(document: &Document, operation: &Operation) -> Vec<Place> {
    let mut found = Vec::new();
    for parameter in operation.value["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query") {
        let (at, schema) = (parameter["name"].as_str().expect("a name").to_owned(), &parameter["schema"]);
        found.push(Place { at, in_query: true, schema: document.resolved(schema).clone() });
    }
    let content = operation.value["requestBody"]["content"].as_object();
    if let Some(media) = content.and_then(|content| content.values().next()) {
        gather(document, &media["schema"], String::new(), &mut found);
    }
    found
}

fn gather(document: &Document, schema: &Value, at: String, found: &mut Vec<Place>) {
    let schema = document.resolved(schema);
    for alternatives in ["oneOf", "anyOf", "allOf"] {
        for one in schema[alternatives].as_array().into_iter().flatten().filter(|one| one["type"] != "null") {
            gather(document, one, at.clone(), found);
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        gather(document, inner, format!("{at}/{name}"), found);
    }
    if schema["items"].is_object() {
        gather(document, &schema["items"], format!("{at}/0"), found);
    }
    if !at.is_empty() && schema["properties"].is_null() && schema["items"].is_null() {
        found.push(Place { at, in_query: false, schema: schema.clone() });
    }
}
