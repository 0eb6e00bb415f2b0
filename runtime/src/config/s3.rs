//! The settings of Amazon S3, under the names of the official crate.

use super::Builder;
use crate::endpoint::Value;

impl Builder {
    /// Sets whether requests go to the accelerated endpoints of a bucket.
    #[must_use]
    pub fn accelerate(mut self, value: impl Into<Option<bool>>) -> Self {
        self.set_accelerate(value.into());
        self
    }

    /// Sets or clears whether requests go to the accelerated endpoints of a bucket.
    pub fn set_accelerate(&mut self, value: Option<bool>) -> &mut Self {
        self.set_endpoint_param("Accelerate", value.map(Value::Boolean))
    }

    /// Sets whether the ARNs of multi-region access points are errors.
    #[must_use]
    pub fn disable_multi_region_access_points(mut self, value: impl Into<Option<bool>>) -> Self {
        self.set_disable_multi_region_access_points(value.into());
        self
    }

    /// Sets or clears whether the ARNs of multi-region access points are errors.
    pub fn set_disable_multi_region_access_points(&mut self, value: Option<bool>) -> &mut Self {
        self.set_endpoint_param("DisableMultiRegionAccessPoints", value.map(Value::Boolean))
    }

    /// Sets whether requests to S3 Express are signed without a session.
    #[must_use]
    pub fn disable_s3_express_session_auth(mut self, value: impl Into<Option<bool>>) -> Self {
        self.set_disable_s3_express_session_auth(value.into());
        self
    }

    /// Sets or clears whether requests to S3 Express are signed without a session.
    pub fn set_disable_s3_express_session_auth(&mut self, value: Option<bool>) -> &mut Self {
        self.set_endpoint_param("DisableS3ExpressSessionAuth", value.map(Value::Boolean))
    }

    /// Sets whether the bucket is a part of the path instead of the host.
    #[must_use]
    pub fn force_path_style(mut self, value: impl Into<Option<bool>>) -> Self {
        self.set_force_path_style(value.into());
        self
    }

    /// Sets or clears whether the bucket is a part of the path instead of the host.
    pub fn set_force_path_style(&mut self, value: Option<bool>) -> &mut Self {
        self.set_endpoint_param("ForcePathStyle", value.map(Value::Boolean))
    }

    /// Sets whether requests for an ARN go to the region in it.
    #[must_use]
    pub fn use_arn_region(mut self, value: impl Into<Option<bool>>) -> Self {
        self.set_use_arn_region(value.into());
        self
    }

    /// Sets or clears whether requests for an ARN go to the region in it.
    pub fn set_use_arn_region(&mut self, value: Option<bool>) -> &mut Self {
        self.set_endpoint_param("UseArnRegion", value.map(Value::Boolean))
    }
}
