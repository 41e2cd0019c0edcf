//! How refusals about organizations read on the wire.

crate::problem_kinds! {
    STATE_NEEDS_COUNTRY_US = 409 "state-outside-country" "The state does not fit the country"
        "An organization in the United States needs a two-letter state. One in another country may name a province of that country.";
    UNKNOWN_ORGANIZATION = 409 "unknown-organization" "The organization is unknown"
        "`organization_id` does not name an organization. Choose one from `/v1/organizations` or leave it out.";
    PAYER_NAMED_BY_STAFF = 409 "payer-named-by-staff" "Only staff and representatives can name the organization to bill"
        "You can have an organization billed if you represent it. Staff can do it for somebody else, not for themselves. Leave `bill_to_organization_id` out, or ask the organization's representative or staff.";
    NO_FIGURES = 409 "no-figures" "There are no figures to confirm"
        "Enter the population or the general-fund budget first; figures that staff enter are confirmed with it.";
}
