//! `/v1/billing/period-closings`: closing months of the books.

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{ClosingState, PeriodClosing};
use guildhall_domain::ids::PeriodClosingId;
use guildhall_persistence::billing::{self as store, PeriodClosingSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::billing::actions::closing;
use crate::billing::problems::{MONTH_CLOSED, MONTH_NOT_OVER};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Finance};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::WriteOnce;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::ClosingStateCode;

/// The closing of a month of the books.
#[derive(Serialize, ToSchema)]
#[schema(as = PeriodClosing)]
pub struct PeriodClosingOut {
    /// Id of the closing.
    id: Uuid,
    /// The month.
    #[schema(min_length = 7, max_length = 7, example = "2025-02")]
    month: String,
    /// Where it stands.
    #[schema(value_type = ClosingStateCode)]
    state: ClosingState,
    /// Account that closed it.
    closed_by: Uuid,
    /// When it was closed.
    closed_at: DateTime<Utc>,
    /// Why it is to be opened again; null unless somebody proposed it.
    #[schema(required, max_length = 500, example = "The bank's statement was corrected.")]
    reopening_reason: Option<String>,
    /// Account that proposed to open it again; null unless somebody did.
    #[schema(required)]
    reopening_proposed_by: Option<Uuid>,
    /// Account that agreed; null unless it is open again.
    #[schema(required)]
    reopened_by: Option<Uuid>,
    /// When it was opened again; null unless it is.
    #[schema(required)]
    reopened_at: Option<DateTime<Utc>>,
}

impl From<PeriodClosing> for PeriodClosingOut {
    fn from(closing: PeriodClosing) -> Self {
        let state = closing.state();
        let agreed = closing.reopening.as_ref().and_then(|reopening| reopening.agreed);
        PeriodClosingOut {
            id: closing.id.uuid(),
            month: closing.month.format("%Y-%m").to_string(),
            state,
            closed_by: closing.closed_by.uuid(),
            closed_at: closing.closed_at,
            reopening_proposed_by: closing.reopening.as_ref().map(|reopening| reopening.proposed_by.uuid()),
            reopening_reason: closing.reopening.map(|reopening| reopening.reason),
            reopened_by: agreed.map(|(by, _)| by.uuid()),
            reopened_at: agreed.map(|(_, at)| at),
        }
    }
}

/// The record with its version.
pub(super) fn recorded(closing: PeriodClosing) -> Record<PeriodClosingOut> {
    let version = closing.version;
    Record::new(PeriodClosingOut::from(closing), version)
}

/// A month to close.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPeriodClosing)]
pub struct PeriodClosingIn {
    /// The month, which is over.
    #[schema(min_length = 7, max_length = 7, pattern = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", example = "2025-02")]
    month: String,
}

/// The list of closings has no filters.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeriodClosingQuery {}

impl ListQuery for PeriodClosingQuery {
    type Sort = PeriodClosingSort;

    fn order(&self) -> (&'static str, PeriodClosingSort) {
        ("billing/period-closings", PeriodClosingSort::Newest)
    }
}

/// List period closings
///
/// For finance. Sorted by time of closing, latest first.
#[utoipa::path(get, path = "/period-closings", tag = "Billing")]
pub async fn list_period_closings(
    _: Caller<Finance>,
    list: Listing<PeriodClosingQuery>,
) -> Result<Page<PeriodClosingOut>, Problem> {
    let slice = store::list_period_closings(&list.app().db, list.page()).await?;
    Ok(list.answer(slice, PeriodClosingOut::from))
}

/// Get a period closing
///
/// For finance.
#[utoipa::path(get, path = "/period-closings/{period_closing_id}", tag = "Billing")]
pub async fn get_period_closing(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<PeriodClosingId>,
    _: Params<NoParams>,
) -> Result<Record<PeriodClosingOut>, Problem> {
    Ok(recorded(store::load_period_closing(&app.db, *id).await?))
}

/// Close a month of the books
///
/// For finance, once the month is over. Nothing is posted into a closed month: what concerns it is posted on the first open day
/// after it, and keeps the date on which it happened.
#[utoipa::path(post, path = "/period-closings", tag = "Billing", extensions(("x-refuses" = json!([
    MONTH_NOT_OVER, MONTH_CLOSED
]))))]
pub async fn create_period_closing(
    caller: Caller<Finance>,
    write: WriteOnce,
    body: Body<PeriodClosingIn>,
) -> Result<Answered<Created<PeriodClosingOut>>, Problem> {
    let WriteOnce(write) = write;
    write
        .perform(async |tx| {
            let month = NaiveDate::parse_from_str(&format!("{}-01", body.0.month), "%Y-%m-%d").unwrap_or_default();
            let made = closing::close(write.app(), tx, caller.account_id, month).await?;
            Ok(Created::at(format!("/v1/billing/period-closings/{}", made.id), PeriodClosingOut::from(made), 1))
        })
        .await
}
