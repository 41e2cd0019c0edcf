//! Flat amounts, the print magazine and the waiver in transition.

use super::{OLD, clauses, facts, full, priced, total};
use crate::dues::{DuesRefusal, QuoteFacts};
use crate::testing::day;
use crate::{Category, Cents};

#[test]
fn every_flat_category_pays_its_amount_and_says_when_it_is_a_placeholder() {
    for (category, amount, provisional) in [
        (Category::FullNotInService, 20_000, false),
        (Category::AffiliateDepartmentHead, 20_000, true),
        (Category::AffiliateStaff, 20_000, true),
        (Category::AffiliateIntern, 2_500, true),
        (Category::AcademicProfessor, 20_000, true),
        (Category::AcademicStudent, 2_500, false),
        (Category::ChapterStudent, 0, false),
        (Category::Other, 20_000, true),
        (Category::Retired, 20_000, true),
        (Category::Life, 0, false),
        (Category::Honorary, 0, true),
    ] {
        let quote = priced(&facts(category)).unwrap();
        assert_eq!(quote.total, Cents::new(amount), "{category}");
        assert_eq!(quote.lines[0].provisional, provisional, "{category}");
        assert_eq!(!quote.notes.is_empty(), provisional, "{category}");
        assert!(!quote.capped);
    }
}

#[test]
fn flat_amounts_are_the_same_before_october_2022() {
    for category in Category::ALL.iter().filter(|c| **c != Category::Full) {
        let old = QuoteFacts { priced_on: day(OLD), ..facts(*category) };
        assert_eq!(total(&old), total(&facts(*category)), "{category}");
    }
}

#[test]
fn a_salary_does_not_change_a_flat_amount_and_the_quote_says_so() {
    let facts = QuoteFacts { category: Category::AcademicStudent, ..full(10_000_000) };
    let quote = priced(&facts).unwrap();
    assert_eq!(quote.total, Cents::new(2_500));
    assert_eq!(quote.notes, ["The dues of this category do not depend on the salary."]);
}

#[test]
fn a_life_member_may_add_the_print_magazine_for_25_a_year() {
    assert_eq!(total(&facts(Category::Life)), 0);
    let with_print = QuoteFacts { print_magazine: true, ..facts(Category::Life) };
    let quote = priced(&with_print).unwrap();
    assert_eq!(quote.total, Cents::new(2_500));
    let codes: Vec<&str> = quote.lines.iter().map(|line| line.code.as_str()).collect();
    assert_eq!(codes, ["dues", "print_magazine"]);
}

#[test]
fn nobody_but_a_life_member_may_add_the_print_magazine() {
    for category in Category::ALL.iter().filter(|c| **c != Category::Life) {
        let with_print = QuoteFacts { print_magazine: true, category: *category, ..full(10_000_000) };
        assert_eq!(priced(&with_print).unwrap_err(), DuesRefusal::PrintMagazineNotOffered { category: *category });
    }
}

#[test]
fn full_members_and_department_heads_in_transition_pay_nothing() {
    for category in [Category::Full, Category::AffiliateDepartmentHead] {
        let in_transition = QuoteFacts { in_transition: true, ..facts(category) };
        let quote = priced(&in_transition).unwrap();
        assert_eq!(quote.total, Cents::ZERO);
        assert!(clauses(&quote).contains(&"dues.in_transition"));
    }
}

#[test]
fn no_other_category_can_be_in_transition() {
    let open = [Category::Full, Category::AffiliateDepartmentHead];
    for category in Category::ALL.iter().filter(|c| !open.contains(c)) {
        let in_transition = QuoteFacts { in_transition: true, ..facts(*category) };
        assert_eq!(
            priced(&in_transition).unwrap_err(),
            DuesRefusal::TransitionNotOpenToCategory { category: *category }
        );
    }
}
