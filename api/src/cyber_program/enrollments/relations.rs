//! How callers stand to an enrollment: whoever sees it, and whoever acts on it.

use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::{acts_on_enrollment, may_see_enrollment};
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, EnrollmentRecord};
use guildhall_persistence::organizations;

use super::actions::money;
use super::actions::seats::By;
use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// An enrollment that the caller may see.
pub struct VisibleEnrollment {
    /// The enrollment.
    pub enrollment: EnrollmentRecord,
    /// Whether the caller represents the organization that pays.
    pub represents_payer: bool,
}

/// Whether somebody represents the organization that pays for an enrollment: its invoice says which, once there is one.
async fn represents_payer(db: &dyn Read, caller: &Identity, enrollment: &EnrollmentRecord) -> Result<bool, Problem> {
    let billed = money::billed(db, enrollment).await?;
    let payer = billed.map_or(enrollment.bill_to_organization_id, |billed| billed.bill_to_organization_id);
    let Some(payer) = payer else { return Ok(false) };
    Ok(organizations::represents(db, caller.account_id, payer).await?)
}

impl Relation for VisibleEnrollment {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "visible_enrollment";
    const MEANING: &'static str =
        "The participant; representatives of the organization that pays; staff, finance and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Finance, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let Some(enrollment) = store::find_enrollment(db, *id).await? else { return Ok(Standing::Foreign) };
        let represents_payer = represents_payer(db, caller, &enrollment).await?;
        let found = Some(VisibleEnrollment { enrollment, represents_payer });
        let is_visible =
            |one: &VisibleEnrollment| may_see_enrollment(&caller.caller(), one.enrollment.account_id, represents_payer);
        Ok(Standing::of(found, is_visible))
    }
}

/// An enrollment that the caller acts on, and in which capacity. Finance sees it and does not: 403.
pub struct ActsOnEnrollment {
    /// The enrollment.
    pub enrollment: EnrollmentRecord,
    /// The caller, in the capacity of participant, buyer or staff.
    pub by: By,
}

impl Relation for ActsOnEnrollment {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "acts_on_enrollment";
    const MEANING: &'static str = "The participant; representatives of the organization that pays; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let standing = VisibleEnrollment::find(app, db, caller, id).await?;
        Ok(standing.or_forbidden(|VisibleEnrollment { enrollment, represents_payer }| {
            let actor = acts_on_enrollment(&caller.caller(), enrollment.account_id, represents_payer)?;
            Some(ActsOnEnrollment { enrollment, by: By { account_id: Some(caller.account_id), actor } })
        }))
    }
}
