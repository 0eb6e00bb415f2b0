//! Shapes as a form (`application/x-www-form-urlencoded`), for the requests of awsQuery and
//! ec2Query.

use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, date_time};
use crate::schema::{Member, MemberRef, MemberTraits, Schema};
use crate::serde::{SerializeError, SerializeShape, ShapeSerializer};

/// The naming rules of a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormRules {
    /// `aws.protocols#awsQuery`: lists are `Name.member.1`, empty ones `Name=`.
    AwsQuery,
    /// `aws.protocols#ec2Query`: lists are `Name.1`, names begin with a capital, empty lists are
    /// left out.
    Ec2Query,
}

/// Writes the members of a structure as parameters of a form.
#[derive(Debug)]
pub struct FormSerializer {
    rules: FormRules,
    out: String,
    /// The name of the next value with a dot at its end, for example `Filter.1.Value.`.
    name: String,
    open: Vec<Open>,
    error: Option<SerializeError>,
}

/// A list or map that is open.
#[derive(Debug)]
struct Open {
    member: MemberRef,
    is_list: bool,
    /// The length of the name before the number of the element or entry.
    length: usize,
    count: usize,
}

impl FormSerializer {
    /// Creates a serializer whose form begins with the operation and the version of the service.
    pub fn new(rules: FormRules, action: &str, version: &str) -> Self {
        let mut out = String::with_capacity(256);
        out.push_str("Action=");
        encode(&mut out, action);
        out.push_str("&Version=");
        encode(&mut out, version);
        Self {
            rules,
            out,
            name: String::new(),
            open: Vec::new(),
            error: None,
        }
    }

    /// Returns the form, or the first error.
    pub fn finish(self) -> Result<Vec<u8>, SerializeError> {
        match self.error {
            None => Ok(self.out.into_bytes()),
            Some(error) => Err(error),
        }
    }

    #[cold]
    fn fail(&mut self, problem: String) {
        self.error.get_or_insert_with(|| SerializeError::new(problem));
    }

    /// Writes a parameter of the current name.
    fn parameter(&mut self, value: &str) {
        self.out.push('&');
        encode(&mut self.out, self.name.strip_suffix('.').unwrap_or(&self.name));
        self.out.push('=');
        encode(&mut self.out, value);
    }

    /// Appends a part to the name.
    fn push(&mut self, part: &str) {
        self.name.push_str(part);
        self.name.push('.');
    }

    fn push_name(&mut self, member: &Member) {
        let traits = member.traits();
        match (self.rules, traits.ec2_query_name()) {
            (FormRules::AwsQuery, _) => self.push(traits.xml_name().unwrap_or(member.name)),
            (FormRules::Ec2Query, Some(name)) => self.push(name),
            (FormRules::Ec2Query, None) => {
                let name = traits.xml_name().unwrap_or(member.name);
                let mut rest = name.chars();
                self.name.extend(rest.next().map(|first| first.to_ascii_uppercase()));
                self.push(rest.as_str());
            }
        }
    }

    /// Writes the value of a member under its name.
    fn member(&mut self, member: MemberRef, value: &dyn SerializeShape) {
        let length = self.name.len();
        self.push_name(member);
        let open = std::mem::take(&mut self.open);
        value.write(member, self);
        self.open = open;
        self.name.truncate(length);
    }

    /// Opens a list or map; `part` is the name between its own and the number of an element or
    /// entry.
    fn begin(&mut self, member: MemberRef, is_list: bool, part: &str) {
        self.element();
        if self.rules == FormRules::AwsQuery && !member.traits().has(MemberTraits::XML_FLATTENED) {
            self.push(part);
        }
        let length = self.name.len();
        self.open.push(Open {
            member,
            is_list,
            length,
            count: 0,
        });
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.name.truncate(open.length);
        }
    }

    /// Appends the number of the next element or entry to the name. Returns the member that holds
    /// it.
    fn next(&mut self) -> Option<MemberRef> {
        let open = self.open.last_mut()?;
        open.count += 1;
        self.name.truncate(open.length);
        let _ = write!(self.name, "{}.", open.count);
        Some(open.member)
    }

    /// Names the next value if it is the element of a list.
    fn element(&mut self) {
        if self.open.last().is_some_and(|open| open.is_list) {
            self.next();
        }
    }

    /// Writes a scalar.
    fn scalar(&mut self, value: &str) {
        self.element();
        self.parameter(value);
    }
}

