//! What an invoice bills: exactly one thing.

use crate::billing::ledger::LedgerAccount;
use crate::{ApplicationId, EnrollmentId, PrintSubscriptionId};
use uuid::Uuid;

code_words! {
    /// The kind of thing an invoice bills.
    pub enum Bills {
        /// A membership that was applied for.
        Membership => "membership",
        /// A seat of the Cybersecurity Leadership Program.
        CyberProgramSeat => "cyber_program_seat",
        /// A year of the print magazine.
        PrintMagazine => "print_magazine",
    }
}

impl Bills {
    /// The account that what is billed is earned on.
    #[must_use]
    pub const fn revenue(self) -> LedgerAccount {
        match self {
            Self::Membership => LedgerAccount::DuesRevenue,
            Self::CyberProgramSeat => LedgerAccount::ProgramRevenue,
            Self::PrintMagazine => LedgerAccount::PublicationsRevenue,
        }
    }
}

/// The one thing that an invoice bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Billed {
    /// An application for membership.
    Membership(ApplicationId),
    /// An enrollment of the Cybersecurity Leadership Program.
    Seat(EnrollmentId),
    /// A year of the print magazine.
    PrintMagazine(PrintSubscriptionId),
}

impl Billed {
    /// Which kind of thing it is.
    #[must_use]
    pub const fn bills(self) -> Bills {
        match self {
            Self::Membership(_) => Bills::Membership,
            Self::Seat(_) => Bills::CyberProgramSeat,
            Self::PrintMagazine(_) => Bills::PrintMagazine,
        }
    }

    /// Its id, whatever it is.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Membership(id) => id.uuid(),
            Self::Seat(id) => id.uuid(),
            Self::PrintMagazine(id) => id.uuid(),
        }
    }

    /// The application, when it is one.
    #[must_use]
    pub const fn application_id(self) -> Option<ApplicationId> {
        if let Self::Membership(id) = self { Some(id) } else { None }
    }

    /// The enrollment, when it is one.
    #[must_use]
    pub const fn enrollment_id(self) -> Option<EnrollmentId> {
        if let Self::Seat(id) = self { Some(id) } else { None }
    }

    /// The subscription, when it is one.
    #[must_use]
    pub const fn print_subscription_id(self) -> Option<PrintSubscriptionId> {
        if let Self::PrintMagazine(id) = self { Some(id) } else { None }
    }
}
