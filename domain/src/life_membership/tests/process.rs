//! The way of an application, RULES 2.4.

use super::{assessed, retires, served};
use crate::Refuse;
use crate::life_membership::applications::process::{
    LifeCase, LifeDecision, LifeStep, LifeTransition, Verified, allowed_steps, decide_step, follow_employment,
};
use crate::life_membership::applications::state::{Actor, LifeAction, LifeState};
use crate::life_membership::assessments::facts::LifeFacts;
use crate::life_membership::employment::Employment;
use crate::members::conferrals::board_vote::{BoardVote, MajorityOf};
use crate::testing::{POLICIES, day};

const RETIRED: &str = "2020-07-01";

fn verified(facts: &LifeFacts) -> Verified {
    Verified::of(facts, &assessed(facts))
}

fn entitled() -> Verified {
    verified(&retires("1960-05-01", RETIRED, vec![served("1995-07-01", RETIRED)]))
}

fn short_of_it() -> Verified {
    verified(&retires("1960-05-01", RETIRED, vec![served("2000-07-01", RETIRED)]))
}

fn case(state: LifeState, verified: Verified) -> LifeCase {
    LifeCase { state: Some(state), verified: Some(verified), ..LifeCase::default() }
}

fn step(decision: LifeDecision, actor: Actor, on: &str) -> LifeStep {
    LifeStep { decision, actor, account_id: None, on: day(on), reasons: vec!["a reason".to_owned()] }
}

fn taken(case: &LifeCase, decision: LifeDecision, actor: Actor) -> Result<LifeTransition, &'static str> {
    decide_step(case, &step(decision, actor, "2020-08-01"), &POLICIES.life_membership).map_err(|refusal| refusal.code())
}

fn allowed(case: &LifeCase) -> Vec<LifeAction> {
    allowed_steps(case, day("2020-08-01")).into_iter().map(|step| step.action).collect()
}

#[test]
fn whoever_meets_a_path_is_granted_it_and_cannot_be_declined_or_referred() {
    let case = case(LifeState::Verified, entitled());
    assert_eq!(taken(&case, LifeDecision::Grant, Actor::Staff).unwrap().to, LifeState::Granted);
    assert_eq!(taken(&case, LifeDecision::Decline, Actor::Staff), Err("life_is_due"));
    assert_eq!(taken(&case, LifeDecision::ReferToBoard, Actor::Staff), Err("life_is_due"));
    assert_eq!(allowed(&case), [LifeAction::Verify, LifeAction::Grant]);
}

#[test]
fn whoever_meets_no_path_is_declined_or_referred_and_cannot_be_granted_by_staff() {
    let case = case(LifeState::Verified, short_of_it());
    assert_eq!(taken(&case, LifeDecision::Grant, Actor::Staff), Err("life_not_eligible"));
    assert_eq!(taken(&case, LifeDecision::Decline, Actor::Staff).unwrap().to, LifeState::Declined);
    assert_eq!(taken(&case, LifeDecision::ReferToBoard, Actor::Staff).unwrap().to, LifeState::ReferredToBoard);
    assert_eq!(allowed(&case), [LifeAction::Verify, LifeAction::ReferToBoard, LifeAction::Decline]);
}

#[test]
fn whoever_was_not_a_full_member_cannot_come_before_the_board() {
    let closed = Verified { board_path_open: false, ..short_of_it() };
    assert_eq!(
        taken(&case(LifeState::Verified, closed), LifeDecision::ReferToBoard, Actor::Staff),
        Err("life_board_path_closed")
    );
    assert_eq!(
        taken(&case(LifeState::Declined, closed), LifeDecision::Appeal, Actor::Member),
        Err("life_board_path_closed")
    );
    assert_eq!(allowed(&case(LifeState::Verified, closed)), [LifeAction::Verify, LifeAction::Decline]);
}

#[test]
fn every_step_is_for_certain_people_and_nobody_else() {
    for action in LifeAction::ALL {
        for actor in Actor::ALL {
            let expected = action.may_be_taken_by().contains(actor);
            let decision = match action {
                LifeAction::Announce => LifeDecision::Announce,
                LifeAction::Verify => LifeDecision::Verify(entitled()),
                LifeAction::Grant => LifeDecision::Grant,
                LifeAction::ReferToBoard => LifeDecision::ReferToBoard,
                LifeAction::Decline => LifeDecision::Decline,
                LifeAction::RecordVote => LifeDecision::RecordVote(BoardVote { present: 1, in_favor: 1, against: 0 }),
                LifeAction::Appeal => LifeDecision::Appeal,
                LifeAction::Suspend | LifeAction::Reinstate => continue,
            };
            let refused = taken(&LifeCase::default(), decision, *actor) == Err("life_step_not_theirs");
            assert_eq!(refused, !expected, "{action} {actor}");
        }
    }
}

