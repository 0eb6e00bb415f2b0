//! Endpoint rules without a client: modules for code that asks a service by itself, as the
//! runtime's credential chain does.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::emit::{Item, SourceFile};
use crate::model::{self, Shape, ShapeKind, node::Node};
use crate::render::{self, Provenance};
use crate::source::Source;
