//! `/v1/members/{member_id}/ending`: ending a membership that was got wrongly.

use actix_web::web::Path;
use guildhall_domain::ids::MemberId;

use super::actions::looks;
use super::applications::review::ReviewTextsIn;
use super::members::{MemberOut, record};
use super::problems::MEMBERSHIP_NOT_BEGUN;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};

/// End a membership that was got wrongly
///
/// For staff, with reasons, not on an own membership. It ends today without grace, and the person gets the reasons by
/// letter. What was paid is given back by finance.
#[utoipa::path(post, path = "/{member_id}/ending", tag = "Members", extensions(("x-refuses" = json!([
    MEMBERSHIP_NOT_BEGUN, OWN_MATTER
]))))]
pub async fn end_member(
    caller: Caller<Staff>,
    id: Path<MemberId>,
    write: Write,
    body: Body<ReviewTextsIn>,
) -> Result<Answered<Record<MemberOut>>, Problem> {
    let app = write.app();
    let told = body.0.told();
    let ended = write
        .perform(async |tx| Ok(record(app, looks::end(app, tx, caller.account_id, *id, &told.texts).await?)))
        .await?;
    app.tokens.forget_all();
    Ok(ended)
}
