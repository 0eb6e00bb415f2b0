//! The choices of what to generate, as arguments of commands.

use std::path::Path;

use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};

use super::{absolute, default_runtime};
use crate::failure::Failure;

/// The choices of what to generate.
#[derive(clap::Args)]
pub struct Choices {
    /// The service to generate, if a model has several.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
    /// The form of the output for a model with several services.
    #[arg(long, value_name = "LAYOUT", default_value = "crate")]
    layout: LayoutChoice,
    /// Only types, without a client: the shapes of a namespace, or a shape by its id with the
    /// shapes that it needs. They implement `serde::Serialize` and `serde::Deserialize`.
    #[arg(long, value_name = "NAMESPACE|SHAPE_ID", value_delimiter = ',')]
    shapes: Vec<String>,
    /// The name of the package with `--layout features` or `--shapes`; by default that of the
    /// folder.
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Only these operations and the shapes that they need.
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    operations: Vec<String>,
    /// The protocol of the client, if the service has several: a trait id or its name, for example
    /// restJson1. By default the first that is supported, in the order of the AWS SDKs.
    #[arg(long, value_name = "PROTOCOL")]
    protocol: Option<String>,
    /// The API that the client is compatible with. By default it differs from that of the official
    /// crates in a few places.
    #[arg(long, value_name = "API", value_enum)]
    compat: Option<Compat>,
    /// The dependency of the crate on the runtime: a path, a version such as 0.1, or `workspace`
    /// for a crate that is a member of a workspace whose manifest names it. By default the path of
    /// the checkout that this program was built from, or else its version.
    #[arg(long, value_name = "PATH|VERSION|workspace")]
    runtime: Option<String>,
}

/// An API of clients.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Compat {
    /// Optional structures and unions, an error type per operation, inputs that the service checks.
    AwsSdk,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LayoutChoice {
    /// A crate with one service, which --service chooses.
    Crate,
    /// A crate with all services: a module and a cargo feature each.
    Features,
}

impl Choices {
    /// Returns the options of the generator for a crate in this folder; the headers of files name
    /// `command`.
    ///
    /// # Errors
    /// Fails if choices exclude each other.
    pub fn options_for(&self, folder: &Path, command: &str) -> Result<Options, Failure> {
        self.check_protocol()?;
        let mut options = self.options(command);
        let is_bundle = self.layout == LayoutChoice::Features;
        if !is_bundle && self.shapes.is_empty() {
            return Ok(options);
        }
        if self.service.is_some() || !self.operations.is_empty() || is_bundle && !self.shapes.is_empty() {
            let text = "error: `--layout features` and `--shapes` choose what is generated\n  = help: give one of the two, without --service and --operations";
            return Err(Failure::Input(text.to_owned()));
        }
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let package = self.package.clone().unwrap_or(name);
        options.layout = match is_bundle {
            true => Layout::Services { package },
            false => Layout::Types {
                package,
                shapes: self.shapes.clone(),
            },
        };
        Ok(options)
    }

    /// Fails if no protocol has this name, independent of the model.
    ///
    /// # Errors
    /// The text names the protocols.
    pub fn check_protocol(&self) -> Result<(), Failure> {
        let wanted = self.protocol.as_deref().unwrap_or_default();
        match self.protocol.as_deref().and_then(smithy_codegen::unknown_protocol) {
            Some(help) => Err(Failure::Input(format!(
                "error: there is no protocol `{wanted}`\n  = help: {help}"
            ))),
            None => Ok(()),
        }
    }

    /// Returns the choice of the service and its operations.
    pub fn filter(&self) -> Filter {
        Filter {
            service: self.service.clone(),
            operations: self.operations.clone(),
        }
    }

    /// Returns the options of the generator; the headers of files name `command`.
    pub fn options(&self, command: &str) -> Options {
        Options {
            filter: self.filter(),
            runtime: self.runtime.as_deref().map_or_else(default_runtime, parse_runtime),
            command: command.to_owned(),
            readme: None,
            protocol: self.protocol.clone(),
            layout: Layout::Crate,
            compatibility: match self.compat {
                None => Compatibility::Own,
                Some(Compat::AwsSdk) => Compatibility::AwsSdk,
            },
        }
    }
}

fn parse_runtime(text: &str) -> RuntimeDependency {
    if text.starts_with(|c: char| c.is_ascii_digit() || "^=~<>*".contains(c)) {
        return RuntimeDependency::Version(text.to_owned());
    }
    match text {
        "workspace" => RuntimeDependency::Workspace,
        path => RuntimeDependency::Path(absolute(Path::new(path))),
    }
}
