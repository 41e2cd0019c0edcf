//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::organizations::OrganizationKind;

use crate::PositionKey;
use crate::organizations::{OrganizationFilter, OrganizationSort, list_organizations};
use crate::plans::{assert_paged, text};
use crate::testing::database;

#[tokio::test]
async fn lists_of_organizations_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        OrganizationFilter::default(),
        OrganizationFilter { kind: Some(OrganizationKind::CityOrCounty), ..Default::default() },
        OrganizationFilter { state: Some("OR".into()), ..Default::default() },
    ] {
        assert_paged!(db, OrganizationSort::Name, text(), |on, page| list_organizations(on, &filter, page));
        let key = PositionKey::Integer(7);
        assert_paged!(db, OrganizationSort::Population, key.clone(), |on, page| list_organizations(on, &filter, page));
    }
    let named = OrganizationFilter { name_prefix: Some("a".into()), ..Default::default() };
    assert_paged!(db, OrganizationSort::Name, text(), |on, page| list_organizations(on, &named, page));
}
