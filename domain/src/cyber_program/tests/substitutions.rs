//! A colleague takes a seat: who may ask, until when, and that no money moves.

use super::{account, cohort};
use crate::cyber_program::{EnrollmentActor, EnrollmentState, SubstitutionFacts, share_of_purchase, substitute};
use crate::testing::day;
use crate::{Cents, Refuse};
use EnrollmentState as Is;

fn facts() -> SubstitutionFacts {
    SubstitutionFacts {
        state: Is::Enrolled,
        actor: EnrollmentActor::Buyer,
        from: account(1),
        to: account(2),
        other: None,
        price: Cents::new(249_500),
        price_for_other: Cents::new(249_500),
        paid: Cents::ZERO,
        has_buyer: true,
        on: day("2027-01-31"),
    }
}

fn refused(facts: SubstitutionFacts) -> Option<&'static str> {
    substitute(&facts, &cohort()).err().map(|refusal| refusal.code())
}

#[test]
fn a_colleague_takes_a_seat_until_the_day_before_the_first_day() {
    assert_eq!(refused(facts()), None);
    assert_eq!(refused(SubstitutionFacts { on: day("2027-02-01"), ..facts() }), Some("substitution_closed"));
    for state in EnrollmentState::ALL {
        let open = refused(SubstitutionFacts { state: *state, ..facts() }).is_none();
        assert_eq!(open, *state == Is::Enrolled, "{state}");
    }
    for actor in EnrollmentActor::ALL {
        let open = refused(SubstitutionFacts { actor: *actor, ..facts() }).is_none();
        assert_eq!(open, *actor != EnrollmentActor::System, "{actor}");
    }
}

#[test]
fn no_money_moves_and_nobody_gets_a_price_that_is_not_theirs() {
    let costs = |price_for_other| {
        refused(SubstitutionFacts {
            price: Cents::new(199_500),
            price_for_other: Cents::new(price_for_other),
            ..facts()
        })
    };
    assert_eq!(costs(199_500), None);
    assert_eq!(costs(249_500), Some("substitute_costs_more"));
    let own = |paid| refused(SubstitutionFacts { has_buyer: false, paid: Cents::new(paid), ..facts() });
    assert_eq!((own(249_499), own(249_500)), (Some("enrollment_not_paid"), None));
}

#[test]
fn a_colleague_who_is_enrolled_takes_no_second_seat() {
    for state in EnrollmentState::ALL {
        let open = refused(SubstitutionFacts { other: Some(*state), ..facts() }).is_none();
        assert_eq!(open, state.has_left(), "{state}");
    }
}

#[test]
fn of_a_purchase_a_seat_has_what_is_left_when_the_others_are_paid() {
    let share =
        |paid, credited: i64| share_of_purchase(Cents::new(300 - credited), Cents::new(paid), Cents::new(100)).cents();
    assert_eq!([share(0, 0), share(200, 0), share(250, 0), share(300, 0)], [0, 0, 50, 100]);
    assert_eq!((share(200, 100), share(300, 100)), (100, 100), "one of three was given up");
}
