//! How many requests a caller may make (draft-ietf-httpapi-ratelimit-headers).
//!
//! Signed-in callers are counted by account, others by address; what guesses
//! passwords or sends mail is counted by address under a tighter quota.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use guildhall_domain::ids::AccountId;

const WINDOW_SECONDS: u32 = 60;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// A signed-in account.
    Account(AccountId),
    /// Everybody behind an address; of IPv6 the network, because a household has 2^64 addresses.
    Address(IpAddr),
}

/// The address as it is counted: of IPv6 the network.
pub fn narrowed(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(wide) => match wide.to_ipv4_mapped() {
            Some(narrow) => IpAddr::V4(narrow),
            None => IpAddr::V6((wide.to_bits() >> 64 << 64).into()),
        },
    }
}

/// What is left after a request, or how long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Name of the policy that was applied.
    pub policy: &'static str,
    /// Requests a minute.
    pub quota: u32,
    /// Requests left now.
    pub remaining: u32,
    /// Seconds until the next request is allowed, when this one was not.
    pub wait_seconds: Option<u64>,
}

impl Verdict {
    /// Value of `RateLimit-Policy`.
    pub fn policy_header(&self) -> String {
        format!("\"{}\";q={};w={WINDOW_SECONDS}", self.policy, self.quota)
    }

    /// Value of `RateLimit`: what is left and the seconds until all of it is back.
    pub fn state_header(&self) -> String {
        let used = u64::from(self.quota.saturating_sub(self.remaining));
        let reset = (used * u64::from(WINDOW_SECONDS)).div_ceil(u64::from(self.quota.max(1)));
        format!("\"{}\";r={};t={reset}", self.policy, self.remaining)
    }
}

/// One quota for many callers.
pub struct Limiter {
    policy: &'static str,
    quota: u32,
    limiter: RateLimiter<Counted, DefaultKeyedStateStore<Counted>, DefaultClock, StateInformationMiddleware>,
}

impl Limiter {
    /// At most `quota` requests a minute for each caller.
    pub fn new(policy: &'static str, quota: u32) -> Limiter {
        let each = NonZeroU32::new(quota).unwrap_or(NonZeroU32::MIN);
        Limiter { policy, quota: each.get(), limiter: RateLimiter::keyed(Quota::per_minute(each)).with_middleware() }
    }

    /// Counts one request of `who`.
    pub fn count(&self, who: Counted) -> Verdict {
        let verdict =
            |remaining, wait_seconds| Verdict { policy: self.policy, quota: self.quota, remaining, wait_seconds };
        match self.limiter.check_key(&who) {
            Ok(state) => verdict(state.remaining_burst_capacity(), None),
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                verdict(0, Some(wait.as_secs() + 1))
            }
        }
    }

    /// Forgets callers whose quota is full again. Called every minute by the server.
    pub fn forget_the_rested(&self) {
        self.limiter.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn someone(last: u8) -> Counted {
        Counted::Address(IpAddr::from([127, 0, 0, last]))
    }

    #[test]
    fn a_quota_is_used_up_by_one_caller_and_not_by_another() {
        let limiter = Limiter::new("default", 3);
        let left: Vec<u32> = (0..3).map(|_| limiter.count(someone(1)).remaining).collect();
        assert_eq!(left, [2, 1, 0]);
        assert!(limiter.count(someone(1)).wait_seconds.is_some_and(|wait| (1..=21).contains(&wait)));
        assert_eq!(limiter.count(someone(2)).wait_seconds, None);
    }

    #[test]
    fn an_ipv6_network_is_one_caller_and_a_mapped_address_is_itself() {
        let at = |text: &str| narrowed(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_eq!(at("::ffff:10.0.0.1"), at("10.0.0.1"));
    }

    #[test]
    fn headers_state_the_policy_and_what_is_left() {
        let verdict = Verdict { policy: "default", quota: 100, remaining: 99, wait_seconds: None };
        assert_eq!(verdict.policy_header(), "\"default\";q=100;w=60");
        assert_eq!(verdict.state_header(), "\"default\";r=99;t=1");
    }
}
