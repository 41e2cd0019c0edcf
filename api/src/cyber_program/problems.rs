//! How the refusals of the program's rules read on the wire.

crate::problem_kinds! {
    // Prices and plans, for anybody.
    TOO_MANY_PARTICIPANTS = 409 "too-many-participants" "One price is for fewer participants"
        "More participants were named than one price may be asked for; `rule.facts` says how many it may. Ask for several prices.";
    NO_PRICE_LIST = 409 "no-price-list" "No price list is in force on that date"
        "No list of prices covers the pricing date. `rule.earliest_on` gives the first day of the oldest list.";
    TOO_MANY_TO_GROUP = 409 "too-many-to-group" "One plan is for fewer participants"
        "More participants were given than one plan of breakout groups may be asked for; `rule.facts` says how many it may.";
}
