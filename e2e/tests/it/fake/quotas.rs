//! Request quotas over a clock that the test advances, and quotas of resources.

use std::time::Duration;

use partner_central_fake::{Clock, Fake, sample};
use partnercentral_selling::Client;
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::config::timeout::TimeoutConfig;
use partnercentral_selling::config::{self, AsyncSleep, Sleep};
use partnercentral_selling::error::ProvideErrorMetadata;
use partnercentral_selling::types::{EngagementContextPayload, EngagementContextType, RelatedEntityType};
use partnercentral_selling::types::{LeadContact, LeadContext, LeadCustomer, LeadInteraction};

use super::{AWS, SANDBOX, start};

#[tokio::test]
async fn requests_above_the_quota_are_throttled_until_the_clock_moves() {
    let fake = Fake::builder().throttling(true).start().await.unwrap();
    fake.clock().freeze();
    let config = e2e::config(&fake.url()).retry_config(RetryConfig::disabled());
    let client = Client::from_conf(config.build());
    let read = || client.list_solutions().catalog(AWS).send();
    for _ in 0..10 {
        read().await.unwrap();
    }
    assert_eq!(read().await.unwrap_err().code(), Some("ThrottlingException"));
    fake.clock().advance(Duration::from_millis(999));
    assert_eq!(read().await.unwrap_err().code(), Some("ThrottlingException"));
    fake.clock().advance(Duration::from_millis(1));
    read().await.unwrap();
    fake.set_throttling(false);
    for _ in 0..20 {
        read().await.unwrap();
    }
}

/// A timer whose pauses end at once and advance the clock of a fake.
#[derive(Debug)]
struct Skip(Clock);

impl AsyncSleep for Skip {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.advance(duration);
        Sleep::new(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_client_with_the_limits_of_the_service_is_hardly_throttled() {
    let fake = Fake::builder().throttling(true).start().await.unwrap();
    let config = e2e::config(&fake.url())
        // Timeouts would end at once, too.
        .timeout_config(TimeoutConfig::disabled())
        .rate_limits(config::service_rate_limits())
        .sleep_impl(Skip(fake.clock().clone()));
    let client = Client::from_conf(config.build());
    // A clone shares the rate limits.
    let clients = [client.clone(), client];
    for call in 0..60 {
        let client = &clients[call % 2];
        client.list_solutions().catalog(AWS).send().await.unwrap();
        if call % 10 == 0 {
            client.create_opportunity().catalog(AWS).send().await.unwrap();
        }
    }
    // Requests arrive a little later than they are sent, so that a few of them come too close.
    let sent = fake.requests().len();
    assert!((66..=72).contains(&sent), "{sent} requests for 66 calls");
}

/// Creates an entity with this number.
type Entity<'a> = &'a dyn Fn(usize) -> String;

#[tokio::test]
async fn an_opportunity_has_at_most_so_many_entities() {
    let (fake, client) = start().await;
    let id = fake.add_opportunity(AWS, sample::opportunity("Example Corp.")).unwrap();
    let offer =
        |number: usize| format!("arn:aws:aws-marketplace:us-east-1:111122223333:AWSMarketplace/Offer/o-{number}");
    let set = |number: usize| {
        format!("arn:aws:aws-marketplace:us-east-1:111122223333:AWSMarketplace/OfferSet/offerset-{number}")
    };
    let rows: [(RelatedEntityType, usize, Entity<'_>); 6] = [
        (RelatedEntityType::AwsProducts, 20, &|number| format!("Product{number}")),
        (RelatedEntityType::AwsMarketplaceOffers, 1, &offer),
        (RelatedEntityType::AwsMarketplaceOfferSets, 1, &set),
        (RelatedEntityType::AwsMarketplaceProducts, 10, &|number| {
            format!("arn:product/{number}")
        }),
        (RelatedEntityType::AwsMarketplaceSolutions, 10, &|number| {
            format!("arn:solution/{number}")
        }),
        (RelatedEntityType::Solutions, 10, &|number| {
            fake.add_solution(AWS, &format!("Solution {number}")).unwrap()
        }),
    ];
    for (kind, limit, entity) in rows {
        let associate = |entity: String| {
            let call = client.associate_opportunity().catalog(AWS).opportunity_identifier(&id);
            call.related_entity_type(kind.clone())
                .related_entity_identifier(entity)
                .send()
        };
        for number in 0..limit {
            associate(entity(number)).await.unwrap();
        }
        let error = associate(entity(limit)).await.unwrap_err();
        assert!(error.to_string().contains("TOO_MANY_VALUES"), "{kind:?} {error}");
    }
    let call = client.associate_opportunity().catalog(AWS).opportunity_identifier(&id);
    let call = call.related_entity_type(RelatedEntityType::AwsMarketplaceOffers);
    let error = call.related_entity_identifier("offer-1").send().await.unwrap_err();
    assert!(error.to_string().contains("INVALID_STRING_FORMAT"), "{error}");
}

#[tokio::test]
async fn a_sixth_context_exceeds_the_quota() {
    let (_fake, client) = start().await;
    let created = client
        .create_engagement()
        .catalog(SANDBOX)
        .title("An engagement")
        .send()
        .await
        .unwrap();
    let contact = LeadContact::builder()
        .business_title("Head")
        .email("a@customer.example");
    let contact = contact.first_name("Robin").last_name("Example").build().unwrap();
    let interaction = LeadInteraction::builder()
        .source_type("Event")
        .source_id("7")
        .source_name("Days");
    let interaction = interaction.customer_action("Asked").contact(contact).build().unwrap();
    let customer = LeadCustomer::builder().company_name("Example Corp.").build().unwrap();
    let lead = LeadContext::builder()
        .customer(customer)
        .interactions(interaction)
        .build()
        .unwrap();
    let call = client
        .create_engagement_context()
        .catalog(SANDBOX)
        .engagement_identifier(created.id().unwrap())
        .r#type(EngagementContextType::Lead)
        .payload(EngagementContextPayload::Lead(lead));
    for _ in 0..5 {
        call.clone().send().await.unwrap();
    }
    let error = call.send().await.unwrap_err();
    assert_eq!(error.code(), Some("ServiceQuotaExceededException"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 402);
}
