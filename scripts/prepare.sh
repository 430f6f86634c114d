# Sourced by start, test and build-client: the right Node, the packages, the console. Run in the project's folder.
say() { printf '%s\n' "$*"; }

refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

require_node() {
  command -v node >/dev/null 2>&1 || refuse "Daysheet needs Node.js with npm: install Node 24 and start again."
  # Linux on x64 gets its own Node 24 with the packages; elsewhere yours runs the server.
  node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    const brings = process.platform === "linux" && process.arch === "x64";
    const enough = brings ? major >= 20 : major > 24 || (major === 24 && minor >= 15);
    if (enough) process.exit(0);
    console.error(`Daysheet needs Node ${brings ? "20" : "24.15"} or newer here; this is ${process.versions.node}.`);
    process.exit(1);
  ' || exit 1
}

install_packages() {
  installed=node_modules/.package-lock.json
  if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ]; then
    command -v npm >/dev/null 2>&1 || refuse "Daysheet needs npm to install its packages: install it and start again."
    say "Installing the packages (a minute or two, the first time)…"
    npm ci --no-progress || refuse "The packages could not be installed: see npm's message above."
    touch "$installed"
  fi
  PATH="$PWD/node_modules/.bin:$PATH"
  export PATH
}

build_console() {
  [ -f dist/client/index.html ] && node scripts/built-from.ts --check && return
  say "Building the console…"
  mkdir -p .cache
  if ! ng build --progress=false >.cache/build.log 2>&1; then
    cat .cache/build.log >&2
    return 1
  fi
  node scripts/built-from.ts --write
}
