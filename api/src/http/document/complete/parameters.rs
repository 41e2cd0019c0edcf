//! Parameters that follow from the address and the kind of operation.

use serde_json::{Value, json};
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use super::Operation;
use crate::http::perform::WriteParams;

impl Operation<'_> {
    fn push_parameter(&mut self, parameter: Value) {
        if !self.operation["parameters"].is_array() {
            self.operation["parameters"] = json!([]);
        }
        if let Some(all) = self.operation["parameters"].as_array_mut() {
            all.push(parameter);
        }
    }

    pub(super) fn add_path_parameters(&mut self) {
        let names: Vec<String> = self
            .path
            .split('/')
            .filter_map(|part| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned()))
            .collect();
        for name in names {
            if !self.has_parameter("path", Some(&name)) {
                let what = name.trim_end_matches("_id").replace('_', " ");
                self.push_parameter(json!({
                    "name": name, "in": "path", "required": true, "description": format!("Id of the {what}."),
                    "schema": { "type": "string", "format": "uuid" }, "example": "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11"
                }));
            }
        }
    }

    pub(super) fn add_mode_parameter(&mut self) {
        if self.is_write() {
            for parameter in WriteParams::into_params(|| Some(ParameterIn::Query)) {
                let mut parameter = json!(parameter);
                parameter["schema"] = json!({ "$ref": "#/components/schemas/WriteMode" });
                self.push_parameter(parameter);
            }
        }
    }

    pub(super) fn add_header_parameters(&mut self) {
        if self.is_repeatable() && !self.has_parameter("header", Some("Idempotency-Key")) {
            let time = self.operation["x-remembered-for"].as_str().unwrap_or("a day");
            self.push_parameter(json!({
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": format!("A string of the client's making; the same request sent again under it gets the same answer for {time}."),
                "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" }, "example": "8e03978e-40d5-43dd-bc93-6894a57f9324"
            }));
        }
        if self.operation["responses"].get("304").is_some() {
            self.push_parameter(json!({
                "name": "If-None-Match", "in": "header", "required": false,
                "description": "Tags of copies that the client holds; when one is still right the answer is 304.",
                "schema": { "type": "string", "maxLength": 1024, "format": "entity-tag" }, "example": "\"1-9f86d081884c7d65\""
            }));
        }
    }

    /// A filter's closed list is the one that records have: clients get one type for both. Handlers declare it
    /// inline, because the validator reads a parameter by itself.
    pub(super) fn name_lists(&mut self) {
        let Some(schemas) = self.document["components"]["schemas"].as_object() else { return };
        let parameters = self.operation.get_mut("parameters").and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let schema = &parameter["schema"];
            let same = |named: &Value| ["enum", "description"].iter().all(|part| named[part] == schema[part]);
            if schema.get("enum").is_some()
                && let Some((name, _)) = schemas.iter().find(|(_, named)| same(named))
            {
                parameter["schema"] = json!({ "$ref": format!("#/components/schemas/{name}") });
            }
        }
    }
}
