//! The schemas of shapes: ids, members, and the traits that protocols use.
//!
//! # The text of a schema
//!
//! Generated code holds a schema as one string literal, which costs rustc and the linker next to
//! nothing. It is parsed on first use. Its grammar:
//!
//! ```text
//! schema  = { record }
//! record  = name level ";"
//! level   = { " " trait } [ list | map ]
//! trait   = word [ "=" value ]
//! list    = "[" level "]"
//! map     = "{" level "," level "}"
//! ```
//!
//! A record is a member; records are in the order of the model. A first record with an empty name
//! has the traits of the shape itself. The level in a list is that of its element; the levels in a
//! map are those of key and value. Levels without traits are omitted. Names and values are any
//! text, in which a backslash precedes each space, semicolon, equals sign, comma, bracket, brace
//! and backslash. The words are listed at [`MemberTraits`]. An unknown word makes the member
//! sensitive, and so does a record that does not follow the grammar, so that an error in the text
//! cannot reveal a secret.

mod name;
mod order;
mod parse;
mod traits;

use std::sync::OnceLock;

use self::order::{OrderHint, StartHint};

pub(crate) use self::name::EncodedName;
pub use self::traits::{Location, MemberTraits, XmlNamespace};
use crate::text;

/// The description of a structure or union that protocols use.
///
/// Generated code has one `static` of these per shape, and names a member by its index.
#[derive(Debug)]
pub struct Schema {
    /// The absolute shape id, for example `com.example#Shape`.
    pub id: &'static str,
    text: &'static str,
    table: OnceLock<Table>,
    first: OrderHint,
    names: [OnceLock<Vec<EncodedName>>; 2],
}

/// The parsed form of a schema.
#[derive(Debug)]
struct Table {
    shape: Member,
    members: Vec<Member>,
}

/// The encodings of member names that a schema caches, one for each kind of payload format.
#[derive(Clone, Copy, Debug)]
pub enum NameCache {
    /// JSON: the quoted name and a colon.
    Json,
    /// CBOR: unused so far.
    Cbor,
}

#[expect(
    clippy::declare_interior_mutable_const,
    reason = "rustc copies a constant into a static faster than it runs the functions"
)]
impl Schema {
    const UNPARSED: OnceLock<Table> = OnceLock::new();
    const UNNAMED: [OnceLock<Vec<EncodedName>>; 2] = [OnceLock::new(), OnceLock::new()];

    /// Creates a schema from its text; see the module's documentation for the grammar.
    pub const fn new(id: &'static str, text: &'static str) -> Self {
        Self {
            id,
            text,
            table: Self::UNPARSED,
            first: OrderHint::new(0),
            names: Self::UNNAMED,
        }
    }

    #[inline]
    fn table(&self) -> &Table {
        match self.table.get() {
            Some(table) => table,
            None => self.parse(),
        }
    }

    #[cold]
    fn parse(&self) -> &Table {
        self.table.get_or_init(|| {
            let (shape, members) = parse::table(self.text);
            Table { shape, members }
        })
    }

    /// Returns the members in the order of the model.
    #[inline]
    pub fn members(&self) -> &[Member] {
        &self.table().members
    }

    /// Returns the member at an index.
    pub fn member(&'static self, index: usize) -> Option<MemberRef> {
        self.members().get(index)
    }

    /// Returns the traits of the shape itself, as those of a member without a name.
    #[inline]
    pub fn shape_traits(&'static self) -> MemberRef {
        &self.table().shape
    }

    /// Returns the shape's name: its id without the namespace.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('#').map_or(self.id, |(_, name)| name)
    }

    /// Returns the members' names as a codec encodes them, in the order of the schema. `encode`
    /// runs once per schema.
    #[inline]
    pub(crate) fn encoded_names(&self, cache: NameCache, encode: fn(&Member) -> String) -> &[EncodedName] {
        let names = match cache {
            NameCache::Json => &self.names[0],
            NameCache::Cbor => &self.names[1],
        };
        match names.get() {
            Some(names) => names,
            None => self.encode_names(names, encode),
        }
    }

    #[cold]
    fn encode_names<'s>(
        &self,
        names: &'s OnceLock<Vec<EncodedName>>,
        encode: fn(&Member) -> String,
    ) -> &'s [EncodedName] {
        names.get_or_init(|| {
            let encoded: Vec<_> = self.members().iter().map(encode).collect();
            // The names are leaked, because the schema is a static.
            let joined = text::join(encoded.iter().map(String::as_str), "");
            let mut all: &'static str = joined.leak();
            let mut names = Vec::with_capacity(encoded.len());
            for name in &encoded {
                let (own, rest) = all.split_at_checked(name.len()).unwrap_or((all, ""));
                all = rest;
                names.push(EncodedName::new(own));
            }
            names
        })
    }
}

/// A reference to a member, which serializers and deserializers receive.
pub type MemberRef = &'static Member;

/// A member of a structure or union, the element of a list, or the key or value of a map: its name
/// and traits.
#[derive(Debug)]
pub struct Member {
    /// The name in the model: `member`, `key` or `value` for what lists and maps hold.
    pub name: &'static str,
    traits: MemberTraits,
    next: OrderHint,
    starts: StartHint,
}

impl Member {
    const fn new(name: &'static str, index: u16, traits: MemberTraits) -> Self {
        Self {
            name,
            traits,
            next: OrderHint::new(index.saturating_add(1)),
            starts: StartHint::new(),
        }
    }

    /// Returns a member without a name and without traits, which represents the root of a payload.
    pub fn root() -> MemberRef {
        static ROOT: Member = Member::new("", 0, MemberTraits::NONE);
        &ROOT
    }

    /// Returns the traits.
    #[inline]
    pub const fn traits(&self) -> &MemberTraits {
        &self.traits
    }

    /// Returns whether the value must not be shown.
    #[inline]
    pub const fn is_sensitive(&self) -> bool {
        self.traits.has(MemberTraits::SENSITIVE)
    }

    /// Returns the member that represents the elements of a list.
    #[inline]
    pub fn element(&'static self) -> MemberRef {
        static ELEMENT: Member = Member::new("member", 0, MemberTraits::NONE);
        self.traits.element().unwrap_or(&ELEMENT)
    }

    /// Returns the member that represents the keys of a map.
    #[inline]
    pub fn map_key(&'static self) -> MemberRef {
        static KEY: Member = Member::new("key", 0, MemberTraits::NONE);
        self.traits.key().unwrap_or(&KEY)
    }

    /// Returns the member that represents the values of a map.
    #[inline]
    pub fn map_value(&'static self) -> MemberRef {
        static VALUE: Member = Member::new("value", 0, MemberTraits::NONE);
        self.traits.element().unwrap_or(&VALUE)
    }
}
