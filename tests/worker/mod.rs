//! The worker: what it delivers, and what it runs, in one process or in several.

mod daily;
mod delivery;
mod files;
mod house;
mod leases;
mod rounds;
mod smtp;
