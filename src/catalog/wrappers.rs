//! The table of wrappers: programs whose argument is the command that really runs.

/// What follows the options of a wrapper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The command, after so many words that are not its own (`timeout`'s duration).
    Command(usize),
    /// A Python script or, behind `-m`, a module.
    Python,
    /// The command, a Python script, or a module behind `-m`.
    CommandOrModule,
    /// After so many words, a script as one word (`ssh HOST 'pytest -n 4'`) or the command itself.
    Script(usize),
    /// Nothing that is run as a command; only an option may hold a script.
    Nothing,
    /// Nothing, but all words behind its script option are one command (`nix develop -c pytest -q`).
    BehindOption,
}

/// One wrapper. Lists of options are words, separated by blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapper {
    /// Its name and its subcommands: `uv run`.
    pub(super) path: &'static [&'static str],
    /// Options that take the next word as their value.
    pub(super) values: &'static str,
    /// Options whose value is `NAME=value` for the command's environment.
    pub(super) env: &'static str,
    /// Options whose value is a script. A short one may stand last in a group (`-lc`).
    pub(super) script: &'static str,
    /// What follows.
    pub(super) then: Then,
}

const fn wrapper(path: &'static [&'static str], values: &'static str) -> Wrapper {
    Wrapper { path, values, env: "", script: "", then: Then::Command(0) }
}

/// Whether an option is in a list.
pub(super) fn listed(options: &str, option: &str) -> bool {
    options.split_ascii_whitespace().any(|listed| listed == option)
}

impl Wrapper {
    const fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }

    const fn env(mut self, options: &'static str) -> Self {
        self.env = options;
        self
    }

    const fn script(mut self, options: &'static str) -> Self {
        self.script = options;
        self
    }
}

const SHELL: &str = "-o +o -O +O --rcfile --init-file";
const UV: &str = "\
    --python -p --with -w --with-editable --with-requirements --extra --group --only-group \
    --no-group --no-extra --env-file --package --directory --project --index --default-index \
    --index-url -i --extra-index-url --find-links -f --upgrade-package -P --reinstall-package \
    --refresh-package --index-strategy --keyring-provider --resolution --prerelease \
    --fork-strategy --exclude-newer --config-setting -C --link-mode --cache-dir --config-file \
    --color --allow-insecure-host --python-platform --no-binary-package --no-build-package \
    --no-build-isolation-package --from --constraints -c --overrides --build-constraints -b";
const CONDA: &str = "-n --name -p --prefix --cwd -r --root-prefix -a";
const CONDA_ENV: &str = "-e --env";
const HATCH: &str = "-e --env -p --project --config --data-dir --cache-dir";
const HATCH_ENV_RUN: &str = "-e --env -p --project --config -i --include -x --exclude --filter";
const DOCKER: &str = "\
    -v --volume -w --workdir --name -u --user --network --net -p --publish --platform \
    --entrypoint --mount --env-file -l --label --label-file -h --hostname --add-host --gpus \
    --device --cap-add --cap-drop --security-opt --ulimit -m --memory --memory-swap --cpus \
    --cpuset-cpus --shm-size --tmpfs --volumes-from --link --ipc --pid --pull --restart \
    --runtime --log-driver --log-opt --dns --cidfile --userns --group-add --stop-signal \
    --stop-timeout -c --cpu-shares --sysctl --expose --ip --annotation -a --attach \
    --isolation --storage-opt --uts --health-cmd --detach-keys --context -H --host --config \
    --log-level";
const DOCKER_ENV: &str = "-e --env";
const COMPOSE: &str = "\
    -f --file -p --project-name --profile --env-file --project-directory --ansi --progress \
    --parallel -v --volume -w --workdir --name -u --user --publish --entrypoint -l --label \
    --pull --cap-add --cap-drop --index";
const NPX: &str = "-p --package -w --workspace --prefix -C --dir --filter";
const PYTHON_VALUES: &str = "-W -X --check-hash-based-pycs";
const COVERAGE: &str =
    "--rcfile --source --include --omit --concurrency --context --data-file --source-pkgs";
const MPI: &str = "\
    -n -np -c -N --n --np -host --host -H --hostfile -hostfile -machinefile --machinefile -f \
    --bind-to --map-by -x -ppn --npernode";
const SRUN: &str = "\
    -n --ntasks -N --nodes -c --cpus-per-task -p --partition -t --time -J --job-name -A \
    --account -w --nodelist -G --gpus -q --qos --mem";

