#!/bin/sh
# Fuzz each target for SECONDS (default 180), one after the other: fuzz/run.sh [SECONDS [TARGET...]]
# What it finds is left in fuzz/out/, as crash-*, timeout-* or oom-*. Needs: pip install atheris
set -u
cd "$(dirname "$0")/.."
seconds=${1:-180}
[ $# -gt 0 ] && shift
python=${PYTHON:-python}
$python fuzz/seeds.py fuzz/out/corpus || exit 2
for target in ${*:-wire_decode worker_frames source_text notebook archive answers_file yaml course results}; do
    mkdir -p "fuzz/out/$target"
    $python fuzz/fuzz.py "$target" "fuzz/out/corpus/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
        -max_len=20000 -print_final_stats=1 -artifact_prefix="fuzz/out/$target/" >"fuzz/out/$target/log" 2>&1
    echo "$target: exit $?, $(grep -o 'number_of_executed_units: *[0-9]*' "fuzz/out/$target/log" | tail -1)"
done
