//! The settings of the client of a case: its host, or a config in the terms of the AWS SDKs
//! (`aws.protocoltests.config#AwsConfig`).

use crate::conformance::ir::Settings;
use crate::model::node::Node;

use super::parts::text;

const DEFAULT_HOST: &str = "example.com";
const AWS_CONFIG: &str = "aws.protocoltests.config#AwsConfig";

/// Returns the settings of the client, and the endpoint parameters of the call. The host of a case
/// with a config comes from the endpoint rules, if there are any.
pub(super) fn of_case(node: Node<'_>, has_rules: bool) -> (Settings, Vec<(String, bool)>) {
    let is_config = text(node, "vendorParamsShape").as_deref() == Some(AWS_CONFIG);
    let config = node
        .get("vendorParams")
        .and_then(|params| params.get("scopedConfig"))
        .filter(|_| is_config && has_rules);
    let Some(config) = config else {
        let host = text(node, "host").unwrap_or_else(|| DEFAULT_HOST.to_owned());
        let endpoint = Some(format!("https://{host}"));
        return (
            Settings {
                endpoint,
                ..Settings::default()
            },
            Vec::new(),
        );
    };
    let client = config.get("client");
    let s3 = client.and_then(|client| client.get("s3"));
    let flag = |key: &str| s3.and_then(|s3| s3.get(key)?.as_bool()) == Some(true);
    let mut params = params_of(s3);
    if flag("use_accelerate_endpoint") {
        params.push(("Accelerate".to_owned(), true));
    }
    let settings = Settings {
        endpoint: None,
        region: client.and_then(|client| text(client, "region")),
        use_dual_stack: flag("use_dualstack_endpoint"),
        params,
    };
    let of_call = config.get("operation").and_then(|operation| operation.get("s3"));
    (settings, params_of(of_call))
}

/// Returns the parameter for the style in which S3 buckets are addressed.
fn params_of(s3: Option<Node<'_>>) -> Vec<(String, bool)> {
    let style = s3.and_then(|s3| text(s3, "addressing_style"));
    let is_path = match style.as_deref() {
        Some("path") => true,
        Some("virtual") => false,
        _ => return Vec::new(),
    };
    vec![("ForcePathStyle".to_owned(), is_path)]
}
