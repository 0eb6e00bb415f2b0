//! Describes a structure in one line of text, for the message of an error.

mod one_line;

use std::fmt::{self, Display, Write};

use self::one_line::{OneLine, Shown};
use super::{SerializeShape, ShapeSerializer};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document, Redacted, UnknownVariant};
use crate::schema::{Member, MemberRef, Schema};

/// Prints a structure's members as `Reason: INVALID; ErrorList[0]: FieldName: Stage, Code: MISSING;
/// ErrorList[1]: …`, without those that are named, and with sensitive ones redacted. Prints nothing
/// for a structure without members.
pub fn describe(f: &mut fmt::Formatter<'_>, shape: &dyn SerializeShape, skip: &[&str]) -> fmt::Result {
    let mut describer = Describer {
        out: String::new(),
        open: Vec::new(),
        hidden: 0,
        skip,
    };
    shape.write(Member::root(), &mut describer);
    f.write_str(&describer.out)
}

/// The open structure, list or map, which decides the separator before the next value.
enum Open {
    /// The structure that is described: entries with semicolons between.
    Root,
    /// A structure that is an entry: members with commas between.
    Entry,
    /// A list that is a member of the root, before its first element. Structures become entries of
    /// the root; with any other element it becomes a `List`.
    Entries(&'static str),
    /// A structure within an entry, in braces.
    Structure,
    /// A list in brackets.
    List,
    /// A map in braces.
    Map,
}

struct Frame {
    open: Open,
    count: usize,
}

struct Describer<'a> {
    out: String,
    open: Vec<Frame>,
    /// The number of open structures, lists and maps that are hidden.
    hidden: usize,
    skip: &'a [&'a str],
}

impl Describer<'_> {
    /// Writes the text before a value. Returns false if the value must not be shown.
    fn before(&mut self, member: MemberRef) -> bool {
        if self.hidden > 0 {
            return false;
        }
        let Some(frame) = self.open.last_mut() else { return true };
        if matches!(frame.open, Open::Root) && self.skip.contains(&member.name) {
            return false;
        }
        frame.count += 1;
        let comma = if frame.count > 1 { ", " } else { "" };
        let semicolon = if self.out.is_empty() { "" } else { "; " };
        match frame.open {
            Open::Root => self.print(format_args!("{semicolon}{}: ", member.name)),
            Open::Entry | Open::Structure => self.print(format_args!("{comma}{}: ", member.name)),
            Open::Entries(name) => {
                frame.open = Open::List;
                self.print(format_args!("{semicolon}{name}: ["));
            }
            Open::List => self.out.push_str(comma),
            Open::Map => {}
        }
        if member.is_sensitive() {
            self.print(format_args!("{Redacted}"));
        }
        !member.is_sensitive()
    }

    /// Opens a container of values with a bracket.
    fn begin(&mut self, member: MemberRef, open: Open, bracket: &str) {
        if self.before(member) {
            self.out.push_str(bracket);
            self.open.push(Frame { open, count: 0 });
        } else {
            self.hidden += 1;
        }
    }

    fn end(&mut self) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        let Some(Frame { open, count }) = self.open.pop() else {
            return;
        };
        match open {
            Open::Entry if count == 0 => self.out.push_str("{}"),
            Open::Root | Open::Entry => {}
            Open::Entries(name) if count == 0 => {
                let semicolon = if self.out.is_empty() { "" } else { "; " };
                self.print(format_args!("{semicolon}{name}: []"));
            }
            Open::Entries(_) => {}
            Open::List => self.out.push(']'),
            Open::Structure | Open::Map => self.out.push('}'),
        }
    }

    fn value(&mut self, member: MemberRef, value: &dyn Display) {
        if self.before(member) {
            self.print(format_args!("{value}"));
        }
    }

    fn print(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(text);
    }
}

