use crate::billing::InvoiceNumber;
use proptest::prelude::*;

fn number(fiscal_year: i32, sequence: i64) -> InvoiceNumber {
    InvoiceNumber { fiscal_year, sequence }
}

#[test]
fn an_invoice_number_is_the_fiscal_year_and_six_digits() {
    assert_eq!(number(2026, 1).to_string(), "2026-000001");
    assert_eq!(number(2026, 999_999).to_string(), "2026-999999");
    assert_eq!(number(2026, 1_000_000).to_string(), "2026-1000000");
    assert_eq!(InvoiceNumber::sequence_name(2026), "invoice-2026");
}

#[test]
fn another_spelling_of_an_invoice_number_is_refused() {
    for text in ["2026-1", "2026-0000001", "2026-000000", "26-000001", "2026000001", "2026--00001", "2026-+00001", ""] {
        assert!(text.parse::<InvoiceNumber>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn an_invoice_number_reads_back_from_its_text(year in 1_000_i32..9_999, sequence in 1_i64..) {
        let number = number(year, sequence);
        prop_assert_eq!(number.to_string().parse(), Ok(number));
    }
}
