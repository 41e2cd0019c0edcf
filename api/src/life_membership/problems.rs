//! How the refusals of the Life rules read on the wire.

crate::problem_kinds! {
    LIFE_FACTS_CONTRADICT = 409 "life-facts-contradict" "The facts contradict one another"
        "Dates of the facts cannot all be true: somebody retires before being born, or a spell of service ends before it starts or starts before the birth. `errors` names every one of them, with a pointer where the request can be mended and else with the record that is at fault.";
    LIFE_BIRTH_DATE_MISSING = 409 "life-birth-date-missing" "A birth date is needed"
        "One path to Life membership has an age, so every assessment needs a birth date. Put it on the member's record, or assume one.";
    LIFE_MEMBERSHIP_MISSING = 409 "life-membership-missing" "No membership is on record for that day"
        "Life membership begins with retiring as a Full member, and on the last day before the retirement no membership was active or in grace. Ask about another day, or assume the category held.";
    LIFE_TOO_MANY_SPELLS = 409 "life-too-many-spells" "The record has too many spells for one assessment"
        "An assessment reads at most 500 spells, those on record being cut wherever category, work or dues change. Assume fewer; when verifying, give those that count instead of the record's, with a reason.";
}
