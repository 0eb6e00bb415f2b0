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
    let use_global_endpoint = request.boolean("UseGlobalEndpoint").unwrap_or(false);
    if use_global_endpoint
        && endpoint.is_none()
        && let Some(region) = region
        && let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS)
        && !use_fips
        && !use_dual_stack
    {
        return when_not_use_dual_stack(partition_result, region);
    }
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
        return when_region_is_set(region, use_dual_stack, use_fips);
    }
    Err(endpoint::EndpointError::new("Invalid Configuration: Missing Region"))
}

/// The rules for when `use_global_endpoint` and `endpoint` is not set and `region` is set and there is `partition_result` and not `use_fips` and not `use_dual_stack`.
fn when_not_use_dual_stack(
    partition_result: &'static endpoint::Partition,
    region: &str,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if region == "ap-northeast-1" {
        return when_region_is_ap_northeast_1();
    }
    if region == "ap-south-1" {
        return when_region_is_ap_south_1();
    }
    if region == "ap-southeast-1" {
        return when_region_is_ap_southeast_1();
    }
    if region == "ap-southeast-2" {
        return when_region_is_ap_southeast_2();
    }
    if region == "aws-global" {
        return when_region_is_aws_global();
    }
    if region == "ca-central-1" {
        return when_region_is_ca_central_1();
    }
    if region == "eu-central-1" {
        return when_region_is_eu_central_1();
    }
    if region == "eu-north-1" {
        return when_region_is_eu_north_1();
    }
    if region == "eu-west-1" {
        return when_region_is_eu_west_1();
    }
    if region == "eu-west-2" {
        return when_region_is_eu_west_2();
    }
    if region == "eu-west-3" {
        return when_region_is_eu_west_3();
    }
    if region == "sa-east-1" {
        return when_region_is_sa_east_1();
    }
    if region == "us-east-1" {
        return when_region_is_us_east_1();
    }
    if region == "us-east-2" {
        return when_region_is_us_east_2();
    }
    if region == "us-west-1" {
        return when_region_is_us_west_1();
    }
    if region == "us-west-2" {
        return when_region_is_us_west_2();
    }
    let dns_suffix = partition_result.dns_suffix;
    let uri = format!("https://sts.{region}.{dns_suffix}");
    Ok(endpoint::Endpoint::new(uri).with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region(region),
    ))
}

/// The rules for when `region` is `ap-northeast-1`.
fn when_region_is_ap_northeast_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `ap-south-1`.
fn when_region_is_ap_south_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `ap-southeast-1`.
fn when_region_is_ap_southeast_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `ap-southeast-2`.
fn when_region_is_ap_southeast_2() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `aws-global`.
fn when_region_is_aws_global() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `ca-central-1`.
fn when_region_is_ca_central_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `eu-central-1`.
fn when_region_is_eu_central_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `eu-north-1`.
fn when_region_is_eu_north_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `eu-west-1`.
fn when_region_is_eu_west_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `eu-west-2`.
fn when_region_is_eu_west_2() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `eu-west-3`.
fn when_region_is_eu_west_3() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `sa-east-1`.
fn when_region_is_sa_east_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `us-east-1`.
fn when_region_is_us_east_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `us-east-2`.
fn when_region_is_us_east_2() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `us-west-1`.
fn when_region_is_us_west_1() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is `us-west-2`.
fn when_region_is_us_west_2() -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
        endpoint::AuthScheme::new("sigv4")
            .with_signing_name("sts")
            .with_signing_region("us-east-1"),
    ))
}

/// The rules for when `region` is set.
fn when_region_is_set(
    region: &str,
    use_dual_stack: bool,
    use_fips: bool,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if let Some(partition_result) = endpoint::partition(region, super::partitions::PARTITIONS) {
        if use_fips && use_dual_stack {
            if partition_result.supports_fips && partition_result.supports_dual_stack {
                let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
                let uri = format!("https://sts-fips.{region}.{dual_stack_dns_suffix}");
                return Ok(endpoint::Endpoint::new(uri));
            }
            let reason = "FIPS and DualStack are enabled, but this partition does not support one or both";
            return Err(endpoint::EndpointError::new(reason));
        }
        if use_fips {
            return when_use_fips(partition_result, region);
        }
        if use_dual_stack {
            if partition_result.supports_dual_stack {
                let dual_stack_dns_suffix = partition_result.dual_stack_dns_suffix;
                let uri = format!("https://sts.{region}.{dual_stack_dns_suffix}");
                return Ok(endpoint::Endpoint::new(uri));
            }
            let reason = "DualStack is enabled but this partition does not support DualStack";
            return Err(endpoint::EndpointError::new(reason));
        }
        if region == "aws-global" {
            return Ok(endpoint::Endpoint::new("https://sts.amazonaws.com").with_auth_scheme(
                endpoint::AuthScheme::new("sigv4")
                    .with_signing_name("sts")
                    .with_signing_region("us-east-1"),
            ));
        }
        let dns_suffix = partition_result.dns_suffix;
        let uri = format!("https://sts.{region}.{dns_suffix}");
        return Ok(endpoint::Endpoint::new(uri));
    }
    Err(endpoint::EndpointError::new("no endpoint rule matches"))
}

/// The rules for when `use_fips`.
fn when_use_fips(
    partition_result: &'static endpoint::Partition,
    region: &str,
) -> Result<endpoint::Endpoint, endpoint::EndpointError> {
    if partition_result.supports_fips {
        if partition_result.name == "aws-us-gov" {
            let uri = format!("https://sts.{region}.amazonaws.com");
            return Ok(endpoint::Endpoint::new(uri));
        }
        let dns_suffix = partition_result.dns_suffix;
        let uri = format!("https://sts-fips.{region}.{dns_suffix}");
        return Ok(endpoint::Endpoint::new(uri));
    }
    let reason = "FIPS is enabled but this partition does not support FIPS";
    Err(endpoint::EndpointError::new(reason))
}
