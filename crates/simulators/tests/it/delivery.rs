//! Who gets deliveries, what they look like, and what follows from each answer.

use std::collections::HashSet;
use std::time::Duration;

use simulators::zoom::{
    AttemptOutcome, COLLEAGUE, Counts, DEFAULT_MEETING, DEFAULT_WEBINAR, Delivery, DeliverySettings,
    DeliveryState, DuplicateIds, Meeting, MeetingKind, WebhookSecret, ZoomSim, ZoomSimConfig,
};
use wiremock::ResponseTemplate;

use crate::world::{LIMIT, World, hasty, header, jumping_clock};

async fn only_delivery(world: &World) -> anyhow::Result<Delivery> {
    world.zoom.register_random(DEFAULT_MEETING)?;
    world.zoom.settled(LIMIT).await?;
    let mut deliveries = world.zoom.ledger();
    assert_eq!(deliveries.len(), 1);
    deliveries.pop().ok_or_else(|| anyhow::anyhow!("nothing delivered"))
}

fn statuses(delivery: &Delivery) -> Vec<u16> {
    let status = |outcome: &AttemptOutcome| match outcome {
        AttemptOutcome::Answered { status } => Some(*status),
        _ => None,
    };
    delivery.attempts.iter().filter_map(|attempt| status(&attempt.outcome)).collect()
}

#[tokio::test]
async fn success_is_final() -> anyhow::Result<()> {
    for status in [200, 201, 204] {
        let delivery = only_delivery(&World::answering(status).await?).await?;
        assert_eq!((delivery.state, statuses(&delivery)), (DeliveryState::Delivered, vec![status]));
    }
    Ok(())
}

#[tokio::test]
async fn redirects_and_client_errors_are_never_retried() -> anyhow::Result<()> {
    for status in [302, 400, 401, 404, 408, 413, 429] {
        let delivery = only_delivery(&World::answering(status).await?).await?;
        assert_eq!((delivery.state, statuses(&delivery)), (DeliveryState::Rejected, vec![status]));
    }
    Ok(())
}

#[tokio::test]
async fn server_errors_are_retried_three_times() -> anyhow::Result<()> {
    for status in [500, 503] {
        let delivery = only_delivery(&World::answering(status).await?).await?;
        assert_eq!((delivery.state, statuses(&delivery)), (DeliveryState::GaveUp, vec![status; 4]));
    }
    Ok(())
}

#[tokio::test]
async fn silence_is_retried() -> anyhow::Result<()> {
    let delivery = DeliverySettings { ack_timeout_ms: 50, ..hasty() };
    let world = World::new(ZoomSimConfig { delivery, ..ZoomSimConfig::default() }).await?;
    world.answer(ResponseTemplate::new(200).set_delay(Duration::from_secs(30))).await;
    let delivery = only_delivery(&world).await?;
    assert_eq!(delivery.state, DeliveryState::GaveUp);
    assert_eq!(delivery.attempts.len(), 4);
    assert!(delivery.attempts.iter().all(|attempt| attempt.outcome == AttemptOutcome::Timeout));
    Ok(())
}

#[tokio::test]
async fn a_refused_connection_is_retried() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    world.zoom.set_webhook_url(&format!("http://{nobody}/hooks/zoom"))?;
    let delivery = only_delivery(&world).await?;
    assert_eq!(delivery.state, DeliveryState::GaveUp);
    assert!(delivery.attempts.iter().all(|attempt| attempt.outcome == AttemptOutcome::Refused));
    Ok(())
}

#[tokio::test]
async fn retries_keep_the_request_id_and_carry_a_fresh_signature() -> anyhow::Result<()> {
    let config = ZoomSimConfig { delivery: hasty(), clock: jumping_clock(301), ..ZoomSimConfig::default() };
    let secret = WebhookSecret::new(&config.webhook_secret);
    let world = World::new(config).await?;
    world.answer(ResponseTemplate::new(500)).await;
    let delivery = only_delivery(&world).await?;
    let requests = world.received().await;
    assert_eq!(requests.len(), 4);
    let mut timestamps = Vec::new();
    for request in &requests {
        assert_eq!(header(request, "x-zm-request-id")?, delivery.request_id);
        assert_eq!(request.body, delivery.body);
        let timestamp = header(request, "x-zm-request-timestamp")?;
        assert_eq!(header(request, "x-zm-signature")?, secret.sign(timestamp, &request.body));
        timestamps.push(timestamp.parse::<i64>()?);
    }
    assert!(timestamps.is_sorted_by(|earlier, later| later - earlier >= 300), "{timestamps:?}");
    Ok(())
}

#[tokio::test]
async fn headers_are_those_of_zoom_and_the_body_is_one_line_of_utf_8() -> anyhow::Result<()> {
    let world = World::answering(204).await?;
    world.zoom.register_many(DEFAULT_WEBINAR, 20)?;
    world.zoom.settled(LIMIT).await?;
    let requests = world.received().await;
    for request in &requests {
        let groups: Vec<_> = header(request, "x-zm-request-id")?.split('_').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        assert_eq!(header(request, "x-zm-request-timestamp")?.len(), 10);
        assert!(header(request, "x-zm-trackingid")?.starts_with("v=2.0;clid=us02;rid=WEB_"));
        assert_eq!(header(request, "traceparent")?.len(), 55);
        assert_eq!(header(request, "user-agent")?, "Zoom Marketplace/1.0a");
        assert_eq!(header(request, "clientid")?, world.zoom.client_id());
        assert_eq!(header(request, "content-type")?, "application/json; charset=utf-8");
        assert!(!request.body.contains(&b'\n'));
    }
    let bodies: String = requests.iter().map(|request| String::from_utf8_lossy(&request.body)).collect();
    assert!(!bodies.is_ascii() && !bodies.contains(r"\u00"), "raw UTF-8 was expected");
    Ok(())
}

