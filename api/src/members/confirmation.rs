//! `/v1/members/{member_id}/confirmation`: staff's look at a membership that began when it was paid.

use actix_web::web::Path;
use guildhall_domain::ids::MemberId;

use super::actions::looks;
use super::members::{MemberOut, record};
use super::problems::MEMBERSHIP_NOT_BEGUN;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};

/// Confirm a membership
///
/// For staff, not on an own membership. In categories that begin when they are paid, member prices of other products and
/// what only members see begin with it. `GET /v1/members?confirmed=false` lists whom staff have yet to look at.
#[utoipa::path(post, path = "/{member_id}/confirmation", tag = "Members", extensions(("x-refuses" = json!([
    MEMBERSHIP_NOT_BEGUN, OWN_MATTER
]))))]
pub async fn confirm_member(
    caller: Caller<Staff>,
    id: Path<MemberId>,
    write: Write,
) -> Result<Answered<Record<MemberOut>>, Problem> {
    let app = write.app();
    let confirmed =
        write.perform(async |tx| Ok(record(app, looks::confirm(app, tx, caller.account_id, *id).await?))).await?;
    // The role `member` may begin with it.
    app.tokens.forget_all();
    Ok(confirmed)
}
