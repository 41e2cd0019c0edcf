//! What the association writes to Life members.

use chrono::NaiveDate;
use guildhall_domain::life_membership::{LifeStatus, LifeTransition};
use guildhall_domain::members::Member;
use guildhall_persistence::Tx;
use serde::Serialize;

use crate::app::App;
use crate::http::problem::Problem;
use crate::post::{self, Posting};
use crate::template;
use crate::templates::{LetterKind, LetterText, Template};

/// Every letter of this slice.
pub const LETTERS: &[LetterKind] = &[
    LetterKind::of::<Granted>(),
    LetterKind::of::<Reinstated>(),
    LetterKind::of::<SuspendedInService>(),
    LetterKind::of::<SuspendedElsewhere>(),
];

#[derive(Serialize)]
struct Granted {
    given_name: String,
    from: NaiveDate,
}

impl LetterText for Granted {
    const TEMPLATE: Template = template!("letters/life_membership/granted");

    fn samples() -> Vec<Self> {
        vec![Granted { given_name: "Ana".into(), from: NaiveDate::default() }]
    }
}

#[derive(Serialize)]
struct Reinstated {
    given_name: String,
    from: NaiveDate,
}

impl LetterText for Reinstated {
    const TEMPLATE: Template = template!("letters/life_membership/reinstated");

    fn samples() -> Vec<Self> {
        vec![Reinstated { given_name: "Ana".into(), from: NaiveDate::default() }]
    }
}

#[derive(Serialize)]
struct SuspendedInService {
    given_name: String,
    from: NaiveDate,
    paid_until: NaiveDate,
}

impl LetterText for SuspendedInService {
    const TEMPLATE: Template = template!("letters/life_membership/suspended_full_time_local_government");

    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        vec![SuspendedInService { given_name: "Ana".into(), from: day, paid_until: day }]
    }
}

#[derive(Serialize)]
struct SuspendedElsewhere {
    given_name: String,
    from: NaiveDate,
    paid_until: NaiveDate,
}

impl LetterText for SuspendedElsewhere {
    const TEMPLATE: Template = template!("letters/life_membership/suspended_other_employment");

    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        vec![SuspendedElsewhere { given_name: "Ana".into(), from: day, paid_until: day }]
    }
}

/// Tells a member that Life membership was granted, suspended or reinstated.
///
/// # Errors
/// Those of the store.
pub async fn status_changed(
    app: &App,
    tx: &Tx,
    member: &Member,
    step: &LifeTransition,
    is_grant: bool,
) -> Result<(), Problem> {
    let Some(status) = step.to.life_status() else { return Ok(()) };
    let from = step.holds_from;
    let paid_until = member.span.and_then(|span| span.ends_on()).unwrap_or(from);
    let (given_name, to) = (member.name.addressed().to_owned(), member.email.as_str());
    let letter = match status {
        LifeStatus::Held if is_grant => Granted { given_name, from }.letter(to)?,
        LifeStatus::Held => Reinstated { given_name, from }.letter(to)?,
        LifeStatus::SuspendedFullTimeLocalGovernment => {
            SuspendedInService { given_name, from, paid_until }.letter(to)?
        }
        LifeStatus::SuspendedOtherEmployment => SuspendedElsewhere { given_name, from, paid_until }.letter(to)?,
    };
    post::append(app, tx, Posting::once(letter)).await
}
