//! Services of every protocol that moto speaks. Their models are converted from botocore's facts,
//! and the clients have only the operations that the program calls.

use std::path::{Path, PathBuf};

use super::program::{self, Outcome};
use super::server::Server;
use super::workspace::COMMAND;
use crate::clients::{self, Botocore, Client};
use crate::failure::Failure;
use crate::sync::{copy_if_newer, write_if_new};
use crate::{corpus, output};

/// The package of the program, seen from the workspace.
const PROGRAM: &str = "../../../xtask/interop/protocols";

/// Its binary.
const BINARY: &str = "call-service";

/// A service: its package, its name in botocore, and the operations that are called.
type Service = (&'static str, &'static str, &'static [&'static str]);

/// The services, by protocol: awsQuery, ec2Query, restJson1, restXml. Moto does not speak CBOR.
const SERVICES: [Service; 12] = [
    (
        "cloudformation",
        "cloudformation",
        &["CreateStack", "DescribeStacks", "ListStackResources"],
    ),
    (
        "cloudwatch",
        "cloudwatch",
        &[
            "DescribeAlarms",
            "GetMetricStatistics",
            "ListMetrics",
            "PutMetricAlarm",
            "PutMetricData",
            "SetAlarmState",
        ],
    ),
    (
        "elastic-load-balancing",
        "elb",
        &[
            "ConfigureHealthCheck",
            "CreateLoadBalancer",
            "DescribeLoadBalancers",
            "DescribeTags",
        ],
    ),
    (
        "iam",
        "iam",
        &[
            "CreateAccessKey",
            "CreateRole",
            "CreateUser",
            "GetUser",
            "GetUserPolicy",
            "ListUsers",
            "PutUserPolicy",
        ],
    ),
    (
        "ses",
        "ses",
        &[
            "GetIdentityVerificationAttributes",
            "GetSendQuota",
            "ListIdentities",
            "SendEmail",
            "VerifyEmailIdentity",
        ],
    ),
    (
        "sns",
        "sns",
        &[
            "CreateTopic",
            "GetTopicAttributes",
            "ListTagsForResource",
            "ListTopics",
            "Publish",
        ],
    ),
    ("sts", "sts", &["AssumeRole", "GetCallerIdentity", "GetSessionToken"]),
    (
        "ec2",
        "ec2",
        &[
            "AuthorizeSecurityGroupIngress",
            "CreateSecurityGroup",
            "CreateVpc",
            "DescribeInstances",
            "DescribeSecurityGroups",
            "DescribeVpcs",
            "RunInstances",
            "TerminateInstances",
        ],
    ),
    (
        "api-gateway",
        "apigateway",
        &[
            "CreateResource",
            "CreateRestApi",
            "DeleteRestApi",
            "GetMethod",
            "GetResources",
            "GetRestApi",
            "GetRestApis",
            "PutMethod",
        ],
    ),
    (
        "lambda",
        "lambda",
        &[
            "CreateFunction",
            "GetFunction",
            "ListFunctions",
            "ListTags",
            "TagResource",
            "UntagResource",
        ],
    ),
    (
        "route-53",
        "route53",
        &[
            "ChangeResourceRecordSets",
            "CreateHostedZone",
            "GetHostedZone",
            "ListHostedZones",
            "ListResourceRecordSets",
        ],
    ),
    (
        "s3",
        "s3",
        &[
            "CreateBucket",
            "DeleteObjects",
            "GetBucketTagging",
            "GetObject",
            "HeadObject",
            "ListBuckets",
            "ListObjectsV2",
            "PutBucketTagging",
            "PutObject",
        ],
    ),
];

/// Protocols that a client takes in place of the first of its service.
const PROTOCOLS: [(&str, &str); 1] = [("cloudwatch", "aws.protocols#awsQuery")];

/// Returns the packages of the services.
pub(super) fn packages() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|(package, ..)| *package)
}

/// Generates the clients and builds the program. Returns its path.
pub(super) fn build(folder: &Path) -> Result<PathBuf, Failure> {
    let facts = corpus::facts(&output::workspace().join("target/corpus"))?;
    let workspace = folder.join("protocols");
    for service in &SERVICES {
        generate(&facts, &workspace, service)?;
    }
    let failed = |error| Failure::Input(format!("error: cannot write to {}: {error}", output::shown(&workspace)));
    let members: Vec<_> = packages().chain([PROGRAM]).collect();
    let manifest = clients::manifest(&members, "../../..", clients::PROFILE_OF_TESTS);
    write_if_new(&workspace.join("Cargo.toml"), &manifest).map_err(failed)?;
    let lock = output::workspace().join("Cargo.lock");
    copy_if_newer(&lock, &workspace.join("Cargo.lock")).map_err(failed)?;
    let target = folder.join("target");
    clients::cargo(
        &workspace,
        &target,
        "build",
        &["--package=interop-protocols".to_owned()],
        &[],
    )?;
    Ok(target
        .join("debug")
        .join(format!("{BINARY}{}", std::env::consts::EXE_SUFFIX)))
}

/// Writes the model and the client of a service.
fn generate(facts: &Path, workspace: &Path, (package, service, operations): &Service) -> Result<(), Failure> {
    let protocol = PROTOCOLS.iter().find(|(known, _)| known == package);
    let client = Client {
        package,
        model: &workspace.join("models").join(format!("{service}.json")),
        operations,
        protocol: protocol.map(|(_, protocol)| *protocol),
        command: COMMAND,
    };
    Botocore { facts, service, client }.generate(workspace)
}

/// Has the program call these services; its lines are shown.
pub(super) fn call(
    program: &Path,
    server: &Server,
    services: &[&'static str],
) -> Result<Vec<(&'static str, Outcome)>, Failure> {
    let mut outcomes = Vec::new();
    for service in services {
        println!("{service}");
        let mut command = server.command(program);
        command.arg(service);
        outcomes.push((*service, program::run(command, true)?));
    }
    Ok(outcomes)
}
