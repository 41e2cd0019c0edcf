//! The worker: what it delivers, and what it runs, in one process or in several.

mod bulk;
mod delivery;
mod files;
mod house;
mod jobs;
mod leases;
mod rounds;
mod smtp;
