//! `/v1/life-membership/applications/{life_application_id}/recognition`: newsletter notice, certificate, lapel pin and,
//! when the member wishes, a ceremony.

use actix_web::web::Path;
use chrono::NaiveDate;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_persistence::life_membership::RecognitionRecord;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::{self, CeremonyChange};
use super::recognition_out::RecognitionOut;
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};
use crate::life_membership::problems::{
    CEREMONY_PASSED, CEREMONY_TOO_FAR_AHEAD, DESIGNEE_INCOMPLETE, RECOGNITION_SENT,
};
use crate::life_membership::relations::{ChangeableRecognition, VisibleRecognition};
use crate::wire::patched;

/// Changes to the recognition of a new Life member. Members left out stay unchanged; null cancels the ceremony.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeRecognitionPatch)]
pub struct RecognitionPatch {
    /// The ceremony requested; null cancels it.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<CeremonyPatch>)]
    ceremony: Option<Option<CeremonyPatch>>,
}

/// Changes to the ceremony. Members left out stay unchanged; a new request requires designee and address.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CeremonyPatch)]
pub struct CeremonyPatch {
    /// Person who presents the certificate and the pin.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "Mayor Lena Ortiz")]
    designee: Option<String>,
    /// Address the certificate and the pin are sent to.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        nullable = false,
        example = "City Hall, 1 Main Street, Springfield, IL 62701", extensions(("x-text" = json!("lines"))))]
    address: Option<String>,
    /// Date of the ceremony; null when it is no longer known.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<NaiveDate>, example = "2025-05-12")]
    held_on: Option<Option<NaiveDate>>,
}

pub(super) fn recorded(record: RecognitionRecord) -> Record<RecognitionOut> {
    let version = record.version;
    Record::new(RecognitionOut::from(record), version)
}

/// Get the recognition of a Life member
///
/// For the member, staff, the board and admins. It exists from the grant on; before that, 404.
#[utoipa::path(get, path = "/applications/{life_application_id}/recognition", tag = "Life membership")]
pub async fn get_life_recognition(seen: Sees<VisibleRecognition>) -> Result<Record<RecognitionOut>, Problem> {
    Ok(recorded(seen.record.0))
}

/// Update the recognition of a Life member
///
/// For the member and staff. With a ceremony, the certificate and the pin are sent to a designee, who presents them. A new
/// request requires designee and address; members of `ceremony` left out stay unchanged. Once the certificate or the pin is
/// sent, the ceremony can no longer be changed.
#[utoipa::path(patch, path = "/applications/{life_application_id}/recognition", tag = "Life membership", extensions(("x-refuses" = json!([
    RECOGNITION_SENT, DESIGNEE_INCOMPLETE, CEREMONY_PASSED, CEREMONY_TOO_FAR_AHEAD
]))))]
pub async fn update_life_recognition(
    caller: By<ChangeableRecognition>,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<RecognitionPatch>,
) -> Result<Answered<Record<RecognitionOut>>, Problem> {
    let app = write.app();
    write
        .on(&caller, *id, async |tx, ChangeableRecognition(record)| {
            let Some(ceremony) = body.0.ceremony.clone() else {
                seen.check(record.version)?;
                return Ok(recorded(record));
            };
            let change = ceremony.map(CeremonyChange::from);
            Ok(recorded(actions::wish(app, tx, caller.account_id, *id, &seen, change).await?))
        })
        .await
}

impl From<CeremonyPatch> for CeremonyChange {
    fn from(patch: CeremonyPatch) -> Self {
        CeremonyChange { designee: patch.designee, address: patch.address, held_on: patch.held_on }
    }
}
