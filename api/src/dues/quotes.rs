//! `POST /v1/dues/quotes`: a price with its reasons, for anybody.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::dues::quote::{self, Installment, Quote, QuoteFacts, QuoteLine};
use guildhall_domain::{Category, Cents, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problems::{
    INSTALLMENTS_FOR_NEW_MEMBER, INSTALLMENTS_FOR_STUDENT, INSTALLMENTS_IN_TRANSITION, INSTALLMENTS_NOT_OFFERED,
    INSTALLMENTS_OUTSIDE_LOCAL_GOVERNMENT, NO_RATE_TABLE, PRINT_MAGAZINE_NOT_OFFERED, SALARY_MISSING,
    SALARY_NOT_POSITIVE, TRANSITION_NOT_OPEN_TO_CATEGORY,
};
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::{CategoryCode, ClauseOut, RateTableRefOut};

/// What a quote is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DuesQuoteRequest)]
pub struct QuoteIn {
    /// Category of membership to price.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Annual salary in cents; categories priced by salary need it. Used for this answer and forgotten.
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 15_000_000, nullable = false)]
    annual_salary_cents: Option<i64>,
    /// Population of the community served; the small-community rate needs it.
    #[schema(minimum = 0, maximum = 100_000_000, example = 7500, nullable = false)]
    population: Option<i64>,
    /// General-fund budget of the community in cents; the small-community rate needs it.
    #[schema(minimum = 0, maximum = 100_000_000_000_000_i64, example = 780_000_000, nullable = false)]
    general_fund_budget_cents: Option<i64>,
    /// Date whose rate table applies; today (America/New_York) when absent.
    #[schema(nullable = false, example = "2025-03-01")]
    priced_on: Option<NaiveDate>,
    /// Whether a running membership is renewed; only renewals may be paid in installments; no when absent.
    #[serde(default)]
    #[schema(example = false)]
    renewal: bool,
    /// How many payments; 1 pays at once; 1 when absent.
    #[serde(default = "once")]
    #[schema(value_type = i32, minimum = 1, maximum = 12, example = 1)]
    installments: u8,
    /// Whether the print magazine is wanted (Life members only); no when absent.
    #[serde(default)]
    #[schema(example = false)]
    print_magazine: bool,
    /// Whether the waiver for members in transition is asked for; no when absent.
    #[serde(default)]
    #[schema(example = false)]
    in_transition: bool,
}

fn once() -> u8 {
    1
}

impl QuoteIn {
    fn facts(&self, today: NaiveDate) -> QuoteFacts {
        QuoteFacts {
            category: self.category,
            annual_salary: self.annual_salary_cents.map(Cents::new),
            population: self.population,
            general_fund_budget: self.general_fund_budget_cents.map(Cents::new),
            priced_on: self.priced_on.unwrap_or(today),
            renewal: self.renewal,
            installments: self.installments,
            print_magazine: self.print_magazine,
            in_transition: self.in_transition,
        }
    }
}

/// A price with its reasons.
#[derive(Serialize, ToSchema)]
#[schema(as = DuesQuote)]
pub struct QuoteOut {
    /// Date whose rate table was applied.
    #[schema(example = "2025-03-01")]
    priced_on: NaiveDate,
    /// Currency of all amounts: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Sum of the lines, in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    total_cents: i64,
    /// Whether the cap acted: the unrounded product was above it.
    #[schema(example = false)]
    capped: bool,
    /// What the total is made of.
    #[schema(max_items = 10)]
    lines: Vec<QuoteLineOut>,
    /// The table that was applied.
    rate_table: RateTableRefOut,
    /// When to pay how much; the amounts sum to the total.
    #[schema(max_items = 12)]
    installments: Vec<InstallmentOut>,
    /// Clauses applied, in order.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
    /// What the reader should know besides.
    #[schema(max_items = 20)]
    #[schema(value_type = Vec<String>, example = json!(["Priced at the standard rate: population and budget are not both known."]))]
    notes: Vec<String>,
}

/// One line of a price.
#[derive(Serialize, ToSchema)]
#[schema(as = DuesQuoteLine)]
pub struct QuoteLineOut {
    /// Stable code of the line.
    #[schema(max_length = 64, example = "dues")]
    code: String,
    /// What it is for.
    #[schema(max_length = 200, example = "Membership dues, 0.65 % of annual salary")]
    description: String,
    /// The amount in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// True when the figure is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
}

/// One payment of a price.
#[derive(Serialize, ToSchema)]
#[schema(as = DuesInstallment)]
pub struct InstallmentOut {
    /// When it is due.
    #[schema(example = "2025-03-01")]
    due_on: NaiveDate,
    /// How much, in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
}

impl From<Quote> for QuoteOut {
    fn from(quote: Quote) -> Self {
        QuoteOut {
            priced_on: quote.priced_on,
            currency: "USD",
            total_cents: quote.total.cents(),
            capped: quote.capped,
            lines: quote.lines.into_iter().map(QuoteLineOut::from).collect(),
            rate_table: quote.rate_table.into(),
            installments: quote.installments.into_iter().map(InstallmentOut::from).collect(),
            explanation: quote.explanation.into_iter().map(ClauseOut::from).collect(),
            notes: quote.notes,
        }
    }
}

impl From<QuoteLine> for QuoteLineOut {
    fn from(line: QuoteLine) -> Self {
        QuoteLineOut {
            code: line.code,
            description: line.description,
            amount_cents: line.amount.cents(),
            provisional: line.provisional,
        }
    }
}

impl From<Installment> for InstallmentOut {
    fn from(installment: Installment) -> Self {
        InstallmentOut { due_on: installment.due_on, amount_cents: installment.amount.cents() }
    }
}

/// Price a membership
///
/// Open to anyone and stateless: nothing of the request is kept. The answer names the rate table, the
/// clauses applied and their sources; an invoice for the same facts on the same date has the same total.
#[utoipa::path(post, path = "/quotes", tag = "Dues", extensions(("x-refuses" = json!([
    SALARY_MISSING, SALARY_NOT_POSITIVE, INSTALLMENTS_FOR_NEW_MEMBER, INSTALLMENTS_FOR_STUDENT,
    INSTALLMENTS_OUTSIDE_LOCAL_GOVERNMENT, INSTALLMENTS_IN_TRANSITION, INSTALLMENTS_NOT_OFFERED,
    PRINT_MAGAZINE_NOT_OFFERED, TRANSITION_NOT_OPEN_TO_CATEGORY, NO_RATE_TABLE
]))))]
pub async fn create_dues_quote(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<QuoteIn>,
) -> Result<Answer<QuoteOut>, Problem> {
    let facts = body.0.facts(app.clock.today());
    let quote = quote::quote(&facts, &app.policies.dues).map_err(Refusal::from)?;
    Ok(Answer::new(QuoteOut::from(quote)))
}
