//! A local government buys seats for its people: all of them are registered, or nobody is.

use std::collections::HashSet;

use guildhall_domain::cyber_program::{EnrollmentActor, EnrollmentRefusal, Settlement};
use guildhall_domain::ids::{AccountId, CohortId, OrganizationId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, EnrollmentRecord};

use super::enroll::{self, Participant, Payer};
use super::seats::By;
use crate::app::App;
use crate::cyber_program::problems::PARTICIPANT_TWICE;
use crate::http::problem::{Problem, Violation};
use crate::organizations::actions as organizations;

/// Seats to be bought.
#[derive(Clone, Debug)]
pub struct Purchase {
    /// The local government.
    pub organization_id: OrganizationId,
    /// Its purchase order.
    pub purchase_order_number: String,
    /// Its people, in the order in which they come to seats.
    pub participants: Vec<Participant>,
    /// What all of it is expected to cost.
    pub expected_total: Cents,
}

/// Seats that were bought.
#[derive(Clone, Debug)]
pub struct Bought {
    /// The enrollments, in the order in which people were named.
    pub enrollments: Vec<EnrollmentRecord>,
    /// The version at which the cohort stands.
    pub cohort_version: i64,
}

/// Enrolls everybody, or nobody. Where seats do not suffice, those named last wait.
///
/// # Errors
/// `not-found`, `unknown-organization`, `buyer-not-local-government`, `participant-twice`, `seat-price-differs`; for
/// one of the people, with a pointer to them, `unknown-account` and the refusals of the rules on seats.
pub async fn buy(app: &App, tx: &Tx, by: AccountId, cohort: CohortId, purchase: Purchase) -> Result<Bought, Problem> {
    let mut cohort = store::lock_cohort(tx, cohort).await?;
    check_buyer(tx, purchase.organization_id).await?;
    check_once(&purchase.participants)?;
    let by = By { account_id: Some(by), actor: EnrollmentActor::Buyer };
    let payer = Payer {
        settlement: Settlement::PurchaseOrder,
        bill_to_organization_id: Some(purchase.organization_id),
        purchase_order_number: Some(purchase.purchase_order_number),
    };
    let mut enrollments = Vec::with_capacity(purchase.participants.len());
    for (place, participant) in purchase.participants.into_iter().enumerate() {
        let entered = enroll::enter(app, tx, by, &mut cohort, participant, payer.clone()).await;
        enrollments.push(entered.map_err(|problem| of_participant(place, problem))?);
    }
    enroll::check_total(total(&enrollments), purchase.expected_total)?;
    Ok(Bought { enrollments, cohort_version: cohort.version })
}

/// What enrollments cost together.
pub fn total(enrollments: &[EnrollmentRecord]) -> Cents {
    // Loading bounds a price, and a purchase has few seats.
    Cents::checked_sum(enrollments.iter().map(|one| one.price.price.amount)).unwrap_or(Cents::new(i64::MAX))
}

async fn check_buyer(tx: &Tx, id: OrganizationId) -> Result<(), Problem> {
    let kind = organizations::named(tx, id, "/organization_id").await?.kind;
    if kind.is_local_government() {
        return Ok(());
    }
    let refusal = EnrollmentRefusal::BuyerNotLocalGovernment { kind };
    Err(Problem::from(Refusal::from(refusal)).at("/organization_id"))
}

fn check_once(participants: &[Participant]) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    let again = participants.iter().enumerate().filter(|(_, one)| !seen.insert(one.account_id));
    let violations: Vec<Violation> = again
        .map(|(place, _)| Violation::at(pointer(place), "participant_twice", "is named further up already"))
        .collect();
    if violations.is_empty() {
        return Ok(());
    }
    let detail = format!("{} of {} participants are named further up already.", violations.len(), participants.len());
    Err(Problem::new(&PARTICIPANT_TWICE).detail(detail).errors(violations))
}

fn pointer(place: usize) -> String {
    format!("/participants/{place}/account_id")
}

/// The refusal of one of them, which is the refusal of all.
fn of_participant(place: usize, problem: Problem) -> Problem {
    if problem.kind.status != 409 {
        return problem;
    }
    problem.at(&pointer(place))
}
