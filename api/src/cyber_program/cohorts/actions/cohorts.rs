//! Planning a cohort and changing it.

use chrono::{NaiveDate, NaiveTime, Weekday};
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{
    Cohort, CohortFacts, CohortRefusal, CyberProgramEvent, LiveSlot, after_move, check_capacity, check_planned,
    plan_cohort,
};
use guildhall_domain::ids::{AccountId, CohortId};
use guildhall_persistence::cyber_program::{self as store, CohortRecord};
use guildhall_persistence::{StoreError, Tx};

use crate::app::App;
use crate::cyber_program::cohorts::letters;
use crate::cyber_program::enrollments::actions::seats;
use crate::cyber_program::problems::COHORT_NAME_TAKEN;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// A cohort to be planned.
#[derive(Clone)]
pub struct NewCohort {
    /// Its name.
    pub name: String,
    /// Its dates and seats.
    pub facts: CohortFacts,
}

/// What to change; absent stays.
#[derive(Clone, Default)]
pub struct CohortChange {
    /// Its name.
    pub name: Option<String>,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Seats.
    pub capacity: Option<u32>,
    /// The weekly hour.
    pub live_event: Option<LiveEventChange>,
}

impl CohortChange {
    /// Whether the cohort is not as asked already.
    fn changes(&self, record: &CohortRecord) -> bool {
        let cohort = &record.cohort;
        self.name.as_deref().is_some_and(|name| name.trim() != record.name)
            || self.starts_on.is_some_and(|starts_on| starts_on != cohort.starts_on)
            || self.capacity.is_some_and(|capacity| capacity != cohort.capacity)
            || self.live_event.is_some_and(|change| change.onto(cohort.live_event) != cohort.live_event)
    }
}

/// What to change of the weekly hour; absent stays.
#[derive(Clone, Copy, Default)]
pub struct LiveEventChange {
    /// The day of the week.
    pub weekday: Option<Weekday>,
    /// When it begins.
    pub at: Option<NaiveTime>,
    /// How long it lasts.
    pub minutes: Option<u32>,
}

impl LiveEventChange {
    fn onto(self, slot: LiveSlot) -> LiveSlot {
        LiveSlot {
            weekday: self.weekday.unwrap_or(slot.weekday),
            at: self.at.unwrap_or(slot.at),
            minutes: self.minutes.unwrap_or(slot.minutes),
        }
    }
}

/// Plans a cohort with the template of weeks in force.
///
/// # Errors
/// The refusals of the rules on cohorts; `cohort-name-taken`; those of the store.
pub async fn plan(app: &App, tx: &Tx, by: AccountId, new: NewCohort) -> Result<CohortRecord, Problem> {
    let policy = &app.policies.cyber_program;
    let now = app.clock.now();
    check_planned(new.facts.starts_on, app.clock.today(), policy).map_err(Refusal::from)?;
    let record = CohortRecord {
        id: CohortId::new(app.entropy.uuid(now)),
        name: new.name.to_owned(),
        cohort: plan_cohort(&new.facts, policy).map_err(Refusal::from)?,
        template: policy.template.clone(),
        last_place: 0,
        calendar_sequence: 0,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::insert_cohort(tx, &record).await.map_err(|error| name_taken(&record.name, error))?;
    events::record(app, tx, Some(by), CyberProgramEvent::CohortCreated { cohort: record.id }).await?;
    Ok(record)
}

/// Changes a cohort, if it still is as the caller saw it, tells everybody with a seat what moved, and gives new seats to those
/// who wait.
///
/// # Errors
/// `not-found`, `stale-version`; the refusals of the rules on cohorts; `cohort-has-begun`, `cohort-ended`, `cohort-canceled`,
/// `cohort-name-taken`; those of the store.
pub async fn change(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: CohortId,
    seen: &IfMatch,
    change: CohortChange,
) -> Result<CohortRecord, Problem> {
    let mut record = store::lock_cohort(tx, id).await?;
    seen.check(record.version)?;
    if !change.changes(&record) {
        return Ok(record);
    }
    let before = record.cohort;
    before.check_not_canceled().map_err(Refusal::from)?;
    if let Some(capacity) = change.capacity {
        let held = seats::counted(tx, id).await?.held;
        check_capacity(capacity, held, &app.policies.cyber_program).map_err(Refusal::from)?;
        record.cohort.capacity = capacity;
    }
    if let Some(starts_on) = change.starts_on.filter(|starts_on| *starts_on != before.starts_on) {
        record.cohort.starts_on = moved(app, &before, starts_on)?;
    }
    let live_event = change.live_event.map(|change| change.onto(before.live_event));
    if let Some(live_event) = live_event.filter(|live_event| *live_event != before.live_event) {
        before.check_not_over(before.date_at(app.clock.now())).map_err(Refusal::from)?;
        record.cohort.live_event = live_event;
    }
    if (record.cohort.starts_on, record.cohort.live_event) != (before.starts_on, before.live_event) {
        record.calendar_sequence += 1;
    }
    record.name = change.name.map_or(record.name, |name| name.to_owned());
    record.updated_at = app.clock.now();
    record.version = store::save_cohort(tx, &record).await.map_err(|error| name_taken(&record.name, error))?;
    let Cohort { capacity, starts_on, .. } = record.cohort;
    events::record(app, tx, Some(by), CyberProgramEvent::CohortUpdated { cohort: id, capacity, starts_on }).await?;
    tell_moved(app, tx, &record, &before).await?;
    seats::promote(app, tx, &mut record).await?;
    Ok(record)
}

/// Tells everybody with a seat when the first day or the hour moved, and gives the right to withdraw where it moved far.
async fn tell_moved(app: &App, tx: &Tx, record: &CohortRecord, before: &Cohort) -> Result<(), Problem> {
    let now = &record.cohort;
    if (now.starts_on, now.live_event) == (before.starts_on, before.live_event) {
        return Ok(());
    }
    let today = before.date_at(app.clock.now());
    for mut enrollment in store::enrolled_in(tx, record.id).await? {
        if now.starts_on != before.starts_on {
            let days = (before.starts_on, now.starts_on);
            enrollment.agreed = after_move(enrollment.agreed, days, today, &app.policies.cyber_program.moves);
            enrollment.updated_at = app.clock.now();
            enrollment.version = store::save_enrollment(tx, &enrollment).await?;
        }
        letters::cohort_moved(app, tx, record, before, &enrollment).await?;
    }
    Ok(())
}

/// The new first day: both it and the old one lie ahead.
fn moved(app: &App, cohort: &Cohort, starts_on: NaiveDate) -> Result<NaiveDate, Problem> {
    let today = cohort.date_at(app.clock.now());
    if cohort.starts_on <= today || starts_on <= today {
        let refusal = CohortRefusal::HasBegun { today, starts_on: cohort.starts_on, asked: starts_on };
        return Err(Problem::from(Refusal::from(refusal)).at("/starts_on"));
    }
    let &Cohort { zone, capacity, live_event, .. } = cohort;
    let facts = CohortFacts { starts_on, time_zone: Some(zone.name().to_owned()), capacity, live_event };
    check_planned(starts_on, app.clock.today(), &app.policies.cyber_program).map_err(Refusal::from)?;
    let planned = plan_cohort(&facts, &app.policies.cyber_program).map_err(Refusal::from)?;
    Ok(planned.starts_on)
}

fn name_taken(name: &str, error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => Problem::new(&COHORT_NAME_TAKEN)
            .detail(format!(
                "Another cohort is named `{name}`; differences in case, spacing, apostrophes and hyphens do not count."
            ))
            .at("/name"),
        other => other.into(),
    }
}
