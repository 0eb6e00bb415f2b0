//! Texts of random fragments, and texts that repeat one fragment.

use super::{to_markdown, wrap};

const FRAGMENTS: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<code>",
    "</code>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=\"https://x.y/z\">",
    "<a href='",
    "</a>",
    "`",
    "```",
    "*",
    "**",
    "_",
    "~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "\n",
    "\n\n",
    "  \n",
    "\\",
    "<br>",
    "- ",
    "1. ",
    "> ",
    "#",
    "|",
    "---",
    "===",
    "<",
    ">",
    "&lt;",
    "&#",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "<note>",
    "</note>",
    "<dl>",
    "<dt>",
    "<dd>",
    "http://a.b/c",
    " ",
    "    ",
    "+",
    "word",
    "<region>",
    "é",
    "–",
    "\u{a0}",
    "\u{2028}",
    "!",
    "\t",
    "\r",
    "&",
    "<table>",
    "<tr>",
    "<td>",
];

#[test]
fn any_text_survives() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..5_000 {
        let text: String = (0..random(30)).map(|_| FRAGMENTS[random(FRAGMENTS.len())]).collect();
        let width = [1, 10, 40, 100][random(4)];
        wrap(&text, width);
        let markdown = to_markdown(&format!("<p>{text}"));
        let lines = wrap(&markdown, width);
        assert_eq!(wrap(&lines.join("\n"), width), lines, "of {text:?}");
        for line in &lines {
            assert!(
                !line.contains(['\t', '\n', '\r']) && line.trim_end_matches(' ') == line,
                "{line:?} of {text:?}"
            );
        }
    }
}

#[test]
fn time_grows_with_the_text_only() {
    let parts = [
        "<a ",
        "<!--",
        "<i><b>",
        "`",
        "` ``",
        "<ul><li>",
        "[",
        "[a](",
        "> ",
        "- ",
        "\n",
        "- a\n",
        "https://a)",
        "&",
        "\\",
        "<pre>",
        "<br>",
    ];
    for part in parts {
        let text = part.repeat(20_000);
        wrap(&text, 100);
        wrap(&to_markdown(&format!("<p>{text}")), 100);
    }
}
