//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::organizations::OrganizationKind;

use crate::PositionKey;
use crate::organizations::{
    OrganizationFilter, OrganizationSort, RepresentativeSort, list_organizations, list_representations,
    list_representatives,
};
use crate::plans::{assert_paged, instant, text};
use crate::testing::{database, id};

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

#[tokio::test]
async fn lists_of_representatives_are_read_in_the_order_of_an_index() {
    let db = database().await;
    let (organization, account) = (id(1).into(), id(2).into());
    let oldest = RepresentativeSort::Oldest;
    assert_paged!(db, oldest, instant(), |on, page| list_representatives(on, organization, page));
    assert_paged!(db, oldest, instant(), |on, page| list_representations(on, account, page));
}
