//! How the refusals of the program's rules read on the wire.

crate::problem_kinds! {
    // Prices and plans, for anybody.
    TOO_MANY_PARTICIPANTS = 409 "too-many-participants" "Too many participants for one quote"
        "The request names more participants than one quote may have; `rule.facts` gives the limit. Request several quotes."
        at "/participants";
    NO_PRICE_LIST = 409 "no-price-list" "No price list is in force on that date"
        "No price list covers the pricing date. `rule.earliest_on` gives the first day of the oldest list."
        at "/priced_on";
    TOO_MANY_TO_GROUP = 409 "too-many-to-group" "Too many participants for one plan"
        "The request has more participants than one plan of breakout groups may have; `rule.facts` gives the limit."
        at "/participant_count";
    // Cohorts.
    UNKNOWN_TIME_ZONE = 409 "unknown-time-zone" "The time zone is unknown"
        "`time_zone` is a name from the IANA time zone database, for instance `America/New_York`. Leave it out to use the association's time zone."
        at "/time_zone";
    COHORT_START_OUT_OF_RANGE = 409 "cohort-start-out-of-range" "The first day is out of range"
        "A cohort starts in 2000 or later, and not further ahead than cohorts are planned; `rule.facts` names the latest first day. Check the year."
        at "/starts_on";
    COHORT_CAPACITY_OUT_OF_RANGE = 409 "cohort-capacity-out-of-range" "The capacity is out of range"
        "`rule.facts` gives the number of seats that a cohort may have."
        at "/capacity";
    COHORT_CAPACITY_BELOW_HELD = 409 "cohort-capacity-below-held" "The capacity is below the number of seats held"
        "A change of capacity takes no seat away, so the capacity cannot be below the number of seats held. `rule.facts` gives that number."
        at "/capacity";
    COHORT_NAME_TAKEN = 409 "cohort-name-taken" "Another cohort has this name"
        "The names of cohorts are unique; differences in case, spacing, apostrophes and hyphens do not count."
        at "/name";
    COHORT_CANCELED = 409 "cohort-canceled" "The cohort is canceled"
        "The association canceled this cohort; nobody gets a seat in it, and it does not change any more. Choose another cohort.";
    WITHDRAWAL_TERMS_WORSE = 409 "withdrawal-terms-worse" "The terms are worse than those of the enrollment"
        "Staff can keep less of the price than the terms of the enrollment, never more. `rule.facts` gives the most that can be kept."
        at "/kept_percent";
    SEAT_NOT_PAID = 409 "seat-not-paid" "The seat is not paid yet"
        "The program is completed. Credit hours and certificate wait until the seat is paid, or an organization's own purchase order stands for it.";
    COHORT_HAS_BEGUN = 409 "cohort-has-begun" "The first day cannot be moved to that date"
        "The first day can be moved only before it arrives, and only to a future day."
        at "/starts_on";
    MENTOR_NOT_FACULTY = 409 "mentor-not-faculty" "The mentor does not have the role `faculty`"
        "A mentor must have the role `faculty`. An administrator grants it."
        at "/account_id";
    // Seats.
    COHORT_ENTRY_CLOSED = 409 "cohort-entry-closed" "Entry to this cohort is closed"
        "Seats are given out until some days after the first day; `rule.facts` gives the last day. Choose a later cohort.";
    COHORT_ENDED = 409 "cohort-ended" "The cohort has ended"
        "Enrollments and settings of a cohort that has ended can no longer be changed."
        at "/live_event";
    ALREADY_REGISTERED = 409 "already-registered" "This person is already enrolled in the cohort"
        "A person has one enrollment in a cohort. After a withdrawal, the person may enroll again."
        at "/account_id" "/email";
    SEAT_PRICE_DIFFERS = 409 "seat-price-differs" "The price of the seat differs from the one you expected"
        "A seat costs what the price list in force today says for the person's standing today. `detail` gives both totals. Request a quote from `/v1/cyber-program/price-quotes` and decide again."
        at "/expected_total_cents";
    PURCHASE_ORDER_NUMBER_MISSING = 409 "purchase-order-number-missing" "The purchase order number is missing"
        "Send `purchase_order_number`, or choose to settle by invoice."
        lacks "/purchase_order_number";
    BUYER_NOT_LOCAL_GOVERNMENT = 409 "buyer-not-local-government" "The buyer is not a local government"
        "Only local governments buy seats for several people. Participants from this organization can enroll themselves, or staff can enroll them and bill the organization."
        at "/organization_id";
    PARTICIPANT_TWICE = 409 "participant-twice" "A participant is named twice"
        "A person has one seat in a cohort; `errors` says who is named again.";
    ENROLLMENT_STEP_NOT_OPEN = 409 "enrollment-step-not-open" "The enrollment is not in a state that allows this step"
        "`next_steps` of the enrollment lists the steps that are possible now.";
    ENROLLMENT_STEP_NOT_THEIRS = 409 "enrollment-step-not-theirs" "You may not take this step"
        "Each step may be taken by certain people only. Nobody can promote an enrollment by hand.";
    ENROLLMENT_NOT_PAID = 409 "enrollment-not-paid" "The request is not paid"
        "A request without a seat gets one only after it is paid in full, and a seat that the participant pays goes to a colleague only then. Pay it first.";
    SEAT_OFFER_EXPIRED = 409 "seat-offer-expired" "The offer of the seat has ended"
        "An offer is open until `offer_expires_at`; then the seat goes to the next person. Register again to wait for another seat.";
    TOO_MANY_UNPAID_ENROLLMENTS = 409 "too-many-unpaid-enrollments" "Too many enrollments of this payer are not paid"
        "A payer may have only a few enrollments that are not paid, places on the waitlist included; `rule.facts` gives the number. Pay or give up one of them first.";
    TOO_MANY_ENROLLMENTS_TODAY = 409 "too-many-enrollments-today" "Too many enrollments were made for this person today"
        "A person can be enrolled a few times in 24 hours; `rule.facts` gives the number. Try again tomorrow, or ask staff.";
    SUBSTITUTION_CLOSED = 409 "substitution-closed" "The cohort has begun"
        "A colleague can take a seat until the day before the first day; `rule.facts` gives the first day. Withdraw instead.";
    SUBSTITUTE_COSTS_MORE = 409 "substitute-costs-more" "The seat would cost the colleague more"
        "No money moves when a colleague takes a seat, so the colleague's own price cannot be higher; `rule.facts` gives both. Withdraw, and enroll the colleague."
        at "/account_id" "/email";
    COLLEAGUE_UNCLEAR = 409 "colleague-unclear" "The colleague is not named by one of the two ways"
        "Name the colleague by `account_id` or by `email`, not by both.";
    ENROLLMENT_IS_PAID = 409 "enrollment-is-paid" "The seat is paid"
        "A paid seat cannot be released.";
    ENROLLMENT_NOT_OVERDUE = 409 "enrollment-not-overdue" "The payment is not overdue"
        "A seat can be released from the day after its payment was due. `rule.earliest_on` gives the first day.";
    // Breakout groups, marks, completion.
    NOBODY_TO_GROUP = 409 "nobody-to-group" "The cohort has no participants"
        "Breakout groups are formed from the people who have a seat in the cohort, and nobody has one.";
    BREAKOUT_GROUPS_IN_USE = 409 "breakout-groups-in-use" "A breakout group already has posts"
        "Breakout groups can be formed again only until somebody posts in one. After that, move participants one by one.";
    COHORT_OVER = 409 "cohort-over" "The cohort is over"
        "The breakout groups of a cohort that has ended can no longer be changed.";
    ALREADY_IN_BREAKOUT_GROUP = 409 "already-in-breakout-group" "The participant is already in this breakout group"
        "The move would change nothing."
        at "/enrollment_id";
    BREAKOUT_GROUP_TOO_LARGE = 409 "breakout-group-too-large" "The breakout group is full"
        "A move cannot make a group larger than the policy allows; `rule.facts` gives the sizes.";
    BREAKOUT_GROUP_TOO_SMALL = 409 "breakout-group-too-small" "The previous breakout group would become too small"
        "A move cannot make a group smaller than the policy allows. A group that is already smaller may be dissolved. `rule.facts` gives the sizes."
        at "/enrollment_id";
    UNKNOWN_ENROLLMENT = 409 "unknown-enrollment" "The cohort has no such participant"
        "An `enrollment_id` does not name a person with a seat in this cohort. `errors` names every such id."
        at "/enrollment_id";
    NO_SUCH_ACTIVITY = 409 "no-such-activity" "The cohort's week plan has no such activity"
        "The week plan of the cohort lists its activities with their keys."
        at "/activity";
    MARK_DOES_NOT_FIT = 409 "mark-does-not-fit" "The mark does not fit the kind of activity"
        "A live event is `attended` or `watched`, a meeting is `attended`, and an activity to read or watch is `done`."
        at "/kind";
    MARK_BY_WRITING_ONLY = 409 "mark-by-writing-only" "This activity is marked by writing, not by request"
        "Posting or answering marks discussions, summaries and surveys. Reflections are never marked."
        at "/activity";
    MARK_REASON_MISSING = 409 "mark-reason-missing" "Your own word on attendance needs a reason"
        "Who was at a meeting or a live event is for faculty and staff to mark. If they missed you, send `reason`; the mark counts once they confirm it."
        lacks "/reason";
    MARK_TOO_LATE = 409 "mark-too-late" "The activity was due too long ago"
        "Participants can mark an activity until some days after it was due; `rule.facts` gives the last day. Faculty and staff can still mark who was at a meeting or a live event."
        at "/activity";
    MARK_IN_THE_FUTURE = 409 "mark-in-the-future" "The date of the mark is in the future"
        "The date must not be after today by the cohort's calendar."
        at "/done_on";
    ACTIVITY_NOT_OPEN_YET = 409 "activity-not-open-yet" "The activity is not open yet"
        "An activity opens with its week, a live event on its day. `rule.earliest_on` gives the date."
        at "/done_on" "/activity";
    COHORT_WRITING_CLOSED = 409 "cohort-writing-closed" "The cohort is closed"
        "A cohort accepts posts, answers and marks until some days after its last week.";
    ACTIVITY_FOR_PARTICIPANTS = 409 "activity-for-participants" "The activity is for participants only"
        "Faculty can take part in discussions and mark attendance at meetings and live events; everything else is for participants."
        at "/activity";
    PROGRAM_NOT_COMPLETED = 409 "program-not-completed" "The program is not completed"
        "Only people who have completed the program have a certificate. Their progress shows what is missing.";
    // Posts, reflections and surveys.
    ACTIVITY_WRITTEN_ELSEWHERE = 409 "activity-written-elsewhere" "This kind of activity has another address"
        "Posts are for discussions and summaries. Reflections and survey answers have addresses of their own."
        at "/activity";
    ACTIVITY_MARK_ONLY = 409 "activity-mark-only" "This activity has nothing to write"
        "Activities of this kind are marked as done or attended; they take no text."
        at "/activity";
    NO_BREAKOUT_GROUP = 409 "no-breakout-group" "The post has no breakout group"
        "Faculty name the group in `breakout_group_id`; participants need a group to post in."
        at "/audience"
        lacks "/breakout_group_id";
    ACTIVITY_FOR_NO_GROUP = 409 "activity-for-no-group" "A post to the whole cohort cannot name a breakout group"
        "Leave `breakout_group_id` out. `audience` narrows who can read the post."
        at "/breakout_group_id";
    BREAKOUT_GROUP_LEFT = 409 "breakout-group-left" "You have left the breakout group of this discussion"
        "You can still read what you wrote there, but you cannot add to it."
        at "/breakout_group_id" "/parent_id";
    REPLY_ELSEWHERE = 409 "reply-elsewhere" "A reply must stay in its discussion"
        "A reply has the same kind of activity and the same group as the post that it answers, and only discussions have replies."
        at "/parent_id";
    SUMMARY_NOT_ON_DUTY = 409 "summary-not-on-duty" "Only the leader or the scribe writes the summary"
        "Each week, every breakout group has a leader and a scribe; one of them writes the group's summary."
        at "/activity";
    SUMMARY_THERE = 409 "summary-there" "The group already has a summary for this week"
        "A breakout group has one summary a week."
        at "/activity";
    AUDIENCE_ONLY_NARROWS = 409 "audience-only-narrows" "The audience of a post cannot be widened"
        "The audience of a post cannot be wider than its kind of activity allows, than the audience of the post that it answers, or than it was before. `rule.facts` gives the present audience."
        at "/audience";
    SURVEY_THERE = 409 "survey-there" "The activity already has a survey"
        "An activity has one survey, and its questions do not change."
        at "/activity";
    SURVEY_CODE_TWICE = 409 "survey-code-twice" "A code is used twice"
        "Codes are unique among the questions of a survey and among the choices of a question; `errors` names the repeated ones."
        at "/questions";
    SURVEY_ANSWER_MISFIT = 409 "survey-answer-misfit" "The answers do not fit the survey"
        "Answer each question of the survey once, with one of its choices; `errors` names what does not fit."
        at "/answers";
    SURVEY_CLOSED = 409 "survey-closed" "The survey is closed"
        "A survey accepts answers until it is due; `rule.facts` gives that day."
        at "/activity";
    SURVEY_ALREADY_ANSWERED = 409 "survey-already-answered" "You have already answered this survey"
        "Each person answers a survey once.";
    SURVEY_STILL_OPEN = 409 "survey-still-open" "The survey is still open"
        "Counts are available once the survey is closed, because two readings of an open survey could reveal one person's answer. `rule.earliest_on` gives the first day.";
    NO_PARTICIPANTS = 409 "no-participants" "There is no participant"
        "A quote needs at least one participant.";
    TEMPLATE_EMPTY = 409 "template-empty" "The template has no activity"
        "A template needs at least one activity.";
    ACTIVITY_CODE_INVALID = 409 "activity-code-invalid" "The code of the activity is not valid"
        "A code has at most 40 characters: lower-case letters, digits and underscores.";
    ACTIVITY_CODE_TWICE = 409 "activity-code-twice" "Two activities have the same code"
        "Each activity of a template has its own code.";
    ACTIVITY_WEEK_OUT_OF_RANGE = 409 "activity-week-out-of-range" "The program does not have this week"
        "An activity must be in one of the weeks of the program; `rule.facts` gives the week.";
    ACTIVITY_DUE_DAY_OUT_OF_RANGE = 409 "activity-due-day-out-of-range" "The due day is out of range"
        "An activity is due on a day from 1 to 7 of its week.";
    ACTIVITY_KIND_TWICE_IN_WEEK = 409 "activity-kind-twice-in-week" "The week already has an activity of this kind"
        "Some kinds of activity may occur only once a week.";
    ACTIVITY_CANNOT_BE_REQUIRED = 409 "activity-cannot-be-required" "This kind of activity cannot be required"
        "Only its author knows of a reflection, and a summary is the duty of one member of a group, so neither can be required.";
    PARTICIPANT_NAMED_TWICE = 409 "participant-named-twice" "A participant is named twice in the groups"
        "Each participant is in one breakout group. Name each participant once.";
    NO_SUCH_BREAKOUT_GROUP = 409 "no-such-breakout-group" "The cohort has no such breakout group"
        "Name a breakout group of the participant's cohort.";
}
