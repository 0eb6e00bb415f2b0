//! Lambda: a function with a role of IAM, its tags, and a function that is not there.

use lambda::primitives::Blob;
use lambda::types::{Environment, FunctionCode, Runtime};
use lambda::{Client, Error};

use crate::Result;

/// An empty ZIP file.
const CODE: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

const TRUST: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let output = client
        .create_function()
        .function_name("interop")
        .runtime(Runtime::from("provided.al2023"))
        .handler("main")
        .role(role().await?)
        .code(FunctionCode::builder().zip_file(Blob::new(CODE)).build())
        .environment(Environment::builder().variables("PARTNER", "a \u{fc}").build())
        .tags("partner", "partner-1")
        .send()
        .await?;
    let arn = output.function_arn().ok_or("no ARN of the function")?.to_owned();
    println!("created the function {arn}");
    let output = client.get_function().function_name("interop").send().await?;
    let configuration = output.configuration().ok_or("no configuration")?;
    assert_eq!(configuration.code_size(), i64::try_from(CODE.len())?);
    println!("read it");
    let output = client.list_functions().send().await?;
    let names: Vec<_> = output.functions().iter().filter_map(|it| it.function_name()).collect();
    assert_eq!(names, ["interop"]);
    println!("listed it");
    client
        .tag_resource()
        .resource(&arn)
        .tags("colon:key", "b c")
        .send()
        .await?;
    client
        .untag_resource()
        .resource(&arn)
        .tag_keys("partner")
        .send()
        .await?;
    let output = client.list_tags().resource(&arn).send().await?;
    let tags = output.tags().ok_or("no tags")?;
    assert_eq!(tags.get("colon:key").map(String::as_str), Some("b c"));
    assert_eq!(tags.len(), 1);
    println!("changed its tags");
    let call = client.get_function().function_name("nothing");
    let error = call
        .send()
        .await
        .expect_err("there is no such function")
        .into_service_error();
    assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error:?}");
    println!("a function was not there: {error}");
    Ok(())
}

async fn role() -> Result<String> {
    let client = iam::Client::from_env().await?;
    let call = client.create_role().role_name("interop-lambda");
    let output = call.assume_role_policy_document(TRUST).send().await?;
    Ok(output.role().arn().to_owned())
}
