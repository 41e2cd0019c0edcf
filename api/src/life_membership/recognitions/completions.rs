//! `/v1/life-membership/recognitions/{life_application_id}/completions`: noting that something was done.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::RecognitionKind;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions;
use super::recognition::reply;
use super::recognition_out::RecognitionOut;
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;
use crate::life_membership::codes::RecognitionKindCode;

/// Something done.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLifeRecognitionCompletion)]
pub struct CompletionIn {
    /// What.
    #[schema(value_type = RecognitionKindCode)]
    kind: RecognitionKind,
}

/// Complete an item of recognition
///
/// Staff note that something was done: each item once.
#[utoipa::path(tag = "Life membership", operation_id = "completeLifeRecognition", security(("bearer" = ["staff"])), request_body = CompletionIn,
    responses((status = 200, description = "The list, with the item done.", body = RecognitionOut),
        (status = 409, description = "`recognition-done` `recognition-not-asked`")))]
#[post("/recognitions/{life_application_id}/completions")]
pub async fn complete_recognition(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    write: Write,
    body: Body<CompletionIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| reply(actions::complete(write.app(), tx, caller.account_id, *id, body.0.kind).await?))
        .await
}
