#!/usr/bin/env bash
# Checks the server and the skills with the tools of those who read them: the MCP Inspector in strict mode, in both eras of the
# protocol, over standard streams and over HTTP, and the validator of the Agent Skills format.
#
#   tools/check_plugins.sh        from anywhere; `make check-plugins` does the same
#
# Needs Node 20 or newer with npm, and uv. Both checkers come from the registries, pinned, into build/plugin-tools.
# PYTHON (.venv/bin/python) and UV (.uv/bin/uv, else uv) may be set. Ends with 0 only where everything is clean.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

INSPECTOR=@modelcontextprotocol/inspector@2.12.0
SKILLS_REF=skills-ref==0.1.1
PYTHON=${PYTHON:-.venv/bin/python}
UV=${UV:-$([ -x .uv/bin/uv ] && echo .uv/bin/uv || echo uv)}
TOOLS=build/plugin-tools

# A data folder of its own, without weights, so that nothing of a person's is read or written.
DATA=$(mktemp -d)
SERVER=
trap '[ -z "$SERVER" ] || kill "$SERVER" 2>/dev/null || true; rm -rf "$DATA"' EXIT
export COACH_HOME=$DATA COACH_EMBEDDER=none COACH_TODAY=2026-11-22
coach() { "$PYTHON" -c 'from api.cli import main; main()' "$@"; }
STDIO=(-e "COACH_HOME=$DATA" -e COACH_EMBEDDER=none -e COACH_TODAY=2026-11-22
  "$PYTHON" -c 'from api.cli import main; main()' mcp)

failures=0
complain() {
  failures=$((failures + 1))
  echo "not clean: $1" >&2
  { tail -n 20 "$DATA/remarked"; head -c 2000 "$DATA/said"; echo; } | sed 's/^/    /' >&2
}

# expect CODE LABEL ARGUMENTS...: run the Inspector against $TARGET in $ERA and compare its exit code
expect() {
  local wanted=$1 label=$2 code=0
  shift 2
  "${INSPECT[@]}" "${TARGET[@]}" --protocol-era "$ERA" --connect-timeout 120000 --format json "$@" >"$DATA/said" 2>"$DATA/remarked" || code=$?
  if [ "$code" = "$wanted" ]; then echo "  ok  $label"; else complain "$ERA, $label: exit $code instead of $wanted"; fi
}

call() { expect "$1" "tools/call $2 -> $1" --method tools/call --tool-name "$2" --tool-args-json "$3"; }

inspect_server() {
  expect 0 'tools/list --strict' --method tools/list --strict
  ! grep -qE '^(Warning|Error): tool' "$DATA/remarked" || complain "$ERA, tools/list: a schema is remarked on"
  for method in prompts/list resources/list resources/templates/list; do expect 0 "$method" --method "$method"; done
  expect 0 'resources/read a list' --method resources/read --uri coach://plays
  expect 0 'resources/read a card' --method resources/read --uri coach://plays/F03
  expect 0 'resources/read an executive' --method resources/read --uri coach://personas/cfo
  expect 0 'prompts/get' --method prompts/get --prompt-name walk_through_play --prompt-args play=F03
  call 0 suggest_plays '{"question": "How do I reach the CFO?", "executive": {"title": "CFO"}, "signals": ["Results were last week"]}'
  call 0 known_plays '{"statements": ["I call down the list"]}'
  call 0 record_play '{"seller_id": "inspector", "play": "F03", "kind": "tried", "outcome": "she rang back"}'
  call 0 get_play '{"name": "F03"}'
  call 0 search_library '{"query": "the CFO never answers", "k": 3}'
  call 0 check_questions '{"questions": [{"text": "Is the close date up to date?", "facts": ["The planner answered"]}]}'
  call 0 draft_questions '{"seller": {"id": "omar"}, "card": {"connects": {"made": 80, "accepted": 64}}, "notes": ["Omar is keen."]}'
  call 0 review_deck "{\"deck_id\": \"$DECK\", \"seller_id\": \"inspector\"}"
  call 0 get_review "{\"review_id\": \"$("$PYTHON" -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1]))).partition("rv-")[2][:20])' "$DATA/said" | sed 's/^/rv-/')\"}"
  call 5 get_play '{"name": "no such play"}'
  call 5 draft_questions '{"minutes": 1}'
  call 5 check_questions '{"questions": []}'
  call 5 review_deck '{"deck_id": "dk-00000000000000000000"}'
  call 5 get_review '{"review_id": "rv-00000000000000000000"}'
  call 5 suggest_plays '{"question": "How?", "limit": 9}'
}

echo "Skills ($SKILLS_REF)"
for skill in skills/*/; do
  if "$UV" tool run --quiet --from "$SKILLS_REF" agentskills validate "${skill%/}" >"$DATA/said" 2>"$DATA/remarked"; then
    echo "  ok  ${skill%/}"
  else
    complain "${skill%/}"
  fi
done

npm install --prefix "$TOOLS" --ignore-scripts --no-audit --no-fund --loglevel error "$INSPECTOR"
INSPECT=(node "$TOOLS/node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js" --cli)
coach index >/dev/null

PORT=$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$PYTHON" -c 'from api.cli import main; main()' serve --port "$PORT" 2>"$DATA/serving" &
SERVER=$!
for _ in $(seq 240); do
  (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break
  kill -0 "$SERVER" 2>/dev/null || { tail -n 5 "$DATA/serving" >&2; exit 1; }
  sleep 0.25
done

coach template "$DATA/deck.pptx" >/dev/null
DECK=$("$PYTHON" -c 'import json, pathlib, sys, urllib.request as u
request = u.Request(sys.argv[1], pathlib.Path(sys.argv[2]).read_bytes(), {"content-type": "application/octet-stream"})
print(json.load(u.urlopen(request))["deck_id"])' "http://127.0.0.1:$PORT/v1/decks?name=deck.pptx" "$DATA/deck.pptx")

for ERA in legacy modern; do
  echo "Inspector ($INSPECTOR), $ERA, standard streams"
  TARGET=("${STDIO[@]}")
  inspect_server
  echo "Inspector ($INSPECTOR), $ERA, HTTP"
  TARGET=("http://127.0.0.1:$PORT/mcp")
  inspect_server
done

[ "$failures" = 0 ] || { echo "$failures not clean" >&2; exit 1; }
echo "All clean."
