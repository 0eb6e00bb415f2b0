//! The definitions of Smithy's own traits, as models in the IDL: facts of the specification,
//! without its texts.

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

/// Returns the files of the definitions.
pub(super) fn sources() -> Vec<Source> {
    FILES.into_iter().map(|(name, text)| Source::new(name, text)).collect()
}

/// Loads the definitions. They have no errors, which a test checks.
pub(super) fn load<'f>(files: &'f Files<'_>, diagnostics: &mut Diagnostics) -> Model<'f> {
    super::super::merged(files, diagnostics)
}
