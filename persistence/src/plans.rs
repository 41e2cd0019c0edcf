//! The plan of every list, in every order, with each filter: an index gives the
//! order and the place to begin, so a page costs the same at any depth.
//!
//! Some filters are left to the planner: accounts with a role and members in
//! grace, who are few, and the beginning of a name in an order other than that
//! of names.

use std::sync::Mutex;

use async_trait::async_trait;
use guildhall_domain::accounts::{AccountStatus, Caller, Role};
use guildhall_domain::billing::{InvoiceStatus, PaymentMethod, RefundState};
use guildhall_domain::cyber_program::{ActivityKind, EnrollmentState, GroupSpell, SEAT, SeatOfViewer, Viewer};
use guildhall_domain::life_membership::LifeState;
use guildhall_domain::members::{ApplicationKind, ApplicationState, Standing};
use guildhall_domain::organizations::OrganizationKind;
use guildhall_domain::{AccountId, ApplicationId, Category};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::accounts::{AccountFilter, AccountSort, SessionSort, list_accounts, list_sessions};
use crate::audit::{AuditFilter, AuditSort, list_entries};
use crate::billing::{
    InvoiceFilter, InvoiceSort, LedgerFilter, LedgerSort, PaymentFilter, PaymentSort, RefundFilter, RefundSort,
    list_invoices, list_ledger_entries, list_payments, list_refunds,
};
use crate::credentials::{CreditEntryFilter, CreditEntrySort, list_credit_entries};
use crate::cyber_program::{
    CohortFilter, CohortSort, EnrollmentFilter, EnrollmentSort, InThread, PostFilter, PostReader, PostSort,
    ReflectionSort, SurveySort, list_cohorts, list_enrollments, list_posts, list_reflections, list_surveys,
};
use crate::life_membership::{
    LifeApplicationFilter, LifeApplicationSort, PrintSort, RecognitionSort, list_life_applications,
    list_print_subscriptions, list_recognitions,
};
use crate::members::{
    ApplicationFilter, ApplicationSort, MemberFilter, MemberSort, SpellSort, StandingOn, TermSort, list_applications,
    list_members, list_spells, list_terms,
};
use crate::organizations::{OrganizationFilter, OrganizationSort, list_organizations};
use crate::outbox::{MessageFilter, MessageSort, list_messages};
use crate::testing::{at, database, id, on};
use crate::{Db, Engine, PageRequest, Position, PositionKey};

/// A database that remembers the first statement asked of it.
struct Recorder<'a> {
    db: &'a Db,
    asked: Mutex<Option<Statement>>,
}

#[async_trait]
impl ConnectionTrait for Recorder<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.db.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.db.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.asked.lock().unwrap().get_or_insert_with(|| statement.clone());
        self.db.query_all_raw(statement).await
    }
}

/// Asserts on the plans of the first and of a later page.
macro_rules! assert_paged {
    ($db:expr, $sort:expr, $key:expr, |$on:ident, $page:ident| $list:expr) => {
        for after in [None, Some(Position { key: $key, id: id(1) })] {
            let later = after.is_some();
            let recorder = Recorder { db: &$db, asked: Mutex::new(None) };
            let ($on, $page) = (&recorder, PageRequest { limit: 50, sort: $sort, after });
            $list.await.unwrap();
            let asked = recorder.asked.into_inner().unwrap().unwrap();
            assert_indexed(&$db, asked, later).await;
        }
    };
}

async fn assert_indexed(db: &Db, asked: Statement, later: bool) {
    let sql = asked.sql.clone();
    let plan = match db.engine() {
        Engine::Sqlite => sqlite_plan(db, asked).await,
        Engine::Postgres => postgres_plan(db, asked).await,
    };
    let sorted = plan.contains("Sort") || plan.contains("TEMP B-TREE");
    let scanned = plan.contains("Seq Scan");
    let begins = plan.lines().any(|line| match db.engine() {
        Engine::Sqlite => line.starts_with("SEARCH") && (line.contains('<') || line.contains('>')),
        Engine::Postgres => line.contains("Index Cond") && (line.contains('<') || line.contains('>')),
    });
    assert!(!sorted && !scanned && (begins || !later), "{sql}\n{plan}");
}

