//! `/v1/life-membership/applications/{life_application_id}/recognition`: newsletter notice, certificate, lapel pin and,
//! when the member wishes, a ceremony.

use actix_web::web::{Data, Path};
use actix_web::{get, patch};
use chrono::NaiveDate;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_persistence::Read;
use guildhall_persistence::life_membership::{self as store, RecognitionRecord};
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::{self, CeremonyChange};
use super::recognition_out::RecognitionOut;
use crate::app::App;
use crate::http::auth::{Caller, Identity};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::life_membership::applications::applications::{acting, visible};
use crate::wire::patched;

/// A change to the recognition of a new Life member: absent stays, null takes the wish back.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeRecognitionPatch)]
pub struct RecognitionPatch {
    /// The ceremony wished for; null takes the wish back.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<CeremonyPatch>)]
    ceremony: Option<Option<CeremonyPatch>>,
}

/// A change to the wish for a ceremony: absent members stay. A new wish names designee and address.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CeremonyPatch)]
pub struct CeremonyPatch {
    /// Who presents certificate and pin.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "Mayor Lena Ortiz")]
    designee: Option<String>,
    /// Where they are sent.
    #[schema(
        min_length = 1,
        max_length = 500,
        pattern = r"\S",
        nullable = false,
        example = "City Hall, 1 Main Street, Springfield, IL 62701"
    )]
    address: Option<String>,
    /// The day; null when it is not known any more.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<NaiveDate>, example = "2025-05-12")]
    held_on: Option<Option<NaiveDate>>,
}

pub(super) fn reply(record: RecognitionRecord) -> Result<Reply, Problem> {
    let version = record.version;
    Reply::record(&RecognitionOut::from(record), version)
}

/// Before a grant there is no list: it is not found.
async fn load(db: &dyn Read, caller: &Identity, id: LifeApplicationId) -> Result<RecognitionRecord, Problem> {
    visible(db, caller, id).await?;
    Ok(store::load_recognition(db, id).await?)
}

/// Read the recognition of a Life member
///
/// The member, staff, the board and admins. Before a grant there is none.
#[utoipa::path(tag = "Life membership", operation_id = "getLifeRecognition", security(("bearer" = [])),
    responses((status = 200, description = "The list.", body = RecognitionOut), (status = 304, description = "Not changed.")))]
#[get("/applications/{life_application_id}/recognition")]
pub async fn get_recognition(
    caller: Caller,
    app: Data<App>,
    id: Path<LifeApplicationId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    reply(load(&app.db, &caller, *id).await?)
}

/// Change the recognition of a Life member
///
/// The member or staff wish for a ceremony: certificate and pin then go to a designee, who presents them. Members of
/// `ceremony` left out stay as they are; a new wish names designee and address. Once certificate or pin are sent, the
/// wish can no longer change.
#[utoipa::path(tag = "Life membership", operation_id = "updateLifeRecognition", security(("bearer" = [])), params(IfMatchHeader), request_body = RecognitionPatch,
    responses((status = 200, description = "The changed list.", body = RecognitionOut),
        (status = 409, description = "`recognition-sent` `designee-incomplete` `ceremony-passed`")))]
#[patch("/applications/{life_application_id}/recognition")]
pub async fn update_recognition(
    caller: Caller,
    id: Path<LifeApplicationId>,
    seen: IfMatch,
    write: Write,
    body: Body<RecognitionPatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let owner = visible(tx, &caller, *id).await?.account_id;
            acting(&caller, owner == caller.account_id).ok_or_else(|| Problem::new(&FORBIDDEN))?;
            let Some(ceremony) = body.0.ceremony.clone() else {
                let record = load(tx, &caller, *id).await?;
                seen.check(record.version)?;
                return reply(record);
            };
            let change = ceremony.map(CeremonyChange::from);
            reply(actions::wish(write.app(), tx, caller.account_id, *id, &seen, change).await?)
        })
        .await
}

impl From<CeremonyPatch> for CeremonyChange {
    fn from(patch: CeremonyPatch) -> Self {
        CeremonyChange { designee: patch.designee, address: patch.address, held_on: patch.held_on }
    }
}
