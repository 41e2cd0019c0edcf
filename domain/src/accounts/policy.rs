//! The table behind accounts: `policies/accounts.toml`.

use crate::accounts::session::TokenLifetimes;
use crate::policy::{Sourced, Sources};
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

/// Accounts policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountsPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// Passwords.
    pub password: PasswordRules,
    /// Failed sign-ins.
    pub throttle: ThrottleRules,
    /// Tokens and sessions.
    pub tokens: TokenRules,
    /// Registrations of one address.
    pub registration: RegistrationRules,
    /// Letters that anybody can have sent.
    pub letters: LetterRules,
    /// Changes of address.
    pub address: AddressRules,
    /// Closed accounts.
    pub closure: ClosureRules,
    /// Second factors.
    pub second_factor: SecondFactorRules,
}

/// Rules for closed accounts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureRules {
    /// How long an administrator can open a closed account again.
    pub erased_after_days: Sourced<u32>,
}

impl ClosureRules {
    /// How long an administrator can open a closed account again.
    #[must_use]
    pub fn kept(&self) -> TimeDelta {
        TimeDelta::days(self.erased_after_days.value.into())
    }

    fn check(&self, sources: &Sources) -> Result<(), String> {
        check_at_most(sources, [("closure.erased_after_days", &self.erased_after_days, 365)])
    }
}

/// Rules for second factors.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorRules {
    /// How long a role that needs one counts without it.
    pub grace_days: Sourced<u32>,
    /// How many recovery codes there are.
    pub recovery_codes: Sourced<u32>,
}

impl SecondFactorRules {
    /// How long a role that needs one counts without it.
    #[must_use]
    pub fn grace(&self) -> TimeDelta {
        TimeDelta::days(self.grace_days.value.into())
    }

    fn check(&self, sources: &Sources) -> Result<(), String> {
        let figures = [
            ("second_factor.grace_days", &self.grace_days, 90),
            ("second_factor.recovery_codes", &self.recovery_codes, 100),
        ];
        check_at_most(sources, figures)
    }
}

/// Rules for registrations.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationRules {
    /// The most letters that wait for one address to be confirmed.
    pub most_open_letters: Sourced<u32>,
}

/// Rules for letters that anybody can have sent to a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRules {
    /// The most letters of one kind, until an hour passes without one.
    pub to_a_mailbox: Sourced<u32>,
}

/// Rules for changes of address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressRules {
    /// So long after it began, a session suffices without the password.
    pub fresh_session_minutes: Sourced<u32>,
    /// How long the new mailbox may take to prove itself.
    pub proof_hours: Sourced<u32>,
    /// How long the old mailbox can take the change back.
    pub revocation_days: Sourced<u32>,
}

impl AddressRules {
    /// So long after it began, a session suffices without the password.
    #[must_use]
    pub fn fresh_session(&self) -> TimeDelta {
        TimeDelta::minutes(self.fresh_session_minutes.value.into())
    }

    /// How long the new mailbox may take to prove itself.
    #[must_use]
    pub fn proof(&self) -> TimeDelta {
        TimeDelta::hours(self.proof_hours.value.into())
    }

    /// How long the old mailbox can take the change back.
    #[must_use]
    pub fn revocation(&self) -> TimeDelta {
        TimeDelta::days(self.revocation_days.value.into())
    }

    fn check(&self, sources: &Sources) -> Result<(), String> {
        let figures = [
            ("address.fresh_session_minutes", &self.fresh_session_minutes, 60),
            ("address.proof_hours", &self.proof_hours, 168),
            ("address.revocation_days", &self.revocation_days, 90),
        ];
        check_at_most(sources, figures)
    }
}

/// Rules for passwords.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordRules {
    /// The least characters without a second factor.
    pub least_characters: Sourced<u32>,
    /// The least characters with one.
    pub least_characters_with_second_factor: Sourced<u32>,
    /// The most characters.
    pub most_characters: Sourced<u32>,
    /// The least power of ten of guesses it must withstand.
    pub least_guesses_log10: Sourced<u32>,
    /// The house's own words, which a password may not hold.
    pub context_words: Sourced<Vec<String>>,
    /// Words shorter than this are not looked for.
    pub least_context_word_characters: Sourced<u32>,
}

/// Rules for failed sign-ins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThrottleRules {
    /// Failures in a row before the first delay.
    pub free_failures: Sourced<u32>,
    /// Failures from all places together before the first delay of all places.
    pub free_failures_from_everywhere: Sourced<u32>,
    /// The first delay; it doubles with each further failure.
    pub first_delay_seconds: Sourced<u32>,
    /// The longest delay.
    pub longest_delay_seconds: Sourced<u32>,
    /// After this time without a failure, the count starts again.
    pub forgotten_after_minutes: Sourced<u32>,
}

