//! Breakout groups on the wire: members by name, duties by week.

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
    /// Enrollment of the member.
    enrollment_id: Uuid,
    /// Account of the member; `author_id` of that person's posts.
    account_id: Uuid,
    /// Given name; empty for somebody who has a family name only.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name; empty for somebody who has a given name only.
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

/// Leader and scribe of a breakout group in one week. The scribe writes the group's summary.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutDuties)]
pub struct DutiesOut {
    /// Number of the week, from 1.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// `enrollment_id` of the leader.
    leader_id: Uuid,
    /// `enrollment_id` of the scribe; the leader's in a group of one.
    scribe_id: Uuid,
}

/// A breakout group.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutGroup)]
pub struct GroupOut {
    /// Id of the group.
    id: Uuid,
    /// Cohort that the group belongs to.
    cohort_id: Uuid,
    /// Number of the group within the cohort.
    #[schema(minimum = 1, maximum = 10_000, example = 1)]
    number: u32,
    /// Number of members.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    size: u32,
    /// Whether the size is within the typical range.
    #[schema(example = true)]
    within_typical_range: bool,
    /// Warning when the size is not typical; null otherwise.
    #[schema(required, max_length = 500, example = "a group of 9 participants; 10 to 12 are typical")]
    warning: Option<String>,
    /// Members, sorted by family name.
    #[schema(max_items = 10_000)]
    members: Vec<MemberOut>,
    /// Duties by week. Former members stay in the weeks that they served.
    #[schema(max_items = 104)]
    duties: Vec<DutiesOut>,
}

/// The breakout groups of a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = BreakoutGroups)]
pub struct GroupsOut {
    /// Cohort that the groups belong to.
    cohort_id: Uuid,
    /// Number of participants who have a seat in the cohort.
    #[schema(minimum = 0, maximum = 10_000, example = 24)]
    participant_count: u32,
    /// Groups, sorted by number; empty before they are made.
    #[schema(max_items = 10_000)]
    groups: Vec<GroupOut>,
    /// Participants without a group: all before the groups are made, later those who got a seat since.
    #[schema(max_items = 10_000)]
    unplaced: Vec<MemberOut>,
    /// Always true: how groups are composed and who serves when is a default of this software; the association has
    /// published no rule.
    #[schema(example = true)]
    provisional: bool,
    /// Clauses of the rules that were applied, in order.
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
