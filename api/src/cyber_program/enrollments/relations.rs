//! How callers stand to an enrollment: whoever sees it, and whoever acts on it.

use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::{acts_on_enrollment, may_see_enrollment};
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, EnrollmentRecord};

use super::actions::seats::By;
use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// An enrollment that the caller may see.
pub struct VisibleEnrollment(pub EnrollmentRecord);

impl Relation for VisibleEnrollment {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "visible_enrollment";
    const MEANING: &'static str = "The participant; staff, finance and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Finance, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let found = store::find_enrollment(db, *id).await?.map(VisibleEnrollment);
        Ok(Standing::of(found, |one| may_see_enrollment(&caller.caller(), one.0.account_id)))
    }
}

/// An enrollment that the caller acts on, and in which capacity. Finance sees it and does not: 403.
pub struct ActsOnEnrollment {
    /// The enrollment.
    pub enrollment: EnrollmentRecord,
    /// The caller, in the capacity of participant or staff.
    pub by: By,
}

impl Relation for ActsOnEnrollment {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "acts_on_enrollment";
    const MEANING: &'static str = "The participant; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let standing = VisibleEnrollment::find(app, db, caller, id).await?;
        Ok(standing.or_forbidden(|VisibleEnrollment(enrollment)| {
            let actor = acts_on_enrollment(&caller.caller(), enrollment.account_id)?;
            Some(ActsOnEnrollment { enrollment, by: By { account_id: Some(caller.account_id), actor } })
        }))
    }
}
