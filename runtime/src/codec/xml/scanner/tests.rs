//! The tokens of bodies, and truncated and malformed bodies.

use super::*;

fn pieces(source: &str) -> Result<Vec<String>, String> {
    let mut scanner = Scanner::new(source);
    let mut pieces = Vec::new();
    loop {
        match scanner.next() {
            Ok(Some(piece)) => pieces.push(format!("{piece:?}")),
            Ok(None) => return Ok(pieces),
            Err(malformed) => return Err(format!("{} at {}", malformed.problem, malformed.offset)),
        }
    }
}

#[test]
fn markup_is_taken_apart() {
    let found = pieces("<?xml?><!-- <x> --><a:b c='>/' d=\"'\">t&amp;<![CDATA[<]]]>]]><e/><f /></a:b >\n");
    let tag = |name: &str, attributes: &str, is_empty| {
        format!(
            "{:?}",
            Markup::Start(Tag {
                name,
                attributes,
                is_empty
            })
        )
    };
    let expected = [
        "Ignored".to_owned(),
        "Ignored".to_owned(),
        tag("a:b", " c='>/' d=\"'\"", false),
        "Text(\"t&amp;\")".to_owned(),
        "CData(\"<]\")".to_owned(),
        "Text(\"]]>\")".to_owned(),
        tag("e", "", true),
        tag("f", " ", true),
        "End".to_owned(),
        "Text(\"\\n\")".to_owned(),
    ];
    assert_eq!(found.as_deref(), Ok(&expected[..]));
}

#[test]
fn what_is_cut_or_mixed_up_is_malformed() {
    for (source, problem) in [
        ("<a>", "it ends within an element at 3"),
        ("<a", "it ends within a tag at 0"),
        ("<a></a", "it ends within a tag at 3"),
        ("<a b='>", "it ends within an attribute at 0"),
        ("<a><b></a></b>", "expected the end of `b`, found that of `a` at 6"),
        ("</a>", "`a` ends and was not open at 0"),
        ("<a <b/>", "a tag is not ended at 0"),
        ("<>", "a tag has no name at 0"),
        ("< a/>", "a tag has no name at 0"),
        ("<!-- --", "it ends within a comment at 0"),
        ("<!-->", "it ends within a comment at 0"),
        ("<a><![CDATA[ ]]", "it ends within a section of characters at 3"),
        ("<?xml", "it ends within an instruction at 0"),
        ("<!ELEMENT a>", "it has a declaration at 0"),
    ] {
        assert_eq!(
            pieces(source),
            Err(format!("the body is not XML: {problem}")),
            "{source}"
        );
    }
    let refused = Err("the body has a DOCTYPE, which is not allowed at 0".to_owned());
    assert_eq!(pieces("<!doctype a><a/>"), refused);
}

#[test]
fn attributes_are_found_by_their_whole_names() {
    let text = " a:b = '1' b=\"'2'\" c='x=\"3\"' d";
    for (name, value) in [
        ("a:b", Some("1")),
        ("b", Some("'2'")),
        ("c", Some("x=\"3\"")),
        ("d", None),
        ("x", None),
        ("xsi:b", Some("1")),
        ("xsi:c", None),
    ] {
        assert_eq!(attribute(text, name), value, "{name}");
    }
    let declared = " xmlns:type='u' i:type='1' xsi:type='2'";
    assert_eq!(attribute(declared, "xsi:type"), Some("2"));
    assert_eq!(attribute(declared, "s:type"), Some("1"));
}
