//! Cloud Map: a namespace, a service with an instance, and a namespace that is not there.

use std::time::{Duration, SystemTime};

use servicediscovery::{Client, Error};

use crate::Result;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let namespace = namespace(&client).await?;
    service(&client, &namespace).await?;
    let error = client
        .get_namespace()
        .id("ns-nothing")
        .send()
        .await
        .expect_err("there is no such namespace")
        .into_service_error();
    assert!(matches!(error, Error::NamespaceNotFound(_)), "{error:?}");
    println!("a namespace was not there: {error}");
    Ok(())
}

/// Creates a namespace and returns its id.
async fn namespace(client: &Client) -> Result<String> {
    client
        .create_http_namespace()
        .name("interop")
        .description("a & b")
        .send()
        .await?;
    println!("created a namespace");
    let output = client.list_namespaces().send().await?;
    let found = output
        .namespaces()
        .iter()
        .find(|namespace| namespace.name() == Some("interop"));
    let found = found.ok_or("the namespace is not listed")?;
    let created = SystemTime::try_from(*found.create_date().ok_or("it has no date")?)?;
    let age = SystemTime::now().duration_since(created)?;
    assert!(age < Duration::from_secs(600), "{age:?}");
    let id = found.id().ok_or("it has no id")?;
    println!("listed it");
    let output = client.get_namespace().id(id).send().await?;
    let namespace = output.namespace().ok_or("no namespace")?;
    assert_eq!(namespace.description(), Some("a & b"));
    println!("read it");
    Ok(id.to_owned())
}

async fn service(client: &Client, namespace: &str) -> Result<()> {
    let output = client
        .create_service()
        .name("orders")
        .namespace_id(namespace)
        .send()
        .await?;
    let service = output
        .service()
        .and_then(|service| service.id())
        .ok_or("the service has no id")?;
    println!("created a service");
    client
        .register_instance()
        .service_id(service)
        .instance_id("one")
        .attributes("AWS_INSTANCE_IPV4", "192.0.2.1")
        .attributes("stage", "test")
        .send()
        .await?;
    let output = client
        .get_instance()
        .service_id(service)
        .instance_id("one")
        .send()
        .await?;
    let instance = output.instance().ok_or("no instance")?;
    let attributes = instance.attributes().ok_or("no attributes")?;
    assert_eq!((attributes.len(), attributes["stage"].as_str()), (2, "test"));
    println!("registered an instance and read its map");
    Ok(())
}
