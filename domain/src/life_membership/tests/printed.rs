//! The print magazine: who may order it, when again, and at which price.

use crate::life_membership::{
    LifeStatus, PrintFacts, PrintRefusal, PrintState, PrintSubscription, PrintYear, order_print,
};
use crate::testing::{POLICIES, day, instant};
use crate::{Category, Cents, Refuse};
use uuid::Uuid;

fn ordered(year: Option<PrintYear>) -> PrintSubscription {
    PrintSubscription {
        id: Uuid::nil().into(),
        member_id: Uuid::nil().into(),
        account_id: Uuid::nil().into(),
        life_application_id: None,
        year,
        withdrawn: false,
        ordered_on: day("2025-03-01"),
        ordered_by: Uuid::nil().into(),
        ordered_at: instant("2025-03-01T12:00:00Z"),
        updated_at: instant("2025-03-01T12:00:00Z"),
        version: 1,
    }
}

fn life_member() -> PrintFacts<'static> {
    PrintFacts {
        category: Category::Life,
        life_status: Some(LifeStatus::Held),
        latest: None,
        expected_total: Cents::new(2_500),
        on: day("2025-03-01"),
    }
}

#[test]
fn a_life_member_orders_a_year_for_25_dollars() {
    let item = order_print(&life_member(), &POLICIES).unwrap();
    assert_eq!((item.amount, item.code.as_str(), item.provisional), (Cents::new(2_500), "print_magazine", false));
    assert_eq!((item.due_on, item.price_table_version.as_str()), (day("2025-03-01"), "2022-10"));
    let of_old = PrintFacts { life_status: None, ..life_member() };
    assert!(order_print(&of_old, &POLICIES).is_ok(), "granted before applications were kept");
}

#[test]
fn another_price_is_refused_with_both_figures() {
    for expected in [2_499, 2_501, 0] {
        let refused = order_print(&PrintFacts { expected_total: Cents::new(expected), ..life_member() }, &POLICIES);
        let refusal = refused.unwrap_err();
        assert_eq!((refusal.code(), refusal.facts()[1].value.as_str()), ("price_differs", "2500"));
    }
}

#[test]
fn nobody_but_a_life_member_may_order_and_is_told_what_membership_includes() {
    for category in Category::ALL.iter().copied().filter(|category| *category != Category::Life) {
        let refused = order_print(&PrintFacts { category, life_status: None, ..life_member() }, &POLICIES);
        let refusal = refused.unwrap_err();
        assert_eq!(refusal.code(), "print_magazine_not_offered", "{category}");
    }
    let full = order_print(&PrintFacts { category: Category::Full, life_status: None, ..life_member() }, &POLICIES);
    assert!(full.unwrap_err().to_string().ends_with("category `full` includes reading the magazine on the website"));
}

#[test]
fn whoever_is_suspended_is_told_so() {
    for status in LifeStatus::ALL.iter().copied().filter(|status| *status != LifeStatus::Held) {
        let facts = PrintFacts { category: status.charged_as(), life_status: Some(status), ..life_member() };
        let refusal = order_print(&facts, &POLICIES).unwrap_err();
        assert_eq!(refusal, PrintRefusal::LifeSuspended { status, category: status.charged_as() });
    }
}

#[test]
fn the_next_year_is_ordered_from_the_day_the_last_has_ended() {
    let running = ordered(Some(PrintYear::paid_on(day("2025-03-01"))));
    let again = |on| order_print(&PrintFacts { latest: Some(&running), on: day(on), ..life_member() }, &POLICIES);
    let refusal = again("2026-02-28").unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("print_subscription_current", Some(day("2026-03-01"))));
    assert!(again("2026-03-01").is_ok());
    let open = ordered(None);
    let waiting = order_print(&PrintFacts { latest: Some(&open), ..life_member() }, &POLICIES);
    assert_eq!(waiting, Err(PrintRefusal::AwaitsPayment));
}

#[test]
fn a_year_begins_when_it_is_paid_and_ends_a_year_later() {
    let leap = PrintYear::paid_on(day("2024-02-29"));
    assert_eq!(leap.ends_on, day("2025-02-28"));
    let paid = ordered(Some(PrintYear::paid_on(day("2025-03-10"))));
    assert_eq!(paid.state_on(day("2026-03-09")), PrintState::Current);
    assert_eq!(paid.state_on(day("2026-03-10")), PrintState::Ended);
    assert_eq!(ordered(None).state_on(day("2025-03-10")), PrintState::AwaitingPayment);
    let withdrawn = PrintSubscription { withdrawn: true, ..ordered(None) };
    assert_eq!(withdrawn.state_on(day("2025-03-10")), PrintState::Withdrawn);
}
