//! Elastic Load Balancing: a load balancer with listeners and tags, and one that is not there.

use elastic_load_balancing::types::{HealthCheck, Listener, Tag};
use elastic_load_balancing::{Client, Error};

use crate::Result;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let mut call = client.create_load_balancer().load_balancer_name("interop");
    for (port, instance_port) in [(80, 8_080), (81, 8_081)] {
        let listener = Listener::builder()
            .protocol("http")
            .load_balancer_port(port)
            .instance_port(instance_port)
            .build()?;
        call = call.listeners(listener);
    }
    let tag = Tag::builder().key("partner").value("partner-1").build()?;
    let call = call.availability_zones("us-east-1a").availability_zones("us-east-1b");
    let output = call.tags(tag.clone()).send().await?;
    println!("created {}", output.dns_name().ok_or("no name")?);
    let check = HealthCheck::builder()
        .target("HTTP:8080/health")
        .interval(30)
        .timeout(5)
        .unhealthy_threshold(2)
        .healthy_threshold(3)
        .build()?;
    let call = client.configure_health_check().load_balancer_name("interop");
    assert_eq!(
        call.health_check(check.clone()).send().await?.health_check(),
        Some(&check)
    );
    let output = client
        .describe_load_balancers()
        .load_balancer_names("interop")
        .send()
        .await?;
    let [balancer] = output.load_balancer_descriptions() else {
        return Err("not one load balancer".into());
    };
    assert_eq!(balancer.listener_descriptions().len(), 2);
    assert_eq!(balancer.availability_zones(), ["us-east-1a", "us-east-1b"]);
    assert_eq!(balancer.health_check(), Some(&check));
    println!("read it, created at {}", balancer.created_time().ok_or("no time")?);
    let output = client.describe_tags().load_balancer_names("interop").send().await?;
    let tags: Vec<_> = output.tag_descriptions().iter().flat_map(|it| it.tags()).collect();
    assert_eq!(tags, [&tag]);
    println!("listed its tags");
    let call = client.describe_load_balancers().load_balancer_names("nothing");
    let error = call
        .send()
        .await
        .expect_err("there is no such one")
        .into_service_error();
    assert!(matches!(error, Error::AccessPointNotFoundException(_)), "{error:?}");
    println!("one was not there: {error}");
    Ok(())
}
