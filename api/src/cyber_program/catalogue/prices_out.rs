//! Price lists in the description of the program, and the row that each membership standing pays.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{CyberProgramPolicy, MembershipStanding, PriceList, PriceRow};
use serde::Serialize;
use utoipa::ToSchema;

use crate::cyber_program::codes::{MembershipStandingCode, PriceRowCode};

/// Prices of a seat from a date on.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramPriceList)]
pub struct PriceListOut {
    /// Version of the price list; each price made with it records this.
    #[schema(max_length = 64, example = "published")]
    version: String,
    /// First date on which it applies; null when the association has published none.
    #[schema(required, example = "2027-01-01")]
    effective_on: Option<NaiveDate>,
    /// Currency of all amounts, always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Rows of the list. The listed amounts are final; no percentage is applied to them.
    #[schema(max_items = 20)]
    rows: Vec<ListedPriceOut>,
}

/// One row of a price list.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramListedPrice)]
pub struct ListedPriceOut {
    /// Row of the price list.
    #[schema(value_type = PriceRowCode)]
    price_row: PriceRow,
    /// Labels under which the association publishes the row.
    #[schema(max_items = 10, value_type = Vec<String>, example = json!(["Retail", "Non-members"]))]
    labels: Vec<String>,
    /// Price for one participant, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 199_500)]
    amount_cents: i64,
    /// Price for non-members less this price, in cents.
    #[schema(minimum = 0, maximum = 100_000_000, example = 50_000)]
    saving_cents: i64,
    /// Where it is published.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = false)]
    provisional: bool,
}

/// The row of the price list that a membership standing pays.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramMemberTest)]
pub struct MemberTestOut {
    /// Membership standing of the participant on the day of enrollment.
    #[schema(value_type = MembershipStandingCode)]
    membership_standing: MembershipStanding,
    /// Row of the price list.
    #[schema(value_type = PriceRowCode)]
    price_row: PriceRow,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "default of this software; the association has published no figure")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = true)]
    provisional: bool,
}

/// Every list, the oldest first.
pub fn price_lists(policy: &CyberProgramPolicy) -> Vec<PriceListOut> {
    policy.price_lists.iter().map(|list| price_list(list, policy)).collect()
}

/// One list.
pub fn price_list(list: &PriceList, policy: &CyberProgramPolicy) -> PriceListOut {
    PriceListOut {
        version: list.version.clone(),
        effective_on: list.effective_on,
        currency: "USD",
        rows: PriceRow::ALL.iter().map(|row| listed_price(*row, list, policy)).collect(),
    }
}

fn listed_price(row: PriceRow, list: &PriceList, policy: &CyberProgramPolicy) -> ListedPriceOut {
    let listed = list.row(row);
    let amount = &listed.amount_cents;
    ListedPriceOut {
        price_row: row,
        labels: listed.labels.clone(),
        amount_cents: amount.value.cents(),
        saving_cents: list.saving(row).cents(),
        source: policy.sources.cite(&amount.source).to_owned(),
        provisional: amount.provisional,
    }
}

/// Which row each standing pays.
pub fn member_tests(policy: &CyberProgramPolicy) -> Vec<MemberTestOut> {
    let test_out = |standing: &MembershipStanding| {
        let test = policy.member_test(*standing);
        MemberTestOut {
            membership_standing: test.standing,
            price_row: test.row,
            source: policy.sources.cite(&test.source).to_owned(),
            provisional: test.provisional,
        }
    };
    MembershipStanding::ALL.iter().map(test_out).collect()
}
