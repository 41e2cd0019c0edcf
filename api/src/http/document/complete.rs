//! The pass that makes each operation say everything it can answer.
//!
//! Handlers declare what is theirs: the success, their own refusals (slugs in
//! backticks), `If-Match`, a required `Idempotency-Key`. What follows from the
//! kind of operation is added here, once.

mod causes;
mod components;
mod deprecation;
mod parameters;
mod successes;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{examples, refusals, schemas, visible};
use crate::http::answers;
use crate::http::problem::OWN_MATTER;
use crate::http::signature::marks;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

const MERGE_PATCH: &str = "What changes, as a merge patch (RFC 7396): a member left out stays as it is. Sent as \
    `application/json` it means the same.";

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
    if shared.deprecates {
        refusals::add_deprecation_headers(&mut document["components"]["headers"]);
    }
    if let Some(components) = document["components"].as_object_mut() {
        add_role_schemes(components, &shared.roles);
        components.insert("responses".into(), shared.responses.into_iter().collect::<Map<_, _>>().into());
        components.insert("examples".into(), refusals::example_components(shared.slugs.iter().map(String::as_str)));
    }
    components::share_parameters(document);
    schemas::bound(document);
    schemas::bound_requests(document);
    visible::mark_requests(document);
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
    deprecates: bool,
}

struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    operation: &'a mut Value,
    document: &'a Value,
}

impl Operation<'_> {
    fn complete(&mut self, gets: &Map<String, Value>, shared: &mut Shared) {
        self.note_stateless();
        self.settle_security(shared);
        self.add_path_parameters();
        self.add_mode_parameter();
        self.add_header_parameters();
        self.name_lists();
        self.describe_successes(gets);
        self.describe_rehearsal();
        self.share_not_modified(shared);
        self.declare_refusals(shared);
        self.describe_body();
        self.announce_deprecation(shared);
        self.say_what_decides();
        self.take_marks_away();
    }

    /// Whatever refuses an own matter decides about somebody.
    fn say_what_decides(&mut self) {
        let refused = self.operation[marks::REFUSES].as_array().into_iter().flatten();
        if refused.filter_map(Value::as_str).any(|slug| slug == OWN_MATTER.slug) {
            self.operation["x-decides"] = true.into();
        }
    }

    fn has_mark(&self, name: &str) -> bool {
        self.operation.get(name).is_some()
    }

    /// What takes no `Write` and is no read only answers a question that is put in a body.
    fn note_stateless(&mut self) {
        if self.has_mark(marks::SIGNED) && self.is_write() && !self.has_mark(marks::WRITES) {
            self.operation["x-stateless"] = json!(true);
        }
    }

    fn take_marks_away(&mut self) {
        if let Some(members) = self.operation.as_object_mut() {
            members.retain(|name, _| ![marks::SIGNED, marks::WRITES, marks::REFUSES].contains(&name.as_str()));
        }
    }

    fn is_secured(&self) -> bool {
        self.operation["security"].as_array().is_some_and(|all| !all.is_empty())
    }

    fn is_api(&self) -> bool {
        self.path.starts_with("/v1/")
    }

    /// Whether it answers with a file, which has one form whatever is asked for.
    fn answers_with_a_file(&self) -> bool {
        let content = self.operation["responses"]["200"]["content"].as_object();
        content.is_some_and(|content| !content.contains_key(answers::JSON))
    }

    /// Whether a token is looked at; one that is not valid is refused even where none is needed.
    fn is_guarded(&self) -> bool {
        !self.path.starts_with("/health/")
    }

    /// Whether it changes records, and so can be rehearsed. What drives a sandbox
    /// changes the sandbox itself: a reset forgets every key.
    fn is_write(&self) -> bool {
        self.method != "get" && self.is_api() && !self.is_stateless() && !self.path.starts_with("/v1/sandbox/")
    }

    /// Whether it only answers a question that is put in a body.
    fn is_stateless(&self) -> bool {
        self.operation["x-stateless"] == true
    }

    /// Whether the `Idempotency-Key` is heard.
    fn is_repeatable(&self) -> bool {
        self.method == "post" && self.is_write()
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
            shared.roles.extend(roles.iter().cloned());
        }
        self.say_access(&roles);
    }

    /// Who may call it, in one member: the roles of which one suffices, and beside them the relation to the record.
    fn say_access(&mut self, roles: &[String]) {
        let signed_in = self.is_secured();
        let access = &mut self.operation["x-access"];
        access["signed_in"] = signed_in.into();
        access["roles"] = roles.into();
    }

    /// A PATCH is documented under one media type, because generators make one
    /// function per media type or, of two with one schema, code that does not run.
    fn describe_body(&mut self) {
        let id = self.operation["operationId"].clone();
        let Some(body) = self.operation.get_mut("requestBody") else { return };
        if self.method == "patch" {
            body["description"] = MERGE_PATCH.into();
        } else if let Some(described) = body["content"]["application/json"]["schema"]["$ref"].as_str() {
            let described = self.document.pointer(&format!("{}/description", described.trim_start_matches('#')));
            body["description"] = described.cloned().unwrap_or_default();
        }
        let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) else { return };
        if self.method == "patch"
            && let Some(media) = content.remove("application/json")
        {
            content.insert("application/merge-patch+json".into(), media);
        }
        for (_, media) in content {
            if media.get("example").is_none() && media.get("examples").is_none() {
                media["example"] = examples::recorded(&id, "request")
                    .unwrap_or_else(|| examples::example_of(&media["schema"], self.document));
            }
        }
    }
}
