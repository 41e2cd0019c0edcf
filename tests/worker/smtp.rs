//! Mail over the real wire, to a server of a few lines.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use guildhall::gateways::mail::{GatewayError, Letter, MailGateway, SmtpMail};

/// An SMTP server (RFC 5321, as far as needed) that keeps letters, or answers `RCPT` with a refusal.
struct Server {
    url: String,
    letters: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer_to_recipient: &'static str) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let letters = Arc::new(Mutex::new(Vec::new()));
        let kept = letters.clone();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let (connection, kept) = (connection.unwrap(), kept.clone());
                std::thread::spawn(move || talk(&connection, answer_to_recipient, &kept));
            }
        });
        Server { url, letters }
    }

    fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

fn talk(connection: &TcpStream, answer_to_recipient: &str, letters: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(connection).lines();
    let say = |words: &str| (&mut &*connection).write_all(format!("{words}\r\n").as_bytes()).ok();
    say("220 here")?;
    loop {
        let line = lines.next()?.ok()?;
        match line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "RCPT" => say(answer_to_recipient)?,
            "DATA" => {
                say("354 go on")?;
                let letter: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                letters.lock().unwrap().push(letter.join("\n"));
                say("250 kept")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 fine")?,
        }
    }
}

fn letter() -> Letter {
    Letter {
        to: "maya@people.example".into(),
        subject: "Your membership".into(),
        text: "Dear Maya,\n.\nwelcome.\n".into(),
    }
}

fn mail(url: &str) -> SmtpMail {
    SmtpMail::new(url, "Guildhall <no-reply@guildhall.example>").unwrap()
}

#[tokio::test]
async fn a_letter_arrives_whole_and_a_repetition_bears_the_same_id() {
    let server = Server::start("250 fine");
    let mail = mail(&server.url);
    mail.reach().await.unwrap();
    for _ in 0..2 {
        mail.send("0192f0c1", &letter()).await.unwrap();
    }
    let letters = server.letters();
    assert_eq!(letters.len(), 2);
    for arrived in letters {
        for expected in [
            "To: maya@people.example",
            "Subject: Your membership",
            "Message-ID: <0192f0c1@guildhall>",
            "Dear Maya,\n..\nwelcome.",
        ] {
            assert!(arrived.contains(expected), "{expected} is not in:\n{arrived}");
        }
    }
}

#[tokio::test]
async fn many_letters_at_once_all_arrive() {
    let server = Server::start("250 fine");
    let mail = mail(&server.url);
    let sending = (0..40).map(|number| {
        let mail = &mail;
        async move { mail.send(&number.to_string(), &letter()).await.unwrap() }
    });
    futures_util::future::join_all(sending).await;
    assert_eq!(server.letters().len(), 40);
}

#[tokio::test]
async fn a_passing_refusal_is_tried_again_and_a_lasting_one_is_not() {
    let busy = Server::start("451 mailbox busy");
    assert!(matches!(mail(&busy.url).send("1", &letter()).await, Err(GatewayError::Retry(_))));
    let gone = Server::start("550 no such mailbox");
    assert!(matches!(mail(&gone.url).send("1", &letter()).await, Err(GatewayError::GiveUp(_))));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again() {
    // Nobody listens on port 1.
    let mail = mail("smtp://127.0.0.1:1");
    assert!(mail.reach().await.is_err());
    assert!(matches!(mail.send("1", &letter()).await, Err(GatewayError::Retry(_))));
}
