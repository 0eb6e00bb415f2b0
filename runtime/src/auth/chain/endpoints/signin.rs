//! Where requests go: the endpoint rules of the service.

use crate::endpoint;

/// The endpoint for a call.
///
/// This is what the model's rules say (`smithy.rules#endpointRuleSet`).
///
/// # Errors
///
/// The rules refuse the combination of settings, or something that they need is not set.
pub fn resolve(request: &endpoint::EndpointRequest<'_>) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    let endpoint = request.endpoint;
    let is_control_plane = request.boolean("IsControlPlane");
    let is_o_auth_endpoint = request.boolean("IsOAuthEndpoint");
    let region = request.region;
    let use_dual_stack = request.use_dual_stack;
    let use_fips = request.use_fips;
    if let Some(is_control_plane) = is_control_plane
        && is_control_plane
        && let Some(region) = region
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
    {
        return when_there_is_partition_result_2(partition_result, region);
    }
    if let Some(is_o_auth_endpoint) = is_o_auth_endpoint
        && is_o_auth_endpoint
        && use_fips
    {
        let reason =
            "FIPS endpoints are not supported for OAuth operations. Disable FIPS or use a non-OAuth operation.";
        return Err(endpoint::EndpointError::new(reason));
    }
    if let Some(is_o_auth_endpoint) = is_o_auth_endpoint
        && is_o_auth_endpoint
        && let Some(region) = region
        && endpoint.is_none()
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws"
    {
        return when_partition_result_name_is_aws(region);
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws"
    {
        let uri = format!("https://{region}.signin.aws.amazon.com");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-cn"
    {
        let uri = format!("https://{region}.signin.amazonaws.cn");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-us-gov"
    {
        let uri = format!("https://{region}.signin.amazonaws-us-gov.com");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-iso"
    {
        let uri = format!("https://{region}.signin.c2shome.ic.gov");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-iso-b"
    {
        let uri = format!("https://{region}.signin.sc2shome.sgov.gov");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-iso-f"
    {
        let uri = format!("https://{region}.signin.csphome.hci.ic.gov");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-iso-e"
    {
        let uri = format!("https://{region}.signin.csphome.adc-e.uk");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-eusc"
    {
        let uri = format!("https://{region}.signin.amazonaws-eusc.eu");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && use_fips
        && !use_dual_stack
        && region == "us-gov-west-1"
    {
        return Ok(endpoint::Endpoint::new("https://signin-fips.amazonaws-us-gov.com"));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && partition_result.name == "aws-us-gov"
    {
        let uri = format!("https://{region}.signin-fips.amazonaws-us-gov.com");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(region) = region
        && endpoint.is_none()
        && !use_fips
        && !use_dual_stack
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
    {
        let dns_suffix = partition_result.dns_suffix;
        let uri = format!("https://{region}.signin.{dns_suffix}");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if let Some(endpoint) = endpoint {
        return when_endpoint_is_set(endpoint, use_dual_stack, use_fips);
    }
    if let Some(region) = region {
        if let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS) {
            return when_there_is_partition_result(partition_result, region, use_dual_stack, use_fips);
        }
        return Err(endpoint::EndpointError::new("no endpoint rule matches"));
    }
    Err(endpoint::EndpointError::new("Invalid Configuration: Missing Region"))
}

/// The rules for when `is_control_plane` is set and `is_control_plane` and `region` is set and there is `partition_result`.
fn when_there_is_partition_result_2(
    partition_result: &'static endpoint::Partition,
    region: &str,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if partition_result.name == "aws" {
        let uri = format!("https://signin.{region}.api.aws");
        return Ok(endpoint::Endpoint::new(uri).with_auth_scheme(
            endpoint::AuthScheme::new("sigv4")
                .with_signing_name("signin")
                .with_signing_region(region),
        ));
    }
    if partition_result.name == "aws-cn" {
        let uri = format!("https://signin.{region}.api.amazonwebservices.com.cn");
        return Ok(endpoint::Endpoint::new(uri).with_auth_scheme(
            endpoint::AuthScheme::new("sigv4")
                .with_signing_name("signin")
                .with_signing_region(region),
        ));
    }
    let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
    let uri = format!("https://signin.{region}.{dual_stack_dns_suffix}");
    Ok(endpoint::Endpoint::new(uri).with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("signin")
            .with_signing_region(region),
    ))
}

/// The rules for when `is_o_auth_endpoint` is set and `is_o_auth_endpoint` and `region` is set and `endpoint` is not set and there is `partition_result` and `partition_result` name is `aws`.
fn when_partition_result_name_is_aws(region: &str) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    let uri = format!("https://{region}.oauth.signin.aws");
    Ok(endpoint::Endpoint::new(uri).with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("signin")
            .with_signing_region(region),
    ))
}

/// The rules for when `endpoint` is set.
fn when_endpoint_is_set(
    endpoint: &str,
    use_dual_stack: bool,
    use_fips: bool,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if use_fips {
        let reason = "Invalid Configuration: FIPS and custom endpoint are not supported";
        return Err(endpoint::EndpointError::new(reason));
    }
    if use_dual_stack {
        let reason = "Invalid Configuration: Dualstack and custom endpoint are not supported";
        return Err(endpoint::EndpointError::new(reason));
    }
    Ok(endpoint::Endpoint::new(endpoint))
}

/// The rules for when there is `partition_result`.
fn when_there_is_partition_result(
    partition_result: &'static endpoint::Partition,
    region: &str,
    use_dual_stack: bool,
    use_fips: bool,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if partition_result.name == "aws" && !use_fips && !use_dual_stack {
        let uri = format!("https://{region}.signin.aws.amazon.com");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if partition_result.name == "aws-cn" && !use_fips && !use_dual_stack {
        let uri = format!("https://{region}.signin.amazonaws.cn");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if partition_result.name == "aws-us-gov" && !use_fips && !use_dual_stack {
        let uri = format!("https://{region}.signin.amazonaws-us-gov.com");
        return Ok(endpoint::Endpoint::new(uri));
    }
    if use_fips && use_dual_stack {
        return when_use_fips_and_use_dual_stack(partition_result, region);
    }
    if use_fips && !use_dual_stack {
        if partition_result.supports_fips {
            let dns_suffix = partition_result.dns_suffix;
            let uri = format!("https://signin-fips.{region}.{dns_suffix}");
            return Ok(endpoint::Endpoint::new(uri));
        }
        let reason = "FIPS is enabled but this partition does not support FIPS";
        return Err(endpoint::EndpointError::new(reason));
    }
    if !use_fips && use_dual_stack {
        return when_not_use_fips_and_use_dual_stack(partition_result, region);
    }
    let dns_suffix = partition_result.dns_suffix;
    let uri = format!("https://signin.{region}.{dns_suffix}");
    Ok(endpoint::Endpoint::new(uri))
}

/// The rules for when `use_fips` and `use_dual_stack`.
fn when_use_fips_and_use_dual_stack(
    partition_result: &'static endpoint::Partition,
    region: &str,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if partition_result.supports_fips && partition_result.supports_dual_stack {
        let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
        let uri = format!("https://signin-fips.{region}.{dual_stack_dns_suffix}");
        return Ok(endpoint::Endpoint::new(uri));
    }
    let reason = "FIPS and DualStack are enabled, but this partition does not support one or both";
    Err(endpoint::EndpointError::new(reason))
}

/// The rules for when not `use_fips` and `use_dual_stack`.
fn when_not_use_fips_and_use_dual_stack(
    partition_result: &'static endpoint::Partition,
    region: &str,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if partition_result.supports_dual_stack {
        let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
        let uri = format!("https://signin.{region}.{dual_stack_dns_suffix}");
        return Ok(endpoint::Endpoint::new(uri));
    }
    let reason = "DualStack is enabled but this partition does not support DualStack";
    Err(endpoint::EndpointError::new(reason))
}
