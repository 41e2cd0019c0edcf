//! A cohort in its first week, with two breakout groups, and people in every relation to it.

use chrono::{NaiveTime, TimeDelta, Weekday};
use guildhall_domain::cyber_program::{
    AgreedDay, CohortFacts, Discipline, Duties, EnrollmentState, GroupSpell, LiveSlot, MembershipStanding, Settlement,
    fix_price, plan_cohort,
};
use guildhall_domain::{BreakoutGroupId, CohortId, EnrollmentId};
use guildhall_persistence::cyber_program::{
    self as store, CohortRecord, EnrollmentRecord, GroupRecord, find_open_enrollment, save_enrollment,
};
use serde_json::{Value, json};

use super::under_way::registered;
use crate::support::fixture::Owner;
use crate::support::{Answer, Person, Role, TestServer, seats};

/// The address of the program.
pub const AT: &str = "/v1/cyber-program";

/// What a seat costs whoever is no member.
pub const LIST_PRICE: i64 = 249_500;

/// Two cohorts that began on 24 February 2025, and their people.
pub struct Program {
    /// The cohort that tests are about.
    pub cohort_id: CohortId,
    /// Another one.
    pub elsewhere: CohortId,
    /// The breakout groups of the first.
    pub groups: [BreakoutGroupId; 2],
    /// In group 1; leads it in week 1.
    pub ana: Person,
    /// In group 1; its scribe in week 1.
    pub ben: Person,
    /// In group 1, and moved to group 2 by [`Program::move_on`].
    pub mia: Person,
    /// In group 1, and withdrawn by [`Program::move_on`].
    pub wes: Person,
    /// In group 2; leads it in week 1.
    pub cat: Person,
    /// In group 2, and moved to group 1 by [`Program::move_on`].
    pub lou: Person,
    /// Waits for a seat.
    pub wil: Person,
    /// In the other cohort.
    pub bea: Person,
    /// Mentors the cohort.
    pub mentor: Person,
    /// Mentors the other one.
    pub stranger: Person,
}

