//! The options of the generator.

use crate::model::select::Filter;
use crate::source::Source;

/// The choices of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The service and the operations to generate.
    pub filter: Filter,
    /// The protocol of the client, if the service has several; by trait id or name.
    pub protocol: Option<String>,
    /// The dependency on the runtime.
    pub runtime: RuntimeDependency,
    /// The command for a rerun, which the header of each file names.
    pub command: String,
    /// The template of the crate's README, if there is one.
    pub readme: Option<Source>,
    /// The form of the output.
    pub layout: Layout,
    /// The choice of the client's API where ours differs from that of the official crates.
    pub compatibility: Compatibility,
}

/// The API of a client where ours differs from that of the official crates on purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compatibility {
    /// Required structures and unions are a `T`, required members of inputs are checked before a
    /// request is sent, and a service has one error type.
    #[default]
    Own,
    /// The API of the official crates, for programs written for them: required structures and
    /// unions are `Option<T>`, the service checks its inputs, each operation has an error type, and
    /// the types of the AWS SDK are always used.
    AwsSdk,
}

/// The dependency of a generated crate on the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeDependency {
    /// It is a member of a workspace that has the runtime.
    Workspace,
    /// A folder.
    Path(String),
    /// A published version.
    Version(String),
}

/// The form of the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A crate with a manifest, a README and tests.
    #[default]
    Crate,
    /// A module of another crate, whose root is the file `mod.rs`.
    Module(Module),
    /// A crate of types with `serde`, without a client.
    Types {
        /// The name of the package.
        package: String,
        /// Namespaces, and ids of shapes, which include the shapes that they need.
        shapes: Vec<String>,
    },
    /// A crate with all services of the model: a module and a cargo feature each.
    Services {
        /// The name of the package.
        package: String,
    },
}

/// The properties of a client that is a module of another crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The path by which examples in the documentation import the module, such as
    /// `my_program::weather`.
    pub path: String,
    /// The support for optional parts of the client.
    pub features: ModuleFeatures,
}

/// The support of a module for optional parts, which are cargo features of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleFeatures {
    /// The crate that holds the module has the cargo features of client crates.
    OfCrate,
    /// The module has these features, which the crate that contains it does not declare. It is
    /// included in a file of that crate, so its root has no inner documentation, and the lints of
    /// the crate do not apply.
    Fixed(Vec<&'static str>),
}
