#!/bin/sh
# Validates the same schema and data with ajv and with PolicyOs.Json, one after the other, and prints the ratio.
set -eu
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --silent
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
node bench.mjs > "$out/ajv.json"
dotnet run --project .. -c Release --no-launch-profile -- --filter '*SchemaBenchmarks*' --job short --exporters briefjson --artifacts "$out" > "$out/log.txt" || { cat "$out/log.txt"; exit 1; }
node compare.mjs "$out/ajv.json" "$out"/results/*SchemaBenchmarks*brief.json
