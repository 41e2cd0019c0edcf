//! Headers, links and examples of what succeeds.

use serde_json::{Map, Value, json};

use super::Operation;
use crate::http::document::{examples, refusals};
use crate::http::signature::marks;

impl Operation<'_> {
    pub(super) fn describe_successes(&mut self, gets: &Map<String, Value>) {
        let changes_a_record = self.has_parameter("header", Some("If-Match"))
            || (self.method == "post" && !self.is_stateless() && self.path.contains('{'));
        let tagged = changes_a_record || self.operation["responses"].get("304").is_some();
        let is_repeatable = self.is_repeatable();
        let link = self.link_to_created(gets);
        let id = self.operation["operationId"].clone();
        for (status, response) in self.operation["responses"].as_object_mut().into_iter().flatten() {
            let Ok(status @ 200..400) = status.parse::<u16>() else { continue };
            let mut headers = refusals::headers(status);
            let paged = response
                .pointer("/content/application~1json/schema/$ref")
                .and_then(Value::as_str)
                .is_some_and(|name| name.ends_with("Page"));
            let mut also = |name: &str, wanted: bool| {
                if wanted {
                    headers[name] = refusals::reference(name)
                }
            };
            also("Cache-Control", true);
            let declared = response[marks::HEADERS].as_array();
            for name in declared.into_iter().flatten().filter_map(Value::as_str) {
                also(name, true);
            }
            also("ETag", declared.is_none() && ((tagged && matches!(status, 200 | 304)) || status == 201));
            also("Location", declared.is_none() && status == 201);
            also("Link", paged);
            also("Idempotency-Replayed", is_repeatable);
            response["headers"] = headers;
            response.as_object_mut().map(|members| members.remove(marks::HEADERS));
            if let (201, Some(link)) = (status, &link) {
                response["links"] = link.clone();
            }
            let content = response.get_mut("content").and_then(Value::as_object_mut);
            for (_, media) in content.into_iter().flatten() {
                if media.get("example").is_none() && media.get("examples").is_none() {
                    media["example"] = examples::recorded(&id, &status.to_string())
                        .unwrap_or_else(|| examples::example_of(&media["schema"], self.document));
                }
            }
        }
    }

    /// What `?mode=validate` answers when the change would succeed: the same body
    /// under 200, so that clients know one type, and no address of what was not created.
    pub(super) fn describe_rehearsal(&mut self) {
        let responses = &self.operation["responses"];
        let Some(status) = ["200", "201", "202", "204"].into_iter().find(|status| responses.get(status).is_some())
        else {
            return;
        };
        if !self.is_write() {
            return;
        }
        let answered = if status == "204" { "204" } else { "200" };
        let mut response = responses[status].clone();
        let said = response["description"].as_str().unwrap_or_default();
        response["description"] = if answered == status {
            format!("{said} With `mode=validate`: what it would have been; nothing was changed.").into()
        } else {
            "With `mode=validate`: what would have been answered; nothing was changed.".into()
        };
        response["headers"]["Rehearsed"] = refusals::reference("Rehearsed");
        if let Some(members) = response.as_object_mut().filter(|_| answered != status) {
            members.remove("links");
            for name in ["Location", "ETag"] {
                members["headers"].as_object_mut().map(|headers| headers.remove(name));
            }
        }
        self.operation["responses"][answered] = response;
    }

    /// The `GET` at this path with one more parameter, by the `id` of the body.
    fn link_to_created(&self, gets: &Map<String, Value>) -> Option<Value> {
        let prefix = format!("{}/{{", self.path);
        let (path, id) = gets.iter().find(|(path, _)| {
            path.strip_prefix(&prefix).is_some_and(|rest| rest.ends_with('}') && !rest.contains('/'))
        })?;
        let created = path.strip_prefix(&prefix)?.trim_end_matches('}');
        let outer = self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let mut parameters: Map<String, Value> =
            outer.map(|name| (name.to_owned(), json!(format!("$request.path.{name}")))).collect();
        parameters.insert(created.to_owned(), json!("$response.body#/id"));
        let name = id.as_str()?.to_owned();
        Some(json!({ name: { "operationId": id, "parameters": parameters, "description": "Read the new record." } }))
    }
}
