//! The pass that makes each operation say everything it can answer.
//!
//! Handlers declare what is theirs: the success, their own refusals (slugs in
//! backticks), `If-Match`, a required `Idempotency-Key`. What follows from the
//! kind of operation is added here, once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{examples, refusals, schemas};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Completes the collected document in place.
pub fn complete(document: &mut Value) {
    document["components"]["headers"] = refusals::components();
    if let Some(server) = document["servers"].get_mut(0) {
        server["x-internal"] = json!(false);
    }
    let ids = get_operations(document);
    let snapshot = document.clone();
    let mut shared = Shared::default();
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                Operation { path, method, operation, document: &snapshot }.complete(&ids, &mut shared);
            }
        }
    }
    if let Some(components) = document["components"].as_object_mut() {
        add_role_schemes(components, &shared.roles);
        components.insert("responses".into(), shared.responses.into_iter().collect::<Map<_, _>>().into());
        components.insert("examples".into(), refusals::example_components(shared.slugs.iter().map(String::as_str)));
    }
    schemas::bound(document);
}

/// `GET` operations by path: where a `201` can link to.
fn get_operations(document: &Value) -> Map<String, Value> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.filter_map(|(path, item)| Some((path.clone(), item.get("get")?["operationId"].clone()))).collect()
}

/// One scheme for each role that an operation names: the same token, of somebody who holds the role.
fn add_role_schemes(components: &mut Map<String, Value>, roles: &BTreeSet<String>) {
    let Some(schemes) = components.get_mut("securitySchemes").and_then(Value::as_object_mut) else { return };
    for role in roles {
        let mut scheme = schemes["bearer"].clone();
        let words = format!("As `bearer` (RFC8725), of an account that holds the role `{role}` or is an admin's.");
        scheme["description"] = words.into();
        schemes.insert(role.clone(), scheme);
    }
}

/// What several operations refer to, gathered while they are completed.
#[derive(Default)]
struct Shared {
    responses: BTreeMap<String, Value>,
    slugs: BTreeSet<String>,
    roles: BTreeSet<String>,
}

struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    operation: &'a mut Value,
    document: &'a Value,
}