/// All wrappers. Python itself is known by the shape of its name (`python3.12`, `pypy3`, `py`).
pub(super) static WRAPPERS: &[Wrapper] = &[
    // of the shell
    wrapper(&["time"], "-f --format -o --output"),
    wrapper(&["exec"], "-a"),
    wrapper(&["command"], ""),
    wrapper(&["builtin"], ""),
    wrapper(&["then"], ""),
    wrapper(&["call"], ""),
    wrapper(&["eval"], "").then(Then::Script(0)),
    wrapper(&["bash"], SHELL).script("-c").then(Then::Nothing),
    wrapper(&["sh"], SHELL).script("-c").then(Then::Nothing),
    wrapper(&["dash"], SHELL).script("-c").then(Then::Nothing),
    wrapper(&["zsh"], SHELL).script("-c").then(Then::Nothing),
    wrapper(&["ksh"], SHELL).script("-c").then(Then::Nothing),
    wrapper(&["pwsh"], "-ExecutionPolicy").script("-c -Command -command").then(Then::Nothing),
    wrapper(&["powershell"], "-ExecutionPolicy").script("-c -Command -command").then(Then::Nothing),
    // of the system
    wrapper(&["env"], "-u --unset -C --chdir").script("-S --split-string"),
    wrapper(&["sudo"], "-u --user -g --group -h --host -p --prompt -C -D --chdir -r -t -T -U"),
    wrapper(&["doas"], "-u -C"),
    wrapper(&["su"], "-s --shell -g -G").script("-c --command").then(Then::Nothing),
    wrapper(&["runuser"], "-u --user -g -G -s").script("-c --command"),
    wrapper(&["gosu"], "").then(Then::Command(1)),
    wrapper(&["su-exec"], "").then(Then::Command(1)),
    wrapper(&["nice"], "-n --adjustment"),
    wrapper(&["ionice"], "-c --class -n --classdata"),
    wrapper(&["chrt"], "-p").then(Then::Command(1)),
    wrapper(&["taskset"], "").then(Then::Command(1)),
    wrapper(&["numactl"], "-C -m -N -i -p -l"),
    wrapper(&["setarch"], "").then(Then::Command(1)),
    wrapper(&["prlimit"], ""),
    wrapper(&["nohup"], ""),
    wrapper(&["setsid"], ""),
    wrapper(&["stdbuf"], "-i -o -e --input --output --error"),
    wrapper(&["unbuffer"], ""),
    wrapper(&["script"], "-E --echo -O -I -B -T").script("-c --command").then(Then::Nothing),
    wrapper(&["timeout"], "-s --signal -k --kill-after").then(Then::Command(1)),
    wrapper(&["gtimeout"], "-s --signal -k --kill-after").then(Then::Command(1)),
    wrapper(&["flock"], "-w --timeout -E").script("-c").then(Then::Command(1)),
    wrapper(&["chronic"], ""),
    wrapper(&["retry"], "-t --times -d --delay --tries --sleep -n"),
    wrapper(&["xargs"], "-n --max-args -P --max-procs -I -i -d --delimiter -L -E -s -a --arg-file"),
    wrapper(&["find"], "").script("-exec -execdir -ok -okdir").then(Then::BehindOption),
    wrapper(&["parallel"], "-j --jobs -n -N -I --joblog -a --colsep"),
    wrapper(
        &["xvfb-run"],
        "\
    -s --server-args -n --server-num -e --error-file -f --auth-file -w --wait -p \
    --xauth-protocol",
    ),
    wrapper(&["dbus-run-session"], "--config-file --dbus-daemon"),
    wrapper(&["tini"], "-p -e"),
    wrapper(&["dumb-init"], ""),
    wrapper(&["faketime"], "-f").then(Then::Command(1)),
    wrapper(&["chroot"], "").then(Then::Command(1)),
    wrapper(&["ssh"], "-i -p -o -l -F -J -L -R -D -E -S -c -m -b -W").then(Then::Script(1)),
    // debuggers and profilers
    wrapper(&["catchsegv"], ""),
    wrapper(&["gdb"], "-ex -iex --eval-command -x --command -p"),
    wrapper(&["lldb"], "-o -O -s -S -k"),
    wrapper(&["valgrind"], ""),
    wrapper(&["strace"], "-e -o -p -s -u"),
    wrapper(&["perf", "stat"], "-e -o -r -x"),
    wrapper(&["perf", "record"], "-e -o -F -c --call-graph"),
    wrapper(&["rr", "record"], "-o"),
    wrapper(&["heaptrack"], "-o"),
    wrapper(&["kcov"], "").then(Then::Command(1)),
    wrapper(&["codspeed", "run"], "-m --mode -t --token"),
    wrapper(&["mpirun"], MPI),
    wrapper(&["mpiexec"], MPI),
    wrapper(&["srun"], SRUN),
    // Python
    wrapper(&["uv", "run"], UV).then(Then::CommandOrModule),
    wrapper(&["uv", "tool", "run"], UV),
    wrapper(&["uvx"], UV),
    wrapper(&["pipx", "run"], "--spec --python --pip-args --index-url -i"),
    wrapper(&["poetry", "run"], "-C --directory -P --project"),
    wrapper(&["pdm", "run"], "-p --project -c --config --venv"),
    wrapper(&["pipenv", "run"], "--python --pypi-mirror"),
    wrapper(&["hatch", "run"], HATCH),
    wrapper(&["hatch", "env", "run"], HATCH_ENV_RUN),
    wrapper(&["rye", "run"], "--pyproject"),
    wrapper(&["pixi", "run"], "-e --environment --manifest-path -m --color"),
    wrapper(&["pixi", "exec"], "-s --spec -c --channel -w --with"),
    wrapper(&["conda", "run"], CONDA),
    wrapper(&["mamba", "run"], CONDA),
    wrapper(&["micromamba", "run"], CONDA).env(CONDA_ENV),
    wrapper(&["conda-run"], CONDA),
    wrapper(&["coverage", "run"], COVERAGE).then(Then::Python),
    wrapper(&["coverage3", "run"], COVERAGE).then(Then::Python),
    wrapper(&["kernprof"], "-o -p").then(Then::Python),
    wrapper(&["memray", "run"], "-o --output").then(Then::Python),
    wrapper(&["pyinstrument"], "-o -r --outfile --renderer -i").then(Then::Python),
    wrapper(&["scalene"], "--outfile").then(Then::Python),
    wrapper(&["viztracer"], "-o --output_file").then(Then::CommandOrModule),
    wrapper(&["debugpy"], "--listen --connect").then(Then::Python),
    wrapper(&["ddtrace-run"], ""),
    wrapper(&["opentelemetry-instrument"], "--traces_exporter --service_name"),
    wrapper(&["dotenv", "run"], "-f --file"),
    // other ecosystems
    wrapper(&["npx"], NPX).script("-c --call"),
    wrapper(&["npm", "exec"], NPX).script("-c --call"),
    wrapper(&["pnpm", "exec"], NPX),
    wrapper(&["pnpm", "dlx"], NPX),
    wrapper(&["yarn", "exec"], "--cwd"),
    wrapper(&["bunx"], "-p --package"),
    wrapper(&["bundle", "exec"], "--gemfile"),
    wrapper(&["mise", "exec"], "-C --cd -E --env"),
    wrapper(&["mise", "x"], "-C --cd -E --env"),
    wrapper(&["asdf", "exec"], ""),
    wrapper(&["direnv", "exec"], "").then(Then::Command(1)),
    wrapper(&["doppler", "run"], "-p --project -c --config -t --token").script("--command"),
    wrapper(&["op", "run"], "--env-file"),
    wrapper(&["nix-shell"], "-p --packages -I").script("--run --command").then(Then::Nothing),
    wrapper(&["nix", "develop"], "--override-input")
        .script("-c --command")
        .then(Then::BehindOption),
    wrapper(&["guix", "shell"], "-m --manifest -f"),
    // containers
    wrapper(&["docker", "run"], DOCKER).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["docker", "container", "run"], DOCKER).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["docker", "exec"], DOCKER).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["podman", "run"], DOCKER).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["podman", "exec"], DOCKER).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["docker", "compose", "run"], COMPOSE).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["docker", "compose", "exec"], COMPOSE).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["docker-compose", "run"], COMPOSE).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["docker-compose", "exec"], COMPOSE).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["podman-compose", "run"], COMPOSE).env(DOCKER_ENV).then(Then::Command(1)),
    wrapper(&["kubectl", "exec"], "-n --namespace -c --container --context").then(Then::Command(1)),
    wrapper(&["singularity", "exec"], "-B --bind -H --home --pwd")
        .env("--env")
        .then(Then::Command(1)),
    wrapper(&["apptainer", "exec"], "-B --bind -H --home --pwd")
        .env("--env")
        .then(Then::Command(1)),
];

/// Python, by any of its names.
pub(super) static PYTHON: Wrapper = wrapper(&[], PYTHON_VALUES).then(Then::Python);

/// A program that is not known, before one that is.
pub(super) static ANY: Wrapper = wrapper(&[], "");
