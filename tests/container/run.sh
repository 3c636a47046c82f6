#!/usr/bin/env bash
# Builds the image from the Dockerfile's last stage and runs it as the runner would: its mounts, its
# environment, its entrypoint, and a cancellation. No container engine and no registry is needed: buildah
# builds, podman and runc run. Prints sizes and the time to start.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v podman >/dev/null || ! command -v buildah >/dev/null || ! command -v runc >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >/dev/null 2>&1 || true
    apt-get install -y -qq --no-install-recommends buildah podman runc >/dev/null 2>&1 || true
  fi
fi
if ! command -v podman >/dev/null || ! command -v buildah >/dev/null || ! command -v runc >/dev/null; then
  printf 'SKIPPED LOUD: buildah, podman and runc are missing; the image is neither built nor run\n'
  exit 0
fi

scratch=$(mktemp -d)
api=
pods=(podman --root "$scratch/store" --runroot "$scratch/run")
clean() {
  [ -z "$api" ] || kill "$api" 2>/dev/null || true
  "${pods[@]}" rm -f -a >/dev/null 2>&1 || true
  "${pods[@]}" rmi -f -a >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap clean EXIT
fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

export STORAGE_DRIVER=vfs CONTAINERS_CONF="$scratch/containers.conf"
cat >"$CONTAINERS_CONF" <<'CONF'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
CONF

# Some machines have the tools and may not use them: a program that does nothing tells, before ours does.
mkdir "$scratch/probe"
printf 'FROM scratch\nCOPY probe /probe\n' >"$scratch/probe/Dockerfile"
if ! { printf 'int main(void) { return 0; }\n' | cc -static -x c - -o "$scratch/probe/probe" &&
  buildah --root "$scratch/store" --runroot "$scratch/run" bud --isolation chroot \
    --tag localhost/probe:test "$scratch/probe" &&
  "${pods[@]}" run --rm --network host -v "$scratch/probe:/there" --entrypoint /probe localhost/probe:test; } \
  >"$scratch/log" 2>&1; then
  tail -n 3 "$scratch/log"
  printf 'SKIPPED LOUD: no container runs on this machine; the image is neither built nor run\n'
  exit 0
fi

printf -- '-- a static binary\n'
target="$(uname -m)-unknown-linux-gnu"
here=$(pwd)
cargo_home=${CARGO_HOME:-$HOME/.cargo}
CFLAGS="-ffile-prefix-map=$cargo_home=cargo -ffile-prefix-map=$here=." \
RUSTFLAGS="-C target-feature=+crt-static --remap-path-prefix=$here=. --remap-path-prefix=$cargo_home=cargo" \
  cargo build --release --locked --quiet --target "$target" --target-dir target/static
mkdir "$scratch/build"
cp "target/static/$target/release/truegreen" "$scratch/build/truegreen"
binary="$scratch/build/truegreen"
if readelf --dynamic "$binary" 2>/dev/null | grep -q NEEDED; then
  fail "the binary needs a library"
fi
for path in "$here" "$HOME"; do
  if [ "$path" != / ] && grep -aqF "$path/" "$binary"; then
    fail "a path of the build is in the binary: $path"
  fi
done

printf -- '-- the image, from the last stage of the Dockerfile\n'
# The stage that compiles needs a base from a registry; what it leaves is given in its place.
buildah --root "$scratch/store" --runroot "$scratch/run" bud --isolation chroot \
  --build-context "build=$scratch/build" --tag localhost/truegreen:test --file Dockerfile . >/dev/null 2>&1 \
  || fail "buildah could not build the image"
unpacked=$("${pods[@]}" image inspect localhost/truegreen:test --format '{{.Size}}')
packed=$(gzip -9c "$binary" | wc -c)
printf 'image: %s bytes, packed %s bytes\n' "$unpacked" "$packed"
[ "$unpacked" -lt 20000000 ] || fail "the image is over 20 MB"
[ "$packed" -lt 7000000 ] || fail "the image is over 7 MB packed"

# The runner's contract: mounts, working directory, names of variables, entrypoint.
prepare() { # workspace
  rm -rf "$scratch/work"
  mkdir -p "$scratch/work"/{workspace,home,workflow,file_commands,runner_temp}
  cp -r "$1/." "$scratch/work/workspace"
  : >"$scratch/work/file_commands/output"
  : >"$scratch/work/file_commands/summary"
  cp testdata/events/schedule.json "$scratch/work/workflow/event.json"
}
contain() { # api, then arguments of podman
  local url=$1
  shift
  # What the runner hands over by name alone; the token is an input.
  "${pods[@]}" run --name truegreen --network host --workdir /github/workspace \
    -e GITHUB_ACTIONS=true -e CI=true -e HOME=/github/home \
    -e GITHUB_API_URL="$url" -e GITHUB_SERVER_URL=https://github.com \
    -e GITHUB_REPOSITORY=octo/service -e GITHUB_EVENT_NAME=schedule \
    -e GITHUB_EVENT_PATH=/github/workflow/event.json -e GITHUB_SHA="$sha" \
    -e GITHUB_RUN_ID=1 -e GITHUB_RUN_ATTEMPT=1 -e GITHUB_JOB=gate \
    -e GITHUB_WORKFLOW_REF=octo/service/.github/workflows/ci.yml@refs/heads/main \
    -e GITHUB_WORKSPACE=/github/workspace -e RUNNER_TEMP=/github/runner_temp \
    -e GITHUB_OUTPUT=/github/file_commands/output \
    -e GITHUB_STEP_SUMMARY=/github/file_commands/summary \
    -e INPUT_TOKEN=ghs_container -e INPUT_JOB-ID=9 -e "INPUT_COVERAGE-MIN=40" \
    -v "$scratch/work/workspace:/github/workspace" -v "$scratch/work/home:/github/home" \
    -v "$scratch/work/workflow:/github/workflow" \
    -v "$scratch/work/file_commands:/github/file_commands" \
    -v "$scratch/work/runner_temp:/github/runner_temp" \
    --entrypoint /truegreen "$@"
}
sha=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

python3 tests/container/api.py "$scratch/sample" >"$scratch/port" &
api=$!
for _ in $(seq 100); do
  [ -s "$scratch/port" ] && break
  sleep 0.05
done
url="http://127.0.0.1:$(cat "$scratch/port")"

printf -- '-- pass, fail, cannot tell\n'
cat >"$scratch/ci.yml" <<'YAML'
on: schedule
jobs:
  unit:
    runs-on: ubuntu-latest
    steps:
      - run: pytest -q
  gate:
    needs: [unit]
    if: always()
    runs-on: ubuntu-latest
    steps:
      - uses: truegreen/truegreen@v1
YAML
mkdir -p "$scratch/sample/.github/workflows" "$scratch/sample/.git"
printf '%s\n' "$sha" >"$scratch/sample/.git/HEAD"
for case in "0 pass" "1 fail" "3 inconclusive"; do
  read -r code verdict <<<"$case"
  cp "$scratch/ci.yml" "$scratch/sample/.github/workflows/ci.yml"
  rm -f "$scratch/sample/r.xml"
  inputs=()
  case "$verdict" in
    fail) sed -i 's/    steps:/    continue-on-error: true\n    steps:/' "$scratch/sample/.github/workflows/ci.yml" ;;
    inconclusive)
      printf '<testsuite><testcase name="a"/>' >"$scratch/sample/r.xml"
      inputs=(-e INPUT_JUNIT=/home/runner/work/service/service/r.xml)
      ;;
  esac
  prepare "$scratch/sample"
  found=0
  contain "$url" --rm "${inputs[@]}" localhost/truegreen:test action >"$scratch/log" 2>&1 || found=$?
  [ "$found" = "$code" ] || { cat "$scratch/log"; fail "$verdict: exit code $found, not $code"; }
  grep -q "^$verdict$" "$scratch/work/file_commands/output" || fail "$verdict: the output is missing"
  [ -s "$scratch/work/file_commands/summary" ] || fail "$verdict: the summary is empty"
  [ -s "$scratch/work/workspace/truegreen-report.json" ] || fail "$verdict: the report is missing"
  ! grep -q ghs_container "$scratch/log" || fail "$verdict: the token is in the log"
  printf '%s: exit code %s\n' "$verdict" "$found"
