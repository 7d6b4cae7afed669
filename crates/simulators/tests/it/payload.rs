//! Bodies have the shape of the recorded fixtures.

use serde_json::Value;
use simulators::zoom::{
    Answer, CancelledBy, DEFAULT_HOST, DEFAULT_MEETING, DEFAULT_WEBINAR, Registrant, RegistrationStatus,
};

use crate::fixture::{self, shape};
use crate::world::World;

fn registrant() -> Registrant {
    let answer = |title: &str| Answer { title: title.to_owned(), value: "Yes".to_owned() };
    Registrant {
        custom_questions: vec![answer("May we contact you by phone?")],
        ..Registrant::new("Ines", "Tarrow", "ines.tarrow@example.com")
    }
}

fn webinar_registrant() -> Registrant {
    Registrant { tracking_source: Some("newsletter-january".to_owned()), ..registrant() }
}

async fn assert_like_fixture(world: &World, event: &str) -> anyhow::Result<Value> {
    let body = world.body_of(event).await?;
    assert_eq!(shape(&body), shape(&fixture::read(&format!("{event}.json"))?), "{event}");
    Ok(body)
}

#[tokio::test]
async fn meeting_registrations() -> anyhow::Result<()> {
    let world = World::answering(204).await?;
    let id = world.zoom.register(DEFAULT_MEETING, registrant())?;
    let body = assert_like_fixture(&world, "meeting.registration_created").await?;
    let object = &body["payload"]["object"];
    assert_eq!(object["id"], DEFAULT_MEETING);
    assert_eq!(object["registrant"]["id"], id.as_str());
    assert_eq!(object["registrant"]["status"], "pending");
    assert_eq!(object["registrant"]["phone"], "");
    world.zoom.approve(DEFAULT_MEETING, &id)?;
    assert_like_fixture(&world, "meeting.registration_approved").await?;
    world.zoom.deny(DEFAULT_MEETING, &id)?;
    assert_like_fixture(&world, "meeting.registration_denied").await?;
    world.zoom.cancel(DEFAULT_MEETING, &id, CancelledBy::Host)?;
    assert_like_fixture(&world, "meeting.registration_cancelled").await?;
    assert_eq!(world.zoom.registration(DEFAULT_MEETING, &id)?.status, RegistrationStatus::Denied);
    assert!(world.zoom.register(DEFAULT_MEETING, registrant()).is_err(), "the address is blocked");
    Ok(())
}

#[tokio::test]
async fn webinar_registrations() -> anyhow::Result<()> {
    let world = World::answering(204).await?;
    let id = world.zoom.register(DEFAULT_WEBINAR, webinar_registrant())?;
    let body = assert_like_fixture(&world, "webinar.registration_created").await?;
    assert_eq!(body["payload"]["object"]["registrant"]["status"], "approved");
    world.zoom.approve(DEFAULT_WEBINAR, &id)?;
    assert_like_fixture(&world, "webinar.registration_approved").await?;
    world.zoom.deny(DEFAULT_WEBINAR, &id)?;
    assert_like_fixture(&world, "webinar.registration_denied").await?;
    world.zoom.cancel(DEFAULT_WEBINAR, &id, CancelledBy::Registrant)?;
    assert_like_fixture(&world, "webinar.registration_cancelled").await?;
    assert!(world.zoom.registration(DEFAULT_WEBINAR, &id).is_err(), "the registration has disappeared");
    world.zoom.register(DEFAULT_WEBINAR, registrant())?;
    Ok(())
}

#[tokio::test]
async fn removal_of_the_app() -> anyhow::Result<()> {
    let world = World::answering(204).await?;
    world.zoom.uninstall(DEFAULT_HOST)?;
    let body = assert_like_fixture(&world, "app_deauthorized").await?;
    assert_eq!(body["payload"]["user_id"], DEFAULT_HOST);
    assert!(!world.zoom.is_installed(DEFAULT_HOST));
    world.zoom.register_random(DEFAULT_MEETING)?;
    assert_eq!(world.zoom.counts().deliveries, 1);
    Ok(())
}

#[tokio::test]
async fn invented_people_are_varied_and_have_addresses_of_their_own() -> anyhow::Result<()> {
    let world = World::answering(204).await?;
    let people = (0..500).map(|_| world.zoom.invent(DEFAULT_WEBINAR)).collect::<Result<Vec<_>, _>>()?;
    let emails: std::collections::HashSet<_> = people.iter().map(|person| &person.email).collect();
    assert_eq!(emails.len(), people.len());
    assert!(emails.iter().all(|email| email.ends_with("@example.com") || email.ends_with("@example.org")));
    assert!(people.iter().any(|person| person.last_name.is_none()));
    assert!(people.iter().any(|person| person.org.is_empty()));
    let names: String = people.iter().map(|person| person.first_name.as_str()).collect();
    for script in ['Ł', 'О', 'λ', 'ي', 'נ', '美', '서', 'प'] {
        assert!(names.contains(script), "no name with {script}");
    }
    Ok(())
}
