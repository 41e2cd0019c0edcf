//! Which activities are marked by request, by whom, and which only by writing.

use crate::cyber_program::{ActivityKind, MarkRefusal, check_marked_by_faculty, check_marked_by_hand};

#[test]
fn what_is_written_is_marked_by_its_text_alone() {
    for kind in ActivityKind::ALL.iter().copied() {
        let by_hand = [ActivityKind::BreakoutMeeting, ActivityKind::LiveEvent, ActivityKind::Read, ActivityKind::Watch];
        let expected =
            if by_hand.contains(&kind) { Ok(()) } else { Err(MarkRefusal::ByWritingOnly { activity: kind }) };
        assert_eq!(check_marked_by_hand(kind), expected);
    }
}

#[test]
fn what_is_read_or_watched_is_the_participants_own_to_mark() {
    for kind in ActivityKind::ALL.iter().copied() {
        let own = [ActivityKind::Read, ActivityKind::Watch].contains(&kind);
        let expected = if own { Err(MarkRefusal::OwnToMark { activity: kind }) } else { Ok(()) };
        assert_eq!(check_marked_by_faculty(kind), expected);
    }
}
