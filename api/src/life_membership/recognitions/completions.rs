//! `/v1/life-membership/recognitions/{life_application_id}/completions`: noting that something was done.

use actix_web::web::Path;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::RecognitionKind;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions;
use super::recognition::recorded;
use super::recognition_out::RecognitionOut;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::life_membership::codes::RecognitionKindCode;
use crate::life_membership::problems::{RECOGNITION_DONE, RECOGNITION_NOT_ASKED};

/// An item of recognition that is done.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLifeRecognitionCompletion)]
pub struct CompletionIn {
    /// Item that is done.
    #[schema(value_type = RecognitionKindCode)]
    kind: RecognitionKind,
}

/// Complete an item of recognition
///
/// For staff. Each item can be completed once.
#[utoipa::path(post, path = "/recognitions/{life_application_id}/completions", tag = "Life membership", extensions(("x-refuses" = json!([
    OWN_MATTER, RECOGNITION_DONE, RECOGNITION_NOT_ASKED
]))))]
pub async fn complete_life_recognition(
    caller: Caller<Staff>,
    id: Path<LifeApplicationId>,
    write: Write,
    body: Body<CompletionIn>,
) -> Result<Answered<Record<RecognitionOut>>, Problem> {
    let app = write.app();
    write.perform(async |tx| Ok(recorded(actions::complete(app, tx, caller.account_id, *id, body.0.kind).await?))).await
}
