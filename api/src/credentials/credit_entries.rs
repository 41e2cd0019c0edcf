//! `/v1/credentials/credit-entries`: what was earned, by what, and on whose word.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::credentials::{CreditSource, may_list_credit, may_see_credit};
use guildhall_domain::ids::{AccountId, CreditEntryId};
use guildhall_persistence::credentials::{self as store, CreditEntryFilter, CreditEntrySort, CreditRecord};
use guildhall_persistence::{PageRequest, Slice};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::codes::{CreditSourceCode, CreditTimeOut};
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::page::default_limit;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;
use crate::wire::ClauseOut;

page_of!(CreditEntryPage, CreditEntryOut);

/// An entry in the ledger of credit hours. Entries are added and never changed.
#[derive(Serialize, ToSchema)]
#[schema(as = CreditEntry)]
pub struct CreditEntryOut {
    /// Its id.
    id: Uuid,
    /// Who earned it.
    account_id: Uuid,
    /// Time credited toward the ICMA Credentialed Manager designation.
    icma_cm_hours: CreditTimeOut,
    /// When it was earned, by the association's calendar; the year it counts in follows from this.
    #[schema(example = "2027-04-25")]
    earned_on: NaiveDate,
    /// By what it was earned.
    #[schema(value_type = CreditSourceCode)]
    source: CreditSource,
    /// What it was, in a few words.
    #[schema(max_length = 500, example = "Cybersecurity Leadership Program, spring 2027")]
    title: String,
    /// The clause it rests on.
    ground: ClauseOut,
    /// The entry that this one takes back; null for credit earned.
    #[schema(required)]
    reverses_id: Option<Uuid>,
    /// When the entry was made.
    entered_at: DateTime<Utc>,
}

impl From<CreditRecord> for CreditEntryOut {
    fn from(record: CreditRecord) -> Self {
        let CreditRecord { entry, entered_at } = record;
        let provenance = entry.grant.provenance;
        CreditEntryOut {
            id: entry.id.uuid(),
            account_id: entry.grant.account_id.uuid(),
            icma_cm_hours: entry.grant.time.into(),
            earned_on: entry.grant.earned_on,
            source: provenance.source,
            title: provenance.title,
            ground: provenance.ground.into(),
            reverses_id: entry.reverses.map(CreditEntryId::uuid),
            entered_at,
        }
    }
}

/// Which entries are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CreditEntryQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only of this person.
    #[param(value_type = Option<Uuid>, nullable = false)]
    account_id: Option<Uuid>,
}

/// List credit entries
///
/// Your own; staff and admins see everybody's. The latest entered first.
#[utoipa::path(tag = "Credentials", operation_id = "listCreditEntries", security(("bearer" = [])), params(CreditEntryQuery),
    responses((status = 200, description = "One page.", body = CreditEntryPage)))]
#[get("/credit-entries")]
pub async fn list_credit_entries(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    query: Params<CreditEntryQuery>,
) -> Result<Reply, Problem> {
    let list = "credentials/credit-entries";
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let asked = query.0.account_id.map(AccountId::new);
    let page = PageRequest { limit: query.0.limit, sort: CreditEntrySort::Newest, after };
    let slice = match (may_list_credit(&caller.caller()), asked) {
        (true, account) => store::list_credit_entries(&app.db, &CreditEntryFilter { account }, page).await?,
        (false, Some(other)) if other != caller.account_id => Slice { items: Vec::new(), next: None },
        (false, _) => {
            let own = CreditEntryFilter { account: Some(caller.account_id) };
            store::list_credit_entries(&app.db, &own, page).await?
        }
    };
    app.cursors.reply::<CreditEntryPage, _>(&request, list, query.0.limit, slice, CreditEntryOut::from)
}

/// Read a credit entry
///
/// Your own; staff and admins read all.
#[utoipa::path(tag = "Credentials", operation_id = "getCreditEntry", security(("bearer" = [])),
    responses((status = 200, description = "The entry.", body = CreditEntryOut), (status = 304, description = "Not changed.")))]
#[get("/credit-entries/{credit_entry_id}")]
pub async fn get_credit_entry(
    caller: Caller,
    app: Data<App>,
    id: Path<CreditEntryId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let found = store::find_credit_entry(&app.db, *id).await?;
    let seen = |record: &CreditRecord| may_see_credit(&caller.caller(), record.entry.grant.account_id);
    let record = found.filter(seen).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    Reply::record(&CreditEntryOut::from(record), 1)
}
