//! DynamoDB: a table, an item with every kind of attribute, a query by pages, and a condition that
//! does not hold.

use std::collections::HashMap;
use std::env;
use std::error::Error;

use dynamodb::config::Credentials;
use dynamodb::primitives::Blob;
use dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType, TableStatus,
};
use dynamodb::{Client, Config};

const TABLE: &str = "invitations";

type Item = HashMap<String, AttributeValue>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    create_table(&client).await?;
    let item = item("invitation-1");
    client
        .put_item()
        .table_name(TABLE)
        .set_item(Some(item.clone()))
        .send()
        .await?;
    println!("put an item with {} attributes", item.len());
    get(&client, &item).await?;
    query(&client).await?;
    refuse(&client, &item).await?;
    forge(&client).await
}

async fn create_table(client: &Client) -> Result<(), Box<dyn Error>> {
    let define = |name: &str| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S)
            .build()
    };
    let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    let call = client
        .create_table()
        .table_name(TABLE)
        .billing_mode(BillingMode::PayPerRequest);
    let call = call
        .attribute_definitions(define("partner")?)
        .attribute_definitions(define("id")?);
    let output = call
        .key_schema(key("partner", KeyType::Hash)?)
        .key_schema(key("id", KeyType::Range)?)
        .send()
        .await?;
    let table = output.table_description().ok_or("no description of the table")?;
    assert_eq!(table.table_name(), Some(TABLE));
    assert_eq!(table.table_status(), Some(&TableStatus::Active));
    assert_eq!(
        table.key_schema(),
        [key("partner", KeyType::Hash)?, key("id", KeyType::Range)?]
    );
    assert_eq!(table.item_count(), Some(0));
    assert!(table.creation_date_time().ok_or("no time of creation")?.secs() > 1_700_000_000);
    println!("created the table {TABLE}");
    Ok(())
}

/// Returns an item that has every kind of attribute, also within each other.
fn item(id: &str) -> Item {
    let s = |text: &str| AttributeValue::S(text.to_owned());
    let n = |text: &str| AttributeValue::N(text.to_owned());
    let entries = [
        ("partner", s("partner-1")),
        ("id", s(id)),
        ("text", s("\u{fc}ber \"quotes\" \\ \n and \u{1f980}")),
        ("number", n("-12345678901234567890.5")),
        ("binary", AttributeValue::B(Blob::new([0, 1, 254, 255]))),
        ("texts", AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()])),
        ("numbers", AttributeValue::Ns(vec!["1".to_owned(), "2.5".to_owned()])),
        ("binaries", AttributeValue::Bs(vec![Blob::new([1]), Blob::new([2, 3])])),
        (
            "map",
            AttributeValue::M(HashMap::from([(
                "deep".to_owned(),
                AttributeValue::L(vec![n("1"), AttributeValue::M(HashMap::new())]),
            )])),
        ),
        (
            "list",
            AttributeValue::L(vec![
                s("x"),
                n("7"),
                AttributeValue::Null(true),
                AttributeValue::L(Vec::new()),
            ]),
        ),
        ("nothing", AttributeValue::Null(true)),
        ("yes", AttributeValue::Bool(true)),
        ("no", AttributeValue::Bool(false)),
    ];
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

async fn get(client: &Client, item: &Item) -> Result<(), Box<dyn Error>> {
    let get = |id: &str| {
        client
            .get_item()
            .table_name(TABLE)
            .key("partner", item["partner"].clone())
            .key("id", AttributeValue::S(id.to_owned()))
    };
    let output = get("invitation-1").consistent_read(true).send().await?;
    let mut found = output.item().ok_or("the item is not there")?.clone();
    found.values_mut().for_each(sort);
    assert_eq!(&found, item);
    println!("got it back as it was");
    assert_eq!(get("invitation-2").send().await?.item(), None);
    println!("got nothing under another key");
    Ok(())
}

/// Sorts a set, which has no order.
fn sort(value: &mut AttributeValue) {
    match value {
        AttributeValue::Ss(set) | AttributeValue::Ns(set) => set.sort(),
        AttributeValue::Bs(set) => set.sort_by(|a, b| a.as_ref().cmp(b.as_ref())),
        _ => {}
    }
}

async fn query(client: &Client) -> Result<(), Box<dyn Error>> {
    for number in 2..=5 {
        client
            .put_item()
            .table_name(TABLE)
            .set_item(Some(item(&format!("invitation-{number}"))))
            .send()
            .await?;
    }
    let call = client
        .query()
        .table_name(TABLE)
        .key_condition_expression("#partner = :partner AND id > :id");
    let call = call.expression_attribute_names("#partner", "partner");
    let call = call.expression_attribute_values(":partner", AttributeValue::S("partner-1".to_owned()));
    let call = call.expression_attribute_values(":id", AttributeValue::S("invitation-1".to_owned()));
    let output = call.clone().limit(3).send().await?;
    assert_eq!((output.count(), output.items().len()), (3, 3));
    assert_eq!(
        output.last_evaluated_key().and_then(|key| key.get("id")),
        Some(&AttributeValue::S("invitation-4".to_owned()))
    );
    println!("queried {} of the items", output.count());
    let items = call
        .into_paginator()
        .page_size(1)
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await?;
    let ids: Vec<_> = items.iter().filter_map(|item| item["id"].as_s().ok()).collect();
    assert_eq!(ids, ["invitation-2", "invitation-3", "invitation-4", "invitation-5"]);
    println!("queried {} items page by page", ids.len());
    Ok(())
}

async fn refuse(client: &Client, item: &Item) -> Result<(), Box<dyn Error>> {
    let call = client
        .put_item()
        .table_name(TABLE)
        .set_item(Some(item.clone()))
        .condition_expression("attribute_not_exists(id)");
    let error = call.send().await.expect_err("the item is there").into_service_error();
    let dynamodb::Error::ConditionalCheckFailedException(error) = error else {
        return Err(error.into());
    };
    assert_eq!(error.message(), Some("The conditional request failed"));
    println!("a condition did not hold: {error}");
    Ok(())
}

/// Checks that the server recomputes signatures: it refuses another secret.
async fn forge(client: &Client) -> Result<(), Box<dyn Error>> {
    let forged = Credentials::new(env::var("AWS_ACCESS_KEY_ID")?, "another secret", None, None, "forged");
    let config = Config::builder()
        .region(client.config().region().cloned())
        .endpoint_url(env::var("AWS_ENDPOINT_URL")?);
    let call = Client::from_conf(config.credentials_provider(forged).build()).list_tables();
    let error = call.send().await.expect_err("the signature is wrong");
    assert_eq!(
        error.raw_response().map(|response| response.status().as_u16()),
        Some(403)
    );
    println!("a signature with another secret was refused");
    Ok(())
}
