//! Catching mail.

use std::time::Duration;

use simulators::mailbox::{Mail, Mailbox};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::world::{LIMIT, client};

struct MailClient(BufReader<TcpStream>);

impl MailClient {
    async fn connect(mailbox: &Mailbox) -> anyhow::Result<Self> {
        let mut client = Self(BufReader::new(TcpStream::connect(mailbox.smtp_address()).await?));
        assert_eq!(client.reply().await?, 220);
        Ok(client)
    }

    /// The code of the next reply, all its lines read.
    async fn reply(&mut self) -> anyhow::Result<u16> {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await?;
            let (code, rest) =
                line.split_at_checked(3).ok_or_else(|| anyhow::anyhow!("no reply: {line:?}"))?;
            if !rest.starts_with('-') {
                return Ok(code.parse()?);
            }
        }
    }

    async fn say(&mut self, line: &str) -> anyhow::Result<u16> {
        self.0.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.reply().await
    }
}

const MAIL: &str = "From: Cloop <no-reply@cloop.example>\r\n\
To: Zo=?UTF-8?Q?=C3=AB?= <zoe@example.com>\r\n\
Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=b\r\n\
\r\n\
--b\r\n\
Content-Type: text/plain; charset=utf-8\r\n\
\r\n\
..a line that starts with a dot\r\n\
Über 😀\r\n\
--b\r\n\
Content-Type: text/html; charset=utf-8\r\n\
\r\n\
<p>Über</p><script>1</script>\r\n\
--b--\r\n\
.";

async fn send(client: &mut MailClient, to: &str) -> anyhow::Result<()> {
    assert_eq!(client.say("MAIL FROM:<no-reply@cloop.example> BODY=8BITMIME SIZE=500").await?, 250);
    assert_eq!(client.say(&format!("RCPT TO:<{to}>")).await?, 250);
    assert_eq!(client.say("DATA").await?, 354);
    assert_eq!(client.say(MAIL).await?, 250);
    Ok(())
}

#[tokio::test]
async fn a_mail_is_caught_and_read() -> anyhow::Result<()> {
    let mailbox = Mailbox::start(0, 0)?;
    let mut client = MailClient::connect(&mailbox).await?;
    assert_eq!(client.say("EHLO localhost").await?, 250);
    let sending = async { send(&mut client, "zoe@example.com").await };
    let waiting = mailbox.wait_for(|mail: &Mail| mail.to.contains(&"zoe@example.com".to_owned()), LIMIT);
    let (mail, ()) = tokio::try_join!(waiting, sending)?;
    assert_eq!(mail.subject, "Grüße");
    assert_eq!(mail.from, "no-reply@cloop.example");
    assert_eq!(mail.text.as_deref().map(str::trim_end), Some(".a line that starts with a dot\r\nÜber 😀"));
    assert!(mail.html.is_some_and(|html| html.starts_with("<p>Über</p>")));
    assert_eq!(client.say("QUIT").await?, 221);
    mailbox.clear();
    assert!(mailbox.messages().is_empty());
    Ok(())
}

#[tokio::test]
async fn commands_out_of_order_are_refused_and_reset_forgets() -> anyhow::Result<()> {
    let mailbox = Mailbox::start(0, 0)?;
    let mut client = MailClient::connect(&mailbox).await?;
    assert_eq!(client.say("HELO localhost").await?, 250);
    assert_eq!(client.say("RCPT TO:<a@example.com>").await?, 503);
    assert_eq!(client.say("DATA").await?, 503);
    assert_eq!(client.say("MAIL FROM:<>").await?, 250);
    assert_eq!(client.say("RCPT TO:a@example.com").await?, 501);
    assert_eq!(client.say("RSET").await?, 250);
    assert_eq!(client.say("RCPT TO:<a@example.com>").await?, 503);
    assert_eq!(client.say("MAIL FROM:<a@example.com> SIZE=99999999").await?, 552);
    assert_eq!(client.say("NOOP").await?, 250);
    assert_eq!(client.say("STARTTLS").await?, 502);
    assert!(mailbox.wait_for(|_| true, Duration::from_millis(1)).await.is_err());
    Ok(())
}

#[tokio::test]
async fn the_html_of_a_mail_is_served_in_a_sandbox() -> anyhow::Result<()> {
    let mailbox = Mailbox::start(0, 0)?;
    let mut smtp = MailClient::connect(&mailbox).await?;
    send(&mut smtp, "zoe@example.com").await?;
    let mails: serde_json::Value =
        client().get(format!("{}/sim/messages", mailbox.url())).send().await?.json().await?;
    assert_eq!(mails[0]["to"][0], "zoe@example.com");
    let html = client().get(format!("{}/sim/messages/1/html", mailbox.url())).send().await?;
    let policy = html.headers()["content-security-policy"].to_str()?;
    assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    let page = client().get(mailbox.url()).send().await?.text().await?;
    assert!(page.contains("Caught mail") && !page.contains("https://"));
    Ok(())
}

#[tokio::test]
async fn a_page_behind_a_foreign_name_sees_nothing() -> anyhow::Result<()> {
    let mailbox = Mailbox::start(0, 0)?;
    let request = client().get(format!("{}/sim/messages", mailbox.url())).header("host", "evil.example:8025");
    assert_eq!(request.send().await?.status(), reqwest::StatusCode::NOT_FOUND);
    Ok(())
}
