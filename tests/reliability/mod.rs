//! Crashes, outages and the cost of depth, with real processes and real databases.

mod crash;
mod crash_of_money;
mod locks;
mod outage;
mod plans;
