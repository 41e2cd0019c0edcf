//! A server process: started, waited for, and asked of the kernel what it used.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::load::exchange;

/// Runs until it is dropped.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start to its first answer.
    pub ready_after: Duration,
}

impl Server {
    /// Starts `program` with these variables and no others of Guildhall's, and waits until it answers.
    pub fn start(program: &Path, variables: &[(&str, &str)]) -> Result<Server> {
        let began = Instant::now();
        let inherited = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("GUILDHALL_"));
        let mut command = Command::new(program);
        inherited.for_each(|name| {
            command.env_remove(name);
        });
        let mut process = command
            .envs(variables.iter().copied())
            .current_dir(std::env::temp_dir())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let lines = BufReader::new(process.stdout.take().context("no output")?).lines();
        let address = lines.map_while(Result::ok).find_map(|line| line.rsplit_once("http://")?.1.parse().ok());
        let mut server = Server {
            process,
            address: address.context("the server did not say where it listens")?,
            ready_after: Duration::ZERO,
        };
        let request = b"GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
        while exchange(server.address, request).is_err() {
            std::thread::sleep(Duration::from_millis(1));
        }
        server.ready_after = began.elapsed();
        Ok(server)
    }

    /// CPU time used so far, in user and kernel mode.
    pub fn cpu(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let (_, fields) = stat.rsplit_once(") ").context("an unreadable stat")?;
        let ticks: u64 = fields.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
        // Linux counts in hundredths of a second for programs, whatever the kernel's own tick.
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Memory held now.
    pub fn resident_kib(&self) -> Result<u64> {
        std::thread::sleep(Duration::from_secs(2));
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
