//! Generates the client from the model.

fn main() -> Result<(), smithy_codegen_build::Error> {
    smithy_codegen_build::configure()
        .model("model/weather.smithy")
        .operations(["GetCity"])
        .blocking(true)
        .generate()
}
