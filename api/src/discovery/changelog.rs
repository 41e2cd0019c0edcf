//! `/v1/changelog`: how the contract has changed, release by release.
//!
//! Invariant: the latest release is the version of the document, and names every
//! operation that the release before did not have (`tests/compatibility`).

use std::sync::OnceLock;

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::page::{PageOut, Paged};
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::page_of;

page_of!(ContractReleasePage, ContractRelease);

/// The releases of the contract, the latest first.
const RELEASES: &str = include_str!("../../contract/changelog.json");

/// One release of the contract.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractRelease {
    /// Version of the document: a client of one major version is served by every later one of the same.
    #[schema(max_length = 20, pattern = "^[0-9]+[.][0-9]+[.][0-9]+$", example = "1.0.0")]
    version: String,
    /// When it was released.
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
    /// What changed.
    #[schema(max_items = 200)]
    changes: Vec<ContractChange>,
}

/// One change of the contract.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractChange {
    /// What kind of change it is.
    kind: ContractChangeKind,
    /// What changed, in a sentence.
    #[schema(max_length = 500, example = "Price a membership on any date.")]
    summary: String,
    /// The operations that it concerns, by `operationId`; empty when it concerns them all.
    #[schema(max_items = 200, example = json!(["createDuesQuote"]))]
    operations: Vec<String>,
}

/// What kind of change it is. Closed list.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractChangeKind {
    /// Something new.
    Added,
    /// Something behaves otherwise, within what was promised.
    Changed,
    /// Something will go away; the document says when.
    Deprecated,
    /// Something is gone: only in a new major version.
    Removed,
    /// Something that was promised is now true.
    Fixed,
}

fn releases() -> Result<&'static Vec<ContractRelease>, Problem> {
    static READ: OnceLock<Option<Vec<ContractRelease>>> = OnceLock::new();
    READ.get_or_init(|| serde_json::from_str(RELEASES).ok()).as_ref().ok_or_else(|| Problem::new(&INTERNAL))
}

/// Read how the contract has changed
///
/// The releases of this contract, the latest first. Within a major version there are additions only; what is going to
/// go away is deprecated first, with a date.
#[utoipa::path(tag = "Discovery", operation_id = "getChangelog", security(()),
    responses((status = 200, description = "The releases.", body = ContractReleasePage), (status = 304, description = "Not changed.")))]
#[get("/v1/changelog")]
pub async fn get_changelog(_: Params<NoParams>) -> Result<Reply, Problem> {
    let page = ContractReleasePage::new(releases()?.clone(), PageOut::whole());
    Ok(Reply::record(&page, 1)?.cached(Cache::Public))
}
