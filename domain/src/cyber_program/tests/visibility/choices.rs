//! What an author chooses: as wide as the kind allows or narrower, and never wider again.

use super::{Groupmate, MOVED, MovedIntoTheGroup, Who, post};
use crate::cyber_program::{ActivityKind, AudienceChoice, Post, WriteRefusal, choose_audience};
use crate::refusal::Refuse;
use crate::testing::instant;

use super::super::{account, cohort_id, group_id};

fn chosen(post: Post, asked: AudienceChoice) -> Result<AudienceChoice, WriteRefusal> {
    choose_audience(post, asked, Some(group_id(1))).map(|post| AudienceChoice::of(post.audience().bound()))
}

#[test]
fn a_choice_is_had_as_asked_or_refused() {
    use AudienceChoice::{AuthorAlone, BreakoutGroup, Cohort};
    let choices = [Cohort, BreakoutGroup, AuthorAlone];
    for kind in [ActivityKind::DiscussCohort, ActivityKind::BreakoutSummary, ActivityKind::DiscussBreakout] {
        for (is, asked) in choices.into_iter().flat_map(|is| choices.map(|asked| (is, asked))) {
            let Ok(post) = choose_audience(post(kind), is, Some(group_id(1))) else {
                assert_eq!((kind, is), (ActivityKind::DiscussBreakout, Cohort));
                continue;
            };
            let narrows = choices.iter().position(|one| *one == asked) >= choices.iter().position(|one| *one == is);
            let expected = if narrows { Ok(asked) } else { Err(WriteRefusal::AudienceWidens { is, asked }) };
            assert_eq!(chosen(post, asked), expected, "{kind}");
        }
    }
}

#[test]
fn whoever_is_in_no_group_cannot_choose_the_group() {
    let post = Post::new(cohort_id(1), account(1), ActivityKind::DiscussCohort, None, instant(MOVED));
    let refused = choose_audience(post, AudienceChoice::BreakoutGroup, None).unwrap_err();
    assert_eq!(refused.code(), "no_breakout_group");
}

#[test]
fn an_answer_is_not_read_by_whoever_joined_the_group_after_what_it_answers() {
    let parent = post(ActivityKind::DiscussBreakout);
    let later = instant("2027-02-20T15:00:00Z");
    let by = |who: Who, post: &Post| who.reads(post).is_whole();
    let own = Post::new(cohort_id(1), account(9), ActivityKind::DiscussBreakout, Some(group_id(1)), later);
    assert!(by(MovedIntoTheGroup, &own), "begun after the move");
    let answer = own.answering(&parent);
    assert!(!by(MovedIntoTheGroup, &answer) && by(Groupmate, &answer));
    assert!(!by(MovedIntoTheGroup, &own.answering(&answer)), "nor an answer to the answer");
    assert_eq!(answer.for_those_since(later), answer, "never for those who came later");
}
