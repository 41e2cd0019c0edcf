use chrono::{Days, NaiveDate};
use guildhall_domain::members::{Application, ApplicationKind, ApplicationState, Member, Standing};
use guildhall_domain::{Category, Policies};
use uuid::Uuid;

use super::*;
use crate::StoreError;
use crate::testing::fixtures::{
    application, given_account, given_application, given_member, member, paid, spell, term,
};
use crate::testing::{at, change, database, id, on, walk};

fn ids(members: &[Member]) -> Vec<Uuid> {
    members.iter().map(|member| member.id.uuid()).collect()
}

#[tokio::test]
async fn a_member_reads_back_as_written_by_id_and_by_account() {
    let db = database().await;
    let bare = Member { born_on: None, ..member(1, "Ruiz") };
    let full = Member { joined_on: Some(on("2001-07-01")), span: paid("2024-07-01", "2025-07-01"), ..member(2, "Öz") };
    for written in [bare, full] {
        given_member(&db, &written).await;
        assert_eq!(load_member(&*db, written.id).await.unwrap(), written);
        assert_eq!(find_member_by_account(&*db, written.account_id).await.unwrap().unwrap(), written);
        assert_eq!(change!(db, |tx| lock_member(tx, written.id)).unwrap(), written);
    }
    assert_eq!(find_member(&*db, id(3).into()).await.unwrap(), None);
}

#[tokio::test]
async fn every_category_can_be_stored() {
    let db = database().await;
    for (number, category) in (1..).zip(Category::ALL) {
        given_member(&db, &Member { category: *category, ..member(number, "Any") }).await;
    }
}

#[tokio::test]
async fn an_account_has_one_member_record_and_a_second_is_refused_in_passing() {
    let db = database().await;
    given_member(&db, &member(1, "Ruiz")).await;
    let twin = Member { id: id(2).into(), ..member(1, "Ruiz") };
    assert!(change!(db, |tx| insert_member(tx, &twin)).unwrap_err().violates("account_id"));
}

#[tokio::test]
async fn of_two_saves_of_one_member_the_second_is_stale() {
    let db = database().await;
    let mut read = member(1, "Ruiz");
    given_member(&db, &read).await;
    read.span = paid("2025-01-01", "2026-01-01");
    assert_eq!(change!(db, |tx| save_member(tx, &read)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_member(tx, &read)), Err(StoreError::Stale)));
    read.version = 2;
    assert_eq!(load_member(&*db, read.id).await.unwrap(), read);
}

#[tokio::test]
async fn each_order_shows_every_member_once_though_others_join_between_pages() {
    let db = database().await;
    for (number, name, good_until) in
        [(5, "b", "2026-01-01"), (4, "A", "2025-01-01"), (3, "a", "2025-01-01"), (2, "c", "2024-06-01")]
    {
        given_member(&db, &Member { span: paid("2023-01-01", good_until), ..member(number, name) }).await;
    }
    given_member(&db, &member(6, "C")).await;
    let filter = MemberFilter::default();
    let mut number = 10;
    for (sort, expected) in [
        (MemberSort::Number, [2, 3, 4, 5, 6]),
        (MemberSort::FamilyName, [3, 4, 5, 2, 6]),
        (MemberSort::GoodUntil, [2, 3, 4, 5, 6]),
    ] {
        let seen = walk!(2, sort, |page| list_members(&*db, &filter, page), between {
            number += 1;
            given_member(&db, &member(number, "zz")).await;
        });
        let known: Vec<_> = ids(&seen).into_iter().filter(|seen| *seen < id(10)).collect();
        assert_eq!(known, expected.map(id), "{sort:?}");
    }
}

#[tokio::test]
async fn a_standing_in_the_list_is_the_standing_of_the_rules() {
    let db = database().await;
    let policy = Policies::embedded().unwrap().members;
    let today = on("2025-03-01");
    let spans =
        [None, paid("2025-03-02", "2026-03-02"), paid("2025-03-01", "2025-03-02"), paid("2024-03-01", "2025-03-01")];
    let grace_days = policy.rules.on(today).grace_days.value;
    let edge = today - Days::new(grace_days.into());
    let ended = |good_until: NaiveDate| paid("2020-01-01", &good_until.to_string());
    let spans = spans.into_iter().chain([ended(edge + Days::new(1)), ended(edge)]);
    for (number, span) in (1..).zip(spans) {
        given_member(&db, &Member { span, ..member(number, "Any") }).await;
    }
    let everyone = walk!(50, MemberSort::Number, |page| list_members(&*db, &MemberFilter::default(), page));
    for standing in Standing::ALL {
        let filter = MemberFilter {
            standing: Some(StandingOn { standing: *standing, on: today, grace_days }),
            ..Default::default()
        };
        let seen = ids(&walk!(1, MemberSort::Number, |page| list_members(&*db, &filter, page)));
        let by_rule = |member: &&Member| {
            guildhall_domain::members::standing_on(member.span.as_ref(), today, &policy) == *standing
        };
        let expected: Vec<_> = everyone.iter().filter(by_rule).map(|member| member.id.uuid()).collect();
        assert_eq!(seen, expected, "{standing}");
        assert!(!expected.is_empty(), "{standing}");
    }
}

#[tokio::test]
async fn members_are_narrowed_by_category_and_the_beginning_of_the_family_name() {
    let db = database().await;
    given_member(&db, &Member { category: Category::Retired, ..member(1, "Ruiz") }).await;
    given_member(&db, &member(2, "RUIZ Gómez")).await;
    given_member(&db, &member(3, "Rui")).await;
    let retired = MemberFilter { category: Some(Category::Retired), ..Default::default() };
    assert_eq!(ids(&walk!(1, MemberSort::GoodUntil, |page| list_members(&*db, &retired, page))), [id(1)]);
    let named = MemberFilter { family_name_prefix: Some("ruiz".into()), ..Default::default() };
    assert_eq!(ids(&walk!(1, MemberSort::FamilyName, |page| list_members(&*db, &named, page))), [1, 2].map(id));
}

