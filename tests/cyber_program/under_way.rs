//! A cohort under way: its mentor, its participants, and what they have done, put on record
//! through the store.

use chrono::NaiveDate;
use guildhall_domain::Cents;
use guildhall_domain::cyber_program::{
    ActivityKind, AgreedDay, CohortFacts, Discipline, EnrollmentAction, EnrollmentActor, EnrollmentState, LiveSlot,
    Mark, MarkKind, MembershipStanding, PlannedActivity, Settlement, fix_price, plan_cohort, plan_weeks,
};
use guildhall_domain::ids::{CohortId, EnrollmentId};
use guildhall_persistence::cyber_program::{
    self as store, CohortRecord, EnrollmentRecord, EnrollmentStepRecord, MarkRecord,
};

use crate::support::database::execute;
use crate::support::{Engine, Person, Role, TestServer};

/// First day of every cohort of these tests, a Monday; they begin two days before it.
pub const STARTS_ON: &str = "2025-03-03";

/// A cohort of twelve weeks with so many participants and a mentor.
pub struct Program {
    pub cohort: CohortRecord,
    pub mentor: Person,
    pub people: Vec<(Person, EnrollmentId)>,
}

impl Program {
    /// Puts it on record; live events are on Wednesdays at one in New York.
    pub async fn given(server: &TestServer, participants: usize) -> Program {
        Program::named(server, "Spring 2025", participants).await
    }

    /// The same under another name.
    pub async fn named(server: &TestServer, name: &str, participants: usize) -> Program {
        let cohort = cohort(server, name);
        let mentor = server.new_person(&[Role::Faculty]).await;
        let tx = server.db().begin().await.expect("a transaction");
        store::insert_cohort(&tx, &cohort).await.expect("a cohort");
        store::insert_mentor(&tx, cohort.id, mentor.account_id, server.clock().now()).await.expect("a mentor");
        tx.commit().await.expect("committed");
        let mut program = Program { cohort, mentor, people: Vec::new() };
        for _ in 0..participants {
            program.join(server).await;
        }
        program
    }

    /// Somebody more gets a seat.
    pub async fn join(&mut self, server: &TestServer) -> (Person, EnrollmentId) {
        let person = server.new_account().await;
        let record = enrollment(server, &self.cohort, &person, self.people.len());
        let tx = server.db().begin().await.expect("a transaction");
        store::insert_enrollment(&tx, &record).await.expect("a registration");
        store::insert_enrollment_step(&tx, record.id, &registered(&record)).await.expect("a step");
        tx.commit().await.expect("committed");
        self.people.push((person.clone(), record.id));
        (person, record.id)
    }

    /// Gives up a seat, or changes where it stands otherwise.
    pub async fn turn(&self, server: &TestServer, enrollment: EnrollmentId, state: EnrollmentState) {
        let tx = server.db().begin().await.expect("a transaction");
        let mut record = store::load_enrollment(&tx, enrollment).await.expect("a registration");
        record.state = state;
        store::save_enrollment(&tx, &record).await.expect("saved");
        tx.commit().await.expect("committed");
    }

    /// Marks activities of a sheet, each on the day it opened; nobody's own word alone.
    pub async fn done(&self, server: &TestServer, who: usize, wanted: impl Fn(&PlannedActivity) -> bool) {
        let (person, enrollment) = &self.people[who];
        let tx = server.db().begin().await.expect("a transaction");
        let record = |activity: PlannedActivity| MarkRecord {
            enrollment_id: *enrollment,
            mark: Mark {
                kind: if activity.live_event.is_some() { MarkKind::Attended } else { MarkKind::Done },
                done_on: activity.live_event.map_or(activity.opens_on, |event| event.on),
                key: activity.key,
                counts: true,
            },
            marked_by: person.account_id,
            marked_at: server.clock().now(),
            own_word: None,
        };
        let marks: Vec<MarkRecord> = self.plan().into_iter().filter(|one| wanted(one)).map(record).collect();
        store::insert_marks_if_free(&tx, &marks).await.expect("marks");
        tx.commit().await.expect("committed");
    }

    /// What its weeks hold.
    pub fn plan(&self) -> Vec<PlannedActivity> {
        plan_weeks(&self.cohort.cohort, &self.cohort.template)
    }

    /// An address below the cohort's.
    pub fn at(&self, noun: &str) -> String {
        format!("/v1/cyber-program/cohorts/{}/{noun}", self.cohort.id)
    }

    /// An address below a participant's enrollment.
    pub fn sheet(&self, who: usize, noun: &str) -> String {
        format!("/v1/cyber-program/enrollments/{}/{noun}", self.people[who].1)
    }

