//! Who may vote and who may stand for Regional Vice President, by date.
//!
//! The rights of a category are dated rows of `policies/members.toml`: the law
//! changed on 2020-02-14 and again for the cycles from 2026-27. RULES 1.2.

use crate::calendar::{age_on, anniversary};
use crate::explanation::Clause;
use crate::members::category::Category;
use crate::members::policy::{BoardRule, CategoryRights, MembersPolicy, VoteRule};
use crate::members::standing::Standing;
use chrono::NaiveDate;

/// What the decision needs to know of a person, on the date asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightsFacts {
    /// Category held.
    pub category: Category,
    /// Standing.
    pub standing: Standing,
    /// Whether the person is or ever was a Full member.
    pub has_been_full: bool,
    /// Start of the membership, lapse considered.
    pub joined_on: NaiveDate,
    /// Completed years of local-government service.
    pub service_years: u32,
    /// Whether the person holds an appointed local-government position.
    pub in_appointed_position: bool,
    /// Whether that position is full time.
    pub is_full_time: bool,
}

/// A right granted or not, with its conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsDecision {
    /// Conditions that are met.
    pub met: Vec<Clause>,
    /// Conditions that are not.
    pub unmet: Vec<Clause>,
    /// The first date it turns yes, when only the years of membership are missing.
    pub first_on: Option<NaiveDate>,
}

impl RightsDecision {
    /// Whether every condition is met.
    #[must_use]
    pub const fn is_granted(&self) -> bool {
        self.unmet.is_empty()
    }
}

/// Whether a person may vote on a date.
#[must_use]
pub fn may_vote(facts: &RightsFacts, on: NaiveDate, policy: &MembersPolicy) -> RightsDecision {
    let mut check = Check::new(facts, on, policy);
    check.current_standing();
    check.vote();
    check.decided()
}

/// Whether a person may stand for Regional Vice President in the cycle that opens on
/// a date; `designated_year` is the region's year for members who are not chief
/// administrative officers.
#[must_use]
pub fn may_stand(
    facts: &RightsFacts,
    designated_year: bool,
    cycle_opens_on: NaiveDate,
    policy: &MembersPolicy,
) -> RightsDecision {
    let mut check = Check::new(facts, cycle_opens_on, policy);
    check.current_standing();
    match check.rights.board {
        BoardRule::No => check.never("members.board.category", "stands for the board"),
        BoardRule::IfFullTimePosition => check.full_time_position(),
        BoardRule::IfTenuredInDesignatedYear => {
            check.tenure();
            check.full_time_position();
            check.condition(
                "members.board.designated_year",
                designated_year,
                "the region's designated year for members who are not chief administrative officers",
            );
        }
        BoardRule::IfVotingAndFullTimePosition => {
            check.vote();
            check.full_time_position();
        }
    }
    check.decided()
}

/// Conditions looked at so far.
struct Check<'a> {
    facts: &'a RightsFacts,
    on: NaiveDate,
    policy: &'a MembersPolicy,
    rights: &'a CategoryRights,
    met: Vec<Clause>,
    unmet: Vec<Clause>,
    years_missing: bool,
}

impl<'a> Check<'a> {
    fn new(facts: &'a RightsFacts, on: NaiveDate, policy: &'a MembersPolicy) -> Self {
        Self {
            facts,
            on,
            policy,
            rights: policy.category(facts.category).rights.on(on),
            met: Vec::new(),
            unmet: Vec::new(),
            years_missing: false,
        }
    }

    fn current_standing(&mut self) {
        let current = self.facts.standing.is_current();
        self.condition("members.standing", current, "a membership active or in grace");
    }

    fn vote(&mut self) {
        match self.rights.vote {
            VoteRule::Yes => self.condition("members.vote.category", true, "a category that votes"),
            VoteRule::No => self.never("members.vote.category", "votes"),
            VoteRule::IfTenuredAffiliate => self.tenure(),
            VoteRule::IfFormerlyFull => {
                self.condition("members.vote.formerly_full", self.facts.has_been_full, "a Full member before")
            }
        }
    }

    fn tenure(&mut self) {
        let rule = &self.policy.tenured_affiliate;
        let membership_years = age_on(self.facts.joined_on, self.on).unwrap_or(0);
        let member_long_enough = membership_years >= rule.membership_years.value;
        let served_long_enough = self.facts.service_years >= rule.service_years.value;
        let service = format!("{} years of local-government service", rule.service_years.value);
        let membership = format!("{} years of membership", rule.membership_years.value);
        self.condition("members.vote.service_years", served_long_enough, &service);
        self.condition("members.vote.membership_years", member_long_enough, &membership);
        self.years_missing = !member_long_enough;
        let in_position = self.facts.in_appointed_position;
        self.condition("members.vote.position", in_position, "an appointed local-government position now");
    }

    fn full_time_position(&mut self) {
        let holds = self.facts.in_appointed_position && self.facts.is_full_time;
        self.condition("members.board.position", holds, "a full-time appointed local-government position");
    }

    fn never(&mut self, clause: &str, what: &str) {
        let category = self.facts.category;
        self.condition(clause, false, &format!("category `{category}` never {what}"));
    }

    fn condition(&mut self, clause: &str, is_met: bool, detail: &str) {
        let source = self.policy.sources.cite(&self.rights.source);
        let side = if is_met { &mut self.met } else { &mut self.unmet };
        side.push(Clause::new(clause, source, detail));
    }

    fn decided(self) -> RightsDecision {
        let only_years = self.years_missing && self.unmet.len() == 1;
        let years = self.policy.tenured_affiliate.membership_years.value;
        RightsDecision {
            met: self.met,
            unmet: self.unmet,
            first_on: only_years.then(|| anniversary(self.facts.joined_on, years)),
        }
    }
}
