//! The structure of a script: what runs after what, under which condition. Where the grammar gives up,
//! or nests deeper than anybody writes, a statement is [`StatementKind::Unread`], never dropped.

/// One statement with its byte range in the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// First byte.
    pub start: usize,
    /// End of the range.
    pub end: usize,
}

impl Statement {
    /// Visits it and every statement within, substitutions among them.
    pub fn visit<'s>(&'s self, visitor: &mut impl FnMut(&'s Self)) {
        visitor(self);
        let mut all = |body: &'s [Self]| body.iter().for_each(|inner| inner.visit(visitor));
        match &self.kind {
            StatementKind::Command(Simple { inner, .. }) | StatementKind::Test { inner, .. } => {
                inner.iter().for_each(|inner| all(&inner.body));
            }
            StatementKind::Pipeline(body)
            | StatementKind::Group(body)
            | StatementKind::Subshell(body) => all(body),
            StatementKind::And(left, right) | StatementKind::Or(left, right) => {
                left.visit(visitor);
                right.visit(visitor);
            }
            StatementKind::Not(inner)
            | StatementKind::Background(inner)
            | StatementKind::Function { body: inner, .. } => {
                inner.visit(visitor);
            }
            StatementKind::If { branches, otherwise } => {
                for (condition, body) in branches {
                    all(condition);
                    all(body);
                }
                all(otherwise.as_deref().unwrap_or_default());
            }
            StatementKind::While { condition, body, .. } => {
                all(condition);
                all(body);
            }
            StatementKind::For { body, .. } => all(body),
            StatementKind::Case { arms, .. } => arms.iter().for_each(|(_, body)| all(body)),
            StatementKind::Arithmetic(_) | StatementKind::Unread => {}
        }
    }
}

/// What a statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// A simple command, a bare assignment, or a declaration (`export A=b`).
    Command(Simple),
    /// `a | b`.
    Pipeline(Vec<Statement>),
    /// `a && b`.
    And(Box<Statement>, Box<Statement>),
    /// `a || b`.
    Or(Box<Statement>, Box<Statement>),
    /// `! a`.
    Not(Box<Statement>),
    /// `{ a; }`.
    Group(Vec<Statement>),
    /// `( a )`.
    Subshell(Vec<Statement>),
    /// `if`, each `elif`, and `else`.
    If {
        /// Condition and body of `if` and of each `elif`.
        branches: Vec<(Vec<Statement>, Vec<Statement>)>,
        /// Body of `else`.
        otherwise: Option<Vec<Statement>>,
    },
    /// `while` and `until`.
    While {
        /// It is an `until`.
        until: bool,
        /// Before each round.
        condition: Vec<Statement>,
        /// Each round.
        body: Vec<Statement>,
    },
    /// `for`.
    For {
        /// The loop's variable; empty for `for ((...))`.
        variable: String,
        /// What it runs over; `None` where that is no list of words.
        words: Option<Vec<Word>>,
        /// Each round.
        body: Vec<Statement>,
    },
    /// `case`.
    Case {
        /// What is compared.
        value: Word,
        /// Patterns and body of each arm.
        arms: Vec<(Vec<Word>, Vec<Statement>)>,
    },
    /// `f() { a; }`: defines and runs nothing.
    Function {
        /// Its name.
        name: String,
        /// Its body.
        body: Box<Statement>,
    },
    /// `[ ... ]` and `[[ ... ]]`: what stands between the brackets.
    Test {
        /// As written.
        text: String,
        /// It is `[[ ]]`.
        double: bool,
        /// Substitutions in it.
        inner: Vec<InnerScript>,
    },
    /// `(( ... ))`: what stands between.
    Arithmetic(String),
    /// `a &`.
    Background(Box<Statement>),
    /// Not understood.
    Unread,
}

/// A simple command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simple {
    /// Its index in [`crate::formats::shell::script::ShellScript::commands`]; `None` for a redirect without a command.
    pub command: Option<usize>,
    /// Substitutions in its words, in the order of the text.
    pub inner: Vec<InnerScript>,
}

/// `$( )`, backticks, `<( )` or `>( )` in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InnerScript {
    /// The value of a bare assignment: then its status is the statement's.
    pub is_value: bool,
    /// `<( )` or `>( )`: runs beside the command.
    pub is_process: bool,
    /// What runs in it.
    pub body: Vec<Statement>,
    /// First byte.
    pub start: usize,
    /// End of the range.
    pub end: usize,
}

/// One word after quotes are resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Its text; an expansion stays as written (`$X`, `${{ matrix.x }}`), a long substitution as `$(...)`.
    pub text: String,
    /// Holds an expansion or an expression: the text is not what the program gets.
    pub dynamic: bool,
    /// Byte range in the script.
    pub start: usize,
    /// End of that range.
    pub end: usize,
}
