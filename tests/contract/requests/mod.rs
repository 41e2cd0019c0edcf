//! What a request may be, and what is refused before a handler sees it.

mod bodies;
mod hostile;
mod media_types;
mod members;
mod methods;
mod paths;
mod queries;
mod sizes;
mod texts;
mod words;
