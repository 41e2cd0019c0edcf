//! A server from its start to its end.
//!
//! SIGTERM (and the first SIGINT) drains it: new connections are refused at
//! once; on open ones every answer says that it is the last, so that no request
//! is cut off which a client had already sent; then requests under way get
//! their time. A second signal ends it on the spot.

use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use tokio::signal::unix::{SignalKind, signal};

use super::{Outcome, Refused};
use crate::app::App;
use crate::http;

/// No answer for so long: whoever is still connected is not asking.
const QUIET: Duration = Duration::from_millis(500);
/// So long the accepting thread has to hear that it accepts no more.
const LET_GO: Duration = Duration::from_millis(50);
/// Busy clients are not waited for longer than this before requests are left to finish.
const LONGEST_FAREWELL: Duration = Duration::from_secs(2);

/// Serves until told to stop, and drains.
pub(super) async fn serve(app: &Data<App>, listener: TcpListener) -> Outcome {
    let fault = |error: std::io::Error| Refused::because(error.to_string());
    let door = listener.try_clone().map_err(fault)?;
    let mut told = Told::listen().map_err(fault)?;
    let server = http::server::start(app.clone(), listener).map_err(fault)?;
    let handle = server.handle();
    let ending = async {
        told.next().await;
        tracing::info!("told to stop; answering what was asked");
        tokio::select! {
            () = drain(app, &handle, door) => (),
            () = told.next() => handle.stop(false).await,
        }
    };
    let tidying = actix_web::rt::spawn(forget_the_rested(app.clone()));
    let (served, ()) = tokio::join!(server, ending);
    tidying.abort();
    served.map_err(fault)
}

/// Quotas are counted in this process, so this process forgets who has rested.
async fn forget_the_rested(app: Data<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        app.limiter.forget_the_rested();
        app.sign_in_limiter.forget_the_rested();
    }
}

async fn drain(app: &App, handle: &ServerHandle, door: TcpListener) {
    app.drain();
    handle.pause().await;
    // The accepting thread lets go of the socket first; else it takes its end for a fault, and logs one.
    tokio::time::sleep(LET_GO).await;
    close(door);
    let (began, mut answered) = (Instant::now(), app.last_answers());
    loop {
        tokio::time::sleep(QUIET).await;
        let now = app.last_answers();
        if now == answered || began.elapsed() >= LONGEST_FAREWELL {
            break;
        }
        answered = now;
    }
    handle.stop(true).await;
}

/// Refuses new connections. Closing our copy of a listening socket would not,
/// and only a stream has the call that does.
fn close(door: TcpListener) {
    if let Err(error) = TcpStream::from(OwnedFd::from(door)).shutdown(Shutdown::Both) {
        tracing::warn!(%error, "the listening socket stays open until the end");
    }
}

/// The signals that end a server.
struct Told {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Told {
    fn listen() -> std::io::Result<Told> {
        Ok(Told { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => (),
            _ = self.interrupt.recv() => (),
        }
    }
}
