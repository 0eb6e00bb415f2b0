//! ECS: a cluster, a task definition with deep structures, lists by pages, and a cluster that is
//! not there.

use std::error::Error;

use ecs::Client;
use ecs::types::{
    ClusterField, Compatibility, ContainerDefinition, KeyValuePair, NetworkMode, PortMapping, Tag, TransportProtocol,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    clusters(&client).await?;
    let (port, variable) = register(&client).await?;
    task_definition(&client, port, variable).await?;
    let error = client
        .list_tasks()
        .cluster("nothing")
        .send()
        .await
        .expect_err("there is none")
        .into_service_error();
    assert!(matches!(error, ecs::Error::ClusterNotFoundException(_)), "{error:?}");
    println!("a cluster was not there: {error}");
    Ok(())
}

async fn clusters(client: &Client) -> Result<(), Box<dyn Error>> {
    let tag = Tag::builder().key("partner").value("partner-1").build();
    for name in ["crm", "mail", "web"] {
        let output = client
            .create_cluster()
            .cluster_name(name)
            .tags(tag.clone())
            .send()
            .await?;
        let cluster = output.cluster().ok_or("no cluster")?;
        assert_eq!((cluster.cluster_name(), cluster.status()), (Some(name), Some("ACTIVE")));
    }
    println!("created clusters");
    let output = client
        .describe_clusters()
        .clusters("crm")
        .clusters("nothing")
        .include(ClusterField::Tags)
        .send()
        .await?;
    let [cluster] = output.clusters() else {
        return Err(format!("{output:?}").into());
    };
    assert_eq!(
        (cluster.cluster_name(), cluster.running_tasks_count(), cluster.tags()),
        (Some("crm"), 0, &[tag][..])
    );
    assert_eq!(
        output
            .failures()
            .iter()
            .map(|failure| failure.reason())
            .collect::<Vec<_>>(),
        [Some("MISSING")]
    );
    println!("read one, and that another is missing");
    let mut arns = client
        .list_clusters()
        .into_paginator()
        .page_size(2)
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await?;
    arns.sort();
    let names: Vec<_> = arns.iter().filter_map(|arn| arn.rsplit('/').next()).collect();
    assert_eq!(names, ["crm", "mail", "web"]);
    println!("listed them page by page");
    Ok(())
}

/// Registers a task definition of one container. Returns the container's port and variable.
async fn register(client: &Client) -> Result<(PortMapping, KeyValuePair), Box<dyn Error>> {
    let port = PortMapping::builder()
        .container_port(8080)
        .host_port(8080)
        .protocol(TransportProtocol::Tcp)
        .build();
    let variable = KeyValuePair::builder().name("CATALOG").value("Sandbox").build();
    let container = ContainerDefinition::builder()
        .name("sync")
        .image("crm/sync:1")
        .memory(256)
        .essential(true);
    let container = container
        .command("sync")
        .command("--all")
        .port_mappings(port.clone())
        .environment(variable.clone());
    let container = container.docker_labels("partner", "partner-1").build();
    let call = client
        .register_task_definition()
        .family("sync")
        .network_mode(NetworkMode::Bridge)
        .container_definitions(container);
    let output = call.requires_compatibilities(Compatibility::Ec2).send().await?;
    let registered = output.task_definition().ok_or("no task definition")?;
    assert_eq!((registered.family(), registered.revision()), (Some("sync"), 1));
    println!("registered a task definition");
    Ok((port, variable))
}

/// Reads and lists the task definition.
async fn task_definition(client: &Client, port: PortMapping, variable: KeyValuePair) -> Result<(), Box<dyn Error>> {
    let output = client
        .describe_task_definition()
        .task_definition("sync:1")
        .send()
        .await?;
    let read = output.task_definition().ok_or("no task definition")?;
    let arn = read.task_definition_arn().unwrap_or_default();
    assert!(arn.ends_with(":task-definition/sync:1"), "{arn}");
    assert_eq!(read.network_mode(), Some(&NetworkMode::Bridge));
    let [container] = read.container_definitions() else {
        return Err(format!("{read:?}").into());
    };
    assert_eq!(
        (container.memory(), container.essential(), container.cpu()),
        (Some(256), Some(true), 0)
    );
    assert_eq!(container.command(), ["sync", "--all"]);
    assert_eq!(
        (container.port_mappings(), container.environment()),
        (&[port][..], &[variable][..])
    );
    assert_eq!(
        container
            .docker_labels()
            .and_then(|labels| labels.get("partner"))
            .map(String::as_str),
        Some("partner-1")
    );
    println!("read it");
    let output = client.list_task_definitions().family_prefix("sync").send().await?;
    assert_eq!(output.task_definition_arns(), [arn]);
    println!("listed it");
    Ok(())
}
