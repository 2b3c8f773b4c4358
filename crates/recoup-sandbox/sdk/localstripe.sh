#!/bin/sh
# localstripe, and the adapter for Stripe against it: `localstripe.sh PYTHON EXAMPLE`, in a network namespace of its own.
set -eu
python=$1
example=$2
ip link set lo up
"$python" -c 'from importlib.metadata import version; print("sdk localstripe (Python)", version("localstripe"))'
"$python" -m localstripe --from-scratch --port 8420 >/dev/null 2>&1 &
server=$!
trap 'kill $server' EXIT
"$example" 127.0.0.1:8420