async fn sqlite_plan(db: &Db, mut asked: Statement) -> String {
    asked.sql.insert_str(0, "explain query plan ");
    let rows = db.query_all_raw(asked).await.unwrap();
    lines(rows, "detail")
}

/// As it would be if the tables were large.
async fn postgres_plan(db: &Db, mut asked: Statement) -> String {
    asked.sql.insert_str(0, "explain ");
    let tx = db.begin().await.unwrap();
    for means in ["seqscan", "sort", "incremental_sort", "bitmapscan", "hashjoin", "mergejoin"] {
        tx.execute_unprepared(&format!("set local enable_{means} = off")).await.unwrap();
    }
    lines(tx.query_all_raw(asked).await.unwrap(), "QUERY PLAN")
}

fn lines(rows: Vec<QueryResult>, column: &str) -> String {
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap() + "\n").collect()
}

fn instant() -> PositionKey {
    PositionKey::Instant(at(0))
}

fn text() -> PositionKey {
    PositionKey::Text("m".into())
}

fn date() -> PositionKey {
    PositionKey::Date(on("2025-03-01"))
}

#[tokio::test]
async fn lists_of_accounts_and_sessions_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in
        [AccountFilter::default(), AccountFilter { status: Some(AccountStatus::Active), ..Default::default() }]
    {
        assert_paged!(db, AccountSort::Newest, instant(), |on, page| list_accounts(on, &filter, page));
    }
    assert_paged!(db, SessionSort::Newest, instant(), |on, page| list_sessions(on, id(1).into(), Some(at(0)), page));
}

#[tokio::test]
async fn lists_of_organizations_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        OrganizationFilter::default(),
        OrganizationFilter { kind: Some(OrganizationKind::CityOrCounty), ..Default::default() },
        OrganizationFilter { state: Some("OR".into()), ..Default::default() },
    ] {
        assert_paged!(db, OrganizationSort::Name, text(), |on, page| list_organizations(on, &filter, page));
        let key = PositionKey::Integer(7);
        assert_paged!(db, OrganizationSort::Population, key.clone(), |on, page| list_organizations(on, &filter, page));
    }
    let named = OrganizationFilter { name_prefix: Some("a".into()), ..Default::default() };
    assert_paged!(db, OrganizationSort::Name, text(), |on, page| list_organizations(on, &named, page));
}

#[tokio::test]
async fn lists_of_members_are_read_in_the_order_of_an_index() {
    let db = database().await;
    let standing = |standing| StandingOn { standing, on: on("2025-03-01"), grace_days: 60 };
    let mut filters =
        vec![MemberFilter::default(), MemberFilter { category: Some(Category::Full), ..Default::default() }];
    for each in [Standing::Pending, Standing::Active, Standing::Lapsed] {
        filters.push(MemberFilter { standing: Some(standing(each)), ..Default::default() });
    }
    for filter in filters {
        let number = PositionKey::Integer(7);
        assert_paged!(db, MemberSort::Number, number.clone(), |on, page| list_members(on, &filter, page));
        assert_paged!(db, MemberSort::FamilyName, text(), |on, page| list_members(on, &filter, page));
        assert_paged!(db, MemberSort::GoodUntil, date(), |on, page| list_members(on, &filter, page));
    }
    let named = MemberFilter { family_name_prefix: Some("a".into()), ..Default::default() };
    assert_paged!(db, MemberSort::FamilyName, text(), |on, page| list_members(on, &named, page));
    assert_paged!(db, TermSort::Newest, date(), |on, page| list_terms(on, id(1).into(), page));
    assert_paged!(db, SpellSort::Newest, date(), |on, page| list_spells(on, id(1).into(), page));
}

