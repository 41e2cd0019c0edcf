//! Names and addresses as the wire brings them, judged beyond what a schema can say.

use guildhall_domain::members::PersonName;
use guildhall_domain::members::person::{LONGEST_NAME, LONGEST_PRINTED_NAME, part};
use lettre::message::Mailbox;

use super::problems::{ADDRESS_REFUSED, NAME_REFUSED};
use crate::certificate_page::missing_characters;
use crate::http::problem::{Problem, Violation};

/// The name, when it can be stored: one of the two parts may be empty.
///
/// # Errors
/// `name-refused`, naming each part that cannot.
pub fn person_name(given: &str, family: &str) -> Result<PersonName, Problem> {
    PersonName::new(given, family).map_err(|problem| {
        let wrong = |pointer: &str, text: &str| {
            let problem = part(text, LONGEST_NAME).err()?;
            Some(Violation::at(pointer, "name_refused", problem.to_string()))
        };
        let mut errors: Vec<_> =
            [wrong("/given_name", given), wrong("/family_name", family)].into_iter().flatten().collect();
        if errors.is_empty() {
            errors.push(Violation::at("/given_name", "name_refused", problem.to_string()));
        }
        Problem::new(&NAME_REFUSED)
            .detail(format!("{} part(s) of the name are not valid.", errors.len()))
            .errors(errors)
    })
}

/// The name as a certificate is to print it, when a certificate can.
///
/// # Errors
/// `name-refused` at `/printed_name`, naming the characters that cannot be printed.
pub fn printed_name(name: &str) -> Result<String, Problem> {
    let refused = |detail: String| {
        let errors = vec![Violation::at("/printed_name", "name_refused", detail.clone())];
        Problem::new(&NAME_REFUSED).detail(format!("The printed name {detail}.")).errors(errors)
    };
    let name = part(name, LONGEST_PRINTED_NAME).map_err(|problem| refused(format!("is not valid: {problem}")))?;
    let missing = missing_characters(&name);
    if missing.is_empty() {
        return Ok(name);
    }
    Err(refused(format!("holds characters that a certificate cannot print: {}", missing.join(" "))))
}

/// Passes for an address that mail can be sent to and that cannot be mistaken
/// for another: letters outside ASCII have look-alikes.
///
/// # Errors
/// `address-refused`.
pub fn check_address(email: &str) -> Result<(), Problem> {
    let plain = email.is_ascii() && !email.contains(['"', '[', '(', '<', ',', ' ']);
    if plain && email.parse::<Mailbox>().is_ok_and(|mailbox| mailbox.name.is_none()) {
        return Ok(());
    }
    let violation = Violation::at("/email", "address_refused", "must be a plain address such as name@example.org");
    Err(Problem::new(&ADDRESS_REFUSED)
        .detail("This installation cannot send mail to that address.")
        .errors(vec![violation]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_name_that_cannot_be_stored_is_named() {
        assert!(person_name("Ana", "Ruiz").is_ok());
        let problem = person_name("A\u{202e}na", "Ru\u{200b}iz").unwrap_err();
        let pointers: Vec<_> = problem.errors.iter().filter_map(|error| error.pointer.as_deref()).collect();
        assert_eq!(pointers, ["/given_name", "/family_name"]);
        assert_eq!(person_name("Ana", " ").unwrap().whole(), "Ana");
        assert_eq!(person_name("", " ").unwrap_err().errors[0].pointer.as_deref(), Some("/given_name"));
    }

    #[test]
    fn a_printed_name_is_one_that_can_be_printed() {
        assert_eq!(printed_name(" Ji  Tian ").unwrap(), "Ji Tian");
        let problem = printed_name("\u{20bb7}\u{7530}").unwrap_err();
        assert_eq!(problem.errors[0].pointer.as_deref(), Some("/printed_name"));
        assert!(problem.detail.unwrap_or_default().contains('\u{20bb7}'));
    }

    #[test]
    fn only_plain_addresses_are_taken() {
        for good in ["ana@example.org", "Ana.Ruiz+icma@mail.springfield.il.us", "o'hara_1@x-y.example"] {
            assert!(check_address(good).is_ok(), "{good}");
        }
        for bad in [
            "an\u{430}@example.org",
            "ana\u{200b}@example.org",
            "ana@ex\u{ff41}mple.org",
            "\"a b\"@example.org",
            "ana@[127.0.0.1]",
            "Ana <ana@example.org>",
            "ana@example.org,eve@example.org",
            "ana",
        ] {
            assert!(check_address(bad).is_err(), "{bad}");
        }
    }
}
