//! The scope of a signature: algorithm, regions and service, and how the service reads requests.

use std::borrow::Cow;

use http::HeaderName;

use super::clock::Stamp;
use crate::endpoint::AuthScheme;
use crate::primitives::Document;
use crate::text;

/// The services that read the hash of the body from a header; all others take it from the
/// signature.
const WITH_CONTENT_HASH: [&str; 5] = ["glacier", "s3", "s3-object-lambda", "s3-outposts", "s3express"];

/// The services that take the path as it is sent, without normalization and without encoding it
/// again.
const WITH_RAW_PATH: [&str; 4] = ["s3", "s3-object-lambda", "s3-outposts", "s3express"];

/// The auth scheme of S3 Express sessions: SigV4 with a session token in its own header.
const S3_EXPRESS: &str = "sigv4-s3express";

/// The algorithm of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// Signature Version 4: HMAC with a key for a day, a region and a service.
    SigV4,
    /// Signature Version 4a: ECDSA with a key for all days, regions and services.
    SigV4a,
}

impl Algorithm {
    /// Returns the algorithm of an auth scheme of endpoint rules, if this build knows it.
    pub(crate) fn of_scheme(name: &str) -> Option<Self> {
        match name {
            "sigv4" | S3_EXPRESS => Some(Self::SigV4),
            "sigv4a" if cfg!(feature = "sigv4a") => Some(Self::SigV4a),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SigV4 => "AWS4-HMAC-SHA256",
            Self::SigV4a => "AWS4-ECDSA-P256-SHA256",
        }
    }
}

/// The regions and the service that a signature is for, and how the service reads paths.
#[derive(Clone, Debug)]
pub(crate) struct CredentialScope {
    pub(super) algorithm: Algorithm,
    /// The region, or for SigV4a the set of regions, separated by commas.
    pub(super) region: Cow<'static, str>,
    pub(super) service: Cow<'static, str>,
    pub(super) path: PathStyle,
    is_s3_express: bool,
}

/// The form of the path that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathStyle {
    /// Empty and dot segments are removed.
    pub(crate) normalize: bool,
    /// The path, which is encoded as it is sent, is encoded once more.
    pub(crate) double_encode: bool,
}

impl CredentialScope {
    /// Returns the scope of a service, by its signing name, in a region.
    pub(crate) fn new(region: impl Into<Cow<'static, str>>, service: impl Into<Cow<'static, str>>) -> Self {
        let service = service.into();
        let is_raw = WITH_RAW_PATH.contains(&&*service);
        Self {
            algorithm: Algorithm::SigV4,
            region: region.into(),
            service,
            path: PathStyle {
                normalize: !is_raw,
                double_encode: !is_raw,
            },
            is_s3_express: false,
        }
    }

    /// Returns the scope for SigV4a, with the regions where the signature is valid, separated by
    /// commas.
    pub(crate) fn with_region_set(mut self, regions: impl Into<Cow<'static, str>>) -> Self {
        self.algorithm = Algorithm::SigV4a;
        self.region = regions.into();
        self
    }

    /// Adopts the algorithm of the endpoint's auth scheme, its set of regions (`signingRegionSet`)
    /// and its form of paths (`disableDoubleEncoding`, `disableNormalizePath`).
    pub(crate) fn with_scheme(mut self, scheme: &AuthScheme) -> Self {
        self.path.double_encode &= !scheme.disable_double_encoding();
        self.path.normalize &= scheme.property("disableNormalizePath") != Some(&Document::Bool(true));
        self.is_s3_express = scheme.name() == S3_EXPRESS;
        match (Algorithm::of_scheme(scheme.name()), scheme.property("signingRegionSet")) {
            (Some(Algorithm::SigV4a), Some(Document::Array(regions))) => {
                self.with_region_set(text::join(regions.iter().filter_map(Document::as_string), ","))
            }
            (Some(Algorithm::SigV4a), _) => {
                let region = self.region.clone();
                self.with_region_set(region)
            }
            _ => self,
        }
    }

    /// Returns whether the signature is one of SigV4a.
    #[cfg_attr(not(feature = "http-checksum"), allow(dead_code, reason = "chunks ask for it"))]
    pub(crate) fn is_asymmetric(&self) -> bool {
        self.algorithm == Algorithm::SigV4a
    }

    /// Returns whether the service reads the hash of the body from a header.
    pub(super) fn wants_content_hash(&self) -> bool {
        WITH_CONTENT_HASH.contains(&&*self.service)
    }

    /// Returns whether the service takes a body that is not signed, as S3 does.
    #[inline]
    pub(super) fn takes_unsigned_payload(&self) -> bool {
        WITH_RAW_PATH.contains(&&*self.service)
    }

    /// Returns the header of the session token.
    pub(super) fn token_header(&self) -> HeaderName {
        const S3_SESSION_TOKEN: HeaderName = HeaderName::from_static("x-amz-s3session-token");
        const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
        match self.is_s3_express {
            true => S3_SESSION_TOKEN,
            false => SECURITY_TOKEN,
        }
    }

    /// Returns the parameter of the session token in a query.
    pub(super) fn token_param(&self) -> &'static str {
        match self.is_s3_express {
            true => "X-Amz-S3session-Token",
            false => "X-Amz-Security-Token",
        }
    }

    /// Appends the scope in the form that is signed.
    pub(super) fn append_to(&self, text: &mut Vec<u8>, stamp: &Stamp) {
        let region: [&[u8]; 2] = match self.algorithm {
            Algorithm::SigV4 => [b"/", self.region.as_bytes()],
            Algorithm::SigV4a => [b"", b""],
        };
        for part in [
            stamp.date(),
            region[0],
            region[1],
            b"/",
            self.service.as_bytes(),
            b"/aws4_request",
        ] {
            text.extend_from_slice(part);
        }
    }
}
