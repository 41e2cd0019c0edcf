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
        "An invoice takes no more than the amount outstanding on it. `rule.facts` gives that amount. With `allocations` the rest of a payment stays as credit of the payer."
        at "/amount_cents";
    RECEIVED_IN_THE_FUTURE = 409 "received-in-the-future" "The payment date is in the future"
        "Record a payment on or after the day it was received."
        at "/received_on";
    METHOD_NOT_ACCEPTED = 409 "method-not-accepted" "This payment method is not accepted"
        "The policy in force on the day of receipt does not accept this method."
        at "/method";
    DUPLICATE_REFERENCE = 409 "duplicate-reference" "This payment is already recorded"
        "The same payer has a payment with the same method and the same external reference on record. The same money is not recorded twice; one payment of several invoices names them in `allocations`."
        at "/external_reference";
    REFERENCE_EMPTY = 409 "reference-empty" "The reference shows nothing"
        "A reference has at least one character that can be seen."
        at "/external_reference";
    INVOICE_OR_ALLOCATIONS = 409 "invoice-or-allocations" "Name either one invoice or allocations"
        "A payment names the one invoice that takes all of it with `invoice_id`, or what each invoice takes with `allocations`: one of the two."
        lacks "/invoice_id";
    PAYER_NEEDED = 409 "payer-needed" "Say whose money it is"
        "Name one `account_id` or one `organization_id` in `payer`. Without `payer` a payment is that of whoever the invoices bill, if they bill the same one."
        lacks "/payer";
    INVOICE_NAMED_TWICE = 409 "invoice-named-twice" "The payment names one invoice twice"
        "Name each invoice once, with everything that it takes."
        at "/allocations";
    MORE_THAN_RECEIVED = 409 "more-than-received" "The invoices are to take more than was received"
        "The amounts in `allocations` add up to more than the amount of the payment."
        at "/allocations";
    MORE_THAN_UNAPPLIED = 409 "more-than-unapplied" "The amount is more than what is left of the payment"
        "`unapplied_cents` of the payment is what can be applied or refunded."
        at "/amount_cents";
    PAYMENT_REVERSED = 409 "payment-reversed" "The payment is reversed"
        "A payment is reversed once, and nothing of it can be applied or refunded afterward.";
    REVERSAL_DATE = 409 "reversal-date" "The date of the reversal is not possible"
        "A payment is reversed on or after the day it was received, and not in the future."
        at "/on";
    PAID_BACK = 409 "paid-back" "Money of the payment was paid back already"
        "Refunds of what the payment had paid were paid out. Recover them first, and record that as a payment.";
    INVOICE_LOWERED = 409 "invoice-lowered" "A part of the invoice is credited or written off"
        "Such an invoice cannot be voided. Credit the rest of it instead.";
    PROPOSAL_DECIDED = 409 "proposal-decided" "The proposal is decided already"
        "A proposal is approved or declined once.";
    SECOND_PERSON_NEEDED = 409 "second-person-needed" "Another person has to decide"
        "Whoever proposed it does not decide it. Somebody else with the same role does.";
    WRITE_OFF_PROPOSED = 409 "write-off-proposed" "A write-off of the invoice awaits its decision"
        "An invoice has one proposal at a time. Have it approved or declined first.";
    MORE_THAN_CHARGED = 409 "more-than-charged" "The credit is more than what is charged"
        "A credit is at most the amount of its line, and at most what the invoice still charges. `rule.facts` gives that amount."
        at "/amount_cents";
    UNKNOWN_LINE = 409 "unknown-line" "The invoice has no such line"
        "`line` is the position of a line of the invoice, from 1."
        at "/line";
    MONTH_NOT_OVER = 409 "month-not-over" "The month is not over"
        "A month of the books is closed once its last day is over."
        at "/month";
    MONTH_CLOSED = 409 "month-closed" "The month is closed"
        "A month is closed once, until two people open it again."
        at "/month";
    MONTH_REOPENED = 409 "month-reopened" "The month is open again"
        "The closing was taken back. Close the month again.";
    REPORT_SPAN = 409 "report-span" "The days of the report are not possible"
        "`until` is not before `from`, and at most 366 days are reported at once.";
    INVOICE_SETTLED_ELSEWHERE = 409 "invoice-settled-elsewhere" "The invoice is settled through the record that it bills"
        "The invoice of a seat cannot be voided on its own. Withdrawing or releasing the enrollment voids the invoice or credits what is no longer owed.";
    REFUND_PAID = 409 "refund-paid" "The refund is already paid"
        "A refund is paid once and in full.";
    REFUND_CANCELED = 409 "refund-canceled" "The refund was canceled"
        "The payment that it came from was reversed, so nothing is to be paid back.";
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
