//! `/v1/conformance`: what the tests have exercised of what the document promises.
//!
//! `api/contract/conformance.json` is recorded from the test run of a release,
//! in which every answer is held against the document; CI fails when it claims
//! something that the run did not meet.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use actix_web::web::Data;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::App;
use crate::config::Environment;
use crate::http::answers::Record;
use crate::http::document::api_document;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;

/// Statuses met by `operationId`.
const RECORDED: &str = include_str!("../../contract/conformance.json");

/// The build, and what its tests exercised of the contract.
#[derive(Clone, Serialize, ToSchema)]
pub struct Conformance {
    /// Build of the program that answers.
    build: Build,
    /// Number of operations in the document.
    #[schema(minimum = 0, maximum = 10_000, example = 1)]
    operations_documented: i32,
    /// Number of answers in the document: one for each status of each operation.
    #[schema(minimum = 0, maximum = 100_000, example = 2)]
    answers_documented: i32,
    /// Number of answers that the tests met and checked against the document.
    #[schema(minimum = 0, maximum = 100_000, example = 1)]
    answers_exercised: i32,
    /// Operations, in the order of the document.
    #[schema(max_items = 10_000)]
    operations: Vec<OperationConformance>,
}

/// A build of the program.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = Build)]
pub struct Build {
    /// Version of the program and of the contract.
    #[schema(max_length = 20, example = "1.0.0")]
    version: &'static str,
    /// Commit of the build; null when unknown.
    #[schema(required, max_length = 64, example = "0123abc")]
    commit: Option<&'static str>,
}

/// One operation and its answers.
#[derive(Clone, Serialize, ToSchema)]
pub struct OperationConformance {
    /// `operationId` of the operation.
    #[schema(max_length = 40, example = "createDuesQuote")]
    operation_id: String,
    /// HTTP method.
    #[schema(max_length = 10, example = "POST")]
    method: String,
    /// Path of the operation.
    #[schema(max_length = 200, example = "/v1/dues/quotes")]
    path: String,
    /// Documented answers, by status.
    #[schema(max_items = 30, example = json!([{ "status": 200, "exercised": true }, { "status": 408, "exercised": false }]))]
    answers: Vec<AnswerConformance>,
}

/// One documented answer.
#[derive(Clone, Serialize, ToSchema)]
pub struct AnswerConformance {
    /// Status code.
    #[schema(minimum = 100, maximum = 599, example = 200)]
    status: i32,
    /// Whether the tests met this answer.
    #[schema(example = true)]
    exercised: bool,
}

fn conformance(sandbox: bool) -> Result<&'static Conformance, Problem> {
    static MADE: [OnceLock<Option<Conformance>>; 2] = [OnceLock::new(), OnceLock::new()];
    let make = || serde_json::from_str(RECORDED).ok().map(|recorded| compare(&api_document(sandbox), &recorded));
    MADE[usize::from(sandbox)].get_or_init(make).as_ref().ok_or_else(|| Problem::new(&INTERNAL))
}

fn compare(document: &Value, recorded: &BTreeMap<String, Vec<i32>>) -> Conformance {
    let items = document["paths"].as_object().into_iter().flatten();
    let all = items.flat_map(|(path, item)| item.as_object().into_iter().flatten().map(move |one| (path, one)));
    let operations: Vec<_> =
        all.filter_map(|(path, (method, value))| operation(path, method, value, recorded)).collect();
    let answers = || operations.iter().flat_map(|operation| &operation.answers);
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    Conformance {
        build: Build { version: env!("CARGO_PKG_VERSION"), commit: option_env!("GUILDHALL_BUILD_COMMIT") },
        operations_documented: count(operations.len()),
        answers_documented: count(answers().count()),
        answers_exercised: count(answers().filter(|answer| answer.exercised).count()),
        operations,
    }
}

fn operation(
    path: &str,
    method: &str,
    value: &Value,
    recorded: &BTreeMap<String, Vec<i32>>,
) -> Option<OperationConformance> {
    let id = value["operationId"].as_str()?;
    let met = recorded.get(id).map_or(&[][..], Vec::as_slice);
    let statuses = value["responses"].as_object()?.keys().filter_map(|status| status.parse().ok());
    Some(OperationConformance {
        operation_id: id.to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        answers: statuses.map(|status| AnswerConformance { status, exercised: met.contains(&status) }).collect(),
    })
}

/// Read what the tests have exercised
///
/// For each operation: the statuses that the document describes, and whether the test run of this release met them. The
/// run checks every answer against the document: status, headers, body, cause.
#[utoipa::path(get, path = "/v1/conformance", tag = "Discovery")]
pub async fn get_conformance(app: Data<App>, _: Params<NoParams>) -> Result<Record<Conformance>, Problem> {
    let conformance = conformance(app.config.env == Environment::Sandbox)?;
    Ok(Record::new(conformance.clone(), 1).cached(Cache::Public))
}