#[tokio::test]
async fn a_spell_belongs_to_its_member_and_is_changed_and_deleted_by_version() {
    let db = database().await;
    let (owner, other) = (member(1, "Ruiz"), member(2, "Öz"));
    given_member(&db, &owner).await;
    given_member(&db, &other).await;
    let mut written = spell(10, &owner, "2020-01-01");
    change!(db, |tx| insert_spell(tx, &written)).unwrap();
    assert_eq!(load_spell(&*db, owner.id, written.id).await.unwrap(), written);
    assert_eq!(find_spell(&*db, other.id, written.id).await.unwrap(), None);
    written.ends_on = Some(on("2024-01-01"));
    assert_eq!(change!(db, |tx| save_spell(tx, &written)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_spell(tx, &written)), Err(StoreError::Stale)));
    assert!(matches!(change!(db, |tx| delete_spell(tx, &written)), Err(StoreError::Stale)));
    written.version = 2;
    change!(db, |tx| delete_spell(tx, &written)).unwrap();
    assert_eq!(find_spell(&*db, owner.id, written.id).await.unwrap(), None);
}

#[tokio::test]
async fn spells_and_terms_are_listed_latest_first_and_counted_earliest_first() {
    let db = database().await;
    let owner = member(1, "Ruiz");
    given_member(&db, &owner).await;
    for (number, starts) in [(10, "2020-01-01"), (11, "2022-01-01"), (12, "2020-01-01")] {
        change!(db, |tx| insert_spell(tx, &spell(number, &owner, starts))).unwrap();
    }
    let listed = walk!(1, SpellSort::Newest, |page| list_spells(&*db, owner.id, page));
    assert_eq!(listed.iter().map(|spell| spell.id.uuid()).collect::<Vec<_>>(), [11, 12, 10].map(id));
    let counted = spells_of(&*db, owner.id).await.unwrap();
    assert_eq!(counted.iter().map(|spell| spell.id.uuid()).collect::<Vec<_>>(), [10, 12, 11].map(id));
    for (number, starts, ends) in [(20, "2020-01-01", "2021-01-01"), (21, "2021-01-01", "2021-07-01")] {
        let cause = given_application(&db, number).await;
        change!(db, |tx| insert_term(tx, &term(number, &owner, &cause, starts, ends))).unwrap();
    }
    let listed = walk!(1, TermSort::Newest, |page| list_terms(&*db, owner.id, page));
    assert_eq!(listed.iter().map(|term| term.id.uuid()).collect::<Vec<_>>(), [21, 20].map(id));
    assert_eq!(terms_of(&*db, owner.id).await.unwrap(), listed.into_iter().rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn an_application_opens_one_term() {
    let db = database().await;
    let owner = member(1, "Ruiz");
    given_member(&db, &owner).await;
    let cause = given_application(&db, 2).await;
    let first = term(10, &owner, &cause, "2020-01-01", "2021-01-01");
    change!(db, |tx| insert_term(tx, &first)).unwrap();
    let second = term(11, &owner, &cause, "2020-01-01", "2021-01-01");
    assert!(change!(db, |tx| insert_term(tx, &second)).unwrap_err().violates("application_id"));
}

#[tokio::test]
async fn a_person_has_one_open_application_and_may_try_again_after_withdrawing() {
    let db = database().await;
    let mut first = given_application(&db, 1).await;
    assert_eq!(find_open_application(&*db, first.account_id).await.unwrap(), Some(first.clone()));
    let second = application(2, first.account_id);
    let tx = db.begin().await.unwrap();
    assert!(insert_application(&tx, &second).await.unwrap_err().violates("one_open"));
    first = lock_application(&tx, first.id).await.unwrap();
    first.state = ApplicationState::Withdrawn;
    first.decided_at = Some(at(5));
    assert_eq!(save_application(&tx, &first).await.unwrap(), 2);
    insert_application(&tx, &second).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(change!(db, |tx| save_application(tx, &first)), Err(StoreError::Stale)));
    assert_eq!(load_application(&*db, second.id).await.unwrap(), second);
}

#[tokio::test]
async fn applications_are_listed_latest_first_and_narrowed() {
    let db = database().await;
    let account = given_account(&db, 1).await;
    let done = |number, kind| Application {
        kind,
        state: ApplicationState::Accepted,
        decided_at: Some(at(9)),
        ..application(number, account)
    };
    for (number, kind) in (10..).zip(ApplicationKind::ALL) {
        change!(db, |tx| insert_application(tx, &done(number, *kind))).unwrap();
    }
    given_application(&db, 20).await;
    let only = async |filter: ApplicationFilter| {
        let seen = walk!(2, ApplicationSort::Newest, |page| list_applications(&*db, &filter, page));
        seen.iter().map(|application| application.id.uuid()).collect::<Vec<_>>()
    };
    let all = ApplicationFilter::default;
    assert_eq!(only(all()).await, [20, 13, 12, 11, 10].map(id));
    assert_eq!(only(ApplicationFilter { account: Some(account), ..all() }).await, [13, 12, 11, 10].map(id));
    assert_eq!(only(ApplicationFilter { kind: Some(ApplicationKind::Renewal), ..all() }).await, [id(11)]);
    assert_eq!(only(ApplicationFilter { state: Some(ApplicationState::AwaitingPayment), ..all() }).await, [id(20)]);
}
