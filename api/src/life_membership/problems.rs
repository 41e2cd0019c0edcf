//! How the refusals of the Life rules read on the wire.

crate::problem_kinds! {
    LIFE_FACTS_CONTRADICT = 409 "life-facts-contradict" "The facts contradict one another"
        "Dates of the facts cannot all be true: somebody retires before being born, or a spell of service ends before it starts or starts before the birth. `errors` names every one of them, with a pointer where the request can be mended and else with the record that is at fault.";
    LIFE_BIRTH_DATE_MISSING = 409 "life-birth-date-missing" "A birth date is needed"
        "One path to Life membership has an age, so every assessment needs a birth date. Put it on the member's record, or assume one.";
    LIFE_MEMBERSHIP_MISSING = 409 "life-membership-missing" "No membership is on record for that day"
        "Life membership begins with retiring as a Full member, and on the last day before the retirement no membership was active or in grace. Ask about another day, or assume the category held.";
    LIFE_STEP_NOT_OPEN = 409 "life-step-not-open" "The application does not stand where this step begins"
        "Steps follow one another; `next_steps` of the application lists those that are open.";
    LIFE_STEP_NOT_THEIRS = 409 "life-step-not-theirs" "The step is for others to take"
        "Each step is for certain people: the member, staff or the Executive Board.";
    LIFE_NOT_ELIGIBLE = 409 "life-not-eligible" "Neither path to Life membership is met"
        "As verified, neither 25 years nor 65 and 15 are met. The application can be referred to the Executive Board or declined.";
    LIFE_IS_DUE = 409 "life-is-due" "Life membership is due by right"
        "As verified, one of the two paths is met. The constitution says \"shall\", so it is granted and can be neither referred nor declined.";
    LIFE_BOARD_PATH_CLOSED = 409 "life-board-path-closed" "The board may grant Life membership to Full members only"
        "The person was not a Full member on the day of retirement, so the Executive Board cannot grant it.";
    LIFE_BOARD_HAS_DECIDED = 409 "life-board-has-decided" "The board has voted"
        "The Executive Board has voted on this application, and its decision is final.";
    LIFE_NOT_RETIRED_YET = 409 "life-not-retired-yet" "The retirement is still to come"
        "Nothing is granted before the retirement. `rule.earliest_on` gives the first date.";
    LIFE_POSITION_STILL_HELD = 409 "life-position-still-held" "The position retired from is still open on record"
        "A full-time local-government position from before the retirement has not ended on it. End it on record first; else Life membership would be suspended in the moment of its grant.";
    LIFE_STEP_BEFORE_LAST = 409 "life-step-before-last" "The last step lies on a later day"
        "Steps follow one another in time.";
    LIFE_APPLICATION_OPEN = 409 "life-application-open" "Another application for Life membership is open"
        "A member has one open application for Life membership at a time.";
    ALREADY_LIFE_MEMBER = 409 "already-life-member" "Life membership was granted already"
        "Life membership is granted once. Work may suspend it; leaving the work reinstates it without an application.";
    NOT_A_LIFE_MEMBER = 409 "not-a-life-member" "Life membership has not been granted"
        "There is a certificate only for those who were granted Life membership.";
    LIFE_VOTE_NOBODY_PRESENT = 409 "life-vote-nobody-present" "A vote needs somebody present"
        "At least one member of the Executive Board is present at a vote.";
    LIFE_VOTE_EXCEEDS_PRESENT = 409 "life-vote-exceeds-present" "More votes than members present"
        "Only those present vote: `for` and `against` together are not above `present`.";
    LIFE_GIVEN_WITHOUT_REASON = 409 "life-given-without-reason" "A fact that is given needs a reason"
        "Facts given instead of those on record, or besides them, need at least one reason.";
    LIFE_TOO_MANY_SPELLS = 409 "life-too-many-spells" "The record has too many spells for one assessment"
        "An assessment reads at most 500 spells of service. Staff may give those that count instead of the record's, with a reason.";
    UNKNOWN_MEMBER = 409 "unknown-member" "The member is not on record"
        "`member_id` names no member whom you may announce a retirement for; without it, you have no member's record of your own.";
    RECOGNITION_DONE = 409 "recognition-done" "It is done already"
        "Each item of the work list is completed once.";
    RECOGNITION_NOT_ASKED = 409 "recognition-not-asked" "Nobody asked for it"
        "The item is not on the work list: a ceremony is held only when the member wishes for one.";
    RECOGNITION_SENT = 409 "recognition-sent" "Certificate or pin have been sent"
        "What is in the mail cannot be redirected, so the ceremony can no longer be changed.";
    DESIGNEE_INCOMPLETE = 409 "designee-incomplete" "A ceremony needs a designee and an address"
        "Name who presents the materials and where they are sent.";
    CEREMONY_PASSED = 409 "ceremony-passed" "The ceremony is over"
        "A ceremony is held today or on a day that lies ahead.";
    RETIRED_BEFORE_BIRTH = 409 "retired-before-birth" "The retirement lies before the birth"
        "The date of retirement has to come after the birth date. `errors` names the member.";
    SERVICE_SPELL_STARTS_BEFORE_BIRTH = 409 "service-spell-starts-before-birth" "A spell of service begins before the birth"
        "Each spell of service has to begin after the birth date. `errors` names the member.";
    SERVICE_SPELL_ENDS_BEFORE_IT_STARTS = 409 "service-spell-ends-before-it-starts" "A spell of service ends before it starts"
        "Each spell of service has to end after it starts. `errors` names the member.";
    LIFE_REASON_MISSING = 409 "life-reason-missing" "This step needs a reason"
        "The step is recorded with at least one reason. Send `reasons`.";
}
