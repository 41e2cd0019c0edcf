//! Runs `guildhall` in a folder of its own, with no environment but what a test gives.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A folder to run in and the environment of every command run there.
pub struct Program {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Program {
    /// In an empty folder, with an empty environment.
    pub fn new() -> Program {
        Program { folder: tempfile::tempdir().expect("a folder"), environment: Vec::new() }
    }

    /// The same with one more variable.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Program {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Where it runs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file into the folder; answers its full path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder().join(name);
        std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
        command.args(arguments).current_dir(self.folder()).env_clear().stdin(Stdio::null());
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Done {
        Done(self.command(arguments).output().expect("the program runs"))
    }

    /// Starts a server and waits until it says where it serves.
    pub fn start(&self, arguments: &[&str]) -> Running {
        let log = std::fs::File::create(self.folder().join("log")).expect("a log file");
        self.start_logging_to(log, arguments)
    }

    /// The same with its log elsewhere.
    pub fn start_logging_to(&self, log: impl Into<Stdio>, arguments: &[&str]) -> Running {
        let mut command = self.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the program starts");
        let mut said = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut banner = String::new();
        while !banner.lines().any(|line| line.starts_with("Documentation: ")) {
            let read = said.read_line(&mut banner).expect("readable");
            assert!(read > 0, "it ended instead of serving: {}", self.log());
        }
        let url = banner.lines().find_map(|line| line.split_once(" on ")).expect("an address").1.to_owned();
        // What is printed later must not fill the pipe.
        let rest = std::thread::spawn(move || {
            let mut rest = String::new();
            let _ = said.read_to_string(&mut rest);
            rest
        });
        Running { child, url, banner, rest: Some(rest) }
    }

    /// Starts a command that prints no address.
    pub fn start_quietly(&self, arguments: &[&str]) -> Running {
        let log = std::fs::File::create(self.folder().join("log")).expect("a log file");
        let mut command = self.command(arguments);
        let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the program starts");
        Running { child, url: String::new(), banner: String::new(), rest: None }
    }

    /// What was logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder().join("log")).unwrap_or_default()
    }
}

/// A command that has ended.
pub struct Done(Output);

impl Done {
    /// Whether it ended with status 0.
    pub fn succeeded(&self) -> bool {
        self.0.status.success()
    }

    /// Standard output and standard error.
    pub fn words(&self) -> String {
        format!("{}{}", self.output(), String::from_utf8_lossy(&self.0.stderr))
    }

    /// Standard output.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    /// Fails the test unless the command was refused with all of `expected` in its words.
    pub fn refused(self, expected: &[&str]) -> Done {
        assert!(!self.succeeded(), "it should have refused: {}", self.words());
        self.says(expected)
    }

    /// Fails the test unless all of `expected` are in its words.
    pub fn says(self, expected: &[&str]) -> Done {
        let words = self.words();
        for one in expected {
            assert!(words.contains(one), "`{one}` is not in:\n{words}");
        }
        self
    }
}

/// A server that runs until it is dropped.
pub struct Running {
    child: Child,
    /// Its address, `http://…`.
    pub url: String,
    banner: String,
    rest: Option<std::thread::JoinHandle<String>>,
}

impl Running {
    /// Sends a signal by its name, for instance `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits for the end; answers the status and how long it took.
    pub fn wait(&mut self, at_most: Duration) -> (ExitStatus, Duration) {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("our own child") {
                return (status, began.elapsed());
            }
            assert!(began.elapsed() < at_most, "still running after {at_most:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops it; answers everything that it printed.
    pub fn printed(mut self) -> String {
        let _ = self.child.kill();
        let rest = self.rest.take().and_then(|rest| rest.join().ok()).unwrap_or_default();
        format!("{}{rest}", self.banner)
    }

    /// An answer's status and JSON body.
    pub async fn get(&self, path: &str) -> (u16, serde_json::Value) {
        let answer = client().get(format!("{}{path}", self.url)).send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, serde_json::from_slice(&answer.bytes().await.expect("a body")).unwrap_or_default())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client that talks to this machine only.
pub fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client")
}
