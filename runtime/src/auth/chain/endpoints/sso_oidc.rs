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
    let region = request.region;
    let use_dual_stack = request.use_dual_stack;
    let use_fips = request.use_fips;
    if let Some(endpoint) = endpoint {
        if use_fips {
            let reason = "Invalid Configuration: FIPS and custom endpoint are not supported";
            return Err(endpoint::EndpointError::new(reason));
        }
        if use_dual_stack {
            let reason = "Invalid Configuration: Dualstack and custom endpoint are not supported";
            return Err(endpoint::EndpointError::new(reason));
        }
        return Ok(endpoint::Endpoint::new(endpoint));
    }
    if let Some(region) = region {
        if let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS) {
            return when_there_is_partition_result(partition_result, region, use_dual_stack, use_fips);
        }
        return Err(endpoint::EndpointError::new("no endpoint rule matches"));
    }
    Err(endpoint::EndpointError::new("Invalid Configuration: Missing Region"))
}

/// The rules for when there is `partition_result`.
fn when_there_is_partition_result(
    partition_result: &'static endpoint::Partition,
    region: &str,
    use_dual_stack: bool,
    use_fips: bool,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if use_fips && use_dual_stack {
        if partition_result.supports_fips && partition_result.supports_dual_stack {
            let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
            let uri = format!("https://oidc-fips.{region}.{dual_stack_dns_suffix}");
            return Ok(endpoint::Endpoint::new(uri));
        }
        let reason = "FIPS and DualStack are enabled, but this partition does not support one or both";
        return Err(endpoint::EndpointError::new(reason));
    }
    if use_fips {
        if partition_result.supports_fips {
            if partition_result.name == "aws-us-gov" {
                let uri = format!("https://oidc.{region}.amazonaws.com");
                return Ok(endpoint::Endpoint::new(uri));
            }
            let dns_suffix = partition_result.dns_suffix;
            let uri = format!("https://oidc-fips.{region}.{dns_suffix}");
            return Ok(endpoint::Endpoint::new(uri));
        }
        let reason = "FIPS is enabled but this partition does not support FIPS";
        return Err(endpoint::EndpointError::new(reason));
    }
    if use_dual_stack {
        if partition_result.supports_dual_stack {
            let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
            let uri = format!("https://oidc.{region}.{dual_stack_dns_suffix}");
            return Ok(endpoint::Endpoint::new(uri));
        }
        let reason = "DualStack is enabled but this partition does not support DualStack";
        return Err(endpoint::EndpointError::new(reason));
    }
    let dns_suffix = partition_result.dns_suffix;
    let uri = format!("https://oidc.{region}.{dns_suffix}");
    Ok(endpoint::Endpoint::new(uri))
}
