//! What a member is entitled to on a date, and why: vote, dues, conference, website,
//! print magazine, credential.
//!
//! Invariant: a benefit needs a membership active or in grace; the vote is decided where
//! all votes are, the amount of the print magazine where all dues are. RULES 2.4.

use super::policy::BenefitRule;
use crate::explanation::Clause;
use crate::members::category::DuesBasis;
use crate::members::voting::{RightsFacts, may_vote};
use crate::refusal::cited;
use crate::{Cents, Policies};
use chrono::NaiveDate;

code_words! {
    /// A rate class of the annual conference; the amounts are not published.
    pub enum ConferenceRate {
        /// The significantly reduced rate of Life members.
        LifeMember => "life_member",
        /// The rate of members.
        Member => "member",
        /// The rate of everybody else.
        NonMember => "non_member",
    }
}

/// What the answer depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntitlementFacts {
    /// Category, standing and service.
    pub rights: RightsFacts,
    /// Whether the running term is waived because the member is in transition.
    pub in_transition: bool,
    /// Whether staff have yet to look at a membership that began when it was paid.
    pub awaits_confirmation: bool,
}

/// A benefit, granted or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Whether the member has it.
    pub granted: bool,
    /// True when that rests on a default of this software.
    pub provisional: bool,
    /// The clauses that say so.
    pub explanation: Vec<Clause>,
}

/// Everything a member is entitled to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlements {
    /// The vote in the association's elections.
    pub vote: Entitlement,
    /// Membership without dues.
    pub dues_waived: Entitlement,
    /// The rate class of the annual conference.
    pub conference_rate: ConferenceRate,
    /// Why that class: granted when it is a member's.
    pub conference: Entitlement,
    /// All content of the website, the magazine included.
    pub web_content: Entitlement,
    /// The option of the print magazine.
    pub print_magazine: Entitlement,
    /// What the print magazine costs a year, when it is offered.
    pub print_magazine_annual_fee: Option<Cents>,
    /// A credential, if it is maintained.
    pub credential: Entitlement,
}

/// What a member is entitled to on a date.
#[must_use]
pub fn entitlements(facts: &EntitlementFacts, on: NaiveDate, policies: &Policies) -> Entitlements {
    let asked = Asked { facts, on, policies };
    let (conference_rate, conference) = asked.conference();
    let (print_magazine, print_magazine_annual_fee) = asked.print_magazine();
    Entitlements {
        vote: asked.vote(),
        dues_waived: asked.dues_waived(),
        conference_rate,
        conference,
        web_content: asked.benefit(
            "life.benefits.web_content",
            &policies.life_membership.web_content,
            "all content of the website",
        ),
        print_magazine,
        print_magazine_annual_fee,
        credential: asked.benefit(
            "life.benefits.credential",
            &policies.life_membership.credential,
            "a credential, if maintained",
        ),
    }
}

/// The question with all it depends on.
struct Asked<'a> {
    facts: &'a EntitlementFacts,
    on: NaiveDate,
    policies: &'a Policies,
}

