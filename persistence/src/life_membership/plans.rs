//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::life_membership::LifeState;

use crate::life_membership::{
    LifeApplicationFilter, LifeApplicationSort, PrintSort, RecognitionSort, list_life_applications,
    list_print_subscriptions, list_recognitions,
};
use crate::plans::{assert_paged, instant};
use crate::testing::{database, id};

#[tokio::test]
async fn lists_of_life_membership_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        LifeApplicationFilter::default(),
        LifeApplicationFilter { state: Some(LifeState::Requested), ..Default::default() },
        LifeApplicationFilter { member: Some(id(1).into()), ..Default::default() },
        LifeApplicationFilter { account: Some(id(1).into()), ..Default::default() },
    ] {
        let sort = LifeApplicationSort::Newest;
        assert_paged!(db, sort, instant(), |on, page| list_life_applications(on, &filter, page));
    }
    assert_paged!(db, PrintSort::Newest, instant(), |on, page| list_print_subscriptions(on, id(1).into(), page));
    for complete in [None, Some(false), Some(true)] {
        assert_paged!(db, RecognitionSort::Oldest, instant(), |on, page| list_recognitions(on, complete, page));
    }
}