#[test]
fn no_step_is_open_from_a_state_it_does_not_begin_in() {
    for state in LifeState::ALL {
        for verified in [entitled(), short_of_it()] {
            let open = allowed(&case(*state, verified));
            assert!(open.iter().all(|action| action.taken_from().contains(state)), "{state} {open:?}");
        }
    }
    assert_eq!(
        taken(&case(LifeState::Granted, entitled()), LifeDecision::Grant, Actor::Staff),
        Err("life_step_not_open")
    );
}

#[test]
fn nothing_is_granted_before_the_retirement() {
    let case = case(LifeState::Verified, entitled());
    let on = |date| decide_step(&case, &step(LifeDecision::Grant, Actor::Staff, date), &POLICIES.life_membership);
    let refusal = on("2020-06-30").unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("life_not_retired_yet", Some(day(RETIRED))));
    assert_eq!(on(RETIRED).unwrap().holds_from, day(RETIRED));
    let steps = allowed_steps(&case, day("2020-06-30"));
    let grant = steps.iter().find(|step| step.action == LifeAction::Grant).unwrap();
    assert_eq!(grant.from_on, Some(day(RETIRED)));
    assert_eq!(grant.by, [Actor::Staff]);
}

#[test]
fn the_board_cannot_vote_before_the_retirement_either() {
    let case = case(LifeState::ReferredToBoard, short_of_it());
    let vote = LifeDecision::RecordVote(BoardVote { present: 3, in_favor: 3, against: 0 });
    let refusal = decide_step(&case, &step(vote, Actor::Board, "2020-06-30"), &POLICIES.life_membership).unwrap_err();
    assert_eq!(refusal.code(), "life_not_retired_yet");
}

fn voted(present: u32, in_favor: u32, against: u32) -> Result<LifeTransition, &'static str> {
    let vote = LifeDecision::RecordVote(BoardVote { present, in_favor, against });
    taken(&case(LifeState::ReferredToBoard, short_of_it()), vote, Actor::Board)
}

#[test]
fn more_than_half_of_those_present_carry_a_grant() {
    for (present, in_favor, against, carried) in
        [(17, 9, 8, true), (17, 8, 9, false), (16, 8, 8, false), (16, 9, 0, true), (16, 8, 0, false), (1, 1, 0, true)]
    {
        let to = if carried { LifeState::GrantedByBoard } else { LifeState::Declined };
        assert_eq!(voted(present, in_favor, against).unwrap().to, to, "{present} {in_favor} {against}");
    }
}

#[test]
fn the_vote_is_the_ground_of_the_grant_and_its_rule_is_marked_as_ours() {
    let granted = voted(17, 12, 4).unwrap();
    assert_eq!(granted.vote, Some(BoardVote { present: 17, in_favor: 12, against: 4 }));
    assert_eq!(
        granted.ground.detail,
        "17 present, 12 for, 4 against; more than half of those present is 9, so the grant is carried"
    );
    assert_eq!(granted.ground.source, crate::refusal::cited::ASSUMPTION);
    assert_eq!(granted.holds_from, day("2020-08-01"));
}

#[test]
fn a_vote_counts_nobody_who_is_absent() {
    assert_eq!(voted(0, 0, 0), Err("life_vote_nobody_present"));
    assert_eq!(voted(3, 2, 2), Err("life_vote_exceeds_present"));
    assert_eq!(voted(u32::MAX, u32::MAX, 1), Err("life_vote_exceeds_present"));
    assert!(voted(3, 2, 1).is_ok());
}

#[test]
fn a_majority_of_the_votes_cast_is_a_matter_of_policy() {
    let mut rules = POLICIES.life_membership.rules.on(day(RETIRED)).clone();
    rules.board_majority_of.value = MajorityOf::VotesCast;
    let vote = BoardVote { present: 17, in_favor: 3, against: 2 };
    let result = vote
        .result(&rules.board_majority_of, &POLICIES.life_membership.sources, ("life.board_grant.vote", "grant"))
        .unwrap();
    assert!(result.carried);
    assert_eq!(result.needed, 3);
    let abstained = BoardVote { present: 17, in_favor: 0, against: 0 };
    assert!(
        !abstained
            .result(&rules.board_majority_of, &POLICIES.life_membership.sources, ("life.board_grant.vote", "grant"))
            .unwrap()
            .carried
    );
}

#[test]
fn a_refusal_by_staff_can_be_appealed_and_one_by_the_board_cannot() {
    let declined = case(LifeState::Declined, short_of_it());
    assert_eq!(taken(&declined, LifeDecision::Appeal, Actor::Member).unwrap().to, LifeState::ReferredToBoard);
    let by_board = LifeCase { board_has_voted: true, ..declined };
    assert_eq!(taken(&by_board, LifeDecision::Appeal, Actor::Member), Err("life_board_has_decided"));
    assert!(allowed(&by_board).is_empty());
}

