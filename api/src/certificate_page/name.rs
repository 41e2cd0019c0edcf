//! Whether a name can be printed on a certificate, as the records that lead to one say it.

use guildhall_domain::members::PersonName;
use serde::Serialize;
use utoipa::ToSchema;

use super::setting::missing;

/// Whether the name can be printed on the certificate.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificateName)]
pub struct CertificateNameOut {
    /// True when the certificate prints every character of the name. Otherwise it prints an empty box in the place of
    /// each of `missing_characters`.
    #[schema(example = true)]
    printable: bool,
    /// The characters that cannot be printed, each once, in the order of the name. Empty when `printable` is true.
    #[schema(max_items = 200, example = json!([]))]
    missing_characters: Vec<String>,
}

/// A name as a certificate prints it.
pub fn printed(name: &PersonName) -> String {
    format!("{} {}", name.given(), name.family())
}

impl From<&PersonName> for CertificateNameOut {
    fn from(name: &PersonName) -> Self {
        let missing_characters = missing(&printed(name), true);
        CertificateNameOut { printable: missing_characters.is_empty(), missing_characters }
    }
}
