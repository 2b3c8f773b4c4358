//! chromedriver with a Chromium of its own, and the words of WebDriver (W3C) that the tests need: JSON over HTTP.
//!
//! However a test ends, nothing stays behind: a keeper ends driver and browser when its input closes, which the system
//! sees to.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The variables that `cargo xtask test` sets, and the programs in PATH that do as well.
const CHROMIUM: (&str, &[&str]) =
    ("RECOUP_TEST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
const CHROMEDRIVER: (&str, &[&str]) = ("RECOUP_TEST_CHROMEDRIVER", &["chromedriver"]);

/// Waits until our end of the pipe closes, then ends the driver with its browser, which is of the same group, and
/// removes the profile.
const KEEPER: &str = r#"
    cat > /dev/null
    kill -9 "-$1"
    for _ in 1 2 3 4 5; do sleep 0.1; rm -rf "$2" && [ ! -e "$2" ] && break; done
"#;

/// Longest wait for an answer: a page of a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// Name of the field that holds a reference to an element (WebDriver, 12.2).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A refusal of the driver's: a word such as `stale element reference`, and a sentence.
pub type Refused = (String, String);

/// A session with a browser. Dropping it ends both.
pub struct Driver {
    processes: [Child; 2],
    lifeline: Option<ChildStdin>,
    _said: BufReader<ChildStdout>,
    client: reqwest::Client,
    session: String,
}

impl Driver {
    /// Starts Chromium with a fresh profile, with scripts of pages allowed or not.
    pub async fn start(scripts: bool) -> Self {
        let _already_there = rustls::crypto::ring::default_provider().install_default();
        let (chromium, chromedriver) = (program(CHROMIUM), program(CHROMEDRIVER));
        let profile = TempDir::with_prefix("recoup-browser-").unwrap();
        let mut driver = Command::new(&chromedriver)
            .arg("--port=0")
            .env("TMPDIR", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Out of reach of Ctrl-C, and to be ended as a whole.
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", chromedriver.display()));
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper", &driver.id().to_string()])
            .arg(profile.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        // From here on the keeper removes it.
        let profile = profile.keep();
        let lifeline = keeper.stdin.take();
        let mut said = BufReader::new(driver.stdout.take().unwrap());
        let port = port(&mut said);
        let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build().unwrap();
        let session = format!("http://127.0.0.1:{port}/session");
        let mut this = Self { processes: [driver, keeper], lifeline, _said: said, client, session };
        let begun =
            this.post("", json!({ "capabilities": { "alwaysMatch": wishes(&chromium, &profile, scripts) } })).await;
        this.session = format!("{}/{}", this.session, begun["sessionId"].as_str().unwrap());
        this
    }

    /// One call. `path` is below the session.
    pub async fn call(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Result<Value, Refused> {
        let mut request = self.client.request(method, format!("{}{path}", self.session));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let sent = request.send().await.unwrap_or_else(|error| panic!("chromedriver is gone: {error}"));
        let fine = sent.status().is_success();
        let mut said: Value = sent.json().await.unwrap_or_else(|error| panic!("chromedriver said no JSON: {error}"));
        let value = said["value"].take();
        if fine {
            return Ok(value);
        }
        let text = |field: &str| value[field].as_str().unwrap_or_default().to_owned();
        Err((text("error"), text("message")))
    }

    /// Asks; a refusal ends the test.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.call(reqwest::Method::GET, path, None).await;
        answer.unwrap_or_else(|refused| panic!("GET {path}: {refused:?}"))
    }

    /// Tells; a refusal ends the test.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let short: String = body.to_string().chars().take(300).collect();
        let answer = self.call(reqwest::Method::POST, path, Some(body)).await;
        answer.unwrap_or_else(|refused| panic!("POST {path} {short}: {refused:?}"))
    }

    /// A command of Chromium's DevTools protocol, for what WebDriver does not know.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    /// Runs the body of a function in the page and returns what it returns. The page's policy does not hold for it.
    pub async fn run(&self, script: &str, arguments: Value) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": arguments })).await
    }

    /// The same for a body that calls its last argument when it is done.
    pub async fn run_until_done(&self, script: &str, arguments: Value) -> Value {
        self.post("/execute/async", json!({ "script": script, "args": arguments })).await
    }

    /// References to every element that an XPath finds.
    pub async fn elements(&self, xpath: &str) -> Vec<String> {
        let found = self.post("/elements", json!({ "using": "xpath", "value": xpath })).await;
        found.as_array().unwrap().iter().map(reference).collect()
    }

    /// What an element says of itself: `text`, `computedlabel`, `displayed`, `property/value` and so on.
    pub async fn of(&self, element: &str, what: &str) -> Value {
        self.get(&format!("/element/{element}/{what}")).await
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        for process in &mut self.processes {
            let _ended = process.wait();
        }
    }
}

/// What refers to an element, out of an answer.
pub fn reference(value: &Value) -> String {
    value[ELEMENT].as_str().unwrap_or_else(|| panic!("no element: {value}")).to_owned()
}

fn wishes(chromium: &std::path::Path, profile: &std::path::Path, scripts: bool) -> Value {
    let profile = format!("--user-data-dir={}", profile.join("profile").display());
    // The sandbox wants rights that a container does not give; the pages are our own.
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--remote-debugging-pipe",
        "--lang=en",
        &profile,
    ];
    // 1 allows, 2 blocks.
    let preferences = json!({ "profile.managed_default_content_settings.javascript": if scripts { 1 } else { 2 } });
    let chromium = json!({ "binary": chromium, "args": arguments, "prefs": preferences });
    json!({ "goog:chromeOptions": chromium, "goog:loggingPrefs": { "browser": "ALL" } })
}

/// The port that the driver took.
fn port(said: &mut impl BufRead) -> u16 {
    let mut all = String::new();
    loop {
        let mut line = String::new();
        if said.read_line(&mut line).unwrap_or(0) == 0 {
            panic!("chromedriver ended before it was ready; it said:\n{all}");
        }
        let port =
            line.split("successfully on port ").nth(1).and_then(|rest| rest.trim().trim_end_matches('.').parse().ok());
        if let Some(port) = port {
            return port;
        }
        all.push_str(&line);
    }
}

/// A program that was named, or else one in PATH.
fn program((variable, names): (&str, &[&str])) -> PathBuf {
    if let Some(named) = std::env::var_os(variable) {
        return PathBuf::from(named);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = std::env::split_paths(&path).flat_map(|place| names.iter().map(move |name| place.join(name)));
    candidates.into_iter().find(|file| file.is_file()).unwrap_or_else(|| {
        panic!(
            "there is no {} in PATH, and the tests of the pages need a real browser: run `cargo xtask test`, which \
             installs it on Debian, or `apt-get install --no-install-recommends chromium chromium-driver`, or set {variable}",
            names[0]
        )
    })
}
