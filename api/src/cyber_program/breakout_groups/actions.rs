//! Making breakout groups and moving participants between them.
//!
//! Invariants: groups change under the lock of the cohort's row, as a whole or by one person;
//! they are made anew only while nobody has written in one; duties served stay, the weeks left
//! are planned anew.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use guildhall_domain::cyber_program::{
    BreakoutGroup, BreakoutRefusal, Cohort, CohortStage, CommunitySize, CyberProgramEvent, Duties, GroupCandidate,
    GroupMove, GroupSpell, Moved, RotaMember, WeekPosition, assign, move_participant, rota,
};
use guildhall_domain::ids::{AccountId, BreakoutGroupId, CohortId, EnrollmentId};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, GroupRecord, Participant};

use crate::app::App;
use crate::cyber_program::problems::UNKNOWN_ENROLLMENT;
use crate::events;
use crate::http::problem::{NOT_FOUND, Problem, Violation};

/// Makes the breakout groups of a cohort of everybody who has a seat in it, and plans their duties.
///
/// # Errors
/// `cohort-over`, `breakout-groups-in-use`, `nobody-to-group`, `too-many-to-group`; those of the store.
pub async fn assign_all(app: &App, tx: &Tx, by: AccountId, cohort: CohortId) -> Result<(), Problem> {
    let cohort = store::lock_cohort(tx, cohort).await?;
    let now = app.clock.now();
    let today = cohort.cohort.date_at(now);
    if cohort.cohort.stage_on(today) == CohortStage::Over {
        return Err(refused(BreakoutRefusal::CohortOver { ended_on: cohort.cohort.ends_on() }));
    }
    if store::any_post_in_groups(tx, cohort.id).await? {
        return Err(refused(BreakoutRefusal::GroupsInUse));
    }
    let people = store::participants_of(tx, cohort.id).await?;
    let candidates: Vec<GroupCandidate> = people.into_iter().map(candidate).collect();
    let dealt = assign(&candidates, &app.policies.cyber_program).map_err(refused)?;
    let groups = make(app, tx, cohort.id, dealt.len()).await?;
    let weeks = first_week(&cohort.cohort, today)..=cohort.cohort.weeks;
    let since = instant_of_joining(app, tx, cohort.id).await?;
    for (group, members) in groups.iter().zip(&dealt) {
        store::put_into_group(tx, members, GroupSpell { group_id: group.id, since }).await?;
        let members: Vec<RotaMember> = members.iter().map(|id| serving(*id, 0)).collect();
        store::replace_duties(tx, group.id, &rota(&members, weeks.clone())).await?;
    }
    let (group_count, participant_count) = (groups.len() as u64, candidates.len() as u64);
    let assigned = CyberProgramEvent::BreakoutGroupsAssigned { cohort: cohort.id, group_count, participant_count };
    events::record(app, tx, Some(by), assigned).await
}

/// So many empty breakout groups. One that is there under a number stays the same group.
async fn make(app: &App, tx: &Tx, cohort_id: CohortId, wanted: usize) -> Result<Vec<GroupRecord>, Problem> {
    let mut groups = store::groups_of(tx, cohort_id).await?;
    groups.truncate(wanted);
    let kept = groups.len();
    store::empty_groups(tx, cohort_id, u32::try_from(kept).unwrap_or(u32::MAX)).await?;
    let created_at = app.clock.now();
    for number in (1..).take(wanted).skip(kept) {
        let id = BreakoutGroupId::new(app.entropy.uuid(created_at));
        groups.push(GroupRecord { id, cohort_id, number, created_at });
    }
    store::insert_groups(tx, &groups[kept..]).await?;
    Ok(groups)
}

/// Moves a participant to a breakout group, or places one who has none yet.
///
/// # Errors
/// `unknown-enrollment` and the refusals of the rules on moves; those of the store.
pub async fn move_to(
    app: &App,
    tx: &Tx,
    by: AccountId,
    to: &GroupRecord,
    enrollment_id: EnrollmentId,
) -> Result<Moved, Problem> {
    let cohort = store::lock_cohort(tx, to.cohort_id).await?;
    let today = cohort.cohort.date_at(app.clock.now());
    let people = store::participants_of(tx, cohort.id).await?;
    let moved = people.iter().find(|person| person.enrollment_id == enrollment_id);
    own_matter::check(by, [moved.map(|person| person.account_id)])?;
    if moved.is_none() {
        let violation = Violation::at("/enrollment_id", "unknown", "names nobody who has a seat in this cohort");
        return Err(Problem::new(&UNKNOWN_ENROLLMENT)
            .detail("The cohort of this group has no participant with this enrollment.")
            .errors(vec![violation]));
    }
    let groups = members_by_group(&store::groups_of(tx, cohort.id).await?, &people);
    let asked = GroupMove { enrollment_id, to: to.id, on: today };
    let moved = move_participant(&groups, asked, &cohort.cohort, &app.policies.cyber_program).map_err(refused)?;
    let since = instant_of_joining(app, tx, cohort.id).await?;
    let here = people.iter().find(|person| person.enrollment_id == enrollment_id).and_then(|person| person.group);
    store::insert_stays(tx, here.map(|spell| (enrollment_id, spell)), since).await?;
    store::put_into_group(tx, &[enrollment_id], GroupSpell { group_id: to.id, since }).await?;
    let changed = |group: &&BreakoutGroup| group.id == moved.to || Some(group.id) == moved.from;
    replan(tx, &cohort, moved.groups.iter().filter(changed), today).await?;
    let (cohort, from, to) = (cohort.id, moved.from, moved.to);
    let event = CyberProgramEvent::ParticipantMoved { cohort, enrollment_id, from, to };
    events::record(app, tx, Some(by), event).await?;
    Ok(moved)
}

