//! Route 53: a zone, records in it, and a zone that is not there.

use route_53::types::{Change, ChangeAction, ChangeBatch, HostedZoneConfig, ResourceRecord, ResourceRecordSet, RrType};
use route_53::{Client, Error};

use crate::Result;

const TEXT: &str = "\"a & <b>\"";

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let output = client
        .create_hosted_zone()
        .name("interop.example.")
        .caller_reference("interop-1")
        .hosted_zone_config(HostedZoneConfig::builder().comment("for <interop>").build())
        .send()
        .await?;
    let id = output.hosted_zone().id().to_owned();
    println!("created the zone {id} at {}", output.location());
    // The prefix of the id is removed from the path.
    let output = client.get_hosted_zone().id(&id).send().await?;
    let config = output.hosted_zone().config().ok_or("no config of the zone")?;
    assert_eq!(config.comment(), Some("for <interop>"));
    println!("read it");
    let output = client.list_hosted_zones().send().await?;
    assert!(output.hosted_zones().iter().any(|zone| zone.id() == id));
    println!("listed it");
    records(&client, &id).await?;
    let call = client.get_hosted_zone().id("Z0123456789");
    let error = call
        .send()
        .await
        .expect_err("there is no such zone")
        .into_service_error();
    assert!(matches!(error, Error::NoSuchHostedZone(_)), "{error:?}");
    println!("a zone was not there: {error}");
    Ok(())
}

async fn records(client: &Client, zone: &str) -> Result<()> {
    let record = ResourceRecordSet::builder()
        .name("text.interop.example.")
        .r#type(RrType::Txt)
        .ttl(60)
        .resource_records(ResourceRecord::builder().value(TEXT).build()?)
        .build()?;
    let change = Change::builder()
        .action(ChangeAction::Create)
        .resource_record_set(record.clone())
        .build()?;
    client
        .change_resource_record_sets()
        .hosted_zone_id(zone)
        .change_batch(ChangeBatch::builder().changes(change).build()?)
        .send()
        .await?;
    let output = client.list_resource_record_sets().hosted_zone_id(zone).send().await?;
    assert!(output.resource_record_sets().contains(&record), "{output:?}");
    println!("created a record and listed it");
    Ok(())
}
