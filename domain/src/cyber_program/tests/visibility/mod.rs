//! Who may see what: every row of the table, and what holds for all of them.

mod capacities;
mod choices;
mod properties;
mod rows;
mod surveys;
mod writing;

use super::{account, cohort_id, group_id, seat};
use crate::accounts::role::{Caller, Role, Roles};
use crate::cyber_program::{
    ActivityKind, EnrollmentState, GroupSpell, GroupStay, Mentorship, Post, SeatOfViewer, Sight, Ties, Viewer,
    Visibility, may_read,
};
use crate::testing::instant;

/// When the groups were made.
const GROUPED: &str = "2027-02-01T05:00:00Z";
/// When the post was written.
const POSTED: &str = "2027-02-03T15:00:00Z";
/// When the participant came back, after that.
const BACK: &str = "2027-02-03T15:00:02Z";
/// When the participant was moved, after it.
const MOVED: &str = "2027-02-03T15:00:01Z";

/// Who could look at something that somebody in group 1 of cohort 1 wrote.
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
    MovedOutAndBack,
    BackAfterComingLater,
    FacultyNamedLater,
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
            Faculty | FacultyNamedLater | FacultyElsewhere => Some(Role::Faculty),
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
            MovedOutAndBack | BackAfterComingLater => (1, EnrollmentState::Enrolled, Some(1), BACK),
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

    /// Earlier stays in group 1: one that held the post, and one that began after it.
    fn stays(self) -> Vec<GroupStay> {
        let (since, until) = match self {
            MovedOutAndBack => (GROUPED, MOVED),
            BackAfterComingLater => (MOVED, BACK),
            _ => return Vec::new(),
        };
        vec![GroupStay { group_id: group_id(1), since: instant(since), until: instant(until) }]
    }

    fn mentors(self) -> Vec<Mentorship> {
        let (cohort, since) = match self {
            Faculty | FacultyByNameOnly => (1, GROUPED),
            FacultyNamedLater => (1, MOVED),
            FacultyElsewhere => (2, GROUPED),
            _ => return Vec::new(),
        };
        vec![Mentorship { cohort_id: cohort_id(cohort), since: instant(since) }]
    }

    /// Does something as this person.
    fn as_viewer<T>(self, act: impl FnOnce(&Viewer<'_>) -> T) -> T {
        let (seats, stays, mentored) = (self.seats(), self.stays(), self.mentors());
        act(&Viewer::of(&self.caller(), Ties { seats: &seats, stays: &stays, mentored: &mentored }))
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
