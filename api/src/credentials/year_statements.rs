//! `GET /v1/credentials/year-statements`: what a year of somebody's credit comes to.

use actix_web::web::Data;
use chrono::{Datelike, NaiveDate};
use guildhall_domain::credentials::{CreditSource, SourceSum, YearStatement, year_statement};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::credentials as store;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::codes::{CreditSourceCode, CreditTimeOut};
use super::relations::VisibleCredit;
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::Params;
use crate::http::relation::By;
use crate::wire::ClauseOut;

/// What a year of somebody's credit toward the ICMA Credentialed Manager designation comes to.
#[derive(Serialize, ToSchema)]
#[schema(as = CreditYearStatement)]
pub struct YearStatementOut {
    /// Whose year.
    account_id: Uuid,
    /// The calendar year.
    #[schema(minimum = 1900, maximum = 2199, example = 2027)]
    year: i32,
    /// What was earned, entries that were taken back not counted.
    earned: CreditTimeOut,
    /// What the year asks for.
    required: CreditTimeOut,
    /// Whether that is met; plan and report, which a year asks for as well, are not looked at.
    #[schema(example = true)]
    met: bool,
    /// What is missing.
    missing: CreditTimeOut,
    /// What is more than required.
    surplus: CreditTimeOut,
    /// What of it counts in the next year.
    carried_over: CreditTimeOut,
    /// The time of each source that has any.
    #[schema(max_items = 20)]
    by_source: Vec<CreditSourceSumOut>,
    /// The row of policy applied.
    #[schema(max_length = 64, example = "2026-1")]
    rule_version: String,
    /// True when a part of that rule is a default of this software; the association has published no figure; `explanation` tells which.
    #[schema(example = true)]
    provisional: bool,
    /// Clauses applied, in order.
    #[schema(max_items = 20)]
    explanation: Vec<ClauseOut>,
}

/// The time of one source in a year.
#[derive(Serialize, ToSchema)]
#[schema(as = CreditSourceSum)]
pub struct CreditSourceSumOut {
    /// The source.
    #[schema(value_type = CreditSourceCode)]
    source: CreditSource,
    /// Its time.
    icma_cm_hours: CreditTimeOut,
}

impl YearStatementOut {
    fn of(account: AccountId, statement: YearStatement) -> Self {
        YearStatementOut {
            account_id: account.uuid(),
            year: statement.year,
            earned: statement.earned.into(),
            required: statement.required.into(),
            met: statement.met,
            missing: statement.missing.into(),
            surplus: statement.surplus.into(),
            carried_over: statement.carried_over.into(),
            by_source: statement.by_source.into_iter().map(CreditSourceSumOut::from).collect(),
            rule_version: statement.rule_version,
            provisional: statement.provisional,
            explanation: statement.explanation.into_iter().map(ClauseOut::from).collect(),
        }
    }
}

impl From<SourceSum> for CreditSourceSumOut {
    fn from(sum: SourceSum) -> Self {
        CreditSourceSumOut { source: sum.source, icma_cm_hours: sum.time.into() }
    }
}

/// Whose year is wanted, and which.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct YearStatementQuery {
    /// The calendar year; this one (America/New_York) when absent.
    #[param(minimum = 1900, maximum = 2199, nullable = false, example = 2027)]
    year: Option<i32>,
    /// Whose; yours when absent. Staff and admins may ask for anybody's.
    #[param(value_type = Option<Uuid>, nullable = false)]
    account_id: Option<Uuid>,
}

/// State a year of credit
///
/// Your own; staff and admins ask for anybody's. A year asks for 40 hours. All that was earned in it counts in it: 48
/// hours meet it with 8 to spare, and nothing is carried over.
#[utoipa::path(get, path = "/year-statements", tag = "Credentials", extensions(("x-refuses" = json!([NOT_FOUND]))))]
pub async fn get_credit_year_statement(
    caller: By<VisibleCredit>,
    app: Data<App>,
    query: Params<YearStatementQuery>,
) -> Result<Answer<YearStatementOut>, Problem> {
    let asked = query.0.account_id.map_or(caller.account_id, AccountId::new);
    let VisibleCredit(account) = caller.find(&app.db, &asked).await?;
    let year = query.0.year.unwrap_or_else(|| app.clock.today().year());
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let ledger = store::entries_between(&app.db, account, (day(1, 1), day(12, 31))).await?;
    let statement = year_statement(&ledger, year, &app.policies.credentials);
    Ok(Answer::new(YearStatementOut::of(account, statement)))
}
