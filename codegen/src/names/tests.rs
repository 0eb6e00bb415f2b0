//! Unusual names and their conversions.

use super::reserved::NEVER_RAW;
use super::*;

fn field(name: &str) -> String {
    fields([name], Role::Input).remove(0)
}

#[test]
fn functions_of_one_name_on_a_builder() {
    for (role, members, names) in [
        (
            Role::Data,
            ["Foo", "SetFoo", "GetFoo"],
            ["foo", "set_foo_value", "get_foo_value"],
        ),
        (
            Role::Data,
            ["SetFoo", "SetFooValue", "Foo"],
            ["set_foo_value_value", "set_foo_value", "foo"],
        ),
        (
            Role::Data,
            ["Build", "BuildValue", "New"],
            ["build_value_value", "build_value", "new"],
        ),
        (Role::Data, ["SetBar", "Meta", "Read"], ["set_bar", "meta", "read"]),
        (
            Role::Exception,
            ["GetMeta", "Meta", "Read"],
            ["get_meta_value_value", "meta_value", "read_value"],
        ),
        (
            Role::Input,
            ["UserName", "userName", "SendWith"],
            ["user_name", "user_name", "send_with_value"],
        ),
    ] {
        assert_eq!(fields(members, role), names);
    }
}

#[test]
fn stems_of_longer_names() {
    for (smithy, rust) in [
        ("OnHold", "on_hold"),
        ("Unknown", "unknown_value"),
        ("self", "self_value"),
        ("_3D", "3_d"),
        ("Type", "type"),
    ] {
        assert_eq!(variant_suffix(smithy), rust, "{smithy}");
    }
}

#[test]
fn modules_and_methods() {
    for (smithy, shape, operation) in [
        ("Mod", "mod_", "mod_"),
        ("Aux", "aux_", "aux_"),
        ("Error", "error_", "error"),
        ("Builders", "builders_", "builders"),
        ("Config", "config", "config_"),
        ("Type", "r#type", "r#type"),
        ("_1", "_1_", "_1"),
    ] {
        assert_eq!(
            (shape_module(smithy).as_str(), method(smithy).as_str()),
            (shape, operation)
        );
    }
}

#[test]
fn single_fields() {
    for (smithy, rust) in [
        ("ClientToken", "client_token"),
        ("AWSAccountId", "aws_account_id"),
        ("arn", "arn"),
        ("Type", "r#type"),
        ("self", "self_"),
        ("Crate", "crate_"),
        ("Build", "build_value"),
        ("Default", "default_value"),
        ("Send", "send_value"),
        ("EC2Instance", "ec2_instance"),
        ("KMSKeyId", "kms_key_id"),
        ("SamlProviderARNs", "saml_provider_arns"),
        ("ARNs", "arns"),
        ("CMKsById", "cmks_by_id"),
        ("DNSsec", "dn_ssec"),
        ("memoryMiB", "memory_mib"),
        ("IPv6Address", "ipv6_address"),
        ("gen", "r#gen"),
        ("_", "__"),
        ("md5sum", "md5_sum"),
        ("md5Sum", "md5_sum"),
        ("s3key", "s3_key"),
        ("s3filesVolumeConfiguration", "s3files_volume_configuration"),
        ("IbmDb2zOsSettings", "ibm_db2z_os_settings"),
        ("InfluxDBv2", "influx_dbv2"),
        ("CRC32C", "crc32_c"),
        ("IpV6Cidrs", "ipv6_cidrs"),
        ("TtLSeconds", "ttl_seconds"),
        ("sha256", "sha256"),
        ("_1st", "_1_st"),
    ] {
        assert_eq!(field(smithy), rust, "{smithy}");
    }
}

#[test]
fn types() {
    for (smithy, rust) in [
        ("ICD10CMEntity", "Icd10CmEntity"),
        ("S3URI", "S3Uri"),
        ("GenericV2ARN", "GenericV2Arn"),
        ("DBProxy", "DbProxy"),
        ("Self", "SelfValue"),
        ("3D", "_3D"),
    ] {
        assert_eq!(type_name(smithy), rust, "{smithy}");
    }
}

#[test]
fn every_keyword_becomes_an_identifier() {
    for keyword in KEYWORDS.iter().chain(&NEVER_RAW) {
        let name = field(keyword);
        assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{keyword} -> {name}");
    }
}

#[test]
fn variants() {
    for (smithy, rust) in [
        ("OUT_OF_HOME_OOH", "OutOfHomeOoh"),
        ("self", "SelfValue"),
        ("Unknown", "UnknownValue"),
        ("None", "None"),
        ("aws_eusc", "AwsEusc"),
        ("_3D", "_3D"),
    ] {
        assert_eq!(variant(smithy), rust, "{smithy}");
    }
}

#[test]
fn variants_of_enums() {
    for (smithy, rust) in [
        ("OUT_OF_HOME_OOH", "OutOfHomeOoh"),
        ("self", "SelfValue"),
        ("Unknown", "UnknownValue"),
        ("None", "None"),
        ("aws_eusc", "AwsEusc"),
        ("_3D", "_3D"),
        ("ML_C4_8XLARGE", "MlC48Xlarge"),
        ("SM2PKE", "Sm2Pke"),
        ("ECC_SECG_P256K1", "EccSecgP256K1"),
        ("EC2DHCPOptions", "Ec2DhcpOptions"),
        ("G_025X", "G025X"),
        ("A10G", "A10G"),
        ("WINDOWS_SERVER_20H2_CORE", "WindowsServer20H2Core"),
        ("SHA512WITHRSA", "Sha512Withrsa"),
        ("SHA512withRSA", "Sha512withRsa"),
        ("IPv4", "IPv4"),
        ("http1.1", "Http11"),
        ("", "_"),
    ] {
        assert_eq!(enum_variant(smithy), rust, "{smithy}");
    }
}

#[test]
fn packages() {
    for (sdk_id, package_name) in [
        (Some("PartnerCentral Selling"), "partnercentral-selling"),
        (Some("CloudWatch Logs"), "cloudwatch-logs"),
        (Some("SFN"), "sfn"),
        (Some(" 2nd Try. "), "service-2nd-try"),
        (None, "weather-service"),
    ] {
        assert_eq!(package(sdk_id, "WeatherService"), package_name);
    }
}

#[test]
fn stems_of_an_operations_types() {
    for (shape, stem) in [
        ("SetUserMFAPreference", "SetUserMFAPreference"),
        ("getThing", "GetThing"),
        ("Get_Thing", "GetThing"),
    ] {
        assert_eq!(operation_type(shape), stem);
    }
}
