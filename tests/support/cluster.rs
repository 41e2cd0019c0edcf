//! One throwaway PostgreSQL cluster for the whole test run.
//!
//! Invariant: it never outlives the test process. A shell that owns the cluster
//! waits on a pipe from us; when the pipe closes, however we ended, the shell
//! stops PostgreSQL and removes its folder.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Run by `sh`; `$1` is the folder of initdb, postgres and pg_ctl, `$2` further settings.
const SCRIPT: &str = include_str!("cluster.sh");

/// A running PostgreSQL server that listens on a socket in its own folder.
pub struct Cluster {
    folder: PathBuf,
    bin: String,
    shell: Mutex<Child>,
    pipe: Mutex<Option<ChildStdin>>,
}

impl Cluster {
    /// Makes and starts a cluster with `settings` (`-c name=value …`) besides the usual ones.
    pub fn start(settings: &str) -> Cluster {
        let bin = binaries();
        let mut shell = as_postgres("sh")
            .args(["-c", SCRIPT, "cluster", &bin, settings])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .current_dir("/")
            .spawn()
            .expect("cannot run sh as the user postgres");
        let pipe = shell.stdin.take();
        let mut folder = String::new();
        BufReader::new(shell.stdout.take().expect("stdout is piped")).read_line(&mut folder).expect("no word from sh");
        assert!(folder.starts_with('/'), "PostgreSQL did not start; is Debian's package `postgresql` installed?");
        Cluster { folder: folder.trim().into(), bin, shell: Mutex::new(shell), pipe: Mutex::new(pipe) }
    }

    /// The address of the database `name` in this cluster.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.display())
    }

    /// The server's log, one JSON object a line.
    pub fn log(&self) -> String {
        let file = self.folder.join("log/server.json");
        String::from_utf8_lossy(&std::fs::read(file).unwrap_or_default()).into_owned()
    }

    /// Stops every process of the server in its tracks (`STOP`), or lets them go on (`CONT`).
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).args(processes_of(&self.folder)).status();
        assert!(sent.expect("cannot run kill").success(), "kill -{name} failed");
    }

    /// Stops the server as a crash would (`immediate`), as an operator in a hurry does (`fast`), or starts it again (`start`).
    pub fn control(&self, word: &str) {
        let data = self.folder.join("data");
        let mut command = as_postgres(&format!("{}/pg_ctl", self.bin));
        command.arg("-D").arg(&data).arg("-w").stdout(Stdio::null());
        match word {
            "start" => command.args(["start", "-l", "/dev/null"]),
            mode => command.args(["stop", "-m", mode]),
        };
        assert!(command.status().expect("cannot run pg_ctl").success(), "pg_ctl {word} failed");
    }
}

/// Every row of every table of a database, as text.
pub fn dump(url: &str) -> Vec<u8> {
    let mut command = as_postgres(&format!("{}/pg_dump", binaries()));
    let said = command.args(["--data-only", "--dbname", url]).current_dir("/").output().expect("cannot run pg_dump");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    said.stdout
}

/// The processes of the server: the first one and its children.
fn processes_of(folder: &Path) -> Vec<String> {
    let file = std::fs::read_to_string(folder.join("data/postmaster.pid")).expect("the server runs");
    let first = file.lines().next().expect("a process id").to_owned();
    let parent_of = |id: &str| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        stat.rsplit(')').next()?.split_whitespace().nth(1).map(str::to_owned)
    };
    let all = std::fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let children: Vec<String> = all.filter(|id| parent_of(id).as_ref() == Some(&first)).collect();
    [vec![first], children].concat()
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.pipe.lock().unwrap_or_else(PoisonError::into_inner).take());
        let _ = self.shell.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

/// Where initdb and postgres are: pg_config knows, and without it Debian's folders tell.
fn binaries() -> String {
    if let Ok(said) = Command::new("pg_config").arg("--bindir").output() {
        return String::from_utf8_lossy(&said.stdout).trim().to_owned();
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).max();
    newest.expect("PostgreSQL is not installed: the tests need Debian's package `postgresql`").display().to_string()
}

/// PostgreSQL refuses to run as root; then its commands run as the user postgres.
fn as_postgres(program: &str) -> Command {
    let uid = Command::new("id").arg("-u").output().expect("cannot run id");
    if uid.stdout.trim_ascii() != b"0" {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--", program]);
    command
}
