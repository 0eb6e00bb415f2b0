//! The page: markup, style and script in one file, with the data of a model.

use serde_json::Value;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const PROGRAM: &str = include_str!("page.js");

/// Returns the page.
pub(super) fn html(title: &str, data: &Value) -> String {
    // Neither `</script>` nor `<!--` can be part of the data.
    let data = data.to_string().replace('<', "\\u003c");
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let mut page = String::with_capacity(PAGE.len() + STYLE.len() + PROGRAM.len() + data.len());
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        page.push_str(before);
        page.push_str(match name {
            "title" => &title,
            "style" => STYLE,
            "program" => PROGRAM,
            _ => &data,
        });
        rest = after;
    }
    page.push_str(rest);
    page
}
