//! What the association writes about seats.

use chrono::NaiveDate;
use guildhall_domain::accounts::Account;
use guildhall_domain::cyber_program::EnrollmentState;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::cyber_program::{CohortRecord, EnrollmentRecord};
use guildhall_persistence::{Tx, accounts};
use serde::Serialize;

use super::cohorts::letters::{CohortCanceled, CohortMoved, MentorsChanged};
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
    LetterKind::of::<Offered>(),
    LetterKind::of::<OfferExpired>(),
    LetterKind::of::<SeatGiven>(),
    LetterKind::of::<SeatLeft>(),
    LetterKind::of::<CohortMoved>(),
    LetterKind::of::<MentorsChanged>(),
    LetterKind::of::<CohortCanceled>(),
];

/// What every letter about a seat names.
#[derive(Clone, Serialize)]
struct Seat {
    given_name: String,
    program: String,
    cohort: String,
    starts_on: NaiveDate,
    /// Until when an offer can be accepted, by the cohort's clock; empty without one.
    offer_until: String,
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
    Offered => "letters/cyber_program/offered",
    OfferExpired => "letters/cyber_program/offer_expired",
    SeatGiven => "letters/cyber_program/seat_given",
    SeatLeft => "letters/cyber_program/seat_left",
}

fn samples() -> [Seat; 2] {
    let free = Seat {
        given_name: "Ana".into(),
        program: "The program".into(),
        cohort: "Spring".into(),
        starts_on: NaiveDate::default(),
        offer_until: "2025-05-04 08:00 (America/New_York)".into(),
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

/// Offers a free seat to somebody who waited.
///
/// # Errors
/// Those of the store.
pub async fn offered(app: &App, tx: &Tx, cohort: &CohortRecord, enrollment: &EnrollmentRecord) -> Result<(), Problem> {
    let letter = written(app, tx, cohort, enrollment, |seat, to| Offered(seat).letter(to)).await?;
    post::append(app, tx, Posting::once(letter)).await
}

/// Tells somebody that an offer was not accepted in time.
///
/// # Errors
/// Those of the store.
pub async fn offer_expired(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
) -> Result<(), Problem> {
    let letter = written(app, tx, cohort, enrollment, |seat, to| OfferExpired(seat).letter(to)).await?;
    post::append(app, tx, Posting::once(letter)).await
}

/// Tells both that a colleague has the seat now.
///
/// # Errors
/// Those of the store.
pub async fn substituted(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    from: AccountId,
    to: AccountId,
) -> Result<(), Problem> {
    for (account, has_seat) in [(from, false), (to, true)] {
        let account = accounts::load_account(tx, account).await?;
        let seat = seat_of(app, cohort, &account, None);
        let letter =
            if has_seat { SeatGiven(seat).letter(&account.email)? } else { SeatLeft(seat).letter(&account.email)? };
        post::append(app, tx, Posting::once(letter)).await?;
    }
    Ok(())
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
    let account = accounts::load_account(tx, enrollment.account_id).await?;
    let seat = seat_of(app, cohort, &account, Some(enrollment));
    Ok(write(seat, &account.email)?)
}

/// What a letter about a seat says; of payment only to whoever pays.
fn seat_of(app: &App, cohort: &CohortRecord, account: &Account, enrollment: Option<&EnrollmentRecord>) -> Seat {
    let payment = |one: &EnrollmentRecord| {
        let due_on = one.payment_due_on.filter(|_| one.bill_to_organization_id.is_none())?;
        Some(SeatPayment { price: one.price.price.amount.to_string(), due_on })
    };
    let until = enrollment.and_then(|one| one.offer_expires_at);
    Seat {
        given_name: account.name.addressed().into(),
        program: app.policies.cyber_program.program.name.value.clone(),
        cohort: cohort.name.clone(),
        starts_on: cohort.cohort.starts_on,
        offer_until: until.map_or_else(String::new, |until| {
            format!("{} ({})", cohort.cohort.zone.shown(until), cohort.cohort.zone.name())
        }),
        payment: enrollment.and_then(payment),
    }
}
