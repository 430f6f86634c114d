# Holds PostgreSQL by the server's pipe: when the pipe closes, because the server stopped or was killed, PostgreSQL is
# told to shut down fast. $1: the socket folder, removed at the end; $2: a folder to remove too, or nothing.
sockets=$1 disposable=$2
shift 2
# A background job's input is /dev/null in some shells: the pipe is kept under another number.
exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
{ cat <&3 >/dev/null; kill -INT "$postgres"; } 2>/dev/null &
watcher=$!
wait "$postgres"
code=$?
kill "$watcher" 2>/dev/null
rm -rf "$sockets"
[ -z "$disposable" ] || rm -rf "$disposable"
exit "$code"
