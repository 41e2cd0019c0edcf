//! A local government buys seats for its people: all of them are registered, or nobody is, and one invoice bills them.

use std::collections::HashSet;

use guildhall_domain::cyber_program::{EnrollmentActor, EnrollmentRefusal, Settlement};
use guildhall_domain::ids::{AccountId, CohortId, InvoiceId, OrganizationId, SeatPurchaseId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord, OfPurchase, SeatPurchase};
use guildhall_persistence::{Tx, accounts};

use super::enroll::{self, Entry, Participant, Payer};
use super::invoices::{self, PurchaseLine};
use super::seats::{self, By};
use super::{holdings, money};
use crate::app::App;
use crate::cyber_program::problems::PARTICIPANT_TWICE;
use crate::http::problem::{Problem, Violation};
use crate::organizations::actions as organizations;
use crate::organizations::problems::STATE_OUTSIDE_COUNTRY;

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
    /// The purchase.
    pub id: SeatPurchaseId,
    /// The one invoice with a line for each seat; none when nobody got a seat, or nothing is to be paid.
    pub invoice_id: Option<InvoiceId>,
    /// The enrollments, in the order in which people were named.
    pub enrollments: Vec<EnrollmentRecord>,
    /// The version at which the cohort stands.
    pub cohort_version: i64,
}

/// Enrolls everybody, or nobody, and bills the buyer once. Where seats do not suffice, those named last wait.
///
/// # Errors
/// `not-found`, `unknown-organization`, `buyer-not-local-government`, `participant-twice`, `seat-price-differs`; for
/// one of the people, with a pointer to them, `unknown-account` and the refusals of the rules on seats.
pub async fn buy(app: &App, tx: &Tx, by: AccountId, cohort: CohortId, bought: Purchase) -> Result<Bought, Problem> {
    check_buyer(tx, bought.organization_id).await?;
    check_once(&bought.participants)?;
    let organization = Some(bought.organization_id);
    let holder = holdings::hold(tx, EnrollmentActor::Buyer, by, organization).await?;
    let mut cohort = store::lock_cohort(tx, cohort).await?;
    seats::settle_offers(app, tx, &mut cohort).await?;
    let purchase = record(app, tx, by, &cohort, &bought).await?;
    let by = By { account_id: Some(by), actor: EnrollmentActor::Buyer };
    let payer = Payer {
        settlement: Settlement::PurchaseOrder,
        bill_to_organization_id: organization,
        purchase_order_number: Some(bought.purchase_order_number),
    };
    let mut enrollments: Vec<EnrollmentRecord> = Vec::with_capacity(bought.participants.len());
    for (place, participant) in bought.participants.into_iter().enumerate() {
        let line = enrollments.iter().filter(|one| money::line_of(one).is_some()).count() + 1;
        let of = OfPurchase { id: purchase.id, line: i32::try_from(line).ok() };
        let entry = Entry { payer: payer.clone(), holder: holder.clone(), purchase: Some(of) };
        let entered = enroll::enter(app, tx, by, &mut cohort, participant, entry).await;
        enrollments.push(entered.map_err(|problem| of_participant(place, problem))?);
    }
    enroll::check_total(total(&enrollments), bought.expected_total)?;
    let invoice_id = bill(app, tx, &cohort, &purchase, &enrollments).await?;
    Ok(Bought { id: purchase.id, invoice_id, enrollments, cohort_version: cohort.version })
}

async fn record(
    app: &App,
    tx: &Tx,
    by: AccountId,
    cohort: &CohortRecord,
    bought: &Purchase,
) -> Result<SeatPurchase, Problem> {
    let now = app.clock.now();
    let purchase = SeatPurchase {
        id: SeatPurchaseId::new(app.entropy.uuid(now)),
        cohort_id: cohort.id,
        organization_id: bought.organization_id,
        purchase_order_number: bought.purchase_order_number.clone(),
        bought_by: by,
        bought_at: now,
    };
    store::insert_seat_purchase(tx, &purchase).await?;
    Ok(purchase)
}

/// One invoice to the buyer, with a line for everybody who has one.
async fn bill(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    purchase: &SeatPurchase,
    enrollments: &[EnrollmentRecord],
) -> Result<Option<InvoiceId>, Problem> {
    let names = accounts::names_of(tx, enrollments.iter().map(|one| one.account_id)).await?;
    let line = |one: &'_ EnrollmentRecord| {
        let position = one.purchase.and_then(|of| of.line)?;
        let name = names.get(&one.account_id).map_or_else(String::new, |name| format!(": {}", name.whole()));
        Some((position, format!("{}{name}", money::description(app, cohort))))
    };
    let lines: Vec<PurchaseLine<'_>> = enrollments
        .iter()
        .filter_map(|one| {
            line(one).map(|(position, description)| PurchaseLine { position, price: &one.price, description })
        })
        .collect();
    let due_on = enrollments.iter().find_map(|one| one.payment_due_on);
    let due_on = due_on.unwrap_or_else(|| seats::request_due_on(app, cohort));
    let issued = invoices::issue_for_purchase(app, tx, purchase, &lines, due_on).await?;
    Ok(issued.map(|record| record.invoice.id))
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
    let at_place = problem.kind == &STATE_OUTSIDE_COUNTRY;
    problem.at(&if at_place { format!("/participants/{place}/community_state") } else { pointer(place) })
}
