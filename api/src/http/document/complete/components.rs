//! What several operations have in common stands once, in `components`, and each
//! operation refers to it: parameters that mean the same everywhere, and the 304.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Operation, Shared};

/// Query parameters that mean the same in every operation. A filter belongs to its list and stays there.
const SHARED_QUERIES: [&str; 3] = ["limit", "after", "mode"];

impl Operation<'_> {
    /// The 304 of this operation becomes the shared one, unless it says something of its own.
    pub(super) fn share_not_modified(&mut self, shared: &mut Shared) {
        let Some(response) = self.operation["responses"].get_mut("304") else { return };
        let common = shared.responses.entry("NotModified".into()).or_insert_with(|| response.clone());
        if *common == *response {
            *response = json!({ "$ref": "#/components/responses/NotModified" });
        }
    }
}

/// Moves the shared parameters of all operations into `components`. Of several wordings of one
/// parameter the most frequent is shared; an operation that says it differently keeps its own.
pub(super) fn share_parameters(document: &mut Value) {
    let common = most_frequent(all_parameters(document));
    for parameter in all_parameters(document) {
        if let Some(name) = component_name(parameter)
            && common[&name] == *parameter
        {
            *parameter = json!({ "$ref": format!("#/components/parameters/{name}") });
        }
    }
    document["components"]["parameters"] = common.into_iter().collect::<Map<_, _>>().into();
}

fn all_parameters(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let items = document["paths"].as_object_mut().into_iter().flatten();
    let operations = items.filter_map(|(_, item)| item.as_object_mut()).flatten();
    operations.filter_map(|(_, operation)| operation.get_mut("parameters")?.as_array_mut()).flatten()
}

fn most_frequent<'a>(parameters: impl Iterator<Item = &'a mut Value>) -> BTreeMap<String, Value> {
    let mut wordings: BTreeMap<String, Vec<(Value, usize)>> = BTreeMap::new();
    for parameter in parameters {
        let Some(name) = component_name(parameter) else { continue };
        let known = wordings.entry(name).or_default();
        match known.iter_mut().find(|(wording, _)| wording == parameter) {
            Some((_, count)) => *count += 1,
            None => known.push((parameter.clone(), 1)),
        }
    }
    let most = |known: Vec<(Value, usize)>| known.into_iter().rev().max_by_key(|(_, count)| *count);
    wordings.into_iter().filter_map(|(name, known)| Some((name, most(known)?.0))).collect()
}

/// Name of the component that holds the parameter, as in `CohortId` or `RequiredIdempotencyKey`:
/// of headers, of ids in the path, and of the queries that mean the same everywhere.
fn component_name(parameter: &Value) -> Option<String> {
    let name = parameter["name"].as_str()?;
    let (prefix, is_shared) = match parameter["in"].as_str()? {
        "header" if parameter["required"] == true && name == "Idempotency-Key" => ("Required", true),
        "header" => ("", true),
        "path" => ("", name.ends_with("_id")),
        _ => ("", SHARED_QUERIES.contains(&name)),
    };
    let capitalized = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    is_shared.then(|| prefix.to_owned() + &name.split(['-', '_']).map(capitalized).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(name: &str, description: &str) -> Value {
        json!({ "name": name, "in": "query", "description": description })
    }

    #[test]
    fn a_parameter_that_operations_have_in_common_stands_once() {
        let operation =
            |words: &str| json!({ "get": { "parameters": [query("limit", words), query("state", "Only.")] } });
        let mut document =
            json!({ "paths": { "/a": operation("Own."), "/b": operation("Same."), "/c": operation("Same.") } });
        share_parameters(&mut document);
        assert_eq!(document["components"]["parameters"], json!({ "Limit": query("limit", "Same.") }));
        let of = |path: &str| document["paths"][path]["get"]["parameters"].clone();
        assert_eq!(of("/a"), json!([query("limit", "Own."), query("state", "Only.")]));
        assert_eq!(of("/b"), json!([{ "$ref": "#/components/parameters/Limit" }, query("state", "Only.")]));
        assert_eq!(of("/b"), of("/c"));
    }

    #[test]
    fn a_header_or_an_id_of_the_path_gives_its_component_the_name() {
        let name = |name: &str, kind: &str, required: bool| {
            component_name(&json!({ "name": name, "in": kind, "required": required }))
        };
        assert_eq!(name("cohort_id", "path", true).as_deref(), Some("CohortId"));
        assert_eq!(name("If-None-Match", "header", false).as_deref(), Some("IfNoneMatch"));
        assert_eq!(name("Idempotency-Key", "header", true).as_deref(), Some("RequiredIdempotencyKey"));
        assert_eq!(name("version", "path", true), None);
        assert_eq!(name("state", "query", false), None);
    }
}
