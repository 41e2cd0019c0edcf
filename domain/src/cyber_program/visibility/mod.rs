//! Who sees what somebody wrote, and who may write it.

pub mod audience;
pub mod choice;
pub mod post;
pub mod question;
pub mod reading;
pub mod survey;
pub mod viewer;
pub mod writing;

pub use audience::{Audience, AudienceBound, Peers, Sight};
pub use choice::{AudienceChoice, choose_audience};
pub use post::Post;
pub use question::{QuestionFault, SurveyChoice, SurveyQuestion, choices_made, question_faults, tally};
pub use reading::{Capacity, Visibility, may_read};
pub use survey::{Cell, SurveyAggregate, SurveyRules, aggregate, may_read_aggregate};
pub use viewer::{GroupSpell, SeatOfViewer, Viewer};
pub use writing::{Place, WriteFacts, may_mark, may_write};
