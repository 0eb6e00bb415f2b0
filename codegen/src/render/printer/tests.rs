#![allow(clippy::unwrap_used, reason = "tests")]

use std::fmt::Write;

use proc_macro2::TokenStream;

use super::{RustItem, formatter, split, write};
use crate::rust::code::Code;

fn code(text: &str) -> Code {
    text.parse::<TokenStream>().unwrap().into()
}

/// Returns the text of items, and whether each was printed without the formatter.
fn printed(code: &Code) -> (String, bool) {
    let mut text = String::new();
    write(&mut text, code.all()).unwrap();
    let is_direct = |item: RustItem<'_>| matches!(item.write(&mut String::new(), 0, true), Ok(Some(())));
    let is_direct = split(code.all()).is_some_and(|items| items.into_iter().all(is_direct));
    (text, is_direct)
}

fn formatted(code: &Code) -> String {
    let mut text = String::new();
    formatter::write(&mut text, code.all()).unwrap();
    text
}

/// Items that are printed directly. `NAME` stands for names of all lengths.
const DIRECT: [&str; 16] = [
    "impl A { pub(crate) fn b(&self, c: D) -> e::NAME { f } pub(in g) const fn h(i: J) -> K { l } }",
    "impl A { fn b<T: Fn(C) -> D>(e: T, f: NAME) -> G { e } pub fn h(i: fn(J), k: NAME) -> (L, M) { n } }",
    "pub use self::a::{B, NAME}; mod c; pub(crate) mod d;",
    "/// Text.\n///\n/// - more \n#[doc(hidden)] #[derive(Clone, Debug)] #[non_exhaustive] pub enum A { /// B.\n B, #[a = \"b\"] NAME(Vec<c::D>) }",
    "pub struct NAME<T> { pub(crate) a: Option<&'static T>, b: [u8; 4] }",
    "impl<T: Copy + 'static> a::B for super::C<T> { type D = NAME<T, 1>; const E: &'static [&'static str] = &[\"F\", \"G\"]; }",
    "impl A { #[inline] pub fn b(&mut self, c: &mut dyn FnMut() -> String) -> Result<(), D> { self.e.get_or_insert_with(&mut *c); let f = <T as G>::h::<J>(1, -2)?; k.l(|m| m.n()) } fn NAME(self) {} }",
    "impl A { fn b(&self) -> c::NAME { d::NAME::new(e::F::new(&self.g, e::H)) } }",
    "impl A { fn b(&self, c: crate::D, e: &E) -> Result<c::NAME, D> { d::NAME::new(self.a, !self.b, &c.0, [1, 2]).await?; Ok(()) } }",
    "impl a::B for C { type D = E; fn f(g: H) -> J { NAME(g) } fn k() {} type L = M; }",
    "impl A for B {}",
    "pub mod a { pub use self::b::NAME; /// C.\n pub mod c; }",
    "pub(crate) fn a() -> B { c.NAME = Some(d); e as F }",
    "pub async fn a(b: &mut c::D<'_>) { NAME(&mut b, &[e::F], 'g', b\"h\", r#\"i\"#).await }",
    "#[cfg(feature = \"a\")] pub const A: &NAME = B;",
    "pub type A<T = B> = NAME<T>;",
];

#[test]
fn what_is_printed_directly_is_as_the_formatter_prints_it() {
    for text in DIRECT {
        let mut is_ever_direct = false;
        for length in 1..110 {
            let code = code(&text.replace("NAME", &"N".repeat(length)));
            let (printed, is_direct) = printed(&code);
            assert_eq!(printed, formatted(&code));
            is_ever_direct |= is_direct;
        }
        assert!(is_ever_direct, "{text}");
    }
}

#[test]
fn the_formatter_prints_the_rest() {
    for text in [
        "fn a() { if b { c() } else { d() } match e { F => 1, _ => 2 } }",
        "fn a() { b(c, d,); let e = (f,); g == h && j < k; vec![1, 2]; l..m; n + 1 }",
        "fn a() { b { c: d, ..e } } fn f() where G: H {} fn g() { h(|| 1, async move { 2 }) }",
        "static A: B = C { d: 1 }; trait E { fn f(); } macro_rules! a { () => {}; } a::b! { c d }",
        "impl<T> A<T> where T: B { fn c() {} /// D.\n fn e() {} }",
        "impl A { const B: C = d!(); /// E.\n /// F.\n fn g() -> u8 { loop { h } } const I: J = K; }",
        "impl A { fn b() { return c; } } impl D { fn e() {} fn f() { if g {} } fn h() {} }",
        "#[doc = \"/ a\"] struct A; #[doc = \"b\\nc\"] struct D(E); #[f { g }] struct H;",
        "pub struct A {} pub enum B {} pub struct C<const D: usize>; enum E { F = 1, G { h: J } }",
        "impl A { fn b() { c.d(\"é\"); e(\"\n\"); f.g()?.h; &&i; *j = k; l!(m); n[o] } }",
    ] {
        let code = code(text);
        assert_eq!(printed(&code).0, formatted(&code), "{text}");
    }
}

#[test]
fn a_comment_of_several_lines_is_a_line_each() {
    let mut expected = String::new();
    for line in ["/// A.", "///", "///     b", "fn c() {", "    loop {}", "}"] {
        writeln!(expected, "{line}").unwrap();
    }
    let code = code("#[doc = \" A.\n\n     b  \"] fn c() { loop {} }");
    assert_eq!(printed(&code).0, expected);
}