/// Now, or just after the last that was written for a group: by a clock that stands, too, nobody reads what was said
/// before they came.
async fn instant_of_joining(app: &App, tx: &Tx, cohort: CohortId) -> Result<DateTime<Utc>, Problem> {
    let (now, latest) = (app.clock.now(), store::latest_for_group(tx, cohort).await?);
    Ok(latest.map_or(now, |latest| now.max(latest + TimeDelta::microseconds(1))))
}

/// To be called under the cohort's lock when somebody with a seat has given it up: the stay is kept, and the group's
/// duties are planned anew for those who stay.
///
/// # Errors
/// Those of the store.
pub async fn somebody_left(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    who: EnrollmentId,
    stayed: GroupSpell,
) -> Result<(), Problem> {
    store::insert_stays(tx, [(who, stayed)], instant_of_joining(app, tx, cohort.id).await?).await?;
    let people = store::participants_of(tx, cohort.id).await?;
    let groups = members_by_group(&store::groups_of(tx, cohort.id).await?, &people);
    let today = cohort.cohort.date_at(app.clock.now());
    replan(tx, cohort, groups.iter().filter(|one| one.id == stayed.group_id), today).await
}

/// The breakout groups with those who are in them.
fn members_by_group(groups: &[GroupRecord], people: &[Participant]) -> Vec<BreakoutGroup> {
    let is_in = |id, person: &&Participant| person.group.is_some_and(|spell| spell.group_id == id);
    let members = |id| people.iter().filter(|person| is_in(id, person)).map(|person| person.enrollment_id).collect();
    groups.iter().map(|group| BreakoutGroup { id: group.id, members: members(group.id) }).collect()
}

/// Plans the weeks left of groups whose members have changed. The present week stays as it is
/// while both who serve in it are still there.
async fn replan<'g>(
    tx: &Tx,
    cohort: &CohortRecord,
    groups: impl Iterator<Item = &'g BreakoutGroup>,
    today: NaiveDate,
) -> Result<(), Problem> {
    let all = store::duties_of_cohort(tx, cohort.id).await?;
    for group in groups {
        let own = || all.iter().filter(|(id, _)| *id == group.id).map(|(_, duties)| *duties);
        let begun = first_week(&cohort.cohort, today);
        let is_running = matches!(cohort.cohort.week_of(today), WeekPosition::Week(_));
        let serve = |duties: &Duties| group.members.contains(&duties.leader) && group.members.contains(&duties.scribe);
        let stays = is_running && own().any(|duties| duties.week == begun && serve(&duties));
        let first = begun + u32::from(stays);
        let served = served_before(first, all.iter().map(|(_, duties)| duties));
        let member = |id: &EnrollmentId| serving(*id, served.get(id).copied().unwrap_or(0));
        let members: Vec<RotaMember> = group.members.iter().map(member).collect();
        let mut duties: Vec<Duties> = own().filter(|duties| duties.week < first).collect();
        duties.extend(rota(&members, first..=cohort.cohort.weeks));
        store::replace_duties(tx, group.id, &duties).await?;
    }
    Ok(())
}

/// How many weeks before one each has led or written, in whichever group.
fn served_before<'d>(week: u32, duties: impl Iterator<Item = &'d Duties>) -> HashMap<EnrollmentId, u32> {
    let mut served: HashMap<EnrollmentId, u32> = HashMap::new();
    for duties in duties.filter(|duties| duties.week < week) {
        *served.entry(duties.leader).or_default() += 1;
        if duties.scribe != duties.leader {
            *served.entry(duties.scribe).or_default() += 1;
        }
    }
    served
}

/// The first week that can still be planned.
fn first_week(cohort: &Cohort, today: NaiveDate) -> u32 {
    match cohort.week_of(today) {
        WeekPosition::Before { .. } => 1,
        WeekPosition::Week(week) => week,
        WeekPosition::After { .. } => cohort.weeks.saturating_add(1),
    }
}

const fn serving(enrollment_id: EnrollmentId, past_duties: u32) -> RotaMember {
    RotaMember { enrollment_id, past_duties }
}

fn candidate(person: Participant) -> GroupCandidate {
    GroupCandidate {
        discipline: person.discipline,
        community_size: CommunitySize::of(person.population),
        state: person.state_code,
        enrollment_id: person.enrollment_id,
    }
}

/// A group that is none of the cohort's any more is one that does not exist.
fn refused(refusal: BreakoutRefusal) -> Problem {
    if refusal == BreakoutRefusal::NoSuchGroup { Problem::new(&NOT_FOUND) } else { Refusal::from(refusal).into() }
}
