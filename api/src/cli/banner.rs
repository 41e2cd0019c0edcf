//! What a newcomer reads first: where it runs, where the documentation is, and
//! in a demo who can sign in.

use crate::app::App;
use crate::config::Environment;
use crate::sandbox::personas::{self, PASSWORD};

/// Prints it to standard output.
pub(super) fn print(app: &App, local_url: &str) {
    let kind = match app.config.env {
        Environment::Demo => "a demo",
        Environment::Production => "production",
        Environment::Sandbox => "a sandbox",
    };
    println!("Guildhall {} serves {kind} on {local_url}", env!("CARGO_PKG_VERSION"));
    println!("Documentation: {local_url}/docs/");
    if app.config.env != Environment::Production {
        println!("\nPeople who can sign in (POST /v1/accounts/sessions), password of all: {PASSWORD}");
        for persona in &personas::PERSONAS {
            println!("  {:<10} {:<36} {}", persona.role, persona.email(), persona.about);
        }
    }
}
