//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::accounts::{Caller, Role};
use guildhall_domain::cyber_program::{
    ActivityKind, EnrollmentState, GroupSpell, GroupStay, Mentorship, SeatOfViewer, Ties, Viewer,
};

use crate::cyber_program::{
    CohortFilter, CohortSort, EnrollmentFilter, EnrollmentSort, InThread, PostFilter, PostReader, PostSort,
    ReflectionSort, SurveySort, list_cohorts, list_enrollments, list_posts, list_reflections, list_surveys,
};
use crate::plans::{assert_paged, date, instant};
use crate::testing::{at, database, id, on};

#[tokio::test]
async fn lists_of_cohorts_and_registrations_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for starts_from in [None, Some(on("2025-01-01"))] {
        let filter = CohortFilter { starts_from };
        assert_paged!(db, CohortSort::Latest, date(), |on, page| list_cohorts(on, &filter, page));
    }
    let (state, cohort) = (Some(EnrollmentState::Waitlisted), Some(id(1).into()));
    for filter in [
        EnrollmentFilter::default(),
        EnrollmentFilter { state, ..Default::default() },
        EnrollmentFilter { cohort, ..Default::default() },
        EnrollmentFilter { state, cohort, ..Default::default() },
        EnrollmentFilter { account: Some(id(1).into()), ..Default::default() },
        EnrollmentFilter { payer: Some(id(1).into()), ..Default::default() },
    ] {
        assert_paged!(db, EnrollmentSort::Newest, instant(), |on, page| list_enrollments(on, &filter, page));
    }
}

#[tokio::test]
async fn lists_of_what_participants_write_are_read_in_the_order_of_an_index() {
    let db = database().await;
    let seat = SeatOfViewer {
        enrollment_id: id(3).into(),
        cohort_id: id(1).into(),
        state: EnrollmentState::Enrolled,
        group: Some(GroupSpell { group_id: id(4).into(), since: at(0) }),
    };
    let roles = [Role::Faculty, Role::Staff].into_iter().collect();
    let caller = Caller::Person { account_id: id(2).into(), roles };
    let (seats, mentored) = ([seat], [Mentorship { cohort_id: id(1).into(), since: at(0) }]);
    let stays = [GroupStay { group_id: id(4).into(), since: at(0), until: at(1) }];
    let ties = Ties { seats: &seats, stays: &stays, mentored: &mentored };
    let reader = PostReader::of(&Viewer::of(&caller, ties), id(1).into()).unwrap();
    for filter in [
        PostFilter::default(),
        PostFilter { kind: Some(ActivityKind::DiscussCohort), ..Default::default() },
        PostFilter { week: Some(3), ..Default::default() },
        PostFilter { group: Some(id(4).into()), ..Default::default() },
        PostFilter { thread: Some(InThread::TopLevel), ..Default::default() },
        PostFilter { thread: Some(InThread::AnswerTo(id(5).into())), ..Default::default() },
    ] {
        for sort in [PostSort::Newest, PostSort::Oldest] {
            assert_paged!(db, sort, instant(), |on, page| list_posts(on, &reader, &filter, page));
        }
    }
    let (author, cohort) = (id(2).into(), id(1).into());
    for (sort, week) in [(ReflectionSort::Newest, None), (ReflectionSort::Oldest, Some(3))] {
        assert_paged!(db, sort, instant(), |on, page| list_reflections(on, author, cohort, week, page));
    }
    assert_paged!(db, SurveySort::Newest, instant(), |on, page| list_surveys(on, cohort, page));
}
