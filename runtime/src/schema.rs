//! What the wire knows of a shape: its id, its members, and the traits that change how a member is sent.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::primitives::DateTimeFormat;

/// The facts of a structure or union that a protocol needs.
///
/// Generated code keeps one `static` of these for each shape, as a text, which costs rustc and the linker next to nothing; it
/// becomes a table when the shape is first read or written. Members stand in model order, and generated code names a
/// member by its index.
#[derive(Debug)]
pub struct Schema {
    /// The absolute shape id, as `com.example#Shape`.
    pub id: &'static str,
    rows: &'static str,
    members: OnceLock<Vec<Member>>,
    first: Expected,
}

impl Schema {
    /// A schema of members in model order, a row for each: the field of the Rust structure, none for a union; the member's
    /// name in quotes; its [`marks`] by name; a semicolon. The text is what `stringify!` makes of such rows.
    pub const fn new(id: &'static str, rows: &'static str) -> Self {
        Self {
            id,
            rows,
            members: OnceLock::new(),
            first: Expected::new(0),
        }
    }

    /// The members in model order.
    #[inline]
    pub fn members(&self) -> &[Member] {
        match self.members.get() {
            Some(members) => members,
            None => self.table(),
        }
    }

    /// The member at a place, by which unions are written.
    pub fn member(&'static self, index: usize) -> MemberRef {
        self.members().get(index).unwrap_or(Member::root())
    }

    #[cold]
    fn table(&self) -> &[Member] {
        self.members.get_or_init(|| {
            let rows = self.rows.split(';').filter(|row| !row.trim().is_empty()).map(row);
            // It lives as long as the schema, which is a static.
            let quoted: String = rows.clone().map(|(_, name, _)| format!("\"{name}\":")).collect();
            let mut quoted: &'static str = quoted.leak();
            let member = |((field, name, marks), behind): ((_, &'static str, _), _)| {
                let (own, rest) = quoted.split_at_checked(name.len() + 3).unwrap_or((quoted, ""));
                quoted = rest;
                Member {
                    name,
                    quoted: own,
                    field,
                    marks,
                    next: Expected::new(behind),
                }
            };
            rows.zip(1..).map(member).collect()
        })
    }

    /// The shape's name: its id without the namespace.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('#').map_or(self.id, |(_, name)| name)
    }

    /// The index of the member that came first the last time.
    #[inline]
    pub(crate) fn expected_first(&self) -> usize {
        self.first.get()
    }

    /// The index of the member that came at this place the last time: 0 is the start, and one more than the index of a
    /// member is behind it.
    pub(crate) fn expected(&self, place: usize) -> usize {
        self.at(place).map_or(place, Expected::get)
    }

    /// Keeps which member came at this place.
    #[cold]
    pub(crate) fn learn(&self, place: usize, member: usize) {
        if let (Some(expected), Ok(member)) = (self.at(place), u16::try_from(member)) {
            expected.0.store(member, Ordering::Relaxed);
        }
    }

    fn at(&self, place: usize) -> Option<&Expected> {
        match place.checked_sub(1) {
            None => Some(&self.first),
            Some(before) => self.members().get(before).map(|member| &member.next),
        }
    }
}

/// The field, the name and the marks of a row. One that is none keeps its place, so that no member takes over the marks of
/// another, and is hidden.
fn row(row: &'static str) -> (&'static str, &'static str, u8) {
    let parts = row.split_once('"').and_then(|(field, rest)| {
        let (name, marks) = rest.split_once('"')?;
        Some((field.trim(), name, marks::of(marks)))
    });
    parts.unwrap_or(("", "", marks::SENSITIVE))
}

/// The index of the member that came next the last time: services keep to an order of their own, which the model does not tell.
///
/// A guess that costs nothing when wrong, so all readers share it and none waits for another.
#[derive(Debug)]
struct Expected(AtomicU16);

impl Expected {
    const fn new(index: u16) -> Self {
        Self(AtomicU16::new(index))
    }

    #[inline]
    fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed).into()
    }
}

/// A member as it is handed to readers and writers.
pub type MemberRef = &'static Member;

