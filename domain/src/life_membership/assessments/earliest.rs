//! The first retirement date on which the person is eligible.
//!
//! Invariant: eligible on that date, not on the day before. Under one row of rules a later
//! retirement is never less eligible, because neither age nor service (see [`super::service`])
//! decreases. So the first date can be computed; rows are checked one after another, each within
//! the dates it is in force.

use super::counting::counted_service;
use super::facts::{LifeFacts, ServiceSpell};
use crate::calendar::{LAST_WRITABLE, anniversary};
use crate::life_membership::policy::{LifePolicy, LifeRules};
use chrono::NaiveDate;

/// The first retirement date on which the answer is yes: ever, for somebody eligible;
/// after the one given, for somebody who is not. Retirement can be put off only while
/// full-time local-government service lasts.
pub(super) fn earliest_eligible_on(facts: &LifeFacts, policy: &LifePolicy, eligible: bool) -> Option<NaiveDate> {
    let from = if eligible { NaiveDate::MIN } else { facts.retired_on.succ_opt()? };
    let until = if facts.retires_from_service() { LAST_WRITABLE } else { facts.retired_on };
    let continued = facts.retiring_on(until);
    let rows: Vec<&LifeRules> = policy.rules.iter().collect();
    let first_of_row = |(place, rules): (usize, &&LifeRules)| {
        let starts_on = rules.effective_on.unwrap_or(NaiveDate::MIN);
        let replaced_on = rows.get(place + 1).and_then(|next| next.effective_on);
        let first = first_under(rules, &continued)?.max(starts_on).max(from);
        (first <= until && replaced_on.is_none_or(|replaced_on| first < replaced_on)).then_some(first)
    };
    rows.iter().enumerate().find_map(first_of_row)
}

/// The first yes if these rules had always been in force.
fn first_under(rules: &LifeRules, facts: &LifeFacts) -> Option<NaiveDate> {
    if !rules.retires_as.value.contains(&facts.category_on_retirement) {
        return None;
    }
    let service = counted_service(&facts.service_spells, &rules.counting);
    let senior = &rules.sixty_five_and_fifteen;
    let by_long_service = service.first_reaching(rules.twenty_five_years.service_years.value);
    let by_age = service.first_reaching(senior.service_years.value).zip(first_old_enough(facts, senior.age.value));
    by_long_service.into_iter().chain(by_age.map(|(served, old)| served.max(old))).min()
}

/// The first retirement from full-time local-government service at that age or older: on the birthday while it lasts
/// until then, else the day after the next such service begins.
fn first_old_enough(facts: &LifeFacts, age: u32) -> Option<NaiveDate> {
    let birthday = anniversary(facts.born_on, age);
    let lasts = |spell: &&ServiceSpell| spell.ends_on.is_none_or(|ends_on| ends_on >= birthday);
    let first_of = |spell: &ServiceSpell| Some(spell.starts_on.succ_opt()?.max(birthday));
    // A policy may count other work too; then age is measured on the retirement.
    let mut service = facts.full_time_service().peekable();
    if service.peek().is_none() {
        return Some(birthday);
    }
    service.filter(lasts).filter_map(first_of).min()
}
