#!/bin/bash
set -e
shellcheck scripts/release.sh