impl Asked<'_> {
    fn vote(&self) -> Entitlement {
        if let Some(waiting) = self.waiting("the vote") {
            return waiting;
        }
        let decision = may_vote(&self.facts.rights, self.on, &self.policies.members);
        let granted = decision.is_granted();
        let explanation = if granted { decision.met } else { decision.unmet };
        let provisional = explanation.iter().any(|clause| clause.source == cited::ASSUMPTION);
        Entitlement { granted, provisional, explanation }
    }

    fn dues_waived(&self) -> Entitlement {
        let category = self.facts.rights.category;
        let code = "life.benefits.dues_waived";
        let table = self.policies.dues.table_on(self.on);
        if let Some(table) = table.filter(|_| self.facts.in_transition) {
            let amount = &table.in_transition.amount_cents;
            let source = self.policies.dues.sources.cite(&amount.source);
            return entitled(true, amount.provisional, code, source, "dues are waived while in transition");
        }
        let waived = self.policies.members.category(category).dues == DuesBasis::Waived;
        let rate = table.and_then(|table| table.flat_rate(category));
        let source = rate.map_or(cited::JOIN, |rate| self.policies.dues.sources.cite(&rate.source));
        let provisional = rate.is_some_and(|rate| rate.provisional);
        let is = if waived { "are waived" } else { "are owed" };
        entitled(waived, provisional, code, source, &format!("dues of category `{category}` {is}"))
    }

    fn conference(&self) -> (ConferenceRate, Entitlement) {
        let code = "life.benefits.conference_rate";
        let category = self.facts.rights.category;
        let rules = &self.policies.life_membership.conference_rates;
        let rule = rules.iter().find(|rule| rule.categories.contains(&category)).filter(|_| self.is_current());
        if let Some(waiting) = self.waiting("the member rate") {
            return (ConferenceRate::NonMember, waiting);
        }
        let Some(rule) = rule else {
            let detail = "without a membership that is active or in grace, the non-member rate applies";
            return (ConferenceRate::NonMember, entitled(false, true, code, cited::ASSUMPTION, detail));
        };
        let detail = match rule.class {
            ConferenceRate::LifeMember => "the registration rate is significantly reduced; its amount is not published",
            ConferenceRate::Member => "the member rate applies",
            ConferenceRate::NonMember => "the non-member rate applies",
        };
        let source = self.policies.life_membership.sources.cite(&rule.source);
        (rule.class, entitled(rule.class != ConferenceRate::NonMember, rule.provisional, code, source, detail))
    }

    fn print_magazine(&self) -> (Entitlement, Option<Cents>) {
        let code = "dues.print_magazine";
        let category = self.facts.rights.category;
        let Some(table) = self.policies.dues.table_on(self.on) else {
            return (entitled(false, true, code, cited::ASSUMPTION, "no rate table is in force"), None);
        };
        let add_on = &table.print_magazine;
        let amount = &add_on.amount_cents;
        let offered = add_on.categories.contains(&category) && self.is_current();
        let detail = if offered {
            format!("can be added for {} a year, which covers the mailing costs", amount.value)
        } else {
            format!("offered to current Life members, not to category `{category}` with this standing")
        };
        let source = self.policies.dues.sources.cite(&amount.source);
        (entitled(offered, amount.provisional, code, source, &detail), offered.then_some(amount.value))
    }

    fn benefit(&self, code: &str, rules: &[BenefitRule], what: &str) -> Entitlement {
        let category = self.facts.rights.category;
        if let Some(waiting) = self.waiting(what) {
            return waiting;
        }
        if !self.is_current() {
            let detail = format!("{what}: requires a membership that is active or in grace");
            return entitled(false, true, code, cited::ASSUMPTION, &detail);
        }
        let Some(rule) = rules.iter().find(|rule| rule.categories.contains(&category)) else {
            let detail = format!("{what}: not included in category `{category}`");
            return entitled(false, true, code, cited::ASSUMPTION, &detail);
        };
        let source = self.policies.life_membership.sources.cite(&rule.source);
        entitled(true, rule.provisional, code, source, &format!("{what}: included in category `{category}`"))
    }

    const fn is_current(&self) -> bool {
        self.facts.rights.standing.is_current() && !self.facts.awaits_confirmation
    }

    /// What waits for staff's look, when something does.
    fn waiting(&self, what: &str) -> Option<Entitlement> {
        let waits = self.facts.awaits_confirmation && self.facts.rights.standing.is_current();
        let detail = format!("{what}: begins when staff have confirmed the membership");
        waits.then(|| entitled(false, true, "members.admission.confirmation", cited::ASSUMPTION, &detail))
    }
}

fn entitled(granted: bool, provisional: bool, code: &str, source: &str, detail: &str) -> Entitlement {
    Entitlement { granted, provisional, explanation: vec![Clause::new(code, source, detail)] }
}
