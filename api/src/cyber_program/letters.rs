//! What the association writes about seats.

use chrono::NaiveDate;
use guildhall_domain::accounts::Account;
use guildhall_domain::cyber_program::EnrollmentState;
use guildhall_persistence::cyber_program::{CohortRecord, EnrollmentRecord};
use guildhall_persistence::{Tx, accounts};
use serde::Serialize;

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template, TemplateError};

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] = &[
    LetterKind::of::<Seated>(),
    LetterKind::of::<Waitlisted>(),
    LetterKind::of::<Requested>(),
    LetterKind::of::<Promoted>(),
    LetterKind::of::<SeatTakenBack>(),
];

/// What every letter about a seat names.
#[derive(Clone, Serialize)]
struct Seat {
    given_name: String,
    program: String,
    cohort: String,
    starts_on: NaiveDate,
    payment: Option<SeatPayment>,
}

#[derive(Clone, Serialize)]
struct SeatPayment {
    price: String,
    due_on: NaiveDate,
}

macro_rules! letters_about_seats {
    ($($name:ident => $template:literal),+ $(,)?) => {$(
        #[derive(Serialize)]
        #[serde(transparent)]
        struct $name(Seat);

        impl LetterText for $name {
            const TEMPLATE: Template = template!($template);

            fn samples() -> Vec<Self> {
                samples().into_iter().map($name).collect()
            }
        }
    )+};
}

letters_about_seats! {
    Seated => "letters/cyber_program/seated",
    Waitlisted => "letters/cyber_program/waitlisted",
    Requested => "letters/cyber_program/requested",
    Promoted => "letters/cyber_program/promoted",
    SeatTakenBack => "letters/cyber_program/seat_taken_back",
}

fn samples() -> [Seat; 2] {
    let free = Seat {
        given_name: "Ana".into(),
        program: "The program".into(),
        cohort: "Spring".into(),
        starts_on: NaiveDate::default(),
        payment: None,
    };
    let payment = SeatPayment { price: "$1,500.00".into(), due_on: NaiveDate::default() };
    [Seat { payment: Some(payment), ..free.clone() }, free]
}

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
    let letter = written(app, tx, cohort, enrollment, |seat, to| match enrollment.state {
        EnrollmentState::Enrolled => Seated(seat).letter(to),
        EnrollmentState::Waitlisted => Waitlisted(seat).letter(to),
        _ => Requested(seat).letter(to),
    });
    post::append(app, tx, Posting::once(letter.await?)).await
}

/// Tells somebody who waited that a seat became free. Written once.
///
/// # Errors
/// Those of the store.
pub async fn promoted(app: &App, tx: &Tx, cohort: &CohortRecord, enrollment: &EnrollmentRecord) -> Result<(), Problem> {
    let letter = written(app, tx, cohort, enrollment, |seat, to| Promoted(seat).letter(to)).await?;
    post::append(app, tx, Posting::keyed(letter, format!("cyber_program/promoted/{}", enrollment.id))).await
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
    let letter = written(app, tx, cohort, enrollment, |seat, to| SeatTakenBack(seat).letter(to)).await?;
    post::append(app, tx, Posting::once(letter)).await
}

async fn written(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
    write: impl FnOnce(Seat, &str) -> Result<Letter, TemplateError>,
) -> Result<Letter, Problem> {
    let Account { email, name, .. } = accounts::load_account(tx, enrollment.account_id).await?;
    let price = enrollment.price.price.amount.to_string();
    let seat = Seat {
        given_name: name.given().into(),
        program: app.policies.cyber_program.program.name.value.clone(),
        cohort: cohort.name.clone(),
        starts_on: cohort.cohort.starts_on,
        payment: enrollment.payment_due_on.map(|due_on| SeatPayment { price, due_on }),
    };
    Ok(write(seat, &email)?)
}
