//! What every answer carries.

mod compression;
mod conditional;
mod cors;
mod cursors;
mod headers;
