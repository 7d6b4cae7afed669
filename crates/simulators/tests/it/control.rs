//! The control API that the page and tests in other languages use.

use reqwest::StatusCode;
use serde_json::{Value, json};
use simulators::zoom::{DEFAULT_HOST, DEFAULT_WEBINAR};

use crate::world::{LIMIT, World, client};

async fn press(world: &World, path: &str, body: Value) -> anyhow::Result<(StatusCode, Value)> {
    let answer = client().post(format!("{}/sim/{path}", world.zoom.url())).json(&body).send().await?;
    Ok((answer.status(), answer.json().await?))
}

async fn look(world: &World, path: &str) -> anyhow::Result<Value> {
    Ok(client().get(format!("{}/sim/{path}", world.zoom.url())).send().await?.json().await?)
}

#[tokio::test]
async fn the_buttons_of_the_page_work() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    let somebody = json!({ "first_name": "Noor", "email": "noor@example.com" });
    let (status, answer) =
        press(&world, "register", json!({ "meeting_id": DEFAULT_WEBINAR, "registrant": somebody })).await?;
    assert_eq!((status, answer["registrant_ids"].as_array().map(Vec::len)), (StatusCode::OK, Some(1)));
    press(&world, "register", json!({ "registrant": { "first_name": "Only" } })).await?;
    press(&world, "register", json!({ "count": 2 })).await?;
    press(&world, "duplicate", json!({ "ids": "same" })).await?;
    assert_eq!(world.zoom.settled(LIMIT).await?.delivered, 5);
    press(&world, "retry-next", json!({})).await?;
    press(&world, "register", json!({})).await?;
    assert_eq!(world.zoom.settled(LIMIT).await?.attempts, 7);
    press(&world, "settings", json!({ "duplicates": 4 })).await?;
    assert_eq!((world.zoom.settings().duplicates, world.zoom.settings().ack_timeout_ms), (4, 3_000));
    assert_eq!(press(&world, "validate-url", json!({})).await?.1["correct"], false);
    press(&world, "uninstall", json!({ "user_id": DEFAULT_HOST })).await?;
    assert!(!world.zoom.is_installed(DEFAULT_HOST));
    let state = look(&world, "state").await?;
    assert_eq!(state["meetings"].as_array().map(Vec::len), Some(2));
    let deliveries = look(&world, "deliveries?limit=1").await?;
    assert_eq!(deliveries[0]["event"], "app_deauthorized");
    Ok(())
}

#[tokio::test]
async fn nonsense_is_refused_with_a_reason() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    let (status, answer) = press(&world, "register", json!({ "meeting_id": 1 })).await?;
    assert_eq!(
        (status, &answer["message"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("no meeting or webinar 1"))
    );
    let form =
        client().post(format!("{}/sim/uninstall", world.zoom.url())).form(&[("user_id", DEFAULT_HOST)]);
    assert!(!form.send().await?.status().is_success(), "a form of a foreign page must not pass");
    Ok(())
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere() -> anyhow::Result<()> {
    let world = World::answering(200).await?;
    for path in ["/", "/sim/zoom.js", "/sim/style.css"] {
        let text = client().get(format!("{}{path}", world.zoom.url())).send().await?.text().await?;
        assert!(!text.is_empty() && !text.contains("//cdn") && !text.contains("https://"), "{path}");
    }
    Ok(())
}
