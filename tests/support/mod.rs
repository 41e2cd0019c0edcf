//! The harness of the black-box tests.
//!
//! A test is written once and runs on both engines:
//!
//! ```ignore
//! both_engines! {
//!     async fn a_sentence_that_says_what_is_promised(server: TestServer) {
//!         server.get("/v1/organizations").as_(Role::Staff).send().await.expect(200);
//!     }
//! }
//! ```
//!
//! Each run of it has a server, a database, people and a clock of its own. Every
//! answer is held against the OpenAPI document before the test sees it.

pub mod admission;
pub mod calls;
pub mod client;
pub mod cluster;
pub mod contract;
pub mod credit;
pub mod database;
pub mod fixture;
pub mod parts;
pub mod people;
pub mod property;
pub mod seats;
pub mod server;
pub mod wire;

pub use client::Answer;
pub use guildhall_domain::accounts::Role;
pub use guildhall_persistence::Engine;
pub use people::Person;
pub use server::TestServer;

/// Tests that run on SQLite and on PostgreSQL: `name::sqlite` and `name::postgres`.
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident: $kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "some modules name everything in full")]
            use super::*;

            async fn it_holds($server: $kind) $body

            #[test]
            fn sqlite() {
                crate::support::server::run(crate::support::Engine::Sqlite, it_holds);
            }

            #[test]
            fn postgres() {
                crate::support::server::run(crate::support::Engine::Postgres, it_holds);
            }
        }
    )+};
}

/// Tests of what no database is asked for: they run on SQLite only.
macro_rules! one_engine {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident: $kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        #[test]
        fn $name() {
            async fn it_holds($server: $kind) $body
            crate::support::server::run(crate::support::Engine::Sqlite, it_holds);
        }
    )+};
}

pub(crate) use {both_engines, one_engine};
