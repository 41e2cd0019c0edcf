//! Enrolling: seat, price, day of payment.

use super::catalogue::{SHIPPED, load};
use super::cohort;
use crate::cyber_program::{
    CyberProgramPolicy, Enrolled, EnrollmentActor, EnrollmentFacts, EnrollmentRefusal, EnrollmentState, Holdings,
    MembershipStanding, Seats, Settlement, enroll, payment_due_on,
};
use crate::testing::{POLICIES, day};
use EnrollmentState as Is;

fn facts() -> EnrollmentFacts {
    EnrollmentFacts {
        membership_standing: MembershipStanding::Active,
        settlement: Settlement::Invoice,
        actor: EnrollmentActor::Participant,
        holdings: Holdings::default(),
        registered_on: day("2026-12-01"),
        priced_on: day("2026-12-01"),
        seats: Seats { held: 0, waiting: 0 },
        earlier: None,
    }
}

fn registered(facts: EnrollmentFacts) -> Result<Enrolled, EnrollmentRefusal> {
    enroll(&facts, &cohort(), &POLICIES.cyber_program)
}

fn state(facts: EnrollmentFacts) -> EnrollmentState {
    registered(facts).unwrap().state
}

/// The shipped rules, but a purchase order holds no seat.
fn strict() -> CyberProgramPolicy {
    let text =
        SHIPPED.replace("purchase_order_holds_seat = { value = true", "purchase_order_holds_seat = { value = false");
    load(text).unwrap().cyber_program
}

#[test]
fn a_free_seat_is_taken_and_after_the_last_one_people_wait() {
    let seats = |held, waiting| EnrollmentFacts { seats: Seats { held, waiting }, ..facts() };
    assert_eq!(state(seats(23, 0)), Is::Enrolled);
    assert_eq!(state(seats(24, 0)), Is::Waitlisted);
    assert_eq!(state(seats(24, 3)), Is::Waitlisted);
}

#[test]
fn nobody_takes_a_free_seat_before_those_who_wait_for_it() {
    let seats = Seats { held: 23, waiting: 1 };
    assert_eq!(state(EnrollmentFacts { seats, ..facts() }), Is::Waitlisted);
}

#[test]
fn the_price_is_that_of_the_standing_on_enrolling_and_those_who_wait_keep_it_too() {
    for (membership_standing, amount) in [(MembershipStanding::Grace, 199_500), (MembershipStanding::Lapsed, 249_500)] {
        for held in [0, 24] {
            let seats = Seats { held, waiting: 0 };
            let price = registered(EnrollmentFacts { membership_standing, seats, ..facts() }).unwrap().price;
            assert_eq!((price.price.amount.cents(), price.fixed_on), (amount, day("2026-12-01")));
            assert_eq!(price.price_list.version, "published");
        }
    }
}

#[test]
fn whether_a_purchase_order_holds_a_seat_is_policy() {
    let by_order = EnrollmentFacts { settlement: Settlement::PurchaseOrder, actor: EnrollmentActor::Buyer, ..facts() };
    assert_eq!(state(by_order), Is::Enrolled);
    let strict = strict();
    let registered = enroll(&by_order, &cohort(), &strict).unwrap();
    assert_eq!((registered.state, registered.payment_due_on), (Is::Requested, None));
    let hold = &registered.explanation[1];
    assert_eq!(hold.detail, "settlement `purchase_order` holds no seat until it is paid");
    assert_eq!(enroll(&facts(), &cohort(), &strict).unwrap().state, Is::Enrolled);
}

#[test]
fn seats_are_given_until_a_week_after_the_first_day() {
    let on = |date| registered(EnrollmentFacts { registered_on: day(date), ..facts() });
    assert!(on("2027-02-07").is_ok());
    assert_eq!(on("2027-02-08"), Err(EnrollmentRefusal::EntryClosed { closed_on: day("2027-02-08") }));
}

#[test]
fn one_person_enrolls_once_and_again_after_leaving() {
    for earlier in EnrollmentState::ALL {
        let answer = registered(EnrollmentFacts { earlier: Some(*earlier), ..facts() });
        assert_eq!(answer.is_ok(), matches!(earlier, Is::Withdrawn | Is::Released | Is::Canceled), "{earlier}");
    }
}

#[test]
fn a_seat_is_paid_within_thirty_days_and_by_the_first_day() {
    let due = |on| payment_due_on(day(on), &cohort(), &POLICIES.cyber_program);
    assert_eq!(due("2026-12-01"), day("2026-12-31"));
    assert_eq!(due("2027-01-02"), day("2027-02-01"));
    assert_eq!(due("2027-01-20"), day("2027-02-01"));
    assert_eq!(due("2027-02-03"), day("2027-02-03"));
    assert_eq!(registered(facts()).unwrap().payment_due_on, Some(day("2026-12-31")));
    let waiting = EnrollmentFacts { seats: Seats { held: 24, waiting: 0 }, ..facts() };
    assert_eq!(registered(waiting).unwrap().payment_due_on, None);
}

#[test]
fn a_purchase_order_of_one_s_own_word_holds_neither_a_seat_nor_a_place_on_the_waitlist() {
    for held in [0, 24] {
        let by = |actor| {
            let seats = Seats { held, waiting: 0 };
            EnrollmentFacts { settlement: Settlement::PurchaseOrder, actor, seats, ..facts() }
        };
        assert_eq!(state(by(EnrollmentActor::Participant)), Is::Requested);
        for actor in [EnrollmentActor::Buyer, EnrollmentActor::Staff] {
            assert_eq!(state(by(actor)), if held == 0 { Is::Enrolled } else { Is::Waitlisted }, "{actor}");
        }
    }
}

#[test]
fn nobody_holds_more_than_a_few_enrollments_that_are_not_paid() {
    let rules = &POLICIES.cyber_program.enrollment;
    for (actor, at_most) in [
        (EnrollmentActor::Participant, rules.unpaid_at_most.value),
        (EnrollmentActor::Buyer, rules.organization_unpaid_at_most.value),
    ] {
        let with = |unpaid| {
            let holdings = Holdings { unpaid, made_today: 0 };
            registered(EnrollmentFacts { actor, holdings, ..facts() })
        };
        assert!(with(at_most - 1).is_ok());
        assert_eq!(with(at_most), Err(EnrollmentRefusal::TooManyUnpaid { unpaid: at_most, at_most }));
    }
    let holdings = Holdings { unpaid: 1000, made_today: 1000 };
    let by_staff = registered(EnrollmentFacts { actor: EnrollmentActor::Staff, holdings, ..facts() });
    assert!(by_staff.is_ok(), "what staff enter is for staff to answer for");
}

#[test]
fn enrolling_and_giving_up_has_a_limit_a_day() {
    let at_most = POLICIES.cyber_program.enrollment.enrollments_a_day_at_most.value;
    let with = |actor, made_today| {
        let holdings = Holdings { unpaid: 0, made_today };
        registered(EnrollmentFacts { actor, holdings, ..facts() })
    };
    for actor in [EnrollmentActor::Participant, EnrollmentActor::Buyer] {
        assert!(with(actor, at_most - 1).is_ok());
        assert_eq!(with(actor, at_most), Err(EnrollmentRefusal::TooManyToday { at_most }));
    }
}
