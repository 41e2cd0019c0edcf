//! `POST /v1/accounts/me/closure`: closing one's own account.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::{Cents, association_date};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::{self, Closed};
use crate::accounts::address_changes::asking;
use crate::accounts::problems::{
    CURRENT_PASSWORD_NEEDED, INVOICES_OPEN, OWN_ADMIN_ACCESS, TOO_MANY_FAILURES, WRONG_CURRENT_PASSWORD,
};
use crate::http::answers::{Answer, Answered};
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// Whoever closes an account shows the password again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAccountClosure)]
pub struct AccountClosureIn {
    /// The present password; it may be left out in a session that began less than five minutes ago.
    #[schema(value_type = Option<String>, format = Password, min_length = 1, max_length = 1024, nullable = false, example = "mossy lantern drifts upstream")]
    current_password: Option<SecretString>,
    /// Close it although something is still to be paid; it stays owed.
    #[schema(nullable = false, example = false)]
    despite_open_invoices: Option<bool>,
}

/// What came of closing an account.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountClosure)]
pub struct AccountClosureOut {
    /// When it was closed. Nobody can sign in from then on.
    closed_at: DateTime<Utc>,
    /// Day on which what is held about the person is deleted or made anonymous. Before it, an administrator can open the
    /// account again.
    erased_on: NaiveDate,
    /// Invoices that stay to be paid.
    #[schema(max_items = 10_000)]
    open_invoices: Vec<OpenInvoiceOut>,
    /// What stays on record afterward.
    #[schema(max_items = 1_000)]
    kept: Vec<KeptRecordsOut>,
}

/// An invoice that stays to be paid.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenInvoice)]
pub struct OpenInvoiceOut {
    /// Id of the invoice.
    id: Uuid,
    /// Number of the invoice.
    #[schema(max_length = 24, example = "2025-000001")]
    number: String,
    /// Amount still to be paid, in US cents.
    #[schema(value_type = i64, minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 65_000)]
    outstanding_cents: Cents,
}

/// Records of one kind that stay when somebody is forgotten.
#[derive(Serialize, ToSchema)]
#[schema(as = KeptRecords)]
pub struct KeptRecordsOut {
    /// What they are.
    #[schema(max_length = 64, example = "ledger_entries")]
    records: &'static str,
    /// How many there are.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 3)]
    count: u64,
    /// Why they stay, and whether they still name the person.
    #[schema(max_length = 500, example = "Books are kept whole.")]
    reason: &'static str,
}

impl From<Closed> for AccountClosureOut {
    fn from(closed: Closed) -> Self {
        let open_invoices = closed.open_invoices.into_iter().map(|invoice| OpenInvoiceOut {
            id: invoice.id.uuid(),
            number: invoice.number.to_string(),
            outstanding_cents: invoice.outstanding(),
        });
        let kept = closed.retained.into_iter().map(|retained| KeptRecordsOut {
            records: retained.table,
            count: retained.rows,
            reason: retained.reason,
        });
        AccountClosureOut {
            closed_at: closed.closed_at,
            erased_on: association_date(closed.erased_at),
            open_invoices: open_invoices.collect(),
            kept: kept.collect(),
        }
    }
}

/// Close my account
///
/// Ends every session, gives up what waits (an application on which nothing was paid, places in a queue, offers, acting for
/// organizations, mentoring) and every role. A membership or seat that was paid ends on its date and is not refunded. Open
/// invoices stay owed: the first request is refused with their numbers, and `despite_open_invoices` closes the account all
/// the same. After 30 days what is held about the person is deleted or made anonymous, except for what `kept` names; until
/// then an administrator can open the account again. It takes the present password or a session that began less than five
/// minutes ago. Administrators are relieved by another one first.
#[utoipa::path(post, path = "/me/closure", tag = "Accounts",
    extensions(("x-refuses" = json!([INVOICES_OPEN, OWN_ADMIN_ACCESS, CURRENT_PASSWORD_NEEDED, WRONG_CURRENT_PASSWORD, TOO_MANY_FAILURES]))))]
pub async fn create_account_closure(
    caller: Caller,
    write: Write,
    body: Body<AccountClosureIn>,
) -> Result<Answered<Answer<AccountClosureOut>>, Problem> {
    let (app, asked) = (write.app(), body.0);
    asking::check_present(app, &caller, asked.current_password.as_ref()).await?;
    let done = write
        .perform(async |tx| {
            let closed = actions::close(app, tx, caller.account_id, asked.despite_open_invoices == Some(true)).await?;
            Ok(Answer::new(AccountClosureOut::from(closed)))
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}
