//! `POST /v1/cyber-program/price-quotes`: what seats cost and why, for anybody.

use actix_web::post;
use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::catalogue::quote;
use guildhall_domain::cyber_program::{MembershipStanding, PriceFacts, PriceListRef, PriceQuote, PriceRow, SeatPrice};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::cyber_program::codes::{MembershipStandingCode, PriceRowCode};
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::wire::ClauseOut;

/// For whom a price is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgramPriceQuoteRequest)]
pub struct PriceQuoteIn {
    /// Those who would take part; policy bounds how many one price may be asked for.
    #[schema(min_items = 1, max_items = 5_000)]
    participants: Vec<ParticipantIn>,
    /// Date whose price list applies; today (America/New_York) when absent.
    #[schema(nullable = false, example = "2026-11-22")]
    priced_on: Option<NaiveDate>,
}

/// One who would take part.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgramPriceParticipant)]
pub struct ParticipantIn {
    /// How the participant stands with the association.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
}

/// A price with its reasons.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramPriceQuote)]
pub struct PriceQuoteOut {
    /// Date whose price list was applied.
    #[schema(example = "2026-11-22")]
    priced_on: NaiveDate,
    /// Currency of all amounts: always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Sum of the lines, in cents.
    #[schema(minimum = 0, maximum = 500_000_000_000_i64, example = 199_500)]
    total_cents: i64,
    /// One line for each participant, in the order of the request.
    #[schema(max_items = 5_000)]
    lines: Vec<SeatPriceOut>,
    /// The list that was applied.
    price_list: PriceListRefOut,
    /// Clauses applied, in order.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
}

/// The price of one seat.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSeatPrice)]
pub struct SeatPriceOut {
    /// The standing it follows from.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
    /// The row of the list that sets it.
    #[schema(value_type = PriceRowCode)]
    price_row: PriceRow,
    /// What is to be paid, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    amount_cents: i64,
    /// What non-members pay, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 249_500)]
    list_price_cents: i64,
    /// The difference of the two, in cents; never a percentage.
    #[schema(minimum = 0, maximum = 100_000_000, example = 50_000)]
    saving_cents: i64,
    /// True when the amount, or that this standing pays it, is a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
}

/// Names the price list behind a price.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramPriceListReference)]
pub struct PriceListRefOut {
    /// Name of the list.
    #[schema(max_length = 64, example = "published")]
    version: String,
    /// First date on which it applies; null when that was never published.
    #[schema(required, example = "2027-01-01")]
    effective_on: Option<NaiveDate>,
}

impl From<PriceQuote> for PriceQuoteOut {
    fn from(quote: PriceQuote) -> Self {
        PriceQuoteOut {
            priced_on: quote.priced_on,
            currency: "USD",
            total_cents: quote.total.cents(),
            lines: quote.lines.into_iter().map(SeatPriceOut::from).collect(),
            price_list: quote.price_list.into(),
            explanation: quote.explanation.into_iter().map(ClauseOut::from).collect(),
        }
    }
}

impl From<SeatPrice> for SeatPriceOut {
    fn from(price: SeatPrice) -> Self {
        SeatPriceOut {
            membership_standing: price.membership_standing,
            price_row: price.price_row,
            amount_cents: price.amount.cents(),
            list_price_cents: price.list_price.cents(),
            saving_cents: price.saving.cents(),
            provisional: price.provisional,
        }
    }
}

impl From<PriceListRef> for PriceListRefOut {
    fn from(list: PriceListRef) -> Self {
        PriceListRefOut { version: list.version, effective_on: list.effective_on }
    }
}

/// Price seats in the program
///
/// Open to anyone and stateless: nothing of the request is kept. The price list of the date decides, line by line; a
/// saving is the difference of two of its rows. A seat's price is fixed on the day of registration, from the person's
/// standing then.
#[utoipa::path(tag = "Cyber program", operation_id = "createProgramPriceQuote", security(()), request_body = PriceQuoteIn,
    extensions(("x-stateless" = json!(true))),
    responses(
        (status = 200, description = "The price, explained.", body = PriceQuoteOut),
        (status = 409, description = "`too-many-participants` `no-price-list`"),
    ))]
#[post("/price-quotes")]
pub async fn create_program_price_quote(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<PriceQuoteIn>,
) -> Result<Reply, Problem> {
    let PriceQuoteIn { participants, priced_on } = body.0;
    let participants = participants.into_iter().map(|one| one.membership_standing).collect();
    let facts = PriceFacts { participants, priced_on: priced_on.unwrap_or_else(|| app.clock.today()) };
    let quote = quote(&facts, &app.policies.cyber_program).map_err(Refusal::from)?;
    Reply::ok(&PriceQuoteOut::from(quote))
}
