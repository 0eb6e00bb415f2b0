//! `smithy-codegen explore`: the page needs no other file, and works in a browser with the keyboard
//! alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::place::{Place, workspace};
use crate::server::serve;

const MODEL: &str = r#"$version: "2"
namespace a

/// Sells `Paper`. </script><script>alert(1)</script>
@aws.protocols#restJson1
service Shop { version: "1", resources: [Stand], operations: [Close] }

resource Stand { identifiers: { stand: String }, read: GetStand }

@readonly
@http(method: "GET", uri: "/stands/{stand}")
operation GetStand {
    input := { @httpLabel @required stand: String }
    output := { @httpHeader("x-day") day: Timestamp, papers: Papers }
    errors: [Gone]
}

@http(method: "POST", uri: "/close")
operation Close { input := { why: Reason } }

list Papers { member: Paper }

structure Paper with [Named] { @range(min: 1) pages: Integer }

@mixin
structure Named { name: String }

enum Reason { NIGHT, RAIN }

@error("client")
structure Gone {}
"#;

/// Writes the page and returns it with its data.
fn page(place: &Place) -> (String, Value) {
    place
        .run(&["explore", "shop.smithy"])
        .ends_with_code(0)
        .prints(&["shop.html: 1 services, "]);
    let html = place.text("shop.html");
    let data = html
        .split("id=\"data\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let data = serde_json::from_str(data).unwrap();
    (html, data)
}

#[test]
fn the_page_has_shapes_and_messages_and_nothing_from_elsewhere() {
    let place = Place::with(&[("shop.smithy", MODEL)]);
    let (html, data) = page(&place);
    let shape = |id: &str| {
        data["shapes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|shape| shape["id"] == id)
            .unwrap()
    };
    // Mixins are applied.
    assert_eq!(shape("a#Paper")["members"][0]["name"], "name");
    assert_eq!(shape("a#Paper")["members"][1]["traits"][0][1], "@range(min: 1)");
    assert_eq!(shape("a#Stand")["operations"][0], "a#GetStand");
    let messages = &data["messages"]["GetStand"];
    assert_eq!(messages["request"], "GET /stands/Stand\n");
    let response = messages["response"].as_str().unwrap();
    assert!(
        response.starts_with("HTTP/1.1 200\n") && response.contains("x-day: "),
        "{response}"
    );
    assert!(
        response.contains("\"papers\": [\n    {\n      \"name\": \"name\",\n      \"pages\": 1"),
        "{response}"
    );
    assert!(
        messages["rust"]
            .as_str()
            .unwrap()
            .contains("client.get_stand().stand(\"Stand\")")
    );
    // Two of the page itself; a text of the model cannot end one.
    assert_eq!(html.matches("</script>").count(), 2);
    for outside in ["src=", "<link", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn every_protocol_has_messages() {
    for (protocol, request, response) in [
        (
            "aws.protocols#awsJson1_1",
            "x-amz-target: Shop.GetStand",
            "\"papers\": [",
        ),
        ("aws.protocols#restXml", "GET /stands/Stand", "<papers>"),
        (
            "aws.protocols#awsQuery",
            "Action=GetStand&Version=1&stand=Stand",
            "<GetStandResult>",
        ),
        ("smithy.protocols#rpcv2Cbor", "CBOR, as JSON:", "CBOR, as JSON:"),
    ] {
        let place = Place::with(&[]);
        let namespace = if protocol.ends_with("restXml") || protocol.ends_with("awsQuery") {
            "@smithy.api#xmlNamespace(uri: \"https://a/\")\n"
        } else {
            ""
        };
        let model = MODEL.replace("@aws.protocols#restJson1", &format!("{namespace}@{protocol}"));
        place.put("shop.smithy", model);
        let (_, data) = page(&place);
        let messages = &data["messages"]["GetStand"];
        assert!(messages["request"].as_str().unwrap().contains(request), "{messages:#}");
        assert!(
            messages["response"].as_str().unwrap().contains(response),
            "{messages:#}"
        );
    }
}

/// Sends the response of the page to a client, which reads the values of the example.
#[test]
fn responses_are_those_of_the_protocol() {
    for protocol in [
        "aws.protocols#awsJson1_0",
        "aws.protocols#awsJson1_1",
        "aws.protocols#awsQuery",
        "aws.protocols#ec2Query",
        "aws.protocols#restJson1",
        "aws.protocols#restXml",
        "smithy.protocols#rpcv2Json",
    ] {
        let place = Place::with(&[("in.json", r#"{"stand":"x"}"#)]);
        let namespace = "@smithy.api#xmlNamespace(uri: \"https://a/\")\n";
        let model = MODEL.replace("@aws.protocols#restJson1", &format!("{namespace}@{protocol}"));
        place.put("shop.smithy", model);
        let (_, data) = page(&place);
        let response = data["messages"]["GetStand"]["response"].as_str().unwrap();
        let (head, body) = response.split_once("\n\n").unwrap();
        let head = head.strip_prefix("HTTP/1.1 ").unwrap().replacen("200", "200 OK", 1);
        let (url, server) = serve(&head.replace('\n', "\r\n"), body.trim_end().as_bytes());
        let call = [
            "call",
            "--model",
            "shop.smithy",
            "--operation",
            "GetStand",
            "--input",
            "in.json",
        ];
        let ran = place.run(&[&call[..], &["--endpoint", &url]].concat());
        server.join().unwrap();
        let output: Value = serde_json::from_str(&ran.ends_with_code(0).out).unwrap();
        let expected = serde_json::json!({
            "day": "2026-01-01T00:00:00Z",
            "papers": [{ "name": "name", "pages": 1 }],
        });
        assert_eq!(output, expected, "{protocol}: {response}");
    }
}

#[test]
fn mistakes_are_explained() {
    let place = Place::with(&[("shop.smithy", &MODEL.replace("why: Reason", "why: Raeson"))]);
    place
        .run(&["explore", "shop.smithy"])
        .ends_with_code(2)
        .reports(&["shop.smithy:", "Raeson"]);
    assert!(!place.path("shop.html").exists());
    place
        .run(&["explore", "gone.smithy"])
        .ends_with_code(2)
        .reports(&["gone.smithy"]);
    place.put("shop.smithy", MODEL);
    place.put("file", "");
    place
        .run(&["explore", "shop.smithy", "--out", "file/x.html"])
        .ends_with_code(2)
        .reports(&["cannot write file/x.html"]);
    // Shapes without a service have a page too.
    place.put("types.smithy", "$version: \"2\"\nnamespace a\nstring B\n");
    place
        .run(&["explore", "types.smithy"])
        .ends_with_code(0)
        .prints(&["types.html: 0 services, 1 shapes"]);
}

fn browser() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&paths).collect();
    let mut programs = ["chromium", "chromium-browser", "google-chrome"].iter();
    programs.find_map(|name| {
        folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())
    })
}

/// Loads a page with a program behind its own, and returns what that program leaves in the title.
fn title_after(browser: &Path, html: &str, program: &str, place: &Place) -> String {
    place.put(
        "page.html",
        html.replace("</body>", &format!("<script>{program}</script></body>")),
    );
    let mut command = Command::new(browser);
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--dump-dom",
            "--virtual-time-budget=3000",
        ])
        .arg(format!("--user-data-dir={}", place.path("profile").display()))
        .arg(format!("file://{}", place.path("page.html").display()));
    let output = command.output().unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let title = dom
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split("</title>").next());
    title.unwrap_or(&dom).to_owned()
}

#[test]
fn the_page_works_with_the_keyboard_alone() {
    let Some(browser) = browser() else {
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"skipped: explore in a browser: there is no chromium\n",
        );
        return;
    };
    let place = Place::with(&[("shop.smithy", MODEL)]);
    let (html, _) = page(&place);
    let program = r#"
        const press = (target, key) => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        const heading = () => document.querySelector("h1").textContent.split(" ")[0];
        press(document.body, "/");
        const focused = document.activeElement.id;
        query.value = "pa";
        query.dispatchEvent(new Event("input"));
        const first = document.querySelector("[aria-selected=true]").textContent;
        press(query, "ArrowDown");
        const second = document.querySelector("[aria-selected=true]").textContent;
        press(query, "ArrowUp");
        press(query, "Enter");
        setTimeout(() => {
            const used = [...document.querySelectorAll("main a")].map((link) => link.textContent);
            const inside = document.activeElement.id;
            location.hash = "a%23Papers";
            setTimeout(() => {
                document.title = [focused, first, second, inside, used.includes("Papers$member"), heading()].join("|");
            }, 100);
        }, 100);
    "#;
    let title = title_after(&browser, &html, program, &place);
    assert_eq!(title, "query|Paper structure|Papers list|content|true|Papers");

    let model = workspace().join("model/partnercentral-selling");
    place
        .run(&["explore", model.to_str().unwrap(), "--out", "large.html"])
        .ends_with_code(0);
    let shapes = title_after(
        &browser,
        &place.text("large.html"),
        "document.title = document.querySelectorAll('nav a').length;",
        &place,
    );
    assert!(shapes.parse::<usize>().is_ok_and(|shapes| shapes > 400), "{shapes}");
}
