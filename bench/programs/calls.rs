//! The calls that are measured, the same for both clients. `side` has the differences.

mod load;

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use client::Client;
use client::error::DisplayErrorContext;
use client::types::{
    AccountReceiver, CountryCode, CurrencyCode, EngagementCustomer, ExpectedCustomerSpend, Industry, Invitation,
    OpportunityInvitationPayload, OpportunitySummary, Payload, PaymentFrequency, ProjectDetails, Receiver,
    ReceiverResponsibility, SenderContact,
};
use tokio::runtime::{Builder, Runtime};

use crate::{body, side};

/// The result of a program.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// A call to measure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// `create_engagement_invitation`
    Invite,
    /// `list_opportunities`, 100 summaries
    List,
}

impl Call {
    /// Both, by the names that they have on the command line and in what is printed.
    pub(crate) const ALL: [(Self, &'static str); 2] = [(Self::Invite, "invite"), (Self::List, "list")];

    /// Returns a call by its name.
    pub(crate) fn parse(name: Option<&String>) -> Outcome<Self> {
        let call = Self::ALL
            .into_iter()
            .find(|(_, known)| name.is_some_and(|name| name == known));
        Ok(call.ok_or("name a call: invite or list")?.0)
    }

    /// Returns a client whose transport responds to this call from memory.
    pub(crate) fn client(self) -> Client {
        side::in_memory(match self {
            Self::Invite => body::INVITATION.to_owned(),
            Self::List => body::opportunities(),
        })
    }

    /// Makes the call and checks its response.
    pub(crate) async fn make(self, client: &Client) -> Outcome<()> {
        let sound = match self {
            Self::Invite => {
                let call = client
                    .create_engagement_invitation()
                    .catalog("Sandbox")
                    .client_token("token-0123456789");
                let call = call
                    .engagement_identifier("eng-0123456789abcd")
                    .invitation(invitation()?);
                !call.send().await.map_err(text)?.arn().is_empty()
            }
            Self::List => {
                let call = client.list_opportunities().catalog("Sandbox").max_results(100);
                call.send().await.map_err(text)?.opportunity_summaries().len() == body::SUMMARIES
            }
        };
        if sound {
            Ok(())
        } else {
            Err("the answer is not what was sent".into())
        }
    }
}

fn text(error: impl Error) -> String {
    DisplayErrorContext(error).to_string()
}

/// Returns an invitation as partners write it, 1.1 KB of JSON.
fn invitation() -> Outcome<Invitation> {
    let receiver = AccountReceiver::builder()
        .alias("Harbour")
        .aws_account_id("123456789012")
        .build()?;
    let contact = SenderContact::builder()
        .email("ada@partner.example")
        .first_name("Ada")
        .last_name("Lovelace")
        .business_title("Analyst")
        .phone("+15550100")
        .build()?;
    let customer = EngagementCustomer::builder()
        .industry(Industry::ComputersElectronics)
        .company_name("Größe & Söhne")
        .website_url("https://customer.example/")
        .country_code(CountryCode::De)
        .build()?;
    let spend = ExpectedCustomerSpend::builder()
        .amount("120000.00")
        .currency_code(CurrencyCode::Eur)
        .frequency(PaymentFrequency::Monthly)
        .target_company("AWS")
        .build()?;
    let project = ProjectDetails::builder()
        .business_problem("The servers in the cellar are old, the cellar is wet, and \"nobody\" knows what they do.")
        .title("Out of the cellar")
        .target_completion_date("2027-01-01")
        .expected_customer_spend(spend)
        .build()?;
    let payload = OpportunityInvitationPayload::builder()
        .sender_contacts(contact)
        .receiver_responsibilities(ReceiverResponsibility::Reseller)
        .receiver_responsibilities(ReceiverResponsibility::CoSellFacilitator)
        .customer(customer)
        .project(project)
        .build()?;
    let invitation = Invitation::builder()
        .message("Join us in bringing these servers to dry land; we would like you to resell.")
        .receiver(Receiver::Account(receiver))
        .payload(Payload::OpportunityInvitation(payload));
    Ok(invitation.build()?)
}

/// Returns a runtime without threads, so that only the call is measured.
pub(crate) fn small_runtime() -> Outcome<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// Returns the values that the list is read into. A copy of them costs what every reader must pay.
pub(crate) fn value() -> Outcome<Vec<OpportunitySummary>> {
    let client = Call::List.client();
    let call = client.list_opportunities().catalog("Sandbox").max_results(100);
    let output = small_runtime()?.block_on(call.send()).map_err(text)?;
    Ok(output.opportunity_summaries().to_vec())
}

/// Makes a copy and drops it.
pub(crate) fn copy(value: &[OpportunitySummary]) {
    drop(black_box(black_box(value).to_vec()));
}

/// Does the work that `arguments` ask for: `count CALL N`, `time CALL`,
/// `load URL AT_ONCE SECONDS` or `first URL CA`; in place of a call, `value` copies what the list
/// is read into.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let of_value = arguments.get(1).is_some_and(|what| what == "value");
    match arguments.first().map(String::as_str) {
        Some("count") if of_value => {
            let value = value()?;
            (0..number(arguments.get(2))?).for_each(|_| copy(&value));
            Ok(())
        }
        Some("time") if of_value => {
            let value = value()?;
            time(async || {
                copy(&value);
                Ok(())
            })
        }
        Some("count") => count(Call::parse(arguments.get(1))?, number(arguments.get(2))?),
        Some("time") => {
            let call = Call::parse(arguments.get(1))?;
            let client = call.client();
            time(async || call.make(&client).await)
        }
        Some("load") => load::run(
            arguments.get(1).ok_or("give the server's URL")?,
            number(arguments.get(2))?,
            number(arguments.get(3))?,
        ),
        Some("first") => match arguments {
            [_, url, ca] => first(url, ca),
            _ => Err("give the server's URL and the file of its certificate".into()),
        },
        _ => Err("say what to do: count, time, load or first".into()),
    }
}

fn number(argument: Option<&String>) -> Outcome<u32> {
    Ok(argument.ok_or("a number is missing")?.parse()?)
}

/// Makes a number of calls, for a tool that counts instructions.
fn count(call: Call, number: u32) -> Outcome<()> {
    let client = call.client();
    small_runtime()?.block_on(async {
        for _ in 0..number {
            call.make(&client).await?;
        }
        Ok(())
    })
}

/// Prints the median time of a call in nanoseconds, over samples of about 1 ms, which is less than
/// a slice of a busy machine's time.
fn time(call: impl AsyncFn() -> Outcome<()>) -> Outcome<()> {
    const SAMPLES: usize = 501;
    small_runtime()?.block_on(async {
        let started = Instant::now();
        let mut warm = 0_u32;
        while started.elapsed() < Duration::from_millis(200) {
            call().await?;
            warm += 1;
        }
        let calls = (warm / 200).max(1);
        let mut samples = Vec::with_capacity(SAMPLES);
        for _ in 0..SAMPLES {
            let started = Instant::now();
            for _ in 0..calls {
                call().await?;
            }
            samples.push(started.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
        }
        samples.sort_by(f64::total_cmp);
        println!("ns {}", samples[SAMPLES / 2]);
        Ok(())
    })
}

/// Makes one call to a server with TLS, with a client of its own.
fn first(url: &str, ca: &str) -> Outcome<()> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let client = side::over_tls(url, ca)?;
    runtime.block_on(Call::Invite.make(&client))
}
