//! The suite of chains of roles.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{Base, Plan, Role, plan};
use crate::auth::chain::Source;
use crate::settings::{Env, Sources};
use crate::suite_data::{self, TempFolder};

#[test]
fn chains_of_roles() {
    let Some(suite) = suite_data::json("assume-role-tests.json") else {
        return;
    };
    let (mut cases, mut failures) = (0, Vec::new());
    for case in suite.as_array().unwrap() {
        cases += 1;
        let found = run(&case["input"]);
        let is_right = match &found {
            Ok(found) => *found == case["output"]["ProfileChain"],
            Err(_) => case["output"]["Error"].is_string(),
        };
        if !is_right {
            failures.push(format!("{}: {found:?}, expected {}", case["docs"], case["output"]));
        }
    }
    suite_data::report("assume-role-tests", cases, &failures);
}

fn run(input: &Value) -> Result<Value, String> {
    let home = TempFolder::new("assume-role");
    let mut text = String::new();
    for (kind, key) in [("profile", "profiles"), ("sso-session", "sso_sessions")] {
        for (name, settings) in input[key].as_object().into_iter().flatten() {
            let _ = writeln!(text, "[{kind} {name}]");
            for (name, value) in settings.as_object().unwrap() {
                let _ = writeln!(text, "{name} = {}", value.as_str().unwrap());
            }
        }
    }
    let file = home.0.join("config");
    std::fs::write(&file, text).unwrap();
    let env = Env::from_slice(&[
        ("AWS_CONFIG_FILE", file.to_str().unwrap()),
        ("AWS_PROFILE", input["selected_profile"].as_str().unwrap()),
    ]);
    let sources = Sources::load(&env, None).unwrap();
    let plan = plan(&sources).map_err(|error| error.to_string())?;
    Ok(shown(&plan))
}

fn shown(plan: &Plan<'_>) -> Value {
    let base = match &plan.base {
        Base::Keys(keys) => json!({"AccessKey": without_null([
            ("access_key_id", Some(keys.access_key_id())),
            ("secret_access_key", Some(keys.secret_access_key())),
            ("session_token", keys.session_token()),
            ("account_id", plan.account_id),
        ])}),
        Base::Source(source) => json!({"NamedSource": match source {
            Source::Environment => "Environment",
            Source::Container => "EcsContainer",
            Source::Imds => "Ec2InstanceMetadata",
            other => panic!("a named source: {other:?}"),
        }}),
        Base::Process(command) => json!({"CredentialProcess": command.text}),
        Base::Sso(sso) => json!({"Sso": without_null([
            ("sso_account_id", Some(sso.account_id)),
            ("sso_role_name", Some(sso.role_name)),
            ("sso_region", Some(&sso.session.region.text)),
            ("sso_start_url", Some(&sso.session.start_url.text)),
            ("sso_session", sso.session.name.map(|name| name.text.as_str())),
        ])}),
        Base::SsoToken(session) => json!({"Sso": without_null([
            ("sso_region", Some(session.region.text.as_str())),
            ("sso_start_url", Some(&session.start_url.text)),
            ("sso_session", session.name.map(|name| name.text.as_str())),
        ])}),
        Base::Login { session, .. } => json!({"LoginSession": {"login_session": session.text}}),
        Base::WebIdentity { role, token_file } => json!({"WebIdentityToken": without_null([
            ("role_arn", Some(role.arn)),
            ("web_identity_token_file", Some(token_file.path)),
            ("role_session_name", role.session_name),
        ])}),
    };
    let roles = plan.roles.iter().map(|role: &Role<'_>| {
        json!({"AssumeRole": without_null([
            ("role_arn", Some(role.arn)),
            ("role_session_name", role.session_name),
            ("external_id", role.external_id),
        ])})
    });
    Value::Array(std::iter::once(base).chain(roles).collect())
}

fn without_null<const N: usize>(members: [(&str, Option<&str>); N]) -> Map<String, Value> {
    let members = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
    members.collect()
}
