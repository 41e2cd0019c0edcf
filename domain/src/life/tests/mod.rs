//! Every rule of RULES section 2, with both sides of each boundary.

mod service;
