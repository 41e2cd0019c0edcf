//! Who may see what: every row of the table, and what holds for all of them.

mod capacities;
mod choices;
mod properties;
mod rows;
mod surveys;
mod writing;

use super::{account, cohort_id, group_id, seat};
use crate::CohortId;
use crate::accounts::role::{Caller, Role, Roles};
use crate::cyber_program::{
    ActivityKind, EnrollmentState, GroupSpell, Post, SeatOfViewer, Sight, Viewer, Visibility, may_read,
};
use crate::testing::instant;

/// When the groups were made.
const GROUPED: &str = "2027-02-01T05:00:00Z";
/// When the post was written.
const POSTED: &str = "2027-02-03T15:00:00Z";
/// When the participant was moved, after it.
const MOVED: &str = "2027-02-03T15:00:01Z";

/// Everybody who could look at something that somebody in group 1 of cohort 1 wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Author,
    AuthorMovedAway,
    AuthorWithdrawn,
    Groupmate,
    MovedIntoTheGroup,
    MovedOutOfTheGroup,
    WithdrawnGroupmate,
    Cohortmate,
    CohortmateWithoutGroup,
    Waitlisted,
    FormerCohortmate,
    OtherCohort,
    Faculty,
    FacultyElsewhere,
    FacultyByNameOnly,
    Staff,
    Admin,
    Finance,
    Board,
    Account,
    Anonymous,
}

use Who::*;

const EVERYBODY: [Who; 21] = [
    Author,
    AuthorMovedAway,
    AuthorWithdrawn,
    Groupmate,
    MovedIntoTheGroup,
    MovedOutOfTheGroup,
    WithdrawnGroupmate,
    Cohortmate,
    CohortmateWithoutGroup,
    Waitlisted,
    FormerCohortmate,
    OtherCohort,
    Faculty,
    FacultyElsewhere,
    FacultyByNameOnly,
    Staff,
    Admin,
    Finance,
    Board,
    Account,
    Anonymous,
];

impl Who {
    fn caller(self) -> Caller {
        let role = match self {
            Faculty | FacultyElsewhere => Some(Role::Faculty),
            Staff => Some(Role::Staff),
            Admin => Some(Role::Admin),
            Finance => Some(Role::Finance),
            Board => Some(Role::Board),
            Anonymous => return Caller::Anonymous,
            _ => None,
        };
        let number = if self.is_author() { 1 } else { 100 + self as u128 };
        Caller::Person { account_id: account(number), roles: role.into_iter().collect::<Roles>() }
    }

    fn is_author(self) -> bool {
        matches!(self, Author | AuthorMovedAway | AuthorWithdrawn)
    }

    fn seats(self) -> Vec<SeatOfViewer> {
        let (cohort, state, group, since) = match self {
            Author | Groupmate => (1, EnrollmentState::Enrolled, Some(1), GROUPED),
            MovedIntoTheGroup => (1, EnrollmentState::Enrolled, Some(1), MOVED),
            AuthorMovedAway | MovedOutOfTheGroup => (1, EnrollmentState::Enrolled, Some(2), MOVED),
            AuthorWithdrawn | WithdrawnGroupmate => (1, EnrollmentState::Withdrawn, Some(1), GROUPED),
            Cohortmate => (1, EnrollmentState::Enrolled, Some(2), GROUPED),
            CohortmateWithoutGroup => (1, EnrollmentState::Enrolled, None, GROUPED),
            Waitlisted => (1, EnrollmentState::Waitlisted, None, GROUPED),
            FormerCohortmate => (1, EnrollmentState::Completed, Some(2), GROUPED),
            OtherCohort => (2, EnrollmentState::Enrolled, Some(1), GROUPED),
            _ => return Vec::new(),
        };
        let spell = |number| GroupSpell { group_id: group_id(number), since: instant(since) };
        let number = if self.is_author() { 1 } else { 100 + self as u128 };
        vec![SeatOfViewer { enrollment_id: seat(number), cohort_id: cohort_id(cohort), state, group: group.map(spell) }]
    }

    fn mentors(self) -> Vec<CohortId> {
        match self {
            Faculty | FacultyByNameOnly => vec![cohort_id(1)],
            FacultyElsewhere => vec![cohort_id(2)],
            _ => Vec::new(),
        }
    }

    /// Does something as this person.
    fn as_viewer<T>(self, act: impl FnOnce(&Viewer<'_>) -> T) -> T {
        let (seats, mentors) = (self.seats(), self.mentors());
        act(&Viewer::of(&self.caller(), &seats, &mentors))
    }

    fn reads(self, post: &Post) -> Visibility {
        self.as_viewer(|viewer| may_read(viewer, post))
    }
}

fn post(kind: ActivityKind) -> Post {
    Post::new(cohort_id(1), account(1), kind, Some(group_id(1)), instant(POSTED))
}

/// Everybody who sees so much of a post, in the order of the list.
fn who_sees(post: &Post, sight: Sight) -> Vec<Who> {
    EVERYBODY.into_iter().filter(|who| who.reads(post).sight() == sight).collect()
}
