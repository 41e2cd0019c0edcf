//! Every way the program's rules say no, one file for each part of them.

mod price;

pub use price::PriceRefusal;
