use guildhall_domain::organizations::{Organization, OrganizationKind};
use uuid::Uuid;

use super::*;
use crate::testing::fixtures::organization;
use crate::testing::{change, database, id, walk};
use crate::{Db, StoreError};

async fn given(db: &Db, organization: &Organization) {
    change!(db, |tx| insert_organization(tx, organization)).unwrap();
}

fn ids(organizations: &[Organization]) -> Vec<Uuid> {
    organizations.iter().map(|organization| organization.id.uuid()).collect()
}

#[tokio::test]
async fn an_organization_reads_back_as_it_was_written() {
    let db = database().await;
    let known = organization(1, "Town of Alder");
    let bare = Organization {
        state: None,
        population: None,
        general_fund_budget: None,
        kind: OrganizationKind::Other,
        ..organization(2, "Élan 台")
    };
    for written in [known, bare] {
        given(&db, &written).await;
        assert_eq!(load_organization(&*db, written.id).await.unwrap(), written);
    }
    assert!(matches!(load_organization(&*db, id(3).into()).await, Err(StoreError::NotFound("organization"))));
}

#[tokio::test]
async fn every_kind_of_organization_can_be_stored() {
    let db = database().await;
    for (number, kind) in (1..).zip(OrganizationKind::ALL) {
        given(&db, &Organization { kind: *kind, ..organization(number, "Any") }).await;
    }
}

#[tokio::test]
async fn a_save_over_an_older_version_is_stale() {
    let db = database().await;
    let mut read = organization(1, "Alder");
    given(&db, &read).await;
    read.name = "Birch".into();
    assert_eq!(change!(db, |tx| save_organization(tx, &read)).unwrap(), 2);
    assert!(matches!(change!(db, |tx| save_organization(tx, &read)), Err(StoreError::Stale)));
    read.version = 2;
    assert_eq!(change!(db, |tx| lock_organization(tx, read.id)).unwrap(), read);
}

#[tokio::test]
async fn names_are_listed_without_regard_to_case_however_many_are_added_between_pages() {
    let db = database().await;
    for (number, name) in [(1, "birch"), (2, "Alder"), (3, "alder"), (4, "Cedar"), (5, "Ålder")] {
        given(&db, &organization(number, name)).await;
    }
    let filter = OrganizationFilter::default();
    let mut number = 10;
    let seen = walk!(2, OrganizationSort::Name, |page| list_organizations(&*db, &filter, page), between {
        number += 1;
        given(&db, &organization(number, "Aaron")).await;
    });
    assert_eq!(ids(&seen), [2, 3, 1, 4, 5].map(id));
}

#[tokio::test]
async fn the_most_populous_come_first_and_the_unknown_last() {
    let db = database().await;
    for (number, population) in [(1, None), (2, Some(0)), (3, Some(9)), (4, Some(9)), (5, None)] {
        given(&db, &Organization { population, ..organization(number, "Any") }).await;
    }
    let filter = OrganizationFilter::default();
    let seen = walk!(2, OrganizationSort::Population, |page| list_organizations(&*db, &filter, page));
    assert_eq!(ids(&seen), [4, 3, 2, 5, 1].map(id));
}

#[tokio::test]
async fn a_list_is_narrowed_by_kind_state_and_the_beginning_of_the_name() {
    let db = database().await;
    given(&db, &organization(1, "Alder")).await;
    given(&db, &Organization { state: Some("WA".into()), ..organization(2, "Al%der") }).await;
    given(&db, &Organization { kind: OrganizationKind::University, ..organization(3, "Birch") }).await;
    let only = async |filter: OrganizationFilter| {
        ids(&walk!(1, OrganizationSort::Name, |page| list_organizations(&*db, &filter, page)))
    };
    let all = OrganizationFilter::default;
    assert_eq!(only(OrganizationFilter { kind: Some(OrganizationKind::University), ..all() }).await, [id(3)]);
    assert_eq!(only(OrganizationFilter { state: Some("WA".into()), ..all() }).await, [id(2)]);
    assert_eq!(only(OrganizationFilter { name_prefix: Some("AL".into()), ..all() }).await, [2, 1].map(id));
    assert_eq!(only(OrganizationFilter { name_prefix: Some("al%".into()), ..all() }).await, [id(2)]);
}
