//! `/v1/changelog`: how the contract has changed, release by release.
//!
//! Invariant: the latest release is the version of the document, and names every
//! operation that the release before did not have (`tests/compatibility`).

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::answers::Record;
use crate::http::page::Page;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;

/// The releases of the contract, latest first.
const RELEASES: &str = include_str!("../../contract/changelog.json");

/// One release of the contract.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractRelease {
    /// Version of the document. A client keeps working with every later version of the same major version.
    #[schema(max_length = 20, pattern = "^[0-9]+[.][0-9]+[.][0-9]+$", example = "1.0.0")]
    version: String,
    /// Day of the release.
    #[schema(example = "2026-11-22")]
    released_on: NaiveDate,
    /// SHA-256 of the document of this release, as committed; null until the next release begins.
    #[schema(
        required,
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    document_sha256: Option<String>,
    /// Changes of the release.
    #[schema(max_items = 200)]
    changes: Vec<ContractChange>,
}

/// One change of the contract.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractChange {
    /// Kind of change.
    kind: ContractChangeKind,
    /// The change, in a sentence.
    #[schema(max_length = 500, example = "Price a membership on any date.")]
    summary: String,
    /// Operations affected, by `operationId`; empty when all are.
    #[schema(max_items = 200, example = json!(["createDuesQuote"]))]
    operations: Vec<String>,
}

/// Kind of change. Closed list.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractChangeKind {
    /// Something new.
    Added,
    /// Something behaves differently, within what the contract says.
    Changed,
    /// Something will be removed; the document says when.
    Deprecated,
    /// Something was removed: only in a new major version.
    Removed,
    /// Something now behaves as the contract says.
    Fixed,
}

fn releases() -> Result<&'static Vec<ContractRelease>, Problem> {
    static READ: OnceLock<Option<Vec<ContractRelease>>> = OnceLock::new();
    READ.get_or_init(|| serde_json::from_str(RELEASES).ok()).as_ref().ok_or_else(|| Problem::new(&INTERNAL))
}

/// Read how the contract has changed
///
/// Releases of this contract, latest first. Within a major version there are only additions; anything to be removed is
/// deprecated first, with a date.
#[utoipa::path(get, path = "/v1/changelog", tag = "Discovery")]
pub async fn get_changelog(_: Params<NoParams>) -> Result<Record<Page<ContractRelease>>, Problem> {
    Ok(Record::new(Page::whole(releases()?.clone()), 1).cached(Cache::Public))
}
