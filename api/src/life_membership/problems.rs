//! How the refusals of the Life rules read on the wire.

crate::problem_kinds! {
    LIFE_FACTS_CONTRADICT = 409 "life-facts-contradict" "The facts contradict one another"
        "Dates of the facts cannot all be true: somebody retires before being born, or a spell of service ends before it starts or starts before the birth. `errors` names every one of them with a pointer.";
}
