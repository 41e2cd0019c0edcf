//! `POST /v1/cyber-program/price-quotes`: what seats cost and why. No sign-in.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::catalogue::quote;
use guildhall_domain::cyber_program::{MembershipStanding, PriceFacts, PriceListRef, PriceQuote, PriceRow, SeatPrice};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::cyber_program::codes::{MembershipStandingCode, PriceRowCode};
use crate::cyber_program::problems::{NO_PRICE_LIST, TOO_MANY_PARTICIPANTS};
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::ClauseOut;

/// Participants to price.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgramPriceQuoteRequest)]
pub struct PriceQuoteIn {
    /// Participants; policy limits how many one quote may have.
    #[schema(min_items = 1, max_items = 5_000)]
    participants: Vec<ParticipantIn>,
    /// Date whose price list applies. Default: today in America/New_York.
    #[schema(nullable = false, example = "2026-11-22")]
    priced_on: Option<NaiveDate>,
}

/// A participant to price.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProgramPriceParticipant)]
pub struct ParticipantIn {
    /// Membership standing of the participant.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
}

/// A price and how it was found.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramPriceQuote)]
pub struct PriceQuoteOut {
    /// Date whose price list applied.
    #[schema(example = "2026-11-22")]
    priced_on: NaiveDate,
    /// Currency of all amounts, always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Sum of the lines, in cents.
    #[schema(minimum = 0, maximum = 500_000_000_000_i64, example = 199_500)]
    total_cents: i64,
    /// One line per participant, in the order of the request.
    #[schema(max_items = 5_000)]
    lines: Vec<SeatPriceOut>,
    /// Price list that applied.
    price_list: PriceListRefOut,
    /// Clauses of the rules that were applied, in order.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
}

/// The price of one seat.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSeatPrice)]
pub struct SeatPriceOut {
    /// Membership standing that sets the price.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
    /// Row of the price list that sets the price.
    #[schema(value_type = PriceRowCode)]
    price_row: PriceRow,
    /// Price to pay, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    amount_cents: i64,
    /// Price for non-members, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 249_500)]
    list_price_cents: i64,
    /// `list_price_cents` less `amount_cents`, in cents; never computed from a percentage.
    #[schema(minimum = 0, maximum = 100_000_000, example = 50_000)]
    saving_cents: i64,
    /// True when the amount, or the row for this standing, is a default of this software: the association has
    /// published nothing.
    #[schema(example = false)]
    provisional: bool,
}

/// The price list behind a price.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramPriceListReference)]
pub struct PriceListRefOut {
    /// Version of the price list.
    #[schema(max_length = 64, example = "published")]
    version: String,
    /// First date on which it applies; null when the association has published none.
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
/// No sign-in is needed, and nothing of the request is stored. The price list of the date sets the price of each line; a
/// saving is the difference of two of its rows. The price of a seat is fixed on the day of enrollment, from the
/// participant's standing on that day.
#[utoipa::path(post, path = "/price-quotes", tag = "Cyber program",
    extensions(("x-refuses" = json!([TOO_MANY_PARTICIPANTS, NO_PRICE_LIST]))))]
pub async fn create_program_price_quote(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<PriceQuoteIn>,
) -> Result<Answer<PriceQuoteOut>, Problem> {
    let PriceQuoteIn { participants, priced_on } = body.0;
    let participants = participants.into_iter().map(|one| one.membership_standing).collect();
    let facts = PriceFacts { participants, priced_on: priced_on.unwrap_or_else(|| app.clock.today()) };
    let quote = quote(&facts, &app.policies.cyber_program).map_err(Refusal::from)?;
    Ok(Answer::new(PriceQuoteOut::from(quote)))
}