#[tokio::test]
async fn lists_of_applications_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        ApplicationFilter::default(),
        ApplicationFilter { state: Some(ApplicationState::AwaitingPayment), ..Default::default() },
        ApplicationFilter { kind: Some(ApplicationKind::Join), ..Default::default() },
        ApplicationFilter { account: Some(AccountId::new(id(1))), ..Default::default() },
    ] {
        assert_paged!(db, ApplicationSort::Newest, instant(), |on, page| list_applications(on, &filter, page));
    }
}

#[tokio::test]
async fn lists_of_life_membership_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        LifeApplicationFilter::default(),
        LifeApplicationFilter { state: Some(LifeState::Requested), ..Default::default() },
        LifeApplicationFilter { member: Some(id(1).into()), ..Default::default() },
        LifeApplicationFilter { account: Some(id(1).into()), ..Default::default() },
    ] {
        let sort = LifeApplicationSort::Newest;
        assert_paged!(db, sort, instant(), |on, page| list_life_applications(on, &filter, page));
    }
    assert_paged!(db, PrintSort::Newest, instant(), |on, page| list_print_subscriptions(on, id(1).into(), page));
    for complete in [None, Some(false), Some(true)] {
        assert_paged!(db, RecognitionSort::Oldest, instant(), |on, page| list_recognitions(on, complete, page));
    }
}

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
    ] {
        assert_paged!(db, EnrollmentSort::Newest, instant(), |on, page| list_enrollments(on, &filter, page));
    }
}

#[tokio::test]
async fn lists_of_credit_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [CreditEntryFilter::default(), CreditEntryFilter { account: Some(id(1).into()) }] {
        assert_paged!(db, CreditEntrySort::Newest, instant(), |on, page| list_credit_entries(on, &filter, page));
    }
}

#[tokio::test]
async fn lists_of_billing_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        InvoiceFilter::default(),
        InvoiceFilter { status: Some(InvoiceStatus::Open), ..Default::default() },
        InvoiceFilter { member: Some(id(1).into()), ..Default::default() },
        InvoiceFilter { account: Some(id(1).into()), ..Default::default() },
        InvoiceFilter { kind: Some(SEAT), ..Default::default() },
        InvoiceFilter { billed: Some(ApplicationId::new(id(1)).into()), ..Default::default() },
        InvoiceFilter { due_before: Some(on("2025-03-01")), ..Default::default() },
    ] {
        assert_paged!(db, InvoiceSort::Newest, instant(), |on, page| list_invoices(on, &filter, page));
    }
    for filter in [
        PaymentFilter::default(),
        PaymentFilter { invoice: Some(id(1).into()), ..Default::default() },
        PaymentFilter { method: Some(PaymentMethod::Check), ..Default::default() },
    ] {
        assert_paged!(db, PaymentSort::Newest, instant(), |on, page| list_payments(on, &filter, page));
    }
    for filter in [
        RefundFilter::default(),
        RefundFilter { state: Some(RefundState::Due), ..Default::default() },
        RefundFilter { invoice: Some(id(1).into()), ..Default::default() },
    ] {
        assert_paged!(db, RefundSort::Newest, instant(), |on, page| list_refunds(on, &filter, page));
    }
    for filter in [LedgerFilter::default(), LedgerFilter { invoice: Some(id(1).into()) }] {
        assert_paged!(db, LedgerSort::Newest, instant(), |on, page| list_ledger_entries(on, &filter, page));
    }
}

#[tokio::test]
async fn lists_of_messages_and_of_the_trail_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for sort in [MessageSort::Newest, MessageSort::Oldest] {
        assert_paged!(db, sort, instant(), |on, page| list_messages(on, &MessageFilter::default(), page));
    }
    for filter in [
        AuditFilter::default(),
        AuditFilter { subject_id: Some(id(1)), actor: None },
        AuditFilter { subject_id: None, actor: Some(id(1).into()) },
    ] {
        assert_paged!(db, AuditSort::Newest, instant(), |on, page| list_entries(on, &filter, page));
    }
}

// What participants of the cyber program write.
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
    let (seats, mentored) = ([seat], [id(1).into()]);
    let reader = PostReader::of(&Viewer::of(&caller, &seats, &mentored), id(1).into()).unwrap();
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
