//! Imports point down: the layers of the runtime, and no cycle between modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The top-level modules, from the lowest to the highest.
const LAYERS: &[&str] = &[
    "text",
    "future",
    "box_error",
    "primitives",
    "schema",
    "serde",
    "codec",
    "http",
    "error",
    "endpoint",
    "operation",
    "protocol",
    "interceptor",
    "time",
    "retry",
    "settings",
    "auth",
    "config",
    "client",
    "mode",
    "paginate",
    "customize",
    "fluent",
    "blocking",
    "test_util",
    "__private",
];

type Module = Vec<String>;

#[test]
fn imports_point_down() {
    let mut sources = BTreeMap::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut Vec::new(),
        &mut sources,
    );
    let mut levels: BTreeMap<Module, BTreeSet<(String, String)>> = BTreeMap::new();
    for (module, text) in &sources {
        for target in targets(module, text) {
            let target = (0..=target.len()).rev().map(|end| target[..end].to_vec());
            let target = target
                .into_iter()
                .find(|path| sources.contains_key(path))
                .unwrap_or_default();
            let common = module
                .iter()
                .zip(&target)
                .take_while(|(one, other)| one == other)
                .count();
            if let (Some(from), Some(to)) = (module.get(common), target.get(common)) {
                let edges = levels.entry(module[..common].to_vec()).or_default();
                edges.insert((from.clone(), to.clone()));
            }
        }
    }
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    for (from, to) in &levels[&Vec::new()] {
        let (from_layer, to_layer) = (layer(from), layer(to));
        assert!(
            from_layer.is_some() && to_layer.is_some(),
            "{from} or {to} is not in a layer"
        );
        assert!(from_layer > to_layer, "{from} imports {to}, which is in a higher layer");
    }
    for (parent, mut edges) in levels {
        // Without the edges that lead nowhere, only cycles are left.
        loop {
            let sources: BTreeSet<_> = edges.iter().map(|(from, _)| from.clone()).collect();
            let before = edges.len();
            edges.retain(|(_, to)| sources.contains(to));
            if edges.len() == before {
                break;
            }
        }
        assert!(edges.is_empty(), "a cycle of modules in {parent:?}: {edges:?}");
    }
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

/// Returns the paths that a module names: those of its `use` items, and those that start with `crate`.
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
