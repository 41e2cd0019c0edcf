//! The refusals of an operation: those its handler names, and those that follow
//! from what it takes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Operation, Shared};
use crate::http::document::refusals;
use crate::http::signature::marks;

impl Operation<'_> {
    pub(super) fn declare_refusals(&mut self, shared: &mut Shared) {
        for (status, slugs) in self.causes_by_status() {
            let slugs: Vec<&str> = slugs.iter().map(String::as_str).collect();
            let own = self.operation["responses"].get(status.to_string()).is_some() || self.refuses_with(status);
            let response = refusals::response(status, &slugs);
            shared.slugs.extend(slugs.iter().map(|slug| (*slug).to_owned()));
            self.operation["responses"][status.to_string()] = if own {
                response
            } else {
                let name = refusals::component_name(&slugs);
                let reference = json!({ "$ref": format!("#/components/responses/{name}") });
                shared.responses.insert(name, response);
                reference
            };
        }
        let mut other = refusals::response(500, &["internal"]);
        other["description"] = json!("Any other refusal, as a problem document.");
        shared.responses.insert("AnyOther".into(), other);
        self.operation["responses"]["default"] = json!({ "$ref": "#/components/responses/AnyOther" });
        self.sort_responses();
    }

    /// Slugs by status: first those that the handler names.
    fn causes_by_status(&self) -> BTreeMap<u16, Vec<String>> {
        let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        for (status, response) in self.operation["responses"].as_object().into_iter().flatten() {
            if let Ok(status @ 400..) = status.parse() {
                let own = refusals::slugs_in(response["description"].as_str().unwrap_or_default());
                by_status.entry(status).or_default().extend(own.into_iter().map(str::to_owned));
            }
        }
        let refused = self.operation[marks::REFUSES].as_array().into_iter().flatten().filter_map(Value::as_str);
        for kind in refused.filter_map(refusals::kind_of) {
            by_status.entry(kind.status).or_default().push(kind.slug.to_owned());
        }
        for (status, slug) in self.general_causes() {
            by_status.entry(status).or_default().push(slug.to_owned());
        }
        by_status
    }

    fn refuses_with(&self, status: u16) -> bool {
        let refused = self.operation[marks::REFUSES].as_array().into_iter().flatten().filter_map(Value::as_str);
        refused.filter_map(refusals::kind_of).any(|kind| kind.status == status)
    }

    fn general_causes(&self) -> Vec<(u16, &'static str)> {
        let has_body = self.operation.get("requestBody").is_some();
        let mut causes = vec![
            (400, "bad-request"),
            (400, "invalid-parameter"),
            (429, "rate-limited"),
            (500, "internal"),
            (503, "unavailable"),
        ];
        let mut when = |condition: bool, more: &[(u16, &'static str)]| {
            if condition {
                causes.extend(more)
            }
        };
        when(self.is_guarded(), &[(401, "invalid-token")]);
        when(self.is_api() && !self.answers_with_a_file(), &[(406, "not-acceptable")]);
        when(self.is_secured(), &[(401, "unauthenticated"), (403, "forbidden")]);
        when(self.path.contains('{'), &[(404, "not-found")]);
        when(has_body, OF_A_BODY);
        when(self.has_parameter("query", None), &[(422, "invalid-query")]);
        when(self.is_repeatable(), &[(409, "idempotency-in-progress"), (422, "idempotency-key-reused")]);
        when(self.reads_tags(), &[(431, "headers-too-large")]);
        when(self.has_parameter("header", Some("If-Match")), &[(412, "stale-version"), (428, "precondition-required")]);
        when(self.needs_key(), &[(400, "missing-header")]);
        causes
    }

    fn reads_tags(&self) -> bool {
        ["If-Match", "If-None-Match"].iter().any(|name| self.has_parameter("header", Some(name)))
    }

    fn needs_key(&self) -> bool {
        let mut parameters = self.operation["parameters"].as_array().into_iter().flatten();
        parameters.any(|one| one["name"] == "Idempotency-Key" && one["required"] == true)
    }

    /// By status, `default` last.
    fn sort_responses(&mut self) {
        if let Some(responses) = self.operation["responses"].as_object_mut() {
            let sorted: BTreeMap<String, Value> = std::mem::take(responses).into_iter().collect();
            responses.extend(sorted);
        }
    }
}

const OF_A_BODY: &[(u16, &str)] = &[
    (400, "malformed-body"),
    (408, "request-timeout"),
    (413, "body-too-large"),
    (415, "unsupported-media-type"),
    (422, "invalid-body"),
];
