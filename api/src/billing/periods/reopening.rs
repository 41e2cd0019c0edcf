//! `/v1/billing/period-closings/{period_closing_id}/reopening`: opening a month again, by two people.

use actix_web::web::Path;
use guildhall_domain::ids::PeriodClosingId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::period_closings::{PeriodClosingOut, recorded};
use crate::billing::actions::closing;
use crate::billing::problems::{MONTH_REOPENED, SECOND_PERSON_NEEDED};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;

/// A wish to open a month again.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PeriodReopening)]
pub struct ReopeningIn {
    /// Reason for opening it; that of whoever proposes it is kept.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "The bank's statement was corrected.")]
    reason: String,
}

/// Open a month of the books again
///
/// For finance, by two people: the first proposes it with a reason, and it is open once another person asks for the same.
#[utoipa::path(post, path = "/period-closings/{period_closing_id}/reopening", tag = "Billing",
    extensions(("x-refuses" = json!([SECOND_PERSON_NEEDED, MONTH_REOPENED]))))]
pub async fn create_period_reopening(
    caller: Caller<Finance>,
    id: Path<PeriodClosingId>,
    write: WriteOnce,
    body: Body<ReopeningIn>,
) -> Result<Answered<Record<PeriodClosingOut>>, Problem> {
    let WriteOnce(write) = write;
    let app = write.app();
    let reason = &body.0.reason;
    write
        .perform(async |tx| Ok(recorded(closing::reopen(app, tx, caller.account_id, *id, reason.clone()).await?)))
        .await
}
