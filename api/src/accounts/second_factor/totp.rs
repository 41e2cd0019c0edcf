//! Codes by time (RFC 6238), from the crate `totp-rs`: SHA-1, six digits, steps of 30 seconds, one step of tolerance.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret, Totp};

use crate::http::problem::{INTERNAL, Problem};

/// How apps name the installation.
const ISSUER: &str = "Guildhall";

/// The generator of a secret, for an account that apps name by its address.
///
/// # Errors
/// `internal` for a secret that is none.
pub fn of(secret: &[u8], email: &str) -> Result<Totp, Problem> {
    // An app splits what it shows at a colon.
    let name = email.replace(':', "");
    let made = Builder::new().with_secret(secret.to_vec()).with_account_name(name).with_issuer(Some(ISSUER)).build();
    made.map_err(|_| Problem::new(&INTERNAL))
}

/// What an app shows at an instant for a secret in base 32.
pub fn shown(secret: &str, now: DateTime<Utc>) -> Option<String> {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).ok()?).build().ok()?;
    Some(totp.generate(u64::try_from(now.timestamp()).ok()?).to_string())
}

/// The step that a code is of, if it is one of this moment.
pub fn step_of(totp: &Totp, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let now = u64::try_from(now.timestamp()).ok()?;
    let digits: String = code.chars().filter(|char| !char.is_whitespace()).collect();
    let step = (digits.len() == 6).then(|| totp.check(&digits, now)).flatten()?;
    i64::try_from(step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_in_its_step_and_in_the_one_before_and_after() {
        // RFC 6238, appendix B: at 59 seconds the code of this secret ends with 287082.
        let totp = of(b"12345678901234567890", "ana@example.org").unwrap();
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        for (seconds, step) in [(0, Some(1)), (59, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(step_of(&totp, "287 082", at(seconds)), step, "{seconds}");
        }
        assert_eq!(step_of(&totp, "287083", at(59)), None);
        assert_eq!(step_of(&totp, "", at(59)), None);
    }
}
