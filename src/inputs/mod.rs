//! EDGE, reads. The only place that touches files, the environment, the clock, standard input and the
//! `git` command. It returns bytes and names with their provenance, never opinions.
//!
//! Nothing in the workspace is executed, and no symbolic link that leads out of it is followed.