    /// The participant of a number.
    pub fn person(&self, who: usize) -> &Person {
        &self.people[who].0
    }
}

/// Whether completing the program needs an activity, or it is a live event.
pub fn counts(activity: &PlannedActivity) -> bool {
    activity.required || activity.kind == ActivityKind::LiveEvent
}

/// Something is written in the first breakout group: the summary of a week, of which nothing can be read.
pub async fn summaries_of_week(server: &TestServer, week: u32) {
    let sealed = if server.engine() == Engine::Sqlite { "x'00'" } else { "'\\x00'::bytea" };
    let sql = format!(
        "insert into cyber_posts (id, cohort_id, author_id, kind, week, activity, group_id, audience_peers, \
         audience_faculty, audience_staff, sealed_body, posted_at, audience_since, updated_at, version) \
         select g.id, g.cohort_id, (select account_id from cyber_mentors limit 1), 'breakout_summary', {week}, \
         'w{week:02}-breakout_summary', g.id, 'cohort', 'whole', 'whole', {sealed}, 0, 0, 0, 1 \
         from cyber_breakout_groups g where g.number = 1"
    );
    execute(server.db(), &sql).await;
}

/// Everybody with a seat has reflected on an activity.
pub async fn reflections_on(server: &TestServer, activity: &str) {
    let sealed = if server.engine() == Engine::Sqlite { "x'00'" } else { "'\\x00'::bytea" };
    let sql = format!(
        "insert into cyber_reflections (id, cohort_id, author_id, week, activity, sealed_body, written_at, updated_at, \
         version) select id, cohort_id, account_id, 1, '{activity}', {sealed}, 0, 0, 1 from cyber_enrollments"
    );
    execute(server.db(), &sql).await;
}

fn cohort(server: &TestServer, name: &str) -> CohortRecord {
    let policy = &server.app().policies.cyber_program;
    let (now, at) = (server.clock().now(), "13:00:00".parse().expect("an hour"));
    let facts = CohortFacts {
        starts_on: STARTS_ON.parse::<NaiveDate>().expect("a date"),
        time_zone: None,
        capacity: 500,
        live_event: LiveSlot { weekday: chrono::Weekday::Wed, at, minutes: 60 },
    };
    CohortRecord {
        id: CohortId::new(server.app().entropy.uuid(now)),
        name: name.to_owned(),
        cohort: plan_cohort(&facts, policy).expect("a cohort"),
        template: policy.template.clone(),
        last_place: 0,
        calendar_sequence: 0,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// The first step of an enrollment.
pub fn registered(record: &EnrollmentRecord) -> EnrollmentStepRecord {
    EnrollmentStepRecord {
        action: EnrollmentAction::Register,
        from: None,
        to: record.state,
        actor: EnrollmentActor::Participant,
        account_id: Some(record.account_id),
        on: record.registered_on,
        at: record.registered_at,
        payment_due_on: record.payment_due_on,
        withdrawal: None,
        explanation: Vec::new(),
    }
}

/// Of every third another field, of every second another size.
fn enrollment(server: &TestServer, cohort: &CohortRecord, person: &Person, place: usize) -> EnrollmentRecord {
    let now = server.clock().now();
    let on = server.clock().today();
    let policy = &server.app().policies.cyber_program;
    let mut price = fix_price(MembershipStanding::None, on, policy).expect("a price");
    // Nothing is owed for these seats: hours and certificate wait for no payment.
    price.price.amount = Cents::ZERO;
    let fields = [Discipline::Finance, Discipline::InformationTechnology, Discipline::Management];
    EnrollmentRecord {
        id: EnrollmentId::new(server.app().entropy.uuid(now)),
        cohort_id: cohort.id,
        account_id: person.account_id,
        state: EnrollmentState::Enrolled,
        place: i64::try_from(place).expect("few") + 1,
        settlement: Settlement::Invoice,
        bill_to_organization_id: None,
        purchase_order_number: None,
        price,
        payment_due_on: Some(on),
        discipline: fields[place % 3],
        population: place.is_multiple_of(2).then_some(12_000),
        state_code: Some("VA".into()),
        group: None,
        completion: None,
        completed_on: None,
        offer_expires_at: None,
        purchase: None,
        resale: guildhall_persistence::cyber_program::Resale::default(),
        registered_on: on,
        registered_by: person.account_id,
        registered_at: now,
        updated_at: now,
        version: 1,
        agreed: AgreedDay::default(),
    }
}
