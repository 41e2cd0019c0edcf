//! What follows an enrollment: every step, its states, its people and its days.

use super::cohort;
use crate::cyber_program::{
    AgreedDay, Completion, EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision, EnrollmentRefusal,
    EnrollmentState, EnrollmentStep, EnrollmentTransition, Seats, decide_enrollment,
};
use crate::testing::{POLICIES, day};
use crate::{Cents, Refuse};
use EnrollmentState as Is;
use chrono::{DateTime, Utc};

const PRICE: Cents = Cents::new(199_500);

fn case(state: EnrollmentState) -> EnrollmentCase {
    EnrollmentCase {
        state,
        registered_on: day("2026-12-01"),
        price: PRICE,
        paid: Cents::ZERO,
        payment_due_on: Some(day("2026-12-31")),
        offer_expires_at: None,
        is_own_act: true,
        agreed: AgreedDay::default(),
    }
}

/// An instant on a day, so many hours after its beginning in UTC.
fn at(date: &str, hour: u32) -> DateTime<Utc> {
    day(date).and_hms_opt(hour, 0, 0).unwrap().and_utc()
}

fn taken(
    case: &EnrollmentCase,
    decision: EnrollmentDecision<'_>,
    actor: EnrollmentActor,
    on: &str,
) -> Result<EnrollmentTransition, EnrollmentRefusal> {
    let step = EnrollmentStep { decision, actor, on: day(on) };
    decide_enrollment(case, &step, &cohort(), &POLICIES.cyber_program)
}

fn completion(met: bool) -> Completion {
    let version = POLICIES.cyber_program.completion.on(day("2027-02-01")).version.clone();
    let completed_on = met.then(|| day("2027-04-20"));
    Completion { met, completed_on, requirements: Vec::new(), rule_version: version }
}

#[test]
fn every_step_is_open_in_its_states_and_to_its_people_only() {
    let completion = completion(true);
    let room = Seats { held: 0, waiting: 0 };
    let decisions = [
        EnrollmentDecision::Confirm(room),
        EnrollmentDecision::Promote,
        EnrollmentDecision::Offer(at("2027-02-02", 12)),
        EnrollmentDecision::Accept(at("2027-02-01", 12)),
        EnrollmentDecision::Decline,
        EnrollmentDecision::Expire(at("2027-02-01", 12)),
        EnrollmentDecision::Withdraw,
        EnrollmentDecision::Cancel("Too few people."),
        EnrollmentDecision::Release,
        EnrollmentDecision::Finish(&completion),
    ];
    for decision in decisions {
        let action = decision.action();
        for (state, actor) in EnrollmentState::ALL.iter().flat_map(|s| EnrollmentActor::ALL.iter().map(move |a| (s, a)))
        {
            // Confirming and promoting need payment, releasing the want of it; expiring needs time.
            let is_paid = matches!(action, EnrollmentAction::Confirm | EnrollmentAction::Promote);
            let paid = if is_paid { PRICE } else { Cents::ZERO };
            let expires_at = if action == EnrollmentAction::Expire { "2027-02-01" } else { "2027-02-03" };
            let offer_expires_at = Some(at(expires_at, 0));
            let answer =
                taken(&EnrollmentCase { paid, offer_expires_at, ..case(*state) }, decision, *actor, "2027-02-01");
            let open = action.taken_from().contains(state) && action.may_be_taken_by().contains(actor);
            assert_eq!(answer.is_ok(), open, "{action} {state} {actor}: {answer:?}");
        }
    }
}

#[test]
fn a_paid_request_comes_to_a_seat_or_behind_those_who_wait() {
    let paid = EnrollmentCase { paid: PRICE, ..case(Is::Requested) };
    let to =
        |seats| taken(&paid, EnrollmentDecision::Confirm(seats), EnrollmentActor::System, "2027-01-10").unwrap().to;
    assert_eq!(to(Seats { held: 23, waiting: 0 }), Is::Enrolled);
    assert_eq!(to(Seats { held: 24, waiting: 0 }), Is::Waitlisted);
    assert_eq!(to(Seats { held: 23, waiting: 1 }), Is::Waitlisted);
    let short = EnrollmentCase { paid: Cents::new(199_499), ..paid };
    let confirm = EnrollmentDecision::Confirm(Seats { held: 0, waiting: 0 });
    let refusal = taken(&short, confirm, EnrollmentActor::System, "2027-01-10").unwrap_err();
    assert_eq!(refusal.code(), "enrollment_not_paid");
}

