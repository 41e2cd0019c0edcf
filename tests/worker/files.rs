//! Mail of a demo: files.

use guildhall::gateways::mail::{FileMail, GatewayError, Letter, MailGateway};

fn letter(to: &str) -> Letter {
    Letter { to: to.into(), subject: "Grüße".into(), text: "Dear Maya,\n\nwelcome.\n".into() }
}

#[tokio::test]
async fn a_letter_becomes_a_file_that_mail_programs_open() {
    let folder = tempfile::tempdir().unwrap();
    let mail = FileMail::new(&folder.path().join("mail"), "Guildhall <no-reply@guildhall.example>").unwrap();
    mail.send("0192f0c1", &letter("maya@people.example")).await.unwrap();
    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].extension().unwrap(), "eml");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    for expected in
        ["To: maya@people.example", "Message-ID: <0192f0c1@guildhall>", "Dear Maya", "no-reply@guildhall.example"]
    {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let mail = FileMail::new(&folder.path().into(), "no-reply@guildhall.example").unwrap();
    for address in ["", "maya", "maya@people.example\r\nBcc: everybody@people.example"] {
        assert!(matches!(mail.send("1", &letter(address)).await, Err(GatewayError::GiveUp(_))), "{address}");
    }
}
