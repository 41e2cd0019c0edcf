//! Who leads a breakout group in which week, and who is its scribe.
//!
//! Invariants: each week has one leader and one scribe, two people if the group has two; over the
//! planned weeks the number of times that two members lead, write or serve differs by at most one.
//! The page mentions a "designated leader or scribe"; taking turns is a default of this software.

use crate::EnrollmentId;
use std::ops::RangeInclusive;

code_words! {
    /// A duty in a breakout group.
    pub enum Duty {
        /// Leads the meeting; may write the summary.
        Leader => "leader",
        /// Writes the summary.
        Scribe => "scribe",
    }
}

/// A member of the group with the duties served so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RotaMember {
    /// The seat in the cohort.
    pub enrollment_id: EnrollmentId,
    /// How many weeks the member has led or written already, in whichever group.
    pub past_duties: u32,
}

/// The duties of one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duties {
    /// The week, from 1.
    pub week: u32,
    /// Who leads.
    pub leader: EnrollmentId,
    /// Who writes; the leader too in a group of one.
    pub scribe: EnrollmentId,
}

impl Duties {
    /// The duty of somebody in this week; leading first for whoever has both.
    #[must_use]
    pub fn duty_of(&self, enrollment_id: EnrollmentId) -> Option<Duty> {
        if self.leader == enrollment_id {
            Some(Duty::Leader)
        } else {
            (self.scribe == enrollment_id).then_some(Duty::Scribe)
        }
    }
}

/// Plans the duties of a group for some weeks, the first 1 to 12 or those that are left
/// after its members have changed. Whoever has served less comes first; then by id.
#[must_use]
pub fn rota(members: &[RotaMember], weeks: RangeInclusive<u32>) -> Vec<Duties> {
    let mut turn: Vec<&RotaMember> = members.iter().collect();
    turn.sort_unstable_by_key(|member| (member.past_duties, member.enrollment_id));
    turn.dedup_by_key(|member| member.enrollment_id);
    let count = turn.len();
    let apart = distance(weeks.clone().count(), count);
    let at = |place: usize| turn.get(place.checked_rem(count)?).map(|member| member.enrollment_id);
    let on_duty = |(place, week)| Some(Duties { week, leader: at(place)?, scribe: at(place + apart)? });
    (0..).zip(weeks).filter_map(on_duty).collect()
}

/// How far the scribe is from the leader in the turn. After the full rounds, the leaders
/// left over are followed by as many scribes left over, so that these extra duties fall on
/// different people as long as there are any.
fn distance(weeks: usize, members: usize) -> usize {
    match weeks.checked_rem(members) {
        None => 0,
        Some(0) => usize::from(members > 1),
        Some(left_over) => left_over,
    }
}
