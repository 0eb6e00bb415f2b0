//! EC2: a network, a security group with rules, instances with tags and filters, and a network that
//! is not there.

use ec2::Client;
use ec2::error::ProvideErrorMetadata;
use ec2::types::{Filter, InstanceType, IpPermission, IpRange, ResourceType, Tag, TagSpecification};

use crate::Result;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let vpc = network(&client).await?;
    group(&client, &vpc).await?;
    instances(&client).await?;
    let call = client.describe_vpcs().vpc_ids("vpc-0123456789abcdef0");
    let error = call
        .send()
        .await
        .expect_err("there is no such network")
        .into_service_error();
    // EC2 models no errors.
    assert_eq!(error.code(), Some("InvalidVpcID.NotFound"), "{error:?}");
    println!("a network was not there: {error}");
    Ok(())
}

fn tags(of: ResourceType, value: &str) -> Result<TagSpecification> {
    let tag = Tag::builder().key("partner").value(value).build();
    Ok(TagSpecification::builder().resource_type(of).tags(tag).build())
}

fn partner(value: &str) -> Result<Filter> {
    Ok(Filter::builder().name("tag:partner").values(value).build())
}

async fn network(client: &Client) -> Result<String> {
    let output = client
        .create_vpc()
        .cidr_block("10.1.0.0/16")
        .tag_specifications(tags(ResourceType::Vpc, "a & b")?)
        .send()
        .await?;
    let id = output
        .vpc()
        .and_then(|vpc| vpc.vpc_id())
        .ok_or("no id of the network")?
        .to_owned();
    println!("created the network {id}");
    let output = client.describe_vpcs().filters(partner("a & b")?).send().await?;
    let [vpc] = output.vpcs() else {
        return Err(format!("{} networks", output.vpcs().len()).into());
    };
    assert_eq!(
        (vpc.vpc_id(), vpc.cidr_block()),
        (Some(id.as_str()), Some("10.1.0.0/16"))
    );
    println!("found it by its tag");
    Ok(id)
}

async fn group(client: &Client, vpc: &str) -> Result<()> {
    let call = client
        .create_security_group()
        .group_name("interop")
        .description("for interop");
    let output = call.vpc_id(vpc).send().await?;
    let id = output.group_id().ok_or("no id of the group")?;
    let mut permission = IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(444);
    for range in ["10.0.0.0/8", "192.168.0.0/16"] {
        permission = permission.ip_ranges(IpRange::builder().cidr_ip(range).build());
    }
    let call = client.authorize_security_group_ingress().group_id(id);
    call.ip_permissions(permission.build()).send().await?;
    let output = client.describe_security_groups().group_ids(id).send().await?;
    let rules: Vec<_> = output
        .security_groups()
        .iter()
        .flat_map(|group| group.ip_permissions())
        .collect();
    let [rule] = rules.as_slice() else {
        return Err(format!("{} rules", rules.len()).into());
    };
    assert_eq!(
        (rule.from_port(), rule.to_port(), rule.ip_ranges().len()),
        (443, 444, 2)
    );
    println!("created the group {id} with a rule of two ranges");
    Ok(())
}

async fn instances(client: &Client) -> Result<()> {
    let output = client
        .run_instances()
        .image_id("ami-12c6146b")
        .instance_type(InstanceType::from("t3.micro"))
        .min_count(3)
        .max_count(3)
        .tag_specifications(tags(ResourceType::Instance, "three")?)
        .send()
        .await?;
    assert_eq!(output.instances().len(), 3);
    println!("started three instances");
    let output = client.describe_instances().filters(partner("three")?).send().await?;
    let instances: Vec<_> = output
        .reservations()
        .iter()
        .flat_map(|reservation| reservation.instances())
        .collect();
    assert_eq!(instances.len(), 3);
    for instance in &instances {
        assert_eq!(instance.tags().len(), 1, "{instance:?}");
        assert!(
            instance.launch_time().is_some() && instance.placement().is_some(),
            "{instance:?}"
        );
    }
    println!("found them by their tag");
    let ids = instances
        .iter()
        .filter_map(|instance| instance.instance_id().map(str::to_owned));
    let output = client
        .terminate_instances()
        .set_instance_ids(Some(ids.collect()))
        .send()
        .await?;
    assert_eq!(output.terminating_instances().len(), 3);
    println!("terminated them");
    Ok(())
}
