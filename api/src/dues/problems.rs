//! How the refusals of the dues rules read on the wire.

crate::problem_kinds! {
    SALARY_MISSING = 409 "salary-missing" "The dues of this category follow the salary"
        "The category is priced by annual salary and none was given. Send `annual_salary_cents`.";
    SALARY_NOT_POSITIVE = 409 "salary-not-positive" "A salary is above zero"
        "An annual salary must be more than nothing.";
    INSTALLMENTS_FOR_NEW_MEMBER = 409 "installments-for-new-member" "New members pay at once"
        "A new membership starts only when it is paid in full, so it is not offered in installments.";
    INSTALLMENTS_FOR_STUDENT = 409 "installments-for-student" "Students pay at once"
        "Student memberships are not offered in installments.";
    INSTALLMENTS_OUTSIDE_LOCAL_GOVERNMENT = 409 "installments-outside-local-government" "Installments are for members in local government"
        "Only renewing members who work for a local government may pay in installments.";
    INSTALLMENTS_IN_TRANSITION = 409 "installments-in-transition" "Nothing is due in transition"
        "Dues are waived for members in transition, so there is nothing to pay in installments.";
    INSTALLMENTS_NOT_OFFERED = 409 "installments-not-offered" "That number of installments is not offered"
        "The number of installments is not one of those that the policy in force offers.";
    PRINT_MAGAZINE_NOT_OFFERED = 409 "print-magazine-not-offered" "The print magazine is an option of Life members"
        "Only Life members may add the print magazine, for an annual fee; `detail` says what the category held includes.";
    TRANSITION_NOT_OPEN_TO_CATEGORY = 409 "transition-not-open-to-category" "The waiver in transition is not open to this category"
        "Dues are waived in transition for Full members and senior affiliates only.";
    NO_RATE_TABLE = 409 "no-rate-table" "No rate table is in force on that date"
        "No table of dues covers the pricing date.";
}
