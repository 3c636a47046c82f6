//! What the attributes of an item say: whether it is a test, and where the file of a module is.

/// How a module is mounted.
#[derive(Debug, Default)]
pub(super) struct Mount {
    /// The name of its file, if it is not the usual one.
    pub(super) beside: Option<String>,
    pub(super) is_test: bool,
}

/// Returns whether exactly `#[cfg(test)]` is among the attributes. `cfg(all(test, unix))` counts as
/// product.
pub(super) fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
    })
}

/// Reads how a module is mounted.
///
/// # Errors
///
/// A module that can be another file than it seems, or that hands out macros.
pub(super) fn mount(attributes: &[syn::Attribute]) -> Result<Mount, String> {
    let mut mount = Mount { beside: None, is_test: is_test(attributes) };
    for attribute in attributes {
        if attribute.path().is_ident("cfg_attr") {
            return Err("`cfg_attr` at a module can give it another file".to_owned());
        }
        if attribute.path().is_ident("macro_use") {
            return Err("a macro that other files use without a path".to_owned());
        }
        if attribute.path().is_ident("path") {
            let file = path_of(attribute);
            let file = file
                .filter(|file| mount.is_test && file.ends_with("_tests.rs") && !file.contains('/'));
            let Some(file) = file else {
                let only =
                    "only `#[cfg(test)] #[path = \"x_tests.rs\"] mod tests;` may have a `#[path]`";
                return Err(only.to_owned());
            };
            mount.beside = Some(file);
        }
    }
    Ok(mount)
}

fn path_of(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(literal) = &pair.value else { return None };
    let syn::Lit::Str(text) = &literal.lit else { return None };
    Some(text.value())
}
