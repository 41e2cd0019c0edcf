//! Whether a name can be printed on a certificate, as the records that lead to one say it.

use guildhall_domain::accounts::Account;
use serde::Serialize;
use utoipa::ToSchema;

use super::setting::missing;

/// How a certificate prints the name, and whether it can.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificateName)]
pub struct CertificateNameOut {
    /// What the certificate prints: the name that the person gave for printing, otherwise the name on record.
    #[schema(max_length = 201, example = "Alex Rivera")]
    printed_name: String,
    /// True when the certificate prints every character of the name. Otherwise it prints an empty box in the place of
    /// each of `missing_characters`; give a `printed_name` at `/v1/accounts/me`.
    #[schema(example = true)]
    printable: bool,
    /// The characters that cannot be printed, each once, in the order of the name. Empty when `printable` is true.
    #[schema(max_items = 200, example = json!([]))]
    missing_characters: Vec<String>,
}

/// The characters of a name that a certificate cannot print, each once.
pub fn missing_characters(name: &str) -> Vec<String> {
    missing(name, true)
}

/// The name that the certificates of an account print.
pub fn printed(account: &Account) -> String {
    account.printed_name.clone().unwrap_or_else(|| account.name.whole())
}

impl From<&Account> for CertificateNameOut {
    fn from(account: &Account) -> Self {
        let printed_name = printed(account);
        let missing_characters = missing_characters(&printed_name);
        CertificateNameOut { printed_name, printable: missing_characters.is_empty(), missing_characters }
    }
}
