//! When an operation has changed so that a client of the old document fails.

use serde_json::Value;

use super::schemas::{Schemas, Way};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Everything in `new` that a client made from `old` would fail at, each with its place.
pub fn breaks(old: &Value, new: &Value) -> Vec<String> {
    let mut schemas = Schemas::of(old, new);
    for (path, item) in old["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let Some(before) = item.get(method) else { continue };
            let place = format!("{} {path}", method.to_ascii_uppercase());
            match new["paths"].get(path).and_then(|item| item.get(method)) {
                Some(after) => Comparison { schemas: &mut schemas, place, before, after }.run(),
                None => schemas.note(&place, "is gone"),
            }
        }
    }
    for (name, _) in old["components"]["schemas"].as_object().into_iter().flatten() {
        if new["components"]["schemas"].get(name).is_none() {
            schemas.note(name, "the schema of this name is gone, and with it the type of generated clients");
        }
    }
    for (slug, before) in old["components"]["examples"].as_object().into_iter().flatten() {
        let (before, after) = (&before["value"]["status"], &new["components"]["examples"][slug]["value"]["status"]);
        if !after.is_null() && before != after {
            schemas.note(slug, format!("the status of this cause was {before}, is {after}"));
        }
    }
    schemas.breaks
}

/// Operations of `new` that `old` does not have.
pub fn added(old: &Value, new: &Value) -> Vec<String> {
    let ids = |document: &Value| -> Vec<String> {
        let items = document["paths"].as_object().into_iter().flatten().map(|(_, item)| item.clone());
        let operations = items.flat_map(|item| METHODS.map(|method| item[method]["operationId"].clone()));
        operations.filter_map(|id| Some(id.as_str()?.to_owned())).collect()
    };
    let before = ids(old);
    ids(new).into_iter().filter(|id| !before.contains(id)).collect()
}

struct Comparison<'c, 'a> {
    schemas: &'c mut Schemas<'a>,
    place: String,
    before: &'a Value,
    after: &'a Value,
}

impl<'a> Comparison<'_, 'a> {
    fn run(mut self) {
        if self.before["operationId"] != self.after["operationId"] {
            let (before, after) = (&self.before["operationId"], &self.after["operationId"]);
            self.schemas.note(&self.place, format!("was named {before}, is named {after}"));
        }
        self.security();
        self.parameters();
        self.body();
        self.answers();
        self.refusals();
    }

    /// Whoever was let in is let in still.
    fn security(&mut self) {
        let names = |operation: &Value| -> Vec<String> {
            let all = operation["security"].as_array().cloned().unwrap_or_default();
            all.iter().filter_map(Value::as_object).flat_map(|one| one.keys().cloned()).collect()
        };
        let (before, after) = (names(self.before), names(self.after));
        let anybody = after.is_empty() || after.iter().any(|name| name == "bearer");
        if before.is_empty() && !after.is_empty() {
            self.schemas.note(&self.place, "was open, asks for a token now");
        } else if !anybody && let Some(name) = before.iter().find(|name| !after.contains(name)) {
            self.schemas.note(&self.place, format!("`{name}` may not call it any more"));
        }
    }

    fn parameters(&mut self) {
        let all = |operation: &'a Value| operation["parameters"].as_array().into_iter().flatten();
        let old: Vec<&Value> = all(self.before).map(|one| self.schemas.resolved(one, &Value::Null).0).collect();
        let new: Vec<&Value> = all(self.after).map(|one| self.schemas.resolved(&Value::Null, one).1).collect();
        let same = |one: &Value, other: &Value| one["in"] == other["in"] && one["name"] == other["name"];
        for before in &old {
            let place = format!("{} parameter {}", self.place, before["name"]);
            match new.iter().find(|after| same(before, after)) {
                None => self.schemas.note(&place, "is gone"),
                Some(after) => {
                    if before["required"] != true && after["required"] == true {
                        self.schemas.note(&place, "is required now");
                    }
                    self.schemas.compare(Way::In, &place, &before["schema"], &after["schema"]);
                }
            }
        }
        for after in new.iter().filter(|after| after["required"] == true) {
            if !old.iter().any(|before| same(before, after)) {
                self.schemas.note(&format!("{} parameter {}", self.place, after["name"]), "is required now");
            }
        }
    }

    fn body(&mut self) {
        let (before, after) = (&self.before["requestBody"], &self.after["requestBody"]);
        let place = format!("{} body", self.place);
        if before["required"] != true && after["required"] == true {
            self.schemas.note(&place, "is required now");
        }
        self.media(Way::In, &place, before, after);
    }

    /// What succeeded is answered as before; a new refusal is no break, `default` announces it.
    fn answers(&mut self) {
        for (status, before) in self.before["responses"].as_object().into_iter().flatten() {
            if !status.starts_with(['2', '3']) {
                continue;
            }
            let place = format!("{} {status}", self.place);
            let Some(after) = self.after["responses"].get(status) else {
                self.schemas.note(&place, "is gone");
                continue;
            };
            let (before, after) = self.schemas.resolved(before, after);
            for (name, _) in before["headers"].as_object().into_iter().flatten() {
                if after["headers"].get(name).is_none() {
                    self.schemas.note(&place, format!("the header {name} is gone"));
                }
            }
            self.media(Way::Out, &place, before, after);
        }
    }

    /// A cause that is refused still is refused with the same status; one that is refused no more is no break.
    fn refusals(&mut self) {
        let after = causes(self.after, |response| self.schemas.resolved(&Value::Null, response).1);
        for (slug, before) in causes(self.before, |response| self.schemas.resolved(response, &Value::Null).0) {
            for (_, after) in after.iter().filter(|(other, status)| *other == slug && *status != before) {
                self.schemas.note(&self.place, format!("`{slug}` was answered with {before}, is with {after}"));
            }
        }
    }

    fn media(&mut self, way: Way, place: &str, before: &'a Value, after: &'a Value) {
        for (media, before) in before["content"].as_object().into_iter().flatten() {
            match after["content"].get(media) {
                Some(after) => self.schemas.compare(way, place, &before["schema"], &after["schema"]),
                None => self.schemas.note(place, format!("{media} is gone")),
            }
        }
    }
}

/// Each cause that `operation` names, and the status under which it does.
fn causes<'a>(operation: &'a Value, resolved: impl Fn(&'a Value) -> &'a Value) -> Vec<(&'a str, &'a str)> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let refusals = responses.filter(|(status, _)| status.starts_with(['4', '5']));
    let named = refusals.flat_map(|(status, response)| {
        let examples = resolved(response)["content"]["application/problem+json"]["examples"].as_object();
        examples.into_iter().flatten().map(move |(slug, _)| (slug.as_str(), status.as_str()))
    });
    named.collect()
}

/// The document without what is only said of it: descriptions, summaries and examples.
pub fn promises(document: &Value) -> Value {
    let mut bare = document.clone();
    for (_, example) in bare["components"]["examples"].as_object_mut().into_iter().flatten() {
        *example = example["value"]["status"].take();
    }
    forget_words(&mut bare);
    bare
}

fn forget_words(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // A schema may have a member of such a name, which is an object; a map of examples names causes.
            members.retain(|name, inner| match name.as_str() {
                "description" | "summary" => !inner.is_string(),
                "example" => false,
                "examples" => !inner.is_array(),
                _ => true,
            });
            members.values_mut().for_each(forget_words);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_words),
        _ => {}
    }
}
