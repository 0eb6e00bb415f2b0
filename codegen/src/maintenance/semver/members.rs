//! The members of structures.

use crate::ir::{Field, MemberSchema, Nested, Presence, Role, Structure, TimestampFormat, Trait};

use super::{ChangeKind, Changes, Verdict, matched, types};

/// Compares the members of two structures.
pub(super) fn compare(old: &Structure, new: &Structure, path: &str, changes: &mut Changes) {
    let at = |structure: &Structure, field: &Field| {
        let id = format!("{}${}", structure.id, field.member_name);
        (format!("{path}::{}", field.name), id)
    };
    // The name of a synthetic member is not part of messages.
    let modelled = |field: &Field| field.is_modelled.then_some(());
    let found = matched(
        &old.fields,
        &new.fields,
        |field| &field.name,
        |field| modelled(field).map(|()| field.member_name.as_str()),
    );
    for field in found.added {
        let (path, id) = at(new, field);
        let (verdict, text) = added(new, field);
        changes.push(verdict, ChangeKind::Added, path, &id, text);
    }
    for field in found.removed {
        let (path, id) = at(old, field);
        changes.push(Verdict::Major, ChangeKind::Removed, path, &id, "removed member");
    }
    for (old, field) in found.both {
        let (path, id) = at(new, field);
        member(old, field, &path, &id, changes);
    }
}

fn added(structure: &Structure, field: &Field) -> (Verdict, String) {
    let is_built = structure.role == Role::Data && structure.direction.write;
    match field.presence {
        Presence::Required if is_built => (
            Verdict::Major,
            "new required member, without which `build()` fails".to_owned(),
        ),
        _ if structure.role == Role::Input && field.required => (
            Verdict::Minor,
            "new required member, without which the service rejects the call".to_owned(),
        ),
        _ => (Verdict::Minor, "new member".to_owned()),
    }
}

fn member(old: &Field, new: &Field, path: &str, id: &str, changes: &mut Changes) {
    let before = changes.found.len();
    changes.differ((&old.name, &new.name), Verdict::Major, path, id, || {
        format!("new name of `{}`", old.name)
    });
    let shown = (types::of_field(old), types::of_field(new));
    let types_differ = shown.0 != shown.1 || old.ty != new.ty;
    if types_differ {
        changes.changed(Verdict::Major, path, id, another_type(&shown.0, &shown.1));
    }
    if !types_differ && old.presence != new.presence {
        changes.changed(Verdict::Minor, path, id, presence(&old.presence, &new.presence));
    }
    if !types_differ && old.required != new.required && old.presence == new.presence {
        let text = if new.required {
            "required, so the service rejects calls without it"
        } else {
            "no longer required"
        };
        changes.changed(Verdict::Minor, path, id, text);
    }
    if old.is_modelled && new.is_modelled {
        wire(
            (&old.member_name, &old.schema),
            (&new.member_name, &new.schema),
            path,
            id,
            changes,
        );
    }
    sensitivity(old.sensitive, new.sensitive, path, id, changes);
    match (old.idempotency_token, new.idempotency_token) {
        (false, true) => changes.changed(Verdict::Minor, path, id, "filled with a UUID when it is unset"),
        (true, false) => changes.changed(Verdict::Major, path, id, "no longer filled with a UUID"),
        _ => {}
    }
    if changes.found.len() == before && old.trait_summary != new.trait_summary {
        let text = format!("constraints: {}", constraints(&new.trait_summary));
        changes.changed(Verdict::Patch, path, id, text);
    }
    changes.docs(&old.docs, &new.docs);
}

/// Returns the change of a type in words. Types of one name differ if the shape has another kind.
pub(super) fn another_type(old: &str, new: &str) -> String {
    if old == new {
        format!("`{new}` is another kind of shape")
    } else {
        format!("`{new}` instead of `{old}`")
    }
}

