//! A member's record as the facts of an assessment: work combined with the categories held and the
//! dues paid. There is no other reading of a record.
//!
//! Invariants: every day of a spell of work is in exactly one of its pieces, with the category and
//! the dues of that day; membership without work is listed too; a membership paid for on the day of
//! the request is assumed to continue; dues are current while it is active or in grace, and never while it was lapsed,
//! whatever was paid later. RULES 1.6 and 2.2. The record does not say who was not eligible to
//! be an officer, so everybody is taken to be eligible.

use super::facts::ServiceSpell;
use super::service::{Service, Span};
use crate::calendar::add_days;
use crate::life_membership::employment::Employment;
use crate::members::category::Category;
use crate::members::employment::EmploymentFact;
use crate::members::standing::TermSpan;
use chrono::NaiveDate;

/// The record of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeRecord {
    /// The day the record is looked at.
    pub as_of: NaiveDate,
    /// Category held on that day.
    pub category: Category,
    /// How many days a membership lives on without dues.
    pub grace_days: u32,
    /// The paid span on that day.
    pub paid: Option<TermSpan>,
    /// Terms of membership, in any order.
    pub terms: Vec<TermOnRecord>,
    /// Changes of category within a term, in any order.
    pub changes: Vec<CategoryChange>,
    /// Spells of work, in any order.
    pub work: Vec<WorkOnRecord>,
}

/// A term of membership, as far as it was paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermOnRecord {
    /// Names the record in evidence.
    pub reference: String,
    /// Category held from its first day.
    pub category: Category,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day not paid for.
    pub paid_until_on: NaiveDate,
    /// Whether grace followed it; none does when staff ended what was got wrongly.
    pub has_grace: bool,
}

/// A change of category that opened no term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CategoryChange {
    /// First day in the other category.
    pub on: NaiveDate,
    /// That category.
    pub category: Category,
}

/// A spell of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkOnRecord {
    /// Names the record in evidence.
    pub reference: String,
    /// Employer, extent and days.
    pub employment: EmploymentFact,
}

/// What was held and paid on a day.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Held {
    category: Category,
    dues_current: bool,
}

impl LifeRecord {
    /// Everything on record that could count, and what stands against it, the earliest first.
    #[must_use]
    pub fn service_spells(&self) -> Vec<ServiceSpell> {
        let turns = self.turns();
        let mut spells: Vec<ServiceSpell> = self.work.iter().flat_map(|work| self.worked(work, &turns)).collect();
        spells.extend(self.between_positions().into_iter().flat_map(|span| self.without_work(span, &turns)));
        spells.sort_by(|one, next| (one.starts_on, &one.reference).cmp(&(next.starts_on, &next.reference)));
        spells
    }

    /// The category retired from, held on the last day before the retirement; none when
    /// no membership was active or in grace on it.
    #[must_use]
    pub fn category_before(&self, retired_on: NaiveDate) -> Option<Category> {
        if retired_on == self.as_of {
            return self.is_member_on(retired_on).then_some(self.category);
        }
        let last_day = retired_on.pred_opt().filter(|last_day| self.is_member_on(*last_day))?;
        Some(self.category_on(last_day))
    }

    fn is_member_on(&self, on: NaiveDate) -> bool {
        self.held_on(on).dues_current
    }

    fn held_on(&self, on: NaiveDate) -> Held {
        let goes_on = on >= self.as_of && self.covers(self.as_of, 0);
        Held { category: self.category_on(on), dues_current: goes_on || self.covers(on, self.grace_days) }
    }

    /// Whether a day is paid for, or at most so many days of grace after one that was.
    fn covers(&self, on: NaiveDate, grace_days: u32) -> bool {
        self.paid_spans(grace_days).any(|(from, until)| from <= on && on < until)
    }