#[test]
fn to_refer_decline_and_appeal_needs_a_reason() {
    for (state, decision, actor) in [
        (LifeState::Verified, LifeDecision::ReferToBoard, Actor::Staff),
        (LifeState::Verified, LifeDecision::Decline, Actor::Staff),
        (LifeState::Declined, LifeDecision::Appeal, Actor::Member),
    ] {
        let silent = LifeStep { reasons: vec![" ".to_owned()], ..step(decision, actor, "2020-08-01") };
        let refusal = decide_step(&case(state, short_of_it()), &silent, &POLICIES.life_membership).unwrap_err();
        assert_eq!(refusal.code(), "life_reason_missing");
    }
}

#[test]
fn steps_follow_one_another_in_time() {
    let case = LifeCase { last_on: Some(day("2020-08-01")), ..case(LifeState::Verified, entitled()) };
    let on = |date| decide_step(&case, &step(LifeDecision::Grant, Actor::Staff, date), &POLICIES.life_membership);
    assert_eq!(on("2020-07-31").unwrap_err().code(), "life_step_before_last");
    assert!(on("2020-08-01").is_ok());
}

#[test]
fn a_retirement_is_announced_once_and_again_after_a_refusal() {
    let other = |state| LifeCase { other: Some(state), ..LifeCase::default() };
    for state in LifeState::ALL {
        let expected = match state {
            LifeState::Requested | LifeState::Verified | LifeState::ReferredToBoard => Err("life_application_open"),
            LifeState::Declined => Ok(LifeState::Requested),
            _ => Err("already_life_member"),
        };
        let answer = taken(&other(*state), LifeDecision::Announce, Actor::Member).map(|step| step.to);
        assert_eq!(answer, expected, "{state}");
    }
    assert_eq!(
        taken(&case(LifeState::Requested, entitled()), LifeDecision::Announce, Actor::Member),
        Err("life_step_not_open")
    );
}

#[test]
fn a_step_says_who_when_and_why() {
    let granted = taken(&case(LifeState::Verified, entitled()), LifeDecision::Grant, Actor::Staff).unwrap();
    assert_eq!((granted.actor, granted.on), (Actor::Staff, day("2020-08-01")));
    assert_eq!(granted.reasons, ["a reason"]);
    assert_eq!(granted.ground.clause, "life.process.grant");
    assert_eq!((granted.from, granted.action), (Some(LifeState::Verified), LifeAction::Grant));
}

fn follows(state: LifeState, work: &[Employment]) -> Option<LifeState> {
    let moved =
        follow_employment(&case(state, entitled()), work, day("2026-03-01"), &POLICIES.life_membership).unwrap();
    moved.map(|step| step.to)
}

#[test]
fn life_status_follows_the_work_on_record_without_a_new_test() {
    use Employment::{
        FullTimeLocalGovernment as City, FullTimePrivateSector as Firm, InterimLocalGovernment as Interim,
    };
    for held in [LifeState::Granted, LifeState::GrantedByBoard, LifeState::Reinstated] {
        assert_eq!(follows(held, &[]), None);
        assert_eq!(follows(held, &[Interim]), None);
        assert_eq!(follows(held, &[City]), Some(LifeState::SuspendedFullTimeLg));
        assert_eq!(follows(held, &[Firm]), Some(LifeState::SuspendedOtherEmployment));
    }
    assert_eq!(follows(LifeState::SuspendedFullTimeLg, &[City]), None);
    assert_eq!(follows(LifeState::SuspendedFullTimeLg, &[Interim]), Some(LifeState::Reinstated));
    assert_eq!(follows(LifeState::SuspendedFullTimeLg, &[Firm]), Some(LifeState::SuspendedOtherEmployment));
    assert_eq!(follows(LifeState::SuspendedOtherEmployment, &[Firm, City]), Some(LifeState::SuspendedFullTimeLg));
    assert_eq!(follows(LifeState::SuspendedOtherEmployment, &[]), Some(LifeState::Reinstated));
}

#[test]
fn work_does_nothing_to_a_membership_that_was_never_granted() {
    for state in [LifeState::Requested, LifeState::Verified, LifeState::ReferredToBoard, LifeState::Declined] {
        let refusal = follow_employment(&case(state, entitled()), &[], day("2026-03-01"), &POLICIES.life_membership);
        assert_eq!(refusal.unwrap_err().code(), "not_a_life_member");
    }
}

#[test]
fn what_work_may_do_next_is_shown_as_nobodys_step() {
    let steps = allowed_steps(&case(LifeState::SuspendedFullTimeLg, entitled()), day("2026-03-01"));
    let shown: Vec<_> = steps.iter().map(|step| (step.action, step.leads_to.as_slice(), step.by)).collect();
    assert_eq!(
        shown,
        [
            (LifeAction::Suspend, &[LifeState::SuspendedOtherEmployment][..], &[Actor::System][..]),
            (LifeAction::Reinstate, &[LifeState::Reinstated][..], &[Actor::System][..]),
        ]
    );
}
