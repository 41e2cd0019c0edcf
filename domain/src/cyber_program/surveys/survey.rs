//! The results of a survey that faculty and staff see: counts, small ones withheld.
//!
//! Invariants: no count from 1 to below the smallest cell is shown, and none can be computed from
//! the others and the total; counts are published after the survey closes, so that two readings
//! never differ by one person's answer. Nothing is published about surveys: answers for the author
//! and aggregates for staff is the reading of ambiguity 18.

use crate::CohortId;
use crate::cyber_program::policy::{CyberProgramPolicy, within};
use crate::cyber_program::refusal::SurveyRefusal;
use crate::cyber_program::visibility::reading::Capacity;
use crate::cyber_program::visibility::viewer::Viewer;
use crate::explanation::Clause;
use crate::policy::{Sourced, Sources};
use chrono::NaiveDate;
use serde::Deserialize;

/// Rules on surveys.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyRules {
    /// The smallest count that is published.
    pub smallest_cell: Sourced<u32>,
}

impl SurveyRules {
    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        within(sources, "surveys.smallest_cell", &self.smallest_cell, 2..=1_000)
    }
}

/// How many chose an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// So many.
    Count(u32),
    /// Withheld: too few, or others could be computed from it.
    Withheld,
}

/// The answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyAggregate {
    /// How many answered; none when they are too few to tell.
    pub respondents: Option<u32>,
    /// How many chose each answer, in the order of the question.
    pub cells: Vec<Cell>,
    /// Clauses applied.
    pub explanation: Vec<Clause>,
}

/// Whether a person may read the counts of a cohort's survey on a day.
///
/// # Errors
/// When nothing may be known of it, or the survey is still open.
pub fn may_read_aggregate(
    viewer: &Viewer<'_>,
    cohort_id: CohortId,
    due_on: NaiveDate,
    on: NaiveDate,
) -> Result<Capacity, SurveyRefusal> {
    let capacity = if viewer.mentors(cohort_id) {
        Capacity::Faculty
    } else if viewer.is_staff() {
        Capacity::Staff
    } else {
        return Err(SurveyRefusal::Absent);
    };
    if on <= due_on { Err(SurveyRefusal::StillOpen { due_on }) } else { Ok(capacity) }
}

/// The counts of one question that may be told. Everybody chose one of its answers; a
/// question with several is asked as one of yes and no for each.
#[must_use]
pub fn aggregate(counts: &[u32], policy: &CyberProgramPolicy) -> SurveyAggregate {
    let rule = &policy.surveys.smallest_cell;
    let total = counts.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    // Were exactly so many told, one for each of as many answers would be the only way to withhold all.
    let enough = total > rule.value;
    let withheld = if enough { withheld(counts, rule.value) } else { vec![true; counts.len()] };
    let cells = counts.iter().zip(withheld);
    let detail =
        format!("counts of fewer than {} people are withheld, and so are counts that would reveal them", rule.value);
    SurveyAggregate {
        respondents: enough.then_some(total),
        cells: cells.map(|(count, withheld)| if withheld { Cell::Withheld } else { Cell::Count(*count) }).collect(),
        explanation: vec![Clause::new("cyber_program.surveys.small_cells", policy.sources.cite(&rule.source), detail)],
    }
}

/// Which counts are withheld: the small ones when two of them differ, else all of the question.
///
/// So every withheld count could be another: those of two withheld answers that differ can be exchanged, and what is
/// shown stays the same. The rule knows no order of the answers and no next smallest, which would tell bounds.
fn withheld(counts: &[u32], smallest: u32) -> Vec<bool> {
    let is_small = |count: &u32| (1..smallest).contains(count);
    let mut small = counts.iter().copied().filter(|count| is_small(count));
    let Some(first) = small.next() else { return vec![false; counts.len()] };
    if small.any(|other| other != first) { counts.iter().map(is_small).collect() } else { vec![true; counts.len()] }
}
