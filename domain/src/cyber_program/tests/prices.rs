//! Prices: the list decides, and "20 %" is prose.

use super::catalogue::{SHIPPED, load};
use crate::cyber_program::catalogue::quote;
use crate::cyber_program::{MembershipStanding, PriceFacts, PriceQuote, PriceRefusal, PriceRow, fix_price};
use crate::members::standing::Standing;
use crate::testing::{POLICIES, day};
use crate::{Category, Cents, Refuse};
use MembershipStanding as Is;
use proptest::prelude::*;

const TODAY: &str = "2026-11-22";

fn priced(participants: &[MembershipStanding]) -> Result<PriceQuote, PriceRefusal> {
    let facts = PriceFacts { participants: participants.to_vec(), priced_on: day(TODAY) };
    quote(&facts, &POLICIES.cyber_program)
}

#[test]
fn members_pay_1995_and_everybody_else_2495() {
    for (standing, amount, row) in [
        (Is::Active, 199_500, PriceRow::Member),
        (Is::Grace, 199_500, PriceRow::Member),
        (Is::Life, 199_500, PriceRow::Member),
        (Is::Student, 199_500, PriceRow::Member),
        (Is::Honorary, 199_500, PriceRow::Member),
        (Is::Lapsed, 249_500, PriceRow::NonMember),
        (Is::None, 249_500, PriceRow::NonMember),
    ] {
        let quote = priced(&[standing]).unwrap();
        let line = &quote.lines[0];
        assert_eq!((quote.total.cents(), line.price_row), (amount, row), "{standing}");
        assert_eq!(line.list_price.cents(), 249_500);
        assert_eq!(line.saving.cents(), 249_500 - amount);
    }
}

#[test]
fn a_member_saves_500_dollars_and_not_a_fifth() {
    let line = priced(&[Is::Active]).unwrap().lines[0].clone();
    assert_eq!(line.saving, Cents::new(50_000));
    assert_ne!(line.amount.cents() * 10, line.list_price.cents() * 8);
}

#[test]
fn an_office_of_three_is_priced_line_by_line_in_its_order() {
    let quote = priced(&[Is::None, Is::Active, Is::Lapsed]).unwrap();
    assert_eq!(quote.total.cents(), 249_500 + 199_500 + 249_500);
    let rows: Vec<PriceRow> = quote.lines.iter().map(|line| line.price_row).collect();
    assert_eq!(rows, [PriceRow::NonMember, PriceRow::Member, PriceRow::NonMember]);
    assert_eq!((quote.price_list.version.as_str(), quote.price_list.effective_on), ("published", None));
}

#[test]
fn a_quote_says_which_list_which_test_and_which_rows() {
    let quote = priced(&[Is::Grace, Is::None]).unwrap();
    let clauses: Vec<(&str, &str)> =
        quote.explanation.iter().map(|clause| (clause.clause.as_str(), clause.detail.as_str())).collect();
    assert_eq!(
        clauses,
        [
            ("cyber_program.price_list", "price list published; its first day was never published"),
            ("cyber_program.member_test", "standing `grace` pays the price of row `member`"),
            ("cyber_program.member_test", "standing `none` pays the price of row `non_member`"),
            ("cyber_program.price.member", "$1,995.00 for each participant (ICMA members)"),
            ("cyber_program.price.non_member", "$2,495.00 for each participant (Retail, Non-members)"),
            ("cyber_program.saving", "the list prices differ by $500.00; no percentage is applied"),
        ]
    );
    assert_eq!(quote.explanation[1].source, crate::refusal::cited::ASSUMPTION);
    let without = priced(&[Is::None]).unwrap();
    assert!(without.explanation.iter().all(|clause| clause.clause != "cyber_program.saving"));
}

#[test]
fn nobody_and_too_many_have_no_price() {
    assert_eq!(priced(&[]), Err(PriceRefusal::NoParticipants));
    assert!(priced(&[Is::None; 500]).is_ok());
    let refusal = priced(&[Is::None; 501]).unwrap_err();
    assert_eq!(refusal, PriceRefusal::TooManyParticipants { asked: 501, most: 500 });
    assert_eq!(refusal.code(), "too_many_participants");
}

#[test]
fn next_years_list_can_be_loaded_today_and_prices_from_its_first_day() {
    let start = SHIPPED.rfind("[[price_lists]]").unwrap();
    let end = SHIPPED[start..].find("\n\n").map_or(SHIPPED.len(), |at| start + at);
    let next = SHIPPED[start..end]
        .replace("version = \"published\"", "version = \"2027\"\neffective_on = \"2027-01-01\"")
        .replace("199500", "209500");
    let policy = load(format!("{SHIPPED}\n{next}\n")).unwrap().cyber_program;
    let total = |on| fix_price(Is::Active, day(on), &policy).unwrap().price.amount.cents();
    assert_eq!((total("2026-12-31"), total("2027-01-01")), (199_500, 209_500));
}

#[test]
fn a_date_before_the_first_list_is_refused_with_the_first_date() {
    let dated = "version = \"published\"\neffective_on = \"2022-02-01\"";
    let policy = load(SHIPPED.replacen("version = \"published\"", dated, 1)).unwrap().cyber_program;
    let refusal = fix_price(Is::None, day("2022-01-31"), &policy).unwrap_err();
    assert_eq!((refusal.code(), refusal.earliest_on()), ("no_price_list", Some(day("2022-02-01"))));
    assert!(fix_price(Is::None, day("2022-02-01"), &policy).is_ok());
}

#[test]
fn a_standing_follows_from_category_and_dues() {
    for (member, standing) in [
        (None, Is::None),
        (Some((Category::Full, Standing::Pending)), Is::None),
        (Some((Category::Full, Standing::Active)), Is::Active),
        (Some((Category::Full, Standing::Grace)), Is::Grace),
        (Some((Category::Full, Standing::Lapsed)), Is::Lapsed),
        (Some((Category::AcademicStudent, Standing::Active)), Is::Student),
        (Some((Category::ChapterStudent, Standing::Grace)), Is::Student),
        (Some((Category::ChapterStudent, Standing::Lapsed)), Is::Lapsed),
        (Some((Category::Life, Standing::Pending)), Is::Life),
        (Some((Category::Honorary, Standing::Lapsed)), Is::Honorary),
    ] {
        assert_eq!(MembershipStanding::of(member), standing, "{member:?}");
    }
}

proptest! {
    #[test]
    fn the_total_is_the_sum_of_the_lines_and_every_line_adds_up(
        participants in proptest::collection::vec(proptest::sample::select(MembershipStanding::ALL), 1..40)
    ) {
        let quote = priced(&participants).unwrap();
        prop_assert_eq!(Cents::checked_sum(quote.lines.iter().map(|line| line.amount)), Some(quote.total));
        prop_assert_eq!(quote.lines.len(), participants.len());
        for (line, standing) in quote.lines.iter().zip(&participants) {
            prop_assert_eq!(line.amount.checked_add(line.saving), Some(line.list_price));
            let fixed = fix_price(*standing, day(TODAY), &POLICIES.cyber_program).unwrap();
            prop_assert_eq!(&fixed.price, line);
        }
    }
}
