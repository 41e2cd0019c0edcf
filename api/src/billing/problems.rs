//! How refusals of the billing rules read on the wire.

crate::problem_kinds! {
    PRICE_DIFFERS = 409 "price-differs" "The price is not the one you expected"
        "An invoice has the price of a quote on the day it is issued. The total you sent differs from it: the rate table, the date or the facts changed. Ask for a new quote and decide again.";
    APPLICATION_NOT_PAYABLE = 409 "application-not-payable" "The application does not await payment"
        "Only an application that awaits payment is invoiced.";
    ALREADY_INVOICED = 409 "already-invoiced" "There is an invoice already"
        "An application, an enrollment or an order has one invoice that is not void. Pay it, or have it voided first.";
    INVOICE_VOID = 409 "invoice-void" "The invoice is void"
        "A void invoice takes no payment and cannot be voided again.";
    INVOICE_PAID = 409 "invoice-paid" "The invoice is paid, wholly or in part"
        "An invoice on which something is paid cannot be voided; one that is paid in full takes no further payment.";
    AMOUNT_NOT_POSITIVE = 409 "amount-not-positive" "A payment is above zero"
        "Record what was received; nothing is not a payment.";
    MORE_THAN_OUTSTANDING = 409 "more-than-outstanding" "More than is outstanding"
        "A payment cannot be larger than what is outstanding on the invoice. `rule.facts` gives the amount.";
    RECEIVED_IN_THE_FUTURE = 409 "received-in-the-future" "The payment has not arrived yet"
        "Record a payment on or after the day it was received.";
    METHOD_NOT_ACCEPTED = 409 "method-not-accepted" "Payments of this kind are not accepted"
        "The policy in force on the day of receipt does not accept this method.";
    DUPLICATE_REFERENCE = 409 "duplicate-reference" "This payment is recorded already"
        "A payment by the same method with the same external reference is on record. The same money is not recorded twice.";
    INVOICE_SETTLED_ELSEWHERE = 409 "invoice-settled-elsewhere" "The invoice is settled with what it bills"
        "A seat of a program is given up, or taken back, through its enrollment. That voids the invoice, or credits what is no longer owed; it cannot be voided beside it.";
    REFUND_PAID = 409 "refund-paid" "The refund is paid already"
        "A refund is paid once, as a whole.";
    REFUND_NOT_DUE = 409 "refund-not-due" "The refund was not due then"
        "A payout cannot lie before the day since which the refund is due. `rule.facts` gives it.";
    REFUND_PAID_IN_THE_FUTURE = 409 "refund-paid-in-the-future" "The refund has not been paid yet"
        "Record a payout on or after the day it was made.";
    DUPLICATE_REFUND_REFERENCE = 409 "duplicate-refund-reference" "This payout is recorded already"
        "A refund by the same method with the same external reference is on record. The same money is not recorded twice.";
    UNKNOWN_APPLICATION = 409 "unknown-application" "The application is not on record"
        "`application_id` names no application of yours.";
    UNKNOWN_INVOICE = 409 "unknown-invoice" "The invoice is not on record"
        "`invoice_id` names no invoice.";
}
