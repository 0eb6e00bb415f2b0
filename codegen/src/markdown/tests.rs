//! Documentation before and after.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod hostile;

use super::{MarkdownDocument, wrap};

fn to_markdown(text: &str) -> String {
    MarkdownDocument::parse(text).lines(usize::MAX).join("\n")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (html, markdown) in cases {
        assert_eq!(to_markdown(html), *markdown, "of {html:?}");
    }
}

#[test]
fn plain_markdown_stays_as_it_is() {
    for text in [
        "A _b_ `c<d>` [`E`](crate::E).",
        "- one\n- two",
        "see <https://example.com>",
        "a < b & c",
        "```text\n<a>&amp;\n```",
    ] {
        assert_eq!(to_markdown(&format!("\n {text}\n\n")), text);
    }
}

#[test]
fn markdown_is_written_in_one_way() {
    check(&[
        ("Is [*], [1] and [[a] b].", "Is \\[\\*\\], \\[1\\] and \\[\\[a\\] b\\]."),
        ("[`code`] and `[a]` and \\[b\\]", "\\[`code`\\] and `[a]` and \\[b\\]"),
        ("[a]\n```\n[b]\n```\n[c]", "\\[a\\]\n\n```text\n[b]\n```\n\n\\[c\\]"),
        (
            "see [a] and [`b`][a]\n\n[a]: https://a.b",
            "see [a](https://a.b) and [`b`](https://a.b)",
        ),
        ("*a* __b__ `` `c `` &copy; \\*", "_a_ **b** `` `c `` © \\*"),
        ("* a\n* b\n\n  c\n\n3) d", "- a\n\n- b\n\n  c\n\n3. d"),
        ("a\n\n    let a;", "a\n\n```text\nlet a;\n```"),
        (
            "a\n===\n> | b | c |\n> |---|:-:|\n> | d | e |",
            "a\n===\n\n> | b | c |\n> |---|:-:|\n> | d | e |",
        ),
        ("see https://a.b/c.", "see <https://a.b/c>."),
        ("*<https://a.b/c>*", "_<https://a.b/c>_"),
    ]);
}

#[test]
fn inline_elements() {
    check(&[
        (
            "<p>Use <code>a b</code>,\n   <b>c</b> or <i>d</i>.</p>",
            "Use `a b`, **c** or _d_.",
        ),
        ("<code>a`b</code> <code>`c</code> <code></code>", "``a`b`` `` `c ``"),
        ("<code>x</code><code>y</code>", "`xy`"),
        ("a `b <i>c</i>` d <b></b>", "a \\`b _c_\\` d"),
        ("<p>a `b_c` d</p>", "a `b_c` d"),
        ("a<b> b </b>c", "a **b** c"),
        ("<b>Note:</b>This", "**Note**:This"),
        (
            "un<i>believ</i>able <i>key</i>-<i>name</i>",
            "unbelievable _key_-_name_",
        ),
        ("<code>arn:<partition>:<i>id</i></code>", "`arn:<partition>:id`"),
        ("<b>a <i>b</b> c</i>", "**a _b_** _c_"),
        ("<p>one<br>two<br/><br/>three<br></p>", "one\\\ntwo\n\nthree"),
        ("a <Id>1</Id> &region=b", "a \\<Id\\>1\\</Id\\> &region=b"),
        ("a<!-- <p> -->b <font color='>'>c</font> <frob>d</frob>", "ab c d"),
    ]);
}

#[test]
fn links() {
    check(&[
        ("<a href=\"https://a.b/c\">t [1]</a>", "[t \\[1\\]](https://a.b/c)"),
        ("<code> <a href='https://a.b'>T</a> </code> x", "[`T`](https://a.b) x"),
        ("<b>s <a href=https://a.b>t</a></b>", "**s [t](https://a.b)**"),
        (
            "Wow!<a href=\"https://a.b/?x=1&amp;y=(2) 3\">t</a>",
            "Wow\\![t](<https://a.b/?x=1&y=(2) 3>)",
        ),
        (
            "<a>A</a> <a href=\"b.html\">B</a> <a href=\"javascript:c()\">C</a> <a href=\"#d\">D</a> <a href=\"https://\">E</a>",
            "A B C D E",
        ),
        ("<a href=\"https://a.b/\">https://a.b/</a>", "<https://a.b/>"),
        ("<p>(see https://a.b/c_d.)</p>", "(see <https://a.b/c_d>.)"),
        ("<p>https://a.b.<region>.c/d</p>", "https\\://a.b.\\<region\\>.c/d"),
    ]);
}

#[test]
fn literal_text_is_escaped() {
    check(&[
        (
            "<p>a*b _c_ d_e [f] g\\h ~i~ `j --k</p>",
            "a\\*b \\_c\\_ d_e \\[f\\] g\\\\h \\~i\\~ \\`j \\--k",
        ),
        (
            "<p>Vec&lt;String&gt; &amp;lt; a < b -> &#x41;&#66; &unknown; &copy;</p>",
            "Vec\\<String\\> \\&lt; a < b -> AB \\&unknown; ©",
        ),
        (
            "<p># a</p><p>1. b</p><p>- c</p><p>+ d</p><p>> e</p><p>---</p>",
            "\\# a\n\n1\\. b\n\n\\- c\n\n\\+ d\n\n\\> e\n\n\\-\\--",
        ),
        ("<p>a\u{202e}b\u{0}c\u{a0}d\r\ne</p>", "abc d e"),
    ]);
}

