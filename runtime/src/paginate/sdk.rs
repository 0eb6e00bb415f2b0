//! Streams of pages and items in the types of the AWS SDK.

use aws_smithy_async::future::pagination_stream::PaginationStream as SdkPaginationStream;
use aws_smithy_async::future::pagination_stream::fn_stream::FnStream;

use super::{PaginationInterface, PaginationStream};
use crate::config::sdk_config::SdkTypes;

impl PaginationInterface for SdkTypes {
    type Stream<T: Send + 'static> = SdkPaginationStream<T>;

    fn shown<T: Send + 'static>(mut stream: PaginationStream<T>) -> SdkPaginationStream<T> {
        SdkPaginationStream::new(FnStream::new(move |sender| {
            Box::pin(async move {
                while let Some(next) = stream.next().await {
                    // The program has dropped the stream.
                    if sender.send(next).await.is_err() {
                        break;
                    }
                }
            })
        }))
    }
}
