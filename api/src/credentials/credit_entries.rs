//! `/v1/credentials/credit-entries`: what was earned, by what, and on whose word.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::credentials::{CreditSource, may_list_credit};
use guildhall_domain::ids::{AccountId, CreditEntryId};
use guildhall_persistence::Slice;
use guildhall_persistence::credentials::{self as store, CreditEntryFilter, CreditEntrySort, CreditRecord};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::codes::{CreditSourceCode, CreditTimeOut};
use super::relations::VisibleCreditEntry;
use crate::http::answers::Record;
use crate::http::auth::Caller;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::http::relation::Sees;
use crate::wire::ClauseOut;

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
    /// Only of this person.
    #[param(value_type = Option<Uuid>, nullable = false)]
    account_id: Option<Uuid>,
}

impl ListQuery for CreditEntryQuery {
    type Sort = CreditEntrySort;

    fn order(&self) -> (&'static str, CreditEntrySort) {
        ("credentials/credit-entries", CreditEntrySort::Newest)
    }
}

/// List credit entries
///
/// Your own; staff and admins see everybody's. The latest entered first.
#[utoipa::path(get, path = "/credit-entries", tag = "Credentials")]
pub async fn list_credit_entries(
    caller: Caller,
    list: Listing<CreditEntryQuery>,
) -> Result<Page<CreditEntryOut>, Problem> {
    let db = &list.app().db;
    let asked = list.query.account_id.map(AccountId::new);
    let slice = match (may_list_credit(&caller.caller()), asked) {
        (true, account) => store::list_credit_entries(db, &CreditEntryFilter { account }, list.page()).await?,
        (false, Some(other)) if other != caller.account_id => Slice { items: Vec::new(), next: None },
        (false, _) => {
            let own = CreditEntryFilter { account: Some(caller.account_id) };
            store::list_credit_entries(db, &own, list.page()).await?
        }
    };
    Ok(list.answer(slice, CreditEntryOut::from))
}

/// Read a credit entry
///
/// Your own; staff and admins read all.
#[utoipa::path(get, path = "/credit-entries/{credit_entry_id}", tag = "Credentials")]
pub async fn get_credit_entry(seen: Sees<VisibleCreditEntry>) -> Result<Record<CreditEntryOut>, Problem> {
    Ok(Record::new(CreditEntryOut::from(seen.record.0), 1))
}
