//! The leaves of a `use`, each with its whole path.

use super::reader::plain;

/// One leaf of a `use`.
#[derive(Debug)]
pub(super) struct Import {
    pub(super) path: Vec<String>,
    /// The name in this module; `None` for `as _`.
    pub(super) name: Option<String>,
    pub(super) line: usize,
    pub(super) fault: Option<String>,
}

/// Returns the leaves of a `use`.
pub(super) fn imports(item: &syn::ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    // An empty first segment stands for a path that begins with `::`.
    let prefix = if item.leading_colon.is_some() { vec![String::new()] } else { Vec::new() };
    collect(&item.tree, &prefix, &mut found);
    found
}

fn collect(tree: &syn::UseTree, prefix: &[String], found: &mut Vec<Import>) {
    match tree {
        syn::UseTree::Path(path) => {
            collect(&path.tree, &joined(prefix, &plain(&path.ident)), found);
        }
        syn::UseTree::Name(name) => {
            let path = joined(prefix, &plain(&name.ident));
            let line = name.ident.span().start().line;
            let name = path.last().cloned();
            found.push(Import { path, name, line, fault: None });
        }
        syn::UseTree::Rename(rename) => {
            let path = joined(prefix, &plain(&rename.ident));
            let line = rename.ident.span().start().line;
            let name = Some(plain(&rename.rename)).filter(|name| name != "_");
            let fault = path
                .iter()
                .all(|part| is_relative(part))
                .then(|| format!("`{}` gets another name", path.join("::")));
            found.push(Import { path, name, line, fault });
        }
        syn::UseTree::Glob(glob) => {
            let line = glob.star_token.span.start().line;
            let fault = Some(format!("a glob: `{}::*`", prefix.join("::")));
            found.push(Import { path: prefix.to_vec(), name: None, line, fault });
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, prefix, found);
            }
        }
    }
}

/// Adds a segment; `self` at the end of a group names the prefix itself.
fn joined(prefix: &[String], name: &str) -> Vec<String> {
    let mut path = prefix.to_vec();
    if name != "self" || path.is_empty() {
        path.push(name.to_owned());
    }
    path
}

/// Returns whether a segment only says where to start.
pub(super) fn is_relative(segment: &str) -> bool {
    matches!(segment, "crate" | "self" | "super" | "truegreen" | "")
}
