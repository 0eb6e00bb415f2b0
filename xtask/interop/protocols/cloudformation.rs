//! CloudFormation: a stack of a queue, its resources, and a stack that is there already.

use cloudformation::types::{Parameter, Tag};
use cloudformation::{Client, Error};

use crate::Result;

const TEMPLATE: &str = r#"{
    "AWSTemplateFormatVersion": "2010-09-09",
    "Parameters": { "Name": { "Type": "String" } },
    "Resources": { "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": { "Ref": "Name" } } } },
    "Outputs": { "Url": { "Value": { "Ref": "Queue" } } }
}"#;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let parameter = Parameter::builder()
        .parameter_key("Name")
        .parameter_value("interop-stack")
        .build();
    let call = client
        .create_stack()
        .stack_name("interop")
        .template_body(TEMPLATE)
        .parameters(parameter)
        .tags(Tag::builder().key("partner").value("partner-1").build()?);
    let output = call.clone().send().await?;
    println!("created the stack {}", output.stack_id().ok_or("no id of the stack")?);
    let output = client.describe_stacks().stack_name("interop").send().await?;
    let [stack] = output.stacks() else {
        return Err(format!("{} stacks", output.stacks().len()).into());
    };
    let urls: Vec<_> = stack
        .outputs()
        .iter()
        .filter_map(|output| output.output_value())
        .collect();
    assert!(
        matches!(urls[..], [url] if url.ends_with("/interop-stack")),
        "{stack:?}"
    );
    assert_eq!((stack.parameters().len(), stack.tags().len()), (1, 1));
    println!("read it: {}", stack.stack_status());
    let output = client.list_stack_resources().stack_name("interop").send().await?;
    let resources: Vec<_> = output
        .stack_resource_summaries()
        .iter()
        .map(|it| it.resource_type())
        .collect();
    assert_eq!(resources, ["AWS::SQS::Queue"]);
    println!("listed its resources");
    let error = call.send().await.expect_err("it is there already").into_service_error();
    assert!(matches!(error, Error::AlreadyExistsException(_)), "{error:?}");
    println!("it was there already: {error}");
    Ok(())
}
