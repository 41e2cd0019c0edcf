//! Who may call what: every operation of the document, as everybody.
//!
//! The `access.txt` of each folder of tests says what each is expected to get. It is written down, not
//! derived: a new operation without a row fails, and so does a row without its
//! operation.

mod looks;
mod relations;
mod salaries;
mod table;
mod tokens;
mod walk;

use crate::support::TestServer;
use crate::support::calls::call;
use crate::support::client::Request;
use crate::support::contract::Operation;
use crate::support::fixture::Owner;

/// Done once, for everybody: they have no version that could be wrong, so only a rehearsal leaves the record to the next.
const USED_UP: [&str; 2] = ["deleteOrganizationRepresentative", "createCohortCancellation"];

/// The call of `operation` on what is `owner`'s, of which nothing is used up.
async fn asked(server: &TestServer, operation: &Operation, owner: &Owner, turn: usize) -> Request {
    let request = call(server, operation, owner, turn).await;
    if USED_UP.contains(&operation.id.as_str()) { request.rehearsed() } else { request }
}
