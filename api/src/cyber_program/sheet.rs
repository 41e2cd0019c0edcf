//! A participant's sheet: the seat, the weeks of its cohort, and who looks at it.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{Capacity, Mark, PlannedActivity, Viewer};
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord};

use crate::app::App;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::problem::Problem;

/// A participant's sheet.
pub struct Sheet {
    /// The cohort.
    pub cohort: CohortRecord,
    /// The participant's enrollment.
    pub enrollment: EnrollmentRecord,
    /// The activities of all weeks.
    pub plan: Vec<PlannedActivity>,
    /// In which capacity the caller looks.
    pub capacity: Capacity,
    /// What is known of the caller.
    pub known: ViewerFacts,
}

impl Sheet {
    /// Today, by the cohort's calendar.
    pub fn today(&self, app: &App) -> NaiveDate {
        self.cohort.cohort.date_at(app.clock.now())
    }

    /// The caller as somebody who looks.
    pub fn viewer(&self) -> Viewer<'_> {
        self.known.viewer()
    }

    /// The participant's account.
    pub fn owner(&self) -> AccountId {
        self.enrollment.account_id
    }
}

/// The marks on a sheet.
///
/// # Errors
/// Those of the store.
pub async fn marks_on(db: &dyn Read, id: EnrollmentId) -> Result<Vec<Mark>, Problem> {
    Ok(store::marks_of(db, id).await?.into_iter().map(|record| record.mark).collect())
}
