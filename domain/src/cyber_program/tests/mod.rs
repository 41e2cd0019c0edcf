//! Every rule of RULES section 4, with both sides of each boundary.

mod catalogue;
mod prices;