/// A member of a structure or union: its wire name and the traits that a protocol obeys.
#[derive(Debug)]
pub struct Member {
    /// The member's name in the model, which is its name on the wire unless a protocol says otherwise.
    pub name: &'static str,
    /// The name in quotes and a colon, as JSON has it before the value.
    pub(crate) quoted: &'static str,
    /// The field of the Rust structure, as `r#type`; empty for a variant of a union.
    pub field: &'static str,
    /// What the traits say: [`marks`], added up.
    pub marks: u8,
    next: Expected,
}

/// What a member's traits say, as numbers that are added up in [`Member::marks`].
pub mod marks {
    /// `sensitive`: the value must not be shown (`smithy.api#sensitive` of its target or of what that holds).
    pub const SENSITIVE: u8 = 1;
    /// `date_time`: the `smithy.api#timestampFormat` of the timestamps in it.
    pub const DATE_TIME: u8 = 2;
    /// `http_date`: the `smithy.api#timestampFormat` of the timestamps in it.
    pub const HTTP_DATE: u8 = 4;
    /// `epoch_seconds`: the `smithy.api#timestampFormat` of the timestamps in it.
    pub const EPOCH_SECONDS: u8 = 8;

    /// The marks of these names, as tables of generated code have them.
    ///
    /// A name that is none hides the value: a fault must not show what is secret.
    pub(super) fn of(names: &str) -> u8 {
        let mark = |name| match name {
            "date_time" => DATE_TIME,
            "http_date" => HTTP_DATE,
            "epoch_seconds" => EPOCH_SECONDS,
            _ => SENSITIVE,
        };
        names.split_whitespace().map(mark).fold(0, |marks, mark| marks | mark)
    }
}

impl Member {
    /// Stands for "no member": the root of a payload.
    pub fn root() -> MemberRef {
        static ROOT: Member = Member {
            name: "",
            quoted: "",
            field: "",
            marks: 0,
            next: Expected::new(0),
        };
        &ROOT
    }

    /// The index of the member that came behind this one the last time.
    #[inline]
    pub(crate) fn expected_next(&self) -> usize {
        self.next.get()
    }

    /// The value must not be shown.
    pub const fn is_sensitive(&self) -> bool {
        self.marks & marks::SENSITIVE != 0
    }

    /// The format of the timestamps that the member holds, directly or in a list or map.
    pub const fn timestamp_format(&self) -> Option<DateTimeFormat> {
        match self.marks & (marks::DATE_TIME | marks::HTTP_DATE | marks::EPOCH_SECONDS) {
            marks::DATE_TIME => Some(DateTimeFormat::DateTime),
            marks::HTTP_DATE => Some(DateTimeFormat::HttpDate),
            marks::EPOCH_SECONDS => Some(DateTimeFormat::EpochSeconds),
            _ => None,
        }
    }

    /// The name of the field and of its accessor, without the `r#` of a keyword.
    pub(crate) fn accessor(&self) -> &'static str {
        self.field.strip_prefix("r#").unwrap_or(self.field)
    }
}

#[cfg(test)]
mod tests {
    use super::{Schema, marks};

    #[test]
    fn rows_are_members() {
        let table = stringify!(city "City" sensitive; r#type "Type"; since "Since" sensitive http_date; "Variant"; plain "Plain";);
        let broken = "city \"City\" sensitive;\n type;\nsince\n\"Since\" http_date ;\n\"Variant\" else;";
        let expected = [
            ("city", "City", marks::SENSITIVE),
            ("r#type", "Type", 0),
            ("since", "Since", marks::SENSITIVE | marks::HTTP_DATE),
            ("", "Variant", 0),
            ("plain", "Plain", 0),
        ];
        // What is no row keeps its place and is hidden, and so is a member with a mark that is none.
        let mended = [
            ("city", "City", marks::SENSITIVE),
            ("", "", marks::SENSITIVE),
            ("since", "Since", marks::HTTP_DATE),
            ("", "Variant", marks::SENSITIVE),
        ];
        for (rows, expected) in [(table, &expected[..]), (broken, &mended), ("", &[])] {
            let schema = Schema::new("com.example#Shape", rows);
            let members: Vec<_> = schema
                .members()
                .iter()
                .map(|member| (member.field, member.name, member.marks))
                .collect();
            assert_eq!(members, expected);
            for member in schema.members() {
                assert_eq!(member.quoted, format!("\"{}\":", member.name));
            }
        }
    }
}
