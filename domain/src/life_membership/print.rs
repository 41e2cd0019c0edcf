//! The print magazine of Life members: an option, chosen and paid for each year.
//!
//! Invariants: only a present Life member may order; one year at a time, the next after the last
//! has ended; the price is that of the dues table of the day. RULES 2.4, ambiguity 11. The year
//! begins on the day it is paid; that is a default of this software.

use super::standing::LifeStatus;
use crate::billing::{Billed, SingleItem, SubjectKind};
use crate::calendar::add_months;
use crate::members::category::Category;
use crate::policy::Sourced;
use crate::refusal::{Fact, Refuse, cited};
use crate::{AccountId, Cents, LifeApplicationId, MemberId, Policies, PrintSubscriptionId};
use chrono::{DateTime, NaiveDate, Utc};

/// The kind of a year of the print magazine, as invoices name it.
pub const PRINT_MAGAZINE: SubjectKind = SubjectKind::of("print_magazine");

impl From<PrintSubscriptionId> for Billed {
    fn from(id: PrintSubscriptionId) -> Self {
        Self { kind: PRINT_MAGAZINE, id: id.uuid() }
    }
}

code_words! {
    /// The state of a year of the print magazine on a date.
    pub enum PrintState {
        /// Ordered and invoiced; it begins when it is paid.
        AwaitingPayment => "awaiting_payment",
        /// Paid, and it runs.
        Current => "current",
        /// Paid, and it has ended.
        Ended => "ended",
        /// Its invoice was voided, so it never began.
        Withdrawn => "withdrawn",
    }
}

/// A year of the print magazine, ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintSubscription {
    /// Its id.
    pub id: PrintSubscriptionId,
    /// The owner of the record.
    pub member_id: MemberId,
    /// Their account.
    pub account_id: AccountId,
    /// The Life membership it rests on; none for one from before applications were kept.
    pub life_application_id: Option<LifeApplicationId>,
    /// The year, once it is paid.
    pub year: Option<PrintYear>,
    /// Whether it was voided before payment.
    pub withdrawn: bool,
    /// The day of the order.
    pub ordered_on: NaiveDate,
    /// Who ordered it.
    pub ordered_by: AccountId,
    /// When.
    pub ordered_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// From the day it is paid to the same day a year later, which is no longer in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintYear {
    /// First day.
    pub starts_on: NaiveDate,
    /// First day after it.
    pub ends_on: NaiveDate,
}

impl PrintYear {
    /// The year that begins on the day it is paid.
    #[must_use]
    pub fn paid_on(starts_on: NaiveDate) -> Self {
        Self { starts_on, ends_on: add_months(starts_on, 12) }
    }
}

impl PrintSubscription {
    /// The state on a date.
    #[must_use]
    pub fn state_on(&self, on: NaiveDate) -> PrintState {
        match self.year {
            _ if self.withdrawn => PrintState::Withdrawn,
            None => PrintState::AwaitingPayment,
            Some(year) if on < year.ends_on => PrintState::Current,
            Some(_) => PrintState::Ended,
        }
    }
}

/// What an order depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintFacts<'a> {
    /// The category held.
    pub category: Category,
    /// The state of Life membership; none if the record has no grant.
    pub life_status: Option<LifeStatus>,
    /// The latest year ordered and not voided.
    pub latest: Option<&'a PrintSubscription>,
    /// The total that the payer agreed to.
    pub expected_total: Cents,
    /// Today.
    pub on: NaiveDate,
}

