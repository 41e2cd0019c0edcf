//! Which members a body has and could have, so that a refusal by a rule can point to the one at fault.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

/// Deepest member that a refusal points to.
const DEEPEST: usize = 3;

/// The members of a body that was read, left with the request for whatever refuses it later.
#[derive(Clone, Debug)]
pub struct Sent {
    sent: BTreeSet<String>,
    known: Arc<BTreeSet<String>>,
}

impl Sent {
    /// The members of `body`, of those that its schema knows.
    pub fn of(body: &Value, known: Arc<BTreeSet<String>>) -> Sent {
        let mut sent = BTreeSet::new();
        gather(body, "", &mut sent);
        Sent { sent, known }
    }

    /// Whether the member at `pointer` was sent.
    pub fn has(&self, pointer: &str) -> bool {
        self.sent.contains(pointer)
    }

    /// Whether the operation knows a member at `pointer`.
    pub fn could_have(&self, pointer: &str) -> bool {
        self.known.contains(pointer)
    }
}

/// Pointers to the members of objects; what is in a list has a place that only its rule knows.
fn gather(value: &Value, at: &str, into: &mut BTreeSet<String>) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        gather(inner, &pointer, into);
        into.insert(pointer);
    }
}

/// Pointers to the members that a schema knows, `$ref`s followed into the `components` beside it.
pub fn known(schema: &Value) -> BTreeSet<String> {
    let mut into = BTreeSet::new();
    gather_known(schema, schema, "", 0, &mut into);
    into
}

fn gather_known(whole: &Value, schema: &Value, at: &str, depth: usize, into: &mut BTreeSet<String>) {
    let referred = schema["$ref"].as_str().and_then(|to| whole.pointer(to.trim_start_matches('#')));
    let schema = referred.unwrap_or(schema);
    for alternatives in ["oneOf", "anyOf", "allOf"] {
        for one in schema[alternatives].as_array().into_iter().flatten() {
            gather_known(whole, one, at, depth, into);
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten().filter(|_| depth < DEEPEST) {
        let pointer = format!("{at}/{name}");
        gather_known(whole, inner, &pointer, depth + 1, into);
        into.insert(pointer);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Problem, ProblemKind};
    use super::*;

    static KIND: ProblemKind = ProblemKind {
        slug: "salary-wrong",
        title: "The salary is wrong",
        status: 409,
        explanation: "",
        at: &["/salary", "/job/salary"],
        lacks: &["/pay", "/job/title"],
    };

    fn pointer(body: &Value) -> Option<String> {
        let schema = json!({
            "properties": { "salary": {}, "job": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Job" }] } },
            "components": { "schemas": { "Job": { "properties": { "salary": {}, "title": {} } } } }
        });
        let sent = Sent::of(body, Arc::new(known(&schema)));
        Problem::new(&KIND).detail("no").placed(&sent).errors.first().and_then(|one| one.pointer.clone())
    }

    #[test]
    fn the_member_at_fault_is_one_that_was_sent_and_else_one_that_is_missing() {
        assert_eq!(pointer(&json!({ "salary": 1, "job": { "salary": 2 } })).as_deref(), Some("/salary"));
        assert_eq!(pointer(&json!({ "job": { "salary": 2 } })).as_deref(), Some("/job/salary"));
        assert_eq!(pointer(&json!({})).as_deref(), Some("/job/title"), "the body knows no /pay");
    }

    #[test]
    fn what_has_its_place_keeps_it_and_what_is_no_rule_gets_none() {
        let sent = Sent::of(&json!({ "salary": 1 }), Arc::default());
        let placed = Problem::new(&KIND).detail("no").at("/other").placed(&sent);
        assert_eq!(placed.errors[0].pointer.as_deref(), Some("/other"));
        assert!(Problem::new(&super::super::NOT_FOUND).placed(&sent).errors.is_empty());
    }
}
