//! `POST /v1/cyber-program/cohorts/{cohort_id}/seat-purchases`: a local government buys seats.

use actix_web::web::Path;
use guildhall_domain::Cents;
use guildhall_domain::cyber_program::Discipline;
use guildhall_domain::ids::{AccountId, CohortId, InvoiceId, OrganizationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::enroll::{CommunityPlace, Participant};
use super::actions::purchase::{self, Purchase};
use super::codes::DisciplineCode;
use super::enrollment_out::{EnrollmentOut, shown};
use crate::cyber_program::problems::{
    ALREADY_REGISTERED, BUYER_NOT_LOCAL_GOVERNMENT, COHORT_CANCELED, COHORT_ENTRY_CLOSED, NO_PRICE_LIST,
    PARTICIPANT_TWICE, SEAT_PRICE_DIFFERS, TOO_MANY_ENROLLMENTS_TODAY, TOO_MANY_UNPAID_ENROLLMENTS,
};
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;
use crate::http::relation::By;
use crate::members::problems::UNKNOWN_ACCOUNT;
use crate::organizations::problems::{STATE_OUTSIDE_COUNTRY, UNKNOWN_ORGANIZATION};
use crate::organizations::relations::ActsForOrganization;
use crate::wire::united_states;

/// A purchase of seats by a local government for its people.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSeatPurchase)]
pub struct SeatPurchaseIn {
    /// Local government that is billed.
    organization_id: Uuid,
    /// Number of its purchase order. A purchase order is not a payment.
    #[schema(min_length = 1, max_length = 64, pattern = r"\S", example = "PO-2025-0117")]
    purchase_order_number: String,
    /// People to enroll, in order: when seats run out, the rest join the waitlist.
    #[schema(min_items = 1, max_items = 50)]
    participants: Vec<SeatParticipantIn>,
    /// Total that you agree to for all seats, in US cents. If the price differs, the purchase is refused.
    #[schema(minimum = 0, maximum = 5_000_000_000_i64, example = 399_000)]
    expected_total_cents: i64,
}

/// A person to enroll.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeatParticipant)]
pub struct SeatParticipantIn {
    /// Account of the person.
    account_id: Uuid,
    /// Field the person works in.
    #[schema(value_type = DisciplineCode)]
    discipline: Discipline,
    /// Population of the community the person works for.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 114_394)]
    population: Option<i64>,
    /// State or province of the community, by the part of its code (ISO 3166-2) after the country's.
    #[schema(pattern = "^[A-Z0-9]{1,3}$", min_length = 1, max_length = 3, nullable = false, example = "IL")]
    community_state: Option<String>,
    /// Country whose state or province `community_state` is, two capital letters (ISO 3166-1); US when absent.
    #[serde(default = "united_states")]
    #[schema(format = "country-code", pattern = "^[A-Z]{2}$", min_length = 2, max_length = 2, example = "US")]
    community_country: String,
}

/// Result of a purchase of seats.
#[derive(Serialize, ToSchema)]
#[schema(as = SeatPurchase)]
pub struct SeatPurchaseOut {
    /// Id of the purchase, which its invoice bills.
    id: Uuid,
    /// The one invoice, with a line for each seat; null when nobody got a seat. A seat that is accepted from the waitlist
    /// has an invoice of its own.
    #[schema(required)]
    invoice_id: Option<Uuid>,
    /// Total price of the seats, in US cents.
    #[schema(minimum = 0, maximum = 5_000_000_000_i64, example = 399_000)]
    total_cents: i64,
    /// Currency of all amounts: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Enrollments, in the order of the request.
    #[schema(max_items = 50)]
    enrollments: Vec<EnrollmentOut>,
}

/// Buy seats for the people of a local government
///
/// A representative buys for the local government, or staff enter its purchase: everybody is enrolled or nobody is. Each person gets a separate
/// enrollment at the price for that person's standing today. One invoice bills the local government under its purchase order,
/// with a line for each seat; withdrawing one of them credits its line.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/seat-purchases", tag = "Cyber program",
    extensions(("x-refuses" = json!([STATE_OUTSIDE_COUNTRY, UNKNOWN_ACCOUNT, UNKNOWN_ORGANIZATION, BUYER_NOT_LOCAL_GOVERNMENT,
        PARTICIPANT_TWICE, SEAT_PRICE_DIFFERS, COHORT_CANCELED, COHORT_ENTRY_CLOSED, ALREADY_REGISTERED, NO_PRICE_LIST,
        TOO_MANY_UNPAID_ENROLLMENTS, TOO_MANY_ENROLLMENTS_TODAY]))))]
pub async fn create_seat_purchase(
    caller: By<ActsForOrganization>,
    id: Path<CohortId>,
    write: WriteOnce,
    body: Body<SeatPurchaseIn>,
) -> Result<Answered<Record<SeatPurchaseOut>>, Problem> {
    let WriteOnce(write) = write;
    let organization = OrganizationId::new(body.0.organization_id);
    write
        .on(&caller, organization, async |tx, ActsForOrganization(_)| {
            let bought = purchase::buy(write.app(), tx, caller.account_id, *id, body.0.clone().into()).await?;
            let total_cents = purchase::total(&bought.enrollments).cents();
            let enrollments = shown(write.app(), tx, bought.enrollments).await?;
            let invoice_id = bought.invoice_id.map(InvoiceId::uuid);
            let out = SeatPurchaseOut { id: bought.id.uuid(), invoice_id, total_cents, currency: "USD", enrollments };
            // A purchase is not a record of its own: the version is that of the cohort, whose address this is.
            Ok(Record::new(out, bought.cohort_version))
        })
        .await
}

impl From<SeatPurchaseIn> for Purchase {
    fn from(body: SeatPurchaseIn) -> Self {
        Purchase {
            organization_id: OrganizationId::new(body.organization_id),
            purchase_order_number: body.purchase_order_number,
            participants: body.participants.into_iter().map(Participant::from).collect(),
            expected_total: Cents::new(body.expected_total_cents),
        }
    }
}

impl From<SeatParticipantIn> for Participant {
    fn from(person: SeatParticipantIn) -> Self {
        Participant {
            account_id: AccountId::new(person.account_id),
            discipline: person.discipline,
            population: person.population,
            place: CommunityPlace { state: person.community_state, country: person.community_country },
        }
    }
}
