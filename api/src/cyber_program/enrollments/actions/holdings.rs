//! What a payer holds already that is not paid, counted so that of two requests the second sees the first.

use chrono::TimeDelta;
use guildhall_domain::cyber_program::{EnrollmentActor, Holdings};
use guildhall_domain::ids::{AccountId, OrganizationId};
use guildhall_persistence::{Tx, accounts, cyber_program as store, organizations};

use super::money;
use crate::app::App;
use crate::http::problem::Problem;

/// Whose unpaid enrollments count. Its rows are held before those of any cohort.
#[derive(Clone, Debug)]
pub(super) enum Holder {
    /// The accounts of the mailbox of a person who enrolls.
    Mailbox(Vec<AccountId>),
    /// The organization for which its representative, or staff in its name, enroll people.
    Organization(OrganizationId),
    /// Nobody's: staff enroll people, and answer for it.
    Nobody,
}

/// Takes the rows of whoever is to pay.
///
/// # Errors
/// Those of the store.
pub(super) async fn hold(
    tx: &Tx,
    actor: EnrollmentActor,
    participant: AccountId,
    payer: Option<OrganizationId>,
) -> Result<Holder, Problem> {
    match (actor, payer) {
        (EnrollmentActor::Participant, _) => {
            let account = accounts::load_account(tx, participant).await?;
            Ok(Holder::Mailbox(accounts::hold_mailbox(tx, &account.email).await?))
        }
        (EnrollmentActor::Buyer, Some(organization)) => {
            organizations::hold_organization(tx, organization).await?;
            Ok(Holder::Organization(organization))
        }
        _ => Ok(Holder::Nobody),
    }
}

/// What the payer holds, and how often the participant was enrolled in the last day.
///
/// # Errors
/// Those of any read.
pub(super) async fn of(app: &App, tx: &Tx, holder: &Holder, participant: AccountId) -> Result<Holdings, Problem> {
    let (open, people) = match holder {
        Holder::Nobody => return Ok(Holdings::default()),
        Holder::Mailbox(people) => (store::open_enrollments_of(tx, people).await?, people.clone()),
        Holder::Organization(id) => (store::open_enrollments_billed_to(tx, *id).await?, vec![participant]),
    };
    let since = app.clock.now() - TimeDelta::hours(24);
    let made_today = store::enrollments_made_since(tx, &people, since).await?;
    let unpaid = money::unpaid(tx, &open).await?;
    Ok(Holdings { unpaid, made_today: u32::try_from(made_today).unwrap_or(u32::MAX) })
}
