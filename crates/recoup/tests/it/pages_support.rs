//! A browser without a browser: a cookie, forms read from the page that is shown, and what came back.

use recoup::people::{factor, password, session};
use recoup::store::person_rows::PersonRow;
use recoup_core::actor::Role;

use crate::http_support::{Answer, Call, PUBLIC_URL, Shop, grants};

/// The password of everybody.
pub const PASSWORD: &str = "four unlike words here";

/// Somebody who looks at pages.
pub struct Browser<'s> {
    shop: &'s Shop,
    cookie: String,
}

impl Answer {
    pub fn page(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn location(&self) -> String {
        self.headers.get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default()
    }
}

/// Adds a person who can sign in; gives the secret of the second factor.
pub async fn member(shop: &Shop, tenant: &str, person: &str, roles: &[Role]) -> String {
    let secret = factor::secret();
    let row = PersonRow {
        tenant: tenant.to_owned(),
        person: person.to_owned(),
        email: format!("{person}@{tenant}.example"),
        name: person.to_uppercase(),
        password: password::hash(PASSWORD.to_owned()).await.unwrap(),
        second_factor: secret.clone(),
        factor_step: 0,
        grants: serde_json::to_string(&grants(roles)).unwrap(),
        failures: 0,
        failed_us: 0,
        created_us: 0,
        disabled_us: None,
    };
    assert!(shop.fixture.store.add_person(&row).await.unwrap());
    secret
}

/// What the phone shows now.
pub fn code(shop: &Shop, secret: &str) -> String {
    factor::code(secret, shop.engine.clock().machine().wall_us()).unwrap()
}

impl<'s> Browser<'s> {
    /// Nobody is signed in.
    pub fn new(shop: &'s Shop) -> Self {
        Self { shop, cookie: String::new() }
    }

    /// A person who signed in just now, without the form.
    pub async fn of(shop: &'s Shop, tenant: &str, person: &str) -> Self {
        Self::proved_at(shop, tenant, person, shop.engine.clock().machine().wall_us()).await
    }

    /// A person whose second factor has to be shown again.
    pub async fn unproved(shop: &'s Shop, tenant: &str, person: &str) -> Self {
        Self::proved_at(shop, tenant, person, 0).await
    }

    async fn proved_at(shop: &'s Shop, tenant: &str, person: &str, proved_us: i64) -> Self {
        let (mut row, cookie) = session::fresh(tenant, person, shop.engine.clock().machine().wall_us());
        row.proved_us = proved_us;
        shop.fixture.store.begin_session(&row).await.unwrap();
        Self { shop, cookie: format!("__Host-recoup={cookie}") }
    }

    fn call(&self, method: &'static str, path: &str) -> Call {
        let path = path.split('#').next().unwrap_or_default().to_owned();
        let call = Call { method, path, token: None, headers: Vec::new(), body: Vec::new() };
        if self.cookie.is_empty() { call } else { call.header("cookie", &self.cookie) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.shop.send(self.call("GET", path)).await
    }

    /// Sends fields as a form.
    pub async fn send(&self, path: &str, fields: &[(String, String)], from: &str) -> Answer {
        let mut call = self.call("POST", path).header("content-type", "application/x-www-form-urlencoded");
        call = call.header("sec-fetch-site", from);
        call.body = encode(fields).into_bytes();
        self.shop.send(call).await
    }

    /// Shows a page, fills its last form in and sends it as browsers send a form with a file: name and contents.
    pub async fn fill_with_file(&self, path: &str, with: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
        let page = self.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.page());
        let mut body = Vec::new();
        for (name, value) in filled(&page.page(), with) {
            body.extend(format!("--b0\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        let (name, bytes) = file.unwrap_or(("", b""));
        let head = format!("--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(*b"\r\n--b0--\r\n"));
        let path = path.split('?').next().unwrap_or_default();
        let mut call = self.call("POST", path).header("content-type", "multipart/form-data; boundary=b0");
        call = call.header("sec-fetch-site", "same-origin");
        call.body = body;
        self.shop.send(call).await
    }

    /// Shows a dialog, fills it in, looks at the review where there is one, and confirms; the page it leads to.
    pub async fn confirm(&self, path: &str, with: &[(&str, &str)]) -> String {
        let form = self.get(path).await;
        assert_eq!(form.status, 200, "{path}: {}", form.page());
        let mut page = form.page();
        let mut fields = filled(&page, with);
        if page.contains("value=\"review\"") {
            fields.push(("step".to_owned(), "review".to_owned()));
            let review = self.send(path, &fields, "same-origin").await;
            assert_eq!(review.status, 200, "{path} is not reviewed: {}", review.page());
            page = review.page();
            fields = filled(&page, &[]);
        }
        fields.push(("step".to_owned(), "confirm".to_owned()));
        let done = self.send(path, &fields, "same-origin").await;
        assert_eq!(done.status, 303, "{path} is not done: {}", done.page());
        done.location()
    }

    /// Shows a page, fills its last form in and sends it.
    pub async fn fill(&self, path: &str, with: &[(&str, &str)]) -> Answer {
        let page = self.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.page());
        let page = page.page();
        let form = page.rsplit("<form").next().unwrap_or_default().split('>').next().unwrap_or_default();
        let action = form.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or(path);
        self.send(action, &filled(&page, with), "same-origin").await
    }

    /// Signs in; keeps the cookie.
    pub async fn sign_in(&mut self, email: &str, password: &str, code: &str) -> Answer {
        let fields = [("email", email), ("password", password), ("code", code), ("next", "/orders")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let answer = self.send("/sign-in", &fields, "same-origin").await;
        if let Some(cookie) = answer.headers.get("set-cookie") {
            let text = cookie.to_str().unwrap();
            assert!(text.contains("HttpOnly") && text.contains("Secure") && text.contains("SameSite=Lax"), "{text}");
            self.cookie = text.split(';').next().unwrap().to_owned();
        }
        answer
    }
}

/// The fields of the last form of a page, with some of them filled in.
pub fn filled(page: &str, with: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = page.rsplit("<form").next().unwrap_or_default();
    let form = form.split("</form>").next().unwrap_or_default();
    let mut fields = hidden(form);
    for (name, value) in with {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

/// The hidden fields of a form.
fn hidden(form: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next()?.replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<"))
    };
    let tags = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
    let hidden = tags.filter(|tag| tag.contains("type=\"hidden\""));
    hidden.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))).collect()
}

fn encode(fields: &[(String, String)]) -> String {
    let plain = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
    fields.iter().map(|(name, value)| format!("{}={}", plain(name), plain(value))).collect::<Vec<_>>().join("&")
}

/// Every address that a page leads to within the dashboard.
pub fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = found.map(|link| link.strip_prefix(PUBLIC_URL).unwrap_or(link));
    let own = found.filter(|link| link.starts_with('/') && !link.starts_with("/assets/"));
    own.map(|link| link.replace("&amp;", "&").split('#').next().unwrap_or_default().to_owned()).collect()
}
