//! A new password: judged by the domain, then hashed.

use guildhall_domain::accounts::{PasswordFacts, check_password, known_words};
use secrecy::{ExposeSecret, SecretString};

use crate::accounts::problems::PASSWORD_REFUSED;
use crate::app::App;
use crate::http::problem::{Problem, Violation};
use crate::passwords::normalized;

/// The hash of a password that is good enough. `pointer` names the member it
/// came in, `own_words` are the person's.
///
/// # Errors
/// `password-refused`, naming every broken rule; `unavailable`.
pub async fn hashed(app: &App, password: &SecretString, pointer: &str, own_words: &[&str]) -> Result<String, Problem> {
    let password = normalized(password.expose_secret());
    let words = known_words(own_words, &app.policies.accounts);
    let strength = app.passwords.strength(&password, words).await?;
    let facts = PasswordFacts {
        password: &password,
        has_second_factor: false,
        known_words: &strength.words,
        on_block_list: strength.known,
        guesses_log10: Some(strength.guesses_log10),
    };
    check_password(&facts, &app.policies.accounts).map_err(|broken| {
        let errors: Vec<_> =
            broken.into_iter().map(|rule| Violation::at(pointer, rule.code(), rule.detail())).collect();
        Problem::new(&PASSWORD_REFUSED).detail(format!("The password breaks {} rule(s).", errors.len())).errors(errors)
    })?;
    app.passwords.hash(&password, app.entropy.bytes()).await
}
