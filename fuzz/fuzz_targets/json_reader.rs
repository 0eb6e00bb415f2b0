//! Any body as a successful response: it is read or refused, and what is read comes back the same
//! after it was written.
#![no_main]

use std::sync::{Arc, Mutex};

use libfuzzer_sys::fuzz_target;
use smithy_fuzz::{client, ready};

fuzz_target!(|data: &[u8]| {
    let body = data.to_vec();
    let reads = client(move |_| http::Response::new(body.clone()));
    let Ok(first) = ready(reads.get_opportunity().catalog("Sandbox").identifier("O1").send()) else {
        return;
    };
    let _ = format!("{first:?}");
    let sent = Arc::new(Mutex::new(Vec::new()));
    let keeps = Arc::clone(&sent);
    let writes = client(move |request| {
        if let Ok(mut kept) = keeps.lock() {
            *kept = request.into_body();
        }
        http::Response::new(Vec::new())
    });
    let call = writes
        .create_opportunity()
        .catalog("Sandbox")
        .client_token("token")
        .set_primary_needs_from_aws(first.primary_needs_from_aws.clone())
        .set_opportunity_team(first.opportunity_team.clone())
        .set_customer(first.customer.clone())
        .set_project(first.project.clone())
        .set_life_cycle(first.life_cycle.clone())
        .set_marketing(first.marketing.clone())
        .set_software_revenue(first.software_revenue.clone());
    let _ = ready(call.send());
    let written = sent.lock().map(|kept| kept.clone()).unwrap_or_default();
    // The response has required members that the request lacks; the client makes them up.
    let reads = client(move |_| http::Response::new(written.clone()));
    let again = ready(reads.get_opportunity().catalog("Sandbox").identifier("O1").send())
        .unwrap_or_else(|error| panic!("what was written cannot be read: {error}"));
    assert_eq!(first.primary_needs_from_aws, again.primary_needs_from_aws);
    assert_eq!(first.opportunity_team, again.opportunity_team);
    assert_eq!(first.customer, again.customer);
    assert_eq!(first.project, again.project);
    assert_eq!(first.life_cycle, again.life_cycle);
    assert_eq!(first.marketing, again.marketing);
    assert_eq!(first.software_revenue, again.software_revenue);
});
