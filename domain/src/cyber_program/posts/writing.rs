//! Who may write what, and mark what.
//!
//! Invariants: an author holds a seat, or mentors the cohort and takes part in a discussion; the
//! leader or the scribe writes one summary for a group and week; a survey is answered once, while
//! it is open; only readers of a post can read replies to it; records that the author may not know
//! of look absent, not forbidden.

use super::post::Post;
use crate::cyber_program::breakout_groups::rota::Duties;
use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::cohorts::dates::Cohort;
use crate::cyber_program::cohorts::week_plan::PlannedActivity;
use crate::cyber_program::policy::CyberProgramPolicy;
use crate::cyber_program::refusal::WriteRefusal;
use crate::cyber_program::visibility::reading::{Capacity, may_read};
use crate::cyber_program::visibility::viewer::{SeatOfViewer, Viewer};
use crate::{AccountId, BreakoutGroupId, CohortId};
use chrono::{DateTime, Utc};

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The cohort.
    pub cohort_id: CohortId,
    /// Its dates.
    pub cohort: &'a Cohort,
    /// The activity of its plan.
    pub activity: &'a PlannedActivity,
}

/// Further facts that writing depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteFacts<'a> {
    /// The breakout group addressed, found in this cohort; none for the writer's own.
    pub group: Option<BreakoutGroupId>,
    /// What is answered, in a discussion.
    pub parent: Option<&'a Post>,
    /// Who serves the group in that week, for a summary.
    pub duties: Option<&'a Duties>,
    /// Whether the group's summary of the week, or the writer's answer to the survey, is
    /// there already.
    pub already_there: bool,
    /// Now.
    pub at: DateTime<Utc>,
}

/// The post that is written, with its audience frozen.
///
/// # Errors
/// When nothing may be known of it, or the writer, the time or the activity is wrong.
pub fn may_write(
    viewer: &Viewer<'_>,
    place: &Place<'_>,
    facts: &WriteFacts<'_>,
    policy: &CyberProgramPolicy,
) -> Result<Post, WriteRefusal> {
    let (kind, cohort_id) = (place.activity.kind, place.cohort_id);
    let author = viewer.account_id().ok_or(WriteRefusal::Absent)?;
    let seat = viewer.seat_in(cohort_id);
    if seat.is_none() && !viewer.mentors(cohort_id) {
        return Err(WriteRefusal::Absent);
    }
    let group = group_addressed(viewer, seat, cohort_id, kind, facts)?;
    check_time(place, facts, policy)?;
    check_kind(seat, place, facts)?;
    let post = Post::new(cohort_id, author, kind, group, facts.at);
    Ok(facts.parent.map_or(post, |parent| post.answering(parent)))
}

/// The group of the post; participants of other groups do not learn that it exists.
fn group_addressed(
    viewer: &Viewer<'_>,
    seat: Option<&SeatOfViewer>,
    cohort_id: CohortId,
    kind: ActivityKind,
    facts: &WriteFacts<'_>,
) -> Result<Option<BreakoutGroupId>, WriteRefusal> {
    if let Some(parent) = facts.parent {
        if parent.cohort_id() != cohort_id || !may_read(viewer, parent).is_whole() {
            return Err(WriteRefusal::Absent);
        }
        let is_discussion = matches!(kind, ActivityKind::DiscussBreakout | ActivityKind::DiscussCohort);
        if parent.kind() != kind || !is_discussion || facts.group.is_some_and(|group| parent.group() != Some(group)) {
            return Err(WriteRefusal::ReplyElsewhere { kind, parent: parent.kind() });
        }
        let has_left = kind == ActivityKind::DiscussBreakout && own_group(seat) != parent.group();
        return if has_left && !viewer.mentors(cohort_id) { Err(WriteRefusal::GroupLeft) } else { Ok(parent.group()) };
    }
    if !matches!(kind, ActivityKind::BreakoutSummary | ActivityKind::DiscussBreakout) {
        return if facts.group.is_some() { Err(WriteRefusal::ForNoGroup { kind }) } else { Ok(None) };
    }
    match (facts.group, own_group(seat)) {
        (Some(asked), Some(own)) if asked == own => Ok(Some(own)),
        (Some(asked), _) if viewer.mentors(cohort_id) => Ok(Some(asked)),
        (Some(_), _) => Err(WriteRefusal::Absent),
        (None, Some(own)) => Ok(Some(own)),
        (None, None) => Err(WriteRefusal::NoGroup),
    }
}