#[test]
fn blocks() {
    check(&[
        ("<fullname>X</fullname><p>a</p>\n<p>b", "**X**\n\na\n\nb"),
        (
            "<ul> <li> <p>a</p> <ul><li>b</li></ul> </li> <li>c</li></ul>",
            "- a\n  - b\n- c",
        ),
        ("<ol><li><p>a</p><p>b</p></li><li>c</ol>", "1. a\n\n   b\n\n2. c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        (
            "<dl><dt>A</dt><dd><p>b</p></dd><dt>C</dt><dd>d</dd></dl>",
            "- **A**: b\n- **C**: d",
        ),
        ("<note><p>a</p><ul><li>b</li></ul></note>", "> **Note:** a\n>\n> - b"),
        (
            "<important><ul><li>b</li></ul></important>",
            "> **Important:**\n>\n> - b",
        ),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "- **A** | **B**\n- 1 | 2",
        ),
        (
            "<pre><code>\n  {\n    \"a\": &lt;b&gt;\n  }\n</code></pre>",
            "```text\n{\n  \"a\": <b>\n}\n```",
        ),
        ("<li>a<pre>```</pre>", "- a\n\n  ````text\n  ```\n  ````"),
        (
            "<p>So <code>{\n \"a\": 1\n}</code> it is",
            "So\n\n```text\n{\n \"a\": 1\n}\n```\n\nit is",
        ),
        ("</ul></p><li></note>x</b>", "- x"),
        ("<p></p><ul><li></li></ul><note></note>", ""),
    ]);
}

#[test]
fn wrapped_lines() {
    let cases: &[(&str, &[&str])] = &[
        ("a bb ccc dddd", &["a bb ccc", "dddd"]),
        ("one\ntwo\n\n\nthree", &["one two", "", "three"]),
        ("- one two three\n- four", &["- one two", "  three", "- four"]),
        (
            "10. one two three\n\n    four",
            &["10. one", "    two", "    three", "", "    four"],
        ),
        (
            "> one two three\n> - four five",
            &["> one two", "> three", ">", "> - four", ">   five"],
        ),
        ("a `b c d e f` g", &["a", "`b c d e f`", "g"]),
        ("a [b c](https://d.e/f) g", &["a", "[b c](https://d.e/f)", "g"]),
        ("aaaa bbbb - c", &["aaaa", "bbbb - c"]),
        ("aaaaaaaa 1. bbbbbbb # c", &["aaaaaaaa 1.", "bbbbbbb #", "c"]),
        ("aa  \nbb\\\ncc", &["aa\\", "bb\\", "cc"]),
        (
            "```text\na  b c d e f g h\n\n\n\tx  \n```",
            &["```text", "a  b c d e f g h", "", "", "    x", "```"],
        ),
        (
            "| a | b |\n|---|---|\n| c d e | f |",
            &["| a | b |", "|---|---|", "| c d e | f |"],
        ),
        ("# A long heading\ntext", &["# A long heading", "", "text"]),
        ("\n\n", &[]),
    ];
    for (markdown, lines) in cases {
        assert_eq!(wrap(markdown, 10), *lines, "of {markdown:?}");
        assert_eq!(wrap(&lines.join("\n"), 10), *lines, "again, of {markdown:?}");
    }
}

#[test]
fn sentences() {
    for (paragraph, sentence) in [
        ("Makes a plan. Then more.", "Makes a plan."),
        ("Makes a plan", "Makes a plan"),
        ("Up to 1.5 times, e.g. Twice. More.", "Up to 1.5 times, e.g. Twice."),
        ("Takes `a. B` along. More.", "Takes `a. B` along."),
        ("<p>Makes a <i>plan</i>. More.</p>", "Makes a _plan_."),
        ("- a. B", ""),
        ("", ""),
    ] {
        assert_eq!(MarkdownDocument::parse(paragraph).summary(), sentence);
    }
}

#[test]
fn lines_break_outside_inline_code() {
    for (line, lines) in [
        ("one two", &["one two"] as &[_]),
        (
            "Required; pattern `a b c d e`; sensitive.",
            &["Required;", "pattern", "`a b c d e`;", "sensitive."],
        ),
        ("a ``b ` c d e f g h`` i", &["a", "``b ` c d e f g h``", "i"]),
        ("a `b c d e f g h", &["a `b c d e f g", "h"]),
        ("one two three - four", &["one two", "three - four"]),
        ("a\u{a0}b one two three four", &["a\u{a0}b one two three four"]),
    ] {
        assert_eq!(super::fill(line, 14), lines, "of {line:?}");
    }
}
