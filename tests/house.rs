//! How the house is built, held by tests that read its source: the arrows between crates and slices, the map from
//! address to file, the size of folders and files, and the words of the glossary.
//!
//! Each rule is a function of text, so that a test beside it shows it refusing what breaks it.

mod addresses;
mod arrows;
mod open_lists;
mod sizes;
mod source;
mod words;
