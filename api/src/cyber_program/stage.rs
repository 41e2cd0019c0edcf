//! Cohorts and enrollments arranged on a [`Stage`] of the sandbox, by the slice's own actions.

use chrono::{NaiveDate, NaiveTime, Weekday};
use guildhall_domain::cyber_program::{CohortFacts, Discipline, EnrollmentActor, LiveSlot, Settlement};
use guildhall_domain::ids::CohortId;
use guildhall_domain::{Cents, Refusal, cyber_program};

use super::cohorts::actions::cohorts::{self, NewCohort};
use super::enrollments::actions::enroll::{self, CommunityPlace, Participant, Payer};
use super::enrollments::actions::seats::By;
use crate::http::problem::Problem;
use crate::sandbox::scenarios::{Stage, fault};

impl Stage<'_> {
    /// Plans a cohort with a weekly hour on Wednesdays; steps name it `{cohort.id}`.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn cohort(&mut self, starts_on: &str, capacity: u32) -> Result<CohortId, Problem> {
        let starts_on: NaiveDate = starts_on.parse().map_err(|_| fault("no date", starts_on))?;
        let live_event = LiveSlot { weekday: Weekday::Wed, at: NaiveTime::MIN, minutes: 60 };
        let facts = CohortFacts { starts_on, time_zone: None, capacity, live_event };
        let staff = self.persona("staff")?;
        let new = NewCohort { name: "Spring".to_owned(), facts };
        let cohort = cohorts::plan(self.app, self.tx, staff, new).await?;
        self.tell("cohort", "id", cohort.id);
        Ok(cohort.id)
    }

    /// Somebody enrolls by invoice, at the price of their standing; steps name the enrollment `{handle.enrollment}`.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn enroll(&mut self, handle: &'static str, cohort: CohortId) -> Result<(), Problem> {
        let account_id = self.guest(handle)?.account_id;
        let standing = enroll::membership_standing(self.app, self.tx, account_id).await?;
        let policy = &self.app.policies.cyber_program;
        let price = cyber_program::fix_price(standing, self.app.clock.today(), policy).map_err(Refusal::from)?;
        let place = CommunityPlace { state: None, country: "US".into() };
        let participant = Participant { account_id, discipline: Discipline::Finance, population: None, place };
        let payer =
            Payer { settlement: Settlement::Invoice, bill_to_organization_id: None, purchase_order_number: None };
        let by = By { account_id: Some(account_id), actor: EnrollmentActor::Participant };
        let total: Cents = price.price.amount;
        let made = enroll::enroll(self.app, self.tx, by, cohort, participant, payer, total).await?;
        self.tell(handle, "enrollment", made.id);
        Ok(())
    }
}