impl Program {
    /// Makes all of it. Nobody has moved yet.
    pub async fn given(server: &TestServer) -> Program {
        let spring = cohort(server, "Spring", "2025-02-24").await;
        let elsewhere = cohort(server, "Elsewhere", "2025-02-24").await;
        let groups = [group(server, spring.id, 1).await, group(server, spring.id, 2).await];
        let mut seats = Vec::new();
        let mut people = Vec::new();
        let places = [(0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (1, 6)];
        for (group, place) in places {
            let person = server.new_account().await;
            seats.push(seat(server, &spring, &person, place, Some(groups[group]), EnrollmentState::Enrolled).await);
            people.push(person);
        }
        let (wil, bea) = (server.new_account().await, server.new_account().await);
        seat(server, &spring, &wil, 7, None, EnrollmentState::Waitlisted).await;
        seat(server, &elsewhere, &bea, 1, None, EnrollmentState::Enrolled).await;
        on_duty(server, groups[0], seats[0], seats[1]).await;
        on_duty(server, groups[1], seats[4], seats[5]).await;
        let (mentor, stranger) = (server.new_person(&[Role::Faculty]).await, server.new_person(&[Role::Faculty]).await);
        mentoring(server, spring.id, &mentor).await;
        mentoring(server, elsewhere.id, &stranger).await;
        let [ana, ben, mia, wes, cat, lou] = people.try_into().expect("six people");
        Program {
            cohort_id: spring.id,
            elsewhere: elsewhere.id,
            groups,
            ana,
            ben,
            mia,
            wes,
            cat,
            lou,
            wil,
            bea,
            mentor,
            stranger,
        }
    }

    /// An hour passes; mia and lou change places, wes withdraws, and another hour passes.
    pub async fn move_on(&self, server: &TestServer) {
        for (hours, act) in [(1, true), (1, false)] {
            server.clock().set(server.clock().now() + TimeDelta::hours(hours));
            if act {
                self.change(server, &self.mia, |seat, now| seat.group = spell(self.groups[1], now)).await;
                self.change(server, &self.lou, |seat, now| seat.group = spell(self.groups[0], now)).await;
                self.change(server, &self.wes, |seat, _| seat.state = EnrollmentState::Withdrawn).await;
            }
        }
    }

    /// The mentor gets a seat in group 1 too, and leads it in week 1.
    pub async fn mentor_joins(&self, server: &TestServer) {
        let cohort = store::load_cohort(server.db(), self.cohort_id).await.expect("a cohort");
        let group = self.groups[0];
        let enrollment = seat(server, &cohort, &self.mentor, 8, Some(group), EnrollmentState::Enrolled).await;
        on_duty(server, group, enrollment, enrollment).await;
    }

    /// The address of a list of the cohort.
    pub fn list(&self, noun: &str) -> String {
        format!("{AT}/cohorts/{}/{noun}", self.cohort_id)
    }

    /// Writes a post; `more` are further members of the body.
    pub async fn post(&self, server: &TestServer, who: &Person, activity: &str, body: &str, more: Value) -> Answer {
        let mut sent = json!({ "activity": activity, "body": body });
        for (name, value) in more.as_object().into_iter().flatten() {
            sent[name] = value.clone();
        }
        server.post(&self.list("posts")).as_(who).json(&sent).send().await
    }

    /// Writes a reflection of week 1.
    pub async fn reflect(&self, server: &TestServer, who: &Person, body: &str) -> Answer {
        let sent = json!({ "activity": "w01-reflect", "body": body });
        server.post(&self.list("reflections")).as_(who).json(&sent).send().await
    }

    /// Asks the survey of week 1: one question with two choices.
    pub async fn survey(&self, server: &TestServer) -> String {
        let made =
            server.post(&self.list("surveys")).as_(&self.mentor).json(&survey_of_week_1()).send().await.expect(201);
        format!("{AT}/surveys/{}", made.text_at("/id"))
    }

    async fn change(
        &self,
        server: &TestServer,
        who: &Person,
        change: impl FnOnce(&mut EnrollmentRecord, chrono::DateTime<chrono::Utc>),
    ) {
        let found = find_open_enrollment(server.db(), self.cohort_id, who.account_id).await.expect("a read");
        let mut seat = found.expect("a seat");
        change(&mut seat, server.clock().now());
        let tx = server.db().begin().await.expect("a transaction");
        save_enrollment(&tx, &seat).await.expect("saved");
        tx.commit().await.expect("committed");
    }

    /// The sheet of somebody: the activities that are marked.
    pub async fn marks(&self, server: &TestServer, who: &Person) -> Vec<String> {
        let found = find_open_enrollment(server.db(), self.cohort_id, who.account_id).await.expect("a read");
        let marks = store::marks_of(server.db(), found.expect("a seat").id).await.expect("marks");
        marks.iter().map(|record| record.mark.key.to_string()).collect()
    }
}

/// Chooses the pace of the week.
pub fn pace(choice: &str) -> Value {
    json!({ "answers": [{ "question": "pace", "choice": choice }] })
}

/// Gives each of these people a seat in one cohort, and something of each kind that they wrote in its first week; it is
/// in its second, so that the survey is closed.
pub async fn take_part(server: &TestServer, owners: [&mut Owner; 2]) {
    let now = server.clock().now();
    server.set_clock("2025-02-20T12:00:00Z");
    let cohort = cohort(server, "Fixture", "2025-02-17").await;
    let mentor = server.new_person(&[Role::Faculty]).await;
    mentoring(server, cohort.id, &mentor).await;
    let list = |noun: &str| format!("{AT}/cohorts/{}/{noun}", cohort.id);
    let later = json!({ "activity": "w12-survey", "questions": survey_of_week_1()["questions"] });
    server.post(&list("surveys")).as_(&mentor).json(&later).send().await.expect(201);
    let survey = server.post(&list("surveys")).as_(&mentor).json(&survey_of_week_1()).send().await.expect(201);
    for (place, owner) in (1..).zip(owners) {
        let enrollment = seat(server, &cohort, &owner.person, place, None, EnrollmentState::Enrolled).await;
        let invoice = seats::billed(server, &owner.person, enrollment, LIST_PRICE).await.invoice;
        let write = async |noun: &str, activity: &str| {
            let sent = json!({ "activity": activity, "body": "Mine" });
            server.post(&list(noun)).as_(&owner.person).json(&sent).send().await.expect(201).text_at("/id")
        };
        // Two of each, so that every list has a second page.
        write("posts", "w01-discuss_cohort").await;
        let post = write("posts", "w01-discuss_cohort").await;
        write("reflections", "w01-reflect").await;
        let reflection = write("reflections", "w01-reflect").await;
        let answer = format!("{AT}/surveys/{}/answer", survey.text_at("/id"));
        server.post(&answer).as_(&owner.person).json(&pace("right")).send().await.expect(201);
        owner.ids.extend([
            ("cohort_id", cohort.id.to_string()),
            ("enrollment_id", enrollment.to_string()),
            ("seat_invoice_id", invoice.id.to_string()),
            ("post_id", post),
            ("reflection_id", reflection),
            ("survey_id", survey.text_at("/id")),
        ]);
    }
    server.clock().set(now);
}

/// One question with two choices.
fn survey_of_week_1() -> Value {
    let choices = json!([{ "code": "right", "label": "Just right" }, { "code": "fast", "label": "Too fast" }]);
    let questions = json!([{ "code": "pace", "text": "How is the pace?", "choices": choices }]);
    json!({ "activity": "w01-survey", "questions": questions })
}

/// A further participant of a cohort, with a breakout group or without.
pub async fn participant(server: &TestServer, cohort: CohortId, place: i64, group: Option<BreakoutGroupId>) -> Person {
    let person = server.new_account().await;
    let cohort = store::load_cohort(server.db(), cohort).await.expect("a cohort");
    seat(server, &cohort, &person, place, group, EnrollmentState::Enrolled).await;
    person
}

fn spell(group: BreakoutGroupId, since: chrono::DateTime<chrono::Utc>) -> Option<GroupSpell> {
    Some(GroupSpell { group_id: group, since })
}

async fn cohort(server: &TestServer, name: &str, starts_on: &str) -> CohortRecord {
    let policy = &server.app().policies.cyber_program;
    let live_event =
        LiveSlot { weekday: Weekday::Wed, at: NaiveTime::from_hms_opt(13, 0, 0).expect("an hour"), minutes: 60 };
    let starts_on = starts_on.parse().expect("a date");
    let facts = CohortFacts { starts_on, time_zone: None, capacity: 24, live_event };
    let now = server.clock().now();
    let record = CohortRecord {
        id: CohortId::new(server.app().entropy.uuid(now)),
        name: name.into(),
        cohort: plan_cohort(&facts, policy).expect("a cohort"),
        template: policy.template.clone(),
        last_place: 20,
        calendar_sequence: 0,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let tx = server.db().begin().await.expect("a transaction");
    store::insert_cohort(&tx, &record).await.expect("inserted");
    tx.commit().await.expect("committed");
    record
}

async fn group(server: &TestServer, cohort_id: CohortId, number: u32) -> BreakoutGroupId {
    let now = server.clock().now();
    let id = BreakoutGroupId::new(server.app().entropy.uuid(now));
    let tx = server.db().begin().await.expect("a transaction");
    store::insert_groups(&tx, &[GroupRecord { id, cohort_id, number, created_at: now }]).await.expect("inserted");
    tx.commit().await.expect("committed");
    id
}

async fn on_duty(server: &TestServer, group: BreakoutGroupId, leader: EnrollmentId, scribe: EnrollmentId) {
    let tx = server.db().begin().await.expect("a transaction");
    store::replace_duties(&tx, group, &[Duties { week: 1, leader, scribe }]).await.expect("replaced");
    tx.commit().await.expect("committed");
}

async fn mentoring(server: &TestServer, cohort: CohortId, who: &Person) {
    let tx = server.db().begin().await.expect("a transaction");
    store::insert_mentor(&tx, cohort, who.account_id, server.clock().now()).await.expect("inserted");
    tx.commit().await.expect("committed");
}

async fn seat(
    server: &TestServer,
    cohort: &CohortRecord,
    who: &Person,
    place: i64,
    group: Option<BreakoutGroupId>,
    state: EnrollmentState,
) -> EnrollmentId {
    let now = server.clock().now();
    let day = "2025-02-01".parse().expect("a date");
    let record = EnrollmentRecord {
        id: EnrollmentId::new(server.app().entropy.uuid(now)),
        cohort_id: cohort.id,
        account_id: who.account_id,
        state,
        place,
        settlement: Settlement::Invoice,
        bill_to_organization_id: None,
        purchase_order_number: None,
        price: fix_price(MembershipStanding::None, day, &server.app().policies.cyber_program).expect("a price"),
        payment_due_on: None,
        discipline: Discipline::Finance,
        population: None,
        state_code: None,
        group: group.and_then(|group| spell(group, now)),
        completion: None,
        completed_on: None,
        offer_expires_at: None,
        purchase: None,
        resale: guildhall_persistence::cyber_program::Resale::default(),
        registered_on: day,
        registered_by: who.account_id,
        registered_at: now,
        updated_at: now,
        version: 1,
        agreed: AgreedDay::default(),
    };
    let tx = server.db().begin().await.expect("a transaction");
    store::insert_enrollment(&tx, &record).await.expect("inserted");
    store::insert_enrollment_step(&tx, record.id, &registered(&record)).await.expect("inserted");
    tx.commit().await.expect("committed");
    record.id
}
