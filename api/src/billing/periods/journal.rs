//! `GET /v1/billing/period-closings/{period_closing_id}/journal`: the journal of a closed month, for the association's
//! accounting.
//!
//! Invariant: the same month gives the same bytes while it is closed.

use std::borrow::Cow;

use actix_web::web::{Data, Path};
use guildhall_domain::billing::ClosingState;
use guildhall_domain::calendar::add_months;
use guildhall_domain::ids::PeriodClosingId;
use guildhall_domain::{Cents, Refusal, billing::BillingRefusal};
use guildhall_persistence::billing::{self as store, JournalLine};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::billing::problems::MONTH_REOPENED;
use crate::http::answers::{Document, Media};
use crate::http::auth::{Caller, Finance};
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::slice::{Addresses, MediaType};

/// What is answered there.
pub const JOURNALS: MediaType = MediaType { addresses: Addresses::Ending("/journal"), name: "text/csv" };

/// The schema of a journal as it is sent: text, no JSON.
pub struct JournalFile;

impl PartialSchema for JournalFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A journal as CSV (RFC 4180), with a header."))
            .max_length(Some(100_000_000))
            .examples([serde_json::Value::from(HEADER.join(",") + "\r\n")])
            .into()
    }
}

impl ToSchema for JournalFile {
    fn name() -> Cow<'static, str> {
        "JournalFile".into()
    }
}

/// The media type of journals.
pub struct Csv;

impl Media for Csv {
    type Schema = JournalFile;
    const TYPE: &'static str = "text/csv";
    const CONTENT_TYPE: &'static str = "text/csv; charset=utf-8";
}

const HEADER: [&str; 8] =
    ["posted_on", "happened_on", "entry_id", "kind", "invoice_number", "account", "debit", "credit"];

/// Export the journal of a closed month
///
/// For finance. Every posting of the month as CSV, in the order of the books: `posted_on`, `happened_on`, `entry_id`, `kind`,
/// `invoice_number`, `account`, `debit` and `credit` in US dollars. Debits and credits of each entry, and of the month, are
/// equal.
#[utoipa::path(get, path = "/period-closings/{period_closing_id}/journal", tag = "Billing",
    extensions(("x-refuses" = json!([MONTH_REOPENED]))))]
pub async fn get_period_journal(
    _: Caller<Finance>,
    app: Data<App>,
    id: Path<PeriodClosingId>,
    _: Params<NoParams>,
) -> Result<Document<Csv>, Problem> {
    let closing = store::load_period_closing(&app.db, *id).await?;
    if closing.state() == ClosingState::Reopened {
        return Err(Refusal::from(BillingRefusal::MonthReopened { month: closing.month }).into());
    }
    let lines = store::journal_of(&app.db, closing.month, add_months(closing.month, 1)).await?;
    let bytes = written(&lines).map_err(|_| Problem::new(&INTERNAL))?;
    Ok(Document::new(bytes, closing.version))
}

fn written(lines: &[JournalLine]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for line in lines {
        let side = |wanted: bool| if wanted { dollars(line.amount) } else { String::new() };
        writer.write_record([
            line.posted_on.to_string(),
            line.happened_on.to_string(),
            line.entry_id.to_string(),
            line.kind.to_string(),
            line.invoice_number.to_string(),
            line.account.to_string(),
            side(line.amount > Cents::ZERO),
            side(line.amount < Cents::ZERO),
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// An amount without its sign, with a point and two decimals.
fn dollars(amount: Cents) -> String {
    let cents = amount.cents().unsigned_abs();
    format!("{}.{:02}", cents / 100, cents % 100)
}
