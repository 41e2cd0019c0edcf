//! The contract keeps what it released: `api/contract/released.yaml` is the document of the last release, and within a
//! major version nothing in it may break.

mod operations;
mod rules;
mod schemas;

use aws_lc_rs::digest;
use guildhall::http::document::api_document;
use serde_json::Value;

fn released() -> Value {
    yaml_serde::from_str(include_str!("../../api/contract/released.yaml")).expect("the released document")
}

fn version(document: &Value) -> Vec<u32> {
    let text = document["info"]["version"].as_str().expect("a version");
    text.split('.').map(|part| part.parse().expect("numbers and dots")).collect()
}

/// What a release breaks on purpose, as told in its changelog: 1.3.0 opens the list of states of an application, reads dates
/// of the years 1900 to 2200 only, states and countries that exist, a filter of email addresses that are ones,
/// and takes no text that nobody can see.
const ON_PURPOSE: [&str; 9] = [
    r#"state: words were Some({"\"accepted\"", "\"awaiting_payment\"", "\"withdrawn\""}), are"#,
    r#"pattern was null, is "^((19|20|21)[0-9]{2}|2200)-"#,
    r#"format was null, is "country-code""#,
    r#"format was null, is "state-code""#,
    r#"GET /v1/accounts parameter "email": format was null, is "email""#,
    // The day of a ceremony is such a date.
    r#"recognition body/ceremony: an alternative of oneOf has no counterpart"#,
    "/recognition body/ceremony: an alternative of oneOf",
    r#", is "^[^\\x00-\\x1f\\x7f-\\x9f\\xad\\u034f"#,
    r#", is "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f"#,
];

#[test]
fn nothing_that_was_released_is_broken_within_its_major_version() {
    let (old, new) = (released(), api_document(true));
    let mut breaks = operations::breaks(&old, &new);
    breaks.retain(|one| !ON_PURPOSE.iter().any(|known| one.contains(known)));
    let next_major = version(&new)[0] > version(&old)[0];
    assert!(
        breaks.is_empty() || next_major,
        "clients of {} break; mend it, or raise the major version:\n  {}",
        old["info"]["version"],
        breaks.join("\n  ")
    );
}

#[test]
fn whatever_differs_from_the_release_has_a_version_of_its_own() {
    let (old, new) = (released(), api_document(true));
    assert!(version(&new) >= version(&old), "the version went back");
    let same = operations::promises(&old) == operations::promises(&new);
    assert!(same || version(&new) > version(&old), "the document promises something else: raise the version");
}

#[test]
fn the_changelog_begins_with_this_version_and_names_every_new_operation() {
    let changelog: Value = serde_json::from_str(include_str!("../../api/contract/changelog.json")).expect("JSON");
    let (old, new) = (released(), api_document(true));
    let latest = &changelog[0];
    assert_eq!(latest["version"], new["info"]["version"], "api/contract/changelog.json lacks this version");
    let named = latest["changes"].to_string();
    for id in operations::added(&old, &new) {
        assert!(named.contains(&format!("\"{id}\"")), "the changelog of {} does not name {id}", latest["version"]);
    }
}

#[test]
fn the_released_document_is_the_one_whose_hash_the_changelog_tells() {
    let changelog: Value = serde_json::from_str(include_str!("../../api/contract/changelog.json")).expect("JSON");
    let released = released();
    let releases = changelog.as_array().expect("releases");
    let entry = releases.iter().find(|entry| entry["version"] == released["info"]["version"]).expect("its release");
    let hash = digest::digest(&digest::SHA256, include_bytes!("../../api/contract/released.yaml"));
    let hash: String = hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(entry["document_sha256"], hash, "released.yaml is not what was released as {}", entry["version"]);
}
