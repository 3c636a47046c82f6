//! One integration binary; a module for each question that the tests ask.

mod corpus_reports;
