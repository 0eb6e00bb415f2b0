//! API Gateway: an API, a resource and a method in it, and an API that is not there.

use api_gateway::types::{EndpointConfiguration, EndpointType};
use api_gateway::{Client, Error};

use crate::Result;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let configuration = EndpointConfiguration::builder().types(EndpointType::Regional).build();
    let output = client
        .create_rest_api()
        .name("interop")
        .description("for interop: \u{fc}")
        .endpoint_configuration(configuration)
        .tags("partner", "partner-1")
        .send()
        .await?;
    let id = output.id().ok_or("no id of the API")?.to_owned();
    println!("created the API {id}");
    let output = client.get_rest_api().rest_api_id(&id).send().await?;
    assert_eq!(output.description(), Some("for interop: \u{fc}"));
    assert!(output.created_date().is_some(), "{output:?}");
    println!("read it");
    let output = client.get_rest_apis().send().await?;
    assert!(output.items().iter().any(|api| api.id() == Some(id.as_str())));
    println!("listed it");
    let output = client.get_resources().rest_api_id(&id).send().await?;
    let root = output
        .items()
        .iter()
        .find_map(|it| it.id())
        .ok_or("no root")?
        .to_owned();
    let call = client.create_resource().rest_api_id(&id).parent_id(&root);
    let output = call.path_part("partners").send().await?;
    assert_eq!(output.path(), Some("/partners"));
    let resource = output.id().ok_or("no id of the resource")?.to_owned();
    client
        .put_method()
        .rest_api_id(&id)
        .resource_id(&resource)
        .http_method("GET")
        .authorization_type("NONE")
        .request_parameters("method.request.querystring.partner", true)
        .send()
        .await?;
    let call = client.get_method().rest_api_id(&id).resource_id(&resource);
    let output = call.http_method("GET").send().await?;
    assert_eq!(output.authorization_type(), Some("NONE"));
    println!("created a resource with a method and read it");
    client.delete_rest_api().rest_api_id(&id).send().await?;
    let call = client.get_rest_api().rest_api_id(&id);
    let error = call.send().await.expect_err("it was deleted").into_service_error();
    assert!(matches!(error, Error::NotFoundException(_)), "{error:?}");
    println!("deleted it, and it was not there: {error}");
    Ok(())
}
