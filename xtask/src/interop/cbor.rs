//! Services of rpcv2Cbor. Moto does not support it, so a front end translates it with the parser
//! and the serializer of localstack, and calls moto in another protocol of the service.

use std::path::Path;

use super::program::ProgramOutcome;
use super::protocols::{self, ServiceGroup};
use super::server::ServerProcess;
use crate::failure::Failure;
use crate::{judge, output};

/// The services, and their clients and program.
pub(super) const GROUP: ServiceGroup = ServiceGroup {
    folder: "cbor",
    package: "interop-cbor",
    binary: "call-cbor",
    services: &[
        (
            "servicediscovery",
            "servicediscovery",
            &[
                "CreateHttpNamespace",
                "CreateService",
                "GetInstance",
                "GetNamespace",
                "ListNamespaces",
                "RegisterInstance",
            ],
        ),
        protocols::CLOUDWATCH,
        (
            "codebuild",
            "codebuild",
            &[
                "BatchGetBuilds",
                "BatchGetProjects",
                "CreateProject",
                "ListProjects",
                "StartBuild",
            ],
        ),
    ],
    protocols: &[
        ("servicediscovery", "smithy.protocols#rpcv2Cbor"),
        ("cloudwatch", "smithy.protocols#rpcv2Cbor"),
        ("codebuild", "smithy.protocols#rpcv2Cbor"),
    ],
};

/// The services of the front end, with the protocol in which it calls moto.
const FRONT: [&str; 3] = ["cloudwatch=query", "codebuild=json", "servicediscovery=json"];

/// Runs the program for each of these services on a front end with a separate moto, and shows its
/// output.
pub(super) fn call(
    program: &Path,
    moto: &Path,
    folder: &Path,
    services: &[&'static str],
) -> Result<Vec<(&'static str, ProgramOutcome)>, Failure> {
    let server = ServerProcess::start(moto, folder)?;
    let python = super::stage("installing localstack's parser and serializer", || {
        judge::python("the services of rpcv2Cbor are not called")
    })?;
    let script = output::workspace().join("xtask/interop/cbor/front.py");
    let front = super::stage("starting the front of rpcv2Cbor", || {
        let mut command = server.command(&python);
        command.arg(script).args(FRONT);
        ServerProcess::start_front(command, &server, &folder.join("front.log"))
    })?;
    let outcomes = protocols::call(program, &front, services)?;
    Ok(outcomes
        .into_iter()
        .map(|(name, outcome)| (label(name), outcome))
        .collect())
}

/// Returns the name of a service in the table, which may have a row of another protocol as well.
fn label(package: &'static str) -> &'static str {
    match package {
        "cloudwatch" => "cloudwatch, CBOR",
        other => other,
    }
}
