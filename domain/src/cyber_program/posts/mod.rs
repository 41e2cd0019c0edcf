//! Posts: what one says of itself, and who may write where.

pub mod post;
pub mod writing;

pub use post::Post;
pub use writing::{Place, WriteFacts, may_mark, may_write};
