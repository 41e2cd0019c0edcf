//! The paths of RULES 2.1, their order, and the faults of the facts.

use super::{assessed, clause, eligible, retires, served};
use crate::life_membership::assessments::assessment::{LifePath, Outcome, assess};
use crate::life_membership::assessments::facts::{LifeFacts, ServiceSpell};
use crate::life_membership::employment::Employment;
use crate::life_membership::refusal::LifeFactsRefusal;
use crate::refusal::cited;
use crate::testing::{POLICIES, day};
use crate::{Category, Policies, Refuse};
use std::collections::BTreeMap;

#[test]
fn a_day_less_than_25_years_is_not_enough_and_says_so() {
    let facts = retires("1960-01-01", "2020-06-30", vec![served("1995-07-01", "2020-06-30")]);
    let answer = assessed(&facts);
    assert_eq!(answer.outcome, Outcome::NotEligible);
    assert_eq!(answer.path, None);
    assert!(answer.board_path_open);
    let service = clause(&answer, "life.twenty_five_years.service");
    assert!(!service.met);
    assert_eq!((service.required.as_str(), service.actual.as_str()), ("25 years", "24 years and 365 days"));
    assert_eq!(answer.earliest_eligible_on, Some(day("2020-07-01")));
}

#[test]
fn twenty_five_years_decide_before_sixty_five_and_fifteen() {
    let facts = retires("1950-01-01", "2020-07-01", vec![served("1995-07-01", "2020-07-01")]);
    let answer = assessed(&facts);
    assert_eq!(answer.path, Some(LifePath::TwentyFiveYears));
    assert!(clause(&answer, "life.sixty_five_and_fifteen.age").met);
    assert!(!answer.board_path_open);
}

#[test]
fn every_clause_is_told_whether_met_or_not() {
    let answer = assessed(&retires("1955-07-02", "2020-07-01", vec![served("2000-07-01", "2020-07-01")]));
    let told: Vec<(&str, bool)> = answer.clauses.iter().map(|clause| (clause.code.as_str(), clause.met)).collect();
    assert_eq!(
        told,
        [
            ("life.full_member", true),
            ("life.twenty_five_years.service", false),
            ("life.sixty_five_and_fifteen.age", false),
            ("life.sixty_five_and_fifteen.service", true),
            ("life.board_grant", true),
        ]
    );
    assert_eq!(answer.unmet().count(), 2);
    assert_eq!(clause(&answer, "life.sixty_five_and_fifteen.age").actual, "64 years; 65 on 2020-07-02");
    assert!(answer.clauses.iter().all(|clause| clause.provisional == (clause.source == cited::ASSUMPTION)));
}

#[test]
fn sixty_five_is_reached_on_the_birthday_and_on_1_march_by_somebody_born_on_29_february() {
    let spells = || vec![served("2005-01-01", "2030-01-01")];
    assert!(!eligible(&retires("1956-02-29", "2021-02-28", spells())));
    assert!(eligible(&retires("1956-02-29", "2021-03-01", spells())));
    assert!(!eligible(&retires("1956-02-28", "2021-02-27", spells())));
    assert!(eligible(&retires("1956-02-28", "2021-02-28", spells())));
}

#[test]
fn whoever_turns_65_after_retiring_does_not_gain_the_second_path() {
    let facts = retires("1955-07-02", "2020-07-01", vec![served("2000-07-01", "2020-07-01")]);
    assert_eq!(assessed(&facts).outcome, Outcome::NotEligible);
}

#[test]
fn whoever_left_full_time_service_before_65_does_not_gain_the_second_path_by_retiring_later() {
    use Employment::{FullTimePrivateSector, InterimLocalGovernment, None, PartTimeLocalGovernment};
    for employment in [None, FullTimePrivateSector, PartTimeLocalGovernment, InterimLocalGovernment] {
        let since = ServiceSpell { employment, ..served("2020-07-01", "2023-07-01") };
        let answer = assessed(&retires("1955-07-02", "2023-07-01", vec![served("2000-07-01", "2020-07-01"), since]));
        let age = clause(&answer, "life.sixty_five_and_fifteen.age");
        assert_eq!(age.actual, "64 years on 2020-07-01, when full-time service ended; 65 on 2020-07-02");
        assert_eq!((answer.outcome, answer.age_on_retirement_years), (Outcome::NotEligible, 67), "{employment}");
        assert_eq!(answer.earliest_eligible_on, Option::None);
    }
    let a_day_later = retires("1955-07-02", "2023-07-01", vec![served("2000-07-01", "2020-07-02")]);
    assert_eq!(assessed(&a_day_later).path, Some(LifePath::SixtyFiveAndFifteen));
    let long_served = retires("1955-07-02", "2023-07-01", vec![served("1995-07-01", "2020-07-01")]);
    assert_eq!(assessed(&long_served).path, Some(LifePath::TwentyFiveYears));
}

#[test]
fn back_in_full_time_service_the_second_path_is_open_from_the_first_day_after_65() {
    let spells = vec![served("2000-07-01", "2020-07-01"), served("2022-03-01", "2023-07-01")];
    let answer = assessed(&retires("1955-07-02", "2023-07-01", spells));
    assert_eq!(answer.path, Some(LifePath::SixtyFiveAndFifteen));
    assert_eq!(answer.earliest_eligible_on, Some(day("2022-03-02")));
}

