#!/bin/sh
# Installs the official workflow parser into DIR, for development only; no lock file is left behind.
#   sh tests/oracle/install.sh DIR
#   TRUEGREEN_ORACLE=DIR TRUEGREEN_CORPUS=... cargo test --test it corpus_workflows -- --ignored
set -eu
dir=${1:?usage: install.sh DIR}
mkdir -p "$dir"
npm install --no-save --no-package-lock --no-audit --no-fund --prefix "$dir" \
  @actions/workflow-parser@0.3.61 @actions/expressions@0.3.61
