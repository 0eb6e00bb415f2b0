//! IAM: a user with tags, a policy, a key, pages of users, and a user that is not there.

use iam::types::Tag;
use iam::{Client, Error};

use crate::Result;

const POLICY: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}"#;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let tag = Tag::builder().key("partner").value("partner-1").build()?;
    for name in ["partner-a", "partner-b"] {
        let call = client.create_user().user_name(name).path("/partners/");
        let output = call.tags(tag.clone()).send().await?;
        let user = output.user().ok_or("no user")?;
        assert_eq!((user.user_name(), user.path()), (name, "/partners/"));
    }
    println!("created two users");
    let output = client.get_user().user_name("partner-a").send().await?;
    let user = output.user();
    assert_eq!(user.tags(), [tag]);
    println!("read one, created at {}", user.create_date());
    let mut names = Vec::new();
    let call = client.list_users().path_prefix("/partners/").max_items(1);
    let mut users = call.into_paginator().items().send();
    while let Some(user) = users.try_next().await? {
        names.push(user.user_name().to_owned());
    }
    assert_eq!(names, ["partner-a", "partner-b"]);
    println!("listed them, by pages of one");
    let call = client.put_user_policy().user_name("partner-a").policy_name("read");
    call.policy_document(POLICY).send().await?;
    let call = client.get_user_policy().user_name("partner-a").policy_name("read");
    let output = call.send().await?;
    assert!(output.policy_document().contains("s3%3AGet") || output.policy_document().contains("s3:Get"));
    println!("wrote and read a policy");
    let output = client.create_access_key().user_name("partner-a").send().await?;
    let key = output.access_key();
    assert!(!format!("{output:?}").contains(key.secret_access_key()), "secret");
    println!("created the key {}", key.access_key_id());
    let call = client.get_user().user_name("nobody");
    let error = call
        .send()
        .await
        .expect_err("there is no such user")
        .into_service_error();
    assert!(matches!(error, Error::NoSuchEntityException(_)), "{error:?}");
    println!("a user was not there: {error}");
    Ok(())
}
