//! Posts and reflections: written, sealed, and read by those who may.

mod at_once;
mod canaries;
mod planted;
mod posts;
mod reflections;
mod vault;
mod visibility;
