use proc_macro2::TokenStream;
use quote::quote;

use super::write;
use crate::rust::code::Code;
use crate::rust::ident;

fn written(tokens: &TokenStream, end: &str) -> String {
    let mut text = String::new();
    write(&mut text, Code::from(tokens.clone()).all(), 4, end);
    text
}

#[test]
fn parts_end_with_the_commas_outside_brackets() {
    let tokens =
        quote!(pub struct A, id = "a, \" b", map: HashMap<K, V>, set = [insert K, V], get = fn(A) -> B, c = &V);
    let code = Code::from(tokens);
    let parts: Vec<_> = super::parts(code.all()).into_iter().map(super::line).collect();
    let expected = [
        "pub struct A,",
        r#"id = "a, \" b","#,
        "map: HashMap<K, V>,",
        "set = [insert K, V],",
        "get = fn(A) -> B,",
        "c = &V",
    ];
    assert_eq!(parts, expected);
}

#[test]
fn rows_read_as_if_written_by_hand() {
    for (tokens, text) in [
        (quote!(message: &str,), "message: &str,"),
        (
            quote!(payload: Option<&types::Payload>,),
            "payload: Option<&types::Payload>,",
        ),
        (
            quote!(tags, set_tags, get_tags: [push types::Tag];),
            "tags, set_tags, get_tags: [push types::Tag];",
        ),
        (
            quote!(m, set_m, get_m: [insert into String, Vec<Option<i32>>];),
            "m, set_m, get_m: [insert into String, Vec<Option<i32>>];",
        ),
        (quote!(InProgress = "IN_PROGRESS",), "InProgress = \"IN_PROGRESS\","),
        (
            quote!(on: default(bool = true), get = bool;),
            "on: default(bool = true), get = bool;",
        ),
        (
            quote!((read) types::Tag, (shape) ["Key" (key = mark())];),
            "(read) types::Tag, (shape) [\"Key\" (key = mark())];",
        ),
        (quote!(list: &[types::Tag],), "list: &[types::Tag],"),
        (quote!(Low = -3,), "Low = -3,"),
        (quote!(a: A::new().b(&C);), "a: A::new().b(&C);"),
        (
            quote!(get: a::Builder { catalog = catalog };),
            "get: a::Builder { catalog = catalog };",
        ),
        (quote!(a::shapes! {}), "a::shapes! {}"),
    ] {
        assert_eq!(super::line(Code::from(tokens).all()), text);
    }
}

#[test]
fn long_rows_break_after_commas_within_brackets_and_after_names() {
    let [a, b, c] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];
    let mut rows = vec![
        quote!(name, other_name: required(HashMap<String, Vec<String>>), first = #a, second = #b;),
        quote!(template = Template { name: #a, parts: &[Part(#b), Part(#c)] };),
        quote!(PATTERN, Pattern::Sequence(&[Pattern::Text(#a), Pattern::Repeat(&Pattern::Sequence(&[Pattern::Text(#b), Pattern::Text(#c), Pattern::End]), 0, 1), Pattern::End]);),
        quote!("some_member": Constraint::new().length(1, 10000000).at_least("12345678901234567890").pattern(&P);),
        quote!("some_member": Constraint::new().at_least(#a).element(&const { Constraint::new().pattern(&P) });),
        quote!((read) types::Shape, (shape) [#a (one = mark()), #b (two = mark()), #c (three = mark())];),
    ];
    let head = written(
        &quote!(pub struct Name, template = #a, other = #b, last = [region, id]),
        " {",
    );
    let [a, b, c] = ["d".repeat(50), "e".repeat(50), "f".repeat(50)].map(|name| ident(&name));
    rows.extend([
        quote!((read write) crate::#a::#b,),
        quote!(pub type #a<M = Async> = paginate::PaginatorItems<super::#b, M>;),
        quote!(#a: #b::#c { catalog = catalog };),
    ]);
    let rows: String = rows.iter().map(|row| written(row, "")).collect();
    let expected = r#"
    name, other_name: required(HashMap<String, Vec<String>>),
        first = "AAAAAAAAAA",
        second = "BBBBBBBBBB";
    template = Template {
        name: "AAAAAAAAAA",
        parts: &[
            Part("BBBBBBBBBB"),
            Part("CCCCCCCCCC")
        ]
    };
    PATTERN,
        Pattern::Sequence(&[
            Pattern::Text("AAAAAAAAAA"),
            Pattern::Repeat(
                &Pattern::Sequence(&[
                    Pattern::Text("BBBBBBBBBB"),
                    Pattern::Text("CCCCCCCCCC"), Pattern::End
                ]),
                0, 1
            ),
            Pattern::End
        ]);
    "some_member":
        Constraint::new().length(1, 10000000).at_least("12345678901234567890").pattern(&P);
    "some_member":
        Constraint::new().at_least("AAAAAAAAAA").element(&const {
            Constraint::new().pattern(&P)
        });
    (read) types::Shape,
        (shape) [
            "AAAAAAAAAA" (one = mark()),
            "BBBBBBBBBB" (two = mark()),
            "CCCCCCCCCC" (three = mark())
        ];
    (read write) crate::DDDDDDDDDD::EEEEEEEEEE,
    pub type DDDDDDDDDD<M = Async> =
        paginate::PaginatorItems<super::EEEEEEEEEE, M>;
    DDDDDDDDDD:
        EEEEEEEEEE::FFFFFFFFFF {
            catalog = catalog
        };
    pub struct Name, template = "AAAAAAAAAA",
        other = "BBBBBBBBBB", last = [region, id] {
"#;
    let widen = |text: String, (mark, width): (&str, usize)| {
        let value = mark.to_lowercase().repeat(width);
        text.replace(&mark.repeat(10), &value)
    };
    let widths = [("A", 40), ("B", 40), ("C", 40), ("D", 50), ("E", 50), ("F", 50)];
    let expected = widths.into_iter().fold(expected.to_owned(), widen);
    assert_eq!(rows + &head, expected.trim_start_matches('\n'));
}

#[test]
fn tokens_that_are_too_long_stay_whole() {
    let long = "x".repeat(100);
    assert_eq!(
        written(&quote!(schema = #long;), ""),
        format!("    schema = \"{long}\";\n")
    );
    let path: TokenStream = syn::parse_str(&format!("crate::{long}::Output")).unwrap_or_default();
    assert_eq!(
        written(&quote!(output: #path,), ""),
        format!("    output: crate::{long}::Output,\n")
    );
}
