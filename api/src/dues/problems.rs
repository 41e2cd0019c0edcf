//! How the refusals of the dues rules read on the wire.

crate::problem_kinds! {
    SALARY_MISSING = 409 "salary-missing" "The annual salary is missing"
        "The dues of this category depend on the annual salary. Send `annual_salary_cents`."
        lacks "/annual_salary_cents" "/employment/annual_salary_cents";
    SALARY_NOT_POSITIVE = 409 "salary-not-positive" "The salary must be above zero"
        "An annual salary must be more than zero."
        at "/annual_salary_cents" "/employment/annual_salary_cents";
    INSTALLMENTS_FOR_NEW_MEMBER = 409 "installments-for-new-member" "New members cannot pay in installments"
        "A new membership starts only when it is paid in full, so installments are not offered."
        at "/installments";
    INSTALLMENTS_FOR_STUDENT = 409 "installments-for-student" "Students cannot pay in installments"
        "Student memberships are not offered in installments."
        at "/installments";
    INSTALLMENTS_OUTSIDE_LOCAL_GOVERNMENT = 409 "installments-outside-local-government" "Only members in local government can pay in installments"
        "Only renewing members who work for a local government may pay in installments."
        at "/installments";
    INSTALLMENTS_IN_TRANSITION = 409 "installments-in-transition" "Members in transition have nothing to pay"
        "Dues are waived for members in transition, so there is nothing to pay in installments."
        at "/installments";
    INSTALLMENTS_NOT_OFFERED = 409 "installments-not-offered" "This number of installments is not offered"
        "The policy in force does not offer this number of installments."
        at "/installments";
    PRINT_MAGAZINE_NOT_OFFERED = 409 "print-magazine-not-offered" "The print magazine is offered to Life members only"
        "Only Life members may add the print magazine, for an annual fee. `detail` says what the person's category includes."
        at "/print_magazine";
    TRANSITION_NOT_OPEN_TO_CATEGORY = 409 "transition-not-open-to-category" "This category does not qualify for the transition waiver"
        "Dues are waived in transition for Full members and senior affiliates only."
        at "/in_transition";
    NO_RATE_TABLE = 409 "no-rate-table" "No rate table is in force on that date"
        "No table of dues covers the pricing date."
        at "/priced_on";
}
