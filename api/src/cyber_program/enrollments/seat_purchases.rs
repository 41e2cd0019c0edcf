//! `POST /v1/cyber-program/cohorts/{cohort_id}/seat-purchases`: a local government buys seats.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::Cents;
use guildhall_domain::cyber_program::Discipline;
use guildhall_domain::ids::{AccountId, CohortId, OrganizationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::enroll::Participant;
use super::actions::purchase::{self, Purchase};
use super::codes::DisciplineCode;
use super::enrollment_out::{EnrollmentOut, shown};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::{IdempotencyKeyHeader, WriteOnce};
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Seats for the people of a local government.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSeatPurchase)]
pub struct SeatPurchaseIn {
    /// The local government, which is billed.
    organization_id: Uuid,
    /// Its purchase order. It is not a payment.
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$",
        example = "PO-2025-0117"
    )]
    purchase_order_number: String,
    /// Its people. Where seats do not suffice, those named last wait.
    #[schema(min_items = 1, max_items = 50)]
    participants: Vec<SeatParticipantIn>,
    /// The price of all seats that you agreed to, in cents. Another price is refused, never charged.
    #[schema(minimum = 0, maximum = 5_000_000_000_i64, example = 399_000)]
    expected_total_cents: i64,
}

/// One of the people.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeatParticipant)]
pub struct SeatParticipantIn {
    /// Their account.
    account_id: Uuid,
    /// The field they work in.
    #[schema(value_type = DisciplineCode)]
    discipline: Discipline,
    /// How many people their community has.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 114_394)]
    population: Option<i64>,
    /// The state or province of the community, two capital letters.
    #[schema(pattern = "^[A-Z]{2}$", min_length = 2, max_length = 2, nullable = false, example = "IL")]
    community_state: Option<String>,
}

/// Seats that were bought.
#[derive(Serialize, ToSchema)]
#[schema(as = SeatPurchase)]
pub struct SeatPurchaseOut {
    /// What they cost together, in cents.
    #[schema(minimum = 0, maximum = 5_000_000_000_i64, example = 399_000)]
    total_cents: i64,
    /// Currency of all amounts: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// The registrations, in the order of the request.
    #[schema(max_items = 50)]
    enrollments: Vec<EnrollmentOut>,
}

/// Buy seats for the people of a local government
///
/// Staff enter the purchase of a local government: everybody is registered or nobody is. Each has a registration of
/// their own, at the price of their own standing today, billed to the local government under its purchase order.
#[utoipa::path(tag = "Cyber program", operation_id = "createSeatPurchase", security(("bearer" = ["staff"])), params(IdempotencyKeyHeader), request_body = SeatPurchaseIn,
    responses((status = 200, description = "The registrations.", body = SeatPurchaseOut),
        (status = 409, description = "`unknown-account` `unknown-organization` `buyer-not-local-government` `participant-twice` `seat-price-differs` \
            `cohort-entry-closed` `already-registered` `no-price-list`")))]
#[post("/cohorts/{cohort_id}/seat-purchases")]
pub async fn create_seat_purchase(
    caller: Caller<Staff>,
    id: Path<CohortId>,
    write: WriteOnce,
    body: Body<SeatPurchaseIn>,
) -> Result<Reply, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let bought = purchase::buy(write.app(), tx, caller.account_id, *id, body.0.clone().into()).await?;
            let total_cents = purchase::total(&bought.enrollments).cents();
            let enrollments = shown(write.app(), tx, bought.enrollments).await?;
            let out = SeatPurchaseOut { total_cents, currency: "USD", enrollments };
            // A purchase is no record of its own; the address it is sent to is the cohort's.
            Reply::record(&out, bought.cohort_version)
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
            state_code: person.community_state,
        }
    }
}
