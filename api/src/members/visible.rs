//! Finding a member's record as a caller may see it. Foreign and absent look the same.

use guildhall_domain::ids::MemberId;
use guildhall_domain::members::Member;
use guildhall_domain::members::visibility::{self, Sight};
use guildhall_persistence::{Read, members as store};

use crate::http::auth::Identity;
use crate::http::problem::{FORBIDDEN, NOT_FOUND, Problem};

/// The record and how much of it the caller sees.
///
/// # Errors
/// `not-found` when it does not exist or is not the caller's to know.
pub async fn member(db: &dyn Read, caller: &Identity, id: MemberId) -> Result<(Member, Sight), Problem> {
    let member = store::find_member(db, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    match visibility::sight_of_member(&caller.caller(), member.account_id) {
        Sight::Hidden => Err(Problem::new(&NOT_FOUND)),
        sight => Ok((member, sight)),
    }
}

/// The record of a member whom the caller may change.
///
/// # Errors
/// `not-found` as [`member`]; `forbidden` when it may be seen but not changed.
pub async fn changeable(db: &dyn Read, caller: &Identity, id: MemberId) -> Result<Member, Problem> {
    let (member, _) = member(db, caller, id).await?;
    if visibility::may_change_member(&caller.caller(), member.account_id) {
        Ok(member)
    } else {
        Err(Problem::new(&FORBIDDEN))
    }
}

/// The record of a member whose Life membership the caller may look at.
///
/// # Errors
/// `not-found` as [`member`]; `forbidden` when the record may be seen but not that.
pub async fn to_life(db: &dyn Read, caller: &Identity, id: MemberId) -> Result<Member, Problem> {
    let member = store::find_member(db, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let caller = caller.caller();
    if visibility::may_see_life(&caller, member.account_id) {
        Ok(member)
    } else if visibility::may_see_member(&caller, member.account_id) {
        Err(Problem::new(&FORBIDDEN))
    } else {
        Err(Problem::new(&NOT_FOUND))
    }
}
