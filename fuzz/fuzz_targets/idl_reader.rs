//! Any text as a model in the Smithy IDL: read or refused, and what is read is the same when it is
//! printed and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::{self, Files};
use smithy_codegen::source::Source;

fn to_json(name: &str, text: &str) -> Result<String, String> {
    let sources = [Source::new(name, text)];
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(&sources, &mut diagnostics);
    let json = model::to_json(&files, &mut diagnostics);
    json.ok_or_else(|| diagnostics.render(&sources, false))
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(json) = to_json("model.smithy", text) {
        let again = to_json("model.json", &json);
        assert_eq!(again.as_deref(), Ok(json.as_str()), "{text}");
    }
    let sources = [Source::new("model.smithy", text)];
    let mut diagnostics = Diagnostics::default();
    let files = Files::read(&sources, &mut diagnostics);
    model::load_valid(&files, &[], &mut diagnostics);
    diagnostics.render(&sources, false);
});
