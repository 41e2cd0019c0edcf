//! What the slice `credentials` promises: the ledger of credit hours, and what a year of it comes to.

mod credit_entries;
mod entering;
mod year_statements;

const ENTRIES: &str = "/v1/credentials/credit-entries";
const YEARS: &str = "/v1/credentials/year-statements";
