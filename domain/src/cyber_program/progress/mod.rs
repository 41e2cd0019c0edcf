//! Progress of a participant: activities done and due, and the outcome.

pub mod completion;
pub mod credit;
pub mod mark;
pub mod standing;
pub mod statement;

pub use completion::{Completion, CompletionRules, Requirement, completion};
pub use credit::{EarnedCredit, earned_credit, grant_key, is_settled};
pub use mark::{Mark, MarkKind, MarkRules, check_mark, check_marked_by_faculty, check_marked_by_hand, check_own_mark};
pub use standing::{AgendaItem, Progress, agenda, progress};
pub use statement::{Scheme, StatementLine, StatementText, statement_lines};
