//! A plain client: connections that are kept, one request after the other on
//! each, every answer read to its end and refused unless it is a 200 or 201.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};

use crate::server::Server;

const CONNECTIONS: usize = 16;

/// Requests sent in turn to one server.
pub struct Load<'a> {
    /// Which server.
    pub server: &'a Server,
    /// Whole requests, taken in turn.
    pub requests: &'a [String],
}

impl Load<'_> {
    /// Sends for `time`; answers the server's CPU microseconds a request.
    pub fn run(&self, time: Duration) -> Result<f64> {
        let before = self.server.cpu()?;
        let until = Instant::now() + time;
        let sent: Result<Vec<usize>> = std::thread::scope(|scope| {
            let clients: Vec<_> =
                (0..CONNECTIONS).map(|first| scope.spawn(move || self.client(first * 7, until))).collect();
            clients.into_iter().map(|client| client.join().map_err(|_| anyhow!("a client panicked"))?).collect()
        });
        let sent: usize = sent?.into_iter().sum();
        let used = self.server.cpu()? - before;
        Ok(used.as_secs_f64() * 1e6 / sent as f64)
    }

    fn client(&self, first: usize, until: Instant) -> Result<usize> {
        let mut stream = BufReader::new(TcpStream::connect(self.server.address)?);
        stream.get_ref().set_nodelay(true)?;
        let mut sent = 0;
        while Instant::now() < until {
            let request = &self.requests[(first + sent) % self.requests.len()];
            stream.get_ref().write_all(request.as_bytes())?;
            answer(&mut stream)?;
            sent += 1;
        }
        Ok(sent)
    }
}

/// One request on a connection of its own.
pub fn exchange(address: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    let mut stream = BufReader::new(TcpStream::connect(address)?);
    stream.get_ref().write_all(request)?;
    answer(&mut stream)
}

fn answer(stream: &mut BufReader<TcpStream>) -> Result<Vec<u8>> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    ensure!(line.starts_with("HTTP/1.1 20"), "the server answered {line}");
    let mut length = 0;
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
            Some(_) => (),
            None => break,
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}