#[test]
fn a_confirmed_order_comes_to_a_seat_or_behind_those_who_wait_and_is_not_paid_by_it() {
    let to = |actor, seats| {
        let order = EnrollmentDecision::ConfirmOrder(seats);
        taken(&case(Is::Requested), order, actor, "2027-01-10")
    };
    for actor in [EnrollmentActor::Buyer, EnrollmentActor::Staff] {
        let seated = to(actor, Seats { held: 23, waiting: 0 }).unwrap();
        assert_eq!((seated.to, seated.payment_due_on), (Is::Enrolled, Some(day("2027-02-01"))));
        assert_eq!(to(actor, Seats { held: 24, waiting: 0 }).unwrap().to, Is::Waitlisted);
    }
    let own = to(EnrollmentActor::Participant, Seats { held: 0, waiting: 0 });
    assert_eq!(own.unwrap_err().code(), "enrollment_step_not_theirs");
}

#[test]
fn a_free_seat_is_offered_and_nothing_is_owed_before_it_is_accepted() {
    let offer = EnrollmentDecision::Offer(at("2026-12-23", 12));
    let offered = taken(&case(Is::Waitlisted), offer, EnrollmentActor::System, "2026-12-20").unwrap();
    assert_eq!((offered.to, offered.payment_due_on), (Is::Offered, None));
    assert_eq!(offered.offer_expires_at, Some(at("2026-12-23", 12)));
    let late = taken(&case(Is::Waitlisted), offer, EnrollmentActor::System, "2027-02-08");
    assert_eq!(late.unwrap_err().code(), "cohort_entry_closed");
    let open = EnrollmentCase { offer_expires_at: Some(at("2026-12-23", 12)), ..case(Is::Offered) };
    for actor in [EnrollmentActor::Participant, EnrollmentActor::Buyer] {
        let accept = EnrollmentDecision::Accept(at("2026-12-23", 11));
        let seated = taken(&open, accept, actor, "2026-12-20").unwrap();
        assert_eq!((seated.to, seated.payment_due_on), (Is::Enrolled, Some(day("2027-01-19"))));
        let late = taken(&open, EnrollmentDecision::Accept(at("2026-12-23", 12)), actor, "2026-12-23");
        assert_eq!(late.unwrap_err().code(), "seat_offer_expired");
    }
    let declined = taken(&open, EnrollmentDecision::Decline, EnrollmentActor::Participant, "2027-01-30").unwrap();
    assert_eq!((declined.to, declined.frees_seat, declined.withdrawal), (Is::Withdrawn, true, None));
    let withdrawn = taken(&open, EnrollmentDecision::Withdraw, EnrollmentActor::Participant, "2027-01-30").unwrap();
    assert_eq!((withdrawn.frees_seat, withdrawn.withdrawal), (true, None));
    let early = taken(&open, EnrollmentDecision::Expire(at("2026-12-23", 11)), EnrollmentActor::System, "2026-12-23");
    assert_eq!(early.unwrap_err().code(), "enrollment_step_not_open");
    let expired = taken(&open, EnrollmentDecision::Expire(at("2026-12-23", 12)), EnrollmentActor::System, "2026-12-23");
    assert_eq!(expired.map(|step| (step.to, step.frees_seat)), Ok((Is::Withdrawn, true)));
}

#[test]
fn only_who_owes_nothing_gets_a_free_seat_without_being_asked() {
    let promote = |paid| {
        let case = EnrollmentCase { paid, ..case(Is::Waitlisted) };
        taken(&case, EnrollmentDecision::Promote, EnrollmentActor::System, "2026-12-20")
    };
    assert_eq!(promote(PRICE).map(|step| (step.to, step.payment_due_on)), Ok((Is::Enrolled, None)));
    assert_eq!(promote(Cents::new(199_499)).unwrap_err().code(), "enrollment_not_paid");
}

