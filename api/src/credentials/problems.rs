//! How refusals of the credit ledger read on the wire. No operation enters credit by itself, so none names them.

crate::problem_kinds! {
    CREDIT_WITHOUT_TIME = 409 "credit-without-time" "The credit has no time"
        "An entry of credit needs more than zero minutes.";
    CREDIT_TOO_MUCH = 409 "credit-too-much" "The credit is above the maximum for its source"
        "`rule.facts` gives the maximum of hours for one entry.";
    CREDIT_IN_THE_FUTURE = 409 "credit-in-the-future" "The date of the credit is in the future"
        "Credit is entered on or after the day it was earned. `rule.earliest_on` gives that day.";
    CREDIT_KEY_TAKEN = 409 "credit-key-taken" "The grant key belongs to different credit"
        "A grant key is used once for a person. The same grant under the same key is accepted; different credit is not.";
    CREDIT_IS_REVERSAL = 409 "credit-is-reversal" "The entry is itself a reversal"
        "A reversal cannot be reversed. Enter the credit again instead.";
    CREDIT_REVERSED_ALREADY = 409 "credit-reversed-already" "The entry is already reversed"
        "An entry is reversed once.";
}
