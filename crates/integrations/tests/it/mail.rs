//! Mail as the other side gets it.

use domain::ports::{Mail, MailError, Mailer};
use integrations::mail::{MailConfig, SmtpMailer};
use simulators::mailbox::Mailbox;
use std::time::Duration;

fn mailer(url: &str) -> anyhow::Result<SmtpMailer> {
    SmtpMailer::new(&MailConfig {
        smtp_url: url.to_owned().into(),
        from: "Cloop <no-reply@cloop.example>".to_owned(),
    })
}

fn mail() -> Mail {
    Mail {
        to: "ada@tarrow.example".to_owned(),
        to_name: "Ada Łęcka".to_owned(),
        subject: "Ben mentioned you on Zoë".to_owned(),
        text: "Zoë, naïvely.\n\nhttps://cloop.example/leads/1\n".to_owned(),
        message_id: "01a2016e-a2f5-70f6-be05-d34c6159badc@cloop.example".to_owned(),
    }
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_meant() {
    let mailbox = Mailbox::start(0, 0).unwrap();
    let mailer = mailer(&format!("smtp://{}", mailbox.smtp_address())).unwrap();
    mailer.send(mail()).await.unwrap();
    let got = mailbox.wait_for(|_| true, Duration::from_secs(10)).await.unwrap();
    assert_eq!(
        (got.from.as_str(), got.to.as_slice()),
        ("no-reply@cloop.example", ["ada@tarrow.example".to_owned()].as_slice())
    );
    assert_eq!(got.subject, "Ben mentioned you on Zoë");
    assert_eq!(
        got.text.as_deref().map(|text| text.replace("\r\n", "\n").trim_end().to_owned()),
        Some(mail().text.trim_end().to_owned())
    );
    let header =
        |name: &str| got.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    assert_eq!(header("Message-ID"), Some("<01a2016e-a2f5-70f6-be05-d34c6159badc@cloop.example>"));
    assert_eq!(header("Auto-Submitted"), Some("auto-generated"));
}

#[tokio::test]
async fn nobody_listening_is_a_reason_to_try_again_and_a_bad_address_is_not() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let away = mailer(&format!("smtp://127.0.0.1:{port}")).unwrap();
    assert!(matches!(away.send(mail()).await, Err(MailError::Unavailable(_))));
    let nobody = Mail { to: "nobody".to_owned(), ..mail() };
    assert!(matches!(away.send(nobody).await, Err(MailError::Refused(_))));
}

#[test]
fn wrong_settings_are_refused_without_quoting_the_password() {
    for url in ["https://mail.example", "mail.example", "smtp://user:hunter2@[broken"] {
        let error = format!("{:#}", mailer(url).err().unwrap());
        assert!(error.contains("CLOOP_SMTP_URL") && !error.contains("hunter2"), "{error}");
    }
}
