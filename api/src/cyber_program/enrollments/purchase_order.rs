//! `/v1/cyber-program/enrollments/{enrollment_id}/purchase-order`: the payer's own word for a request.

use actix_web::web::Path;
use guildhall_domain::ids::{EnrollmentId, OrganizationId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::order::{self, Order};
use super::enrollment_out::{EnrollmentOut, shown_one};
use crate::cyber_program::problems::{COHORT_ENTRY_CLOSED, ENROLLMENT_STEP_NOT_OPEN, TOO_MANY_UNPAID_ENROLLMENTS};
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::relation::By;
use crate::organizations::problems::UNKNOWN_ORGANIZATION;
use crate::organizations::relations::ActsForOrganization;

/// The purchase order of an organization for somebody's seat.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeatPurchaseOrder)]
pub struct PurchaseOrderIn {
    /// Organization whose purchase order it is, and which is billed.
    organization_id: Uuid,
    /// Number of the purchase order. A representative names the number that the participant gave. It is not a payment.
    #[schema(min_length = 1, max_length = 64, pattern = r"\S", example = "PO-2025-0117")]
    purchase_order_number: String,
}

/// Confirm the purchase order of a request
///
/// A purchase order that only the participant speaks of holds no seat. A representative of the organization, or staff,
/// confirm it: the organization is billed, and the request gets a seat, or a place at the end of the waitlist. To a
/// representative who does not name the number of the request, the request is not found.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/purchase-order", tag = "Cyber program",
    extensions(("x-refuses" = json!([UNKNOWN_ORGANIZATION, ENROLLMENT_STEP_NOT_OPEN, COHORT_ENTRY_CLOSED,
        TOO_MANY_UNPAID_ENROLLMENTS, OWN_MATTER]))))]
pub async fn record_purchase_order(
    caller: By<ActsForOrganization>,
    id: Path<EnrollmentId>,
    write: Write,
    body: Body<PurchaseOrderIn>,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    let organization = OrganizationId::new(body.0.organization_id);
    write
        .on(&caller, organization, async |tx, ActsForOrganization(mandate)| {
            let number = body.0.purchase_order_number.clone();
            let order = Order { organization_id: organization, purchase_order_number: number };
            let confirmed = order::confirm(write.app(), tx, caller.account_id, mandate, *id, order).await?;
            let version = confirmed.version;
            Ok(Record::new(shown_one(write.app(), tx, confirmed).await?, version))
        })
        .await
}
