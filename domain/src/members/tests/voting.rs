use crate::Category;
use crate::members::standing::Standing;
use crate::members::voting::{RightsFacts, may_stand, may_vote};
use crate::testing::{POLICIES, day};

fn facts(category: Category) -> RightsFacts {
    RightsFacts {
        category,
        standing: Standing::Active,
        has_been_full: false,
        joined_on: day("2015-02-14"),
        service_years: 5,
        in_appointed_position: true,
        is_full_time: true,
    }
}

fn votes(facts: &RightsFacts, date: &str) -> bool {
    may_vote(facts, day(date), &POLICIES.members).is_granted()
}

fn stands(facts: &RightsFacts, designated_year: bool, date: &str) -> bool {
    may_stand(facts, designated_year, day(date), &POLICIES.members).is_granted()
}

const OPEN: &str = "2025-06-01";

#[test]
fn full_not_in_service_and_life_members_vote() {
    for category in Category::ALL {
        let expected = category.counts_as_full() || category.is_affiliate();
        assert_eq!(votes(&facts(*category), OPEN), expected, "{category}");
    }
}

#[test]
fn affiliates_vote_from_14_february_2020_on() {
    for category in Category::ALL.iter().filter(|c| c.is_affiliate()) {
        assert!(!votes(&facts(*category), "2020-02-13"));
        assert!(votes(&facts(*category), "2020-02-14"));
    }
}

#[test]
fn an_affiliate_votes_with_five_years_of_service_and_not_with_four() {
    let with = |service_years| RightsFacts { service_years, ..facts(Category::AffiliateStaff) };
    assert!(!votes(&with(4), OPEN));
    assert!(votes(&with(5), OPEN));
}

#[test]
fn an_affiliate_votes_from_the_fifth_anniversary_of_joining_and_is_told_the_date() {
    let affiliate = RightsFacts { joined_on: day("2020-06-02"), ..facts(Category::AffiliateStaff) };
    assert!(votes(&affiliate, "2025-06-02"));
    let decision = may_vote(&affiliate, day("2025-06-01"), &POLICIES.members);
    assert!(!decision.is_granted());
    assert_eq!(decision.first_on, Some(day("2025-06-02")));
    assert_eq!(decision.unmet[0].clause, "members.vote.membership_years");
}

#[test]
fn an_affiliate_without_an_appointed_position_does_not_vote() {
    let affiliate = RightsFacts { in_appointed_position: false, ..facts(Category::AffiliateStaff) };
    assert!(!votes(&affiliate, OPEN));
}

#[test]
fn a_retired_member_votes_when_a_full_member_before() {
    let retired =
        |has_been_full| RightsFacts { has_been_full, in_appointed_position: false, ..facts(Category::Retired) };
    assert!(votes(&retired(true), OPEN));
    assert!(!votes(&retired(false), OPEN));
}

#[test]
fn members_vote_in_grace_and_not_after_lapse() {
    for (standing, expected) in
        [(Standing::Pending, false), (Standing::Active, true), (Standing::Grace, true), (Standing::Lapsed, false)]
    {
        let full = RightsFacts { standing, ..facts(Category::Full) };
        assert_eq!(votes(&full, OPEN), expected, "{standing}");
    }
}

#[test]
fn a_full_member_stands_for_the_board_while_in_a_full_time_position() {
    for date in ["2019-06-01", OPEN, "2026-09-01"] {
        assert!(stands(&facts(Category::Full), false, date), "{date}");
        let part_time = RightsFacts { is_full_time: false, ..facts(Category::Full) };
        assert!(!stands(&part_time, false, date), "{date}");
    }
}

#[test]
fn an_affiliate_stands_only_in_the_designated_year_until_the_2026_27_cycle() {
    let affiliate = facts(Category::AffiliateDepartmentHead);
    assert!(!stands(&affiliate, true, "2020-02-13"));
    assert!(stands(&affiliate, true, "2020-02-14"));
    assert!(!stands(&affiliate, false, "2020-02-14"));
    assert!(!stands(&affiliate, false, "2026-06-30"));
    assert!(stands(&affiliate, false, "2026-07-01"));
}

#[test]
fn members_not_in_service_life_members_and_others_never_stand() {
    for category in Category::ALL.iter().filter(|c| !c.is_in_local_government()) {
        for date in ["2019-06-01", OPEN, "2026-09-01"] {
            assert!(!stands(&facts(*category), true, date), "{category} {date}");
        }
    }
}

#[test]
fn a_denial_names_every_condition_that_is_not_met() {
    let nobody = RightsFacts {
        service_years: 0,
        joined_on: day("2025-01-01"),
        in_appointed_position: false,
        ..facts(Category::AffiliateIntern)
    };
    let decision = may_vote(&nobody, day(OPEN), &POLICIES.members);
    assert_eq!(decision.unmet.len(), 3);
    assert_eq!(decision.first_on, None);
    assert!(decision.unmet[0].source.contains("constitutional-amendments"));
}
