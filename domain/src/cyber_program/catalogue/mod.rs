//! What the program is, and what a seat costs.

pub mod price_list;
pub mod program;
pub mod quote;

pub use price_list::{ListedPrice, MemberTest, MembershipStanding, PriceList, PriceRow};
pub use program::{ActivityDescription, ActivityKind, Competency, Objective, Program};
pub use quote::{FixedPrice, PriceFacts, PriceListRef, PriceQuote, SeatPrice, fix_price, quote};
