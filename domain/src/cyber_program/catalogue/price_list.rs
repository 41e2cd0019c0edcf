//! The price lists, and which standing pays which row.
//!
//! Invariant: the list decides. The page calls the difference "20 %"; 0.8 times 2,495 would be
//! 1,996, so no percentage is used (ambiguity 1). Retail and non-member are one row with two labels
//! (ambiguity 2).

use crate::Cents;
use crate::members::category::Category;
use crate::members::standing::Standing;
use crate::policy::{Dated, Sourced, Sources};
use chrono::NaiveDate;
use serde::Deserialize;

code_words! {
    /// The standing of a participant when enrolling.
    pub enum MembershipStanding {
        /// A member paid for.
        Active => "active",
        /// A member in the grace period.
        Grace => "grace",
        /// A Life member.
        Life => "life",
        /// A student member.
        Student => "student",
        /// An honorary member.
        Honorary => "honorary",
        /// Membership has lapsed.
        Lapsed => "lapsed",
        /// Never a member, or not yet.
        None => "none",
    }
}

impl MembershipStanding {
    /// The standing of somebody with this category; none stands for a free account.
    /// Life and honorary members owe no dues, so nothing of theirs can lapse.
    #[must_use]
    pub const fn of(member: Option<(Category, Standing)>) -> Self {
        match member {
            None => Self::None,
            Some((Category::Life, _)) => Self::Life,
            Some((Category::Honorary, _)) => Self::Honorary,
            Some((_, Standing::Pending)) => Self::None,
            Some((_, Standing::Lapsed)) => Self::Lapsed,
            Some((category, Standing::Active | Standing::Grace)) if category.is_student() => Self::Student,
            Some((_, Standing::Active)) => Self::Active,
            Some((_, Standing::Grace)) => Self::Grace,
        }
    }
}

code_words! {
    /// A row of the price list.
    pub enum PriceRow {
        /// What members pay.
        Member => "member",
        /// What everybody else pays; also the retail price.
        NonMember => "non_member",
    }
}

/// What a seat costs, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceList {
    /// Name of the list; an enrollment records it.
    pub version: String,
    /// First date in force, that day included; none when never published.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// What members pay.
    pub member: ListedPrice,
    /// What everybody else pays: the list price.
    pub non_member: ListedPrice,
}

impl Dated for PriceList {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPrice {
    /// Every label the page gives it.
    pub labels: Vec<String>,
    /// The amount for one participant, in cents.
    pub amount_cents: Sourced<Cents>,
}

impl PriceList {
    /// A row by its code.
    #[must_use]
    pub const fn row(&self, row: PriceRow) -> &ListedPrice {
        match row {
            PriceRow::Member => &self.member,
            PriceRow::NonMember => &self.non_member,
        }
    }

    /// How much less a row is than the list price.
    #[must_use]
    pub fn saving(&self, row: PriceRow) -> Cents {
        // Loading checks that members pay no more than others.
        let (own, list) = (self.row(row).amount_cents.value, self.non_member.amount_cents.value);
        list.checked_sub(own).unwrap_or(Cents::ZERO)
    }

    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        let (member, list) = (self.member.amount_cents.value, self.non_member.amount_cents.value);
        for row in PriceRow::ALL {
            let what = format!("price list `{}`, row `{row}`", self.version);
            let price = self.row(*row);
            sources.check_figure(&what, &price.amount_cents)?;
            if !(0..=100_000_000).contains(&price.amount_cents.value.cents()) {
                return Err(format!("{what}: must be between zero and a million, not {}", price.amount_cents.value));
            }
            if price.labels.is_empty() {
                return Err(format!("{what}: needs a label"));
            }
        }
        if member > list {
            return Err(format!("price list `{}`: the member price is above the other price", self.version));
        }
        Ok(())
    }
}

/// Which row a standing pays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberTest {
    /// The standing.
    pub standing: MembershipStanding,
    /// Its row.
    pub row: PriceRow,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}
