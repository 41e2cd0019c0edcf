//! How refusals of the credit ledger read on the wire. No operation enters credit by itself, so none names them.

crate::problem_kinds! {
    CREDIT_WITHOUT_TIME = 409 "credit-without-time" "Credit is for some time"
        "An entry of the ledger credits at least one minute.";
    CREDIT_TOO_MUCH = 409 "credit-too-much" "One entry cannot bring so much credit"
        "Each source of credit has a largest amount for one entry; `rule.facts` holds it.";
    CREDIT_IN_THE_FUTURE = 409 "credit-in-the-future" "Credit is earned on a day that has come"
        "The day on which the credit was earned lies ahead. `rule.earliest_on` gives the first date on which it can be entered.";
    CREDIT_KEY_TAKEN = 409 "credit-key-taken" "Other credit was entered under the same key"
        "What earns credit has a key, under which it is entered once. Another entry has that key and other particulars.";
    CREDIT_IS_REVERSAL = 409 "credit-is-reversal" "An entry that takes another one back stays"
        "Only credit that was earned can be taken back. To credit the hours again, enter them anew.";
    CREDIT_REVERSED_ALREADY = 409 "credit-reversed-already" "This entry was taken back already"
        "An entry is taken back once. Read the ledger again.";
}
