//! In which capacity somebody knows a cohort and reads a participant's sheet.

use super::Who::*;
use super::*;
use crate::cyber_program::Capacity;

fn sheet(who: Who, state: EnrollmentState) -> Option<Capacity> {
    who.as_viewer(|viewer| viewer.on_sheet(account(1), cohort_id(1), state))
}

fn cohort(who: Who) -> Option<Capacity> {
    who.as_viewer(|viewer| viewer.in_cohort(cohort_id(1)))
}

#[test]
fn a_cohort_is_known_to_those_who_have_a_seat_mentor_it_or_are_staff() {
    for who in EVERYBODY {
        let expected = match who {
            Author
            | AuthorMovedAway
            | Groupmate
            | MovedIntoTheGroup
            | MovedOutOfTheGroup
            | Cohortmate
            | CohortmateWithoutGroup
            | FormerCohortmate => Some(Capacity::Cohort),
            Faculty => Some(Capacity::Faculty),
            Staff | Admin => Some(Capacity::Staff),
            _ => None,
        };
        assert_eq!(cohort(who), expected, "{who:?}");
    }
}

#[test]
fn a_sheet_is_read_by_its_owner_and_by_those_who_lead_the_cohort() {
    for who in EVERYBODY {
        let expected = match who {
            Author | AuthorMovedAway | AuthorWithdrawn => Some(Capacity::Author),
            Faculty => Some(Capacity::Faculty),
            Staff | Admin => Some(Capacity::Staff),
            _ => None,
        };
        assert_eq!(sheet(who, EnrollmentState::Enrolled), expected, "{who:?}");
        assert_eq!(sheet(who, EnrollmentState::Withdrawn), None, "{who:?}: there is no sheet without a seat");
    }
}

#[test]
fn faculty_and_staff_lead_and_the_certificate_is_for_the_owner_and_staff() {
    let leaders: Vec<Capacity> = Capacity::ALL.iter().copied().filter(|capacity| capacity.leads()).collect();
    assert_eq!(leaders, [Capacity::Faculty, Capacity::Staff]);
    let reads = |who: Who, capacity| Viewer::of(&who.caller(), Ties::default()).reads_certificate(capacity);
    assert!(reads(Author, Capacity::Author) && reads(Staff, Capacity::Staff) && reads(Admin, Capacity::Staff));
    assert!(!reads(Faculty, Capacity::Faculty));
}
