//! Generates the client with the API of the official crates that the tests use.

fn main() -> Result<(), smithy_codegen_build::Error> {
    smithy_codegen_build::configure()
        .model("model/orders.smithy")
        .compatible_with_aws_sdk()
        .generate()
}