fn own_group(seat: Option<&SeatOfViewer>) -> Option<BreakoutGroupId> {
    seat.and_then(|seat| seat.group).map(|spell| spell.group_id)
}

fn check_time(place: &Place<'_>, facts: &WriteFacts<'_>, policy: &CyberProgramPolicy) -> Result<(), WriteRefusal> {
    let on = place.cohort.date_at(facts.at);
    let activity = place.activity;
    if on < activity.opens_on {
        return Err(WriteRefusal::NotOpenYet { opens_on: activity.opens_on });
    }
    let closed_on = place.cohort.writing_closes_on(policy);
    if on >= closed_on {
        return Err(WriteRefusal::WritingClosed { closed_on });
    }
    if activity.kind == ActivityKind::Survey && on > activity.due_on {
        return Err(WriteRefusal::SurveyClosed { due_on: activity.due_on });
    }
    Ok(())
}

fn check_kind(seat: Option<&SeatOfViewer>, place: &Place<'_>, facts: &WriteFacts<'_>) -> Result<(), WriteRefusal> {
    let (kind, week) = (place.activity.kind, place.activity.key.week);
    if kind.is_mark_only() {
        return Err(WriteRefusal::MarkOnly { kind });
    }
    let is_discussion = matches!(kind, ActivityKind::DiscussBreakout | ActivityKind::DiscussCohort);
    let Some(seat) = seat else {
        return if is_discussion { Ok(()) } else { Err(WriteRefusal::ForParticipants { kind }) };
    };
    match kind {
        ActivityKind::BreakoutSummary => check_summary(seat, week, facts),
        ActivityKind::Survey if facts.already_there => Err(WriteRefusal::AlreadyAnswered),
        _ => Ok(()),
    }
}

fn check_summary(seat: &SeatOfViewer, week: u32, facts: &WriteFacts<'_>) -> Result<(), WriteRefusal> {
    // Duties are of the writer's own group: in another one nobody finds the own seat.
    let on_duty =
        facts.duties.filter(|duties| duties.week == week).and_then(|duties| duties.duty_of(seat.enrollment_id));
    if on_duty.is_none() {
        return Err(WriteRefusal::NotOnDuty { week });
    }
    if facts.already_there {
        return Err(WriteRefusal::SummaryThere { week });
    }
    Ok(())
}

/// Whether somebody may mark an activity of an owner's sheet, and in which capacity:
/// participants their own, faculty and staff whether anybody else was at a meeting or a live event.
///
/// # Errors
/// When nothing may be known of it, or it is the participant's to mark.
pub fn may_mark(
    viewer: &Viewer<'_>,
    cohort_id: CohortId,
    owner: AccountId,
    kind: ActivityKind,
) -> Result<Capacity, WriteRefusal> {
    if viewer.is(owner) && viewer.seat_in(cohort_id).is_some() {
        return Ok(Capacity::Author);
    }
    let Some(leading) = viewer.in_cohort(cohort_id).filter(|capacity| capacity.leads()) else {
        return Err(WriteRefusal::Absent);
    };
    match kind {
        ActivityKind::BreakoutMeeting | ActivityKind::LiveEvent => Ok(leading),
        ActivityKind::Reflect => Err(WriteRefusal::Absent),
        ActivityKind::BreakoutSummary
        | ActivityKind::DiscussBreakout
        | ActivityKind::DiscussCohort
        | ActivityKind::Read
        | ActivityKind::Survey
        | ActivityKind::Watch => Err(WriteRefusal::ForParticipants { kind }),
    }
}
