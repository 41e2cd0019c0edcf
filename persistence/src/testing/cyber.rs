//! Cohorts and enrollments that a number stands for.

use chrono::{NaiveTime, Weekday};
use guildhall_domain::cyber_program::{
    AgreedDay, CohortFacts, Discipline, EnrollmentState, LiveSlot, MembershipStanding, Settlement, fix_price,
    plan_cohort,
};
use guildhall_domain::{AccountId, Policies};

use super::{at, change, id, on};
use crate::Db;
use crate::cyber_program::{CohortRecord, EnrollmentRecord, Resale, insert_cohort};

pub(crate) fn cohort(number: u128, name: &str) -> CohortRecord {
    let policy = Policies::embedded().unwrap().cyber_program;
    let live_event = LiveSlot { weekday: Weekday::Wed, at: NaiveTime::from_hms_opt(13, 0, 0).unwrap(), minutes: 60 };
    let facts = CohortFacts { starts_on: on("2025-04-07"), time_zone: None, capacity: 12, live_event };
    CohortRecord {
        id: id(number).into(),
        name: name.to_owned(),
        cohort: plan_cohort(&facts, &policy).unwrap(),
        template: policy.template,
        last_place: 0,
        calendar_sequence: 0,
        created_at: at(0),
        updated_at: at(0),
        version: 1,
    }
}

pub(crate) async fn given_cohort(db: &Db, number: u128, name: &str) -> CohortRecord {
    let record = cohort(number, name);
    change!(db, |tx| insert_cohort(tx, &record)).unwrap();
    record
}

pub(crate) fn enrollment(number: u128, cohort: &CohortRecord, person: AccountId, place: i64) -> EnrollmentRecord {
    let policy = Policies::embedded().unwrap().cyber_program;
    EnrollmentRecord {
        id: id(number).into(),
        cohort_id: cohort.id,
        account_id: person,
        state: EnrollmentState::Enrolled,
        place,
        settlement: Settlement::Invoice,
        bill_to_organization_id: None,
        purchase_order_number: None,
        price: fix_price(MembershipStanding::None, on("2025-03-01"), &policy).unwrap(),
        payment_due_on: Some(on("2025-03-31")),
        discipline: Discipline::Finance,
        population: Some(12_000),
        state_code: Some("VA".into()),
        group: None,
        completion: None,
        completed_on: None,
        offer_expires_at: None,
        purchase: None,
        resale: Resale::default(),
        registered_on: on("2025-03-01"),
        registered_by: person,
        registered_at: at(i64::try_from(number).unwrap()),
        updated_at: at(0),
        version: 1,
        agreed: AgreedDay::default(),
    }
}
