//! The options of a caller of the generator.

use crate::model::select::Filter;
use crate::source::Source;

/// The choices of a run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which service and operations to generate.
    pub filter: Filter,
    /// The protocol to speak, where the service has several; by trait id or name.
    pub protocol: Option<String>,
    /// The dependency on the runtime.
    pub runtime: RuntimeDependency,
    /// The command that the header of each file names for a rerun.
    pub command: String,
    /// The template of the crate's README, if it is to have one.
    pub readme: Option<Source>,
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
