//! The endpoint that most calls of a client go to, found once.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use http::{HeaderName, HeaderValue, Uri};

use crate::auth::Credentials;

/// Where a request goes, and for what it is signed.
pub(super) struct Resolved {
    pub(super) uri: Uri,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) scope: Option<Scope>,
}

/// The region and the name of the service in the credential scope.
pub(super) struct Scope {
    pub(super) region: String,
    pub(super) name: Cow<'static, str>,
}

/// The endpoint of the calls that bring nothing to the endpoint rules, which are nearly all, once it is known.
#[derive(Default)]
pub(super) struct Usual(OnceLock<(Option<Option<String>>, Arc<Resolved>)>);

impl Usual {
    /// The endpoint, if it was found for credentials of the same account, or for none as well.
    pub(super) fn get(&self, credentials: Option<&Credentials>) -> Option<&Arc<Resolved>> {
        let (account, endpoint) = self.0.get()?;
        let is_same = account.as_ref().map(Option::as_deref) == credentials.map(Credentials::account_id);
        is_same.then_some(endpoint)
    }

    pub(super) fn keep(&self, credentials: Option<&Credentials>, endpoint: &Arc<Resolved>) {
        let account = credentials.map(|credentials| credentials.account_id().map(str::to_owned));
        // Where another call was faster, that is as good.
        let _ = self.0.set((account, Arc::clone(endpoint)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_that_of_an_account() {
        let keys = |account: Option<&str>| {
            let builder = Credentials::builder().access_key_id("AKID").secret_access_key("SECRET");
            match account {
                Some(account) => builder.account_id(account).build(),
                None => builder.build(),
            }
        };
        let all = [None, Some(keys(None)), Some(keys(Some("1"))), Some(keys(Some("2")))];
        for (at, kept) in all.iter().enumerate() {
            let usual = Usual::default();
            assert!(all.iter().all(|asked| usual.get(asked.as_ref()).is_none()));
            let endpoint = Arc::new(Resolved {
                uri: Uri::from_static("https://a.example/"),
                headers: Vec::new(),
                scope: None,
            });
            usual.keep(kept.as_ref(), &endpoint);
            for (other, asked) in all.iter().enumerate() {
                assert_eq!(usual.get(asked.as_ref()).is_some(), at == other);
            }
        }
    }
}
