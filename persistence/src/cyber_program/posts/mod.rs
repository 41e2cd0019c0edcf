//! Posts and reflections, as sealed bytes.

pub(super) mod post;
pub(super) mod post_list;
pub(super) mod reflection;

pub use post::{PostRecord, find_post, has_summary, insert_post, lock_post, lock_replies, save_post};
pub use post_list::{InThread, PostFilter, PostReader, PostSort, count_replies, list_posts};
pub use reflection::{
    ReflectionRecord, ReflectionSort, delete_reflection, find_reflection, insert_reflection, list_reflections,
    save_reflection,
};

#[cfg(test)]
mod readable;