    /// Every span that was paid for, with so many days of grace behind it.
    fn paid_spans(&self, grace_days: u32) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        let after = move |has_grace: bool| if has_grace { grace_days } else { 0 };
        let terms = self.terms.iter().map(|term| (term.starts_on, term.paid_until_on, term.has_grace));
        let paid = terms.chain(self.paid.map(|span| (span.starts_on, span.good_until_on, true)));
        let paid = paid.filter(|(from, until, _)| from < until);
        paid.map(move |(from, until, has_grace)| (from, add_days(until, after(has_grace))))
    }

    /// From the day asked on, the category then held; before it, that of the latest
    /// term or change; before the first of them, that one's.
    fn category_on(&self, on: NaiveDate) -> Category {
        if on >= self.as_of {
            return self.category;
        }
        let terms = self.terms.iter().map(|term| (term.starts_on, term.category));
        let events = terms.chain(self.changes.iter().map(|change| (change.on, change.category)));
        let latest = events.clone().filter(|(from, _)| *from <= on).max_by_key(|(from, _)| *from);
        latest.or_else(|| events.min_by_key(|(from, _)| *from)).map_or(self.category, |(_, category)| category)
    }

    /// Every day on which something may turn, the earliest first.
    fn turns(&self) -> Vec<NaiveDate> {
        let paid = self.paid_spans(self.grace_days).flat_map(|(from, until)| [from, until]);
        let terms = self.terms.iter().map(|term| term.starts_on);
        let changes = self.changes.iter().map(|change| change.on);
        let mut turns: Vec<NaiveDate> = terms.chain(paid).chain(changes).chain([self.as_of]).collect();
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    fn worked(&self, work: &WorkOnRecord, turns: &[NaiveDate]) -> Vec<ServiceSpell> {
        let fact = &work.employment;
        let span = Span { starts_on: fact.starts_on, ends_on: fact.ends_on };
        let employment = Employment::of(fact.employer_kind, fact.extent);
        let pieces = self.pieces(span, turns).into_iter();
        pieces.map(|(span, held)| spell(span, held, employment, Some(work.reference.clone()))).collect()
    }

    /// Days of no work on record, from the first day of membership on.
    fn between_positions(&self) -> Vec<Span> {
        let starts = self.terms.iter().map(|term| term.starts_on);
        let Some(mut from) = starts.chain(self.paid.map(|span| span.starts_on)).min() else { return Vec::new() };
        let worked = self.work.iter().map(|work| &work.employment);
        let worked = Service::merge(worked.map(|fact| Span { starts_on: fact.starts_on, ends_on: fact.ends_on }), 1);
        let mut gaps = Vec::new();
        for span in worked.spans() {
            if from < span.starts_on {
                gaps.push(Span { starts_on: from, ends_on: Some(span.starts_on) });
            }
            let Some(ends_on) = span.ends_on else { return gaps };
            from = from.max(ends_on);
        }
        gaps.push(Span { starts_on: from, ends_on: None });
        gaps
    }

    /// Membership without work; without dues it is nothing, and left out.
    fn without_work(&self, span: Span, turns: &[NaiveDate]) -> Vec<ServiceSpell> {
        let paid = self.pieces(span, turns).into_iter().filter(|(_, held)| held.dues_current);
        paid.map(|(span, held)| spell(span, held, Employment::None, self.term_at(span.starts_on))).collect()
    }

    fn term_at(&self, on: NaiveDate) -> Option<String> {
        let begun = self.terms.iter().filter(|term| term.starts_on <= on);
        begun.max_by_key(|term| term.starts_on).map(|term| term.reference.clone())
    }

    /// A span cut wherever what is held or paid turns.
    fn pieces(&self, span: Span, turns: &[NaiveDate]) -> Vec<(Span, Held)> {
        let inside = |turn: &&NaiveDate| span.starts_on < **turn && span.ends_on.is_none_or(|ends_on| **turn < ends_on);
        let starts = std::iter::once(span.starts_on).chain(turns.iter().filter(inside).copied());
        let mut begun: Vec<(NaiveDate, Held)> = starts.map(|on| (on, self.held_on(on))).collect();
        begun.dedup_by_key(|(_, held)| *held);
        let next = begun.iter().skip(1).map(|(on, _)| Some(*on)).chain([span.ends_on]);
        let pieces = begun.iter().zip(next);
        pieces.map(|((starts_on, held), ends_on)| (Span { starts_on: *starts_on, ends_on }, *held)).collect()
    }
}

fn spell(span: Span, held: Held, employment: Employment, reference: Option<String>) -> ServiceSpell {
    ServiceSpell {
        starts_on: span.starts_on,
        ends_on: span.ends_on,
        category: held.category,
        employment,
        office_eligible: true,
        dues_current: held.dues_current,
        reference,
    }
}
