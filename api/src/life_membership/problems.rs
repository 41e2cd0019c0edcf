//! How the refusals of the Life rules read on the wire.

crate::problem_kinds! {
    LIFE_FACTS_CONTRADICT = 409 "life-facts-contradict" "The facts contradict one another"
        "Some dates cannot all be true: a retirement before the birth, or a spell of service that ends before it starts or starts before the birth. `errors` names each one, with a pointer into the request or with the record to correct.";
    LIFE_BIRTH_DATE_MISSING = 409 "life-birth-date-missing" "The birth date is missing for the assessment"
        "One path to Life membership depends on age, so every assessment needs a birth date. Put it on the member's record, or send an assumed one."
        lacks "/born_on" "/assume/born_on";
    LIFE_MEMBERSHIP_MISSING = 409 "life-membership-missing" "No membership is on record for that day"
        "Life membership requires retiring as a Full member, and on the last day before the retirement no membership was active or in grace. Choose another day, or send an assumed category."
        at "/retired_on";
    LIFE_STEP_NOT_OPEN = 409 "life-step-not-open" "The application is not in a state that allows this step"
        "`next_steps` of the application lists the steps that are possible now.";
    LIFE_STEP_NOT_THEIRS = 409 "life-step-not-theirs" "You may not take this step of a Life membership application"
        "Each step may be taken only by the member, by staff or by the Executive Board.";
    LIFE_NOT_ELIGIBLE = 409 "life-not-eligible" "Neither path to Life membership is met"
        "According to the verified facts, the person has neither 25 years of service nor 15 years and the age of 65. The application can be referred to the Executive Board or declined.";
    LIFE_IS_DUE = 409 "life-is-due" "The person is entitled to Life membership"
        "According to the verified facts, one of the two paths is met. The constitution says \"shall\", so the application must be granted; it can be neither referred nor declined.";
    LIFE_BOARD_PATH_CLOSED = 409 "life-board-path-closed" "The board may grant Life membership to Full members only"
        "The person was not a Full member on the day of retirement, so the Executive Board cannot grant Life membership.";
    LIFE_BOARD_HAS_DECIDED = 409 "life-board-has-decided" "The board has already voted"
        "The Executive Board has voted on this application, and its decision is final.";
    LIFE_NOT_RETIRED_YET = 409 "life-not-retired-yet" "The retirement is in the future"
        "Life membership is granted on or after the retirement. `rule.earliest_on` gives the first date.";
    LIFE_POSITION_STILL_HELD = 409 "life-position-still-held" "The position retired from has not ended on record"
        "A full-time local-government position from before the retirement is still open on record. End it first; otherwise the grant would be suspended at once.";
    LIFE_STEP_BEFORE_LAST = 409 "life-step-before-last" "The date is before the previous step"
        "The date of a step cannot be before the date of the step before it.";
    LIFE_APPLICATION_OPEN = 409 "life-application-open" "Another application for Life membership is open"
        "A member has one open application for Life membership at a time.";
    ALREADY_LIFE_MEMBER = 409 "already-life-member" "Life membership is already granted"
        "Life membership is granted once. Work may suspend it; when the work ends, it is reinstated without an application.";
    NOT_A_LIFE_MEMBER = 409 "not-a-life-member" "Life membership has not been granted"
        "Only people who were granted Life membership have a certificate.";
    LIFE_VOTE_NOBODY_PRESENT = 409 "life-vote-nobody-present" "Nobody was present at the vote"
        "A vote needs at least one member of the Executive Board present."
        at "/present";
    LIFE_VOTE_EXCEEDS_PRESENT = 409 "life-vote-exceeds-present" "The vote has more votes than members present"
        "Only members who are present vote: `for` and `against` together cannot be above `present`."
        at "/present";
    LIFE_GIVEN_WITHOUT_REASON = 409 "life-given-without-reason" "A reason for the given facts is missing"
        "Facts that replace those on record, or add to them, need at least one reason."
        lacks "/reasons";
    LIFE_TOO_MANY_SPELLS = 409 "life-too-many-spells" "The record has too many spells for one assessment"
        "An assessment reads at most 500 spells of service. Staff may send the spells that count in place of the record's, with a reason."
        at "/further_service_spells" "/service_spells" "/assume/service_spells";
    RECOGNITION_DONE = 409 "recognition-done" "The item is already completed"
        "Each item of the work list is completed once."
        at "/kind";
    RECOGNITION_NOT_ASKED = 409 "recognition-not-asked" "The member did not ask for a ceremony"
        "The item is not on the work list: a ceremony takes place only when the member asks for one."
        at "/kind";
    RECOGNITION_SENT = 409 "recognition-sent" "The certificate or the pin has already been sent"
        "Mail that was sent cannot be redirected, so the ceremony can no longer be changed."
        at "/ceremony";
    DESIGNEE_INCOMPLETE = 409 "designee-incomplete" "The ceremony has no designee or no address"
        "Name the person who presents the materials and the address to send them to."
        lacks "/ceremony";
    CEREMONY_PASSED = 409 "ceremony-passed" "The date of the ceremony has passed"
        "The date of a ceremony is today or later."
        at "/ceremony/held_on" "/ceremony";
    LIFE_RETIREMENT_TOO_FAR_AHEAD = 409 "life-retirement-too-far-ahead" "The retirement is too far ahead"
        "A retirement is announced some years ahead at most; `rule.facts` names the latest day. Check the year, or ask `/v1/members/{member_id}/life-membership` what a later retirement would bring."
        at "/retired_on";
    CEREMONY_TOO_FAR_AHEAD = 409 "ceremony-too-far-ahead" "The ceremony is too far ahead"
        "`rule.facts` names the latest day that a ceremony can have. Check the year, or leave `held_on` out until the day is known."
        at "/ceremony/held_on";
    RETIRED_BEFORE_BIRTH = 409 "retired-before-birth" "The retirement is before the birth"
        "The date of retirement must be after the birth date. `errors` names the member."
        at "/retired_on";
    SERVICE_SPELL_STARTS_BEFORE_BIRTH = 409 "service-spell-starts-before-birth" "A spell of service begins before the birth"
        "Each spell of service must begin after the birth date. `errors` names the member.";
    SERVICE_SPELL_ENDS_BEFORE_IT_STARTS = 409 "service-spell-ends-before-it-starts" "A spell of service ends before it starts"
        "Each spell of service must end after it starts. `errors` names the member.";
    LIFE_REASON_MISSING = 409 "life-reason-missing" "The step needs a reason"
        "The step is recorded with at least one reason. Send `reasons`.";
}
