//! Narrowing never adds a reader; nothing stored makes an audience wider.

use super::super::{account, cohort_id, group_id, seat};
use super::{EVERYBODY, POSTED, Who, post};
use crate::accounts::role::{Caller, Role};
use crate::cyber_program::{
    ActivityKind, Audience, AudienceBound, EnrollmentState, GroupSpell, Peers, Post, SeatOfViewer, Sight, Viewer,
    Visibility, may_read,
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
    mentors: Vec<crate::CohortId>,
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
    let mentors = proptest::collection::vec((1_u128..3).prop_map(cohort_id), 0..2);
    (caller, proptest::collection::vec(seat, 0..3), mentors).prop_map(|(caller, seats, mentors)| AnyViewer {
        caller,
        seats,
        mentors,
    })
}

fn reads(viewer: &AnyViewer, post: &Post) -> Visibility {
    may_read(&Viewer::of(&viewer.caller, &viewer.seats, &viewer.mentors), post)
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
        let mentors = viewer.caller.has(Role::Faculty) && viewer.mentors.contains(&post.cohort_id());
        let in_group = viewer.seats.iter().any(|seat| {
            seat.cohort_id == post.cohort_id() && seat.group.map(|spell| spell.group_id) == post.group()
        });
        prop_assert!(own || mentors || in_group || reads(&viewer, &discussion) == Visibility::Hidden);
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
