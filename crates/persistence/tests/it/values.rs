//! What the columns keep.

use crate::{
    outside::Outside,
    world::{ANY_SCRIPT, Tenant, after, key, start},
};
use domain::{money::Money, zoom::RegistrationStatus};
use persistence::{
    activities, deliveries, idempotency, leads, members, pipelines, registrations, sessions, tags, teams,
    workspaces, zoom,
};
use testkit::{Engine, TestDb, both_engines};

both_engines! {
    async fn every_text_column_keeps_any_character_and_every_instant_its_microseconds(db: TestDb) {
        Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let outside = Outside::of(&db).await;
        let word = outside.one("SELECT MIN(HEX(word)) FROM search_words").await;
        outside.run(&format!("DELETE FROM search_words WHERE HEX(word) <> '{word}'")).await;
        let (mut texts, mut instants) = (0, 0);
        for line in outside.catalog().await {
            let line = line.to_lowercase();
            let [table, column, kind] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            if table == "seaql_migrations" {
                continue;
            }
            let is_instant = kind.contains("time");
            let is_text = ["varchar", "char", "longtext", "text"].iter().any(|name| kind.starts_with(name));
            // Three characters, because a currency has no room for more, and a country has less.
            let value = match (table, column) {
                _ if is_instant => "2026-11-22 09:00:00.123456",
                ("workspaces", "country") => "𝒳🚒",
                _ => "𝒳🚒é",
            };
            if !is_instant && !is_text {
                assert!(["binary", "blob", "longblob", "uuid", "int", "bigint", "boolean", "tinyint"].iter().any(|name| kind.starts_with(name)), "{line}");
                continue;
            }
            if db.engine == Engine::MySql && is_text {
                assert!(kind.ends_with(" utf8mb4_bin"), "{line} compares otherwise than byte by byte");
                assert!(!kind.starts_with("text"), "{line} ends at 64 KiB");
            }
            // These have no id of their own, and one row.
            let key = match table {
                "bulk_items" | "field_values" | "lead_tags" | "match_keys" | "search_words" | "stage_stays" => "lead_id",
                "notification_choices" => "member_id",
                _ => "id",
            };
            let id = outside.one(&format!("SELECT HEX({key}) FROM {table} LIMIT 1")).await;
            outside.run(&format!("UPDATE {table} SET {column} = '{value}' WHERE {key} = x'{id}'")).await;
            let kept = outside.one(&format!("SELECT CAST({column} AS CHAR) FROM {table} WHERE {key} = x'{id}'")).await;
            assert_eq!(kept, value, "{line}");
            (texts, instants) = (texts + usize::from(is_text), instants + usize::from(is_instant));
        }
        assert!(texts > 40 && instants > 20, "{texts} texts and {instants} instants");
    }

    async fn what_was_written_reads_back_equal(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let (read, text) = (db.db.read(a.tenant.workspace), Some(ANY_SCRIPT));
        let detail = leads::find(&read, a.lead).await.unwrap().unwrap();
        let lead = detail.row.lead;
        let facts = lead.facts;
        for value in [&facts.first_name, &facts.last_name, &facts.company, &facts.title, &facts.country] {
            assert_eq!(value.as_deref(), text);
        }
        assert_eq!((lead.display_name.as_str(), lead.source_detail.as_deref()), (ANY_SCRIPT, text));
        assert_eq!((lead.created_at, lead.last_activity_at), (start(), after(1)));
        assert_eq!((detail.origins[0].detail.as_deref(), detail.origins[0].at), (text, start()));
        assert_eq!(detail.emails[0].normalized, "ines.a@example.com");
        assert_eq!(detail.row.primary_email.as_deref(), Some("Ines.a@Example.com"));
        let phones: Vec<_> = detail.phones.iter().map(|phone| (phone.raw(), phone.e164())).collect();
        assert_eq!(phones, [("+351 21 000 0100", Some("+351210000100")), ("ask 𝒳 ☎️", None)]);
        assert_eq!((lead.team_id, lead.score, lead.value), (Some(a.team.id), -7, Money::new(Money::MAX, "KWD")));
        let place = lead.place.unwrap();
        assert_eq!((place.pipeline_id, place.stage_id), (a.pipeline.id, a.pipeline.stages[1].id));
        assert_eq!((place.since, place.lost_reason.as_deref()), (after(2), text));
        assert_eq!((lead.version, lead.updated_at, lead.deleted_at), (3, after(3), None));
        assert_eq!(detail.row.tags, std::slice::from_ref(&a.tag));
        assert_eq!(tags::list(&read).await.unwrap(), std::slice::from_ref(&a.tag));
        assert_eq!(teams::list(&read).await.unwrap(), std::slice::from_ref(&a.team));
        assert_eq!(pipelines::list(&read).await.unwrap(), std::slice::from_ref(&a.pipeline));
        let write = db.db.write(a.tenant.workspace, async |tx| idempotency::find(tx, a.tenant.member, &key("key")).await);
        let made = write.await.unwrap().unwrap();
        assert_eq!((made.id, made.request_hash), (a.created, vec![7; 32]));
        assert_eq!(detail.row.owner.map(|owner| (owner.id, owner.name)), Some((a.tenant.member, ANY_SCRIPT.to_owned())));

        let registration = registrations::of_lead(&read, a.lead).await.unwrap().remove(0);
        assert_eq!((registration.id, registration.registered_at), (a.registration, start()));
        assert_eq!((registration.status, registration.tracking_source.as_deref()), (RegistrationStatus::Approved, text));
        assert_eq!(registration.answers, format!("[\"{ANY_SCRIPT}\"]"));
        let meeting = registration.meeting;
        assert_eq!((meeting.topic.as_deref(), meeting.starts_at, meeting.zoom_id), (text, Some(start()), 86_914_520_731));

        let (entries, more) = activities::list(&read, a.lead, None, 10).await.unwrap();
        assert!(!more);
        assert_eq!((entries[0].occurred_at, entries[0].detail.as_str()), (start(), &*format!("\"{ANY_SCRIPT}\"")));
        let connection = zoom::list(&read).await.unwrap().remove(0);
        assert_eq!((connection.name.as_str(), connection.linked_at, connection.zoom), (ANY_SCRIPT, start(), a.zoom.key.clone()));
        let workspace = workspaces::current(&read).await.unwrap();
        assert_eq!((workspace.name.as_str(), workspace.country.as_deref()), (ANY_SCRIPT, Some("PT")));
        let cards = members::cards(&read, [a.tenant.member]).await.unwrap();
        assert_eq!(cards[&a.tenant.member].email, "a@example.com");

        let system = db.db.read_system();
        let session = sessions::find(&system, a.tenant.session).await.unwrap().unwrap();
        assert_eq!((session.last_seen_at, session.expires_at), (start(), after(3_600)));
        let delivery = deliveries::load(&system, &[a.delivery]).await.unwrap().remove(0);
        assert_eq!((delivery.received_at, delivery.sealed_body), (start(), Some(b"sealed".to_vec())));
    }

    async fn ids_and_digests_sort_and_compare_as_bytes(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let b = Tenant::new(&db.db, "b").await;
        let outside = Outside::of(&db).await;
        let ids = outside.column("SELECT HEX(id) FROM workspaces ORDER BY id").await;
        let hex = |tenant: Tenant| tenant.workspace.0.simple().to_string().to_uppercase();
        assert_eq!(ids, [hex(a), hex(b)]);
    }

    async fn what_refers_to_nothing_is_refused_and_what_it_refers_to_takes_it_along(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let nobody = domain::ids::MemberId(crate::world::id());
        let session = domain::ids::SessionId(crate::world::id());
        let write = db.db.write_system(async |tx| sessions::insert(tx, session, nobody, start(), after(1)).await);
        assert!(matches!(write.await, Err(persistence::DbError::Other(_))));
        let outside = Outside::of(&db).await;
        outside.run(&format!("DELETE FROM leads WHERE id = x'{}'", a.lead.0.simple())).await;
        let around = [
            "lead_emails", "lead_phones", "field_origins", "registrations", "activities", "lead_tags", "search_words",
            "match_keys", "merges",
        ];
        for table in around {
            assert!(outside.column(&format!("SELECT HEX(lead_id) FROM {table}")).await.is_empty(), "{table}");
        }
        outside.run(&format!("DELETE FROM workspaces WHERE id = x'{}'", a.tenant.workspace.0.simple())).await;
        for table in ["tags", "teams", "team_members", "pipelines", "stages", "idempotency_keys", "saved_views"] {
            assert!(outside.column(&format!("SELECT HEX(id) FROM {table}")).await.is_empty(), "{table}");
        }
    }
}
