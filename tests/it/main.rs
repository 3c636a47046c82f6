//! One integration binary; a module for each question that the tests ask.

#![expect(clippy::disallowed_methods, reason = "tests read files and the environment")]

mod boundaries;
mod cli;
mod corpus_expressions;
mod corpus_reports;
mod corpus_scripts;
mod corpus_workflows;
mod documents;
mod lanes;
mod registry;
mod verdicts;
mod workspace;