impl Operation<'_> {
    fn complete(&mut self, gets: &Map<String, Value>, shared: &mut Shared) {
        self.settle_security(shared);
        self.add_path_parameters();
        self.add_header_parameters();
        self.describe_successes(gets);
        self.declare_refusals(shared);
        self.add_body_example();
    }

    fn is_secured(&self) -> bool {
        self.operation["security"].as_array().is_some_and(|all| !all.is_empty())
    }

    fn is_api(&self) -> bool {
        self.path.starts_with("/v1/")
    }

    /// Whether a token is looked at; one that is not valid is refused even where none is needed.
    fn is_guarded(&self) -> bool {
        !self.path.starts_with("/health/")
    }

    /// Whether the `Idempotency-Key` is heard. What drives a sandbox does no deed
    /// that must not be done twice, and a reset forgets every key.
    fn is_repeatable(&self) -> bool {
        self.method == "post" && self.is_api() && !self.path.starts_with("/v1/sandbox/")
    }

    fn has_parameter(&self, kind: &str, name: Option<&str>) -> bool {
        let parameters = self.operation["parameters"].as_array().into_iter().flatten();
        parameters.filter(|one| one["in"] == kind).any(|one| name.is_none_or(|name| one["name"] == name))
    }

    /// Handlers name several roles in one requirement; to the document each role
    /// is an alternative, because one of them suffices.
    fn settle_security(&mut self, shared: &mut Shared) {
        if self.operation["security"] == json!([{}]) {
            self.operation["security"] = json!([]);
        }
        let named = self.operation.pointer("/security/0/bearer").and_then(Value::as_array).into_iter().flatten();
        let roles: Vec<String> = named.filter_map(Value::as_str).map(str::to_owned).collect();
        if !roles.is_empty() {
            self.operation["security"] = roles.iter().map(|role| json!({ role: [] })).collect();
            shared.roles.extend(roles);
        }
    }

    fn push_parameter(&mut self, parameter: Value) {
        if !self.operation["parameters"].is_array() {
            self.operation["parameters"] = json!([]);
        }
        if let Some(all) = self.operation["parameters"].as_array_mut() {
            all.push(parameter);
        }
    }

    fn add_path_parameters(&mut self) {
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

    fn add_header_parameters(&mut self) {
        if self.is_repeatable() && !self.has_parameter("header", Some("Idempotency-Key")) {
            self.push_parameter(json!({
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "A string of the client's making; the same request sent again under it gets the same answer for a day.",
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

    fn describe_successes(&mut self, gets: &Map<String, Value>) {
        let changes_a_record = self.has_parameter("header", Some("If-Match")) || (self.method == "post" && self.path.contains('{'));
        let tagged = changes_a_record || self.operation["responses"].get("304").is_some();
        let is_repeatable = self.is_repeatable();
        let link = self.link_to_created(gets);
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
            also("ETag", (tagged && matches!(status, 200 | 304)) || status == 201);
            also("Location", status == 201);
            also("Link", paged);
            also("Idempotency-Replayed", is_repeatable);
            response["headers"] = headers;
            if let (201, Some(link)) = (status, &link) {
                response["links"] = link.clone();
            }
            let content = response.get_mut("content").and_then(Value::as_object_mut);
            for (_, media) in content.into_iter().flatten() {
                if media.get("example").is_none() && media.get("examples").is_none() {
                    media["example"] = examples::example_of(&media["schema"], self.document);
                }
            }
        }
    }

    /// The `GET` at this path with one more parameter, by the `id` of the body.
    fn link_to_created(&self, gets: &Map<String, Value>) -> Option<Value> {
        let prefix = format!("{}/{{", self.path);
        let (path, id) = gets.iter().find(|(path, _)| {
            path.strip_prefix(&prefix).is_some_and(|rest| rest.ends_with('}') && !rest.contains('/'))
        })?;
        let created = path.strip_prefix(&prefix)?.trim_end_matches('}');
        let outer = self.path.split('/').filter_map(|part| Some(part.strip_prefix('{')?.strip_suffix('}')?));
        let mut parameters: Map<String, Value> =
            outer.map(|name| (name.to_owned(), json!(format!("$request.path.{name}")))).collect();
        parameters.insert(created.to_owned(), json!("$response.body#/id"));
        let name = id.as_str()?.to_owned();
        Some(json!({ name: { "operationId": id, "parameters": parameters, "description": "Read the new record." } }))
    }

    fn declare_refusals(&mut self, shared: &mut Shared) {
        let has_body = self.operation.get("requestBody").is_some();
        let mut causes: Vec<(u16, &str)> =
            vec![(400, "bad-request"), (400, "invalid-parameter"), (429, "rate-limited"), (500, "internal"), (503, "unavailable")];
        let mut when = |condition: bool, more: &[(u16, &'static str)]| {
            if condition {
                causes.extend(more)
            }
        };
        when(self.is_guarded(), &[(401, "invalid-token")]);
        when(self.is_api(), &[(406, "not-acceptable")]);
        when(self.is_secured(), &[(401, "unauthenticated"), (403, "forbidden")]);
        when(self.path.contains('{'), &[(404, "not-found")]);
        when(
            has_body,
            &[
                (400, "malformed-body"),
                (408, "request-timeout"),
                (413, "body-too-large"),
                (415, "unsupported-media-type"),
                (422, "invalid-body"),
            ],
        );
        when(self.has_parameter("query", None), &[(422, "invalid-query")]);
        when(
            self.is_repeatable(),
            &[(409, "idempotency-in-progress"), (422, "idempotency-key-reused")],
        );
        when(self.has_parameter("header", Some("If-Match")), &[(412, "stale-version"), (428, "precondition-required")]);
        let key_required = self.operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|one| one["name"] == "Idempotency-Key" && one["required"] == true);
        when(key_required, &[(400, "missing-header")]);
        let mut by_status: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        for (status, response) in self.operation["responses"].as_object().into_iter().flatten() {
            if let Ok(status @ 400..) = status.parse() {
                let own = refusals::slugs_in(response["description"].as_str().unwrap_or_default());
                by_status.entry(status).or_default().extend(own.into_iter().map(str::to_owned));
            }
        }
        for (status, slug) in causes {
            by_status.entry(status).or_default().push(slug.to_owned());
        }
        for (status, slugs) in by_status {
            let slugs: Vec<&str> = slugs.iter().map(String::as_str).collect();
            let own = self.operation["responses"].get(status.to_string()).is_some();
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
    }

    fn add_body_example(&mut self) {
        let Some(content) = self.operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut) else {
            return;
        };
        if self.method == "patch"
            && let Some(media) = content.get("application/json").cloned()
        {
            content.insert("application/merge-patch+json".into(), media);
        }
        for (_, media) in content {
            if media.get("example").is_none() && media.get("examples").is_none() {
                media["example"] = examples::example_of(&media["schema"], self.document);
            }
        }
    }
}
