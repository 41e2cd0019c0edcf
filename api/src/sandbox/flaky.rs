//! Hostile mode, `guildhall sandbox --flaky 5%`: a share of requests goes wrong
//! as networks and servers go wrong, for whoever builds a client.
//!
//! Invariant: which request is hit, and how, follows from the seed and from how
//! many requests went before; and whatever a client then sees is in the document.

use std::str::FromStr;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};

use crate::app::App;
use crate::gateways::entropy::Entropy;
use crate::http::problem::unavailable;

/// How many of a hundred requests go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(u8);

impl FromStr for Share {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Share, Self::Err> {
        let digits = text.strip_suffix('%').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let share = digits.and_then(|digits| digits.parse().ok()).filter(|share| *share <= 100);
        share.map(Share).ok_or("say which share of requests goes wrong as a whole number of per cent, from 0% to 100%")
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}%", self.0)
    }
}

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It is refused before anything is done.
    Refused,
    /// It is done, and its answer is lost.
    Lost,
    /// It is done, and its answer takes this long.
    Late(Duration),
}

const SHORTEST_WAIT_MS: u64 = 200;
const LONGEST_WAIT_MS: u64 = 2000;

/// Decides what goes wrong with which request.
pub struct Flaky {
    share: Share,
    lots: Entropy,
}

impl Flaky {
    /// Spoils a share of requests, drawing lots from a stream of its own.
    pub fn new(share: Share, entropy: &Entropy) -> Flaky {
        Flaky { share, lots: entropy.aside("faults") }
    }

    /// The share that was asked for.
    pub fn share(&self) -> Share {
        self.share
    }

    /// Begins anew: the next request is the first.
    pub(super) fn restart(&self) {
        self.lots.restart();
    }

    /// What goes wrong with the next request, if anything.
    fn next(&self) -> Option<Fault> {
        let lots: [u8; 16] = self.lots.bytes();
        // Much larger than what it is divided by, so that no remainder is favored.
        let [hit, which, wait, _] = std::array::from_fn(|place| {
            lots.iter().skip(place * 4).take(4).fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        });
        if hit % 100 >= u64::from(self.share.0) {
            return None;
        }
        Some(match which % 3 {
            0 => Fault::Refused,
            1 => Fault::Lost,
            _ => Fault::Late(Duration::from_millis(SHORTEST_WAIT_MS + wait % (LONGEST_WAIT_MS - SHORTEST_WAIT_MS + 1))),
        })
    }
}

/// Whether a request may be spoilt: an operation of the association's. What
/// drives the sandbox, says whether it lives or documents it always works.
fn may_be_spoilt(request: &ServiceRequest) -> bool {
    let path = request.path();
    let is_the_associations = path.starts_with("/v1/") && !path.starts_with("/v1/sandbox/");
    is_the_associations && *request.method() != Method::OPTIONS && request.match_pattern().is_some()
}

/// The middleware; it stands in the chain of a flaky sandbox only.
///
/// # Errors
/// Those of the inner service; faults are answers.
pub async fn spoil(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let flaky = request.app_data::<Data<App>>().and_then(|app| app.flaky.as_ref());
    let fault = flaky.filter(|_| may_be_spoilt(&request)).and_then(Flaky::next);
    if fault == Some(Fault::Refused) {
        return Ok(request.error_response(unavailable()));
    }
    let response = next.call(request).await?.map_into_boxed_body();
    match fault {
        Some(Fault::Lost) => Ok(response.into_response(unavailable().error_response())),
        Some(Fault::Late(wait)) => {
            tokio::time::sleep(wait).await;
            Ok(response)
        }
        Some(Fault::Refused) | None => Ok(response),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(share: &str, seed: u64) -> Vec<Option<Fault>> {
        let flaky = Flaky::new(share.parse().unwrap(), &Entropy::seeded(seed));
        (0..10_000).map(|_| flaky.next()).collect()
    }

    #[test]
    fn a_share_is_a_whole_number_of_per_cent() {
        for (text, share) in [("0%", 0), ("5%", 5), ("100%", 100)] {
            assert_eq!(text.parse(), Ok(Share(share)));
        }
        for text in ["", "%", "5", "101%", "-1%", "+5%", "2.5%", "0.3", "5 %", "five", "300%", "99999%"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_share_is_about_what_was_asked_and_each_fault_about_a_third_of_it() {
        for (share, about) in [("0%", 0), ("5%", 500), ("30%", 3_000), ("100%", 10_000)] {
            let hit: Vec<Fault> = faults(share, 7).into_iter().flatten().collect();
            assert!(hit.len().abs_diff(about) <= 150, "{share}: {}", hit.len());
            for kind in [|fault: &Fault| *fault == Fault::Refused, |fault: &Fault| *fault == Fault::Lost] {
                assert!(hit.iter().filter(|fault| kind(fault)).count().abs_diff(about / 3) <= 150, "{share}");
            }
            let waits = hit.iter().filter_map(|fault| if let Fault::Late(wait) = fault { Some(*wait) } else { None });
            assert!(waits.into_iter().all(|wait| (200..=2000).contains(&wait.as_millis())));
        }
    }

    #[test]
    fn the_seed_decides_and_a_restart_begins_anew() {
        assert_eq!(faults("30%", 7), faults("30%", 7));
        assert_ne!(faults("30%", 7), faults("30%", 8));
        let flaky = Flaky::new(Share(30), &Entropy::seeded(7));
        let first: Vec<_> = (0..50).map(|_| flaky.next()).collect();
        flaky.restart();
        assert_eq!((0..50).map(|_| flaky.next()).collect::<Vec<_>>(), first);
    }
}
