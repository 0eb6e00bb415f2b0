//! Services of every protocol that moto speaks. Their models are converted from botocore's facts,
//! and the clients have only the operations that the program calls.

use std::path::{Path, PathBuf};

use super::program::{self, ProgramOutcome};
use super::server::ServerProcess;
use super::workspace::COMMAND;
use crate::clients::{self, Botocore, ClientToGenerate};
use crate::failure::Failure;
use crate::sync::{copy_if_newer, write_if_new};
use crate::{corpus, output};

/// A service of botocore: its package, its name in botocore, and the operations that the program
/// calls.
type BotocoreService = (&'static str, &'static str, &'static [&'static str]);

/// Services whose clients one program calls.
pub(super) struct ServiceGroup {
    /// The folder of the workspace of the clients below target/interop, and of the program below
    /// xtask/interop.
    pub(super) folder: &'static str,
    /// The package of the program.
    pub(super) package: &'static str,
    /// Its binary.
    pub(super) binary: &'static str,
    pub(super) services: &'static [BotocoreService],
    /// The protocols of clients that do not use the first protocol of their service.
    pub(super) protocols: &'static [(&'static str, &'static str)],
}

/// The services of awsQuery, ec2Query, restJson1 and restXml.
pub(super) const GROUP: ServiceGroup = ServiceGroup {
    folder: "protocols",
    package: "interop-protocols",
    binary: "call-service",
    services: &SERVICES,
    protocols: &[("cloudwatch", "aws.protocols#awsQuery")],
};

/// CloudWatch, which is called by awsQuery and by rpcv2Cbor.
pub(super) const CLOUDWATCH: BotocoreService = (
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
);

/// The services, by protocol: awsQuery, ec2Query, restJson1, restXml.
const SERVICES: [BotocoreService; 12] = [
    (
        "cloudformation",
        "cloudformation",
        &["CreateStack", "DescribeStacks", "ListStackResources"],
    ),
    CLOUDWATCH,
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

impl ServiceGroup {
    /// Returns the packages of the services.
    pub(super) fn packages(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.services.iter().map(|(package, ..)| *package)
    }

    /// Generates the clients and builds the program. Returns its path.
    pub(super) fn build(&self, folder: &Path) -> Result<PathBuf, Failure> {
        let facts = corpus::facts(&output::workspace().join("target/corpus"))?;
        let workspace = folder.join(self.folder);
        for service in self.services {
            self.generate(&facts, &workspace, service)?;
        }
        let failed = |error| Failure::Input(format!("error: cannot write to {}: {error}", output::shown(&workspace)));
        let program = format!("../../../xtask/interop/{}", self.folder);
        let mut members: Vec<&str> = self.packages().collect();
        members.push(&program);
        let manifest = clients::manifest(&members, "../../..", clients::PROFILE_OF_TESTS);
        write_if_new(&workspace.join("Cargo.toml"), &manifest).map_err(failed)?;
        let lock = output::workspace().join("Cargo.lock");
        copy_if_newer(&lock, &workspace.join("Cargo.lock")).map_err(failed)?;
        let target = folder.join("target");
        clients::cargo(
            &workspace,
            &target,
            "build",
            &[format!("--package={}", self.package)],
            &[],
        )?;
        let binary = format!("{}{}", self.binary, std::env::consts::EXE_SUFFIX);
        Ok(target.join("debug").join(binary))
    }

    /// Writes the model and the client of a service.
    fn generate(
        &self,
        facts: &Path,
        workspace: &Path,
        (package, service, operations): &BotocoreService,
    ) -> Result<(), Failure> {
        let protocol = self.protocols.iter().find(|(known, _)| known == package);
        let client = ClientToGenerate {
            package,
            model: &workspace.join("models").join(format!("{service}.json")),
            operations,
            protocol: protocol.map(|(_, protocol)| *protocol),
            command: COMMAND,
        };
        Botocore { facts, service, client }.generate(workspace)
    }
}

/// Runs the program for each of these services and shows its output.
pub(super) fn call(
    program: &Path,
    server: &ServerProcess,
    services: &[&'static str],
) -> Result<Vec<(&'static str, ProgramOutcome)>, Failure> {
    let mut outcomes = Vec::new();
    for service in services {
        println!("{service}");
        let mut command = server.command(program);
        command.arg(service);
        outcomes.push((*service, program::run(command, true)?));
    }
    Ok(outcomes)
}