#[tokio::test]
async fn only_hosts_who_added_the_app_cause_deliveries() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    let foreign = world.zoom.create_meeting(Meeting::new(MeetingKind::Meeting, COLLEAGUE, "Not yours"))?;
    world.zoom.register_random(foreign)?;
    assert_eq!(world.zoom.counts(), Counts::default());
    world.zoom.configure(|settings| settings.deliver_to_all = true);
    world.zoom.register_random(foreign)?;
    assert_eq!(world.zoom.settled(LIMIT).await?.delivered, 1);
    Ok(())
}

#[tokio::test]
async fn duplicates_come_under_the_same_or_under_different_request_ids() -> anyhow::Result<()> {
    for (ids, different) in [(DuplicateIds::Same, 1), (DuplicateIds::Different, 3)] {
        let world = World::answering(200).await?;
        world.zoom.configure(|settings| (settings.duplicates, settings.duplicate_ids) = (2, ids));
        world.zoom.register_random(DEFAULT_MEETING)?;
        assert_eq!(world.zoom.settled(LIMIT).await?.delivered, 3);
        let ledger = world.zoom.ledger();
        let request_ids: HashSet<_> = ledger.iter().map(|delivery| &delivery.request_id).collect();
        let bodies: HashSet<_> = ledger.iter().map(|delivery| &delivery.body).collect();
        assert_eq!((request_ids.len(), bodies.len()), (different, 1));
    }
    Ok(())
}

#[tokio::test]
async fn an_ignored_answer_causes_a_retry() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    world.zoom.ignore_answers(1);
    let delivery = only_delivery(&world).await?;
    let outcomes: Vec<_> = delivery.attempts.into_iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(outcomes, [AttemptOutcome::AnswerIgnored, AttemptOutcome::Answered { status: 200 }]);
    Ok(())
}

#[tokio::test]
async fn a_paused_and_shuffled_batch_arrives_whole_but_in_another_order() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    world.zoom.configure(|settings| (settings.paused, settings.shuffle_window) = (true, 50));
    world.zoom.register_many(DEFAULT_MEETING, 50)?;
    assert_eq!(world.zoom.counts().pending, 50);
    world.zoom.configure(|settings| settings.paused = false);
    assert_eq!(world.zoom.settled(LIMIT).await?.delivered, 50);
    let sent: Vec<_> = world.zoom.ledger().into_iter().map(|delivery| delivery.request_id).collect();
    let requests = world.received().await;
    let received = requests.iter().map(|request| header(request, "x-zm-request-id").map(str::to_owned));
    let received = received.collect::<Result<Vec<_>, _>>()?;
    assert_ne!(received, sent);
    assert_eq!(received.into_iter().collect::<HashSet<_>>(), sent.into_iter().collect());
    Ok(())
}

#[tokio::test]
async fn the_rate_holds_deliveries_back() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    world.zoom.configure(|settings| settings.rate = Some(100.0));
    let started = std::time::Instant::now();
    world.zoom.register_many(DEFAULT_MEETING, 20)?;
    world.zoom.settled(LIMIT).await?;
    assert!(started.elapsed() >= Duration::from_millis(150), "{:?}", started.elapsed());
    Ok(())
}

#[tokio::test]
async fn the_challenge_is_judged() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    assert!(!world.zoom.validate_url().await?.correct);
    let secret = WebhookSecret::new(world.zoom.webhook_secret());
    world.receiver.reset().await;
    let answer = move |request: &wiremock::Request| {
        let body: serde_json::Value = request.body_json().unwrap_or_default();
        let plain_token = body["payload"]["plainToken"].as_str().unwrap_or_default();
        let encrypted = secret.answer(plain_token);
        let answer = serde_json::json!({ "plainToken": plain_token, "encryptedToken": encrypted });
        ResponseTemplate::new(200).set_body_json(answer)
    };
    wiremock::Mock::given(wiremock::matchers::any()).respond_with(answer).mount(&world.receiver).await;
    let validation = world.zoom.validate_url().await?;
    assert!(validation.correct, "{validation:?}");
    assert_eq!(world.zoom.counts().deliveries, 0);
    Ok(())
}

#[tokio::test]
async fn a_simulator_listens_on_loopback_only_and_leaves_its_port_when_stopped() -> anyhow::Result<()> {
    let listen = "0.0.0.0:0".parse()?;
    assert!(ZoomSim::start(ZoomSimConfig { listen, ..ZoomSimConfig::default() }).is_err());
    let zoom = ZoomSim::start(ZoomSimConfig::default())?;
    let address = zoom.url().trim_start_matches("http://").to_owned();
    zoom.stop().await;
    assert!(std::net::TcpStream::connect(address).is_err());
    Ok(())
}
