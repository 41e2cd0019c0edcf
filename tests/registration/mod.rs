//! A slice registers once: three central lines, and no other central file names it.

mod central;
mod people;
