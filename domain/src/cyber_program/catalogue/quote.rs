//! The price of a number of seats, explained, and the price fixed for one of them.
//!
//! Invariants: every amount is a row of the list in force on the date; the total is the
//! sum of the lines; a saving is the difference of two rows. RULES 4.

use super::price_list::{MembershipStanding, PriceList, PriceRow};
use crate::Cents;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::PriceRefusal;
use crate::explanation::Clause;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a price depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceFacts {
    /// The standing of each participant.
    pub participants: Vec<MembershipStanding>,
    /// The date whose list prices it.
    pub priced_on: NaiveDate,
}

/// The price list an amount was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListRef {
    /// Name of the list.
    pub version: String,
    /// First date in force; none when never published.
    pub effective_on: Option<NaiveDate>,
}

/// The price of one seat. An enrollment keeps it as it was on enrolling, whatever the
/// list or the person's standing does later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatPrice {
    /// The standing it follows from.
    pub membership_standing: MembershipStanding,
    /// The row that sets it.
    pub price_row: PriceRow,
    /// The amount to pay.
    pub amount: Cents,
    /// What everybody else pays.
    pub list_price: Cents,
    /// The difference.
    pub saving: Cents,
    /// True when the amount, or that this standing pays it, is a default of this software.
    pub provisional: bool,
}

/// A price with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceQuote {
    /// The date whose list prices it.
    pub priced_on: NaiveDate,
    /// Sum of the lines.
    pub total: Cents,
    /// One line for each participant, in their order.
    pub lines: Vec<SeatPrice>,
    /// The list it was priced with.
    pub price_list: PriceListRef,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
}

/// The price of one seat, fixed on enrolling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedPrice {
    /// The day it was fixed on.
    pub fixed_on: NaiveDate,
    /// The price.
    pub price: SeatPrice,
    /// The list it was taken from.
    pub price_list: PriceListRef,
}

/// Prices a number of seats.
///
/// # Errors
/// When nobody or too many take part, or no list is in force.
pub fn quote(facts: &PriceFacts, policy: &CyberProgramPolicy) -> Result<PriceQuote, PriceRefusal> {
    let (asked, most) = (facts.participants.len(), policy.quote_participants_at_most.value);
    if asked == 0 {
        return Err(PriceRefusal::NoParticipants);
    }
    if u32::try_from(asked).map_or(true, |asked| asked > most) {
        return Err(PriceRefusal::TooManyParticipants { asked, most });
    }
    let list = list_on(facts.priced_on, policy)?;
    let lines: Vec<SeatPrice> = facts.participants.iter().map(|standing| price(*standing, list, policy)).collect();
    // Loading bounds both a price and the number of seats, so the sum stays in range.
    let total = Cents::checked_sum(lines.iter().map(|line| line.amount)).unwrap_or(Cents::new(i64::MAX));
    let explanation = explain(&lines, list, policy);
    Ok(PriceQuote { priced_on: facts.priced_on, total, lines, price_list: reference(list), explanation })
}

/// Fixes the price of one seat on the day of enrollment.
///
/// # Errors
/// When no list is in force.
pub fn fix_price(
    standing: MembershipStanding,
    on: NaiveDate,
    policy: &CyberProgramPolicy,
) -> Result<FixedPrice, PriceRefusal> {
    let list = list_on(on, policy)?;
    Ok(FixedPrice { fixed_on: on, price: price(standing, list, policy), price_list: reference(list) })
}

fn list_on(on: NaiveDate, policy: &CyberProgramPolicy) -> Result<&PriceList, PriceRefusal> {
    policy.price_list_on(on).ok_or_else(|| PriceRefusal::NoPriceList {
        priced_on: on,
        first_on: policy.price_lists.first().and_then(|list| list.effective_on),
    })
}

fn reference(list: &PriceList) -> PriceListRef {
    PriceListRef { version: list.version.clone(), effective_on: list.effective_on }
}

fn price(standing: MembershipStanding, list: &PriceList, policy: &CyberProgramPolicy) -> SeatPrice {
    let test = policy.member_test(standing);
    let own = &list.row(test.row).amount_cents;
    SeatPrice {
        membership_standing: standing,
        price_row: test.row,
        amount: own.value,
        list_price: list.row(PriceRow::NonMember).amount_cents.value,
        saving: list.saving(test.row),
        provisional: own.provisional || test.provisional,
    }
}

fn explain(lines: &[SeatPrice], list: &PriceList, policy: &CyberProgramPolicy) -> Vec<Clause> {
    let cite = |source: &str| policy.sources.cite(source).to_owned();
    let start = match list.effective_on {
        Some(from) => format!("price list {} applies from {from} on", list.version),
        None => format!("price list {}; its first day was never published", list.version),
    };
    let list_source = cite(&list.non_member.amount_cents.source);
    let mut clauses = vec![Clause::new("cyber_program.price_list", list_source, start)];
    let standings: BTreeSet<_> = lines.iter().map(|line| line.membership_standing).collect();
    for standing in standings {
        let test = policy.member_test(standing);
        let detail = format!("standing `{standing}` pays the price of row `{}`", test.row);
        clauses.push(Clause::new("cyber_program.member_test", cite(&test.source), detail));
    }
    let rows: BTreeSet<_> = lines.iter().map(|line| line.price_row).collect();
    for row in rows {
        let listed = list.row(row);
        let detail = format!("{} for each participant ({})", listed.amount_cents.value, listed.labels.join(", "));
        clauses.push(Clause::new(format!("cyber_program.price.{row}"), cite(&listed.amount_cents.source), detail));
    }
    if let Some(line) = lines.iter().find(|line| !line.saving.is_zero()) {
        let detail = format!("the list prices differ by {}; no percentage is applied", line.saving);
        clauses.push(Clause::new("cyber_program.saving", cite(&list.member.amount_cents.source), detail));
    }
    clauses
}
