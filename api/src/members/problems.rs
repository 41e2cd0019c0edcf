//! How refusals of the membership rules read on the wire.

crate::problem_kinds! {
    LIFE_IS_SUSPENDED = 409 "life-is-suspended" "Life membership is suspended"
        "While work on record suspends Life membership, the person has the benefits of the category then held, and none that is for Life members.";
    PRINT_SUBSCRIPTION_AWAITS_PAYMENT = 409 "print-subscription-awaits-payment" "A year of the print magazine awaits payment"
        "One year is ordered at a time. Pay the invoice of the order that is open, or have it voided.";
    PRINT_SUBSCRIPTION_CURRENT = 409 "print-subscription-current" "The print magazine is paid for"
        "The next year is ordered when the last has ended. `rule.earliest_on` gives the first date.";
    CATEGORY_NOT_OPEN = 409 "category-not-open-to-applications" "This category cannot be applied for"
        "Life membership is granted after an assessment, honorary membership conferred by the Executive Board; neither is applied for.";
    LIFE_IS_KEPT = 409 "life-is-kept" "Life membership is not given up for another category"
        "A Life member applies for nothing. Work on record may suspend Life membership; then only the category that it makes the person hold can be applied for, and leaving the work reinstates without an application.";
    APPLICATION_ALREADY_OPEN = 409 "application-already-open" "Another application awaits payment"
        "A person has one open application at a time. Pay or withdraw it first.";
    REJOIN_NEEDS_STAFF = 409 "rejoin-needs-staff" "Lapsed members rejoin through staff"
        "The membership has lapsed. Lapsed members rejoin by calling the association's staff, who submit the application.";
    RENEWAL_TOO_EARLY = 409 "renewal-too-early" "It is too early to renew"
        "The renewal window has not opened yet. `rule.earliest_on` gives the first date.";
    INSTALLMENT_OUTSTANDING = 409 "installment-outstanding" "An installment of the running term is outstanding"
        "Pay what is outstanding on the running term before renewing it.";
    BIRTH_DATE_MISSING = 409 "birth-date-missing" "A birth date is needed"
        "Retired membership has a minimum age, so a birth date must be on record or sent.";
    TOO_YOUNG_FOR_RETIRED = 409 "too-young-for-retired" "Retired membership has a minimum age"
        "The person has not reached the minimum age of retired membership. `rule.earliest_on` gives the first date.";
    STILL_IN_FULL_TIME_EMPLOYMENT = 409 "still-in-full-time-employment" "A full-time position is on record"
        "Retired membership is for people retired from full-time employment. End the position on record first.";
    CHAPTER_CODE_MISSING = 409 "chapter-code-missing" "A chapter code is needed"
        "Joining through a student chapter needs the code of that chapter.";
    ALREADY_MEMBER = 409 "already-member" "Student chapters are for new members"
        "Joining through a student chapter is for students who are not members yet.";
    LOCAL_GOVERNMENT_POSITION_MISSING = 409 "local-government-position-missing" "A position with a local government is needed"
        "The category is for people who work for a local government now. Add the employment first, or send it with the application.";
    LOCAL_GOVERNMENT_POSITION_HELD = 409 "local-government-position-held" "A position with a local government is on record"
        "The category is for people who do not work for a local government.";
    FULL_TIME_POSITION_MISSING = 409 "full-time-position-missing" "A full-time position is needed"
        "Interns join while they hold a full-time position with a local government.";
    NEVER_FULL = 409 "never-full" "Only for those who are or were Full members"
        "The not-in-service category continues a Full membership; it cannot be joined from outside.";
    TRANSITION_NEEDS_MEMBERSHIP = 409 "transition-needs-membership" "The waiver continues a membership"
        "The waiver for members in transition is asked for when renewing or rejoining.";
    NOT_INVOLUNTARILY_SEPARATED = 409 "not-involuntarily-separated" "The waiver is for people who lost their position"
        "Dues are waived for members who were fired, made to resign or otherwise separated involuntarily.";
    TRANSITION_WHILE_EMPLOYED = 409 "transition-while-employed" "The waiver ends with the next position"
        "A full-time position is on record, so the member is not in transition.";
    TRANSITION_EXHAUSTED = 409 "transition-exhausted" "The waiver has been used as often as it may be"
        "Dues are waived for a limited number of six-month blocks, and all of them are used.";
    APPLICATION_NOT_OPEN = 409 "application-not-open" "The application is closed"
        "The application was accepted or withdrawn and can no longer change.";
    SPELL_ENDS_BEFORE_IT_STARTS = 409 "spell-ends-before-it-starts" "A spell of employment ends after it starts"
        "`ends_on` is the first day no longer employed; it comes after `starts_on`.";
    APPLICATION_EXPIRED = 409 "application-expired" "The application no longer fits the membership"
        "Since the application was submitted the membership has lapsed, or come to life again, so today it would be of another kind. Withdraw it and apply anew; lapsed members rejoin through staff.";
    BIRTH_DATE_IN_THE_FUTURE = 409 "birth-date-in-the-future" "Nobody is born in the future"
        "A birth date lies on or before today, and not before 1900.";
    UNKNOWN_ACCOUNT = 409 "unknown-account" "The account is not on record"
        "`account_id` names no account that could become a member.";
    NOT_PAID_IN_FULL = 409 "not-paid-in-full" "A new membership starts when it is paid in full"
        "Pay what is outstanding on the invoice; the membership starts then.";
    FIRST_INSTALLMENT_UNPAID = 409 "first-installment-unpaid" "A renewed term begins with its first installment"
        "Pay what is outstanding on the first installment; the term begins then.";
    NO_MEMBERSHIP_TO_CONTINUE = 409 "no-membership-to-continue" "There is no membership to continue"
        "A renewal continues a membership, and none is on record. Apply to join instead.";
    NO_TERM_FOR_CATEGORY_CHANGE = 409 "no-term-for-category-change" "A change of category opens no term"
        "A change of category applies to the running term; a new term is opened by joining, renewing or rejoining.";
}
