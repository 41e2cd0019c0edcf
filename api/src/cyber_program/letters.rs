//! What the association writes about seats.

use guildhall_domain::accounts::Account;
use guildhall_domain::cyber_program::EnrollmentState;
use guildhall_persistence::cyber_program::{CohortRecord, EnrollmentRecord};
use guildhall_persistence::{Tx, accounts};

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};

/// Tells somebody that a registration was made or confirmed, and what came of it.
///
/// # Errors
/// Those of the store.
pub async fn registered(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
) -> Result<(), Problem> {
    let (subject, came_of_it) = match enrollment.state {
        EnrollmentState::Enrolled => ("You have a seat", format!("you have a seat.{}", payment(enrollment))),
        EnrollmentState::Waitlisted => (
            "You are on the waitlist",
            "every seat is taken, so you are on the waitlist. As soon as a seat is free, whoever has waited longest gets it."
                .to_owned(),
        ),
        _ => ("Your request for a seat", "you will come to a seat once it is paid.".to_owned()),
    };
    write(app, tx, cohort, enrollment, (subject, &came_of_it), Posting::once).await
}

/// Tells somebody who waited that a seat became free. Written once.
///
/// # Errors
/// Those of the store.
pub async fn promoted(app: &App, tx: &Tx, cohort: &CohortRecord, enrollment: &EnrollmentRecord) -> Result<(), Problem> {
    let text = format!("a seat became free and is yours.{}", payment(enrollment));
    let once = |letter| Posting::keyed(letter, format!("cyber_program/promoted/{}", enrollment.id));
    write(app, tx, cohort, enrollment, ("You have a seat", &text), once).await
}

/// Tells somebody that a seat was taken back for want of payment.
///
/// # Errors
/// Those of the store.
pub async fn seat_taken_back(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
) -> Result<(), Problem> {
    let text =
        "your seat was not paid in time and was taken back. Nothing is charged for it, and you may register again.";
    write(app, tx, cohort, enrollment, ("Your seat was taken back", text), Posting::once).await
}

fn payment(enrollment: &EnrollmentRecord) -> String {
    match enrollment.payment_due_on {
        Some(due_on) => format!(" It costs {}, to be paid by {due_on}.", enrollment.price.price.amount),
        None => String::new(),
    }
}

async fn write(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
    (subject, text): (&str, &str),
    posting: impl FnOnce(Letter) -> Posting,
) -> Result<(), Problem> {
    let Account { email, name, .. } = accounts::load_account(tx, enrollment.account_id).await?;
    let program = &app.policies.cyber_program.program.name.value;
    let (starts_on, cohort) = (cohort.cohort.starts_on, &cohort.name);
    let about = format!("{program}, cohort {cohort}, first day {starts_on}:");
    let text = format!("Dear {},\n\n{about}\n{text}\n", name.given());
    post::append(app, tx, posting(Letter { to: email, subject: subject.into(), text })).await
}
