//! Small pieces of Rust that all emitters use: identifiers, types, documentation.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::ir::{Docs, Field, Presence, Type};
use crate::names;
use crate::rust::ident;

/// `prefix` and a name as one identifier.
pub(super) fn prefixed(prefix: &str, name: &str) -> Ident {
    format_ident!("{prefix}_{}", names::suffix(name))
}

/// The name of a structure's builder.
pub(super) fn builder_of(name: &str) -> Ident {
    format_ident!("{name}Builder")
}

/// An index as it is written by hand, without a suffix.
pub(super) fn index(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}

/// Lines of documentation as attributes, one a line.
pub(crate) fn docs<'l>(lines: impl IntoIterator<Item = &'l String>) -> TokenStream {
    lines
        .into_iter()
        .map(|line| {
            let text = if line.is_empty() {
                String::new()
            } else {
                format!(" {}", printable(line))
            };
            quote!(#[doc = #text])
        })
        .collect()
}

/// A line without what rustc refuses in comments: line breaks, and signs that change the direction
/// of text.
fn printable(line: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    line.chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() && c != '\t' { ' ' } else { c })
        .collect()
}

/// A line of documentation.
pub(crate) fn doc(line: &str) -> TokenStream {
    docs([&line.to_owned()])
}

/// Documentation, or a line that stands in where the model has none.
pub(super) fn docs_or(given: &Docs, otherwise: &str) -> TokenStream {
    if given.lines.is_empty() {
        doc(otherwise)
    } else {
        docs(&given.lines)
    }
}

/// Documentation, then what the traits say, as a paragraph of its own.
pub(super) fn with_trait_summary(text: TokenStream, facts: &str) -> TokenStream {
    if facts.is_empty() {
        return text;
    }
    let facts = docs([&String::new(), &facts.to_owned()]);
    quote!(#text #facts)
}

/// `#[doc(alias = …)]`, unless the item has that name itself.
pub(super) fn alias(wire: &str, name: &str) -> TokenStream {
    let fits = wire != names::unraw(name)
        && !wire.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\'' | '"'))
        && !wire.is_empty();
    if fits {
        quote!(#[doc(alias = #wire)])
    } else {
        TokenStream::new()
    }
}

/// Whether a search of the documentation finds one name by the other: case and underscores do not
/// count there.
pub(super) fn is_same_search(wire: &str, name: &str) -> bool {
    let normal = |text: &str| text.replace('_', "").to_lowercase();
    normal(wire) == normal(name)
}

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let named = |name: &str| ident(name);
        tokens.extend(match self {
            Self::Boolean => quote!(bool),
            Self::Byte => quote!(i8),
            Self::Short => quote!(i16),
            Self::Integer => quote!(i32),
            Self::Long => quote!(i64),
            Self::Float => quote!(f32),
            Self::Double => quote!(f64),
            Self::BigInteger => quote!(primitives::BigInteger),
            Self::BigDecimal => quote!(primitives::BigDecimal),
            Self::String => quote!(String),
            Self::Blob => quote!(primitives::Blob),
            Self::Timestamp => quote!(primitives::DateTime),
            Self::Document => quote!(primitives::Document),
            Self::Enum(name) | Self::IntEnum(name) | Self::Structure(name) | Self::Union(name) => {
                let name = named(name);
                quote!(types::#name)
            }
            Self::Exception(name) => {
                let name = named(name);
                quote!(types::error::#name)
            }
            Self::ByteStream => quote!(primitives::ByteStream),
            Self::EventReceiver(name) => {
                let name = named(name);
                quote!(event_stream::EventReceiver<types::#name, crate::Error>)
            }
            Self::EventStreamSender(name) => {
                let name = named(name);
                quote!(event_stream::EventStreamSender<types::#name, crate::Error>)
            }
            Self::Boxed(inner) => quote!(Box<#inner>),
            Self::List { element, sparse: false } => quote!(Vec<#element>),
            Self::List { element, sparse: true } => quote!(Vec<Option<#element>>),
            Self::Map {
                key,
                value,
                sparse: false,
            } => quote!(HashMap<#key, #value>),
            Self::Map {
                key,
                value,
                sparse: true,
            } => quote!(HashMap<#key, Option<#value>>),
        });
    }
}

impl Type {
    /// Whether values are handed out by copy.
    pub(super) fn is_copy(&self) -> bool {
        matches!(
            self,
            Self::Boolean | Self::Byte | Self::Short | Self::Integer | Self::Long | Self::Float | Self::Double
        )
    }
}

impl Field {
    /// The type of the field itself.
    pub(super) fn rust_type(&self) -> TokenStream {
        let ty = &self.ty;
        match self.presence {
            Presence::Optional => quote!(Option<#ty>),
            Presence::Required | Presence::Defaulted(_) => quote!(#ty),
        }
    }

    /// The identifier of the field.
    pub(crate) fn ident(&self) -> Ident {
        ident(&self.name)
    }
}
