//! Tasks as data.

/// A task of the service that an operation starts (`smithy.codegen#task`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The stem of the names of the operation that returns the state.
    pub poll: String,
    /// The module of that operation.
    pub module: String,
    /// The member of the output that identifies the task.
    pub id: TaskMember,
    /// The field of the input of `poll` that takes the id.
    pub filter: String,
    /// Whether that field is a list.
    pub filters_list: bool,
    /// The fields of the input of `poll` that are copied from fields of the call.
    pub from_call: Vec<(String, String)>,
    /// The idempotency token.
    pub token: Option<String>,
    /// The list of tasks in the output of `poll`, if that output is not the task itself.
    pub items: Option<TaskItems>,
    /// The field of a task that is set once it has ended.
    pub end: Option<String>,
    /// The status.
    pub status: TaskMember,
    /// The values of the status that mean success.
    pub success: Vec<String>,
    /// The values of the status that mean failure.
    pub failure: Vec<String>,
    /// The explanations in a task.
    pub reasons: Vec<TaskMember>,
    /// The explanations in the output of the operation.
    pub output_reasons: Vec<TaskMember>,
}

/// The list of tasks in an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskItems {
    /// The field.
    pub field: String,
    /// Whether it is an `Option`.
    pub is_optional: bool,
    /// The structure of the tasks.
    pub structure: String,
    /// The member of it that identifies the task.
    pub id: TaskMember,
}

/// A string or enum in a structure, or one in each element of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskMember {
    /// The name of the last member of the path in the model.
    pub member_name: String,
    /// The field of the list, and whether it is an `Option`.
    pub list: Option<(String, bool)>,
    /// The field.
    pub field: String,
    /// Whether it is an `Option`.
    pub is_optional: bool,
}
