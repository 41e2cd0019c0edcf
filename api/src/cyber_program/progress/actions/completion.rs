//! What becomes of a seat: completed by the mark that makes it so, or not completed once
//! nothing more is taken.
//!
//! Invariants: an outcome is told once, with the step and the reasons, in the
//! transaction of the mark; of two marks made at once the later one sees both, because the
//! cohort is locked between writing a mark and reading all.

use std::collections::{BTreeSet, HashMap};

use guildhall_domain::cyber_program::{
    Completion, CyberProgramEvent, EnrollmentActor, EnrollmentDecision, EnrollmentRefusal, EnrollmentState,
    EnrollmentStep, EnrollmentTransition, Mark, PlannedActivity, Requirement, completion, decide_enrollment,
    is_settled, plan_weeks,
};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId};
use guildhall_domain::{Clause, Refusal};
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord, EnrollmentStepRecord};
use guildhall_persistence::{Read, Tx};

use crate::app::App;
use crate::cyber_program::enrollments::actions::{money, seats};
use crate::cyber_program::progress::progress_out::CompletionOut;
use crate::events;
use crate::http::problem::{INTERNAL, Problem};

/// To be called in the transaction of a new mark: the program may be completed by it.
///
/// # Errors
/// Those of the store and of the listeners, of which the ledger of credit hours is one.
pub async fn after_mark(app: &App, tx: &Tx, enrollment: EnrollmentId) -> Result<(), Problem> {
    let seen = store::load_enrollment(tx, enrollment).await?;
    if seen.state != EnrollmentState::Enrolled {
        return Ok(());
    }
    let cohort = store::lock_cohort(tx, seen.cohort_id).await?;
    let record = store::load_enrollment(tx, enrollment).await?;
    let marks: Vec<Mark> = store::marks_of(tx, enrollment).await?.into_iter().map(|one| one.mark).collect();
    if record.state == EnrollmentState::Enrolled {
        finish(app, tx, &cohort, &plan_weeks(&cohort.cohort, &cohort.template), record, &marks).await?;
    }
    Ok(())
}

/// The same for marks on several sheets of one cohort.
///
/// # Errors
/// As [`after_mark`].
pub async fn after_marks(app: &App, tx: &Tx, cohort: CohortId, people: &[EnrollmentId]) -> Result<(), Problem> {
    let named: BTreeSet<EnrollmentId> = people.iter().copied().collect();
    finish_those(app, tx, cohort, |id| named.contains(&id)).await.map(|_| ())
}

/// Tells the outcome of everybody for whom it is certain; how many that were. Before the cohort
/// is closed these are the completed ones, then all.
///
/// # Errors
/// As [`after_mark`].
pub async fn settle(app: &App, tx: &Tx, cohort: CohortId) -> Result<u64, Problem> {
    finish_those(app, tx, cohort, |_| true).await
}

async fn finish_those(
    app: &App,
    tx: &Tx,
    cohort: CohortId,
    wanted: impl Fn(EnrollmentId) -> bool,
) -> Result<u64, Problem> {
    let cohort = store::lock_cohort(tx, cohort).await?;
    let plan = plan_weeks(&cohort.cohort, &cohort.template);
    let mut sheets: HashMap<EnrollmentId, Vec<Mark>> = HashMap::new();
    for record in store::marks_of_cohort(tx, cohort.id).await? {
        sheets.entry(record.enrollment_id).or_default().push(record.mark);
    }
    let mut finished = 0;
    for record in store::enrolled_in(tx, cohort.id).await?.into_iter().filter(|record| wanted(record.id)) {
        let marks = sheets.remove(&record.id).unwrap_or_default();
        finished += u64::from(finish(app, tx, &cohort, &plan, record, &marks).await?);
    }
    Ok(finished)
}

/// Records what came of a seat when that is certain; says whether it was.
async fn finish(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    plan: &[PlannedActivity],
    mut record: EnrollmentRecord,
    marks: &[Mark],
) -> Result<bool, Problem> {
    let policy = &app.policies.cyber_program;
    let outcome = completion(cohort.cohort.starts_on, plan, marks, policy);
    let step = EnrollmentStep {
        decision: EnrollmentDecision::Finish(&outcome),
        actor: EnrollmentActor::System,
        on: cohort.cohort.date_at(app.clock.now()),
    };
    // What was paid has no say in the outcome; hours and certificate wait for it.
    let taken = match decide_enrollment(&seats::case_of(&record, None), &step, &cohort.cohort, policy) {
        Ok(taken) => taken,
        Err(EnrollmentRefusal::NotCompletedYet { .. }) => return Ok(false),
        Err(refusal) => return Err(Refusal::from(refusal).into()),
    };
    record.state = taken.to;
    record.completed_on = outcome.completed_on;
    let told = CompletionOut::from(&outcome);
    record.completion = Some(serde_json::to_value(told).map_err(|_| Problem::new(&INTERNAL))?);
    record.updated_at = app.clock.now();
    store::save_enrollment(tx, &record).await?;
    seats::trace(app, tx, &record, &step_of(app, &taken, &outcome)).await?;
    on_settled(app, tx, &record, None).await?;
    Ok(true)
}

/// Whether hours and certificate can be given for a seat, and what was paid of what.
///
/// # Errors
/// Those of any read.
pub async fn check_settled(db: &dyn Read, record: &EnrollmentRecord) -> Result<Result<(), EnrollmentRefusal>, Problem> {
    let billed = money::billed(db, record).await?;
    let case = seats::case_of(record, billed.as_ref());
    let payer = billed.map_or(record.bill_to_organization_id, |billed| billed.bill_to_organization_id);
    let settled = is_settled(&case, record.settlement, payer);
    Ok(if settled { Ok(()) } else { Err(EnrollmentRefusal::NotSettled { paid: case.paid, price: case.price }) })
}

/// To be called when a seat may have become settled: whoever has completed the program waits no longer.
///
/// # Errors
/// Those of the store and of the listeners, of which the ledger of credit hours is one.
pub async fn on_settled(app: &App, tx: &Tx, record: &EnrollmentRecord, by: Option<AccountId>) -> Result<(), Problem> {
    if record.state != EnrollmentState::Completed || check_settled(tx, record).await?.is_err() {
        return Ok(());
    }
    let (enrollment, cohort_id, account_id) = (record.id, record.cohort_id, record.account_id);
    events::record(app, tx, by, CyberProgramEvent::Settled { enrollment, cohort_id, account_id }).await
}

fn step_of(app: &App, taken: &EnrollmentTransition, outcome: &Completion) -> EnrollmentStepRecord {
    let clause = |requirement: &Requirement| {
        let detail = format!("{} of {} by rule {}", requirement.actual, requirement.required, outcome.rule_version);
        Clause::new(requirement.code, requirement.source.clone(), detail)
    };
    EnrollmentStepRecord {
        action: taken.action,
        from: Some(taken.from),
        to: taken.to,
        actor: taken.actor,
        account_id: None,
        on: taken.on,
        at: app.clock.now(),
        payment_due_on: taken.payment_due_on,
        withdrawal: None,
        explanation: taken.explanation.iter().cloned().chain(outcome.requirements.iter().map(clause)).collect(),
    }
}
