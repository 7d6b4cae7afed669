//! Invented registrants: names of many scripts, gaps as in real forms, and an address that nobody had before.

use super::account::Zoom;
use super::meeting::{Meeting, MeetingKind};
use super::registrant::{Answer, Registrant};
use crate::random::Random;

/// Given name, family name, their spelling in an address, city, state, country.
type Person = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const PEOPLE: &[Person] = &[
    ("Ines", "Tarrow", "ines.tarrow", "Porto", "Porto", "PT"),
    ("Bexley", "Orrin", "bexley.orrin", "Leeds", "", "GB"),
    ("Zoë", "Müller-Lüdenscheidt", "zoe.mueller", "Köln", "Nordrhein-Westfalen", "DE"),
    ("Łukasz", "Wójcik", "lukasz.wojcik", "Łódź", "", "PL"),
    ("Nguyễn Thị", "Ánh", "anh.nguyen", "Đà Nẵng", "", "VN"),
    ("Şebnem", "Yıldırım", "sebnem.yildirim", "İzmir", "", "TR"),
    ("Siobhán", "O’Shaughnessy", "siobhan.oshaughnessy", "Gaillimh", "", "IE"),
    ("José María", "Núñez de la Peña", "jose.nunez", "A Coruña", "Galicia", "ES"),
    ("Оксана", "Коваленко", "oksana.kovalenko", "Київ", "", "UA"),
    ("Дмитрий", "Соловьёв", "dmitri.soloviov", "Рига", "", "LV"),
    ("Ελένη", "Παπαδοπούλου", "eleni.papadopoulou", "Θεσσαλονίκη", "", "GR"),
    ("فاطمة", "الزهراء", "fatima.zahra", "الدار البيضاء", "", "MA"),
    ("يوسف", "حداد", "youssef.haddad", "بيروت", "", "LB"),
    ("נועה", "בן־דוד", "noa.bendavid", "תל אביב", "", "IL"),
    ("美咲", "佐藤", "misaki.sato", "大阪市", "大阪府", "JP"),
    ("小明", "王", "xiaoming.wang", "台北市", "", "TW"),
    ("서연", "김", "seoyeon.kim", "부산", "", "KR"),
    ("प्रिया", "शर्मा", "priya.sharma", "जयपुर", "राजस्थान", "IN"),
    ("Nʼdiaye", "Aïssatou", "aissatou.ndiaye", "Dakar", "", "SN"),
    ("Björk", "Þórsdóttir", "bjork.thorsdottir", "Reykjavík", "", "IS"),
];

const COMPANIES: &[&str] = &[
    "Tarrow Freight (example)",
    "Orrin Learning (example)",
    "Müller & Söhne GmbH (example)",
    "Северный Ветер (example)",
    "桜商事株式会社 (example)",
    "O’Shaughnessy \"Bros.\" (example)",
    "Αιγαίο Logistics (example)",
    "",
];
const TITLES: &[&str] =
    &["Operations Lead", "Director", "Head of Sales", "Geschäftsführerin", "営業部長", "CEO", ""];
const INDUSTRIES: &[&str] = &["Logistics", "Education", "Software", "Healthcare", "Manufacturing", ""];
const TIME_FRAMES: &[&str] =
    &["Within a month", "1-3 months", "4-6 months", "More than 6 months", "No timeframe", ""];
const ROLES: &[&str] = &["Decision Maker", "Evaluator/Recommender", "Influencer", "Not involved", ""];
const SIZES: &[&str] = &[
    "1-20",
    "21-50",
    "51-100",
    "101-250",
    "251-500",
    "501-1,000",
    "1,001-5,000",
    "5,001-10,000",
    "More than 10,000",
    "101-500",
    "",
];
const COMMENTS: &[&str] = &[
    "Please share the slides afterwards.",
    "Grüße aus Köln 👋",
    "Is <b>HTML</b> allowed here? And =1+1?",
    "こちらこそよろしくお願いします。",
    "First line\nSecond line",
    "",
    "",
];
const REPLIES: &[&str] = &["Yes", "No", "A shared inbox", "Scoring;Attribution", "Noch keine Ahnung", ""];
const DOMAINS: &[&str] = &["example.com", "example.org"];

impl Zoom {
    /// Makes up somebody who could register for this meeting or webinar.
    pub fn invent(&self, meeting_id: i64) -> anyhow::Result<Registrant> {
        let (meeting, number) = {
            let mut known = self.known.lock();
            known.invented += 1;
            let number = known.invented;
            (known.book(meeting_id)?.meeting.clone(), number)
        };
        Ok(invent(&self.random, &meeting, number))
    }
}

fn invent(random: &Random, meeting: &Meeting, number: u64) -> Registrant {
    let nobody = ("Alex", "Example", "alex.example", "", "", "");
    let (first_name, last_name, spelling, city, state, country) =
        random.pick(PEOPLE).copied().unwrap_or(nobody);
    let mut registrant = Registrant {
        first_name: first_name.to_owned(),
        last_name: (!random.one_in(8)).then(|| last_name.to_owned()),
        email: format!("{spelling}.{}{number}@{}", random.hex::<3>(), text(random, DOMAINS)),
        org: text(random, COMPANIES),
        job_title: text(random, TITLES),
        industry: text(random, INDUSTRIES),
        comments: text(random, COMMENTS),
        custom_questions: answers(random, meeting),
        tracking_source: tracking_source(random, meeting),
        ..Registrant::default()
    };
    if !random.one_in(3) {
        registrant.city = city.to_owned();
        registrant.state = state.to_owned();
        registrant.country = country.to_owned();
        registrant.phone = format!("+1 555 01{:02}", random.between(0, 100));
    }
    if !random.one_in(3) {
        registrant.purchasing_time_frame = text(random, TIME_FRAMES);
        registrant.role_in_purchase_process = text(random, ROLES);
        registrant.no_of_employees = text(random, SIZES);
    }
    registrant
}

fn text(random: &Random, choices: &[&str]) -> String {
    random.pick(choices).copied().unwrap_or_default().to_owned()
}

fn answers(random: &Random, meeting: &Meeting) -> Vec<Answer> {
    let answer = |title: &String| Answer { title: title.clone(), value: text(random, REPLIES) };
    meeting.questions.iter().map(answer).collect()
}

fn tracking_source(random: &Random, meeting: &Meeting) -> Option<String> {
    let is_tracked = meeting.kind == MeetingKind::Webinar && !random.one_in(3);
    let source = random.pick(&meeting.tracking_sources).filter(|_| is_tracked)?;
    Some(source.source_name.clone())
}
