//! How the refusals of the program's rules read on the wire.

crate::problem_kinds! {
    // Cohorts.
    UNKNOWN_TIME_ZONE = 409 "unknown-time-zone" "That is not the name of a time zone"
        "`time_zone` is a name of the IANA data base, for instance `America/New_York`. Leave it out for the association's own.";
    COHORT_START_OUT_OF_RANGE = 409 "cohort-start-out-of-range" "A cohort starts in a year from 2000 to 2999"
        "Choose another first day.";
    COHORT_CAPACITY_OUT_OF_RANGE = 409 "cohort-capacity-out-of-range" "A cohort has fewer seats than that"
        "`rule.facts` says how many seats a cohort may have.";
    COHORT_CAPACITY_BELOW_HELD = 409 "cohort-capacity-below-held" "More seats are held than that"
        "Nobody loses a seat: the capacity cannot be less than the seats that are held. `rule.facts` says how many are.";
    COHORT_NAME_TAKEN = 409 "cohort-name-taken" "Another cohort has that name"
        "Names of cohorts are unique.";
    COHORT_HAS_BEGUN = 409 "cohort-has-begun" "The first day cannot be moved there"
        "The first day of a cohort is moved while it lies ahead, and to a day that lies ahead.";
    MENTOR_NOT_FACULTY = 409 "mentor-not-faculty" "A mentor is somebody of the faculty"
        "The account does not hold the role `faculty`. An administrator grants it.";
    // Seats.
    COHORT_ENTRY_CLOSED = 409 "cohort-entry-closed" "Seats of this cohort are no longer given"
        "Seats are given until some days after the first day; `rule.facts` says until when. Choose a later cohort.";
    COHORT_ENDED = 409 "cohort-ended" "The cohort has ended"
        "What is over can be neither given up nor changed.";
    ALREADY_REGISTERED = 409 "already-registered" "This person is registered for the cohort already"
        "One person has one registration for a cohort. Whoever withdrew may register again.";
    SEAT_PRICE_DIFFERS = 409 "seat-price-differs" "The price is not the one you expected"
        "A seat has the price of the list in force today, for the person's standing today. `detail` names both totals. Ask `/v1/cyber-program/price-quotes` and decide again.";
    PURCHASE_ORDER_NUMBER_MISSING = 409 "purchase-order-number-missing" "A purchase order has a number"
        "Send `purchase_order_number`, or settle by invoice.";
    BUYER_NOT_LOCAL_GOVERNMENT = 409 "buyer-not-local-government" "Seats are bought by local governments"
        "The organization is not a local government. Its people can register themselves and name it as the one that is billed.";
    PARTICIPANT_TWICE = 409 "participant-twice" "Somebody is named twice"
        "One person has one seat of a cohort; `errors` says who is named again.";
    ENROLLMENT_STEP_NOT_OPEN = 409 "enrollment-step-not-open" "The registration does not stand where this step begins"
        "`next_steps` of the registration lists the steps that are open.";
    ENROLLMENT_STEP_NOT_THEIRS = 409 "enrollment-step-not-theirs" "The step is for others to take"
        "Each step is for certain people; promotion is nobody's to grant.";
    ENROLLMENT_NOT_PAID = 409 "enrollment-not-paid" "The request is not paid"
        "A request that holds no seat comes to one when it is paid in full.";
    ENROLLMENT_IS_PAID = 409 "enrollment-is-paid" "The seat is paid"
        "A seat that is paid is not taken back.";
    ENROLLMENT_NOT_OVERDUE = 409 "enrollment-not-overdue" "There is still time to pay"
        "A seat is taken back after the day on which it was to be paid. `rule.earliest_on` gives the first day.";
    NO_PRICE_LIST = 409 "no-price-list" "No price list is in force on that date"
        "No list of prices covers the pricing date. `rule.earliest_on` gives the first day of the oldest list.";
}
