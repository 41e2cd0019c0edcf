//! One guess finds it: the first part of an address after `/v1` is the folder of the slice, the last fixed part names
//! the file in it, directly or in one of its noun folders. The root of a slice is the file of the slice's own name.

use std::collections::BTreeMap;

use guildhall::assembly::SLICES;
use guildhall::http::document::api_document;
use guildhall::slice::Slice;

use super::source;

/// Addresses of the house itself, which belong to no slice.
const OF_THE_HOUSE: [&str; 4] = ["/health/", "/openapi.", "/.well-known/", "/v1/changelog"];

/// Where each handler is written, by its name: a function of the api crate under `#[utoipa::path(…)]`.
fn written() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for file in source::rust("api/src") {
        for (at, mark) in file.text.match_indices("#[utoipa::path(") {
            let after = &file.text[at + mark.len()..];
            let Some((attribute, function)) = after.split_once("pub async fn ") else { continue };
            let named =
                attribute.split("operation_id = \"").nth(1).and_then(|rest| rest.split('"').next()).map(handler);
            let name = || function.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
            let name: String = named.unwrap_or_else(name);
            if let Some(other) = found.insert(name.clone(), file.path.clone()) {
                panic!("{name} is written in {other} and in {}", file.path);
            }
        }
    }
    found
}

/// The name of the handler that answers an operation: its `operationId` in snake case.
fn handler(operation_id: &str) -> String {
    let mut name = String::new();
    for char in operation_id.chars() {
        if char.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(char.to_ascii_lowercase());
    }
    name
}

/// What is wrong with `file` as the place of `path`.
fn misplaced(path: &str, file: &str) -> Option<String> {
    if OF_THE_HOUSE.iter().any(|prefix| path.starts_with(prefix)) || path == "/v1/conformance" {
        return None;
    }
    let fixed: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty() && !part.starts_with('{'))
        .skip(1)
        .map(|part| part.replace('-', "_"))
        .collect();
    let (slice, name) = (fixed.first()?, fixed.last()?);
    let inside = file.strip_prefix(&format!("api/src/{slice}/")).and_then(|it| it.strip_suffix(&format!("{name}.rs")));
    let in_noun_folder = |folder: &str| folder.matches('/').count() == 1 && folder.ends_with('/');
    let fits = inside.is_some_and(|folder| folder.is_empty() || in_noun_folder(folder));
    (!fits)
        .then(|| format!("{path} is written in {file}, not in api/src/{slice}/{name}.rs or a noun folder of the slice"))
}

#[test]
fn the_address_names_the_file() {
    let (document, written) = (api_document(true), written());
    let mut wrong = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for operation in item.as_object().expect("operations").values() {
            let Some(id) = operation["operationId"].as_str() else { continue };
            let Some(file) = written.get(&handler(id)) else {
                wrong.push(format!("{id} is written nowhere"));
                continue;
            };
            wrong.extend(elsewhere(path, file));
        }
    }
    assert!(wrong.is_empty(), "{} operations:\n  {}", wrong.len(), wrong.join("\n  "));
}

/// As [`misplaced`]; a file outside the slice's folder is misplaced too, but for that of a guest: a slice may answer at
/// another slice's address what it alone decides, when it registers so.
fn elsewhere(path: &str, file: &str) -> Option<String> {
    let slice = path.strip_prefix("/v1/")?.split('/').next()?.replace('-', "_");
    let of_the_house = OF_THE_HOUSE.iter().any(|prefix| path.starts_with(prefix)) || path == "/v1/conformance";
    if of_the_house || file.starts_with(&format!("api/src/{slice}/")) {
        return misplaced(path, file);
    }
    let is_guest = |guest: &&&Slice| {
        let there = guest.guest_at.iter().any(|(at, _)| *at == slice);
        there && file.starts_with(&format!("api/src/{}/", guest.name))
    };
    match SLICES.iter().find(is_guest) {
        Some(guest) => misplaced(&path.replacen(&slice.replace('_', "-"), &guest.name.replace('_', "-"), 1), file),
        None => Some(format!("{path} is written in {file}, outside api/src/{slice}/")),
    }
}

#[test]
fn a_file_in_the_wrong_folder_is_found() {
    for (path, file) in [
        ("/v1/dues/quotes", "api/src/dues/quotes.rs"),
        ("/v1/dues/rate-tables/{version}", "api/src/dues/rate_tables.rs"),
        ("/v1/members", "api/src/members/members.rs"),
        ("/v1/members/{member_id}", "api/src/members/members.rs"),
        ("/v1/cyber-program/cohorts/{id}/week-plan", "api/src/cyber_program/cohorts/week_plan.rs"),
        ("/health/live", "api/src/http/health.rs"),
    ] {
        assert_eq!(elsewhere(path, file), None);
    }
    for (path, file) in [
        ("/v1/dues/quotes", "api/src/dues/prices.rs"),
        ("/v1/dues/quotes", "api/src/members/quotes.rs"),
        ("/v1/members", "api/src/members/records.rs"),
        ("/v1/cyber-program/cohorts/{id}/week-plan", "api/src/cyber_program/cohorts/deep/week_plan.rs"),
        ("/v1/cyber-program/cohorts/{id}/week-plan", "api/src/cyber_program/cohorts/my_week_plan.rs"),
    ] {
        assert!(elsewhere(path, file).is_some(), "{path} in {file}");
    }
}
