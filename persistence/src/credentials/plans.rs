//! The plans of the lists of this slice: see `plans.rs` of the crate.

use crate::credentials::{CreditEntryFilter, CreditEntrySort, list_credit_entries};
use crate::plans::{assert_paged, instant};
use crate::testing::{database, id};

#[tokio::test]
async fn lists_of_credit_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [CreditEntryFilter::default(), CreditEntryFilter { account: Some(id(1).into()) }] {
        assert_paged!(db, CreditEntrySort::Newest, instant(), |on, page| list_credit_entries(on, &filter, page));
    }
}
