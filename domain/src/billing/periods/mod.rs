//! Months of the books: closed by finance, opened again by two.

mod closing;

pub use closing::{
    ClosingState, PeriodClosing, Reopening, check_closing, check_reopening, check_report_span, first_open_day, month_of,
};