done

printf -- '-- a cancelled run ends at once\n'
for signal in INT TERM; do
  prepare "$scratch/sample"
  contain "$url/slow" --rm localhost/truegreen:test action >/dev/null 2>&1 &
  waiting=$!
  for _ in $(seq 200); do
    [ "$("${pods[@]}" inspect truegreen --format '{{.State.Running}}' 2>/dev/null)" = true ] && break
    sleep 0.05
  done
  sleep 0.5
  start=$(date +%s%N)
  "${pods[@]}" kill --signal "$signal" truegreen >/dev/null
  found=0
  wait "$waiting" || found=$?
  took=$((($(date +%s%N) - start) / 1000000))
  expected=$([ "$signal" = INT ] && echo 130 || echo 143)
  [ "$found" = "$expected" ] || fail "SIG$signal: exit code $found, not $expected"
  printf 'SIG%s: exit code %s after %s ms\n' "$signal" "$found" "$took"
  [ "$took" -lt 7500 ] || fail "the runner would have sent the next signal"
done
[ -z "$("${pods[@]}" ps -a -q)" ] || fail "a container is left"

printf -- '-- time to start\n'
for _ in 1 2 3 4 5; do
  start=$(date +%s%N)
  "${pods[@]}" run --rm --network none localhost/truegreen:test --version >/dev/null
  printf '%s\n' $((($(date +%s%N) - start) / 1000000))
done | sort -n | sed -n '3s/$/ ms from podman to exit (median of 5)/p'
start=$(date +%s%N)
for _ in 1 2 3 4 5 6 7 8 9 10; do "$binary" --version >/dev/null; done
printf '%s us for the binary itself\n' $((($(date +%s%N) - start) / 10000))
