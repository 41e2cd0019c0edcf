//! Narrowing never adds a reader; nothing stored makes an audience wider.

use super::super::{account, cohort_id, group_id, seat};
use super::{EVERYBODY, POSTED, Who, post};
use crate::accounts::role::{Caller, Role};
use crate::cyber_program::{
    ActivityKind, Audience, AudienceBound, EnrollmentState, GroupSpell, GroupStay, Mentorship, Peers, Post,
    SeatOfViewer, Sight, Ties, Viewer, Visibility, may_read,
};
use crate::testing::instant;
use chrono::TimeDelta;
use proptest::prelude::*;

fn any_kind() -> impl Strategy<Value = ActivityKind> {
    proptest::sample::select(ActivityKind::ALL)
}

fn any_bound() -> impl Strategy<Value = AudienceBound> {
    let peers = prop_oneof![
        Just(Peers::Nobody),
        (1_u128..4).prop_map(|group| Peers::Group(group_id(group))),
        Just(Peers::Cohort)
    ];
    let sight = || proptest::sample::select(Sight::ALL);
    (peers, sight(), sight()).prop_map(|(peers, faculty, staff)| AudienceBound { peers, faculty, staff })
}

fn any_post() -> impl Strategy<Value = Post> {
    (any_kind(), proptest::option::of(1_u128..4), 1_u128..3, 1_u128..4).prop_map(|(kind, group, cohort, author)| {
        Post::new(cohort_id(cohort), account(author), kind, group.map(group_id), instant(POSTED))
    })
}

#[derive(Clone, Debug)]
struct AnyViewer {
    caller: Caller,
    seats: Vec<SeatOfViewer>,
    stays: Vec<GroupStay>,
    mentors: Vec<Mentorship>,
}

fn any_stay() -> impl Strategy<Value = GroupStay> {
    (1_u128..4, -3_i64..3, 1_i64..3).prop_map(|(group, from, seconds)| GroupStay {
        group_id: group_id(group),
        since: instant(POSTED) + TimeDelta::seconds(from),
        until: instant(POSTED) + TimeDelta::seconds(from + seconds),
    })
}

fn any_viewer() -> impl Strategy<Value = AnyViewer> {
    let state = proptest::sample::select(EnrollmentState::ALL);
    let spell = (1_u128..4, -2_i64..3).prop_map(|(group, seconds)| GroupSpell {
        group_id: group_id(group),
        since: instant(POSTED) + TimeDelta::seconds(seconds),
    });
    let seat = (1_u128..3, state, proptest::option::of(spell)).prop_map(|(cohort, state, group)| SeatOfViewer {
        enrollment_id: seat(cohort),
        cohort_id: cohort_id(cohort),
        state,
        group,
    });
    let caller = proptest::option::weighted(
        0.9,
        (1_u128..8, proptest::collection::vec(proptest::sample::select(Role::ALL), 0..3)),
    )
    .prop_map(|person| match person {
        None => Caller::Anonymous,
        Some((number, roles)) => Caller::Person { account_id: account(number), roles: roles.into_iter().collect() },
    });
    let named = (1_u128..3, -2_i64..3).prop_map(|(cohort, seconds)| Mentorship {
        cohort_id: cohort_id(cohort),
        since: instant(POSTED) + TimeDelta::seconds(seconds),
    });
    let (stays, mentors) = (proptest::collection::vec(any_stay(), 0..3), proptest::collection::vec(named, 0..2));
    (caller, proptest::collection::vec(seat, 0..3), stays, mentors)
        .prop_map(|(caller, seats, stays, mentors)| AnyViewer { caller, seats, stays, mentors })
}

