//! The first verified operation as Rust: its input, output, builders, and the service's error enum.

use crate::common;

#[test]
fn create_engagement_invitation() {
    let generated = common::generate_partner_central(&common::partner_central());
    let wanted = |path: &str| path == "src/error.rs" || path.starts_with("src/operation/create_engagement_invitation");
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(common::listing(&generated, wanted));
    });
}
