//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::members::{ApplicationKind, ApplicationState, Standing};
use guildhall_domain::{AccountId, Category};

use crate::PositionKey;
use crate::members::{
    ApplicationFilter, ApplicationSort, ChapterSort, HonorarySort, MemberFilter, MemberSort, SpellSort, StandingOn,
    TermSort, list_applications, list_chapters, list_conferrals, list_members, list_spells, list_terms,
};
use crate::plans::{assert_paged, date, instant, text};
use crate::testing::{database, id, on};

#[tokio::test]
async fn lists_of_members_are_read_in_the_order_of_an_index() {
    let db = database().await;
    let standing = |standing| StandingOn { standing, on: on("2025-03-01"), grace_days: 60 };
    let mut filters =
        vec![MemberFilter::default(), MemberFilter { category: Some(Category::Full), ..Default::default() }];
    for each in [Standing::Pending, Standing::Active, Standing::Lapsed] {
        filters.push(MemberFilter { standing: Some(standing(each)), ..Default::default() });
    }
    for confirmed in [true, false] {
        filters.push(MemberFilter { confirmed: Some(confirmed), ..Default::default() });
    }
    for filter in filters {
        let number = PositionKey::Integer(7);
        assert_paged!(db, MemberSort::Number, number.clone(), |on, page| list_members(on, &filter, page));
        assert_paged!(db, MemberSort::FamilyName, text(), |on, page| list_members(on, &filter, page));
        assert_paged!(db, MemberSort::GoodUntil, date(), |on, page| list_members(on, &filter, page));
    }
    let named = MemberFilter { family_name_prefix: Some("a".into()), ..Default::default() };
    assert_paged!(db, MemberSort::FamilyName, text(), |on, page| list_members(on, &named, page));
    assert_paged!(db, HonorarySort::Newest, instant(), |on, page| list_conferrals(on, page));
    assert_paged!(db, TermSort::Newest, date(), |on, page| list_terms(on, id(1).into(), page));
    assert_paged!(db, SpellSort::Newest, date(), |on, page| list_spells(on, id(1).into(), page));
}

#[tokio::test]
async fn lists_of_applications_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        ApplicationFilter::default(),
        ApplicationFilter { state: Some(ApplicationState::AwaitingPayment), ..Default::default() },
        ApplicationFilter { kind: Some(ApplicationKind::Join), ..Default::default() },
        ApplicationFilter { account: Some(AccountId::new(id(1))), ..Default::default() },
        ApplicationFilter { open: true, ..Default::default() },
    ] {
        assert_paged!(db, ApplicationSort::Newest, instant(), |on, page| list_applications(on, &filter, page));
        assert_paged!(db, ApplicationSort::Oldest, instant(), |on, page| list_applications(on, &filter, page));
    }
}

#[tokio::test]
async fn the_list_of_chapters_is_read_in_the_order_of_an_index() {
    let db = database().await;
    assert_paged!(db, ChapterSort::Name, text(), |on, page| list_chapters(on, page));
}
