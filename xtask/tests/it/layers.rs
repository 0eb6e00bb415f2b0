//! No cycles between the modules of the generator and of the runtime, whose imports point down.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The top-level modules of the runtime, from the lowest layer to the highest.
const LAYERS: &[&str] = &[
    "text",
    "pattern",
    "arn",
    "future",
    "box_error",
    "body",
    "primitives",
    "schema",
    "serde",
    "constraints",
    "codec",
    "http",
    "error",
    "endpoint",
    "operation",
    "event_stream",
    "protocol",
    "interceptor",
    "checksum",
    "time",
    "retry",
    "settings",
    "auth",
    "config",
    "presigning",
    "client",
    "mode",
    "paginate",
    "update",
    "waiters",
    "task",
    "customize",
    "fluent",
    "resource",
    "blocking",
    "test_util",
    "sdk",
    "__private",
];

type Module = Vec<String>;

/// The imports between the modules of one parent.
type Imports = BTreeSet<(String, String)>;

#[test]
fn imports_of_the_runtime_point_down() {
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    for (from, to) in &imports("runtime")[&Vec::new()] {
        let (from_layer, to_layer) = (layer(from), layer(to));
        assert!(
            from_layer.is_some() && to_layer.is_some(),
            "{from} or {to} is not in a layer"
        );
        assert!(from_layer > to_layer, "{from} imports {to}, which is in a higher layer");
    }
}

#[test]
fn modules_have_no_cycles() {
    for name in ["cli", "codegen", "codegen-build", "runtime"] {
        for (parent, mut imports) in imports(name) {
            // Without the imports of modules that import nothing, only cycles are left.
            loop {
                let importers: BTreeSet<_> = imports.iter().map(|(from, _)| from.clone()).collect();
                let before = imports.len();
                imports.retain(|(_, to)| importers.contains(to));
                if imports.len() == before {
                    break;
                }
            }
            assert!(imports.is_empty(), "a cycle in {name}, module {parent:?}: {imports:?}");
        }
    }
}

/// Returns the imports of a crate by the parent of the two modules.
fn imports(name: &str) -> BTreeMap<Module, Imports> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut sources = BTreeMap::new();
    read(&root.join(name).join("src"), &mut Vec::new(), &mut sources);
    let mut levels: BTreeMap<Module, Imports> = BTreeMap::new();
    for (module, text) in &sources {
        for target in targets(module, text) {
            let mut ends = (0..=target.len()).rev();
            let end = ends.find(|end| sources.contains_key(&target[..*end]));
            let target = &target[..end.unwrap_or_default()];
            let common = module
                .iter()
                .zip(target)
                .take_while(|(one, other)| one == other)
                .count();
            if let (Some(from), Some(to)) = (module.get(common), target.get(common)) {
                let imports = levels.entry(module[..common].to_vec()).or_default();
                imports.insert((from.clone(), to.clone()));
            }
        }
    }
    levels
}

/// Reads the modules of a folder, without those of tests.
fn read(folder: &Path, parent: &mut Module, sources: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        parent.push(name.clone());
        if path.is_dir() {
            read(&path, parent, sources);
        } else if name == "lib" {
            sources.insert(Vec::new(), String::new());
        } else if !matches!(name.as_str(), "tests" | "table_tests" | "suite" | "suite_data") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            sources.insert(parent.clone(), text.to_owned());
        }
        parent.pop();
    }
}

/// Returns the paths that a module names: those of its `use` items, and those that start with
/// `crate`.
fn targets(module: &Module, text: &str) -> Vec<Module> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text = lines.collect::<Vec<_>>().join("\n").replace("$crate", "");
    let mut paths = Vec::new();
    for item in text.split("use ").skip(1) {
        expand("", item.split(';').next().unwrap_or_default(), &mut paths);
    }
    for path in text.split("crate::").skip(1) {
        let end = path.find(|character: char| !character.is_alphanumeric() && !matches!(character, '_' | ':'));
        paths.push(format!("crate::{}", &path[..end.unwrap_or(path.len())]));
    }
    paths.iter().filter_map(|path| resolve(module, path)).collect()
}

/// Writes out the groups of a path: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(prefix: &str, path: &str, paths: &mut Vec<String>) {
    let Some((before, group)) = path.trim().split_once('{') else {
        return paths.push(format!("{prefix}{}", path.trim()));
    };
    let mut depth = 0;
    let parts = group[..group.rfind('}').unwrap_or(group.len())].split(|character| {
        depth += i32::from(character == '{') - i32::from(character == '}');
        character == ',' && depth == 0
    });
    parts.for_each(|part| expand(&format!("{prefix}{before}"), part, paths));
}

fn resolve(module: &Module, path: &str) -> Option<Module> {
    let mut names = path.split("::").map(str::trim).peekable();
    let mut target = match names.next()? {
        "crate" => Vec::new(),
        "self" => module.clone(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        _ => return None,
    };
    while names.next_if_eq(&"super").is_some() {
        target.pop();
    }
    target.extend(names.map(str::to_owned));
    Some(target)
}
