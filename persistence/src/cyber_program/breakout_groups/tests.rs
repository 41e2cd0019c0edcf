//! Groups, sheets and links as they are kept, and that what faculty reads costs the same
//! number of statements however many take part.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use guildhall_domain::cyber_program::{ActivityKey, GroupSpell, Mark, MarkKind};
use guildhall_domain::{CohortId, EnrollmentId};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::cyber_program::*;
use crate::testing::cyber::{enrollment, given_cohort};
use crate::testing::fixtures::given_account;
use crate::testing::{at, change, database, hash_of, id, on};
use crate::{Db, Read};

/// A database that counts the statements asked of it.
struct Counter<'a> {
    db: &'a Db,
    asked: AtomicUsize,
}

#[async_trait]
impl ConnectionTrait for Counter<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.db.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.db.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.db.query_all_raw(statement).await
    }
}

async fn join(db: &Db, cohort: &CohortRecord, number: u128) -> EnrollmentId {
    let person = given_account(db, number).await;
    let record = enrollment(1_000 + number, cohort, person, i64::try_from(number).unwrap());
    change!(db, |tx| insert_enrollment(tx, &record)).unwrap();
    record.id
}

fn mark(sheet: EnrollmentId, week: u32) -> MarkRecord {
    let key = ActivityKey { week, code: "read".into() };
    let mark = Mark { key, kind: MarkKind::Done, done_on: on("2025-04-08"), counts: true };
    MarkRecord { enrollment_id: sheet, mark, own_word: None, marked_by: id(2).into(), marked_at: at(1) }
}

async fn followed(db: &dyn Read, cohort: CohortId) -> (usize, usize) {
    let people = participants_of(db, cohort).await.unwrap().len();
    let marks = marks_of_cohort(db, cohort).await.unwrap().len();
    groups_of(db, cohort).await.unwrap();
    groups_with_summary(db, cohort, 1).await.unwrap();
    (people, marks)
}

#[tokio::test]
async fn what_a_dashboard_reads_costs_as_many_statements_for_fifty_as_for_five() {
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let mut costs = Vec::new();
    for (from, until) in [(2_u128, 7), (7, 52)] {
        for number in from..until {
            let sheet = join(&db, &spring, number).await;
            change!(db, |tx| insert_marks_if_free(tx, &[mark(sheet, 1), mark(sheet, 2)])).unwrap();
        }
        let counter = Counter { db: &db, asked: AtomicUsize::new(0) };
        let people = usize::try_from(until - 2).unwrap();
        assert_eq!(followed(&counter, spring.id).await, (people, 2 * people));
        costs.push(counter.asked.into_inner());
    }
    assert_eq!(costs, [4, 4]);
}

#[tokio::test]
async fn groups_are_made_filled_and_taken_away_with_their_duties() {
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let (ana, bea) = (join(&db, &spring, 2).await, join(&db, &spring, 3).await);
    let group = GroupRecord { id: id(90).into(), cohort_id: spring.id, number: 1, created_at: at(5) };
    change!(db, |tx| insert_groups(tx, &[group])).unwrap();
    assert_eq!(find_group(&*db, group.id).await.unwrap(), Some(group));
    let spell = GroupSpell { group_id: group.id, since: at(6) };
    change!(db, |tx| put_into_group(tx, &[ana], spell)).unwrap();
    let people = participants_of(&*db, spring.id).await.unwrap();
    let in_group = |id| people.iter().find(|one| one.enrollment_id == id).unwrap().group;
    assert_eq!((in_group(ana), in_group(bea)), (Some(spell), None));
    assert_eq!(load_enrollment(&*db, ana).await.unwrap().version, 2);
    let duties = guildhall_domain::cyber_program::Duties { week: 1, leader: ana, scribe: ana };
    change!(db, |tx| replace_duties(tx, group.id, &[duties])).unwrap();
    assert_eq!(duties_of_cohort(&*db, spring.id).await.unwrap(), [(group.id, duties)]);
    assert!(!any_post_in_groups(&*db, spring.id).await.unwrap());
    let second = GroupRecord { id: id(91).into(), number: 2, ..group };
    change!(db, |tx| insert_groups(tx, &[second])).unwrap();
    change!(db, |tx| empty_groups(tx, spring.id, 1)).unwrap();
    assert_eq!(groups_of(&*db, spring.id).await.unwrap(), [group]);
    assert_eq!(duties_of_cohort(&*db, spring.id).await.unwrap(), []);
    assert_eq!(load_enrollment(&*db, ana).await.unwrap().group, None);
}

#[tokio::test]
async fn of_several_marks_those_that_are_there_stay() {
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let (ana, bea) = (join(&db, &spring, 2).await, join(&db, &spring, 3).await);
    assert_eq!(change!(db, |tx| insert_marks_if_free(tx, &[mark(ana, 1)])).unwrap(), 1);
    let all = [mark(bea, 1), mark(ana, 1), mark(ana, 2)];
    assert_eq!(change!(db, |tx| insert_marks_if_free(tx, &all)).unwrap(), 2);
    assert_eq!(change!(db, |tx| insert_marks_if_free(tx, &[])).unwrap(), 0);
    assert_eq!(marks_of_cohort(&*db, spring.id).await.unwrap(), [mark(ana, 1), mark(ana, 2), mark(bea, 1)]);
    assert_eq!(reflected_on(&*db, id(2).into(), spring.id).await.unwrap(), []);
    assert_eq!(cohorts_under_way(&*db).await.unwrap(), [spring.id]);
    assert_eq!(enrolled_in(&*db, spring.id).await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_enrollment_has_one_link_and_only_its_hash_finds_it() {
    let db = database().await;
    let spring = given_cohort(&db, 1, "Spring").await;
    let ana = join(&db, &spring, 2).await;
    for hash in [1, 2] {
        change!(db, |tx| replace_calendar_link(tx, ana, &hash_of(hash), at(0))).unwrap();
    }
    assert_eq!(find_calendar_link(&*db, &hash_of(1)).await.unwrap(), None);
    assert_eq!(find_calendar_link(&*db, &hash_of(2)).await.unwrap(), Some(ana));
    assert!(change!(db, |tx| delete_calendar_link(tx, ana)).unwrap());
    assert!(!change!(db, |tx| delete_calendar_link(tx, ana)).unwrap());
}
