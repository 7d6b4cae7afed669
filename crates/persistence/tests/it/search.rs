//! The search: what people type, and which leads it finds, best first.

use crate::world::{Tenant, addresses, after, lead, phones, tag, team};
use domain::{
    ids::LeadId,
    lead::{Lead, LeadFacts},
    policy::Reach,
};
use persistence::{Db, leads, tags, teams};
use testkit::{TestDb, both_engines};

/// Writes a lead with these addresses and numbers as people do: everything, then its words.
async fn add(db: &Db, of: Tenant, new: Lead, emails: &[&str], numbers: &[&str]) -> LeadId {
    let (emails, numbers) = (addresses(emails), phones(numbers, Some("DE")));
    let write = db.write(of.workspace, async |tx| {
        leads::insert(tx, &new).await?;
        leads::set_emails(tx, new.id, emails.clone()).await?;
        leads::set_phones(tx, new.id, numbers.clone()).await?;
        leads::index(tx, &[new.id]).await
    });
    write.await.unwrap();
    new.id
}

async fn named(db: &Db, of: Tenant, name: &str) -> LeadId {
    add(db, of, lead(name), &[], &[]).await
}

async fn found(db: &Db, of: Tenant, text: &str) -> Vec<LeadId> {
    ids(leads::search(&db.read(of.workspace), text, 50).await.unwrap())
}

fn ids(rows: Vec<leads::LeadRow>) -> Vec<LeadId> {
    rows.into_iter().map(|row| row.lead.id).collect()
}

