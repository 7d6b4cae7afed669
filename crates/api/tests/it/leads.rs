//! Lists, pages and what is not there.

use std::collections::BTreeSet;
use testkit::{TestApp, both_engines, sim};

both_engines! {
    async fn the_newest_lead_comes_first_and_pages_neither_skip_nor_repeat(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.register_many(sim::DEFAULT_MEETING, 25).unwrap();
        app.settle().await;
        let all: Vec<String> = owner.leads().await.iter().map(|lead| lead["id"].to_string()).collect();
        assert!(all.is_sorted_by(|newer, older| newer > older), "newest first");

        let (mut walked, mut path) = (Vec::new(), "/api/v1/leads?limit=7".to_owned());
        loop {
            let page = owner.get(&path).await.expect(200);
            walked.extend(page["items"].as_array().unwrap().iter().map(|lead| lead["id"].to_string()));
            // Somebody registers while we turn the page: the pages behind are not shifted.
            app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
            app.settle().await;
            match page["next_cursor"].as_str() {
                Some(next) => path = format!("/api/v1/leads?limit=7&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(walked, all);
    }

    async fn the_timeline_is_paged_too(app: TestApp) {
        let owner = app.owner("ines").await;
        app.connect_zoom(&owner).await;
        app.zoom.register_random(sim::DEFAULT_MEETING).unwrap();
        app.settle().await;
        let leads = owner.leads().await;
        let path = format!("/api/v1/leads/{}/activities?limit=1", leads[0]["id"].as_str().unwrap());
        let first = owner.get(&path).await.expect(200);
        assert_eq!(first["items"][0]["kind"], "registered");
        let second = owner.get(&format!("{path}&cursor={}", first["next_cursor"].as_str().unwrap())).await.expect(200);
        assert_eq!(second["items"][0]["kind"], "lead_created");
        assert!(second["next_cursor"].is_null());
    }

    async fn a_wrong_cursor_limit_or_parameter_is_a_clear_problem(app: TestApp) {
        let owner = app.owner("ines").await;
        for query in ["limit=0", "limit=101", "limit=-1", "limit=ten", "cursor=%00", "cursor=AAAA", "offset=3", "limit=1&limit=2"] {
            owner.get(&format!("/api/v1/leads?{query}")).await.expect_problem(400, "malformed_query");
        }
    }

    async fn what_is_not_there_is_not_found_whatever_the_id_looks_like(app: TestApp) {
        let owner = app.owner("ines").await;
        for id in ["01a2016e-a2f5-70f6-be05-d34c6159badc", "1", "%20", "..%2f..%2fetc", "%F0%9F%92%A9"] {
            owner.get(&format!("/api/v1/leads/{id}")).await.expect_problem(404, "not_found");
            owner.get(&format!("/api/v1/leads/{id}/activities")).await.expect_problem(404, "not_found");
        }
        let distinct: BTreeSet<String> = owner.leads().await.iter().map(|lead| lead["id"].to_string()).collect();
        assert!(distinct.is_empty());
    }
}
