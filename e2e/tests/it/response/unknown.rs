//! Variants and values that the model does not define.

use e2e::{Answer, Server, sample};
use partnercentral_selling::types::{Invitation, InvitationStatus, Payload, Receiver, ReceiverResponsibility};
use serde_json::json;

use super::{get, sent};

#[tokio::test]
async fn unknown_union_variants_are_kept_whole_and_written_back_as_read() {
    // A number beyond any float and the order of members prove that the text itself is stored.
    let receiver = r#"{"Team":{"Z":1,"A":[123456789012345678901234567890.10,null,"é\u00e9\n"],"M":{}}}"#;
    let payload = r#"{"PartnerInvitation" : { "Big" : 1E400 } }"#;
    let body = format!(r#"{{"Id":"i","Catalog":"AWS","Receiver":{receiver},"Payload":{payload}}}"#);
    let output = get(Answer::with_headers(200, &[], body)).await;
    let (Some(Receiver::Unknown(team)), Some(Payload::Unknown(partner))) = (&output.receiver, &output.payload) else {
        panic!("{output:?}")
    };
    assert_eq!((team.tag(), partner.tag()), ("Team", "PartnerInvitation"));
    assert!(output.payload().unwrap().is_unknown() && output.payload().unwrap().as_lead_invitation().is_err());

    let server = Server::always(Answer::json(200, &json!({}))).await.unwrap();
    let invitation = Invitation::builder()
        .message("m")
        .receiver(output.receiver.clone().unwrap());
    let invitation = invitation.payload(output.payload.clone().unwrap()).build().unwrap();
    let call = server
        .client()
        .create_engagement_invitation()
        .catalog("AWS")
        .engagement_identifier("e");
    call.invitation(invitation).send().await.unwrap();
    let sent = String::from_utf8(server.requests().remove(0).body).unwrap();
    let content = |union: &'static str| union.split_once(':').unwrap().1.trim_end_matches('}').trim().to_owned();
    assert!(
        sent.contains(r#""Receiver":{"Team":{"Z":1,"A":[123456789012345678901234567890.10,null,"é\u00e9\n"],"M":{}}}"#),
        "{sent}"
    );
    assert!(sent.contains(&content(payload)), "{sent}");
}

#[tokio::test]
async fn unknown_enum_values_are_kept_and_written_back() {
    let mut payload = sample::opportunity_invitation_json()["Payload"].take();
    let inner = &mut payload["OpportunityInvitation"];
    inner["ReceiverResponsibilities"] = json!(["Reseller", "Weather \"Maker\""]);
    inner["Customer"]["Industry"] = json!("Space Mining");
    inner["Customer"]["CountryCode"] = json!("XX");
    inner["Project"]["ExpectedCustomerSpend"][0]["CurrencyCode"] = json!("BTC");
    let body = json!({ "Id": "i", "Catalog": "AWS", "Status": "LOST", "Payload": payload });
    let output = get(Answer::json(200, &body)).await;
    let status = output.status().unwrap();
    assert!(matches!(status, InvitationStatus::Unknown(_)));
    assert_eq!(status.as_str(), "LOST");
    let read = output.payload().unwrap().as_opportunity_invitation().unwrap();
    assert_eq!(read.receiver_responsibilities()[0], ReceiverResponsibility::Reseller);
    assert_eq!(read.receiver_responsibilities()[1].as_str(), "Weather \"Maker\"");
    assert_eq!(read.customer().industry().as_str(), "Space Mining");
    let receiver = sample::opportunity_invitation().unwrap().receiver;
    assert_eq!(sent(receiver, output.payload.unwrap()).await["Payload"], payload);
}
