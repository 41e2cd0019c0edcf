//! Breakout groups as they are shown: members by name, duties by week.

use guildhall_domain::cyber_program::{CyberProgramPolicy, Duties, plan};
use guildhall_domain::ids::{BreakoutGroupId, CohortId};
use guildhall_domain::{Clause, Refusal};
use guildhall_persistence::cyber_program::{GroupRecord, Participant};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::problem::Problem;
use crate::wire::ClauseOut;

/// A member of a breakout group.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutGroupMember)]
pub struct MemberOut {
    /// The seat in the cohort.
    enrollment_id: Uuid,
    /// The person, as posts name their author.
    account_id: Uuid,
    /// Given name.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
}

impl From<&Participant> for MemberOut {
    fn from(person: &Participant) -> Self {
        MemberOut {
            enrollment_id: person.enrollment_id.uuid(),
            account_id: person.account_id.uuid(),
            given_name: person.name.given().to_owned(),
            family_name: person.name.family().to_owned(),
        }
    }
}

/// Who leads a breakout group in a week, and who writes its summary.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutDuties)]
pub struct DutiesOut {
    /// The week, from 1.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// Whoever leads: the `enrollment_id` of that person.
    leader_id: Uuid,
    /// Whoever writes: the `enrollment_id` of that person; in a group of one the leader's.
    scribe_id: Uuid,
}

/// A breakout group.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutGroup)]
pub struct GroupOut {
    /// The group's id.
    id: Uuid,
    /// Its cohort.
    cohort_id: Uuid,
    /// Its number in the cohort.
    #[schema(minimum = 1, maximum = 10_000, example = 1)]
    number: u32,
    /// How many are in it.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    size: u32,
    /// Whether the size is within the typical range.
    #[schema(example = true)]
    within_typical_range: bool,
    /// Why not, in a sentence; null when it is.
    #[schema(required, max_length = 500, example = "a group of 9 participants; 10 to 12 are typical")]
    warning: Option<String>,
    /// Its members, by family name.
    #[schema(max_items = 10_000)]
    members: Vec<MemberOut>,
    /// Its duties, week by week. Whoever has left still stands in the weeks served.
    #[schema(max_items = 104)]
    duties: Vec<DutiesOut>,
}

/// The breakout groups of a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutGroups)]
pub struct GroupsOut {
    /// The cohort.
    cohort_id: Uuid,
    /// How many have a seat in it.
    #[schema(minimum = 0, maximum = 10_000, example = 24)]
    participant_count: u32,
    /// The groups, by number; none before they are made.
    #[schema(max_items = 10_000)]
    groups: Vec<GroupOut>,
    /// Those who have no group: everybody before groups are made, then whoever got a seat later.
    #[schema(max_items = 10_000)]
    unplaced: Vec<MemberOut>,
    /// True: how groups are made up, and who serves when, is a provisional assumption of ours.
    #[schema(example = true)]
    provisional: bool,
    /// Clauses applied, in order.
    #[schema(max_items = 50)]
    explanation: Vec<ClauseOut>,
}

impl GroupOut {
    /// A group with its members among `people` and its duties among `duties`.
    pub fn of(
        group: &GroupRecord,
        people: &[Participant],
        duties: &[(BreakoutGroupId, Duties)],
        policy: &CyberProgramPolicy,
    ) -> GroupOut {
        let is_in = |person: &&Participant| person.group.is_some_and(|spell| spell.group_id == group.id);
        let members: Vec<MemberOut> = people.iter().filter(is_in).map(MemberOut::from).collect();
        let rules = &policy.breakouts;
        let size = count(members.len());
        let (least, most) = (rules.typical_at_least.value, rules.typical_at_most.value);
        let warning = format!("a group of {size} participants; {least} to {most} are typical");
        GroupOut {
            id: group.id.uuid(),
            cohort_id: group.cohort_id.uuid(),
            number: group.number,
            size,
            within_typical_range: rules.is_typical(size),
            warning: (!rules.is_typical(size)).then_some(warning),
            members,
            duties: duties
                .iter()
                .filter(|(id, _)| *id == group.id)
                .map(|(_, duties)| DutiesOut::from(duties))
                .collect(),
        }
    }
}

impl GroupsOut {
    /// All groups of a cohort.
    ///
    /// # Errors
    /// Those of the planner.
    pub fn of(
        cohort: CohortId,
        groups: &[GroupRecord],
        people: &[Participant],
        duties: &[(BreakoutGroupId, Duties)],
        policy: &CyberProgramPolicy,
    ) -> Result<GroupsOut, Problem> {
        let unplaced = people.iter().filter(|person| person.group.is_none()).map(MemberOut::from).collect();
        Ok(GroupsOut {
            cohort_id: cohort.uuid(),
            participant_count: count(people.len()),
            groups: groups.iter().map(|group| GroupOut::of(group, people, duties, policy)).collect(),
            unplaced,
            provisional: true,
            explanation: explanation(people.len(), policy)?,
        })
    }
}

impl From<&Duties> for DutiesOut {
    fn from(duties: &Duties) -> Self {
        DutiesOut { week: duties.week, leader_id: duties.leader.uuid(), scribe_id: duties.scribe.uuid() }
    }
}

fn explanation(people: usize, policy: &CyberProgramPolicy) -> Result<Vec<ClauseOut>, Problem> {
    if people == 0 {
        return Ok(Vec::new());
    }
    let mut clauses = plan(count(people), policy).map_err(Refusal::from)?.explanation;
    let assumed = policy.sources.cite("assumption");
    for (clause, detail) in [
        ("assignment", "sorted by discipline, size of the community, state and seat, then dealt out like cards"),
        ("duties", "leading and writing take turns; whoever has served less comes first"),
    ] {
        clauses.push(Clause::new(format!("cyber_program.breakouts.{clause}"), assumed, detail));
    }
    Ok(clauses.into_iter().map(ClauseOut::from).collect())
}

pub(in crate::cyber_program) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
