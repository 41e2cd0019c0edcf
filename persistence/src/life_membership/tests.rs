use guildhall_domain::life_membership::applications::recognition::RecognitionDone;
use guildhall_domain::life_membership::{LifeState, LifeTransition, LifeVerification, Recognition, RecognitionKind};
use guildhall_domain::{AccountId, Policies};

use super::*;
use crate::StoreError;
use crate::testing::fixtures::{
    given_member, life_application, life_recognition, life_step, life_verification, member,
};
use crate::testing::{at, change, database, id, on, walk};

#[tokio::test]
async fn an_application_reads_back_as_written_and_its_decision_replays_to_the_same_bytes() {
    let db = database().await;
    let owner = member(1, "Ruiz");
    given_member(&db, &owner).await;
    let mut written = life_application(10, &owner);
    change!(db, |tx| insert_life_application(tx, &written)).unwrap();
    assert_eq!(load_life_application(&*db, written.id).await.unwrap(), written);
    written.state = LifeState::Verified;
    written.verification = Some(life_verification());
    assert_eq!(change!(db, |tx| save_life_application(tx, &written)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_life_application(tx, &written)), Err(StoreError::Stale)));
    written.version = 2;
    let read = change!(db, |tx| lock_life_application(tx, written.id)).unwrap();
    assert_eq!(read, written);
    let kept: LifeVerification = read.verification.unwrap();
    let replayed = kept.replayed(&Policies::embedded().unwrap().life_membership).unwrap();
    assert_eq!(serde_json::to_vec(&replayed).unwrap(), serde_json::to_vec(&kept).unwrap());
    assert_eq!(find_life_application(&*db, id(11).into()).await.unwrap(), None);
}

#[tokio::test]
async fn every_state_can_be_stored_and_a_member_has_one_open_and_one_granted() {
    let db = database().await;
    for (number, state) in (1..).zip(LifeState::ALL) {
        let owner = member(number, "Any");
        given_member(&db, &owner).await;
        let suspended = matches!(state, LifeState::SuspendedFullTimeLg | LifeState::SuspendedOtherEmployment);
        let kept = guildhall_domain::life_membership::LifeApplication {
            state: *state,
            verification: Some(life_verification()),
            charged_from_on: suspended.then(|| on("2025-03-01")),
            ..life_application(100 + number, &owner)
        };
        change!(db, |tx| insert_life_application(tx, &kept)).unwrap();
        let granted = state.life_status().is_some();
        assert_eq!(find_granted(&*db, owner.id).await.unwrap(), granted.then(|| kept.clone()), "{state}");
        let current = granted || state.is_open();
        assert_eq!(find_current(&*db, owner.id).await.unwrap(), current.then(|| kept.clone()), "{state}");
        let twin = guildhall_domain::life_membership::LifeApplication { id: id(200 + number).into(), ..kept };
        let refused = change!(db, |tx| insert_life_application(tx, &twin));
        assert_eq!(refused.is_err_and(|error| error.violates("one_open")), current, "{state}");
    }
}

#[tokio::test]
async fn applications_are_listed_latest_first_and_narrowed() {
    let db = database().await;
    let (one, two) = (member(1, "Ruiz"), member(2, "Öz"));
    for owner in [&one, &two] {
        given_member(&db, owner).await;
    }
    for (number, owner, state) in
        [(10, &one, LifeState::Declined), (11, &one, LifeState::Requested), (12, &two, LifeState::Requested)]
    {
        let kept = guildhall_domain::life_membership::LifeApplication {
            state,
            verification: Some(life_verification()),
            ..life_application(number, owner)
        };
        change!(db, |tx| insert_life_application(tx, &kept)).unwrap();
    }
    let only = async |filter: LifeApplicationFilter| {
        let seen = walk!(1, LifeApplicationSort::Newest, |page| list_life_applications(&*db, &filter, page));
        seen.iter().map(|application| application.id.uuid()).collect::<Vec<_>>()
    };
    let all = LifeApplicationFilter::default;
    assert_eq!(only(all()).await, [12, 11, 10].map(id));
    assert_eq!(only(LifeApplicationFilter { member: Some(one.id), ..all() }).await, [11, 10].map(id));
    assert_eq!(only(LifeApplicationFilter { account: Some(two.account_id), ..all() }).await, [id(12)]);
    assert_eq!(only(LifeApplicationFilter { state: Some(LifeState::Declined), ..all() }).await, [id(10)]);
}

#[tokio::test]
async fn steps_are_kept_in_order_and_none_takes_the_place_of_another() {
    let db = database().await;
    let owner = member(1, "Ruiz");
    given_member(&db, &owner).await;
    let kept = life_application(10, &owner);
    change!(db, |tx| insert_life_application(tx, &kept)).unwrap();
    let first = life_step(&owner);
    let second = LifeTransition { from: Some(LifeState::Requested), account_id: None, ..first.clone() };
    for (position, step) in (1..).zip([&first, &second]) {
        change!(db, |tx| insert_transition(tx, kept.id, position, step)).unwrap();
    }
    assert!(change!(db, |tx| insert_transition(tx, kept.id, 2, &second)).unwrap_err().violates("position"));
    assert_eq!(transitions_of(&*db, kept.id).await.unwrap(), [first, second]);
}

#[tokio::test]
async fn the_work_list_shows_who_has_waited_longest_first() {
    let db = database().await;
    let done = RecognitionDone { on: on("2025-03-01"), by: AccountId::new(id(1)) };
    for number in 1..=3 {
        let owner = member(number, "Any");
        given_member(&db, &owner).await;
        let kept = life_application(10 + number, &owner);
        change!(db, |tx| insert_life_application(tx, &kept)).unwrap();
        change!(db, |tx| insert_recognition(tx, &life_recognition(&kept))).unwrap();
        assert!(change!(db, |tx| insert_recognition(tx, &life_recognition(&kept))).is_err());
    }
    let mut second = change!(db, |tx| lock_recognition(tx, id(12).into())).unwrap();
    for kind in RecognitionKind::ALL.iter().filter(|kind| kind.is_required()) {
        second.recognition = second.recognition.complete(*kind, done).unwrap();
    }
    second.updated_at = at(99);
    assert_eq!(change!(db, |tx| save_recognition(tx, &second)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_recognition(tx, &second)), Err(StoreError::Stale)));
    let only = async |complete| {
        let seen = walk!(1, RecognitionSort::Oldest, |page| list_recognitions(&*db, complete, page));
        seen.iter().map(|record| record.application_id.uuid()).collect::<Vec<_>>()
    };
    assert_eq!(only(None).await, [11, 12, 13].map(id));
    assert_eq!(only(Some(false)).await, [11, 13].map(id));
    assert_eq!(only(Some(true)).await, [id(12)]);
    let begun = find_recognition(&*db, id(11).into()).await.unwrap().unwrap();
    assert_eq!(begun.recognition, Recognition::begin());
    assert_eq!(find_recognition(&*db, id(9).into()).await.unwrap(), None);
}
