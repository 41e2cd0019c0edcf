//! What a newcomer reads first: where it runs, where the documentation is, and
//! in a demo who can sign in.

use super::print;
use crate::app::App;
use crate::config::Environment;
use crate::sandbox::people::{self, PASSWORD};

/// Prints it to standard output.
pub(super) fn show(app: &App, local_url: &str) {
    let kind = match app.config.env {
        Environment::Demo => "a demo",
        Environment::Production => "production",
        Environment::Sandbox => "a sandbox",
    };
    let mut text = format!("Guildhall {} serves {kind} on {local_url}\n", env!("CARGO_PKG_VERSION"));
    if app.config.env != Environment::Production {
        text += &format!("\nPeople who can sign in (POST /v1/accounts/sessions), password of all: {PASSWORD}\n");
        for persona in people::all() {
            text += &format!("  {:<10} {:<36} {}\n", persona.role, persona.email(), persona.about);
        }
        text.push('\n');
    }
    if let Some(flaky) = &app.flaky {
        text += &format!("Hostile mode: {} of requests fail, lose their answer or dawdle\n\n", flaky.share());
    }
    text += &format!("Documentation: {local_url}/docs/\n");
    print(&text);
}
