//! What a Life member pays while working, RULES 2.4.

use crate::dues::{DuesRefusal, QuoteFacts, quote};
use crate::life_membership::employment::Employment;
use crate::life_membership::standing::{LifeStanding, LifeStandingFacts, LifeStatus, life_standing, life_status};
use crate::testing::{POLICIES, day};
use crate::{Category, Cents};

fn facts(employment: Employment) -> LifeStandingFacts {
    LifeStandingFacts {
        employment,
        annual_salary: Some(Cents::new(10_000_000)),
        population: None,
        general_fund_budget: None,
        priced_on: day("2026-03-01"),
    }
}

fn standing(facts: &LifeStandingFacts) -> Result<LifeStanding, DuesRefusal> {
    life_standing(facts, &POLICIES.life_membership, &POLICIES.dues)
}

#[test]
fn every_kind_of_work_has_its_status_category_and_dues() {
    use Employment as E;
    use LifeStatus as S;
    for (employment, status, dues, provisional) in [
        (E::None, S::Held, 0, false),
        (E::PartTimeLocalGovernment, S::Held, 0, false),
        (E::InterimLocalGovernment, S::Held, 0, false),
        (E::FullTimeLocalGovernment, S::SuspendedFullTimeLocalGovernment, 65_000, false),
        (E::FullTimePrivateSector, S::SuspendedOtherEmployment, 20_000, false),
        (E::FullTimeUniversity, S::SuspendedOtherEmployment, 20_000, false),
        (E::FullTimeConsultant, S::SuspendedOtherEmployment, 20_000, false),
        (E::PartTimePrivateSector, S::Held, 0, true),
        (E::PartTimeUniversity, S::Held, 0, true),
        (E::PartTimeConsultant, S::Held, 0, true),
        (E::SpecialDistrict, S::SuspendedOtherEmployment, 20_000, true),
        (E::OtherFullTime, S::SuspendedOtherEmployment, 20_000, true),
        (E::OtherPartTime, S::Held, 0, true),
    ] {
        let answer = standing(&facts(employment)).unwrap();
        assert_eq!(answer.life_status, status, "{employment}");
        assert_eq!(answer.charged_as, status.charged_as(), "{employment}");
        assert_eq!(answer.annual_dues, Cents::new(dues), "{employment}");
        assert_eq!(answer.provisional, provisional, "{employment}");
        assert_eq!(answer.explanation[0].clause, format!("life.standing.{employment}"));
    }
}

#[test]
fn the_dues_are_those_of_a_quote_small_community_and_date_included() {
    let small = LifeStandingFacts {
        population: Some(7_500),
        general_fund_budget: Some(Cents::new(780_000_000)),
        ..facts(Employment::FullTimeLocalGovernment)
    };
    let quoted = quote(
        &QuoteFacts {
            annual_salary: small.annual_salary,
            population: small.population,
            general_fund_budget: small.general_fund_budget,
            ..QuoteFacts::new(Category::Full, small.priced_on)
        },
        &POLICIES.dues,
    )
    .unwrap();
    let answer = standing(&small).unwrap();
    assert_eq!(answer.annual_dues, quoted.total);
    assert_eq!(answer.annual_dues, Cents::new(52_000));
    assert_eq!(answer.explanation[1..], quoted.explanation);
    let old = LifeStandingFacts { priced_on: day("2022-09-30"), ..facts(Employment::FullTimeLocalGovernment) };
    assert_eq!(standing(&old).unwrap().annual_dues, Cents::new(80_000));
}

#[test]
fn full_time_service_needs_a_salary_and_nothing_else_does() {
    for employment in Employment::ALL {
        let unknown = LifeStandingFacts { annual_salary: None, ..facts(*employment) };
        let expected = *employment != Employment::FullTimeLocalGovernment;
        assert_eq!(standing(&unknown).is_ok(), expected, "{employment}");
    }
    let unpaid = LifeStandingFacts { annual_salary: Some(Cents::ZERO), ..facts(Employment::FullTimeLocalGovernment) };
    assert_eq!(standing(&unpaid).unwrap_err(), DuesRefusal::SalaryNotPositive);
}

#[test]
fn of_several_positions_the_weightiest_decides_in_any_order() {
    let policy = &POLICIES.life_membership;
    let (city, firm, interim) =
        (Employment::FullTimeLocalGovernment, Employment::FullTimePrivateSector, Employment::InterimLocalGovernment);
    assert_eq!(life_status(&[], policy), LifeStatus::Held);
    assert_eq!(life_status(&[interim], policy), LifeStatus::Held);
    for both in [[interim, firm], [firm, interim]] {
        assert_eq!(life_status(&both, policy), LifeStatus::SuspendedOtherEmployment);
    }
    for both in [[city, firm], [firm, city]] {
        assert_eq!(life_status(&both, policy), LifeStatus::SuspendedFullTimeLocalGovernment);
    }
}

#[test]
fn the_salary_does_not_show_when_the_facts_are_printed() {
    assert!(!format!("{:?}", facts(Employment::None)).contains("10000000"));
}
