//! How the refusals of the program's rules read on the wire.

crate::problem_kinds! {
    // Posts, reflections and surveys.
    NO_SUCH_ACTIVITY = 409 "no-such-activity" "The cohort's plan has no such activity"
        "`activity` is the week and the code of an activity in the week plan of the cohort, for instance `w03-read`.";
    ACTIVITY_WRITTEN_ELSEWHERE = 409 "activity-written-elsewhere" "That kind of activity has another address"
        "Discussions and summaries are posts, reflections are reflections, and surveys are answered; each has an address of its own.";
    ACTIVITY_MARK_ONLY = 409 "activity-mark-only" "There is nothing to write"
        "Activities of this kind are marked as done or attended, not written.";
    ACTIVITY_NOT_OPEN_YET = 409 "activity-not-open-yet" "The week has not begun"
        "An activity opens with its week. `rule.earliest_on` gives the first day.";
    COHORT_WRITING_CLOSED = 409 "cohort-writing-closed" "The cohort is over"
        "Posts and answers are taken until some days after the last week; `rule.facts` says until when.";
    ACTIVITY_FOR_PARTICIPANTS = 409 "activity-for-participants" "That is for participants"
        "Faculty takes part in discussions; summaries, reflections and surveys are for participants.";
    NO_BREAKOUT_GROUP = 409 "no-breakout-group" "There is no breakout group to write in"
        "The writer is in no breakout group. Faculty names one in `breakout_group_id`.";
    BREAKOUT_GROUP_LEFT = 409 "breakout-group-left" "That is the discussion of a group you have left"
        "You still read what you wrote there, and add nothing.";
    REPLY_ELSEWHERE = 409 "reply-elsewhere" "A reply stays in its discussion"
        "A reply has the kind of activity and the group of what it answers, and only discussions have replies.";
    SUMMARY_NOT_ON_DUTY = 409 "summary-not-on-duty" "The summary is for the leader or the scribe"
        "Each week has a leader and a scribe in every breakout group; one of them writes the summary of the group.";
    SUMMARY_THERE = 409 "summary-there" "The group's summary of the week is there"
        "A breakout group has one summary a week.";
    AUDIENCE_ONLY_NARROWS = 409 "audience-only-narrows" "The audience only narrows"
        "A post is for no more people than its kind of activity allows, than what it answers, and than it was for before. `rule.facts` says what it is for.";
    SURVEY_THERE = 409 "survey-there" "The activity has its survey"
        "An activity has one survey, and its questions do not change.";
    SURVEY_CLOSED = 409 "survey-closed" "The survey is closed"
        "A survey is answered until it is due; `rule.facts` says when that was.";
    SURVEY_ALREADY_ANSWERED = 409 "survey-already-answered" "You have answered"
        "A survey is answered once.";
    SURVEY_STILL_OPEN = 409 "survey-still-open" "The survey is still open"
        "Counts are told once nobody can answer any more, since two readings would differ by one person's answer. `rule.earliest_on` gives the first day.";
}
