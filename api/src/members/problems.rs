//! How refusals of the membership rules read on the wire.

crate::problem_kinds! {
    LIFE_IS_SUSPENDED = 409 "life-is-suspended" "Life membership is suspended"
        "While work on record suspends Life membership, the person has the benefits of the current category and none of those for Life members.";
    PRINT_SUBSCRIPTION_AWAITS_PAYMENT = 409 "print-subscription-awaits-payment" "An order for the print magazine awaits payment"
        "One year is ordered at a time. Pay the invoice of the open order, or have it voided.";
    PRINT_SUBSCRIPTION_CURRENT = 409 "print-subscription-current" "The current year of the print magazine has not ended"
        "The next year can be ordered when the current one has ended. `rule.earliest_on` gives the first date.";
    CATEGORY_NOT_OPEN = 409 "category-not-open-to-applications" "This category is not open to applications"
        "Life membership is granted after an assessment, and the Executive Board confers honorary membership; nobody applies for either here."
        at "/category";
    LIFE_IS_KEPT = 409 "life-is-kept" "A Life member cannot change category"
        "A Life member does not apply for another category. If work on record suspends Life membership, the person may apply only for the category charged meanwhile; when the work ends, Life membership is reinstated without an application."
        at "/category";
    APPLICATION_ALREADY_OPEN = 409 "application-already-open" "Another application is open"
        "A person has one open application at a time. Pay or withdraw it first.";
    REJOIN_NEEDS_STAFF = 409 "rejoin-needs-staff" "Lapsed members rejoin through staff"
        "The membership has lapsed. To rejoin, call the association's staff, who submit the application.";
    RENEWAL_TOO_EARLY = 409 "renewal-too-early" "It is too early to renew"
        "The renewal window has not opened yet. `rule.earliest_on` gives the first date.";
    INSTALLMENT_OUTSTANDING = 409 "installment-outstanding" "An installment of the current term is outstanding"
        "Pay the outstanding installments of the current term before renewing it.";
    BIRTH_DATE_MISSING = 409 "birth-date-missing" "The birth date is missing"
        "Retired membership has a minimum age, so the birth date must be on record or in the request."
        lacks "/born_on";
    TOO_YOUNG_FOR_RETIRED = 409 "too-young-for-retired" "The person is below the minimum age for retired membership"
        "`rule.earliest_on` gives the first date on which the person is old enough."
        at "/born_on" "/category";
    STILL_IN_FULL_TIME_EMPLOYMENT = 409 "still-in-full-time-employment" "A full-time position is on record"
        "Retired membership is for people who have retired from full-time employment. End the position on record first."
        at "/category";
    CHAPTER_CODE_MISSING = 409 "chapter-code-missing" "The chapter code is missing"
        "Joining through a student chapter requires the code of that chapter."
        lacks "/chapter_code";
    ALREADY_MEMBER = 409 "already-member" "The applicant is already a member"
        "Joining through a student chapter is for students who are not members yet."
        at "/category";
    LOCAL_GOVERNMENT_POSITION_MISSING = 409 "local-government-position-missing" "A position with a local government is missing"
        "The category is for people who work for a local government now. Add the employment first, or send it with the application."
        at "/category";
    LOCAL_GOVERNMENT_POSITION_HELD = 409 "local-government-position-held" "A position with a local government is on record"
        "The category is for people who do not work for a local government."
        at "/category";
    FULL_TIME_POSITION_MISSING = 409 "full-time-position-missing" "A full-time position is missing"
        "Interns must hold a full-time position with a local government."
        at "/category";
    NEVER_FULL = 409 "never-full" "The applicant was never a Full member"
        "The not-in-service category continues a Full membership; new members cannot join in it."
        at "/category";
    TRANSITION_NEEDS_MEMBERSHIP = 409 "transition-needs-membership" "The transition waiver is not for new memberships"
        "Request the waiver for members in transition when renewing or rejoining."
        at "/in_transition";
    NOT_INVOLUNTARILY_SEPARATED = 409 "not-involuntarily-separated" "The transition waiver requires an involuntary separation"
        "Dues are waived for members who were fired, made to resign or otherwise separated involuntarily."
        lacks "/involuntarily_separated";
    TRANSITION_WHILE_EMPLOYED = 409 "transition-while-employed" "The transition waiver ends with the next position"
        "A full-time position is on record, so the member is not in transition."
        at "/in_transition";
    TRANSITION_EXHAUSTED = 409 "transition-exhausted" "The transition waiver is used up"
        "Dues are waived for a limited number of six-month blocks, and all of them are used."
        at "/in_transition";
    CHAPTER_CODE_UNKNOWN = 409 "chapter-code-unknown" "No student chapter has this code"
        "The code is wrong, was replaced, or its chapter has expired. Ask the chapter for its present code."
        at "/chapter_code";
    CHAPTER_FULL = 409 "chapter-full" "The student chapter is full"
        "As many students are members through this chapter as it can take. Ask the association's staff, or join individually."
        at "/chapter_code";
    APPLICATION_IN_REVIEW = 409 "application-in-review" "Staff have not accepted the application yet"
        "Staff accept who joins in this category before anything is paid. You get a letter; then issue the invoice."
        at "/application_id";
    APPLICATION_NOT_IN_REVIEW = 409 "application-not-in-review" "The application is not in review"
        "A colleague may have decided it meanwhile. Read the application again.";
    CRITERION_UNJUDGED = 409 "criterion-unjudged" "A criterion is neither met nor noted"
        "A Full member's job is judged by six criteria. Mark each as met, or note why the application is accepted without it. `rule.facts` names the criterion."
        lacks "/criteria";
    SEPARATION_UNDOCUMENTED = 409 "separation-undocumented" "The document of the separation is missing"
        "Staff confirm that a position was lost involuntarily. Name the document that shows it in `separation_document`."
        lacks "/separation_document";
    MEMBERSHIP_NOT_BEGUN = 409 "membership-not-begun" "No membership has begun"
        "Only a membership that has begun can be confirmed or ended.";
    APPLICATION_NOT_OPEN = 409 "application-not-open" "The application is closed"
        "The application was accepted, withdrawn or declined, or has ended, and can no longer change.";
    SPELL_ENDS_BEFORE_IT_STARTS = 409 "spell-ends-before-it-starts" "The employment ends before it starts"
        "`ends_on` is the first day after the employment; it must be after `starts_on`."
        at "/ends_on" "/starts_on" "/employment/ends_on";
    APPLICATION_EXPIRED = 409 "application-expired" "The application no longer fits the membership"
        "Since the application was submitted, the membership has lapsed or become active again, so a new application would be of another kind. Withdraw it and apply again; lapsed members rejoin through staff."
        at "/application_id";
    BIRTH_DATE_IN_THE_FUTURE = 409 "birth-date-in-the-future" "The birth date is out of range"
        "A birth date is between 1900 and today."
        at "/born_on";
    BIRTH_DATE_AFTER_EMPLOYMENT = 409 "birth-date-after-employment" "An employment on record begins before that birth date"
        "Nobody works before birth. Correct the employment first, or the birth date. `rule.facts` names the first day of the employment."
        at "/born_on";
    EMPLOYMENT_BEFORE_BIRTH = 409 "employment-before-birth" "The employment begins before the birth"
        "The first day of an employment is after the birth date, which is on record or was sent with it. Correct the one that is wrong."
        at "/starts_on" "/employment/starts_on";
    EMPLOYMENT_STARTS_TOO_LATE = 409 "employment-starts-too-late" "The first day of the employment is too far ahead"
        "An employment can be put on record some months before it begins; `rule.facts` names the latest first day. Check the year, or add the employment later."
        at "/starts_on" "/employment/starts_on";
    EMPLOYMENT_ENDS_TOO_LATE = 409 "employment-ends-too-late" "The end of the employment is too far ahead"
        "Leave `ends_on` out while no end is known; `rule.facts` names the latest day that can be given. Check the year."
        at "/ends_on" "/employment/ends_on";
    EMPLOYMENT_ON_RECORD = 409 "employment-on-record" "The employment is on record already"
        "The member has a spell with the same employer, position, extent and first day; `rule.facts` names it. Update that one. If this is a different position, send the request again with `distinct: true`."
        at "/position_title" "/starts_on" "/employment/position_title";
    CHAPTER_ON_RECORD = 409 "chapter-on-record" "The student chapter is on record already"
        "Another chapter has this name; `rule.facts` names it. Use that one. If this is a different chapter, send the request again with `distinct: true`."
        at "/name";
    CHAPTER_EXPIRES_TOO_LATE = 409 "chapter-expires-too-late" "The code of the chapter would count too long"
        "`rule.facts` names the latest day on which a code expires. Check the year."
        at "/expires_on";
    HONORARY_NOMINATORS_TOO_FEW = 409 "honorary-nominators-too-few" "Too few members propose it"
        "At least two members who have a vote propose somebody for honorary membership: a default of this software, the association has published no figure."
        at "/nominator_ids";
    HONORARY_NOMINATOR_HAS_NO_VOTE = 409 "honorary-nominator-has-no-vote" "Somebody who proposes has no vote"
        "Only members who have a vote on the day of the decision propose somebody for honorary membership, and nobody proposes themselves. `errors` names which."
        at "/nominator_ids";
    HONORARY_NOT_NEEDED = 409 "honorary-not-needed" "The person pays no dues already"
        "A Life member or honorary member needs no honorary membership."
        at "/account_id";
    HONORARY_VOTE_NOBODY_PRESENT = 409 "honorary-vote-nobody-present" "Nobody was present"
        "A vote of the board needs somebody present."
        at "/vote";
    HONORARY_VOTE_EXCEEDS_PRESENT = 409 "honorary-vote-exceeds-present" "More votes than members present"
        "Votes for and against together are at most the number of members present."
        at "/vote";
    HONORARY_DECIDED_IN_THE_FUTURE = 409 "honorary-decided-in-the-future" "The day of the vote is in the future"
        "A vote is recorded on its day or later."
        at "/decided_on";
    HONORARY_NOT_IN_FORCE = 409 "honorary-not-in-force" "There is no honorary membership to revoke"
        "The vote conferred nothing, it was revoked before, or the person has moved to another category since.";
    UNKNOWN_MEMBER = 409 "unknown-member" "The member is unknown"
        "An id does not name a member that you can use here. Where it may be left out and was, your account has no member record."
        at "/member_id" "/nominator_ids";
    UNKNOWN_ACCOUNT = 409 "unknown-account" "The account is unknown or not available"
        "`account_id` does not name an account that you can use here: it does not exist, it is not active, or you may not act for it."
        at "/account_id";
    NOT_PAID_IN_FULL = 409 "not-paid-in-full" "The new membership is not paid in full"
        "A new membership starts when it is paid in full. Pay the outstanding amount of the invoice.";
    FIRST_INSTALLMENT_UNPAID = 409 "first-installment-unpaid" "The first installment is not paid"
        "A renewed term begins when its first installment is paid in full. Pay the outstanding amount of that installment.";
    NO_MEMBERSHIP_TO_CONTINUE = 409 "no-membership-to-continue" "There is no membership to continue"
        "A renewal continues a membership, and none is on record. Apply to join instead.";
    NO_TERM_FOR_CATEGORY_CHANGE = 409 "no-term-for-category-change" "A change of category starts no new term"
        "A change of category applies to the current term. Joining, renewing or rejoining starts a new term.";
}
