//! What the association writes to everybody with a seat when their cohort changes.

use chrono::NaiveDate;
use guildhall_domain::accounts::Account;
use guildhall_domain::cyber_program::{Cohort, LiveSlot};
use guildhall_domain::members::PersonName;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord};
use guildhall_persistence::{Tx, accounts};
use serde::Serialize;

use crate::app::App;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterText, Template};

/// The first day or the weekly hour moved.
#[derive(Serialize)]
pub struct CohortMoved {
    given_name: String,
    program: String,
    cohort: String,
    first_day: Option<FirstDay>,
    live_event: Option<String>,
    withdraw_free_until: Option<NaiveDate>,
}

#[derive(Serialize)]
struct FirstDay {
    before: NaiveDate,
    now: NaiveDate,
}

impl LetterText for CohortMoved {
    const TEMPLATE: Template = template!("letters/cyber_program/cohort_moved");

    fn samples() -> Vec<Self> {
        let sample = |first_day, live_event, withdraw_free_until| CohortMoved {
            given_name: "Ana".into(),
            program: "The program".into(),
            cohort: "Spring".into(),
            first_day,
            live_event,
            withdraw_free_until,
        };
        let moved = || Some(FirstDay { before: NaiveDate::default(), now: NaiveDate::default() });
        vec![
            sample(moved(), None, Some(NaiveDate::default())),
            sample(moved(), Some(hour(sample_slot())), None),
            sample(None, Some(hour(sample_slot())), None),
        ]
    }
}

/// Tells somebody with a seat that the first day or the weekly hour moved.
///
/// # Errors
/// Those of the store.
pub async fn cohort_moved(
    app: &App,
    tx: &Tx,
    record: &CohortRecord,
    before: &Cohort,
    enrollment: &EnrollmentRecord,
) -> Result<(), Problem> {
    let Account { email, name, .. } = accounts::load_account(tx, enrollment.account_id).await?;
    let now = &record.cohort;
    let letter = CohortMoved {
        given_name: name.addressed().into(),
        program: app.policies.cyber_program.program.name.value.clone(),
        cohort: record.name.clone(),
        first_day: (before.starts_on != now.starts_on)
            .then_some(FirstDay { before: before.starts_on, now: now.starts_on }),
        live_event: (before.live_event != now.live_event).then(|| hour(now.live_event)),
        withdraw_free_until: enrollment.agreed.withdraw_free_until.filter(|_| before.starts_on != now.starts_on),
    };
    post::append(app, tx, Posting::once(letter.letter(&email)?)).await
}

fn sample_slot() -> LiveSlot {
    LiveSlot { weekday: chrono::Weekday::Wed, at: chrono::NaiveTime::MIN, minutes: 60 }
}

fn hour(slot: LiveSlot) -> String {
    let LiveSlot { weekday, at, minutes } = slot;
    let day = match weekday {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    };
    format!("{day} at {}, for {minutes} minutes", at.format("%H:%M"))
}

/// Somebody mentors the cohort, or no longer does.
#[derive(Serialize)]
pub struct MentorsChanged {
    given_name: String,
    program: String,
    cohort: String,
    mentor: String,
    is_new: bool,
}

impl LetterText for MentorsChanged {
    const TEMPLATE: Template = template!("letters/cyber_program/mentors_changed");

    fn samples() -> Vec<Self> {
        let sample = |is_new| MentorsChanged {
            given_name: "Ana".into(),
            program: "The program".into(),
            cohort: "Spring".into(),
            mentor: "Robin Okafor".into(),
            is_new,
        };
        vec![sample(true), sample(false)]
    }
}

/// Tells everybody with a seat who mentors their cohort, or no longer does.
///
/// # Errors
/// Those of the store.
pub async fn mentors_changed(
    app: &App,
    tx: &Tx,
    record: &CohortRecord,
    mentor: &PersonName,
    is_new: bool,
) -> Result<(), Problem> {
    for person in store::participants_of(tx, record.id).await? {
        let letter = MentorsChanged {
            given_name: person.name.addressed().into(),
            program: app.policies.cyber_program.program.name.value.clone(),
            cohort: record.name.clone(),
            mentor: mentor.whole(),
            is_new,
        };
        let email = accounts::load_account(tx, person.account_id).await?.email;
        post::append(app, tx, Posting::once(letter.letter(&email)?)).await?;
    }
    Ok(())
}

/// The association canceled the cohort.
#[derive(Serialize)]
pub struct CohortCanceled {
    given_name: String,
    program: String,
    cohort: String,
    reason: String,
    refund: Option<String>,
    still_owed: Option<String>,
}

impl LetterText for CohortCanceled {
    const TEMPLATE: Template = template!("letters/cyber_program/cohort_canceled");

    fn samples() -> Vec<Self> {
        let sample = |refund: Option<&str>, still_owed: Option<&str>| CohortCanceled {
            given_name: "Ana".into(),
            program: "The program".into(),
            cohort: "Spring".into(),
            reason: "Too few people enrolled.".into(),
            refund: refund.map(Into::into),
            still_owed: still_owed.map(Into::into),
        };
        vec![sample(Some("$1,995.00"), None), sample(None, Some("$10.00")), sample(None, None)]
    }
}

/// Tells somebody that their cohort was canceled, and what they get back.
///
/// # Errors
/// Those of the store.
pub async fn cohort_canceled(
    app: &App,
    tx: &Tx,
    record: &CohortRecord,
    reason: &str,
    enrollment: &EnrollmentRecord,
    came_to: Option<&guildhall_domain::cyber_program::Withdrawal>,
) -> Result<(), Problem> {
    let Account { email, name, .. } = accounts::load_account(tx, enrollment.account_id).await?;
    let written = |cents: guildhall_domain::Cents| (!cents.is_zero()).then(|| cents.to_string());
    let letter = CohortCanceled {
        given_name: name.addressed().into(),
        program: app.policies.cyber_program.program.name.value.clone(),
        cohort: record.name.clone(),
        reason: reason.to_owned(),
        refund: came_to.and_then(|one| written(one.refund)),
        still_owed: came_to.and_then(|one| written(one.still_owed)),
    };
    post::append(app, tx, Posting::once(letter.letter(&email)?)).await
}
