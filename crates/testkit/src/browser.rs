//! A person's browser, as far as the API sees it: it keeps the cookie, says where its requests come from, and sends
//! the anti-forgery token.

use crate::{Answer, Events};
use reqwest::{Client, Method, RequestBuilder, header};
use serde_json::{Value, json};

#[derive(Clone)]
pub struct Browser {
    http: Client,
    url: String,
    pub cookie: Option<String>,
    pub csrf: Option<String>,
    session: Value,
}

impl Browser {
    pub fn new(url: &str) -> Self {
        #[expect(clippy::disallowed_methods, reason = "the other side of our own port")]
        let http = Client::builder()
            .no_proxy()
            // Below the server's own limit: a test that was busy must not run into a connection just being closed.
            .pool_idle_timeout(std::time::Duration::from_secs(2))
            .build()
            .expect("a client");
        Self { http, url: url.to_owned(), cookie: None, csrf: None, session: Value::Null }
    }

    pub async fn sign_up(&mut self, name: &str, email: &str, password: &str) {
        let company = format!("{name}'s company");
        let form = json!({"name": name, "email": email, "password": password, "company_name": company});
        let answer = self.post("/api/v1/sign-up", &form).await;
        self.keep(answer, 201);
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) {
        let answer = self.post("/api/v1/session", &json!({"email": email, "password": password})).await;
        self.keep(answer, 200);
    }

    fn keep(&mut self, answer: Answer, status: u16) {
        self.cookie = Some(set_cookie(&answer).expect("a cookie"));
        self.session = answer.expect(status);
        self.csrf = self.session["csrf_token"].as_str().map(ToOwned::to_owned);
    }

    pub fn session(&self) -> &Value {
        &self.session
    }

    pub fn email(&self) -> &str {
        self.session["user"]["email"].as_str().expect("signed in")
    }

    pub fn workspace_id(&self) -> &str {
        self.session["workspace"]["id"].as_str().expect("signed in")
    }

    /// A request as this browser would send it; change it before sending to be somebody else.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let is_safe = method.is_safe();
        let mut request =
            self.http.request(method, format!("{}{path}", self.url)).header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("__Host-session={cookie}"));
        }
        match &self.csrf {
            Some(csrf) if !is_safe => request.header("x-csrf", csrf),
            _ => request,
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.expect("an answer")).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    pub async fn put(&self, path: &str) -> Answer {
        self.send(self.request(Method::PUT, path)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Every lead of the list, page by page.
    pub async fn leads(&self) -> Vec<Value> {
        let (mut leads, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("/api/v1/leads?limit=100{cursor}")).await.expect(200);
            leads.extend(page["items"].as_array().expect("items").iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return leads,
            }
        }
    }

    /// The names of what a filter and an order select, page by page.
    pub async fn select(&self, filter: &Value, sort: &str) -> Vec<String> {
        let (mut names, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let mut request = self.request(Method::GET, "/api/v1/leads").query(&[
                ("filter", filter.to_string().as_str()),
                ("sort", sort),
                ("limit", "3"),
            ]);
            if let Some(cursor) = &cursor {
                request = request.query(&[("cursor", cursor)]);
            }
            let page = self.send(request).await.expect(200);
            let items = page["items"].as_array().expect("items").iter();
            names.extend(items.map(|lead| lead["display_name"].as_str().expect("a name").to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return names,
            }
        }
    }

    /// A lead that this member enters.
    pub async fn enter(&self, lead: &Value) -> Value {
        self.post("/api/v1/leads", lead).await.expect(201)
    }

    pub async fn lead(&self, id: &Value) -> Value {
        self.get(&format!("/api/v1/leads/{}", id.as_str().expect("an id"))).await.expect(200)
    }

    /// Listens to the live stream.
    pub async fn events(&self, last_event_id: Option<&str>) -> Events {
        let mut request = self.request(Method::GET, "/api/v1/events");
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.expect("a stream");
        assert_eq!(response.status(), 200);
        Events::new(response)
    }
}

/// The session cookie that an answer sets; empty when it removes it.
pub fn set_cookie(answer: &Answer) -> Option<String> {
    let cookie = answer.headers.get(header::SET_COOKIE)?.to_str().ok()?;
    let value = cookie.strip_prefix("__Host-session=")?;
    value.split(';').next().map(ToOwned::to_owned)
}