impl Describer<'_> {
    fn begin_structure(&mut self, member: MemberRef) {
        let semicolon = if self.out.is_empty() { "" } else { "; " };
        match self.open.last_mut() {
            None => self.open.push(Frame {
                open: Open::Root,
                count: 0,
            }),
            Some(Frame { open: Open::Root, .. }) => self.begin(member, Open::Entry, ""),
            Some(Frame {
                open: Open::Entries(name),
                count,
            }) if self.hidden == 0 => {
                let (name, index) = (*name, *count);
                *count += 1;
                self.print(format_args!("{semicolon}{name}[{index}]: "));
                self.open.push(Frame {
                    open: Open::Entry,
                    count: 0,
                });
            }
            Some(_) => self.begin(member, Open::Structure, "{"),
        }
    }
}

impl ShapeSerializer for Describer<'_> {
    fn structure(&mut self, member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.begin_structure(member);
        for (member, value) in schema.members().iter().zip(values) {
            value.write(member, self);
        }
        self.end();
    }

    fn union(&mut self, member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        self.begin_structure(member);
        if let Some(member) = schema.member(variant) {
            value.write(member, self);
        }
        self.end();
    }

    fn unknown_union(&mut self, member: MemberRef, value: &UnknownVariant) {
        self.begin_structure(member);
        // It is unknown whether the content is sensitive.
        if self.hidden == 0 && !value.is_empty() {
            self.print(format_args!("{}: {Redacted}", OneLine(value.tag())));
            if let Some(frame) = self.open.last_mut() {
                frame.count += 1;
            }
        }
        self.end();
    }

    fn begin_list(&mut self, member: MemberRef, _len: usize) {
        let shown = self.hidden == 0 && !member.is_sensitive() && !self.skip.contains(&member.name);
        match self.open.last() {
            Some(Frame { open: Open::Root, .. }) if shown => self.open.push(Frame {
                open: Open::Entries(member.name),
                count: 0,
            }),
            _ => self.begin(member, Open::List, "["),
        }
    }

    fn end_list(&mut self) {
        self.end();
    }

    fn begin_map(&mut self, member: MemberRef, _len: usize) {
        self.begin(member, Open::Map, "{");
    }

    fn key(&mut self, key: &str) {
        if self.hidden == 0 {
            let comma = match self.open.last() {
                Some(Frame { count: 1.., .. }) => ", ",
                _ => "",
            };
            self.print(format_args!("{comma}{}: ", OneLine(key)));
        }
    }

    fn end_map(&mut self) {
        self.end();
    }

    fn null(&mut self, member: MemberRef) {
        self.value(member, &"null");
    }

    fn boolean(&mut self, member: MemberRef, value: bool) {
        self.value(member, &value);
    }

    fn integer(&mut self, member: MemberRef, value: i64) {
        self.value(member, &value);
    }

    fn float(&mut self, member: MemberRef, value: f32) {
        self.value(member, &value);
    }

    fn double(&mut self, member: MemberRef, value: f64) {
        self.value(member, &value);
    }

    fn big_integer(&mut self, member: MemberRef, value: &BigInteger) {
        self.value(member, value);
    }

    fn big_decimal(&mut self, member: MemberRef, value: &BigDecimal) {
        self.value(member, value);
    }

    fn string(&mut self, member: MemberRef, value: &str) {
        let is_member = !matches!(
            self.open.last(),
            Some(Frame {
                open: Open::Entries(_) | Open::List | Open::Map,
                ..
            })
        );
        // An empty text is not shown, for example that of a required member that the response
        // lacked.
        if value.is_empty() && is_member {
            return;
        }
        self.value(member, &OneLine(value));
    }

    fn blob(&mut self, member: MemberRef, value: &Blob) {
        self.value(member, &format_args!("{} bytes", value.as_ref().len()));
    }

    #[cfg(feature = "event-stream")]
    fn event_stream(&mut self, member: MemberRef, events: &dyn super::EncodeEvents) {
        self.value(member, &format_args!("{events:?}"));
    }

    #[cfg(feature = "streaming")]
    fn streaming_blob(&mut self, member: MemberRef, body: &crate::body::Body) {
        self.value(member, &format_args!("{body:?}"));
    }

    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        self.value(member, value);
    }

    fn document(&mut self, member: MemberRef, value: &Document) {
        self.value(member, &Shown(value));
    }

    fn unsupported(&mut self, _: MemberRef, _: &'static str) {}
}