fn presence(old: &Presence, new: &Presence) -> String {
    match (old, new) {
        (_, Presence::Defaulted(_)) if matches!(old, Presence::Defaulted(_)) => "another default".to_owned(),
        (_, Presence::Defaulted(_)) => "has a default instead of being required".to_owned(),
        _ => "required instead of having a default".to_owned(),
    }
}

fn constraints(summary: &str) -> &str {
    if summary.is_empty() {
        "none"
    } else {
        summary.trim_end_matches('.')
    }
}

/// Compares the names and traits that determine the form in requests and responses.
pub(super) fn wire(
    old: (&String, &MemberSchema),
    new: (&String, &MemberSchema),
    path: &str,
    id: &str,
    changes: &mut Changes,
) {
    changes.differ((old.0, new.0), Verdict::Major, path, id, || {
        format!("`{}` in requests and responses, before `{}`", new.0, old.0)
    });
    let (mut before, mut after) = (Vec::new(), Vec::new());
    collect(old.1, "", &mut before);
    collect(new.1, "", &mut after);
    changes.differ((&before, &after), Verdict::Major, path, id, || {
        let shown = |traits: &[String]| {
            if traits.is_empty() {
                "no traits".to_owned()
            } else {
                traits.join(", ")
            }
        };
        format!(
            "another form in requests or responses: {} instead of {}",
            shown(&after),
            shown(&before)
        )
    });
}

/// Compares whether values may be shown.
pub(super) fn sensitivity(old: bool, new: bool, path: &str, id: &str, changes: &mut Changes) {
    let text = if new {
        "sensitive, so never shown"
    } else {
        "no longer sensitive"
    };
    changes.differ((&old, &new), Verdict::Minor, path, id, || text.to_owned());
}

/// Collects the traits of a member, its elements, keys and values, as the IDL writes them.
fn collect(schema: &MemberSchema, prefix: &str, traits: &mut Vec<String>) {
    let is_shown = |found: &&Trait| !matches!(found, Trait::Sensitive);
    let own = schema.traits.iter().filter(is_shown);
    traits.extend(own.map(|found| format!("{prefix}`{}`", shown(found))));
    match &schema.nested {
        Some(Nested::List(element)) => collect(element, "elements ", traits),
        Some(Nested::Map { key, value }) => {
            collect(key, "keys ", traits);
            collect(value, "values ", traits);
        }
        None => {}
    }
}

fn shown(found: &Trait) -> String {
    match found {
        Trait::Sensitive => "@sensitive".to_owned(),
        Trait::Streaming => "@streaming".to_owned(),
        Trait::TimestampFormat(format) => format!(
            "@timestampFormat({:?})",
            match format {
                TimestampFormat::DateTime => "date-time",
                TimestampFormat::HttpDate => "http-date",
                TimestampFormat::EpochSeconds => "epoch-seconds",
            }
        ),
        Trait::Header(name) => format!("@httpHeader({name:?})"),
        Trait::PrefixHeaders(prefix) => format!("@httpPrefixHeaders({prefix:?})"),
        Trait::Query(name) => format!("@httpQuery({name:?})"),
        Trait::QueryParams => "@httpQueryParams".to_owned(),
        Trait::Label => "@httpLabel".to_owned(),
        Trait::Payload(_) => "@httpPayload".to_owned(),
        Trait::ResponseCode => "@httpResponseCode".to_owned(),
        Trait::EventHeader(_) => "@eventHeader".to_owned(),
        Trait::EventPayload(_) => "@eventPayload".to_owned(),
        Trait::JsonName(name) => format!("@jsonName({name:?})"),
        Trait::MediaType(media_type) => format!("@mediaType({media_type:?})"),
        Trait::XmlAttribute => "@xmlAttribute".to_owned(),
        Trait::XmlFlattened => "@xmlFlattened".to_owned(),
        Trait::XmlName(name) => format!("@xmlName({name:?})"),
        Trait::XmlNamespace(namespace) => format!("@xmlNamespace({:?})", namespace.uri),
        Trait::Ec2QueryName(name) => format!("@ec2QueryName({name:?})"),
    }
}
