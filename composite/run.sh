#!/usr/bin/env bash
# Fetches the binary of this release, believes it only by its checksum, and starts it. Every input arrives
# in the environment; nothing of it is put into a command line.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
version=$(cat "$here/VERSION")

refuse() {
  printf '::error title=truegreen::%s\n' "$1"
  exit 2
}

case "${RUNNER_OS:-}/${RUNNER_ARCH:-}" in
  Linux/X64) target=x86_64-unknown-linux-gnu ;;
  Linux/ARM64) target=aarch64-unknown-linux-gnu ;;
  macOS/X64) target=x86_64-apple-darwin ;;
  macOS/ARM64) target=aarch64-apple-darwin ;;
  Windows/X64) target=x86_64-pc-windows-msvc.exe ;;
  *) refuse "no binary for this runner; use one with Docker and the action at the root" ;;
esac

name="truegreen-$target"
expected=$(awk -v name="$name" '$2 == name { print $1 }' "$here/checksums.txt" | tail -n 1)
if [ -z "$expected" ]; then
  refuse "this version has no checksum of $name, so no binary is believed; use a released version"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
binary="$folder/$name"
curl --fail --silent --show-error --location --proto '=https' --retry 3 --max-time 120 \
  --output "$binary" \
  "${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_ACTION_REPOSITORY:-truegreen/truegreen}/releases/download/v$version/$name" \
  || refuse "the binary $name of version $version could not be fetched"

if command -v sha256sum >/dev/null 2>&1; then
  found=$(sha256sum "$binary" | awk '{ print $1 }')
else
  found=$(shasum -a 256 "$binary" | awk '{ print $1 }')
fi
if [ "$found" != "$expected" ]; then
  refuse "the binary $name is not the one that was released: its checksum differs"
fi

chmod +x "$binary"
"$binary" action
