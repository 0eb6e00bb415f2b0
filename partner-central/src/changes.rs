//! The opportunities that changed since a time, with AWS's summaries.

mod pace;

use std::future::ready;
use std::num::NonZeroU32;

use futures_util::stream::{self, Stream, StreamExt, TryStreamExt};
use partnercentral_selling::Client;
use partnercentral_selling::error::{BuildError, SdkError};
use partnercentral_selling::operation::get_aws_opportunity_summary::GetAwsOpportunitySummaryOutput;
use partnercentral_selling::operation::get_opportunity::GetOpportunityOutput;
use partnercentral_selling::primitives::DateTime;
use partnercentral_selling::types::{
    LastModifiedDate, OpportunitySort, OpportunitySortName, OpportunitySummary, SortOrder,
};

use self::pace::Pace;
use crate::error::FlowError;

/// The number of opportunities that are read at once.
const CONCURRENCY: usize = 4;

/// The service's quota of reads per second.
const READS: NonZeroU32 = NonZeroU32::new(10).unwrap();

/// Returns the changes in a catalog after a time: [`Changes::stream`] reads them.
///
/// Pass the last [`Change::continue_from`] that was stored, never a time of a local clock. A change
/// at exactly that time is returned again, so storing an opportunity must be idempotent.
pub fn changes_since(client: &Client, catalog: impl Into<String>, since: DateTime) -> Changes<'_> {
    Changes {
        client,
        catalog: catalog.into(),
        since,
        concurrency: CONCURRENCY,
        reads: READS,
    }
}

/// The changes in a catalog after a time.
#[derive(Debug)]
pub struct Changes<'c> {
    client: &'c Client,
    catalog: String,
    since: DateTime,
    concurrency: usize,
    reads: NonZeroU32,
}

/// An opportunity that changed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Change {
    /// The opportunity.
    pub opportunity: GetOpportunityOutput,
    /// AWS's summary of it. It is absent before the submission.
    pub aws_summary: Option<GetAwsOpportunitySummaryOutput>,
    /// The time to continue from once this change is stored: all earlier changes were returned.
    pub continue_from: DateTime,
}

impl<'c> Changes<'c> {
    /// Sets the number of opportunities that are read at once: 4 by default, at least 1.
    #[must_use]
    pub fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency.max(1);
        self
    }

    /// Sets the number of reads per second: 10 by default, which is the service's quota. Use less
    /// if other programs share the account.
    #[must_use]
    pub fn reads_per_second(mut self, reads: NonZeroU32) -> Self {
        self.reads = reads;
        self
    }

    /// Reads the changes, oldest first. The stream ends after the first error.
    pub fn stream(self) -> impl Stream<Item = Result<Change, FlowError>> + 'c {
        let concurrency = self.concurrency;
        let pace = Pace::new(self.reads);
        let reader = Reader {
            client: self.client,
            catalog: self.catalog,
            pace,
        };
        let listed = stream::try_unfold(Listing::Start(self.since), {
            let reader = reader.clone();
            move |listing| {
                let reader = reader.clone();
                async move { reader.page(listing).await }
            }
        });
        listed
            .map_ok(|summaries| stream::iter(summaries.into_iter().map(Ok)))
            .try_flatten()
            .map_ok(move |summary| {
                let reader = reader.clone();
                async move { reader.change(summary).await }
            })
            .try_buffered(concurrency)
            .try_filter_map(|change| ready(Ok(change)))
            .scan(false, |has_failed, change| {
                let item = (!*has_failed).then_some(change);
                *has_failed = matches!(item, Some(Err(_)) | None);
                ready(item)
            })
    }
}

/// The position in the listing.
enum Listing {
    Start(DateTime),
    Token(DateTime, String),
    End,
}

#[derive(Clone)]
struct Reader<'c> {
    client: &'c Client,
    catalog: String,
    pace: Pace,
}

impl Reader<'_> {
    async fn page(&self, listing: Listing) -> Result<Option<(Vec<OpportunitySummary>, Listing)>, FlowError> {
        let (since, token) = match listing {
            Listing::Start(since) => (since, None),
            Listing::Token(since, token) => (since, Some(token)),
            Listing::End => return Ok(None),
        };
        self.pace.wait().await;
        let after = LastModifiedDate::builder().after_last_modified_date(since).build();
        let page = self
            .client
            .list_opportunities()
            .catalog(&self.catalog)
            .last_modified_date(after)
            .sort(oldest_first()?)
            .set_next_token(token)
            .send()
            .await?;
        let next = page
            .next_token
            .map_or(Listing::End, |token| Listing::Token(since, token));
        Ok(Some((page.opportunity_summaries, next)))
    }

    /// Reads one opportunity; `None` if it is gone by now.
    async fn change(&self, summary: OpportunitySummary) -> Result<Option<Change>, FlowError> {
        let Some(id) = summary.id else { return Ok(None) };
        self.pace.wait().await;
        let call = self.client.get_opportunity().catalog(&self.catalog).identifier(&id);
        let Some(opportunity) = found(call.send().await)? else {
            return Ok(None);
        };
        self.pace.wait().await;
        let call = self.client.get_aws_opportunity_summary().catalog(&self.catalog);
        let aws_summary = found(call.related_opportunity_identifier(&id).send().await)?;
        Ok(Some(Change {
            // The listing's time: the opportunity may have changed again since, and then it is
            // listed again.
            continue_from: summary.last_modified_date.unwrap_or(opportunity.last_modified_date),
            opportunity,
            aws_summary,
        }))
    }
}

/// Converts the error "not found" to `None`.
fn found<T>(result: Result<T, SdkError<partnercentral_selling::Error>>) -> Result<Option<T>, FlowError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error)
            if error
                .as_service_error()
                .is_some_and(|it| it.is_resource_not_found_exception()) =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn oldest_first() -> Result<OpportunitySort, SdkError<partnercentral_selling::Error>> {
    OpportunitySort::builder()
        .sort_by(OpportunitySortName::LastModifieddate)
        .sort_order(SortOrder::Ascending)
        .build()
        .map_err(|error: BuildError| SdkError::construction_failure(error))
}