#[test]
fn what_the_answer_does_not_follow_is_noted() {
    let notes = |spells| assessed(&retires("1960-01-01", "2020-07-01", spells)).notes;
    assert_eq!(notes(vec![served("1995-07-01", "2020-07-01")]), Vec::<String>::new());
    assert!(notes(vec![served("1995-07-01", "2021-01-01")])[0].contains("ends on 2021-01-01, after the retirement"));
    let staff = ServiceSpell { category: Category::AffiliateStaff, ..served("1995-07-01", "2020-07-01") };
    assert!(notes(vec![staff])[0].contains("another category than `full`"));
}

#[test]
fn how_spells_apart_from_each_other_add_up_is_ours() {
    let provisional = |spells| {
        let answer = assessed(&retires("1960-01-01", "2020-07-01", spells));
        clause(&answer, "life.twenty_five_years.service").provisional
    };
    assert!(!provisional(vec![served("1995-07-01", "2010-07-01"), served("2010-07-01", "2020-07-01")]));
    assert!(provisional(vec![served("1995-07-01", "2010-07-01"), served("2010-07-02", "2020-07-01")]));
    assert!(!provisional(vec![served("1990-01-01", "1990-02-01"), served("1995-07-01", "2020-07-01")]));
}

#[test]
fn the_list_and_the_constitution_differ_and_the_constitution_governs() {
    let facts = retires("1954-07-01", "2020-07-01", vec![served("1995-07-01", "2020-07-01")]);
    let answer = assessed(&facts);
    let reading = answer.explanation.iter().find(|clause| clause.clause == "life.reading").unwrap();
    assert_eq!(reading.source, cited::ARTICLE);
    assert!(answer.is_eligible());
}

#[test]
fn the_board_may_grant_full_members_in_or_out_of_service_and_nobody_else() {
    for category in Category::ALL {
        let facts = LifeFacts { category_on_retirement: *category, ..retires("1970-01-01", "2020-07-01", vec![]) };
        let expected = matches!(category, Category::Full | Category::FullNotInService);
        assert_eq!(assessed(&facts).board_path_open, expected, "{category}");
    }
}

#[test]
fn the_answer_names_the_row_of_policy_it_rests_on() {
    let answer = assessed(&retires("1970-01-01", "2020-07-01", vec![]));
    assert_eq!(answer.policy.version, "article-viii-3c.2");
    assert_eq!(answer.policy.effective_on, None);
}

#[test]
fn a_later_row_of_rules_holds_for_retirements_from_its_first_day() {
    let text = include_str!("../../../policies/life_membership.toml");
    let start = text.find("[[rules]]\n").unwrap();
    let end = text.find("# The effect of work").unwrap();
    let stricter = text[start..end]
        .replace("version = \"article-viii-3c.2\"", "version = \"2030\"\neffective_on = \"2030-01-01\"")
        .replace("value = 25", "value = 30");
    let policies = Policies::load(&BTreeMap::from([(
        "life_membership.toml".to_owned(),
        text.replacen("# The effect of work", &format!("{stricter}# The effect of work"), 1),
    )]))
    .unwrap();
    let on = |date: &str| {
        let facts = retires("1980-01-01", date, vec![served("2004-06-01", "2060-01-01")]);
        assess(&facts, &policies.life_membership).unwrap()
    };
    assert!(on("2029-12-31").is_eligible());
    assert_eq!(on("2029-12-31").earliest_eligible_on, Some(day("2029-06-01")));
    let after = on("2030-01-01");
    assert!(!after.is_eligible());
    assert_eq!(after.policy.version, "2030");
    assert_eq!(after.earliest_eligible_on, Some(day("2034-06-01")));
    assert_eq!(on("2029-05-31").earliest_eligible_on, Some(day("2029-06-01")));
}

#[test]
fn every_fault_of_the_facts_is_named_at_once_with_its_place() {
    let facts = retires(
        "1990-01-01",
        "1989-12-31",
        vec![served("2000-01-01", "2010-01-01"), served("1980-01-01", "1980-01-01")],
    );
    let faults = assess(&facts, &POLICIES.life_membership).unwrap_err();
    let told: Vec<(&str, String)> = faults.iter().map(|fault| (fault.code(), fault.pointer())).collect();
    assert_eq!(
        told,
        [
            ("retired_before_birth", "/retired_on".to_owned()),
            ("service_spell_starts_before_birth", "/service_spells/1/starts_on".to_owned()),
            ("service_spell_ends_before_it_starts", "/service_spells/1/ends_on".to_owned()),
        ]
    );
    assert_eq!(faults[2].to_string(), "service spell 1 ends on 1980-01-01, which is not after its start on 1980-01-01");
    assert_eq!(faults[2].facts().len(), 3);
}

#[test]
fn the_first_day_of_life_is_a_day_of_facts_and_the_day_before_is_not() {
    let same = retires("1990-01-01", "2020-01-01", vec![served("1990-01-01", "1990-01-02")]);
    assert!(same.check().is_ok());
    let born_later = LifeFacts { born_on: day("1990-01-02"), ..same };
    let fault =
        LifeFactsRefusal::SpellStartsBeforeBirth { spell: 0, starts_on: day("1990-01-01"), born_on: day("1990-01-02") };
    assert_eq!(born_later.check(), Err(vec![fault]));
}
