//! How the refusals of the program's rules read on the wire.

crate::problem_kinds! {
    // Prices and plans, for anybody.
    TOO_MANY_PARTICIPANTS = 409 "too-many-participants" "One price is for fewer participants"
        "More participants were named than one price may be asked for; `rule.facts` says how many it may. Ask for several prices.";
    NO_PRICE_LIST = 409 "no-price-list" "No price list is in force on that date"
        "No list of prices covers the pricing date. `rule.earliest_on` gives the first day of the oldest list.";
    TOO_MANY_TO_GROUP = 409 "too-many-to-group" "One plan is for fewer participants"
        "More participants were given than one plan of breakout groups may be asked for; `rule.facts` says how many it may.";
    // Breakout groups, marks, completion.
    NOBODY_TO_GROUP = 409 "nobody-to-group" "Nobody has a seat in the cohort"
        "Breakout groups are made of those who have a seat in the cohort, and nobody has one.";
    BREAKOUT_GROUPS_IN_USE = 409 "breakout-groups-in-use" "Something was written in the breakout groups"
        "Breakout groups are made anew while nobody has written in one. From then on participants are moved, one by one.";
    COHORT_OVER = 409 "cohort-over" "The cohort is over"
        "The groups of a cohort that has ended stay as they were.";
    ALREADY_IN_BREAKOUT_GROUP = 409 "already-in-breakout-group" "The participant is in this breakout group already"
        "Nothing would change.";
    BREAKOUT_GROUP_TOO_LARGE = 409 "breakout-group-too-large" "The breakout group has no room"
        "A move leaves no group larger than policy allows; `rule.facts` has the sizes.";
    BREAKOUT_GROUP_TOO_SMALL = 409 "breakout-group-too-small" "The breakout group left would be too small"
        "A move leaves no group smaller than policy allows; `rule.facts` has the sizes.";
    UNKNOWN_ENROLLMENT = 409 "unknown-enrollment" "No such participant in the cohort"
        "An `enrollment_id` names nobody who has a seat in this cohort. `errors` names every one.";
    NO_SUCH_ACTIVITY = 409 "no-such-activity" "The cohort's plan has no such activity"
        "The week plan of the cohort lists its activities with their keys.";
    MARK_DOES_NOT_FIT = 409 "mark-does-not-fit" "The mark does not fit the activity"
        "A live event is `attended` or `watched`, a meeting is `attended`, whatever is read or watched is `done`.";
    MARK_BY_WRITING_ONLY = 409 "mark-by-writing-only" "Writing it is what marks it"
        "Discussions, summaries and surveys are marked when something is posted or answered. That somebody reflected is marked nowhere.";
    MARK_IN_THE_FUTURE = 409 "mark-in-the-future" "What is to come is not done"
        "The date lies after today, by the cohort's calendar.";
    ACTIVITY_NOT_OPEN_YET = 409 "activity-not-open-yet" "The activity is not open yet"
        "An activity opens with its week, a live event on its day. `rule.earliest_on` gives the date.";
    COHORT_WRITING_CLOSED = 409 "cohort-writing-closed" "The cohort is closed"
        "Posts, answers and marks are taken until some days after the last week.";
    ACTIVITY_FOR_PARTICIPANTS = 409 "activity-for-participants" "The activity is the participant's own to mark"
        "Faculty marks who was at a meeting or a live event, and nothing else.";
    PROGRAM_NOT_COMPLETED = 409 "program-not-completed" "The program is not completed"
        "There is a certificate only for those who have completed the program; their progress says what is missing.";
}