/// Appends text, percent-encoded except letters, digits and `-._~`.
fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

impl ShapeSerializer for FormSerializer {
    fn structure(&mut self, _member: MemberRef, schema: &'static Schema, values: &[&dyn SerializeShape]) {
        self.element();
        for (member, value) in schema.members().iter().zip(values) {
            self.member(member, *value);
        }
    }

    fn union(&mut self, _member: MemberRef, schema: &'static Schema, variant: usize, value: &dyn SerializeShape) {
        self.element();
        if let Some(member) = schema.member(variant) {
            self.member(member, value);
        }
    }

    fn begin_list(&mut self, member: MemberRef, len: usize) {
        if len == 0 && self.rules == FormRules::AwsQuery {
            self.scalar("");
        }
        self.begin(member, true, member.element().traits().xml_name().unwrap_or("member"));
    }

    fn end_list(&mut self) {
        self.end();
    }

    fn begin_map(&mut self, member: MemberRef, _len: usize) {
        self.begin(member, false, "entry");
    }

    fn orders_maps(&self) -> bool {
        true
    }

    fn key(&mut self, key: &str) {
        let Some(member) = self.next() else {
            return;
        };
        let length = self.name.len();
        self.push_name(member.map_key());
        self.parameter(key);
        self.name.truncate(length);
        self.push_name(member.map_value());
    }

    fn end_map(&mut self) {
        self.end();
    }

    fn boolean(&mut self, _member: MemberRef, value: bool) {
        self.scalar(if value { "true" } else { "false" });
    }

    fn integer(&mut self, _member: MemberRef, value: i64) {
        self.scalar(&value.to_string());
    }

    fn float(&mut self, _member: MemberRef, value: f32) {
        match value.is_finite() {
            true => self.scalar(&format!("{value:?}")),
            false => self.scalar(not_finite(value.into())),
        }
    }

    fn double(&mut self, _member: MemberRef, value: f64) {
        match value.is_finite() {
            true => self.scalar(&format!("{value:?}")),
            false => self.scalar(not_finite(value)),
        }
    }

    fn big_integer(&mut self, _member: MemberRef, value: &BigInteger) {
        self.scalar(value.as_ref());
    }

    fn big_decimal(&mut self, _member: MemberRef, value: &BigDecimal) {
        self.scalar(value.as_ref());
    }

    fn string(&mut self, _member: MemberRef, value: &str) {
        self.scalar(value);
    }

    fn blob(&mut self, _member: MemberRef, value: &Blob) {
        self.scalar(&STANDARD.encode(value));
    }

    fn timestamp(&mut self, member: MemberRef, value: &DateTime) {
        let format = member.traits().timestamp_format().unwrap_or(DateTimeFormat::DateTime);
        let mut text = String::new();
        match date_time::write(value, format, &mut text) {
            Ok(()) => self.scalar(&text),
            Err(error) => self.fail(format!("member {}: {error}", member.name)),
        }
    }

    fn unsupported(&mut self, member: MemberRef, kind: &'static str) {
        self.fail(format!("member {}: a form cannot represent {kind}", member.name));
    }
}

fn not_finite(value: f64) -> &'static str {
    match (value.is_nan(), value > 0.0) {
        (true, _) => "NaN",
        (false, true) => "Infinity",
        (false, false) => "-Infinity",
    }
}
