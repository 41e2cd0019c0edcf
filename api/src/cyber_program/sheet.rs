//! Who looks at a cohort or at somebody's sheet, and in which capacity.
//!
//! Invariant: whoever may not know of it gets the answer for what does not exist. Whoever has
//! no seat, not yet or no longer, has no sheet.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{Capacity, Mark, PlannedActivity, Viewer, plan_weeks};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord};

use super::viewer::ViewerFacts;
use crate::app::App;
use crate::http::auth::Identity;
use crate::http::problem::{FORBIDDEN, NOT_FOUND, Problem};

/// A cohort that the caller knows, and as what.
///
/// # Errors
/// `not-found`; those of the store.
pub async fn cohort_of(db: &dyn Read, caller: &Identity, id: CohortId) -> Result<(CohortRecord, Capacity), Problem> {
    let known = ViewerFacts::load(db, caller).await?;
    let capacity = known.in_cohort(id).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    Ok((store::load_cohort(db, id).await?, capacity))
}

/// Passes faculty of the cohort, staff and administrators.
///
/// # Errors
/// `forbidden` for its participants.
pub fn leads(capacity: Capacity) -> Result<(), Problem> {
    match capacity {
        Capacity::Faculty | Capacity::Staff => Ok(()),
        Capacity::Author | Capacity::OwnGroup | Capacity::Cohort => Err(Problem::new(&FORBIDDEN)),
    }
}

/// A participant's sheet.
pub struct Sheet {
    /// The cohort.
    pub cohort: CohortRecord,
    /// Whose sheet it is.
    pub enrollment: EnrollmentRecord,
    /// What the weeks hold.
    pub plan: Vec<PlannedActivity>,
    /// In which capacity the caller looks.
    pub capacity: Capacity,
    known: ViewerFacts,
}

impl Sheet {
    /// The date by the cohort's calendar.
    pub fn today(&self, app: &App) -> NaiveDate {
        self.cohort.cohort.date_at(app.clock.now())
    }

    /// The caller as somebody who looks.
    pub fn viewer(&self) -> Viewer<'_> {
        self.known.viewer()
    }

    /// Whose sheet it is.
    pub fn owner(&self) -> AccountId {
        self.enrollment.account_id
    }
}

/// A sheet, for its owner, faculty of the cohort, staff and administrators.
///
/// # Errors
/// `not-found`; those of the store.
pub async fn sheet_of(db: &dyn Read, caller: &Identity, id: EnrollmentId) -> Result<Sheet, Problem> {
    let enrollment = store::load_enrollment(db, id).await?;
    let known = ViewerFacts::load(db, caller).await?;
    let is_owner = enrollment.account_id == caller.account_id;
    let capacity = if is_owner { Some(Capacity::Author) } else { known.in_cohort(enrollment.cohort_id) };
    let capacity = capacity.filter(|one| enrollment.state.takes_part() && *one != Capacity::Cohort);
    let capacity = capacity.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let cohort = store::load_cohort(db, enrollment.cohort_id).await?;
    let plan = plan_weeks(&cohort.cohort, &cohort.template);
    Ok(Sheet { cohort, enrollment, plan, capacity, known })
}

/// The same for its owner alone.
///
/// # Errors
/// As [`sheet_of`].
pub async fn own_sheet(db: &dyn Read, caller: &Identity, id: EnrollmentId) -> Result<Sheet, Problem> {
    let sheet = sheet_of(db, caller, id).await?;
    if sheet.capacity == Capacity::Author { Ok(sheet) } else { Err(Problem::new(&NOT_FOUND)) }
}

/// The marks on a sheet.
///
/// # Errors
/// Those of the store.
pub async fn marks_on(db: &dyn Read, id: EnrollmentId) -> Result<Vec<Mark>, Problem> {
    Ok(store::marks_of(db, id).await?.into_iter().map(|record| record.mark).collect())
}
