//! `GET /v1/billing/ledger`: the ledger by date, with totals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use guildhall_domain::billing::LedgerAccount;
use guildhall_domain::billing::periods::{check_report_span, month_of};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing::{self as store, DayTotal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::billing::codes::LedgerAccountCode;
use crate::billing::problems::REPORT_SPAN;
use crate::http::answers::Answer;
use crate::http::auth::{Caller, Finance};
use crate::http::problem::Problem;
use crate::http::query::Params;
use actix_web::web::Data;

/// The most days of one report.
const MOST_DAYS: i64 = 366;

/// The days of the report.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LedgerReportQuery {
    /// First day; the first of this month when absent.
    #[param(nullable = false, example = "2025-03-01")]
    from: Option<NaiveDate>,
    /// Last day; today when absent. At most 366 days from the first.
    #[param(nullable = false, example = "2025-03-31")]
    until: Option<NaiveDate>,
}

/// The ledger of a span of days.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerReport)]
pub struct LedgerReportOut {
    /// First day.
    #[schema(example = "2025-03-01")]
    from_on: NaiveDate,
    /// Last day.
    #[schema(example = "2025-03-31")]
    until_on: NaiveDate,
    /// Each account that was posted to by the last day, with its balances.
    #[schema(max_items = 100)]
    accounts: Vec<AccountTotalOut>,
    /// Each day on which something was posted, the earliest first.
    #[schema(max_items = 366)]
    days: Vec<LedgerDayOut>,
    /// Sum of all debits of these days, in US cents.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 97_500)]
    debit_cents: i64,
    /// Sum of all credits of these days, in US cents; the same as the debits.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 97_500)]
    credit_cents: i64,
}

/// What was posted to an account, and its balances. A balance above zero is a debit.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerAccountTotal)]
pub struct AccountTotalOut {
    /// Account of the ledger.
    #[schema(value_type = LedgerAccountCode)]
    account: LedgerAccount,
    /// Balance at the beginning of the first day, in US cents.
    #[schema(minimum = -9_000_000_000_000_000_i64, maximum = 9_000_000_000_000_000_i64, example = 0)]
    opening_cents: i64,
    /// Sum of the debits, in US cents.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 97_500)]
    debit_cents: i64,
    /// Sum of the credits, in US cents.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 0)]
    credit_cents: i64,
    /// Balance at the end of the last day, in US cents.
    #[schema(minimum = -9_000_000_000_000_000_i64, maximum = 9_000_000_000_000_000_i64, example = 97_500)]
    closing_cents: i64,
}

/// What was posted on a day.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerDay)]
pub struct LedgerDayOut {
    /// The day.
    #[schema(example = "2025-03-01")]
    posted_on: NaiveDate,
    /// Each account that was posted to.
    #[schema(max_items = 100)]
    accounts: Vec<DayTotalOut>,
}

/// What was posted to an account on a day.
#[derive(Serialize, ToSchema)]
#[schema(as = LedgerDayTotal)]
pub struct DayTotalOut {
    /// Account of the ledger.
    #[schema(value_type = LedgerAccountCode)]
    account: LedgerAccount,
    /// Sum of the debits, in US cents.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 97_500)]
    debit_cents: i64,
    /// Sum of the credits, in US cents.
    #[schema(minimum = 0, maximum = 9_000_000_000_000_000_i64, example = 0)]
    credit_cents: i64,
}

/// Read the ledger by date
///
/// For finance. What was posted to each account on each day, with the balances before and after and the totals. The day is
/// that of the books: what concerns a month that was closed stands on the first open day after it.
#[utoipa::path(get, path = "/ledger", tag = "Billing", extensions(("x-refuses" = json!([REPORT_SPAN]))))]
pub async fn get_ledger(
    _: Caller<Finance>,
    app: Data<App>,
    query: Params<LedgerReportQuery>,
) -> Result<Answer<LedgerReportOut>, Problem> {
    let today = app.clock.today();
    let until = query.0.until.unwrap_or(today);
    let from = query.0.from.unwrap_or_else(|| month_of(until));
    check_report_span(from, until, MOST_DAYS).map_err(Refusal::from)?;
    let opening = store::balances_before(&app.db, from).await?;
    let totals = store::day_totals(&app.db, from, until).await?;
    Ok(Answer::new(report(from, until, &opening, totals)))
}

fn report(
    from: NaiveDate,
    until: NaiveDate,
    opening: &BTreeMap<LedgerAccount, Cents>,
    totals: Vec<DayTotal>,
) -> LedgerReportOut {
    let mut accounts: BTreeMap<LedgerAccount, (i64, i64)> = opening.keys().map(|of| (of.clone(), (0, 0))).collect();
    let mut days: Vec<LedgerDayOut> = Vec::new();
    for DayTotal { posted_on, account, debit, credit } in totals {
        let sums = accounts.entry(account.clone()).or_default();
        (sums.0, sums.1) = (sums.0.saturating_add(debit.cents()), sums.1.saturating_add(credit.cents()));
        let total = DayTotalOut { account, debit_cents: debit.cents(), credit_cents: credit.cents() };
        match days.last_mut().filter(|day| day.posted_on == posted_on) {
            Some(day) => day.accounts.push(total),
            None => days.push(LedgerDayOut { posted_on, accounts: vec![total] }),
        }
    }
    let total = |(account, (debit_cents, credit_cents)): (LedgerAccount, (i64, i64))| {
        let opening_cents = opening.get(&account).map_or(0, |balance| balance.cents());
        let closing_cents = opening_cents.saturating_add(debit_cents).saturating_sub(credit_cents);
        AccountTotalOut { account, opening_cents, debit_cents, credit_cents, closing_cents }
    };
    let accounts: Vec<AccountTotalOut> = accounts.into_iter().map(total).collect();
    LedgerReportOut {
        from_on: from,
        until_on: until,
        debit_cents: accounts.iter().map(|of| of.debit_cents).sum(),
        credit_cents: accounts.iter().map(|of| of.credit_cents).sum(),
        accounts,
        days,
    }
}
