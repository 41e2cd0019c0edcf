//! How callers stand to a participant's sheet: what the person has marked, and what follows from it.
//!
//! Invariant: whoever has no seat, not yet or no longer, has no sheet.

use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::{Capacity, plan_weeks};
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program as store;

use crate::app::App;
use crate::cyber_program::sheet::Sheet;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// A sheet that the caller may read.
pub struct SeesSheet(pub Sheet);

impl Relation for SeesSheet {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "sees_sheet";
    const MEANING: &'static str = "The participant; faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let Some(enrollment) = store::find_enrollment(db, *id).await? else { return Ok(Standing::Foreign) };
        let known = ViewerFacts::load(db, caller).await?;
        let capacity = known.viewer().on_sheet(enrollment.account_id, enrollment.cohort_id, enrollment.state);
        let Some(capacity) = capacity else { return Ok(Standing::Foreign) };
        let cohort = store::load_cohort(db, enrollment.cohort_id).await?;
        let plan = plan_weeks(&cohort.cohort, &cohort.template);
        Ok(Standing::Related(SeesSheet(Sheet { cohort, enrollment, plan, capacity, known })))
    }
}

/// The caller's own sheet. To everybody else it does not exist.
pub struct OwnSheet(pub Sheet);

impl Relation for OwnSheet {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "own_sheet";
    const MEANING: &'static str = "The participant.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let standing = SeesSheet::find(app, db, caller, id).await?;
        Ok(standing.or_foreign(|SeesSheet(sheet)| (sheet.capacity == Capacity::Author).then_some(OwnSheet(sheet))))
    }
}

/// The sheet behind a certificate that the caller may read. The cohort's faculty reads the sheet alone.
pub struct SeesCertificate(pub Sheet);

impl Relation for SeesCertificate {
    type Permission = AnyAccount;
    type Id = EnrollmentId;
    const NAME: &'static str = "sees_certificate";
    const MEANING: &'static str = "The participant; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &EnrollmentId) -> Result<Standing<Self>, Problem> {
        let standing = SeesSheet::find(app, db, caller, id).await?;
        let reads = |sheet: &Sheet| sheet.viewer().reads_certificate(sheet.capacity);
        Ok(standing.or_foreign(|SeesSheet(sheet)| reads(&sheet).then_some(SeesCertificate(sheet))))
    }
}
