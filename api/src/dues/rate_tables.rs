//! `GET /v1/dues/rate-tables`: the tables behind every price, with their sources.

use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::dues::policy::DuesPolicy;
use guildhall_domain::dues::rate_table::{FlatRate, RateTable, SalaryRate, SmallCommunity};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::http::answers::Record;
use crate::http::page::Page;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;
use crate::wire::CategoryCode;

/// What each category pays, from a date on.
#[derive(Serialize, ToSchema)]
#[schema(as = RateTable)]
pub struct RateTableOut {
    /// Name of the table; every price made with it carries this.
    #[schema(max_length = 64, example = "2022-10")]
    version: String,
    /// First pricing date on which it applies, that day included; null when it was never published.
    #[schema(required, example = "2022-10-01")]
    effective_on: Option<NaiveDate>,
    /// What a reader should know about the table; null when nothing.
    #[schema(required, max_length = 500, example = "Small communities pay a reduced rate.")]
    note: Option<String>,
    /// The category priced by salary.
    salary: SalaryRateOut,
    /// One amount for each other category.
    #[schema(max_items = 50)]
    flat: Vec<FlatRateOut>,
    /// Print magazine for a year, in cents, for the categories that may add it.
    #[schema(minimum = 0, maximum = 100_000_000, example = 2500)]
    print_magazine_cents: i64,
}

/// A share of the salary up to a cap.
#[derive(Serialize, ToSchema)]
#[schema(as = SalaryRate)]
pub struct SalaryRateOut {
    /// Category priced this way.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Share of the annual salary, as a decimal.
    #[schema(max_length = 16, example = "0.0065")]
    rate: String,
    /// The most it can come to, in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 120_000)]
    cap_cents: i64,
    /// Reduced rate for small communities; null when the table has none.
    #[schema(required)]
    small_community: Option<SmallCommunityOut>,
    /// Where the rate is published.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True when a figure is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
}

/// The reduced rate for small communities; both limits are inclusive and both figures must be known.
#[derive(Serialize, ToSchema)]
#[schema(as = SmallCommunityRate)]
pub struct SmallCommunityOut {
    /// Largest population.
    #[schema(minimum = 0, maximum = 100_000_000, example = 7500)]
    population_at_most: i64,
    /// Largest general-fund budget, in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_000_i64, example = 780_000_000)]
    general_fund_budget_at_most_cents: i64,
    /// Share taken off, as a decimal.
    #[schema(max_length = 16, example = "0.2")]
    discount: String,
    /// The most it can come to, in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 94_000)]
    cap_cents: i64,
}

/// One amount for a category.
#[derive(Serialize, ToSchema)]
#[schema(as = FlatRate)]
pub struct FlatRateOut {
    /// Category that pays it.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// What the line of a price says.
    #[schema(max_length = 200, example = "Membership dues, not in service to a local government")]
    description: String,
    /// The amount in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 20_000)]
    amount_cents: i64,
    /// Where it is published.
    #[schema(max_length = 500, example = "icma.org/page/student-chapter-faqs")]
    source: String,
    /// True when the amount is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
}

fn table_out(policy: &DuesPolicy, table: &RateTable) -> RateTableOut {
    RateTableOut {
        version: table.version.clone(),
        effective_on: table.effective_on,
        note: table.note.clone(),
        salary: salary_out(policy, &table.salary),
        flat: table.flat.iter().map(|flat| flat_out(policy, flat)).collect(),
        print_magazine_cents: table.print_magazine.amount_cents.value.cents(),
    }
}

fn salary_out(policy: &DuesPolicy, salary: &SalaryRate) -> SalaryRateOut {
    SalaryRateOut {
        category: salary.category,
        rate: salary.rate.value.to_string(),
        cap_cents: salary.cap_cents.value.cents(),
        small_community: salary.small_community.as_ref().map(small_out),
        source: policy.sources.cite(&salary.rate.source).to_owned(),
        provisional: salary.rate.provisional || salary.cap_cents.provisional,
    }
}

fn small_out(small: &SmallCommunity) -> SmallCommunityOut {
    SmallCommunityOut {
        population_at_most: small.population_at_most.value,
        general_fund_budget_at_most_cents: small.general_fund_budget_at_most_cents.value.cents(),
        discount: small.discount.value.to_string(),
        cap_cents: small.cap_cents.value.cents(),
    }
}

fn flat_out(policy: &DuesPolicy, flat: &FlatRate) -> FlatRateOut {
    FlatRateOut {
        category: flat.category,
        description: flat.description.clone(),
        amount_cents: flat.amount_cents.cents(),
        source: policy.sources.cite(&flat.source).to_owned(),
        provisional: flat.provisional,
    }
}

/// List the rate tables
///
/// Every table that this server knows, the oldest first; next year's may already be among them.
#[utoipa::path(get, path = "/rate-tables", tag = "Dues")]
pub async fn list_rate_tables(app: Data<App>, _: Params<NoParams>) -> Result<Record<Page<RateTableOut>>, Problem> {
    let policy = &app.policies.dues;
    let tables = policy.rate_tables.iter().map(|table| table_out(policy, table)).collect();
    Ok(Record::new(Page::whole(tables), 1).cached(Cache::Public))
}

/// Read one rate table
///
/// By the version that prices and invoices name.
#[utoipa::path(get, path = "/rate-tables/{version}", tag = "Dues",
    params(("version" = String, Path, description = "Version of the table.", max_length = 64, example = "2022-10")))]
pub async fn get_rate_table(
    app: Data<App>,
    version: Path<String>,
    _: Params<NoParams>,
) -> Result<Record<RateTableOut>, Problem> {
    let policy = &app.policies.dues;
    let table = policy.table(&version).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    Ok(Record::new(table_out(policy, table), 1).cached(Cache::Public))
}
