//! How refusals of the billing rules read on the wire.

crate::problem_kinds! {
    PRICE_DIFFERS = 409 "price-differs" "The price differs from the one you expected"
        "An invoice has the price of a quote on the day it is issued. The total you sent differs from it because the rate table, the date or the facts changed. Request a new quote and decide again."
        at "/expected_total_cents";
    APPLICATION_NOT_PAYABLE = 409 "application-not-payable" "The application is not awaiting payment"
        "Only an application that awaits payment can be invoiced."
        at "/application_id";
    ALREADY_INVOICED = 409 "already-invoiced" "An invoice already exists"
        "An application, an enrollment or an order has at most one invoice that is not void. Pay it, or have it voided first."
        at "/application_id";
    INVOICE_VOID = 409 "invoice-void" "The invoice is void"
        "A void invoice accepts no payment and cannot be voided again."
        at "/invoice_id";
    INVOICE_PAID = 409 "invoice-paid" "The invoice is paid in full or in part"
        "An invoice with a payment cannot be voided, and an invoice paid in full accepts no further payment."
        at "/invoice_id";
    AMOUNT_NOT_POSITIVE = 409 "amount-not-positive" "The amount must be above zero"
        "Record the amount that was received; it must be more than zero."
        at "/amount_cents";
    MORE_THAN_OUTSTANDING = 409 "more-than-outstanding" "The payment is larger than the outstanding amount"
        "A payment cannot be larger than the amount outstanding on the invoice. `rule.facts` gives that amount."
        at "/amount_cents";
    RECEIVED_IN_THE_FUTURE = 409 "received-in-the-future" "The payment date is in the future"
        "Record a payment on or after the day it was received."
        at "/received_on";
    METHOD_NOT_ACCEPTED = 409 "method-not-accepted" "This payment method is not accepted"
        "The policy in force on the day of receipt does not accept this method."
        at "/method";
    DUPLICATE_REFERENCE = 409 "duplicate-reference" "This payment is already recorded"
        "A payment with the same method and the same external reference is already on record. The same money is not recorded twice."
        at "/external_reference";
    INVOICE_SETTLED_ELSEWHERE = 409 "invoice-settled-elsewhere" "The invoice is settled through the record that it bills"
        "The invoice of a seat cannot be voided on its own. Withdrawing or releasing the enrollment voids the invoice or credits what is no longer owed.";
    REFUND_PAID = 409 "refund-paid" "The refund is already paid"
        "A refund is paid once and in full.";
    REFUND_NOT_DUE = 409 "refund-not-due" "The payout date is before the refund was due"
        "The payout date cannot be before the day on which the refund became due. `rule.facts` gives that day."
        at "/paid_on";
    REFUND_PAID_IN_THE_FUTURE = 409 "refund-paid-in-the-future" "The payout date is in the future"
        "Record a payout on or after the day it was made."
        at "/paid_on";
    DUPLICATE_REFUND_REFERENCE = 409 "duplicate-refund-reference" "This payout is already recorded"
        "A refund with the same method and the same external reference is already on record. The same money is not recorded twice."
        at "/external_reference";
    UNKNOWN_APPLICATION = 409 "unknown-application" "The application is unknown"
        "`application_id` does not name one of your applications."
        at "/application_id";
    UNKNOWN_INVOICE = 409 "unknown-invoice" "The invoice is unknown"
        "`invoice_id` does not name an invoice."
        at "/invoice_id";
}
