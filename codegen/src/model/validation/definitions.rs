//! The definitions of Smithy's own traits, as models in the IDL: facts of the specification,
//! without its texts.

use std::sync::LazyLock;

use crate::diagnostics::Diagnostics;
use crate::model::Files;
use crate::model::ast::Model;
use crate::source::Source;

const FILES: [(&str, &str); 7] = [
    ("aws-auth.smithy", include_str!("definitions/aws-auth.smithy")),
    ("aws-protocols.smithy", include_str!("definitions/aws-protocols.smithy")),
    ("codegen.smithy", include_str!("definitions/codegen.smithy")),
    ("prelude.smithy", include_str!("definitions/prelude.smithy")),
    ("protocols.smithy", include_str!("definitions/protocols.smithy")),
    ("rules.smithy", include_str!("definitions/rules.smithy")),
    ("waiters.smithy", include_str!("definitions/waiters.smithy")),
];

/// The definitions, which are read once in a process.
static DEFINITIONS: LazyLock<(Model<'static>, Diagnostics)> = LazyLock::new(|| {
    static SOURCES: LazyLock<Vec<Source>> =
        LazyLock::new(|| FILES.into_iter().map(|(name, text)| Source::new(name, text)).collect());
    static READ: LazyLock<(Files<'static>, Diagnostics)> = LazyLock::new(|| {
        let mut diagnostics = Diagnostics::default();
        (Files::read(&SOURCES, &mut diagnostics), diagnostics)
    });
    let (files, diagnostics) = &*READ;
    let mut diagnostics = diagnostics.clone();
    (super::super::merged(files, &mut diagnostics), diagnostics)
});

/// Returns the definitions.
pub(super) fn model() -> &'static Model<'static> {
    &DEFINITIONS.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_have_no_findings() {
        assert_eq!(DEFINITIONS.1.render(&[], false), "");
    }
}
