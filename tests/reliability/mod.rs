//! Crashes, outages and the cost of depth, with real processes and real databases.

mod crash;
mod locks;
mod outage;
mod plans;
