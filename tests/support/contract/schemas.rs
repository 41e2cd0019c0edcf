//! Bodies against schemas. What an answer's schema leaves open is closed here:
//! a member that the document does not name is a fault.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// The schemas of a document, compiled when first asked for.
pub struct Schemas {
    components: Value,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Schemas {
    /// The schemas of `document`, closed.
    pub fn of(document: &Value) -> Schemas {
        let mut components = json!({ "schemas": document["components"]["schemas"] });
        close(&mut components);
        Schemas { components, compiled: Mutex::default() }
    }

    /// Checks `body` against a schema of the document.
    pub fn check(&self, place: &str, schema: &Value, body: &Value) -> Result<(), String> {
        let validator = self.validator(place, schema);
        let faults: Vec<String> = validator
            .iter_errors(body)
            .take(10)
            .map(|error| format!("at `{}`: {error}", error.instance_path()))
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
    }

    /// Checks `body` against the schema component `name`.
    pub fn check_component(&self, name: &str, body: &Value) -> Result<(), String> {
        self.check(name, &json!({ "$ref": format!("#/components/schemas/{name}") }), body)
    }

    fn validator(&self, place: &str, schema: &Value) -> Arc<Validator> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = compiled.get(place) {
            return validator.clone();
        }
        let mut schema = schema.clone();
        close(&mut schema);
        if let Value::Object(members) = &mut schema {
            members.insert("components".into(), self.components.clone());
        }
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .offline()
            .build(&schema)
            .unwrap_or_else(|error| panic!("the schema of {place} does not compile: {error}"));
        let validator = Arc::new(validator);
        compiled.insert(place.to_owned(), validator.clone());
        validator
    }
}

/// Closes every object schema that lists its members.
fn close(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let lists = members.get("properties").is_some_and(Value::is_object);
            if lists && !members.contains_key("additionalProperties") && !members.contains_key("allOf") {
                members.insert("additionalProperties".into(), json!(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
