//! How the refusals of the program's rules read on the wire.

crate::problem_kinds! {
    // Prices and plans, for anybody.
    TOO_MANY_PARTICIPANTS = 409 "too-many-participants" "One price is for fewer participants"
        "More participants were named than one price may be asked for; `rule.facts` says how many it may. Ask for several prices.";
    NO_PRICE_LIST = 409 "no-price-list" "No price list is in force on that date"
        "No list of prices covers the pricing date. `rule.earliest_on` gives the first day of the oldest list.";
    TOO_MANY_TO_GROUP = 409 "too-many-to-group" "One plan is for fewer participants"
        "More participants were given than one plan of breakout groups may be asked for; `rule.facts` says how many it may.";
    // Cohorts.
    UNKNOWN_TIME_ZONE = 409 "unknown-time-zone" "That is not the name of a time zone"
        "`time_zone` is a name of the IANA data base, for instance `America/New_York`. Leave it out for the association's own.";
    COHORT_START_OUT_OF_RANGE = 409 "cohort-start-out-of-range" "A cohort starts in a year from 2000 to 2999"
        "Choose another first day.";
    COHORT_CAPACITY_OUT_OF_RANGE = 409 "cohort-capacity-out-of-range" "A cohort has fewer seats than that"
        "`rule.facts` says how many seats a cohort may have.";
    COHORT_CAPACITY_BELOW_HELD = 409 "cohort-capacity-below-held" "More seats are held than that"
        "Nobody loses a seat: the capacity cannot be less than the seats that are held. `rule.facts` says how many are.";
    COHORT_NAME_TAKEN = 409 "cohort-name-taken" "Another cohort has that name"
        "Names of cohorts are unique, whatever their capitals and the space around them.";
    COHORT_HAS_BEGUN = 409 "cohort-has-begun" "The first day cannot be moved there"
        "The first day of a cohort is moved while it lies ahead, and to a day that lies ahead.";
    MENTOR_NOT_FACULTY = 409 "mentor-not-faculty" "A mentor is somebody of the faculty"
        "The account does not hold the role `faculty`. An administrator grants it.";
    // Seats.
    COHORT_ENTRY_CLOSED = 409 "cohort-entry-closed" "Seats of this cohort are no longer given"
        "Seats are given until some days after the first day; `rule.facts` says until when. Choose a later cohort.";
    COHORT_ENDED = 409 "cohort-ended" "The cohort has ended"
        "What is over can be neither given up nor changed.";
    ALREADY_REGISTERED = 409 "already-registered" "This person is registered for the cohort already"
        "One person has one registration for a cohort. Whoever withdrew may register again.";
    SEAT_PRICE_DIFFERS = 409 "seat-price-differs" "The price is not the one you expected"
        "A seat has the price of the list in force today, for the person's standing today. `detail` names both totals. Ask `/v1/cyber-program/price-quotes` and decide again.";
    PAYER_NAMED_BY_STAFF = 409 "payer-named-by-staff" "Staff say which organization is billed"
        "Nobody has an organization billed by a word of their own. Leave `bill_to_organization_id` out, or ask staff to register you.";
    PURCHASE_ORDER_NUMBER_MISSING = 409 "purchase-order-number-missing" "A purchase order has a number"
        "Send `purchase_order_number`, or settle by invoice.";
    BUYER_NOT_LOCAL_GOVERNMENT = 409 "buyer-not-local-government" "Seats are bought by local governments"
        "The organization is not a local government. Its people register themselves, or staff registers them and has it billed.";
    PARTICIPANT_TWICE = 409 "participant-twice" "Somebody is named twice"
        "One person has one seat of a cohort; `errors` says who is named again.";
    ENROLLMENT_STEP_NOT_OPEN = 409 "enrollment-step-not-open" "The registration does not stand where this step begins"
        "`next_steps` of the registration lists the steps that are open.";
    ENROLLMENT_STEP_NOT_THEIRS = 409 "enrollment-step-not-theirs" "The step is for others to take"
        "Each step is for certain people; promotion is nobody's to grant.";
    ENROLLMENT_NOT_PAID = 409 "enrollment-not-paid" "The request is not paid"
        "A request that holds no seat comes to one when it is paid in full.";
    ENROLLMENT_IS_PAID = 409 "enrollment-is-paid" "The seat is paid"
        "A seat that is paid is not taken back.";
    ENROLLMENT_NOT_OVERDUE = 409 "enrollment-not-overdue" "There is still time to pay"
        "A seat is taken back after the day on which it was to be paid. `rule.earliest_on` gives the first day.";
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
        "A move takes no group above the size that policy allows; `rule.facts` has the sizes.";
    BREAKOUT_GROUP_TOO_SMALL = 409 "breakout-group-too-small" "The breakout group left would be too small"
        "A move takes no group below the size that policy allows; one that is smaller already may be dissolved; `rule.facts` has the sizes.";
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
    // Posts, reflections and surveys.
    ACTIVITY_WRITTEN_ELSEWHERE = 409 "activity-written-elsewhere" "That kind of activity has another address"
        "Discussions and summaries are posts, reflections are reflections, and surveys are answered; each has an address of its own.";
    ACTIVITY_MARK_ONLY = 409 "activity-mark-only" "There is nothing to write"
        "Activities of this kind are marked as done or attended, not written.";
    NO_BREAKOUT_GROUP = 409 "no-breakout-group" "There is no breakout group to write in"
        "The writer is in no breakout group. Faculty names one in `breakout_group_id`.";
    ACTIVITY_FOR_NO_GROUP = 409 "activity-for-no-group" "This is for no breakout group"
        "What is said in the whole cohort addresses no breakout group; `audience` narrows who reads it.";
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
    SURVEY_CODE_TWICE = 409 "survey-code-twice" "A code is given twice"
        "No two questions of a survey have the same code, and no two choices of a question; `errors` says which come again.";
    SURVEY_ANSWER_MISFIT = 409 "survey-answer-misfit" "The answer does not fit the survey"
        "Each question of the survey is answered once, with one of its choices; `errors` says what does not fit.";
    SURVEY_CLOSED = 409 "survey-closed" "The survey is closed"
        "A survey is answered until it is due; `rule.facts` says when that was.";
    SURVEY_ALREADY_ANSWERED = 409 "survey-already-answered" "You have answered"
        "A survey is answered once.";
    SURVEY_STILL_OPEN = 409 "survey-still-open" "The survey is still open"
        "Counts are told once nobody can answer any more, since two readings would differ by one person's answer. `rule.earliest_on` gives the first day.";
    NO_PARTICIPANTS = 409 "no-participants" "A price is for at least one participant"
        "Send how many people are to take part.";
    TEMPLATE_EMPTY = 409 "template-empty" "A template holds at least one activity"
        "The template of the program has no activities, so no week can be planned by it.";
    ACTIVITY_CODE_INVALID = 409 "activity-code-invalid" "That is no code of an activity"
        "A code has at most 40 characters: lower-case letters, digits and underscores.";
    ACTIVITY_CODE_TWICE = 409 "activity-code-twice" "Two activities have the same code"
        "Within a template each activity has a code of its own.";
    ACTIVITY_WEEK_OUT_OF_RANGE = 409 "activity-week-out-of-range" "The program has no such week"
        "An activity stands in one of the weeks that the template has; `rule.facts` holds how many they are.";
    ACTIVITY_DUE_DAY_OUT_OF_RANGE = 409 "activity-due-day-out-of-range" "A week has seven days"
        "An activity is due on a day from 1 to 7 of its week.";
    ACTIVITY_KIND_TWICE_IN_WEEK = 409 "activity-kind-twice-in-week" "That kind of activity is in the week already"
        "Some kinds of activity stand once in a week.";
    ACTIVITY_CANNOT_BE_REQUIRED = 409 "activity-cannot-be-required" "That kind of activity cannot be required"
        "Reflections are known to their authors alone, and some activities are the duty of one member of a group; neither can be required of everybody.";
    PARTICIPANT_NAMED_TWICE = 409 "participant-named-twice" "A participant is named twice"
        "Everybody is in one breakout group. Name each participant once.";
    NO_SUCH_BREAKOUT_GROUP = 409 "no-such-breakout-group" "The cohort has no such breakout group"
        "Name one of the breakout groups of the participant's cohort.";
}
