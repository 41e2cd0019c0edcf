use chrono::{DateTime, NaiveDate};

use crate::members::employment::{EmployerKind, EmploymentSpell, Extent};
use crate::members::plausible::{RecordRefusal, check_birth, check_end, check_expiry, check_first_day, same_spell};
use crate::testing::{POLICIES, day};
use crate::{EmploymentSpellId, MemberId};

fn days(starts_on: &str, ends_on: Option<&str>, born_on: Option<&str>) -> Result<(), RecordRefusal> {
    let (today, plausible) = (day("2025-03-01"), &POLICIES.members.plausible);
    check_first_day(day(starts_on), born_on.map(day), today, plausible)?;
    ends_on.map_or(Ok(()), |ends_on| check_end(day(ends_on), today, plausible))
}

fn spell(number: u128, employer: &str, title: &str, starts_on: &str) -> EmploymentSpell {
    EmploymentSpell {
        id: EmploymentSpellId::new(uuid::Uuid::from_u128(number)),
        member_id: MemberId::new(uuid::Uuid::from_u128(1)),
        organization_id: None,
        employer_name: employer.into(),
        employer_kind: EmployerKind::CityOrCounty,
        position_title: title.into(),
        extent: Extent::FullTime,
        annual_salary: None,
        starts_on: day(starts_on),
        ends_on: None,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        version: 1,
    }
}

#[test]
fn nobody_works_before_birth_and_an_unknown_birth_refuses_nothing() {
    assert_eq!(days("1978-05-18", None, Some("1978-05-17")), Ok(()));
    for starts_on in ["1978-05-17", "1960-01-01"] {
        let born_on = day("1978-05-17");
        let refused = Err(RecordRefusal::EmploymentBeforeBirth { starts_on: day(starts_on), born_on });
        assert_eq!(days(starts_on, None, Some("1978-05-17")), refused);
    }
    assert_eq!(days("1960-01-01", None, None), Ok(()));
}

#[test]
fn a_first_day_is_two_years_ahead_at_most_and_an_end_ten() {
    assert_eq!(days("2027-03-01", None, None), Ok(()));
    let latest_on = day("2027-03-01");
    let refused = RecordRefusal::EmploymentStartsTooLate { starts_on: day("2027-03-02"), latest_on };
    assert_eq!(days("2027-03-02", None, None), Err(refused));
    assert_eq!(days("2020-01-01", Some("2035-03-01"), None), Ok(()));
    let latest_on = day("2035-03-01");
    let refused = RecordRefusal::EmploymentEndsTooLate { ends_on: day("2035-03-02"), latest_on };
    assert_eq!(days("2020-01-01", Some("2035-03-02"), None), Err(refused));
}

#[test]
fn a_birth_is_before_all_work_on_record() {
    let spells = [spell(1, "City", "Manager", "2001-09-04"), spell(2, "City", "Clerk", "1999-01-05")];
    assert_eq!(check_birth(day("1999-01-04"), &spells), Ok(()));
    let starts_on: NaiveDate = day("1999-01-05");
    for born_on in ["1999-01-05", "2010-01-01"] {
        let refused = RecordRefusal::BirthAfterEmployment { born_on: day(born_on), starts_on };
        assert_eq!(check_birth(day(born_on), &spells), Err(refused));
    }
    assert_eq!(check_birth(day("2010-01-01"), &[]), Ok(()));
}

#[test]
fn the_same_position_from_the_same_day_is_the_same_spell_however_it_is_spelled() {
    let known = [spell(1, "City of Springfield", "City Manager", "2020-03-01")];
    let same = |employer, title, on| same_spell(&spell(2, employer, title, on), &known).is_some();
    assert!(same("city of  springfield", "CITY MANAGER", "2020-03-01"));
    assert!(!same("City of Springfield", "City Manager", "2020-03-02"));
    assert!(!same("City of Springfield", "Clerk", "2020-03-01") && !same("Town", "City Manager", "2020-03-01"));
    let part_time =
        EmploymentSpell { extent: Extent::PartTime, ..spell(2, "City of Springfield", "City Manager", "2020-03-01") };
    assert_eq!(same_spell(&part_time, &known), None, "another extent");
    assert_eq!(same_spell(&known[0], &known), None, "itself");
}

#[test]
fn the_code_of_a_chapter_expires_within_ten_years() {
    let expiry = |on| check_expiry(day(on), day("2025-03-01"), &POLICIES.members.plausible);
    assert_eq!((expiry("2035-03-01"), expiry("2020-01-01")), (Ok(()), Ok(())));
    let latest_on = day("2035-03-01");
    assert_eq!(
        expiry("2035-03-02"),
        Err(RecordRefusal::ChapterExpiresTooLate { expires_on: day("2035-03-02"), latest_on })
    );
}
