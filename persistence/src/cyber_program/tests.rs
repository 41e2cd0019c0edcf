use guildhall_domain::cyber_program::{EnrollmentState, GroupSpell, SeatOfViewer};

use super::*;
use crate::StoreError;
use crate::testing::cyber::{cohort, enrollment, given_cohort};
use crate::testing::fixtures::given_account;
use crate::testing::{at, change, database, id};

#[tokio::test]
async fn a_cohort_reads_back_as_written_and_keeps_its_name_to_itself() {
    let db = database().await;
    let mut written = cohort(1, "Spring");
    change!(db, |tx| insert_cohort(tx, &written)).unwrap();
    assert_eq!(load_cohort(&*db, written.id).await.unwrap(), written);
    assert!(change!(db, |tx| insert_cohort(tx, &cohort(2, "Spring"))).unwrap_err().violates("name"));
    written.last_place = 7;
    assert_eq!(change!(db, |tx| save_cohort(tx, &written)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_cohort(tx, &written)), Err(StoreError::Stale)));
    assert_eq!(change!(db, |tx| lock_cohort(tx, written.id)).unwrap().last_place, 7);
    assert_eq!(find_cohort(&*db, id(9).into()).await.unwrap(), None);
}

#[tokio::test]
async fn somebody_has_one_registration_for_a_cohort_until_it_is_given_up() {
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let ana = given_account(&db, 2).await;
    let mut first = enrollment(10, &spring, ana, 1);
    change!(db, |tx| insert_enrollment(tx, &first)).unwrap();
    assert_eq!(load_enrollment(&*db, first.id).await.unwrap(), first);
    assert_eq!(find_open_enrollment(&*db, spring.id, ana).await.unwrap(), Some(first.clone()));
    let second = enrollment(11, &spring, ana, 2);
    assert!(change!(db, |tx| insert_enrollment(tx, &second)).unwrap_err().violates("one_open"));
    first.state = EnrollmentState::Withdrawn;
    assert_eq!(change!(db, |tx| save_enrollment(tx, &first)).unwrap(), 2);
    assert_eq!(find_open_enrollment(&*db, spring.id, ana).await.unwrap(), None);
    change!(db, |tx| insert_enrollment(tx, &second)).unwrap();
    let queue = queue_of(&*db, spring.id).await.unwrap();
    let seen: Vec<_> = queue.iter().map(|entry| (entry.enrollment_id, entry.sequence, entry.state)).collect();
    assert_eq!(seen, [(first.id, 1, EnrollmentState::Withdrawn), (second.id, 2, EnrollmentState::Enrolled)]);
    let seat = |record: &EnrollmentRecord, state| SeatOfViewer {
        enrollment_id: record.id,
        cohort_id: spring.id,
        state,
        group: None::<GroupSpell>,
    };
    let own = [seat(&first, EnrollmentState::Withdrawn), seat(&second, EnrollmentState::Enrolled)];
    assert_eq!(seats_of_account(&*db, ana).await.unwrap(), own);
}

#[tokio::test]
async fn a_mentor_is_named_once_and_gone_at_once() {
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let (ana, bea) = (given_account(&db, 2).await, given_account(&db, 3).await);
    for (mentor, since, new) in [(bea, 1, true), (ana, 2, true), (ana, 3, false)] {
        assert_eq!(change!(db, |tx| insert_mentor(tx, spring.id, mentor, at(since))).unwrap(), new);
    }
    assert_eq!(mentors_of(&*db, spring.id).await.unwrap(), [bea, ana]);
    assert_eq!(cohorts_mentored_by(&*db, ana).await.unwrap(), [spring.id]);
    assert!(change!(db, |tx| delete_mentor(tx, spring.id, bea)).unwrap());
    assert!(!change!(db, |tx| delete_mentor(tx, spring.id, bea)).unwrap());
    assert_eq!(mentors_of(&*db, spring.id).await.unwrap(), [ana]);
}
