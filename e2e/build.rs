//! Generates the clients that the tests use beside those of the workspace.

fn main() -> Result<(), smithy_codegen_build::Error> {
    // A client with the API of the official crates.
    smithy_codegen_build::configure()
        .model("model/orders.smithy")
        .compatible_with_aws_sdk()
        .generate()?;
    // A client whose endpoints an operation returns.
    smithy_codegen_build::configure()
        .model("model/ledgers.smithy")
        .generate()?;
    // A client with the functions that our own traits add.
    smithy_codegen_build::configure().model("model/depot.smithy").generate()
}