/// Orders a year of the print magazine; returns the item to bill.
///
/// # Errors
/// When Life membership is not held, a year awaits payment or runs, or the price is another.
pub fn order_print(facts: &PrintFacts<'_>, policies: &Policies) -> Result<SingleItem, PrintRefusal> {
    let category = facts.category;
    let Some(table) = policies.dues.table_on(facts.on) else {
        return Err(PrintRefusal::NotOffered { category, reads_online: false });
    };
    if let Some(status) = facts.life_status.filter(|status| *status != LifeStatus::Held) {
        return Err(PrintRefusal::LifeSuspended { status, category });
    }
    if !table.print_magazine.categories.contains(&category) {
        let reads_online = policies.life_membership.web_content.iter().any(|rule| rule.categories.contains(&category));
        return Err(PrintRefusal::NotOffered { category, reads_online });
    }
    match facts.latest.map(|latest| (latest.state_on(facts.on), latest.year)) {
        Some((PrintState::AwaitingPayment, _)) => return Err(PrintRefusal::AwaitsPayment),
        Some((PrintState::Current, Some(year))) => return Err(PrintRefusal::Current { ends_on: year.ends_on }),
        _ => {}
    }
    let price: &Sourced<Cents> = &table.print_magazine.amount_cents;
    if price.value != facts.expected_total {
        return Err(PrintRefusal::PriceDiffers { expected: facts.expected_total, actual: price.value });
    }
    Ok(SingleItem {
        code: "print_magazine".to_owned(),
        description: table.print_magazine.description.clone(),
        amount: price.value,
        provisional: price.provisional,
        rule_clause: CLAUSE.to_owned(),
        price_table_version: table.version.clone(),
        priced_on: facts.on,
        issued_on: facts.on,
        due_on: facts.on,
    })
}

const CLAUSE: &str = "dues.print_magazine";

/// A refusal of the rules on the print magazine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintRefusal {
    /// The option is for Life members only.
    #[error("the print magazine is offered to Life members{}", reading(*category, *reads_online))]
    NotOffered {
        /// The category held.
        category: Category,
        /// Whether membership in it includes the magazine on the website.
        reads_online: bool,
    },
    /// Life membership is suspended.
    #[error(
        "Life membership is suspended ({status}); until it is reinstated, the benefits are those of category `{category}`"
    )]
    LifeSuspended {
        /// The state of Life membership.
        status: LifeStatus,
        /// The category held during the suspension.
        category: Category,
    },
    /// A year is ordered and awaits payment.
    #[error("a year of the print magazine is already ordered and awaits payment")]
    AwaitsPayment,
    /// The current year has not ended.
    #[error("the print magazine is paid for until {ends_on}")]
    Current {
        /// First day after the year.
        ends_on: NaiveDate,
    },
    /// The price differs from the expected one.
    #[error("the total is {actual}, not {expected}")]
    PriceDiffers {
        /// What the client expected.
        expected: Cents,
        /// The actual total.
        actual: Cents,
    },
}

fn reading(category: Category, online: bool) -> String {
    if online {
        format!("; category `{category}` includes reading the magazine on the website")
    } else {
        format!(", not to category `{category}`")
    }
}

impl Refuse for PrintRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotOffered { .. } => "print_magazine_not_offered",
            Self::LifeSuspended { .. } => "life_is_suspended",
            Self::AwaitsPayment => "print_subscription_awaits_payment",
            Self::Current { .. } => "print_subscription_current",
            Self::PriceDiffers { .. } => "price_differs",
        }
    }

    fn clause(&self) -> &'static str {
        CLAUSE
    }

    fn source(&self) -> &'static str {
        match self {
            Self::NotOffered { .. } | Self::PriceDiffers { .. } => cited::SEED,
            Self::LifeSuspended { .. } | Self::AwaitsPayment | Self::Current { .. } => cited::ASSUMPTION,
        }
    }

    fn facts(&self) -> Vec<Fact> {
        match self {
            Self::NotOffered { category, .. } => vec![Fact::new("category", category)],
            Self::LifeSuspended { status, category } => {
                vec![Fact::new("life_status", status), Fact::new("category", category)]
            }
            Self::AwaitsPayment => Vec::new(),
            Self::Current { ends_on } => vec![Fact::new("ends_on", ends_on)],
            Self::PriceDiffers { expected, actual } => vec![
                Fact::new("expected_total_cents", expected.cents()),
                Fact::new("actual_total_cents", actual.cents()),
            ],
        }
    }

    fn earliest_on(&self) -> Option<NaiveDate> {
        if let Self::Current { ends_on } = self { Some(*ends_on) } else { None }
    }
}
