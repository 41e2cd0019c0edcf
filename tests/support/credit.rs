//! Credit as what earns it enters it: no operation does so by itself.

use guildhall::credentials::actions::enter;
use guildhall_domain::credentials::{CreditSource, CreditTime, Grant, Provenance};
use guildhall_domain::{Clause, CreditEntryId};
use guildhall_persistence::PageRequest;
use guildhall_persistence::audit::{AuditFilter, AuditSort, list_entries};

use super::{Person, TestServer};

/// What somebody earned on a day, by a source, under a key.
pub fn grant(person: &Person, source: CreditSource, minutes: i64, earned_on: &str, key: &str) -> Grant {
    let ground = Clause::new("credentials.sources", "a source", format!("{minutes} minutes"));
    Grant {
        account_id: person.account_id,
        time: CreditTime::from_minutes(minutes),
        earned_on: earned_on.parse().expect("a date"),
        provenance: Provenance { source, title: format!("{source}, {minutes} minutes"), ground },
        key: key.parse().expect("a grant key"),
    }
}

/// Enters a webinar of so many minutes.
pub async fn earned(server: &TestServer, person: &Person, minutes: i64, earned_on: &str) -> CreditEntryId {
    let key = format!("coaching_webinar/{earned_on}/{}", person.account_id);
    entered(server, grant(person, CreditSource::CoachingWebinar, minutes, earned_on, &key)).await
}

/// Enters a grant.
pub async fn entered(server: &TestServer, grant: Grant) -> CreditEntryId {
    let tx = server.db().begin().await.expect("a transaction");
    let entry = enter(server.app(), &tx, grant).await.expect("credit that the rules allow");
    tx.commit().await.expect("a commit");
    entry
}

/// What was done to an entry.
pub async fn trail(server: &TestServer, id: CreditEntryId) -> Vec<String> {
    let filter = AuditFilter { subject_id: Some(id.uuid()), ..AuditFilter::default() };
    let page = PageRequest::first(100, AuditSort::Newest);
    let entries = list_entries(server.db(), &filter, page).await.expect("the ledger");
    entries.items.into_iter().map(|entry| entry.action).collect()
}
