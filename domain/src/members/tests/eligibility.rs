use super::{TODAY, city_job, joining, member, works};
use crate::members::MembershipRefusal;
use crate::members::application::{ApplicationFacts, decide_application};
use crate::members::employment::{EmployerKind, EmploymentFact, Extent, check_spell};
use crate::testing::{POLICIES, day};
use crate::{Category, Cents, Refuse};

fn outcome(facts: &ApplicationFacts<'_>, date: &str) -> Result<(), &'static str> {
    let decision = decide_application(facts, &POLICIES.members, day(date));
    decision.map(|_| ()).map_err(|refusal| refusal.code())
}

#[test]
fn full_and_affiliate_need_a_current_local_government_position() {
    for category in Category::ALL.iter().filter(|c| c.is_in_local_government()) {
        let job = [city_job()];
        assert_eq!(outcome(&joining(*category, &job), TODAY), Ok(()), "{category}");
        let missing = outcome(&joining(*category, &[]), TODAY);
        assert_eq!(missing, Err("local_government_position_missing"), "{category}");
    }
}

#[test]
fn cities_counties_councils_and_leagues_are_local_government_and_special_districts_are_not() {
    let local = [EmployerKind::CityOrCounty, EmployerKind::CouncilOfGovernments, EmployerKind::StateOrProvincialLeague];
    for kind in EmployerKind::ALL {
        let job = [works(*kind, Extent::FullTime)];
        let full = outcome(&joining(Category::Full, &job), TODAY).is_ok();
        let other = outcome(&joining(Category::Other, &job), TODAY).is_ok();
        assert_eq!((full, other), (local.contains(kind), !local.contains(kind)), "{kind}");
    }
}

#[test]
fn a_position_counts_from_its_first_day_until_the_day_it_ends() {
    let job = [EmploymentFact { starts_on: day("2026-01-01"), ends_on: Some(day("2026-02-01")), ..city_job() }];
    let facts = joining(Category::Full, &job);
    assert!(outcome(&facts, "2025-12-31").is_err());
    assert!(outcome(&facts, "2026-01-01").is_ok());
    assert!(outcome(&facts, "2026-01-31").is_ok());
    assert!(outcome(&facts, "2026-02-01").is_err());
}

#[test]
fn an_intern_works_full_time() {
    for (extent, expected) in [
        (Extent::FullTime, Ok(())),
        (Extent::PartTime, Err("full_time_position_missing")),
        (Extent::Interim, Err("full_time_position_missing")),
    ] {
        let job = [works(EmployerKind::CityOrCounty, extent)];
        assert_eq!(outcome(&joining(Category::AffiliateIntern, &job), TODAY), expected);
    }
}

#[test]
fn academics_and_others_do_not_work_for_a_local_government() {
    for category in [Category::AcademicProfessor, Category::AcademicStudent, Category::Other] {
        let job = [city_job()];
        assert_eq!(outcome(&joining(category, &job), TODAY), Err("local_government_position_held"));
        assert_eq!(outcome(&joining(category, &[]), TODAY), Ok(()));
    }
}

#[test]
fn a_chapter_student_needs_the_chapters_code_and_may_work_part_time() {
    let job = [works(EmployerKind::CityOrCounty, Extent::PartTime)];
    let with = |chapter_code| ApplicationFacts { chapter_code, ..joining(Category::ChapterStudent, &job) };
    assert_eq!(outcome(&with(Some("ASU-2026")), TODAY), Ok(()));
    assert_eq!(outcome(&with(Some("  ")), TODAY), Err("chapter_code_missing"));
    assert_eq!(outcome(&with(None), TODAY), Err("chapter_code_missing"));
}

#[test]
fn somebody_already_a_member_does_not_change_to_chapter_student() {
    let membership = member(Category::AffiliateStaff, "2026-12-01");
    let facts = ApplicationFacts {
        chapter_code: Some("ASU-2026"),
        membership: Some(&membership),
        ..joining(Category::ChapterStudent, &[])
    };
    assert_eq!(outcome(&facts, TODAY), Err("already_member"));
}

#[test]
fn retired_membership_opens_on_the_fifty_fifth_birthday() {
    let born = |born_on| ApplicationFacts { born_on: Some(day(born_on)), ..joining(Category::Retired, &[]) };
    assert_eq!(outcome(&born("1971-03-01"), TODAY), Ok(()));
    assert_eq!(outcome(&born("1971-03-02"), TODAY), Err("too_young_for_retired"));
    assert_eq!(outcome(&joining(Category::Retired, &[]), TODAY), Err("birth_date_missing"));
}

#[test]
fn somebody_born_on_29_february_turns_55_on_1_march_of_a_common_year() {
    let facts = ApplicationFacts { born_on: Some(day("1972-02-29")), ..joining(Category::Retired, &[]) };
    let refusal = decide_application(&facts, &POLICIES.members, day("2027-02-28")).unwrap_err();
    assert_eq!(refusal.earliest_on(), Some(day("2027-03-01")));
    assert_eq!(outcome(&facts, "2027-03-01"), Ok(()));
}

#[test]
fn somebody_retired_has_no_full_time_position_but_may_work_part_time() {
    let with = |job: &[EmploymentFact]| {
        let facts = ApplicationFacts { born_on: Some(day("1960-01-01")), ..joining(Category::Retired, job) };
        outcome(&facts, TODAY)
    };
    let still = Err("still_in_full_time_employment");
    assert_eq!(with(&[works(EmployerKind::PrivateCompany, Extent::FullTime)]), still);
    assert_eq!(with(&[works(EmployerKind::PrivateCompany, Extent::PartTime)]), Ok(()));
    assert_eq!(with(&[works(EmployerKind::CityOrCounty, Extent::Interim)]), Ok(()));
}

#[test]
fn not_in_service_is_for_full_members_before_who_left_local_government() {
    let was_full = member(Category::Full, "2026-12-01");
    let never_full = member(Category::AffiliateStaff, "2026-12-01");
    let city = [city_job()];
    let facts =
        |membership, employments| ApplicationFacts { membership, ..joining(Category::FullNotInService, employments) };
    assert_eq!(outcome(&facts(Some(&was_full), &[]), TODAY), Ok(()));
    assert_eq!(outcome(&facts(Some(&was_full), &city), TODAY), Err("local_government_position_held"));
    assert_eq!(outcome(&facts(Some(&never_full), &[]), TODAY), Err("never_full"));
    assert_eq!(outcome(&facts(None, &[]), TODAY), Err("never_full"));
}

#[test]
fn a_spell_ends_after_it_starts_and_its_salary_is_above_zero() {
    let (first, next) = (day("2026-01-01"), day("2026-01-02"));
    assert_eq!(check_spell(first, None, None), Ok(()));
    assert_eq!(check_spell(first, Some(next), Some(Cents::new(1))), Ok(()));
    for ends_on in [first, day("2025-12-31")] {
        assert_eq!(
            check_spell(first, Some(ends_on), None),
            Err(MembershipRefusal::SpellEndsBeforeItStarts { starts_on: first, ends_on })
        );
    }
    assert_eq!(check_spell(first, None, Some(Cents::ZERO)), Err(MembershipRefusal::SalaryNotPositive));
}
