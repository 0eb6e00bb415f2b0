//! Step Functions: a state machine, an execution of it, and a state machine that is not there.

use std::error::Error;

use sfn::Client;
use sfn::types::{ExecutionStatus, StateMachineStatus, StateMachineType, Tag};

const DEFINITION: &str = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
const ROLE: &str = "arn:aws:iam::123456789012:role/machine";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    let machine = state_machine(&client).await?;
    execution(&client, &machine).await?;
    let error = client
        .describe_state_machine()
        .state_machine_arn(machine.replace("invite", "nothing"))
        .send()
        .await
        .expect_err("there is none")
        .into_service_error();
    assert!(matches!(error, sfn::Error::StateMachineDoesNotExist(_)), "{error:?}");
    println!("a state machine was not there: {error}");
    Ok(())
}

/// Creates a state machine, and reads and lists it. Returns its ARN.
async fn state_machine(client: &Client) -> Result<String, Box<dyn Error>> {
    let tag = Tag::builder().key("partner").value("partner-1").build();
    let create = client
        .create_state_machine()
        .name("invite")
        .definition(DEFINITION)
        .role_arn(ROLE);
    let created = create
        .r#type(StateMachineType::Standard)
        .tags(tag.clone())
        .send()
        .await?;
    println!("created {}", created.state_machine_arn());
    let read = client
        .describe_state_machine()
        .state_machine_arn(created.state_machine_arn())
        .send()
        .await?;
    assert_eq!(
        (read.name(), read.definition(), read.role_arn()),
        ("invite", DEFINITION, ROLE)
    );
    assert_eq!(
        (read.status(), read.r#type()),
        (Some(&StateMachineStatus::Active), &StateMachineType::Standard)
    );
    // The fraction is not compared: the server rounds it in one response and not in the other.
    assert_eq!(read.creation_date().secs(), created.creation_date().secs());
    println!("read it");
    let listed = client.list_state_machines().send().await?;
    let names: Vec<_> = listed.state_machines().iter().map(|machine| machine.name()).collect();
    assert_eq!(names, ["invite"]);
    println!("listed it");
    assert_eq!(
        client
            .list_tags_for_resource()
            .resource_arn(created.state_machine_arn())
            .send()
            .await?
            .tags(),
        [tag]
    );
    println!("listed its tags");
    Ok(created.state_machine_arn().to_owned())
}

/// Starts an execution of a state machine, and reads it.
async fn execution(client: &Client, machine: &str) -> Result<(), Box<dyn Error>> {
    let input = r#"{"catalog": "Sandbox"}"#;
    let started = client
        .start_execution()
        .state_machine_arn(machine)
        .name("first")
        .input(input)
        .send()
        .await?;
    println!("started {}", started.execution_arn());
    let execution = client
        .describe_execution()
        .execution_arn(started.execution_arn())
        .send()
        .await?;
    assert_eq!((execution.name(), execution.input()), (Some("first"), Some(input)));
    assert!(
        matches!(
            execution.status(),
            ExecutionStatus::Running | ExecutionStatus::Succeeded
        ),
        "{execution:?}"
    );
    println!("read it: {}", execution.status());
    Ok(())
}