/// Rules for tokens and sessions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenRules {
    /// Access token.
    pub access_minutes: Sourced<u32>,
    /// Session, at the most.
    pub session_days: Sourced<u32>,
    /// Session without a refresh.
    pub refresh_idle_days: Sourced<u32>,
    /// How long the answer of a refresh may be repeated.
    pub refresh_replay_seconds: Sourced<u32>,
    /// Email confirmation.
    pub confirmation_hours: Sourced<u32>,
    /// Password reset.
    pub reset_hours: Sourced<u32>,
}

impl AccountsPolicy {
    /// How long tokens and sessions live.
    #[must_use]
    pub fn lifetimes(&self) -> TokenLifetimes {
        let tokens = &self.tokens;
        TokenLifetimes {
            access: TimeDelta::minutes(tokens.access_minutes.value.into()),
            session: TimeDelta::days(tokens.session_days.value.into()),
            refresh_idle: TimeDelta::days(tokens.refresh_idle_days.value.into()),
            refresh_replay: TimeDelta::seconds(tokens.refresh_replay_seconds.value.into()),
            confirmation: TimeDelta::hours(tokens.confirmation_hours.value.into()),
            reset: TimeDelta::hours(tokens.reset_hours.value.into()),
        }
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        self.password.check(&self.sources)?;
        self.throttle.check(&self.sources)?;
        self.tokens.check(&self.sources)?;
        let letters = &self.registration.most_open_letters;
        self.sources.check_figure("registration.most_open_letters", letters)?;
        at_least("registration.most_open_letters", letters.value, 1)?;
        let letters = &self.letters.to_a_mailbox;
        self.sources.check_figure("letters.to_a_mailbox", letters)?;
        at_least("letters.to_a_mailbox", letters.value, 1)?;
        self.address.check(&self.sources)?;
        self.closure.check(&self.sources)?;
        self.second_factor.check(&self.sources)
    }
}

impl PasswordRules {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        let with_second = &self.least_characters_with_second_factor;
        sources.check_figure("password.least_characters", &self.least_characters)?;
        sources.check_figure("password.least_characters_with_second_factor", with_second)?;
        sources.check_figure("password.most_characters", &self.most_characters)?;
        sources.check_figure("password.least_guesses_log10", &self.least_guesses_log10)?;
        sources.check_figure("password.context_words", &self.context_words)?;
        sources.check_figure("password.least_context_word_characters", &self.least_context_word_characters)?;
        at_least("password.least_characters", self.least_characters.value, 15)?;
        at_least("password.least_characters_with_second_factor", with_second.value, 8)?;
        at_least("password.most_characters", self.most_characters.value, 64)?;
        let shortest = self.least_context_word_characters.value;
        at_least("password.least_context_word_characters", shortest, 1)
    }
}

impl ThrottleRules {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("throttle.free_failures", &self.free_failures)?;
        let everywhere = &self.free_failures_from_everywhere;
        sources.check_figure("throttle.free_failures_from_everywhere", everywhere)?;
        at_least("throttle.free_failures_from_everywhere", everywhere.value, self.free_failures.value)?;
        sources.check_figure("throttle.first_delay_seconds", &self.first_delay_seconds)?;
        sources.check_figure("throttle.longest_delay_seconds", &self.longest_delay_seconds)?;
        sources.check_figure("throttle.forgotten_after_minutes", &self.forgotten_after_minutes)?;
        at_least("throttle.first_delay_seconds", self.first_delay_seconds.value, 1)?;
        at_most("throttle.free_failures", self.free_failures.value, 100)?;
        // A longer ceiling would let strangers shut a person out.
        at_most("throttle.longest_delay_seconds", self.longest_delay_seconds.value, 3_600)
    }
}

impl TokenRules {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        let figures = [
            ("tokens.access_minutes", &self.access_minutes, 15),
            ("tokens.session_days", &self.session_days, 90),
            ("tokens.refresh_idle_days", &self.refresh_idle_days, 90),
            ("tokens.refresh_replay_seconds", &self.refresh_replay_seconds, 60),
            ("tokens.confirmation_hours", &self.confirmation_hours, 168),
            ("tokens.reset_hours", &self.reset_hours, 24),
        ];
        check_at_most(sources, figures)
    }
}

fn check_at_most<'a>(
    sources: &Sources,
    figures: impl IntoIterator<Item = (&'a str, &'a Sourced<u32>, u32)>,
) -> Result<(), String> {
    for (what, figure, most) in figures {
        sources.check_figure(what, figure)?;
        at_most(what, figure.value, most)?;
    }
    Ok(())
}

fn at_least(what: &str, value: u32, least: u32) -> Result<(), String> {
    if value >= least { Ok(()) } else { Err(format!("{what} must be at least {least}, not {value}")) }
}

fn at_most(what: &str, value: u32, most: u32) -> Result<(), String> {
    if value <= most { Ok(()) } else { Err(format!("{what} must be at most {most}, not {value}")) }
}
