//! A throwaway PostgreSQL, run by the script that the tests use.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

const SCRIPT: &str = include_str!("../../tests/support/cluster.sh");

/// A server on a socket in its own folder; it ends, and the folder goes, when this is dropped.
pub struct Cluster {
    shell: Child,
    folder: String,
}

impl Cluster {
    /// Makes and starts it.
    pub fn start() -> Result<Cluster> {
        let said = Command::new("pg_config").arg("--bindir").output().context("pg_config is missing")?;
        let programs = String::from_utf8(said.stdout)?;
        let mut shell = shell()?
            .args(["-c", SCRIPT, "cluster", programs.trim(), ""])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .current_dir("/")
            .spawn()?;
        let mut folder = String::new();
        BufReader::new(shell.stdout.take().context("no output")?).read_line(&mut folder)?;
        ensure!(folder.starts_with('/'), "PostgreSQL did not start");
        Ok(Cluster { shell, folder: folder.trim().into() })
    }

    /// Address of its database, as Guildhall takes it.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder)
    }

    /// The same as connection parameters.
    pub fn parameters(&self) -> String {
        format!("host={} user=postgres dbname=postgres", self.folder)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The script stops the server when its input ends.
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

/// PostgreSQL refuses to run as root; then its commands run as the user postgres.
fn shell() -> Result<Command> {
    let root = Command::new("id").arg("-u").output()?.stdout.trim_ascii() == b"0";
    let mut command = Command::new(if root { "runuser" } else { "sh" });
    if root {
        command.args(["-u", "postgres", "--", "sh"]);
    }
    Ok(command)
}