fn reads(viewer: &AnyViewer, post: &Post) -> Visibility {
    let ties = Ties { seats: &viewer.seats, stays: &viewer.stays, mentored: &viewer.mentors };
    may_read(&Viewer::of(&viewer.caller, ties), post)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn narrowing_never_adds_a_reader(post in any_post(), to in any_bound(), viewer in any_viewer()) {
        prop_assert!(reads(&viewer, &post.narrowed(to)).sight() <= reads(&viewer, &post).sight());
    }

    #[test]
    fn narrowing_by_every_step_in_any_order_comes_to_the_same(kind in any_kind(), a in any_bound(), b in any_bound()) {
        let audience = Audience::of(kind, Some(group_id(1)));
        prop_assert_eq!(audience.narrow(a).narrow(b), audience.narrow(b).narrow(a));
        prop_assert_eq!(audience.narrow(a).narrow(a), audience.narrow(a));
    }

    #[test]
    fn a_stored_audience_comes_back_as_it_was(post in any_post(), to in any_bound()) {
        let narrowed = post.narrowed(to);
        let (kind, group) = (post.kind(), post.group());
        let read = Post::new(post.cohort_id(), post.author(), kind, group, post.posted_at());
        prop_assert_eq!(read.narrowed(narrowed.audience().bound()), narrowed);
    }

    #[test]
    fn an_author_always_reads_the_own_post(post in any_post(), to in any_bound(), viewer in any_viewer()) {
        let own = viewer.caller.account_id() == Some(post.author());
        prop_assert!(!own || reads(&viewer, &post.narrowed(to)).is_whole());
    }

    #[test]
    fn a_reflection_is_hidden_from_everybody_else_whatever_their_roles_and_whatever_is_stored(
        post in any_post(), to in any_bound(), viewer in any_viewer()
    ) {
        let reflection = Post::new(post.cohort_id(), post.author(), ActivityKind::Reflect, post.group(), post.posted_at());
        let own = viewer.caller.account_id() == Some(post.author());
        prop_assert!(own || reads(&viewer, &reflection.narrowed(to)) == Visibility::Hidden);
    }

    #[test]
    fn nobody_reads_a_foreign_groups_discussion_without_mentoring_the_cohort(post in any_post(), viewer in any_viewer()) {
        let discussion = Post::new(
            post.cohort_id(), post.author(), ActivityKind::DiscussBreakout, post.group(), post.posted_at(),
        );
        let own = viewer.caller.account_id() == Some(post.author());
        let mentors = viewer.caller.has(Role::Faculty) && viewer.mentors.iter().any(|one| one.cohort_id == post.cohort_id());
        let in_group = viewer.seats.iter().any(|seat| {
            seat.cohort_id == post.cohort_id() && seat.group.map(|spell| spell.group_id) == post.group()
        });
        prop_assert!(own || mentors || in_group || reads(&viewer, &discussion) == Visibility::Hidden);
    }
}

proptest! {
    #[test]
    fn a_history_of_stays_is_read_whole_and_only_while_the_last_of_them_lasts(
        moves in proptest::collection::vec((1_u128..4, 1_i64..4), 1..8), written in 0_i64..24
    ) {
        // Groups one after the other, each from its own beginning to the beginning of the next.
        let at = |seconds: i64| instant(POSTED) + TimeDelta::seconds(seconds);
        let mut begun = 0;
        let mut stays = Vec::new();
        for (group, seconds) in &moves {
            stays.push((*group, begun, begun + seconds));
            begun += seconds;
        }
        let (now, since, _) = stays.pop().expect("one at least");
        let earlier: Vec<GroupStay> = stays.iter()
            .map(|(group, from, to)| GroupStay { group_id: group_id(*group), since: at(*from), until: at(*to) })
            .collect();
        let group = Some(GroupSpell { group_id: group_id(now), since: at(since) });
        let seats = [SeatOfViewer {
            enrollment_id: seat(1), cohort_id: cohort_id(1), state: EnrollmentState::Enrolled, group,
        }];
        let caller = Caller::Person { account_id: account(9), roles: [].into_iter().collect() };
        let viewer = Viewer::of(&caller, Ties { seats: &seats, stays: &earlier, mentored: &[] });
        let in_then = stays.iter().find(|(_, from, to)| (*from..*to).contains(&written)).map_or(now, |(group, ..)| *group);
        for group in 1..4 {
            let said = Post::new(
                cohort_id(1), account(1), ActivityKind::DiscussBreakout, Some(group_id(group)), at(written),
            );
            let is_read = may_read(&viewer, &said).is_whole();
            prop_assert_eq!(is_read, group == now && group == in_then, "group {}", group);
        }
    }
}

#[test]
fn a_post_narrowed_to_its_author_is_hidden_from_everybody_else() {
    for kind in ActivityKind::ALL {
        let own = post(*kind).narrowed(AudienceBound::AUTHOR_ALONE);
        for who in EVERYBODY {
            let is_author = matches!(who, Who::Author | Who::AuthorMovedAway | Who::AuthorWithdrawn);
            assert_eq!(who.reads(&own).is_whole(), is_author, "{kind} {who:?}");
        }
    }
}

#[test]
fn what_is_for_a_group_but_names_none_is_for_its_author() {
    let audience = Audience::of(ActivityKind::DiscussBreakout, None);
    assert_eq!(audience.bound().peers, Peers::Nobody);
}
