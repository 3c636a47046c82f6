//! Reads a source file into [`Source`]: walks the syntax tree once and collects.

use syn::visit::{self, Visit};

use super::attributes::{Mount, is_test, mount};
use super::imports::{Import, imports};
use super::source::{Binding, ChildFile, Fault, InlineModule, Mention, Source, TypeName};
use super::tokens::{self, TokenPath};

/// Reads the text of a file. A text that is not Rust is a fault like any other.
pub(super) fn read(text: &str) -> Source {
    let mut reader = Reader { source: Source::default(), module: 0 };
    reader.source.lines = text.lines().count();
    reader.source.modules.push(InlineModule::default());
    match syn::parse_file(text) {
        Ok(file) => reader.visit_file(&file),
        Err(error) => reader.fault(error.span().start().line, format!("is no Rust: {error}")),
    }
    reader.source
}

struct Reader {
    source: Source,
    /// The module that is being read.
    module: usize,
}

impl Reader {
    fn fault(&mut self, line: usize, what: impl Into<String>) {
        self.source.faults.push(Fault { line, what: what.into() });
    }

    fn module(&mut self) -> &mut InlineModule {
        &mut self.source.modules[self.module]
    }

    fn bind(&mut self, name: String, binding: Binding) {
        self.module().names.entry(name).or_default().push(binding);
    }

    fn define_value(&mut self, ident: &syn::Ident) {
        self.bind(plain(ident), Binding::Value);
    }

    fn define_type(&mut self, ident: &syn::Ident, visibility: &syn::Visibility) {
        self.bind(plain(ident), Binding::Type);
        let is_public = matches!(visibility, syn::Visibility::Public(_));
        self.source.types.push(TypeName { name: plain(ident), is_public });
    }

    fn mention(&mut self, path: Vec<String>, line: usize) {
        self.module().mentions.push(Mention { path, line, handed_on: false });
    }

    /// Collects the paths of tokens whose grammar is unknown.
    fn read_tokens(&mut self, stream: proc_macro2::TokenStream) {
        let mut found = Vec::new();
        tokens::paths(stream, &mut found);
        for TokenPath { path, line, fault } in found {
            if let Some(what) = fault {
                self.fault(line, what);
            }
            self.mention(path, line);
        }
    }

    fn read_import(&mut self, import: Import, handed_on: bool) {
        if let Some(what) = import.fault {
            self.fault(import.line, what);
        }
        if let Some(name) = import.name {
            self.bind(name, Binding::Import { path: import.path.clone(), handed_on });
        }
        let mention = Mention { path: import.path, line: import.line, handed_on };
        self.module().mentions.push(mention);
    }

    fn read_function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let last = block.brace_token.span.close().end().line;
        self.source.functions.push((plain(&signature.ident), last + 1 - first));
    }

    /// Binds the name of an item to its module.
    fn define_item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) => self.define_type(&item.ident, &item.vis),
            syn::Item::Enum(item) => self.define_type(&item.ident, &item.vis),
            syn::Item::Union(item) => self.define_type(&item.ident, &item.vis),
            syn::Item::Trait(item) => self.define_type(&item.ident, &item.vis),
            syn::Item::TraitAlias(item) => self.define_type(&item.ident, &item.vis),
            syn::Item::Type(item) => self.define_type(&item.ident, &item.vis),
            syn::Item::Fn(item) => self.define_value(&item.sig.ident),
            syn::Item::Const(item) => self.define_value(&item.ident),
            syn::Item::Static(item) => self.define_value(&item.ident),
            syn::Item::Macro(item) => {
                if let Some(ident) = &item.ident {
                    self.bind(plain(ident), Binding::Type);
                }
            }
            syn::Item::Verbatim(tokens) => {
                let first = tokens.clone().into_iter().next();
                let line = first.map_or(0, |token| token.span().start().line);
                self.fault(line, "cannot be read");
            }
            _ => {}
        }
    }
}

/// Returns the attributes of an item.
fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::ExternCrate(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::ForeignMod(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::TraitAlias(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Union(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Returns the line on which a path begins.
fn line_of(path: &syn::Path) -> usize {
    path.segments.first().map_or(0, |segment| segment.ident.span().start().line)
}

/// Returns a name without the `r#` of a raw identifier.
pub(super) fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text).to_owned()
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        // Only this item is skipped; the items after it are read.
        if is_test(attributes(item))
            && !matches!(item, syn::Item::Mod(item) if item.content.is_none())
        {
            return;
        }
        self.define_item(item);
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes = match item {
            syn::ImplItem::Const(item) => &item.attrs,
            syn::ImplItem::Fn(item) => &item.attrs,
            syn::ImplItem::Type(item) => &item.attrs,
            syn::ImplItem::Macro(item) => &item.attrs,
            _ => return visit::visit_impl_item(self, item),
        };
        if !is_test(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let line = item.ident.span().start().line;
        let mount = match mount(&item.attrs) {
            Ok(mount) => mount,
            Err(what) => {
                self.fault(line, what);
                Mount::default()
            }
        };
        let name = plain(&item.ident);
        let Some((_, items)) = &item.content else {
            let child = ChildFile { name, beside: mount.beside, is_test: mount.is_test, line };
            return self.module().child_files.push(child);
        };
        let parent = self.module;
        self.module = self.source.modules.len();
        let inner = InlineModule { name, parent: Some(parent), ..InlineModule::default() };
        self.source.modules.push(inner);
        for item in items {
            self.visit_item(item);
        }
        self.module = parent;
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        for statement in &block.stmts {
            if let syn::Stmt::Item(syn::Item::Mod(item)) = statement {
                self.fault(item.ident.span().start().line, "a module inside of a function");
            }
        }
        visit::visit_block(self, block);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let handed_on = !matches!(item.vis, syn::Visibility::Inherited);
        for import in imports(item) {
            self.read_import(import, handed_on);
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        self.fault(item.ident.span().start().line, "`extern crate` gives a crate another name");
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.read_function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.read_function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    /// Skips a visibility: it says who may use an item, and imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let path = attribute.path();
        if path.is_ident("doc") || path.is_ident("cfg") {
            return;
        }
        if path.is_ident("macro_export") {
            self.fault(line_of(path), "a macro that other files use without a path");
        }
        self.visit_path(path);
        match &attribute.meta {
            syn::Meta::List(list) => {
                self.read_tokens(tokens::with_strings_read(list.tokens.clone()));
            }
            syn::Meta::NameValue(pair) => self.visit_expr(&pair.value),
            _ => {}
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.is_ident("include") {
            self.fault(line_of(&call.path), "`include!` brings Rust from elsewhere");
        }
        self.visit_path(&call.path);
        self.read_tokens(call.tokens.clone());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut names: Vec<String> =
            path.segments.iter().map(|segment| plain(&segment.ident)).collect();
        if path.leading_colon.is_some() {
            names.insert(0, String::new());
        }
        // A single name is from this module, or from a `use`, which is a path already.
        if names.len() > 1 {
            self.mention(names, line_of(path));
        }
        visit::visit_path(self, path);
    }
}