#[test]
fn giving_up_a_seat_frees_it_and_giving_up_waiting_does_not() {
    for (state, frees) in [(Is::Enrolled, true), (Is::Waitlisted, false), (Is::Requested, false)] {
        let left =
            taken(&case(state), EnrollmentDecision::Withdraw, EnrollmentActor::Participant, "2027-01-10").unwrap();
        assert_eq!((left.to, left.frees_seat, left.withdrawal.is_some()), (Is::Withdrawn, frees, frees), "{state}");
    }
}

#[test]
fn whoever_was_enrolled_by_somebody_else_owes_nothing_before_they_pay() {
    let left = |paid| {
        let case = EnrollmentCase { is_own_act: false, paid: Cents::new(paid), ..case(Is::Enrolled) };
        taken(&case, EnrollmentDecision::Withdraw, EnrollmentActor::Participant, "2027-01-31").unwrap().withdrawal
    };
    assert_eq!(left(0), None);
    assert_eq!(left(100_000).map(|terms| (terms.kept, terms.still_owed)), Some((PRICE, Cents::new(99_500))));
}

#[test]
fn whoever_gives_up_without_a_seat_gets_everything_back() {
    for state in [Is::Requested, Is::Waitlisted] {
        let paid = EnrollmentCase { paid: Cents::new(100_000), ..case(state) };
        let left = taken(&paid, EnrollmentDecision::Withdraw, EnrollmentActor::Participant, "2027-03-01").unwrap();
        let back = left.withdrawal.unwrap();
        assert_eq!((back.kept.cents(), back.refund.cents(), back.still_owed.cents()), (0, 100_000, 0), "{state}");
        assert_eq!(back.explanation[0].clause, "cyber_program.refund.no_seat");
    }
}

#[test]
fn nobody_withdraws_from_a_cohort_that_is_over() {
    let on = |date| taken(&case(Is::Enrolled), EnrollmentDecision::Withdraw, EnrollmentActor::Staff, date);
    assert!(on("2027-04-25").is_ok());
    assert_eq!(on("2027-04-26"), Err(EnrollmentRefusal::CohortEnded { ended_on: day("2027-04-26") }));
    for state in [Is::Requested, Is::Waitlisted] {
        let left = taken(&case(state), EnrollmentDecision::Withdraw, EnrollmentActor::Staff, "2027-06-01").unwrap();
        assert_eq!(left.to, Is::Withdrawn, "no seat was ever had");
    }
}

#[test]
fn an_unpaid_seat_is_taken_back_after_the_day_it_was_due() {
    let on = |paid, date| {
        let case = EnrollmentCase { paid, ..case(Is::Enrolled) };
        taken(&case, EnrollmentDecision::Release, EnrollmentActor::Staff, date)
    };
    let refusal = on(Cents::ZERO, "2026-12-31").unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("enrollment_not_overdue", Some(day("2027-01-01"))));
    let released = on(Cents::new(199_499), "2027-01-01").unwrap();
    assert!(released.frees_seat);
    assert_eq!(released.withdrawal.map(|back| (back.kept.cents(), back.refund.cents())), Some((0, 199_499)));
    assert!(on(Cents::ZERO, "2027-01-01").unwrap().withdrawal.is_none());
    assert_eq!(on(PRICE, "2027-01-01"), Err(EnrollmentRefusal::IsPaid));
}

#[test]
fn an_unpaid_seat_that_nobody_could_take_any_more_is_not_taken_back() {
    let on = |date| taken(&case(Is::Enrolled), EnrollmentDecision::Release, EnrollmentActor::Staff, date);
    assert!(on("2027-02-07").unwrap().frees_seat);
    assert_eq!(on("2027-02-08"), Err(EnrollmentRefusal::EntryClosed { closed_on: day("2027-02-08") }));
}

#[test]
fn a_seat_ends_completed_or_two_weeks_after_the_end_not_completed() {
    let finish = |met, date| {
        let completion = completion(met);
        taken(&case(Is::Enrolled), EnrollmentDecision::Finish(&completion), EnrollmentActor::System, date)
    };
    assert_eq!(finish(true, "2027-04-20").unwrap().to, Is::Completed);
    assert_eq!(finish(false, "2027-05-09").unwrap_err().code(), "program_not_completed");
    let ended = finish(false, "2027-05-10").unwrap();
    assert_eq!((ended.to, ended.frees_seat), (Is::NotCompleted, false));
}
