//! A service of a later version than the client: unknown members and values.

use partner_central_fake::sample;
use partnercentral_selling::types::Stage;
use serde_json::json;

use super::{AWS, get, start, update};

#[tokio::test]
async fn unknown_members_everywhere_are_no_problem() {
    let (fake, client) = start().await;
    fake.set_unknown_members(true);
    let lines = super::scenario::run(&client).await.unwrap();
    let (fake, client) = start().await;
    fake.set_unknown_members(false);
    assert_eq!(lines, super::scenario::run(&client).await.unwrap());
}

#[tokio::test]
async fn unknown_enum_values_go_back_as_they_came() {
    let (fake, client) = start().await;
    fake.add_enum_value("Stage", "Second Thoughts");
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    fake.edit_opportunity(AWS, &id, |opportunity| {
        opportunity["LifeCycle"]["Stage"] = json!("Second Thoughts")
    })
    .unwrap();
    let read = get(&client, AWS, &id).await;
    assert_eq!(
        read.life_cycle().unwrap().stage(),
        Some(&Stage::from("Second Thoughts"))
    );
    update(&client, read).send().await.unwrap();
    assert_eq!(
        fake.opportunity(AWS, &id).unwrap()["LifeCycle"]["Stage"],
        "Second Thoughts"
    );
}

#[tokio::test]
async fn members_of_a_later_version_are_stored() {
    let (fake, _) = start().await;
    fake.add_member("Project", "Forecast", "String");
    let mut members = sample::opportunity("Example Corp.");
    members["Project"]["Forecast"] = json!("sunny");
    let id = fake.add_opportunity(AWS, members).unwrap();
    assert_eq!(fake.opportunity(AWS, &id).unwrap()["Project"]["Forecast"], "sunny");
}
