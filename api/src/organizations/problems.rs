//! How refusals about organizations read on the wire.

crate::problem_kinds! {
    STATE_OUTSIDE_COUNTRY = 409 "state-outside-country" "The state does not fit the country"
        "The state is none of the country's (ISO 3166-2), or the country is the United States and no state is given. Send a state of the country by the part of its code after the country's, such as `IL` or `NSW`; outside the United States you can leave it out."
        at "/state" "/country" "/community_state"
        lacks "/state";
    ORGANIZATION_ON_RECORD = 409 "organization-on-record" "The organization is on record already"
        "Another organization has the same name, kind, state and country; `organization_id` in `rule.facts` names it. Use that record. If this is a different organization, send the request again with `distinct: true`."
        at "/name" "/kind" "/state" "/country";
    UNKNOWN_ORGANIZATION = 409 "unknown-organization" "The organization is unknown"
        "`organization_id` does not name an organization. Choose one from `/v1/organizations` or leave it out."
        at "/organization_id" "/bill_to_organization_id" "/employment/organization_id";
    PAYER_NAMED_BY_STAFF = 409 "payer-named-by-staff" "Only staff and representatives can name the organization to bill"
        "You can have an organization billed if you represent it. Staff can do it for somebody else, not for themselves. Leave `bill_to_organization_id` out, or ask the organization's representative or staff."
        at "/bill_to_organization_id";
    NO_FIGURES = 409 "no-figures" "There are no figures to confirm"
        "Enter the population or the general-fund budget first; figures that staff enter are confirmed with it.";
}
