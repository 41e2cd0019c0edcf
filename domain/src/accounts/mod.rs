//! Accounts: roles, passwords, throttling, and the lifetime of sessions and tokens.

pub mod account;
pub mod address_change;
pub mod closure;
pub mod events;
pub mod password;
pub mod policy;
pub mod role;
pub mod second_factor;
pub mod session;
pub mod throttle;

pub use account::{Account, AccountStatus, TokenPurpose, email_key, mailbox_key};
pub use address_change::{AddressChange, AddressRefusal};
pub use events::AccountEvent;
pub use password::{PasswordFacts, PasswordViolation, check_password, known_words};
pub use policy::AccountsPolicy;
pub use role::{Caller, Role, Roles};
pub use session::{RefreshDecision, RefreshFacts, Session, SessionEnd, SessionState, TokenLifetimes, decide_refresh};
pub use throttle::{Failures, Reach, after_failure, after_letter, blocked_until, counts_everywhere};