both_engines! {
    async fn the_beginnings_of_words_find_in_any_order(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let ines = named(&db.db, a, "Ines Maria Tarrow-Okonkwo").await;
        named(&db.db, a, "Inez Farrow").await;
        for text in [
            "Ines", "INES", "ines tarrow", "tarrow ines", "tar in", "ok mar ines", "  Tarrow,  Ines ", "ines ines",
            "Tarrow-Okonkwo", "o i", "ines tarrow maria okonkwo",
        ] {
            assert_eq!(found(&db.db, a, text).await, [ines], "{text}");
        }
        for text in ["nes", "arrow-o", "ines farrow", "tarrows", "", "  ", "-", ",.!?", "@", "@@"] {
            assert_eq!(found(&db.db, a, text).await, [], "{text}");
        }
        assert_eq!(found(&db.db, a, "in").await.len(), 2);
        // Of a long text, the first words.
        assert_eq!(found(&db.db, a, "ines maria tarrow okonkwo ines maria nobody").await, [ines]);
    }

    async fn case_and_accents_do_not_count_in_any_script(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        for (name, spellings) in [
            ("Łukasz Żółć", &["lukasz", "ŁUKASZ", "zolc", "żół", "lukasz zolc"][..]),
            ("Jürgen Groß", &["jurgen", "JÜRGEN", "gross", "Groß", "ju\u{308}rgen"]),
            ("李小龍", &["李小龍", "李", "小龍", "龍"]),
            ("やまだ たろう", &["やまだ", "まだ", "たろう", "やまだ たろう"]),
            ("ﾃｽﾄ商事", &["テスト", "商事"]),
            ("Ольга Ёлкина", &["ольга", "ОЛЬ", "елкина", "Ёлк"]),
            ("مُحَمَّد علي", &["محمد", "مُحَمَّد", "علي محمد"]),
            ("한지민", &["한지민", "한지", "한"]),
            ("สมชาย", &["สมชาย", "ชาย"]),
            ("नरेन्द्र मोदी", &["नरेन्द्र", "मोदी", "नरे"]),
            ("Νίκος", &["νικος", "ΝΊΚΟΣ", "Νικ"]),
        ] {
            let id = named(&db.db, a, name).await;
            for text in spellings {
                assert_eq!(found(&db.db, a, text).await, [id], "{text} finds {name}");
            }
        }
        assert_eq!(found(&db.db, a, "지민").await, [], "written with blanks, so found from its beginning");
    }

    async fn parts_of_addresses_and_domains_find(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let ines = add(&db.db, a, lead("Somebody"), &["Ines.Tarrow+fair@Mail.Example.com", "second@other.example"], &[]).await;
        let jose = add(&db.db, a, lead("Another"), &["José@Bücher.example"], &[]).await;
        let long = format!("{}@long.example", "x".repeat(60));
        let wide = add(&db.db, a, lead("Third"), &[&long], &[]).await;
        for text in [
            "ines.tarrow+fair@mail.example.com", "INES.TARROW+FAIR@MAIL.EXAMPLE.COM", " ines.tarrow+fair@mail ", "ines.tarrow+",
            "tarrow", "fair", "mail.example.com", "@mail.example.com", "@Mail.Ex", "second@other.example", "second@", "@other", "tarrow mail",
        ] {
            assert_eq!(found(&db.db, a, text).await, [ines], "{text}");
        }
        for text in [
            "josé@bücher.example", "JOSÉ@BÜCHER.EXAMPLE", "jose@bucher.example", "josé@xn--bcher-kva.example", "jose@xn--bcher-kva.example",
            "bücher", "bucher.example", "@bücher.example", "@xn--bcher-kva.example", "jose",
        ] {
            assert_eq!(found(&db.db, a, text).await, [jose], "{text}");
        }
        assert_eq!(found(&db.db, a, &long).await, [wide]);
        // The last part of a domain is everybody's.
        assert_eq!(found(&db.db, a, "example").await, [ines]);
        assert_eq!(found(&db.db, a, "com").await, []);
        assert_eq!(found(&db.db, a, "example.com").await, [ines]);
        for text in ["ines.tarrow@mail.example.com", "second@mail.example.com", "@example.net"] {
            assert_eq!(found(&db.db, a, text).await, [], "{text}");
        }
    }

    async fn a_number_is_found_however_it_is_written(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let one = add(&db.db, a, lead("One"), &[], &["030 90 18 20"]).await;
        add(&db.db, a, lead("Two"), &[], &["+351 21 000 0100"]).await;
        let unknown = add(&db.db, a, lead("Three"), &[], &["0815-4711 (desk)"]).await;
        let named_so = named(&db.db, a, "0900 GmbH").await;
        for text in [
            "+49 30 901820", "0049 30 901820", "(030) 90 18 20", "030/901820", "030.90.18.20", "30901820", "901820", "90 18 20", "1820",
            "+49 (0)30 901820", "+49 (0) 30 90-18-20", "4930", "+4930 9018",
        ] {
            assert_eq!(found(&db.db, a, text).await, [one], "{text}");
        }
        // The last digits begin with a zero here, and are no trunk prefix.
        for text in ["0100", "000100", "21 000 0100", "021 000 0100", "00351 21 000 0100"] {
            assert_eq!(found(&db.db, a, text).await.len(), 1, "{text}");
        }
        for text in ["0815", "4711", "0815 4711", "08154711"] {
            assert_eq!(found(&db.db, a, text).await, [unknown], "{text}");
        }
        assert_eq!(found(&db.db, a, "0900").await, [named_so]);
        for text in ["00000", "9999", "+49 30 901821", "0049 31 901820"] {
            assert_eq!(found(&db.db, a, text).await, [], "{text}");
        }
    }

    async fn whole_words_come_before_beginnings_and_names_before_the_rest(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let with = |facts: LeadFacts| Lead { facts, ..lead("Somebody") };
        let title = add(&db.db, a, with(LeadFacts { title: Some("Tarrow".into()), ..Default::default() }), &[], &[]).await;
        let topic = add(&db.db, a, Lead { source_detail: Some("Tarrow live".into()), ..lead("Somebody") }, &[], &[]).await;
        let beginning = named(&db.db, a, "Tarrowson").await;
        let company = add(&db.db, a, with(LeadFacts { company: Some("Tarrow Freight".into()), ..Default::default() }), &[], &[]).await;
        let company_begins = add(&db.db, a, with(LeadFacts { company: Some("Tarrows".into()), ..Default::default() }), &[], &[]).await;
        let name = named(&db.db, a, "Ines Tarrow").await;
        let order = [name, company, beginning, company_begins, topic, title];
        assert_eq!(found(&db.db, a, "tarrow").await, order);
        let few = leads::search(&db.db.read(a.workspace), "tarrow", 2).await.unwrap();
        assert_eq!(ids(few), order[..2]);
        // What happened last decides between equals; then what came last.
        let recent = add(&db.db, a, Lead { last_activity_at: after(9), ..lead("Bo Tarrow") }, &[], &[]).await;
        let newest = named(&db.db, a, "Cy Tarrow").await;
        assert_eq!(found(&db.db, a, "tarrow").await[..3], [recent, newest, name]);
        // Each word counts.
        assert_eq!(found(&db.db, a, "tarrow ines").await, [name]);
    }

    async fn nothing_is_found_in_the_bin_elsewhere_or_out_of_reach(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let (mine, ours) = (team("mine"), team("ours"));
        let write = db.db.write(a.workspace, async |tx| {
            teams::insert(tx, &mine, after(0)).await?;
            teams::insert(tx, &ours, after(0)).await
        });
        write.await.unwrap();
        let orphan = named(&db.db, a, "Ines Orphan").await;
        let owned = add(&db.db, a, Lead { owner_id: Some(a.member), ..lead("Ines Owned") }, &["owned@example.com"], &[]).await;
        let teamed = add(&db.db, a, Lead { team_id: Some(mine.id), ..lead("Ines Teamed") }, &[], &[]).await;
        let elsewhere = named(&db.db, b, "Ines Elsewhere").await;
        assert_eq!(found(&db.db, a, "ines").await, [teamed, owned, orphan]);
        assert_eq!(found(&db.db, b, "ines").await, [elsewhere]);
        assert_eq!(found(&db.db, a, "elsewhere").await, []);
        let reached = async |owners: &[_], teams: &[_], text: &str| {
            let reach = Reach::Limited { owners: owners.to_vec(), teams: teams.to_vec() };
            ids(leads::search(&db.db.read_as(a.workspace, reach), text, 50).await.unwrap())
        };
        assert_eq!(reached(&[a.member], &[], "ines").await, [owned]);
        assert_eq!(reached(&[], &[mine.id], "ines").await, [teamed]);
        assert_eq!(reached(&[a.member], &[mine.id, ours.id], "ines").await, [teamed, owned]);
        assert_eq!(reached(&[b.member], &[ours.id], "ines").await, []);
        assert_eq!(reached(&[], &[], "ines orphan").await, []);
        db.db.write(a.workspace, async |tx| leads::bin(tx, &[owned], a.member, after(1)).await).await.unwrap();
        assert_eq!(found(&db.db, a, "ines").await, [teamed, orphan]);
        assert_eq!(found(&db.db, a, "owned@example.com").await, []);
        // Whoever writes the words of a lead in the bin does not bring it back.
        db.db.write(a.workspace, async |tx| leads::index(tx, &[owned]).await).await.unwrap();
        assert_eq!(found(&db.db, a, "ines").await, [teamed, orphan]);
        db.db.write(a.workspace, async |tx| leads::unbin(tx, &[owned], after(2)).await).await.unwrap();
        assert_eq!(found(&db.db, a, "ines").await, [teamed, owned, orphan]);
        assert_eq!(found(&db.db, a, "owned@example.com").await, [owned]);
    }

    async fn the_words_follow_every_change(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let mut ines = Lead { facts: LeadFacts { company: Some("Tarrow".into()), ..Default::default() }, ..lead("Ines") };
        let id = add(&db.db, a, ines.clone(), &["old@example.com"], &["030 901820"]).await;
        ines.display_name = "Inês Okonkwo".into();
        ines.facts.company = None;
        // A word that stays and weighs otherwise from now on.
        ines.facts.title = Some("Example".into());
        let (emails, numbers) = (addresses(&["new@example.com"]), phones(&["030 901999"], Some("DE")));
        let write = db.db.write(a.workspace, async |tx| {
            leads::set_emails(tx, id, emails.clone()).await?;
            leads::set_phones(tx, id, numbers.clone()).await?;
            leads::update(tx, &ines).await
        });
        write.await.unwrap();
        for text in ["ines okonkwo", "example", "new@example.com", "901999"] {
            assert_eq!(found(&db.db, a, text).await, [id], "{text}");
        }
        for text in ["tarrow", "old", "old@example.com", "901820"] {
            assert_eq!(found(&db.db, a, text).await, [], "{text}");
        }
        // Writing the same words again is no conflict with those that are there.
        let again = db.db.write(a.workspace, async |tx| {
            leads::index(tx, &[id]).await?;
            leads::update(tx, &Lead { facts: LeadFacts { company: Some("ines".into()), ..ines.facts.clone() }, ..lead("Nobody") }).await?;
            leads::index(tx, &[id]).await
        });
        again.await.unwrap();
        assert_eq!(found(&db.db, a, "okonkwo").await, [id]);
    }

    async fn a_query_is_only_text(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let ines = named(&db.db, a, "Ines O'Brien").await;
        named(&db.db, a, "100% Freight_Line").await;
        for text in ["%", "_", "%%%", "in%s", "i_es", "*", "ines*nobody", "' OR 1=1 --", "\"; DROP TABLE leads; --", "\\", "\u{10ffff}", "ines\u{0}x", "in_s"] {
            let hits = found(&db.db, a, text).await;
            assert!(hits.is_empty(), "{text:?} finds {hits:?}");
        }
        for text in ["o'brien", "O'Brien ines", "\"ines\"", "ines%", "(ines)", "ines;", "o’brien"] {
            assert_eq!(found(&db.db, a, text).await, [ines], "{text}");
        }
        for text in ["100%", "freight_line", "freight_"] {
            assert_eq!(found(&db.db, a, text).await.len(), 1, "{text}");
        }
        let endless = "ines ".repeat(5_000);
        assert_eq!(found(&db.db, a, &endless).await, [ines]);
        assert_eq!(found(&db.db, a, &"x".repeat(50_000)).await, []);
        assert_eq!(found(&db.db, a, &"9".repeat(50_000)).await, []);
    }

    async fn a_hit_shows_what_a_list_shows(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let id = add(&db.db, a, Lead { owner_id: Some(a.member), ..lead("Ines") }, &["Ines@Example.com"], &["030 901820"]).await;
        let vip = tag("VIP");
        let write = db.db.write(a.workspace, async |tx| {
            tags::insert(tx, &vip, after(0)).await?;
            tags::add(tx, &[id], vip.id, after(0)).await
        });
        assert_eq!(write.await.unwrap(), [id]);
        let row = leads::search(&db.db.read(a.workspace), "ines", 1).await.unwrap().remove(0);
        assert_eq!((row.primary_email.as_deref(), row.primary_phone.as_deref()), (Some("Ines@Example.com"), Some("030 901820")));
        assert_eq!((row.owner.map(|owner| owner.id), row.tags), (Some(a.member), vec![vip]));
    }
}
