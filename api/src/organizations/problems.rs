//! How refusals about organizations read on the wire.

crate::problem_kinds! {
    STATE_NEEDS_COUNTRY_US = 409 "state-outside-country" "That state is not one of that country"
        "An organization in the United States needs a two-letter state; one elsewhere names a province of its own or none.";
    UNKNOWN_ORGANIZATION = 409 "unknown-organization" "The organization is not on record"
        "`organization_id` names no organization. List `/v1/organizations` or leave it out.";
}
