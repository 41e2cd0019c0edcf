//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::accounts::AccountStatus;

use crate::accounts::{AccountFilter, AccountSort, SessionSort, list_accounts, list_sessions};
use crate::plans::{assert_paged, instant};
use crate::testing::{at, database, id};

#[tokio::test]
async fn lists_of_accounts_and_sessions_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in
        [AccountFilter::default(), AccountFilter { status: Some(AccountStatus::Active), ..Default::default() }]
    {
        assert_paged!(db, AccountSort::Newest, instant(), |on, page| list_accounts(on, &filter, page));
    }
    assert_paged!(db, SessionSort::Newest, instant(), |on, page| list_sessions(on, id(1).into(), Some(at(0)), page));
}
