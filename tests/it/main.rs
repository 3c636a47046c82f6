//! One integration binary, with a module for each question of the tests.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::use_debug,
    reason = "tests read files, fail loudly and say what they measured"
)]

#[macro_use]
mod loud;

mod action;
mod adding;
mod agreement;
mod bash;
mod benign;
mod boundaries;
mod changes;
mod cli;
mod client;
mod corpus_changes;
mod corpus_drift;
mod corpus_expressions;
mod corpus_gates;
mod corpus_init;
mod corpus_judged;
mod corpus_prove;
mod corpus_reach;
mod corpus_reports;
mod corpus_scripts;
mod corpus_settings;
mod corpus_workflows;
mod documents;
mod fake;
mod generated;
mod governed;
mod guide;
mod history;
mod identity;
mod init;
mod lanes;
mod lanes_contract;
mod lanes_settings;
mod metamorphic;
mod names;
mod outside;
mod own_gate;
mod packaging;
mod policies;
mod policy_text;
mod prove;
mod registry;
mod revisions;
mod schema;
mod scripted;
mod seeds;
mod signals;
mod surfaces;
mod trace;
mod verdicts;
mod workspace;
mod writes;
