//! Benefits as they can be read.

use crate::Category;
use crate::life_membership::entitlement::{ConferenceRate, EntitlementFacts, Entitlements, entitlements};
use crate::members::standing::Standing;
use crate::members::voting::RightsFacts;
use crate::testing::{POLICIES, day};

fn facts(category: Category, standing: Standing) -> EntitlementFacts {
    let rights = RightsFacts {
        category,
        standing,
        has_been_full: false,
        joined_on: day("2025-01-01"),
        service_years: 1,
        in_appointed_position: true,
        is_full_time: true,
    };
    EntitlementFacts { rights, in_transition: false, awaits_confirmation: false }
}

fn of(category: Category, standing: Standing) -> Entitlements {
    entitlements(&facts(category, standing), day("2026-03-01"), &POLICIES)
}

#[test]
fn a_life_member_back_at_work_is_entitled_as_the_category_then_held() {
    let full = of(Category::Full, Standing::Active);
    assert!(full.vote.granted && !full.dues_waived.granted && !full.print_magazine.granted);
    assert_eq!(full.conference_rate, ConferenceRate::Member);
    let outside = of(Category::FullNotInService, Standing::Active);
    assert!(outside.vote.granted && !outside.dues_waived.granted);
    assert_eq!((outside.conference_rate, outside.conference.provisional), (ConferenceRate::Member, true));
}

#[test]
fn only_life_members_have_their_conference_rate_and_the_print_magazine() {
    for category in Category::ALL {
        let benefits = of(*category, Standing::Active);
        let is_life = *category == Category::Life;
        assert_eq!(benefits.conference_rate == ConferenceRate::LifeMember, is_life, "{category}");
        assert_eq!(benefits.print_magazine.granted, is_life, "{category}");
        assert_eq!(benefits.print_magazine_annual_fee.is_some(), is_life, "{category}");
    }
}

#[test]
fn benefits_stay_in_grace_and_end_with_the_lapse() {
    assert!(of(Category::Life, Standing::Grace).web_content.granted);
    let lapsed = of(Category::Life, Standing::Lapsed);
    assert_eq!(lapsed.conference_rate, ConferenceRate::NonMember);
    let gone = [&lapsed.vote, &lapsed.conference, &lapsed.web_content, &lapsed.print_magazine, &lapsed.credential];
    assert!(gone.iter().all(|entitlement| !entitlement.granted && !entitlement.explanation.is_empty()));
}

#[test]
fn dues_are_waived_for_the_categories_without_dues_and_in_transition() {
    for category in Category::ALL {
        let expected = matches!(category, Category::Life | Category::Honorary | Category::ChapterStudent);
        assert_eq!(of(*category, Standing::Active).dues_waived.granted, expected, "{category}");
    }
    let full = EntitlementFacts { in_transition: true, ..facts(Category::Full, Standing::Active) };
    assert!(entitlements(&full, day("2026-03-01"), &POLICIES).dues_waived.granted);
    assert!(of(Category::Honorary, Standing::Active).dues_waived.provisional);
}
