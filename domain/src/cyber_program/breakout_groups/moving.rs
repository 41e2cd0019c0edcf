//! Moving a participant to another breakout group, by faculty.
//!
//! Invariants: everybody is in exactly one group; a move makes no group smaller or larger than the
//! planner itself would, but a group that is already smaller may be dissolved; the groups of a
//! cohort that has ended do not change. Posts in the old group stay in it (see `visibility`).

use crate::cyber_program::cohorts::{Cohort, CohortStage};
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::BreakoutRefusal;
use crate::{BreakoutGroupId, EnrollmentId};
use chrono::NaiveDate;

/// A breakout group with its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakoutGroup {
    /// The group.
    pub id: BreakoutGroupId,
    /// Its members.
    pub members: Vec<EnrollmentId>,
}

/// A requested move of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupMove {
    /// Who moves.
    pub enrollment_id: EnrollmentId,
    /// Where to.
    pub to: BreakoutGroupId,
    /// When, by the cohort's calendar.
    pub on: NaiveDate,
}

/// A move, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The groups after it, in the order given.
    pub groups: Vec<BreakoutGroup>,
    /// The previous group; none for a person who was in none.
    pub from: Option<BreakoutGroupId>,
    /// The group joined.
    pub to: BreakoutGroupId,
    /// What faculty should know: a group is no longer of a typical size.
    pub warning: Option<String>,
}

/// Moves somebody, or places somebody who has no group yet, as after a promotion.
///
/// # Errors
/// When the cohort is over, the group is not one of them, the person is there already,
/// or a group would leave its bounds.
pub fn move_participant(
    groups: &[BreakoutGroup],
    asked: GroupMove,
    cohort: &Cohort,
    policy: &CyberProgramPolicy,
) -> Result<Moved, BreakoutRefusal> {
    if cohort.stage_on(asked.on) == CohortStage::Over {
        return Err(BreakoutRefusal::CohortOver { ended_on: cohort.ends_on() });
    }
    let to = groups.iter().find(|group| group.id == asked.to).ok_or(BreakoutRefusal::NoSuchGroup)?;
    let from = groups.iter().find(|group| group.members.contains(&asked.enrollment_id));
    if from.is_some_and(|from| from.id == to.id) {
        return Err(BreakoutRefusal::AlreadyInGroup);
    }
    let rules = &policy.breakouts;
    let (grows_to, most) = (size(to).saturating_add(1), rules.movable_up_to.value);
    if grows_to > most {
        return Err(BreakoutRefusal::GroupTooLarge { would_be: grows_to, most });
    }
    let (shrinks_to, least) = (from.map(|from| size(from).saturating_sub(1)), rules.movable_down_to.value);
    // One that is too small already may be dissolved, person by person.
    if let Some(would_be) = shrinks_to.filter(|size| size.saturating_add(1) == least) {
        return Err(BreakoutRefusal::GroupTooSmall { would_be, least });
    }
    let odd = [Some(grows_to), shrinks_to].into_iter().flatten().find(|size| !rules.is_typical(*size));
    let warning = odd.map(|size| {
        let (least, most) = (rules.typical_at_least.value, rules.typical_at_most.value);
        format!("a group now has {size} participants; {least} to {most} are typical")
    });
    let groups = groups.iter().map(|group| after(group, asked)).collect();
    Ok(Moved { groups, from: from.map(|from| from.id), to: asked.to, warning })
}

fn size(group: &BreakoutGroup) -> u32 {
    u32::try_from(group.members.len()).unwrap_or(u32::MAX)
}

fn after(group: &BreakoutGroup, asked: GroupMove) -> BreakoutGroup {
    let mut members: Vec<EnrollmentId> =
        group.members.iter().copied().filter(|member| *member != asked.enrollment_id).collect();
    if group.id == asked.to {
        members.push(asked.enrollment_id);
    }
    BreakoutGroup { id: group.id, members }
}
