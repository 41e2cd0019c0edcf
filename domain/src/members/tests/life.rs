//! Applications while Life membership is held or suspended: a Life member cannot change category.

use super::{TODAY, city_job, joining, member};
use crate::life_membership::LifeStatus;
use crate::members::application::{ApplicationFacts, ApplicationKind, decide_application};
use crate::members::refusal::MembershipRefusal;
use crate::testing::{POLICIES, day};
use crate::{Category, Refuse};

#[test]
fn a_life_member_can_apply_for_no_other_category() {
    let job = [city_job()];
    let held = member(Category::Life, "2030-01-01");
    for life in [None, Some(LifeStatus::Held)] {
        for category in Category::ALL {
            let facts = ApplicationFacts { membership: Some(&held), life, ..joining(*category, &job) };
            let refusal = decide_application(&facts, &POLICIES.members, day(TODAY)).unwrap_err();
            let closed = matches!(category, Category::Life | Category::Honorary);
            assert_eq!(refusal.code(), if closed { "category_not_open_to_applications" } else { "life_is_kept" });
        }
    }
}

#[test]
fn a_suspended_life_member_applies_for_the_category_of_the_work_and_no_other() {
    for (status, charged_as) in [
        (LifeStatus::SuspendedFullTimeLocalGovernment, Category::Full),
        (LifeStatus::SuspendedOtherEmployment, Category::FullNotInService),
    ] {
        let job = [city_job()];
        let suspended = member(charged_as, TODAY);
        for category in [Category::Full, Category::FullNotInService, Category::Retired, Category::Other] {
            let facts =
                ApplicationFacts { membership: Some(&suspended), life: Some(status), ..joining(category, &job) };
            match decide_application(&facts, &POLICIES.members, day(TODAY)) {
                Ok(decision) => assert_eq!((category, decision.kind), (charged_as, ApplicationKind::Renewal)),
                Err(refusal) => assert_eq!(refusal, MembershipRefusal::LifeIsKept { charged_as }),
            }
        }
    }
}
