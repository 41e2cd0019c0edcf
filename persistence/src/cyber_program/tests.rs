use guildhall_domain::cyber_program::{EnrollmentState, GroupSpell, Mentorship, SeatOfViewer};

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
async fn somebody_has_one_enrollment_for_a_cohort_until_it_is_given_up() {
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
    let mentored = cohorts_mentored_by(&*db, ana).await.unwrap();
    assert_eq!(mentored, [Mentorship::named(spring.id, at(2), spring.cohort.zone)]);
    assert!(change!(db, |tx| delete_mentor(tx, spring.id, bea)).unwrap());
    assert!(!change!(db, |tx| delete_mentor(tx, spring.id, bea)).unwrap());
    assert_eq!(mentors_of(&*db, spring.id).await.unwrap(), [ana]);
}

#[tokio::test]
async fn seats_and_places_in_the_queue_of_several_cohorts_are_counted_at_once() {
    let db = database().await;
    let (spring, autumn) = (given_cohort(&db, 1, "Spring").await, given_cohort(&db, 2, "Autumn").await);
    let states = [
        EnrollmentState::Enrolled,
        EnrollmentState::Waitlisted,
        EnrollmentState::Withdrawn,
        EnrollmentState::Waitlisted,
        EnrollmentState::NotCompleted,
    ];
    for (number, state) in (10..).zip(states) {
        let person = given_account(&db, number).await;
        let mut record = enrollment(number, &spring, person, 20 - i64::try_from(number).unwrap());
        record.state = state;
        change!(db, |tx| insert_enrollment(tx, &record)).unwrap();
    }
    let ana = given_account(&db, 30).await;
    let mut other = enrollment(30, &autumn, ana, 5);
    other.state = EnrollmentState::Waitlisted;
    change!(db, |tx| insert_enrollment(tx, &other)).unwrap();
    let seats = seats_of_cohorts(&*db, [spring.id, autumn.id]).await.unwrap();
    assert_eq!((seats[&spring.id].held, seats[&spring.id].waiting, seats[&autumn.id].waiting), (2, 2, 1));
    let positions = waitlist_positions(&*db, [autumn.id, spring.id]).await.unwrap();
    let position = |number: u128| positions.get(&id(number).into()).copied();
    assert_eq!((position(13), position(11), position(30), position(10)), (Some(1), Some(2), Some(1), None));
    assert_eq!(cohorts_waited_for(&*db).await.unwrap(), [spring.id, autumn.id]);
    assert!(waitlist_positions(&*db, []).await.unwrap().is_empty());
}

#[tokio::test]
async fn places_are_drawn_in_order_and_leave_the_version_of_the_cohort_alone() {
    let db = database().await;
    let mut spring = given_cohort(&db, 1, "Spring").await;
    for place in 1..=3 {
        assert_eq!(change!(db, |tx| draw_place(tx, &mut spring)).unwrap(), place);
    }
    let read = load_cohort(&*db, spring.id).await.unwrap();
    assert_eq!((read.last_place, read.version), (3, 1));
}

#[tokio::test]
async fn mentors_of_several_cohorts_are_read_with_their_names() {
    let db = database().await;
    let (spring, autumn) = (given_cohort(&db, 1, "Spring").await, given_cohort(&db, 2, "Autumn").await);
    let ana = given_account(&db, 3).await;
    for cohort in [&spring, &autumn] {
        change!(db, |tx| insert_mentor(tx, cohort.id, ana, at(1))).unwrap();
    }
    let mentors = mentors_of_cohorts(&*db, [spring.id, autumn.id]).await.unwrap();
    let found: Vec<_> = mentors.iter().map(|mentor| (mentor.cohort_id, mentor.account_id)).collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|(_, account)| *account == ana) && !mentors[0].name.given().is_empty());
}

#[tokio::test]
async fn steps_of_an_enrollment_read_back_in_the_order_in_which_they_were_taken() {
    use guildhall_domain::cyber_program::{EnrollmentAction, EnrollmentActor};
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let ana = given_account(&db, 2).await;
    let record = enrollment(10, &spring, ana, 1);
    change!(db, |tx| insert_enrollment(tx, &record)).unwrap();
    let step = |action, from, to| EnrollmentStepRecord {
        action,
        from,
        to,
        actor: EnrollmentActor::Participant,
        account_id: Some(ana),
        on: crate::testing::on("2025-03-01"),
        at: at(1),
        payment_due_on: None,
        withdrawal: None,
        explanation: Vec::new(),
    };
    let taken = [
        step(EnrollmentAction::Register, None, EnrollmentState::Enrolled),
        step(EnrollmentAction::Withdraw, Some(EnrollmentState::Enrolled), EnrollmentState::Withdrawn),
    ];
    for one in &taken {
        change!(db, |tx| insert_enrollment_step(tx, record.id, one)).unwrap();
    }
    assert_eq!(steps_of_enrollment(&*db, record.id).await.unwrap(), taken);
}
